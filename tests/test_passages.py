"""The passages of an index: words and vectors find them, best first, within the articles asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import words
from index.build import Writer
from index.store import Store
from tests.index_samples import EMBEDDER, found_in, numbered, small_index


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(small_index()) as opened:
        yield opened


def rowid_of(store: Store, article_id: str) -> int:
    (head,) = store.heads(ids=[article_id])
    return head.rowid


def test_chunks_are_whole_sentences_of_their_article_with_a_vector_each(store: Store) -> None:
    found = store.chunks([rowid for rowid, _ in store.by_words(words.match(["marker0007"]), 10)])
    (chunk,) = found.values()
    (article,) = store.articles([chunk.article]).values()
    sentences = store.sentences(chunk.article)
    assert (chunk.start, chunk.end) == (sentences[chunk.first].start, sentences[chunk.last - 1].end)
    passage = article.text[chunk.start : chunk.end]
    assert chunk.vector is not None
    assert chunk.vector == pytest.approx(EMBEDDER.query(passage), abs=1e-6)
    assert chunk.sentence_vectors is not None
    assert chunk.sentence_vectors.dtype == np.int8
    first = sentences[chunk.first]
    exact = EMBEDDER.query(article.text[first.start : first.end])
    assert chunk.sentence_vectors[0] / 127 == pytest.approx(exact, abs=0.5 / 127 + 1e-6)
    assert len(chunk.sentence_vectors) == chunk.last - chunk.first


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [("marker0012", "en", "a0012"), ("الوزير", "ar", "arabic"), ("外交部", "zh", "chinese")],
)
def test_words_find_in_any_script(store: Store, question: str, language: str, expected: str) -> None:
    found = store.by_words(words.match(words.content(question, language)), 5)
    assert found_in(store, found)[0] == expected
    assert all(score > 0 for _, score in found)


def test_words_come_best_first_within_the_articles_asked_for(store: Store) -> None:
    match = words.match(words.content("the harbour of the district", "en"))
    every = store.by_words(match, 100)
    assert [score for _, score in every] == sorted((score for _, score in every), reverse=True)
    wanted = {rowid_of(store, "a0008"), rowid_of(store, "a0003")}
    some = store.by_words(match, 100, articles=wanted)
    assert set(found_in(store, some)) == {"a0008", "a0003"}
    assert [pair for pair in every if pair in some] == some
    assert store.by_words(match, 100, articles=[]) == []
    title = store.by_words(match, 1, weights=(10.0, 0.0))
    assert title[0][1] > 0


def test_a_broken_expression_is_the_callers_error(store: Store) -> None:
    for broken in ('"unclosed', "(", "a AND", "nothing:x", "*", "NEAR(", "\x00"):
        with pytest.raises(ValueError, match="FTS5"):
            store.by_words(broken, 5)
    assert store.by_words("", 5) == []
    assert store.by_words(words.match(words.content('x" OR "', "en")), 5) == []


def test_frequencies_count_chunks(store: Store) -> None:
    (stem,) = words.tokens("marker0012", "en")
    assert store.frequencies([stem, "nothing", ""]) == {stem: 1, "nothing": 0, "": 0}
    (harbour,) = words.tokens("harbour", "en")
    assert store.frequencies([harbour])[harbour] == sum(n % 8 == 0 or (n // 8) % 8 == 0 for n in range(40))


def test_the_nearest_vectors_are_exact(store: Store) -> None:
    asked = EMBEDDER.query("The reservoir of district 15 was opened")
    cosines = {f"a{n:04d}": float(EMBEDDER.query(numbered(n).text) @ asked) for n in range(40)}
    best = sorted(cosines, key=lambda article_id: -cosines[article_id])[:5]
    assert found_in(store, store.by_vector_exact(asked, 5)) == best
    every = store.by_vector_exact(asked, 1000)
    assert len(every) == 42
    vectors = {rowid: chunk.vector for rowid, chunk in store.chunks([r for r, _ in every]).items()}
    scores = [float(vector @ asked) for vector in vectors.values() if vector is not None]
    assert sorted((s for _, s in every), reverse=True) == pytest.approx(sorted(scores, reverse=True), abs=1e-6)
    wanted = {rowid_of(store, "a0003"), rowid_of(store, "arabic")}
    assert set(found_in(store, store.by_vector_exact(asked, 10, articles=wanted))) == {"a0003", "arabic"}
    assert store.by_vector_exact(asked, 0) == []
    assert store.by_vector_exact(asked, 5, articles=[]) == []


def test_all_vectors_are_compared_whether_read_or_kept(tmp_path: Path) -> None:
    """The first question reads the vectors, later ones find them in memory, and a refresh forgets them."""
    folder = tmp_path / "index"
    with Writer(folder, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(5))
    with Store.open(folder) as store:
        vector = EMBEDDER.query("marker0005 district 5")
        first = store.by_vector_exact(vector, 3)
        assert [store.by_vector_exact(vector, 3) for _ in range(3)] == [first] * 3
        with Writer(folder, EMBEDDER) as writer:
            writer.add([numbered(5)])
        assert store.by_vector_exact(vector, 3) == first
        assert store.refresh()
        assert store.by_vector_exact(vector, 3) != first
