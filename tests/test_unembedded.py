"""What adding articles would embed."""

from __future__ import annotations

from pathlib import Path

from index import unembedded
from index.build import Writer
from index.problem import Problem
from index.records import Article
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered


def test_each_passage_that_has_no_vector_counts_once_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    items: list[Article | Problem] = [numbered(0), numbered(1), numbered(0, source="copy.txt"), Problem("x", "is gone")]
    fresh = list(unembedded.passages(folder, "hash", items))
    assert len(fresh) == len({passage.text for passage in fresh}) >= 2
    assert not folder.exists()


def test_it_is_what_the_writer_then_embeds(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with Writer(folder, HashEmbedder()) as writer:
        writer.add([numbered(0), numbered(1)])
    items = [numbered(n) for n in range(4)]
    expected = [passage.text for passage in unembedded.passages(folder, "hash", items)]
    embedder = HashEmbedder()
    with Writer(folder, embedder) as writer:
        writer.add(items)
    assert expected == embedder.embedded


def test_another_embedder_has_everything_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with Writer(folder, HashEmbedder()) as writer:
        writer.add([numbered(0)])
    assert list(unembedded.passages(folder, "hash", [numbered(0)])) == []
    assert list(unembedded.passages(folder, "another", [numbered(0)]))
