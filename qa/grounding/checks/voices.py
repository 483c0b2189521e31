"""Of two things that a claim has one person say, "that A, and that B", each is theirs in the evidence, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions
from qa.grounding.speaking import claimed, speakers
from qa.grounding.words import Word

LEAST = 3  # words with content of a part that is looked at
HELD = 0.6  # the share of them that a sentence has in which the part stands
NEARLY = 0.25  # by how much less the speaker's own sentences may have of them
_AND_THAT = re.compile(r",?\s+and\s+(?:also\s+)?(?:that\b|(?=(?:he|she|it|they|the|his|her|its|their)\s))|;\s+")


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when a part of what one person is said to say stands only in a sentence that is another's."""
    said = attributions(claim)
    if not said or len(evidence.lines) < 2:
        return
    speaker = claimed(claim, said[0], evidence)
    if speaker is None or len(speaker.persons) != 1:
        return
    name = speaker.persons[0]
    own = [line for line in evidence.lines if _is_theirs(line, name)]
    for part in _parts(claim, said[0].verb[1], said[1].subject[0] if len(said) > 1 else len(claim.text)):
        best = max(evidence.lines, key=lambda line: _held(part, line))
        most = _held(part, best)
        if most < HELD or best in own or any(_held(part, line) >= most - NEARLY for line in own):
            continue
        others = [other for other, _ in speakers(best) if other.persons]
        if others:
            reason = f"the source has {others[-1].label} say this, not {speaker.label}"
            yield Problem("speaker", "misattributed", reason)
            return


def _parts(claim: Reading, start: int, end: int) -> list[list[Word]]:
    """The words with content of each thing that is said, where there are several."""
    cuts = [start, *(m.start() for m in _AND_THAT.finditer(claim.text, start, end)), end]
    found = [[w for w in claim.words if a <= w.start < b and w.content] for a, b in pairwise(cuts)]
    return [part for part in found if len(part) >= LEAST] if len(found) > 1 else []


def _held(part: list[Word], line: Line) -> float:
    return sum(matched(word, line.reading.stems) > 0 for word in part) / len(part)


def _is_theirs(line: Line, name: tuple[str, ...]) -> bool:
    """Whether a sentence is about that person or has them say something."""
    if line.subject is not None and same_person(line.subject.name, name):
        return True
    return any(same_person(person, name) for other, _ in speakers(line) for person in other.persons)
