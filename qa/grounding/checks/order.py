"""Which way round: "more copper than" is not "less copper than", and who arrests is not who is arrested.

Names are the business of `direction`; here it is common nouns on both sides of one verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.words import irregular
from qa.grounding import words
from qa.grounding.evidence import Evidence
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

_DEGREES = {"more": "more", "less": "less", "fewer": "less"}
_BE = frozenset("is are was were be been being get got gets".split())
_NEAR = 3  # content words looked at on either side of a verb
_GAP = re.compile(r"[,;:()\".]")
_STOPS = frozenset("that who which while because when where if but and or than".split())


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when more and less, or the two nouns of a verb, have changed places."""
    yield from _degrees(claim, evidence)
    yield from _swapped(claim, evidence)


def _degrees(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    theirs = {pair for line in evidence.lines for pair in _compared(line.reading)}
    for degree, stem in _compared(claim):
        other = "less" if degree == "more" else "more"
        if (other, stem) in theirs and (degree, stem) not in theirs:
            yield Problem("order", "contradicted", f"the source has '{other}' where the claim has '{degree}'")
            return


def _compared(reading: Reading) -> Iterator[tuple[str, str]]:
    """Each "more" or "less" with the stem of the content word straight after it."""
    for word, after in zip(reading.words, reading.words[1:], strict=False):
        if word.lower in _DEGREES and after.content and reading.text[word.end : after.start] == " ":
            yield _DEGREES[word.lower], after.stem


def _swapped(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    symmetric = words.listed("symmetric")
    for at, word in enumerate(claim.words):
        if not _transitive(word):
            continue
        doer, done = _sides(claim, at)
        if doer is None or done is None or doer.stem == done.stem or symmetric & {doer.stem, word.stem}:
            continue
        straight = crossed = False
        for line in evidence.lines:
            for i, other in enumerate(line.reading.words):
                if other.stem != word.stem or not _transitive(other):
                    continue
                before, after = _around(line.reading, i)
                straight |= doer.stem in before or done.stem in after
                crossed |= done.stem in before and doer.stem in after
        if crossed and not straight:
            reason = f"the source has '{done.text}' do this to '{doer.text}', and not the reverse"
            yield Problem("order", "contradicted", reason)
            return


def _transitive(word: Word) -> bool:
    """Whether a word has the form of a past or a participle."""
    return word.content and (word.lower.endswith("ed") or word.lower in irregular() or word.lower in _SAME)


_SAME = frozenset("hit hurt cut beat put set shut cost read".split())  # their past is as their present


def _sides(reading: Reading, at: int) -> tuple[Word | None, Word | None]:
    """The nearest content word before and after a verb; of a passive with "by", the other way round."""
    before, after = _run(reading, at, -1), _run(reading, at, 1)
    if _passive(reading, at):
        return (after[0] if after and _by(reading, at) else None), (before[0] if before else None)
    return (before[0] if before else None), (after[0] if after else None)


def _around(reading: Reading, at: int) -> tuple[set[str], set[str]]:
    """The stems of the doers and of what it is done to, as far as the words near a verb tell them."""
    before = {w.stem for w in _run(reading, at, -1)[:_NEAR]}
    after = {w.stem for w in _run(reading, at, 1)[:_NEAR]}
    if _passive(reading, at):
        return (after if _by(reading, at) else set()), before
    return before, after


def _run(reading: Reading, at: int, step: int) -> list[Word]:
    """The content words on one side of a verb, the nearest first, up to a comma or the next clause."""
    found: list[Word] = []
    place = at + step
    while 0 <= place < len(reading.words) and len(found) < _NEAR:
        word = reading.words[place]
        near = reading.words[place - step]
        gap = reading.text[min(word.end, near.end) : max(word.start, near.start)]
        if _GAP.search(gap) or word.lower in _STOPS:
            break
        if word.content and not word.lower.endswith("ly"):
            found.append(word)
        place += step
    return found


def _passive(reading: Reading, at: int) -> bool:
    return any(w.lower in _BE for w in reading.words[max(0, at - 2) : at])


def _by(reading: Reading, at: int) -> bool:
    return any(w.lower == "by" for w in reading.words[at + 1 : at + 4])
