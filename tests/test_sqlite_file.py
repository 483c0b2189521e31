"""A small file of ours: made late, private, whole or not at all, and told from every other file."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from qa.sqlite_file import NotOurs, SqliteFile

TABLES = "CREATE TABLE a (x INTEGER);\nCREATE TABLE b (y TEXT);\n"


def a_file(path: Path, version: int = 1) -> SqliteFile:
    return SqliteFile(path, 0x1234, version, TABLES)


def fill(file: SqliteFile) -> None:
    with file.writing() as connection:
        connection.execute("INSERT INTO a VALUES (1)")


def count(file: SqliteFile) -> int | None:
    with file.reading() as connection:
        if connection is None:
            return None
        number: int = connection.execute("SELECT count(*) FROM a").fetchone()[0]
        return number


def test_reading_makes_nothing(tmp_path: Path) -> None:
    file = a_file(tmp_path / "deep" / "x.sqlite")
    assert count(file) is None
    assert not (tmp_path / "deep").exists()
    fill(file)
    assert count(file) == 1


def test_an_empty_file_is_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.touch()
    assert count(a_file(path)) is None
    sqlite3.connect(path).close()
    assert count(a_file(path)) is None
    fill(a_file(path))
    assert count(a_file(path)) == 1


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    file = a_file(tmp_path / "x.sqlite")
    fill(file)
    with pytest.raises(sqlite3.OperationalError), file.writing() as connection:
        connection.execute("INSERT INTO a VALUES (2)").connection.execute("INSERT INTO nowhere VALUES (2)")
    assert count(file) == 1


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_it_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    file = a_file(path)
    with file.writing() as connection:
        connection.execute("INSERT INTO a VALUES (1)")
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()}
        assert set(modes.values()) == {0o600}
        assert "x.sqlite" in modes
    path.chmod(0o644)
    fill(file)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_other_files_are_told(tmp_path: Path) -> None:
    noise = tmp_path / "noise.sqlite"
    noise.write_bytes(b"\x7fnot a database at all" * 400)
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    newer = tmp_path / "newer.sqlite"
    fill(a_file(newer, version=2))
    for path, says in ((noise, "not a database"), (foreign, "another program"), (newer, "version 2")):
        before = path.read_bytes()
        with pytest.raises(NotOurs, match=says), a_file(path).writing():
            pass
        with pytest.raises(NotOurs, match=says), a_file(path).reading():
            pass
        assert path.read_bytes()[100:] == before[100:]  # the header may say how it was opened, no content changes


def test_a_damage_that_is_met_later_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    file = a_file(path)
    with file.writing() as connection:
        connection.executemany("INSERT INTO a VALUES (?)", [(n,) for n in range(20_000)])
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = b"\xff" * (len(content) - 4096 * 4)
    path.write_bytes(content)
    with pytest.raises(NotOurs, match="malformed"), file.writing() as connection:
        connection.execute("SELECT sum(x) FROM a").fetchone()


def test_aside_is_a_name_of_its_own_and_makes_room(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"theirs")
    (tmp_path / "x.sqlite-wal").write_bytes(b"left over")
    aside = a_file(path).move_aside()
    assert aside.read_bytes() == b"theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == [aside.name]
    fill(a_file(path))
    assert count(a_file(path)) == 1
