"""Another thing put in the place of a thing: "destroyed 200 boats" where the source has "destroyed 200 houses"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.words import irregular
from qa.grounding.evidence import Evidence, matched
from qa.grounding.names import saying_stems
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

_LEFT = 2  # words that claim and sentence share straight before the place, one of them of content
_FARTHEST = 4
_GAP = re.compile(r"[,;:()\"]")


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for the first word that no sentence has, after words that a sentence goes on from otherwise."""
    known = [(n.start, n.end) for n in claim.names] + [(n.start, n.end) for n in claim.numbers]
    known += [(d.start, d.end) for d in claim.dates] + [(q.start, q.end) for q in claim.quotations]
    own = frozenset(w.stem for w in claim.words)
    for at, word in enumerate(claim.words):
        if at < _LEFT or not word.content or any(s <= word.start < e for s, e in known):
            continue
        if (
            _verbal(word)
            or matched(word, evidence.stems, evidence.countries)
            or _GAP.search(claim.text[claim.words[at - 1].end : word.start])
        ):
            continue
        for line in evidence.lines:
            other = _instead(claim, at, line.reading)
            if other is not None and not matched(other, own) and other.stem[:5] not in {s[:5] for s in own}:
                reason = f"the source has '{other.text}' where the claim has '{word.text}'"
                yield Problem("word", "unsupported", reason)
                return


def _verbal(word: Word) -> bool:
    """Whether a word has the form of a verb or an adverb, or is too short to tell: no thing, then."""
    lower = word.lower
    return len(lower) < 3 or lower.endswith(("ed", "ing", "ly")) or lower in irregular() or word.stem in saying_stems()


def _instead(claim: Reading, at: int, source: Reading) -> Word | None:
    """The content word with which the sentence goes on after the words before the place; None for none."""
    first = at - _LEFT
    while first > 0 and first > at - _FARTHEST and not any(w.content for w in claim.words[first:at]):
        first -= 1
    left = [w.stem for w in claim.words[first:at]]
    if not any(w.content for w in claim.words[first:at]):
        return None
    theirs = [w.stem for w in source.words]
    for i in range(len(left), len(theirs)):
        if theirs[i - len(left) : i] == left:
            other = source.words[i]
            parted = _GAP.search(source.text[source.words[i - 1].end : other.start])
            if other.content and not _verbal(other) and not parted and _goes_on(claim, at, source, i):
                return other
    return None


def _goes_on(claim: Reading, at: int, source: Reading, place: int) -> bool:
    """Whether the claim stops after the place, or goes on with a word that the sentence has soon after it, too."""
    ours = _next(claim, at)
    return ours is None or ours in [w.stem for w in source.words[place + 1 : place + 2 + _FARTHEST]]


def _next(reading: Reading, at: int) -> str | None:
    """The stem of the next word; None where a mark or the end follows."""
    if at + 1 == len(reading.words) or _GAP.search(reading.text[reading.words[at].end : reading.words[at + 1].start]):
        return None
    return reading.words[at + 1].stem
