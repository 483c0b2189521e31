"""The turns of an article that is an interview: which sentences are questions, which are answers, and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Article, Sentence
from qa.grounding import words
from qa.grounding.interviewee import interviewee
from qa.grounding.records import Cited, Source
from qa.grounding.turn_forms import UNKNOWN, Turn, found, possible

OUTLET = "the interviewer"
KEPT = 512  # articles

_kept: dict[Article, tuple[Turn, ...]] = {}


def turn(cited: Cited) -> Turn | None:
    """The turn that a sentence belongs to; None for a sentence of the article's own."""
    return at(of(cited.article, cited.source.sentences), cited.sentence)


def at(turns: Sequence[Turn], n: int) -> Turn | None:
    """That of the turns of an article which the sentence n belongs to."""
    return next((one for one in turns if one.first <= n < one.last), None)


def question(turns: Sequence[Turn], n: int) -> Turn | None:
    """The question turn that the turn of a sentence answers."""
    own = at(turns, n)
    before = turns[turns.index(own) - 1] if own is not None and not own.asks and own != turns[0] else None
    return before if before is not None and before.asks else None


def answer(turns: Sequence[Turn], n: int) -> Turn | None:
    """The turn that answers the question turn of a sentence."""
    own = at(turns, n)
    after = turns[turns.index(own) + 1] if own is not None and own.asks and own != turns[-1] else None
    return after if after is not None and not after.asks else None


def of(article: Article, sentences: Sequence[Sentence]) -> tuple[Turn, ...]:
    """The turns of an article with its sentences, in order; none when it is no interview. Those of one are kept."""
    if not possible(article.text):
        return ()
    if article not in _kept:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[article] = _read(article, sentences)
    return _kept[article]


def _read(article: Article, sentences: Sequence[Sentence]) -> tuple[Turn, ...]:
    """The turns under the names of their speakers: those of the introduction, or of the outlet."""
    every = found(article, sentences)
    outlet = article.publisher or OUTLET
    names: dict[str, str] = {}

    def named(one: Turn) -> Turn:
        if one.asks:
            return replace(one, speaker=one.speaker or outlet)
        if one.speaker is None:
            return one
        if one.speaker not in names:
            label = None if one.speaker == UNKNOWN else one.speaker
            names[one.speaker] = interviewee(article, sentences[: every[0].first], label) or label or UNKNOWN
        name = names[one.speaker]
        return replace(one, speaker=name, last=_end(article.text, sentences, one, name))

    return tuple(map(named, every))


def questions(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences that an interviewer says."""
    return frozenset(n for one in of(article, sentences) if one.asks for n in range(one.first, one.last))


def answering(source: Source) -> dict[int, tuple[str, ...]]:
    """For each sentence of the turns the words of the name of who answers there, or is asked there; none where that is
    not known."""
    who: dict[int, tuple[str, ...]] = {}
    name: tuple[str, ...] = ()
    for one in reversed(of(source.article, source.sentences)):
        if not one.asks:
            name = () if one.speaker in (None, UNKNOWN) else tuple(w.text for w in words.split(one.speaker or ""))
        if name:
            who.update(dict.fromkeys(range(one.first, one.last), name))
    return who


def _end(text: str, sentences: Sequence[Sentence], one: Turn, name: str) -> int:
    """Where a turn ends: before a paragraph that names who speaks, for people don't name themselves."""
    surname = re.compile(rf"(?<!\w){re.escape(name.split()[-1])}(?!\w)")
    opening = sentences[one.first].paragraph
    for sentence in sentences[one.first : one.last]:
        if sentence.paragraph > opening and surname.search(text, sentence.start, sentence.end):
            return next(n for n in range(one.first, one.last) if sentences[n].paragraph == sentence.paragraph)
    return one.last
