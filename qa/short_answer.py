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
from qa import (
    short_body,
    short_doer,
    short_focus,
    short_head,
    short_number,
    short_outlet,
    short_party,
    short_people,
    short_role,
    short_vote,
)
from qa.grounding import dates, names, numbers, offices, places
from qa.grounding.words import synonyms

FARTHEST = 70  # from the words of the question, as _distance counts
CLAUSE = 40
_WHOLE_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_UNIT = re.compile(r"\b(?:what|which) (?P<unit>day|date|month|year)\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:(?:late[r]?|early)\s+)?(?:on|in|at)\s+", re.IGNORECASE)
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
    office = short_role.asked(question.text) if question.kind == "person" else None
    if office is not None:
        return _holder(office, article, start, end)
    if question.kind == "person":
        if (head := short_head.find(question.text, article, start, end)) is not None:
            return Span(*head)
        if short_head.about_a_name(question.text):
            return None
        if (doer := short_doer.doer(question.text, text)) is not None:
            return _of_doer(doer, question, article, start, text)
        if short_head.of_body(question.text):
            return None
    if question.kind == "time" and short_focus.said(question, text) < short_focus.LEAST:
        return None
    if question.kind == "number" and (votes := short_vote.count(question.text, text)) is not None:
        return Span(start + votes.start, start + votes.end, counts=True)
    if question.kind == "number" and (nobody := short_people.nobody(question.text, text)) is not None:
        return Span(start + nobody[0], start + nobody[1], counts=True)
    anchors = _anchors(question, text)
    options = list(_options(question, article, text))
    if not options or not anchors:
        return None
    far = {option: min(_distance(text, option, anchor) for anchor in anchors) for option in options}
    best = min(options, key=lambda option: (not option.counts, far[option], option.start))
    if far[best] > FARTHEST and not best.counts and not (len(options) == 1 and _of_all(question, text, best)):
        return None
    return Span(start + best.start, start + best.end, best.day)


def _of_all(question: Question, text: str, span: Span) -> bool:
    """Whether a day opens a sentence that names everybody whom the question names: it is the day of all of that."""
    if question.kind != "time" or not _OPENING.fullmatch(text[: span.start]):
        return False
    return all(person.surname in text for person in names.people(question.text))


def _holder(office: offices.Office, article: Article, start: int, end: int) -> Span | None:
    """The person of the sentence who has the office; None when it gives it to nobody, or to several."""
    text = article.text[start:end]
    found = short_role.holders(office, text, short_role.before(article, start))
    if not found or any(name.surname != found[0].surname for name in found):
        return None
    return Span(start + found[0].start, start + found[0].end)


def _of_doer(doer: short_doer.Doer, question: Question, article: Article, start: int, text: str) -> Span | None:
    """The span of who did it, unless the article shows that it is not who is asked for."""
    if doer.span is None:
        return None
    last = text[slice(*doer.span)].split()[-1].lower()
    barred = short_party.barred(question.text, article.text)
    return None if last in barred else Span(start + doer.span[0], start + doer.span[1])


def _options(question: Question, article: Article, text: str) -> Iterator[Span]:
    """The spans of the kind that is asked for, without what the question says itself."""
    if question.kind == "time":
        unit = _UNIT.search(question.text)
        for mention in dates.mentions(text, dates.parse_day(article.date)):
            if unit and not _so_fine(mention, unit["unit"].lower()):
                continue
            yield Span(mention.start, _without_stop(text, mention.start, mention.end), _day(mention))
        return
    said = frozenset(words.tokens(question.text, "en"))
    if question.kind == "number":
        measure = short_number.asked(question.text)
        dated = [(m.start, m.end) for m in dates.mentions(text, None)]
        for number in numbers.numbers(text):
            inside = any(a < number.end and number.start < b for a, b in dated)
            spoken = said.intersection(words.tokens(text[number.start : number.end], "en"))
            if not inside and not spoken and measure.fits(text, number):
                yield Span(number.start, short_number.end(text, number), counts=short_number.counts(text, number, said))
        return
    person = question.kind == "person"
    barred = short_party.barred(question.text, article.text) if person else frozenset()
    outlets = not person or short_outlet.may_answer(question.text)
    for name in names.proper(text):
        if name.surname.lower() in barred:
            continue
        body = person and short_body.may_be(question.text) and short_body.fits(text, name)
        if (name.kind != question.kind and not body) or places.kind(
            name.name
        ) == "people":  # "Iranian" is no place to be in
            continue
        if not outlets and short_outlet.only_reports(article, text, name):
            continue
        if person and not short_body.may_be(question.text) and not short_doer.may_stand(question.text, text, name):
            continue
        if not said.intersection(words.tokens(name.name, "en")):
            yield Span(name.start, name.end)


def _day(mention: dates.DateMention) -> str | None:
    """The day that a relative date means; None for "2 April", whose year the article's date only makes likely."""
    one = mention.first if mention.relative and mention.first == mention.last else None
    return one.isoformat() if one is not None and mention.day is None else None


def _so_fine(mention: dates.DateMention, unit: str) -> bool:
    """Whether a date tells the day, month or year that is asked for: a year is no answer to "what month?"."""
    if unit in ("day", "date"):
        return mention.day is not None or mention.weekday is not None or mention.first == mention.last is not None
    if unit == "month":
        return mention.month is not None
    return mention.weekday is None or mention.year is not None


def _without_stop(text: str, start: int, end: int) -> int:
    """Where a date ends, without the full stop of the sentence: "2 April." but "Dec."."""
    last = re.search(r"[^\W\d_]+\.$", text[start:end])
    return end - 1 if last and last.group()[:-1].lower() in _WHOLE_MONTHS else end


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
