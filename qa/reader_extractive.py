"""The reader that needs no model: it answers with the few sentences of the sources that answer the question.

The sentences come ranked (index/search.py). This module decides how many of them are an answer, joins those that stand
together, and puts a second source of the same sentence beside the first instead of repeating it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import words
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import (
    reader_asked,
    reader_beside,
    reader_contrary,
    reader_listed,
    reader_named,
    reader_reason,
    reader_section,
    reader_speech,
    reader_turns,
)
from qa.according import one_voice, said_by
from qa.grounding import Cited, Source, names
from qa.hit_words import same, words_of
from qa.passage_head import widened
from qa.sources import Sources

MOST = 3  # sentences of an answer
SAYINGS = 2  # sentences of what one person says
MARGIN = 1.3  # how far a sentence may score below the best one
BESIDE = 5  # ranks in which a sentence is looked for that completes the best one
TWINS_AMONG = 60  # ranks in which a sentence of another article is looked for that says the same
WHOLE = 0.9  # the coverage of a sentence that says all that the question says

_COVERAGE, _FITS = FEATURES.index("coverage"), FEATURES.index("fits")


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
    reply: bool = False  # what another says against the passage before it, or asks: no short answer is taken from it


def read(retrieval: Retrieval) -> list[Passage]:
    """The passages that answer, best first; none when nothing was found. Of an interview, the question before."""
    return list(_with_questions(retrieval, _read(retrieval))) if retrieval.sentences else []


def _read(retrieval: Retrieval) -> list[Passage]:
    spoken = reader_speech.said(retrieval)
    if spoken is not None:  # each saying stays by itself, with its own speaker
        return list(_headed(retrieval, _with_twins(retrieval, _nearly_best(retrieval, spoken)[:SAYINGS])))
    if together := reader_section.together(retrieval):
        return list(_joined(retrieval, _with_twins(retrieval, together)))
    listed = reader_listed.listed(retrieval)
    chosen = listed if len(listed) > 1 else _best(retrieval)
    passages = _with_twins(retrieval, chosen)
    whole = list(_headed(retrieval, passages if chosen is listed else list(_joined(retrieval, passages))))
    return list(_with_replies(retrieval, whole))


def _best(retrieval: Retrieval) -> list[SentenceHit]:
    """The best sentences that say different things, as long as they are nearly as good as the first one; with one that
    completes it, gives its reason or contradicts it."""
    hits = reader_named.in_office(retrieval, said_by(retrieval, reader_named.about(retrieval)))
    hits = reader_asked.first(retrieval, hits)
    chosen = _nearly_best(retrieval, reader_reason.first(retrieval, hits))
    for beside in (reader_reason.beside, reader_beside.spot, reader_beside.other_day):
        if (other := beside(retrieval, chosen)) is not None:
            return [chosen[0], other]
    return chosen if len(chosen) > 1 else [*chosen, *_completing(retrieval, chosen[0], hits)]


def _nearly_best(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """The first of the hits and those of the next that are nearly as good and say something else."""
    best = hits[0].score if hits else 0.0
    chosen: list[SentenceHit] = []
    for hit in hits:
        if len(chosen) == MOST or best - hit.score > MARGIN:
            break
        if not any(same(retrieval, hit, other) for other in chosen):
            chosen.append(hit)
    return chosen


def _completing(retrieval: Retrieval, best: SentenceHit, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """The sentence beside the best one that says with it all that the question says, where neither does alone, and
    nothing in the best one is of the kind that is asked for."""
    if best.features[_COVERAGE] >= WHOLE or best.features[_FITS]:
        return []
    terms = retrieval.question.terms
    held = words_of(retrieval, best)
    for hit in hits[:BESIDE]:
        if hit.article == best.article and abs(hit.n - best.n) == 1 and hit.features[_COVERAGE] < WHOLE:
            both = held | words_of(retrieval, hit)
            if sum(t.weight for t in terms if t.token in both) >= WHOLE * retrieval.question.weight:
                return [hit]
    return []


def _with_twins(retrieval: Retrieval, chosen: list[SentenceHit]) -> list[Passage]:
    """Each sentence with the sentences of other articles, one an article, that say the same."""
    passages = [Passage(_span(hit)) for hit in chosen]
    for hit in retrieval.sentences[:TWINS_AMONG]:
        for i, other in enumerate(chosen):
            spans = (passages[i].span, *passages[i].also)
            if all(hit.article != s.article for s in spans) and _twins(retrieval, hit, other):
                passages[i] = replace(passages[i], also=(*passages[i].also, _span(hit)))
    return [_earliest_first(retrieval, passage) for passage in passages]


def _twins(retrieval: Retrieval, hit: SentenceHit, other: SentenceHit) -> bool:
    """Whether two sentences say the same; the "Yes." of two interviews doesn't."""
    return same(retrieval, hit, other) and not reader_turns.alone(retrieval, hit)


def _earliest_first(retrieval: Retrieval, passage: Passage) -> Passage:
    """The passage led by the article that was published first: the others are likely to have it from there."""
    spans = sorted((passage.span, *passage.also), key=lambda s: retrieval.articles[s.article].date or "9999")
    return Passage(spans[0], tuple(spans[1:]))


def _span(hit: SentenceHit) -> Span:
    return Span(hit.article, hit.n, hit.n + 1, hit.start, hit.end)


def _joined(retrieval: Retrieval, passages: list[Passage]) -> Iterator[Passage]:
    """The passages, those that follow one another in their article and are in one voice made one, at the place of the
    better one; of several voices each has its own, in the order of the article."""
    left = list(passages)
    sources = Sources(retrieval)
    while left:
        one = left.pop(0)
        while (after := next((p for p in left if _follows(one, p) or _follows(p, one)), None)) is not None:
            left.remove(after)
            a, b = sorted((one.span, after.span), key=lambda s: s.first)
            one = Passage(Span(a.article, a.first, b.last, a.start, b.end))
        yield from _voices(sources.of(one.span.article), one)


def _voices(source: Source, passage: Passage) -> Iterator[Passage]:
    """The passage, or a passage for each run of its sentences that the same person says, or nobody."""
    span = passage.span
    edges = [n for n in range(span.first + 1, span.last) if not one_voice(Cited(source, n - 1), Cited(source, n))]
    if not edges:
        yield passage
        return
    for a, b in pairwise([span.first, *edges, span.last]):
        yield Passage(Span(span.article, a, b, source.sentences[a].start, source.sentences[b - 1].end))


def _headed(retrieval: Retrieval, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each beginning where it says what it is about; a beginning that is another's words, or nobody's, is
    a passage of its own, if it is of any use. One with twins stays: they may begin otherwise."""
    taken = {(p.span.article, n) for p in passages for n in range(p.span.first, p.span.last)}
    sources = Sources(retrieval)
    for passage in passages:
        span = passage.span
        first, last = widened(retrieval, span.article, span.first, span.last) if not passage.also else (span.first, 0)
        added = [n for n in range(first, last) if not span.first <= n < span.last]
        if not added or any((span.article, n) in taken for n in added):
            yield passage
            continue
        sentences = retrieval.sentences_of[span.article]
        whole = Passage(Span(span.article, first, last, sentences[first].start, sentences[last - 1].end))
        for one in _voices(sources.of(span.article), whole):
            own = one.span.first < span.last and span.first < one.span.last
            if own or _adds(retrieval, one.span, span):
                yield one


def _with_replies(retrieval: Retrieval, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each with what another replies to it, as a passage of its own."""
    taken = {(p.span.article, n) for p in passages for n in range(p.span.first, p.span.last)}
    for passage in passages:
        span = passage.span
        first, last = reader_contrary.beside(retrieval, span.article, span.first, span.last)
        for n in range(first, last):
            if n == span.first:
                yield replace(passage, reply=first < n)
            if (span.article, n) not in taken:
                taken.add((span.article, n))
                sentence = retrieval.sentences_of[span.article][n]
                yield Passage(Span(span.article, n, n + 1, sentence.start, sentence.end), reply=n >= span.last)


def _with_questions(retrieval: Retrieval, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, an answer of an interview whole, and after its question where it needs it."""
    taken = {(p.span.article, n) for p in passages for n in range(p.span.first, p.span.last)}
    for passage in passages:
        span = passage.span
        question, first, last = reader_turns.opened(retrieval, span.article, span.first, span.last)
        added = [*range(first, span.first), *range(span.last, last)]
        if question is not None and (span.article, question[0]) not in taken:
            taken.update((span.article, n) for n in range(*question))
            yield Passage(_run(retrieval, span.article, *question), reply=True)
        if added and not passage.also and not any((span.article, n) in taken for n in added):
            taken.update((span.article, n) for n in added)
            passage = replace(passage, span=_run(retrieval, span.article, first, last))
        yield passage


def _run(retrieval: Retrieval, article: int, first: int, last: int) -> Span:
    sentences = retrieval.sentences_of[article]
    return Span(article, first, last, sentences[first].start, sentences[last - 1].end)


def _adds(retrieval: Retrieval, one: Span, to: Span) -> bool:
    """Whether a span has a word of the question that another lacks, or a name, where a name is asked for."""
    text, question = retrieval.articles[one.article].text, retrieval.question
    own = text[one.start : one.end]
    if question.kind in ("person", "name") and names.proper(own):
        return True
    new = {*words.tokens(own, question.language)} - {*words.tokens(text[to.start : to.end], question.language)}
    return any(term.token in new for term in question.terms)


def _follows(one: Passage, other: Passage) -> bool:
    """Whether `other` begins where `one` ends. What has twins elsewhere stays: they would not fit the whole."""
    a, b = one.span, other.span
    return a.article == b.article and a.last == b.first and not one.also and not other.also
