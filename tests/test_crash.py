"""Killed at any moment: what was acknowledged is found, nothing is half there, and the next writer finishes the job."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import words
from index.build import Writer
from index.errors import EmptyIndex, Locked
from index.nearest import Nearest
from index.store import Store
from tests.hash_embedder import HashEmbedder
from tests.index_samples import ROOT, numbered, start_writer
from tests.test_build import check

EMBEDDER = HashEmbedder()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that the process says; "" when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kills the process as a power cut would, without a chance to tidy up; what it had said before."""
    process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    said, _ = process.communicate()
    return said.split("\n")


def acknowledged(said: list[str]) -> int:
    """How many articles a writer had told to be stored."""
    return max((int(each.split()[1]) for each in said if each.startswith("stored ")), default=0)


def assert_all_found(folder: Path, count: int) -> int:
    """Every one of the first `count` articles is found by words and by vector, exactly and by way of Chroma.

    How many articles there are.
    """
    with Store.open(folder) as store:
        heads = store.heads()
        present = {head.id for head in heads}
        assert {f"a{n:04d}" for n in range(count)} <= present
        assert present == {f"a{n:04d}" for n in range(len(present))}, "no gap and nothing out of order"
        warned: list[str] = []
        nearest = Nearest(store, warned.append, compared=0)
        for n in range(0, len(present), max(1, len(present) // 40)):
            article = numbered(n)
            ((by_words, _),) = store.by_words(words.match([f"marker{n:04d}"]), 5)
            asked = EMBEDDER.query(article.text)
            for found in (store.by_vector_exact(asked, 1), nearest.search(asked, 1)):
                assert found[0][0] == by_words
                assert found[0][1] == pytest.approx(1.0, abs=1e-4)
            (stored,) = store.articles([store.chunks([by_words])[by_words].article]).values()
            assert stored.text == article.text
        nearest.close()
        assert len(store.by_vector_exact(asked, 100_000)) == len(heads)
    return len(present)


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment(tmp_path: Path, seed: int) -> None:
    """Some of the moments are in the start, in a transaction, or in Chroma's writing; each seed is another."""
    chance = random.Random(seed)
    process = start_writer(tmp_path, 0, 3000)
    said = [line(process) for _ in range(chance.randrange(1, 12))]
    time.sleep(chance.random() * 0.15)
    said += kill(process)
    stored = acknowledged(said)
    try:
        present = assert_all_found(tmp_path, stored) if stored else 0
    except EmptyIndex:
        assert stored == 0
        present = 0
    if present:
        check(tmp_path)
    with Writer(tmp_path, HashEmbedder()) as writer:
        report = writer.add(numbered(n) for n in range(present + 20))
        assert (report.unchanged, report.added) == (present, 20)
        assert report.warnings == ()
    assert assert_all_found(tmp_path, present + 20) == present + 20
    with Store.open(tmp_path) as store:
        assert store.meta.chroma_clean
        assert store.meta.chroma_count == present + 20
        assert store.counts().pending == 0
    check(tmp_path)


KILLED_IN_CHROMA = """
import os, sys
from pathlib import Path
from index.build import Writer
from index.vectors import Vectors
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered

upsert, when = Vectors.upsert, sys.argv[2]

def killed(self, ids, vectors):
    if when == "half":
        upsert(self, ids[: len(ids) // 2], vectors[: len(ids) // 2])
    if when == "after":
        upsert(self, ids, vectors)
    os.kill(os.getpid(), 9)

with Writer(Path(sys.argv[1]), HashEmbedder()) as writer:
    writer.add(numbered(n) for n in range(100))
    Vectors.upsert = killed
    writer.add([*(numbered(n, version=2) for n in range(50)), *(numbered(n) for n in range(50, 150))])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the process kills itself with a POSIX signal")
@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_killed_while_chroma_is_written(tmp_path: Path, when: str) -> None:
    command = [sys.executable, "-c", KILLED_IN_CHROMA, str(tmp_path), when]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL
    asked = EMBEDDER.query(numbered(3, version=2).text)
    warned: list[str] = []
    with Store.open(tmp_path) as store:
        assert not store.meta.chroma_clean
        nearest = Nearest(store, warned.append, compared=0)
        assert nearest.search(asked, 1)[0][1] == pytest.approx(1.0, abs=1e-4)
        nearest.close()
        assert len(store.heads()) == 150
        assert "version 2" in store.article("a0003").text
    assert len(warned) == 1
    with Writer(tmp_path, EMBEDDER):
        pass  # opening is enough
    with Store.open(tmp_path) as store:
        assert store.meta.chroma_clean
        assert store.meta.chroma_count == 150
        nearest = Nearest(store, pytest.fail, compared=0)
        assert nearest.search(asked, 1)[0][1] == pytest.approx(1.0, abs=1e-4)
        assert len(nearest.search(asked, 1000)) == 150
        nearest.close()
    check(tmp_path)


def test_readers_see_whole_articles_while_a_writer_writes(tmp_path: Path) -> None:
    process = start_writer(tmp_path, 0, 300)
    seen, told = 0, 0
    try:
        while said := line(process):
            told = acknowledged([said]) or told
            if told and told % 50 == 0:
                seen = assert_all_found(tmp_path, max(told, seen))
    finally:
        _, complaint = process.communicate()
    assert (process.returncode, complaint) == (0, "")
    assert assert_all_found(tmp_path, 300) == 300
    check(tmp_path)


def test_a_second_writer_is_refused_and_one_that_waits_gets_its_turn(tmp_path: Path) -> None:
    process = start_writer(tmp_path, 0, 10, seconds=2)
    while line(process) != "stored 10":
        pass
    with pytest.raises(Locked, match=f"process {process.pid}"), Writer(tmp_path, EMBEDDER):
        pass
    with Writer(tmp_path, EMBEDDER, wait=60) as writer:
        assert writer.add(numbered(n) for n in range(20)).added == 10
    process.communicate()
    assert assert_all_found(tmp_path, 20) == 20


def test_readers_of_chroma_and_a_writer_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Readers ask Chroma without a pause while a writer adds to it; afterwards Chroma holds what SQLite holds."""
    with Writer(tmp_path, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(100))
    reader = (
        "import sys; from pathlib import Path\n"
        "from index.nearest import Nearest; from index.store import Store\n"
        "from tests.index_samples import *\n"
        "for _ in range(25):\n"
        f"    with Store.open(Path({str(tmp_path)!r})) as store:\n"
        "        nearest = Nearest(store, lambda why: sys.exit(why), compared=0)\n"
        "        for n in range(5):\n"
        "            ((_, score),) = nearest.search(HashEmbedder().query(numbered(n).text), 1)\n"
        "            assert score > 0.999, score\n"
        "        nearest.close()\n"
    )
    readers = [subprocess.Popen([sys.executable, "-c", reader], cwd=ROOT) for _ in range(2)]
    start_writer(tmp_path, 100, 500).communicate()
    assert [process.wait(120) for process in readers] == [0, 0]
    assert assert_all_found(tmp_path, 500) == 500
    with Store.open(tmp_path) as store:
        assert (store.meta.chroma_clean, store.meta.chroma_count) == (True, 500)
        nearest = Nearest(store, pytest.fail, compared=0)
        assert len(nearest.search(EMBEDDER.query("x"), 1000)) == 500
        nearest.close()
