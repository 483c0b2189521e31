"""The reader that needs no model: it answers with the few sentences of the sources that answer the question.

The sentences come ranked (index/search.py). This module decides how many of them are an answer, joins those that stand
together, and puts a second source of the same sentence beside the first instead of repeating it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from index import words
from index.full_names import full_names
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import short_answer
from qa.grounding.words import synonyms

MOST = 3  # sentences of an answer
LISTED = 5  # where each names another person or place
MARGIN = 1.6  # how far a sentence may score below the best one
SAME = 0.75  # the share of common words from which two sentences say the same thing
LOOKED_AT = 12  # ranks from which an answer is picked
LOOKED_AT_LISTED = 60
WHOLE = 0.9  # the coverage of a sentence that says all that the question says
SHORT = 4  # content words of a question
NEARLY = 0.6  # its coverage when the rest is in the sentences beside it or in the title

_COVERAGE, _AROUND = FEATURES.index("coverage"), FEATURES.index("coverage_around")
_NAMES = FEATURES.index("names_around")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of whole sentences of one article."""

    article: int  # rowid
    first: int  # sentences first to last, exclusive
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim of the answer: a span, and the spans of other articles that say the same in nearly the same words."""

    span: Span
    also: tuple[Span, ...] = ()


def read(retrieval: Retrieval) -> list[Passage]:
    """The passages that answer, best first; none when nothing was found."""
    if not retrieval.sentences:
        return []
    listed = _listed(retrieval)
    chosen = listed if len(listed) > 1 else _best(retrieval)
    passages = _with_twins(retrieval, chosen)
    return passages if chosen is listed else list(_joined(passages))


def _listed(retrieval: Retrieval) -> list[SentenceHit]:
    """The sentences that each say all that the question says and name another answer: "who met X?" may have three.

    Empty for questions that don't ask who or where.
    """
    if retrieval.question.kind not in ("person", "place"):
        return []
    found: list[SentenceHit] = []
    named: list[list[str]] = []
    for hit in retrieval.sentences[:LOOKED_AT_LISTED]:
        article = retrieval.articles[hit.article]
        if not _says_it_all(retrieval, hit):
            continue
        short = short_answer.find(retrieval.question, article, hit.start, hit.end)
        if short is None:
            continue
        name = words.tokens(article.text[short.start : short.end], retrieval.question.language)
        if not any(_one_name(name, other) for other in named):
            found.append(hit)
            named.append(name)
    return found[:LISTED]


def _says_it_all(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether the sentence says all that the question says, if need be in other words or with its neighbours' help."""
    if hit.features[_COVERAGE] >= WHOLE or (hit.features[_COVERAGE] >= NEARLY and hit.features[_AROUND] >= WHOLE):
        return True
    held = _words(retrieval, hit)
    question = retrieval.question
    # An article leaves given names out after the first time; one that never gives them may speak of a namesake.
    text = retrieval.articles[hit.article].text
    known = [name for name in full_names(question.text, question.language) if name.written in text]
    terms = [t for t in question.terms if not any(t.token in name.given for name in known)]
    whole = sum(t.weight for t in terms)
    said = sum(t.weight for t in terms if t.token in held or held & synonyms(t.token))
    exact = sum(t.weight for t in terms if t.token in held)
    return said >= WHOLE * whole > 0 or (exact >= NEARLY * whole > 0 and hit.features[_AROUND] >= WHOLE)


def _one_name(one: list[str], other: list[str]) -> bool:
    """Whether two names may be one's: "Velayati" and "Ali Akbar Velayati", but not "Ali Akbar Ahmadian"."""
    return one[-1:] == other[-1:] or set(one) <= set(other) or set(other) <= set(one)


def _best(retrieval: Retrieval) -> list[SentenceHit]:
    """The best sentences that say different things, as long as they are nearly as good as the first one."""
    hits = _about_the_named(retrieval)
    best = hits[0].score
    chosen: list[SentenceHit] = []
    for hit in hits:
        if len(chosen) == MOST or best - hit.score > MARGIN:
            break
        if not any(_same(retrieval, hit, other) for other in chosen):
            chosen.append(hit)
    return chosen


def _about_the_named(retrieval: Retrieval) -> list[SentenceHit]:
    """The first hits; if some of them, with what stands around them, have all names of a short question, only those:
    another Velayati is no answer to what Sabbagh and Velayati did. (Of a long one, no sentence has them all.)"""
    hits = retrieval.sentences[:LOOKED_AT]
    if len(retrieval.question.terms) > SHORT or not any(term.name for term in retrieval.question.terms):
        return list(hits)
    return [hit for hit in hits if hit.features[_NAMES] >= WHOLE] or list(hits)


def _with_twins(retrieval: Retrieval, chosen: list[SentenceHit]) -> list[Passage]:
    """Each sentence with the sentences of other articles, one an article, that say the same."""
    passages = [Passage(_span(hit)) for hit in chosen]
    for hit in retrieval.sentences[:LOOKED_AT_LISTED]:
        for i, other in enumerate(chosen):
            spans = (passages[i].span, *passages[i].also)
            if all(hit.article != s.article for s in spans) and _same(retrieval, hit, other):
                passages[i] = replace(passages[i], also=(*passages[i].also, _span(hit)))
    return [_earliest_first(retrieval, passage) for passage in passages]


def _earliest_first(retrieval: Retrieval, passage: Passage) -> Passage:
    """The passage led by the article that was published first: the others are likely to have it from there."""
    spans = sorted((passage.span, *passage.also), key=lambda s: retrieval.articles[s.article].date or "9999")
    return Passage(spans[0], tuple(spans[1:]))


def _same(retrieval: Retrieval, one: SentenceHit, other: SentenceHit) -> bool:
    """Whether two sentences have nearly the same words; short ones must have the very same."""
    a, b = _words(retrieval, one), _words(retrieval, other)
    if min(len(a), len(b)) < 4:
        return a == b
    return len(a & b) / max(len(a), len(b)) >= SAME


def _text(retrieval: Retrieval, hit: SentenceHit) -> str:
    return retrieval.articles[hit.article].text[hit.start : hit.end]


def _words(retrieval: Retrieval, hit: SentenceHit) -> frozenset[str]:
    return _content(_text(retrieval, hit), retrieval.question.language)


@lru_cache(maxsize=2048)
def _content(text: str, language: str | None) -> frozenset[str]:
    """The content words of a sentence; kept, since each is compared with many others."""
    return frozenset(words.content(text, language))


def _span(hit: SentenceHit) -> Span:
    return Span(hit.article, hit.n, hit.n + 1, hit.start, hit.end)


def _joined(passages: list[Passage]) -> Iterator[Passage]:
    """The passages, those that follow one another in their article made one, at the place of the better one."""
    left = list(passages)
    while left:
        one = left.pop(0)
        while (after := next((p for p in left if _follows(one, p) or _follows(p, one)), None)) is not None:
            left.remove(after)
            a, b = sorted((one.span, after.span), key=lambda s: s.first)
            one = Passage(Span(a.article, a.first, b.last, a.start, b.end))
        yield one


def _follows(one: Passage, other: Passage) -> bool:
    """Whether `other` begins where `one` ends. What has twins elsewhere stays: they would not fit the whole."""
    a, b = one.span, other.span
    return a.article == b.article and a.last == b.first and not one.also and not other.also
