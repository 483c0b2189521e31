"""Searching by vector through Chroma: it agrees with the exact search, and what is wrong with it is found out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import Writer
from index.nearest import Nearest
from index.store import Store
from tests.index_samples import EMBEDDER, found_in, numbered, small_index


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(small_index()) as opened:
        yield opened


def test_chroma_agrees_with_the_exact_search(store: Store) -> None:
    warned: list[str] = []
    nearest = Nearest(store, warned.append, compared=0)
    for n in range(0, 40, 7):
        asked = EMBEDDER.query(numbered(n).text[:60])
        assert nearest.search(asked, 3)[0] == pytest.approx(store.by_vector_exact(asked, 3)[0], abs=1e-5)
    only = {head.rowid for head in store.heads(ids=["a0003"])}
    assert found_in(store, nearest.search(EMBEDDER.query("x"), 5, articles=only)) == ["a0003"]
    nearest.close()
    assert warned == []


@pytest.mark.parametrize(
    "damage", ["removed", "emptied", "database garbage", "fewer vectors", "graph cut", "graph removed"]
)
def test_without_chroma_the_vectors_are_compared_and_a_writer_repairs_it(tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small_index(), copy)
    if damage == "database garbage":
        (copy / "chroma" / "chroma.sqlite3").write_bytes(b"\xff" * 5000)
    elif damage in ("graph cut", "graph removed"):
        for file in (copy / "chroma").glob("*/data_level0.bin"):
            file.write_bytes(file.read_bytes()[:1000]) if damage == "graph cut" else file.unlink()
    elif damage == "fewer vectors":
        from index.vectors import Vectors

        with Store.open(copy) as store:
            vectors = Vectors.open(copy / "chroma", "", f"pressbrief-{store.meta.uuid}", store.meta.dimension)
        vectors.delete([1, 2, 3])
        vectors.close()
    else:
        shutil.rmtree(copy / "chroma")
        if damage == "emptied":
            (copy / "chroma").mkdir()
    asked = EMBEDDER.query(numbered(1).text)
    warned: list[str] = []
    for repaired in (False, True):
        with Store.open(copy) as store:
            nearest = Nearest(store, warned.append, compared=0)
            for _ in range(2):
                assert found_in(store, nearest.search(asked, 1)) == ["a0001"]
            nearest.close()
        assert len(warned) == 1, "told once while it was damaged, and not when it was repaired"
        assert "\n" not in warned[0]
        if not repaired:
            with Writer(copy, EMBEDDER) as writer:
                assert writer.add([replace(numbered(90), source="-")]).warnings == ()
    with Store.open(copy) as store:
        assert store.counts().pending == 0
