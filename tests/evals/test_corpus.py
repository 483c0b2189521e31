"""The articles of a suite as an index of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals import corpus as corpora
from index.errors import InputError
from tests.evals.suites import write_suite
from tests.ferry import FERRY
from tests.hash_embedder import HashEmbedder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one article."""
    write_suite(tmp_path)
    return tmp_path / "articles"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return corpora.cache_folder()


def test_it_is_built_once_for_the_same_articles(articles: Path, cache: Path) -> None:
    embedder = HashEmbedder()
    with corpora.opened([articles], embedder) as corpus:
        assert len(corpus.heads) == 1
        folder, digests = corpus.folder, (corpus.digest, corpus.index_digest)
    count = len(embedder.embedded)
    assert count > 0
    with corpora.opened([articles], embedder) as corpus:
        assert (corpus.folder, (corpus.digest, corpus.index_digest)) == (folder, digests)
    assert len(embedder.embedded) == count
    assert cache in folder.parents


def test_changed_articles_are_another_index(articles: Path) -> None:
    with corpora.opened([articles], HashEmbedder()) as corpus:
        before = corpus.digest, corpus.index_digest, corpus.folder
    (articles / "ferry.md").write_text(FERRY.replace("2 April", "9 April"), encoding="utf-8")
    with corpora.opened([articles], HashEmbedder()) as corpus:
        after = corpus.digest, corpus.index_digest, corpus.folder
    assert all(a != b for a, b in zip(before, after, strict=True))


def test_another_place_is_the_same_and_another_embedder_is_not(articles: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "ferry.md").write_text(FERRY, encoding="utf-8")
    assert corpora.digest_of([copy]) == corpora.digest_of([articles])
    with corpora.opened([articles], HashEmbedder()) as one, corpora.opened([copy], HashEmbedder("other")) as other:
        assert one.folder != other.folder
        assert one.index_digest != other.index_digest


def test_without_the_cache_nothing_stays(articles: Path, cache: Path) -> None:
    with corpora.opened([articles], HashEmbedder(), cached=False) as corpus:
        folder = corpus.folder
        assert folder.exists()
    assert not folder.exists()
    assert not cache.exists()


def test_a_build_that_was_stopped_is_gone_on_with(articles: Path, cache: Path) -> None:
    class Stops(HashEmbedder):
        def passages(self, passages):  # type: ignore[no-untyped-def]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), corpora.opened([articles], Stops()):
        pass
    with corpora.opened([articles], HashEmbedder()) as corpus:
        assert len(corpus.heads) == 1


def test_an_article_that_cannot_be_read_is_an_error(articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    with (
        pytest.raises(InputError, match=r"empty\.txt, an article of the suite"),
        corpora.opened([articles], HashEmbedder()),
    ):
        pass


def test_old_indexes_go(articles: Path, cache: Path) -> None:
    for n in range(corpora.KEPT + 3):
        old = cache / "indexes" / f"old{n}"
        (old / "index").mkdir(parents=True)
        (old / "complete").touch()
        os.utime(old / "complete", (n, n))
    with corpora.opened([articles], HashEmbedder()) as corpus:
        used = corpus.folder.parent.name
    left = {path.name for path in (cache / "indexes").iterdir()}
    assert used in left
    assert len(left) == corpora.KEPT
    assert "old0" not in left
