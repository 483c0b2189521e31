"""Chroma as we use it: cosine, its own errors as one, nothing written by a reader."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import Vectors, VectorsUnusable, graph_sizes
from tests.index_samples import ROOT

NAME = "pressbrief-test"
D = 16


def unit(count: int, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, D)).astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors.open(tmp_path / "chroma", "", NAME, D, fresh=True)
    yield opened
    opened.close()


def test_query_gives_the_exact_cosines_best_first(vectors: Vectors) -> None:
    stored, asked = unit(50), unit(1, seed=1)[0]
    vectors.upsert(list(range(1, 51)), stored)
    found = vectors.query(asked, 10)
    best = np.argsort(-(stored @ asked))[:10]
    assert [number for number, _ in found] == [int(i) + 1 for i in best]
    assert [score for _, score in found] == pytest.approx([float(stored[i] @ asked) for i in best], abs=1e-5)


def test_upsert_replaces_delete_removes_and_unknown_ids_are_left_alone(vectors: Vectors) -> None:
    vectors.upsert([1, 2, 3], unit(3))
    vectors.upsert([3], unit(1, seed=5))
    vectors.delete([1, 99])
    assert vectors.count() == 2
    ((number, score),) = vectors.query(unit(1, seed=5)[0], 1)
    assert number == 3
    assert score == pytest.approx(1.0, abs=1e-5)


def test_more_than_one_batch_of_chroma_is_taken(vectors: Vectors) -> None:
    count = vectors._client.get_max_batch_size() + 10
    vectors.upsert(list(range(count)), unit(count))
    assert vectors.count() == count
    vectors.delete(list(range(count)))
    assert vectors.count() == 0


def test_reset_leaves_an_empty_collection_that_works(vectors: Vectors) -> None:
    vectors.upsert([1], unit(1))
    vectors.reset()
    assert vectors.count() == 0
    assert vectors.query(unit(1)[0], 5) == []
    vectors.upsert([2], unit(1))
    assert [number for number, _ in vectors.query(unit(1)[0], 5)] == [2]


def test_all_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    folder, stored = tmp_path / "chroma", unit(100)
    first = Vectors.open(folder, "", NAME, D, fresh=True)
    first.upsert(list(range(100)), stored)
    first.close()
    again = Vectors.open(folder, "", NAME, D)
    assert again.count() == 100
    assert again.query(stored[7], 1)[0][0] == 7
    again.close()


def test_what_was_upserted_is_saved_so_that_opening_replays_nothing(tmp_path: Path) -> None:
    import sqlite3

    folder = tmp_path / "chroma"
    first = Vectors.open(folder, "", NAME, D, fresh=True)
    first.upsert(list(range(300)), unit(300))
    first.close()
    with sqlite3.connect(folder / "chroma.sqlite3") as connection:
        sequences = {row[0] for row in connection.execute("SELECT seq_id FROM max_seq_id")}
    connection.close()
    assert sequences == {300}


def test_a_reader_of_a_missing_folder_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(VectorsUnusable, match="no vector index"):
        Vectors.open(tmp_path / "chroma", "", NAME, D)
    assert list(tmp_path.iterdir()) == []


def test_another_metric_or_dimension_is_noticed(tmp_path: Path) -> None:
    import chromadb

    client = chromadb.PersistentClient(str(tmp_path / "l2"))
    client.create_collection(NAME, embedding_function=None, metadata={"dimension": D})
    client.close()  # type: ignore[attr-defined]
    with pytest.raises(VectorsUnusable, match="metric l2"):
        Vectors.open(tmp_path / "l2", "", NAME, D)
    Vectors.open(tmp_path / "small", "", NAME, D, fresh=True).close()
    with pytest.raises(VectorsUnusable, match="16 dimensions"):
        Vectors.open(tmp_path / "small", "", NAME, D * 2)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_database_is_our_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(content)
    with pytest.raises(VectorsUnusable):
        Vectors.open(tmp_path, "", NAME, D)


def test_a_graph_that_lost_its_files_is_found_out(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    first = Vectors.open(folder, "", NAME, D, fresh=True)
    first.upsert(list(range(300)), unit(300))
    first.close()
    shutil.rmtree(next(path for path in folder.iterdir() if path.is_dir()))
    with closing(Vectors.open(folder, "", NAME, D)) as again:
        assert again.count() == 300
        assert not again.holds(300)


def test_the_graph_is_on_the_disk_when_upsert_returns_and_damage_shows_in_its_sizes(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    assert graph_sizes(folder) == ""
    vectors = Vectors.open(folder, "", NAME, D, fresh=True)
    vectors.upsert(list(range(300)), unit(300))
    saved = graph_sizes(folder)
    assert saved.count(":") >= 4
    vectors.query(unit(1)[0], 5)
    vectors.close()
    assert graph_sizes(folder) == saved
    with closing(Vectors.open(folder, "", NAME, D)) as again:
        assert again.holds(300)
    assert graph_sizes(folder) == saved, "reading changes nothing"
    shutil.copytree(folder, tmp_path / "copy")
    assert graph_sizes(tmp_path / "copy") == saved
    for file in folder.glob("*/*"):
        whole = file.read_bytes()
        if whole:
            file.write_bytes(whole[:-1])
            assert graph_sizes(folder) != saved
            file.unlink()
            assert graph_sizes(folder) != saved
            file.write_bytes(whole)


def test_opening_and_asking_is_silent(tmp_path: Path) -> None:
    code = (
        "import numpy as np; from pathlib import Path; from index.vectors import Vectors\n"
        f"v = Vectors.open(Path({str(tmp_path / 'chroma')!r}), '', {NAME!r}, {D}, fresh=True)\n"
        f"v.upsert([1], np.ones((1, {D}), np.float32)); v.query(np.ones({D}, np.float32), 5); v.delete([7]); v.close()"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always::DeprecationWarning:index", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "ftp://x", "http://", "no url", "http://127.0.0.1:99999"])
def test_a_server_that_cannot_be_reached_is_our_error(tmp_path: Path, url: str) -> None:
    with pytest.raises(VectorsUnusable):
        Vectors.open(tmp_path, url, NAME, D)


def test_the_vectors_can_be_on_a_server(tmp_path: Path) -> None:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if chroma is None:
        pytest.skip("the command chroma is not installed beside this Python")
    command = [chroma, "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        opened = Vectors.open(tmp_path, url, NAME, D, fresh=True)
        stored = unit(20)
        opened.upsert(list(range(20)), stored)
        opened.close()
        again = Vectors.open(tmp_path, url, NAME, D)
        assert again.query(stored[3], 1)[0][0] == 3
        again.delete([3])
        assert again.count() == 19
        again.close()
    finally:
        server.kill()
        server.wait()
