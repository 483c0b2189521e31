"""Which candidates a summary takes: the best that differ, that fit, and that can be understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.store import Store
from qa.reader_extractive import Span
from qa.summary_extractive import Size, choose
from qa.summary_material import WIDE, Candidate, Covered, Material, Spread
from tests.sample_index import sample_index

EVEN = Spread(likeness=0.3, paragraph=1.0, origin=1.0)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


def one(n: int, words: str, score: float, *, article: int = 1, hangs: bool = False, paragraph: int = 0) -> Candidate:
    """The n-th sentence of an article, of those words."""
    tokens = tuple(words.split())
    return Candidate(Span(article, n, n + 1, 10 * n, 10 * n + 9), tokens, len(tokens), hangs, paragraph, score)


def material(*candidates: Candidate, spread: Spread = EVEN, origins: tuple[tuple[int, ...], ...] = ((1,),)) -> Material:
    articles = {rowid: Covered(f"a{rowid}", None, None, f"P{rowid}", "-") for group in origins for rowid in group}
    return Material(candidates, articles, origins, spread)


def chosen(store: Store, of: Material, size: Size) -> list[int]:
    """The numbers of the sentences of a summary."""
    return [passage.span.first for passage in choose(store, of, size)]


def test_the_best_in_the_order_of_the_article(store: Store) -> None:
    of = material(one(0, "a b c", 0.2), one(1, "d e f", 0.9), one(2, "g h i", 0.1), one(3, "j k l", 1.0))
    assert chosen(store, of, Size(sentences=2)) == [1, 3]
    assert chosen(store, of, Size(sentences=9)) == [0, 1, 2, 3]


def test_a_like_sentence_gives_way_to_another(store: Store) -> None:
    of = material(
        one(0, "port berth ship crane", 1.0), one(1, "port berth ship rain sun", 0.8), one(2, "vote council tax", 0.7)
    )
    assert chosen(store, of, Size(sentences=2)) == [0, 2]
    unspread = replace(of, spread=Spread(0.0, 1.0, 1.0))
    assert chosen(store, unspread, Size(sentences=2)) == [0, 1]


def test_nearly_the_same_comes_never_twice(store: Store) -> None:
    of = material(
        one(0, "port berth ship crane", 1.0), one(1, "port berth ship crane", 0.9), one(2, "vote tax law", 0.1)
    )
    assert chosen(store, replace(of, spread=Spread(0.0, 1.0, 1.0)), Size(sentences=3)) == [0, 2]


def test_what_hangs_waits_for_what_it_hangs_on(store: Store) -> None:
    hanging = material(one(0, "a b c", 0.1), one(1, "d e f", 0.9, hangs=True), one(3, "g h i", 0.8))
    assert chosen(store, hanging, Size(sentences=1)) == [3]
    led = material(one(0, "a b c", 1.0), one(1, "d e f", 0.9, hangs=True), one(3, "g h i", 0.8))
    assert chosen(store, led, Size(sentences=2)) == [0, 1]


def test_a_paragraph_is_not_told_in_full_before_the_others(store: Store) -> None:
    candidates = [one(0, "a b c", 1.0), one(1, "d e f", 0.9), one(2, "g h i", 0.8, paragraph=1)]
    assert chosen(store, material(*candidates), Size(sentences=2)) == [0, 1]
    assert chosen(store, material(*candidates, spread=WIDE), Size(sentences=2)) == [0, 2]


def test_an_origin_is_not_told_in_full_before_the_others(store: Store) -> None:
    candidates = [one(0, "a b c", 1.0), one(1, "d e f", 0.9, paragraph=1), one(0, "g h i", 0.8, article=2)]
    spread = Spread(0.3, 1.0, 0.7)
    passages = choose(store, material(*candidates, spread=spread, origins=((1,), (2,))), Size(sentences=2))
    assert [(p.span.article, p.span.first) for p in passages] == [(1, 0), (2, 0)]


def test_words_are_a_limit_and_no_aim(store: Store) -> None:
    long, short = "a b c d e f g h i j", "k l m"
    of = material(one(0, long, 1.0), one(1, "n o p q r s t u", 0.9), one(2, short, 0.5), one(3, "v w", 0.4))
    assert chosen(store, of, Size(words=10)) == [0]
    assert chosen(store, of, Size(words=14)) == [0, 2]  # the second doesn't fit, a shorter one does
    assert chosen(store, of, Size(words=2)) == [3]
    assert chosen(store, of, Size(words=1)) == []
    assert chosen(store, of, Size(sentences=1, words=100)) == [0]


def test_nothing_comes_of_nothing(store: Store) -> None:
    assert choose(store, Material((), {}, (), EVEN), Size(sentences=5)) == []
