"""The cache of paid vectors: what is put comes back, whatever becomes of the file."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.vector_cache import Known, VectorCache, key

MODEL = "openai:m"


def vector(*numbers: float) -> NDArray[np.float32]:
    return np.array(numbers, np.float32)


def cache(path: Path, said: list[str] | None = None, most: int = 1_000_000) -> VectorCache:
    return VectorCache(path, (said if said is not None else []).append, most)


def test_vectors_come_back_bit_by_bit_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "vectors.sqlite"
    kept = {key(MODEL, f"text {n}"): vector(0.1 * n, -1 / (n + 1)) for n in range(1_203)}  # more than one query's keys
    cache(path).put(MODEL, kept)
    found = cache(path).get([*kept, key(MODEL, "another")])
    assert found.keys() == kept.keys()
    assert all(found[k].tobytes() == kept[k].tobytes() for k in kept)


def test_keys_tell_models_and_texts_apart() -> None:
    assert len({key("a", "bc"), key("ab", "c"), key("a", "b\0c"), key("a", "\ud800"), key("a", "")}) == 5


def test_only_what_is_not_there_is_missing(tmp_path: Path) -> None:
    one = cache(tmp_path / "v.sqlite")
    assert one.missing([b"a", b"b"]) == {b"a", b"b"}
    assert not (tmp_path / "v.sqlite").exists()  # a look makes no file
    one.put(MODEL, {b"a": vector(1.0)})
    assert one.missing([b"a", b"b"]) == {b"b"}


def test_a_model_is_remembered_and_forgotten_when_its_vectors_change_their_length(tmp_path: Path) -> None:
    one = cache(tmp_path / "v.sqlite")
    assert one.known(MODEL) is None
    one.put(MODEL, {b"a": vector(1.0, 0.0)})
    one.put("openai:other", {b"z": vector(1.0, 0.0)})
    one.learn(MODEL, Known(2, 4.5, -3.0))
    one.put(MODEL, {b"b": vector(0.0, 1.0)})
    assert one.known(MODEL) == Known(2, 4.5, -3.0)  # storing more leaves the scale
    one.learn(MODEL, Known(3))
    assert one.known(MODEL) == Known(3)
    assert one.get([b"a", b"b", b"z"]).keys() == {b"z"}


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_the_file_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    cache(path).put(MODEL, {b"a": vector(1.0)})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_file_is_moved_aside_and_said(tmp_path: Path) -> None:
    path, said = tmp_path / "v.sqlite", list[str]()
    path.write_bytes(b"this is no database at all" * 100)
    one = cache(path, said)
    one.put(MODEL, {b"a": vector(1.0)})
    assert one.get([b"a"]).keys() == {b"a"}
    (line,) = said
    (aside,) = tmp_path.glob("v.aside-*")
    assert str(aside) in line
    assert aside.read_bytes().startswith(b"this is no database")


def test_a_damage_that_is_met_while_storing_costs_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path, said = tmp_path / "v.sqlite", list[str]()
    one = cache(path, said)
    one.put(MODEL, {b"%d" % n: vector(*range(250)) for n in range(100)})
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = b"\xff" * (len(content) - 4096 * 4)
    path.write_bytes(content)
    one.put(MODEL, {b"new%d" % n: vector(*range(250)) for n in range(100)})
    assert len(said) == 1
    assert one.get([b"1", b"new1"]).keys() == {b"new1"}


def test_a_file_that_cannot_be_written_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    said: list[str] = []
    one = cache(tmp_path / "file" / "v.sqlite", said)
    for _ in range(2):
        one.put(MODEL, {b"a": vector(1.0)})
    assert one.get([b"a"]) == {}
    assert len(said) == 1
    assert "Vectors are not kept" in said[0]


def test_what_was_not_used_for_longest_goes_when_the_file_is_full(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    one = cache(path, most=200_000)
    row = vector(*range(250))  # 1,000 bytes
    for first in range(0, 400, 20):
        one.put(MODEL, {b"%d" % n: row for n in range(first, first + 20)})
        one.get([b"0"])
    held = one.get([b"%d" % n for n in range(400)]).keys()
    assert {b"0", b"399"} <= held
    assert b"1" not in held
    with sqlite3.connect(path) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] * 4096
    connection.close()
    assert 100 < len(held) < 200
    assert pages < 260_000
