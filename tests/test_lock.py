"""One writer at a time, and a message that names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import Locked, StorageError
from index.lock import WriterLock, reading_chroma, writing_chroma
from tests.index_samples import ROOT

HOLD = """
import sys, time
from pathlib import Path
from index.lock import WriterLock
sys.argv = ["/some/where/qa", "add", "--key=secret"]
with WriterLock(Path({folder!r})):
    print("held", flush=True)
    time.sleep({seconds})
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """A process that has the lock, from the moment this returns, for so many seconds."""
    code = HOLD.format(folder=str(folder), seconds=seconds)
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    process = hold(tmp_path, 60)
    try:
        with pytest.raises(Locked) as caught, WriterLock(tmp_path):
            pass
    finally:
        finish(process)
    message = str(caught.value)
    assert f"process {process.pid} ('qa add', since " in message
    assert "secret" not in message
    assert "--wait" in message


def test_waiting_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    process = hold(tmp_path, 0.5)
    with WriterLock(tmp_path, wait=30):
        note = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
    process.communicate()
    assert note["pid"] == os.getpid()


def test_the_lock_of_a_killed_process_is_free_and_its_note_is_stale(tmp_path: Path) -> None:
    finish(hold(tmp_path, 60))
    assert (tmp_path / "writer.json").exists()
    with WriterLock(tmp_path):
        pass
    assert not (tmp_path / "writer.json").exists()


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": "x"}', '"text"', "\x00"])
def test_a_note_that_cannot_be_read_hides_nothing(tmp_path: Path, note: str) -> None:
    process = hold(tmp_path, 60)
    (tmp_path / "writer.json").write_text(note, encoding="utf-8")
    try:
        with pytest.raises(Locked, match="another process"), WriterLock(tmp_path):
            pass
    finally:
        finish(process)


def test_an_exception_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), WriterLock(tmp_path):
        raise KeyboardInterrupt
    with WriterLock(tmp_path):
        pass


def test_a_folder_that_is_none_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match="none"), WriterLock(tmp_path / "none"):
        pass


def test_chroma_is_read_by_many_at_once_and_not_while_it_is_written(tmp_path: Path) -> None:
    with reading_chroma(tmp_path) as free:
        assert not free  # no writer was there yet, so there is nothing to read
    with writing_chroma(tmp_path) as free, reading_chroma(tmp_path) as read:
        assert free
        assert not read
    with reading_chroma(tmp_path) as one, reading_chroma(tmp_path) as two, writing_chroma(tmp_path, wait=0) as write:
        assert one
        assert two
        assert not write
    with writing_chroma(tmp_path, wait=0) as free:
        assert free
