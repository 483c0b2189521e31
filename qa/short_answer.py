"""The short answer to a who, when, where or how-many question: a span of a cited sentence, of the kind asked for.

It stands in front of the sentence, never instead of it, and is left out where no span fits: a wrong short answer is
worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import words
from index.question import Question
from index.records import Article
from qa.grounding import dates, names, numbers, places
from qa.grounding.words import synonyms

FARTHEST = 70  # from the words of the question, as _distance counts
CLAUSE = 40
_ENGLISH_KINDS = frozenset({"person", "place", "time", "number"})


@dataclass(frozen=True, slots=True)
class Span:
    """`article.text[start:end]`, and the day that it means when it is a relative one."""

    start: int
    end: int
    day: str | None = None
    counts: bool = False  # whether it is a number of what the question asks the number of


def find(question: Question, article: Article, start: int, end: int) -> Span | None:
    """The span of the sentence that answers in short, or None. English alone: the names of others have no capitals."""
    if question.kind not in _ENGLISH_KINDS or article.language not in ("en", None):
        return None
    text = article.text[start:end]
    anchors = _anchors(question, text)
    options = list(_options(question, article, text))
    if not options or not anchors:
        return None
    far = {option: min(_distance(text, option, anchor) for anchor in anchors) for option in options}
    best = min(options, key=lambda option: (not option.counts, far[option], option.start))
    if far[best] > FARTHEST and not best.counts:
        return None
    return Span(start + best.start, start + best.end, best.day)


def _options(question: Question, article: Article, text: str) -> Iterator[Span]:
    """The spans of the kind that is asked for, without what the question says itself."""
    if question.kind == "time":
        for mention in dates.mentions(text, dates.parse_day(article.date)):
            day = (
                mention.first.isoformat()
                if mention.relative and mention.first == mention.last and mention.first
                else None
            )
            yield Span(mention.start, mention.end, day)
        return
    said = frozenset(words.tokens(question.text, "en"))
    if question.kind == "number":
        dated = [(m.start, m.end) for m in dates.mentions(text, None)]
        for number in numbers.numbers(text):
            inside = any(a < number.end and number.start < b for a, b in dated)
            if not inside and not said.intersection(words.tokens(text[number.start : number.end], "en")):
                yield Span(number.start, _after_unit(text, number), counts=number.noun in said)
        return
    for name in names.proper(text):
        if name.kind != question.kind or places.kind(name.name) == "people":  # "Iranian" is no place to be in
            continue
        if not said.intersection(words.tokens(name.name, "en")):
            yield Span(name.start, name.end)


def _after_unit(text: str, number: numbers.Number) -> int:
    """Where the number ends, its unit included when that is a word of its own: "45 minutes", "20 dollars"."""
    unit = re.match(r"[\s-]+[^\W\d_]+", text[number.end :])
    measured = number.unit is not None and number.unit != "%" and text[number.start] not in "$£€¥"
    return number.end + (unit.end() if unit and measured else 0)


def _anchors(question: Question, text: str) -> list[tuple[int, int]]:
    """Where the sentence says what the question says: its verbs and nouns, or if it has none of them, its names."""
    plain = {t.token for t in question.terms if not t.name}
    named = {t.token for t in question.terms if t.name}
    found = [(token, start, end) for token, start, end in words.located(text, "en")]
    plain |= {near for token in plain for near in synonyms(token)}
    return [(a, b) for t, a, b in found if t in plain] or [(a, b) for t, a, b in found if t in named]


def _distance(text: str, span: Span, anchor: tuple[int, int]) -> int:
    """Characters between the two; what begins another clause in between counts as CLAUSE more."""
    start, end = anchor
    between = text[end : span.start] if end <= span.start else text[span.end : start]
    between = between.rstrip(", ")  # "the secretary, Ali Akbar Ahmadian": the comma parts no clauses
    return len(between) + CLAUSE * len(re.findall(r"[,;:()\u2013\u2014]", between))
