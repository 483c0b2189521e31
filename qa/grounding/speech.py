"""Whose words a sentence is that lies inside a quotation (“We won. They lost,” Ana Rivas said) or in an interview."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.records import Sentence
from qa.grounding.context import context
from qa.grounding.fold import fold
from qa.grounding.quotes import quotations
from qa.grounding.reading import read
from qa.grounding.records import Cited, Source
from qa.grounding.speakers import attributions, strengths
from qa.grounding.turn_forms import UNKNOWN
from qa.grounding.turns import turn

_PRONOUNS = frozenset("he she they it".split())
_OPENING = re.compile(r"\W*(He|She)\b")
LONGEST = 60  # characters of a speaker
TAG = 14  # words of what stands beside a quotation and only says whose it is
SOMEBODY = UNKNOWN


def speaker(cited: Cited) -> str | None:
    """Who speaks the sentence, as the article names them; None when the sentence is the article's own.

    A sentence is somebody's when a quotation of its paragraph holds it from its first word to its last. The speaker is
    looked for in the sentences of the paragraph that the quotation begins and ends in and beside them. In an interview
    each sentence is that of whoever speaks in its turn, unless it quotes somebody who is named.
    """
    name = _speakers(cited.source).get(cited.sentence)
    own = turn(cited)
    if own is not None and own.speaker is not None and (name is None or name == SOMEBODY or name.lower() in _PRONOUNS):
        return own.speaker
    return name if name is None or name.lower() not in _PRONOUNS else _meant(cited) or SOMEBODY


def _meant(cited: Cited) -> str | None:
    """Whom "she" beside a sentence means: the subject of that sentence, or of one of the three before."""
    subjects = context(cited.source).subjects
    near = [*subjects[cited.sentence :: -1][:4]]
    return next((person.label for person in near if person is not None), None)


def sayer(cited: Cited) -> str | None:
    """Who says what the sentence says: its speaker, or the subject of its verb of saying, "he" as whom it means."""
    name = speaker(cited)
    if name is None:
        reading = read(cited.quote, None)
        said = [reading.cut(*a.subject) for a in attributions(reading)]
        names = [n.name for n in reading.names]
        name = next((s for s in said if s.lower() in _PRONOUNS or any(n in s for n in names)), None)
        if name is not None and len(name) > LONGEST:
            name = None  # no subject, but words that were taken for one
    if name is not None and name.lower() in _PRONOUNS:
        return _meant(cited)
    return name


def opening(cited: Cited) -> str | None:
    """Whom the pronoun means that a sentence opens with, as in "He = Ada Brink"; None when it opens with none."""
    found = _OPENING.match(cited.quote)
    meant = context(cited.source).subjects[cited.sentence] if found and cited.sentence else None
    return f"{found.group(1)} = {meant.label}" if found and meant is not None else None


@lru_cache(maxsize=256)
def _speakers(source: Source) -> dict[int, str]:
    """The speaker of each sentence of an article that has one."""
    text = source.article.text
    if not any(mark in text for mark in '"\u201c\u201d\u00ab\u00bb\u201e'):
        return {}
    paragraphs: dict[int, list[int]] = {}
    for n, sentence in enumerate(source.sentences):
        paragraphs.setdefault(sentence.paragraph, []).append(n)
    found: dict[int, str] = {}
    for members in paragraphs.values():
        found.update(_in_paragraph(text, source.sentences, members))
    return found


def _in_paragraph(text: str, sentences: Sequence[Sentence], members: Sequence[int]) -> dict[int, str]:
    begin, end = sentences[members[0]].start, sentences[members[-1]].end
    folded = fold(text[begin:end])
    found: dict[int, str] = {}
    for quotation in quotations(folded.text):
        a, b = begin + folded.offsets[quotation.start], begin + folded.offsets[quotation.end]
        touched = [n for n in members if sentences[n].start < b and a < sentences[n].end]
        inside = [n for n in touched if _held(text, sentences[n], a, b)]
        if inside and touched:
            beside = [*touched[::-1], *(n for n in (touched[-1] + 1, touched[0] - 1) if n in members)]
            name = _named(text, [(sentences[n].start, sentences[n].end) for n in beside if n not in inside], a, b)
            found.update(dict.fromkeys(inside, name))
    return found


def _held(text: str, sentence: Sentence, a: int, b: int) -> bool:
    """Whether all words of the sentence lie in the quotation; the marks around them need not."""
    outside = text[sentence.start : max(sentence.start, a)] + text[min(sentence.end, b) : sentence.end]
    return not any(c.isalnum() for c in outside)


def _named(text: str, where: Sequence[tuple[int, int]], a: int, b: int) -> str:
    """The subject of the first saying in those sentences, outside the quotation from a to b; else who is named."""
    for start, end in where:
        before, after = text[start : max(start, min(a, end))], text[min(end, max(b, start)) : end]
        reading = read(f"{before} {after}".strip(' "\u201c\u201d,.'), None)
        subjects = [reading.cut(*said.subject) for said in attributions(reading)]
        names = [n.name for n in reading.names]
        if subjects and (subjects[0].lower() in _PRONOUNS or any(n in subjects[0] for n in names)):
            return subjects[0]
        if attributions(reading) or any(w.stem in strengths() for w in reading.words):
            # In a long sentence a person who is only named there may be spoken of.
            alone = len(reading.people) == 1 and len(reading.words) <= TAG
            return reading.people[0].name if alone else SOMEBODY
    return SOMEBODY
