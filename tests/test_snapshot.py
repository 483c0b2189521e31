"""Opening an index: it stays as it was when it was opened, and what is no index is refused and left alone."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from index import words
from index.build import Writer
from index.errors import EmptyIndex, NotAnIndex, StorageError, WrongFormat
from index.nearest import Nearest
from index.store import Store
from tests.index_samples import EMBEDDER, found_in, numbered, small_index


def test_a_store_sees_the_index_as_it_was_until_it_is_refreshed(tmp_path: Path) -> None:
    with Writer(tmp_path, EMBEDDER) as writer:
        writer.add([numbered(1)])
        with Store.open(tmp_path) as store:
            writer.add([numbered(2)])
            writer.remove(["a0001"])
            assert [head.id for head in store.heads()] == ["a0001"]
            assert len(store.by_words(words.match(["marker0001"]), 5)) == 1
            assert store.refresh()
            assert [head.id for head in store.heads()] == ["a0002"]
            assert not store.refresh()


def test_a_copied_folder_works(tmp_path: Path) -> None:
    shutil.copytree(small_index(), tmp_path / "copy")
    with Store.open(tmp_path / "copy") as store:
        nearest = Nearest(store, pytest.fail, compared=0)
        assert found_in(store, nearest.search(EMBEDDER.query(numbered(3).text), 1)) == ["a0003"]
        nearest.close()


def test_a_folder_that_cannot_be_written_to_can_be_read(tmp_path: Path) -> None:
    """On a file system that is mounted read-only, so that it holds for root, too."""
    copy = tmp_path / "copy"
    shutil.copytree(small_index(), copy)
    mounted = subprocess.run(["mount", "--bind", "-o", "ro", copy, copy], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting needs more rights than this run has")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", copy], capture_output=True, check=False)
        with pytest.raises(OSError, match=r"[Rr]ead-only"):
            (copy / "probe").write_text("", encoding="utf-8")
        warned: list[str] = []
        with Store.open(copy) as store:
            assert len(store.heads()) == 42
            nearest = Nearest(store, warned.append, compared=0)
            assert found_in(store, nearest.search(EMBEDDER.query(numbered(3).text), 1)) == ["a0003"]
            nearest.close()
        with pytest.raises(StorageError), Writer(copy, EMBEDDER):
            pass
    finally:
        subprocess.run(["umount", "--lazy", copy], check=True)


@pytest.mark.parametrize("what", ["none", "empty", "only a lock", "empty file"])
def test_where_nothing_is_yet_the_message_says_how_to_fill_it(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "index"
    if what != "none":
        folder.mkdir()
    if what == "only a lock":
        (folder / "writer.lock").touch()
    if what == "empty file":
        (folder / "pressbrief.sqlite").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(EmptyIndex, match="qa add"):
        Store.open(folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("open_", [Store.open, lambda folder: Writer(folder, EMBEDDER).__enter__()])
def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path, open_: object) -> None:
    assert callable(open_)
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(NotAnIndex, match="--index"):
        open_(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
    with pytest.raises(NotAnIndex, match="not a folder"):
        open_(tmp_path / "holiday.jpg")


def test_a_database_of_another_program_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "pressbrief.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE meta (key, value)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(NotAnIndex, match="not an index"):
        Store.open(tmp_path)
    with pytest.raises(NotAnIndex, match="not an index"), Writer(tmp_path, EMBEDDER):
        pass
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_file_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pressbrief.sqlite").write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        Store.open(tmp_path)
    with pytest.raises(StorageError, match="damaged"), Writer(tmp_path, EMBEDDER):
        pass
    assert (tmp_path / "pressbrief.sqlite").read_bytes() == content


def test_a_file_cut_in_half_is_a_clear_error(tmp_path: Path) -> None:
    whole = (small_index() / "pressbrief.sqlite").read_bytes()
    (tmp_path / "pressbrief.sqlite").write_bytes(whole[: len(whole) // 2])

    def read_all() -> None:
        with Store.open(tmp_path) as store:
            for head in store.heads():
                store.article(head.id)
                store.sentences(head.rowid)

    with pytest.raises(StorageError):
        read_all()


@pytest.mark.parametrize(("version", "advice"), [(0, "qa reindex"), (2, "newer Pressbrief")])
def test_another_format_is_named(tmp_path: Path, version: int, advice: str) -> None:
    shutil.copytree(small_index(), tmp_path / "copy")
    connection = sqlite3.connect(tmp_path / "copy" / "pressbrief.sqlite")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [version])
    connection.commit()
    connection.close()
    with pytest.raises(WrongFormat, match=advice):
        Store.open(tmp_path / "copy")
    with pytest.raises(WrongFormat, match=advice), Writer(tmp_path / "copy", EMBEDDER):
        pass
