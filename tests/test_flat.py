"""The flat file of vectors: the same answers with it and without, behind or damaged; never another index's."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import flat
from index.build import Writer
from index.store import Store
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered

EMBEDDER = HashEmbedder()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of 30 articles whose flat file holds all but the last five."""
    monkeypatch.setattr(flat, "BEHIND", 8)
    where = tmp_path / "index"
    with Writer(where, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(25))
    with Writer(where, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(25, 30))
    return where


def nearest(folder: Path, n: int) -> list[tuple[int, float]]:
    with Store.open(folder) as store:
        return [(r, round(c, 5)) for r, c in store.by_vector_exact(EMBEDDER.query(numbered(n).text), 5)]


def held(folder: Path) -> int | None:
    with Store.open(folder) as store:
        found = flat.load(folder, store.meta)
        return None if found is None else len(found.rowids)


@pytest.mark.parametrize("n", [0, 24, 25, 29])
def test_answers_are_the_same_with_the_file_and_without(folder: Path, n: int) -> None:
    assert held(folder) == 25
    by_file = nearest(folder, n)
    (folder / flat.FILE).unlink()
    assert nearest(folder, n) == by_file
    assert by_file[0][1] == pytest.approx(1)


def test_removed_articles_are_not_found(folder: Path) -> None:
    with Writer(folder, EMBEDDER) as writer:
        assert writer.remove(["a0003"]) == 1
    with Store.open(folder) as store:
        left = {head.rowid for head in store.heads()}
        found = store.by_vector_exact(EMBEDDER.query(numbered(3).text), 100)
        assert {chunk.article for chunk in store.chunks([r for r, _ in found]).values()} <= left
        assert len(found) == store.chunk_count()


def test_it_is_written_anew_when_it_is_too_far_behind(folder: Path) -> None:
    with Writer(folder, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(30, 40))
    assert held(folder) == 40


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_damaged_file_is_passed_over(folder: Path, damage: str) -> None:
    expected = nearest(folder, 7)
    data = (folder / flat.FILE).read_bytes()
    changed = {"cut": data[:-5], "empty": b"", "other": data.replace(data[8:48], b"x" * 40)}[damage]
    (folder / flat.FILE).write_bytes(changed)
    assert held(folder) is None
    assert nearest(folder, 7) == expected
