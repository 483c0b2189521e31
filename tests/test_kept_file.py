"""A file that is kept to save work: whatever becomes of it, the work goes on and the user hears of it once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qa.kept_file import KeptFile, Trouble, make_room
from qa.sqlite_file import SqliteFile

TABLES = "CREATE TABLE a (key INTEGER PRIMARY KEY, used INTEGER NOT NULL, text TEXT);\n"
TROUBLE = Trouble("{path} was wrong ({error}) and is {aside}.", "{path} can't be used ({error}).")


def kept(path: Path, said: list[str]) -> KeptFile:
    return KeptFile(SqliteFile(path, 0x1234, 1, TABLES), TROUBLE, said.append)


def fill(file: KeptFile, numbers: range, text: str = "text", most: int = 1_000_000) -> None:
    def work(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT INTO a VALUES (?, ?, ?)", ((n, n, text) for n in numbers))
        make_room(connection, "a", most)

    file.do(work)


def numbers(file: KeptFile) -> list[int]:
    found: list[int] = []
    file.do(lambda connection: found.extend(n for (n, _) in connection.execute("SELECT key, text FROM a")))
    return found


def test_it_is_made_when_it_is_first_used(tmp_path: Path) -> None:
    said: list[str] = []
    file = kept(tmp_path / "deep" / "x.sqlite", said)
    assert not (tmp_path / "deep").exists()
    fill(file, range(3))
    assert numbers(kept(tmp_path / "deep" / "x.sqlite", said)) == [0, 1, 2]
    assert said == []


@pytest.mark.parametrize("content", [b"\x00\x01 noise " * 1000, b"short", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path, said = tmp_path / "x.sqlite", list[str]()
    path.write_bytes(content)
    file = kept(path, said)
    fill(file, range(3))
    assert numbers(file) == [0, 1, 2]
    (aside,) = tmp_path.glob("x.aside-*.sqlite")
    assert aside.read_bytes() == content
    (line,) = said
    assert line.startswith(f"{path} was wrong (")
    assert line.endswith(f") and is {aside}.")


def test_a_foreign_file_is_moved_aside_whole(tmp_path: Path) -> None:
    path, said = tmp_path / "x.sqlite", list[str]()
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE theirs (x)")
    theirs.close()
    fill(kept(path, said), range(3))
    (aside,) = tmp_path.glob("x.aside-*.sqlite")
    with sqlite3.connect(aside) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    theirs.close()
    assert len(said) == 1
    assert "another program's file" in said[0]


def test_a_damage_that_is_met_half_way_is_moved_aside_and_the_work_done_again(tmp_path: Path) -> None:
    path, said = tmp_path / "x.sqlite", list[str]()
    file = kept(path, said)
    fill(file, range(100), "word " * 500)
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    fill(file, range(200, 300), "word " * 500)
    assert numbers(file) == [*range(200, 300)]
    assert len(said) == 1


def test_what_cannot_be_used_is_said_once_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be", encoding="utf-8")
    said: list[str] = []
    file = kept(tmp_path / "file" / "x.sqlite", said)
    fill(file, range(3))
    assert numbers(file) == []
    (tmp_path / "file").unlink()
    fill(file, range(3))
    assert not (tmp_path / "file").exists()
    (line,) = said
    assert line.startswith(f"{tmp_path / 'file' / 'x.sqlite'} can't be used (")


def test_what_was_not_used_for_longest_makes_room(tmp_path: Path) -> None:
    said: list[str] = []
    file = kept(tmp_path / "x.sqlite", said)
    for n in range(60):
        fill(file, range(n, n + 1), "word " * 800, most=120_000)
    held = numbers(file)
    assert held == [*range(held[0], 60)]
    assert 10 < len(held) < 40
    fill(file, range(60, 61), "word " * 100_000, most=120_000)
    assert numbers(file) == [60]  # larger than all the room, and the last one stays
    assert said == []
