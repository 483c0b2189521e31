"""Where a claim follows a sentence word for word, the words it changes are looked at one by one.

A name, a number or a date put in another's place, a "not" put in or left out, a "will" left out: such a claim has
nearly all the words of its source, and no other check sees what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from qa.grounding import lexicon, places
from qa.grounding.antonyms import opposites
from qa.grounding.calendars import DateMention
from qa.grounding.context import same_person
from qa.grounding.dates import covers
from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.names import NameSpan, saying_stems
from qa.grounding.numbers import Number, agrees
from qa.grounding.polarity import is_negation, mild_no
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

Spanned = TypeVar("Spanned", NameSpan, Number, DateMention)
_BE = frozenset("is are was were be been had has have".split())
_FLANK = 3  # words on either side that count


@dataclass(frozen=True, slots=True)
class Slot:
    """Words `i1:i2` of the claim where the sentence has its words `j1:j2`, between words that both share."""

    i1: int
    i2: int
    j1: int
    j2: int
    flank: float  # how firmly it is held: shared words on both sides
    left: int  # shared words straight before
    right: int  # shared words straight after


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """The first problem of each kind among the slots of all sentences."""
    seen: set[str] = set()
    for line in evidence.lines:
        for slot in slots(claim, line.reading):
            problem = (
                _name(claim, slot, line, evidence)
                or _figure(claim, slot, line, evidence)
                or _polarity(claim, slot, line, evidence)
            )
            problem = problem or _hedge(claim, slot, line) or _word(claim, slot, line)
            if problem is not None and problem.check not in seen and not _exact_elsewhere(claim, slot, line, evidence):
                seen.add(problem.check)
                yield problem


def slots(claim: Reading, source: Reading) -> Iterator[Slot]:
    """The slots that shared words hold on both sides, or on one side and the ends of both texts on the other."""
    ours, theirs = [w.stem for w in claim.words], [w.stem for w in source.words]
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal" or i2 - i1 > 6 or j2 - j1 > 8:
            continue
        before = codes[at - 1] if at else None
        after = codes[at + 1] if at + 1 < len(codes) else None
        left = before[2] - before[1] if before else 0
        right = after[2] - after[1] if after else 0
        firm = min(left, _FLANK) + min(right, _FLANK)
        closed_left = left > 0 or (i1 == 0 and j1 == 0)
        closed_right = right > 0 or (i2 == len(ours) and j2 == len(theirs))
        if closed_left and closed_right and firm >= 2 and _content_near(claim, i1, i2, left, right):
            yield Slot(i1, i2, j1, j2, firm, left, right)


def _content_near(claim: Reading, i1: int, i2: int, left: int, right: int) -> bool:
    """Whether the shared words at the slot's edges say something: "of the" holds nothing."""
    near = [*claim.words[max(0, i1 - min(left, _FLANK)) : i1], *claim.words[i2 : i2 + min(right, _FLANK)]]
    return any(w.content for w in near)


def _exact_elsewhere(claim: Reading, slot: Slot, line: Line, evidence: Evidence) -> bool:
    """Whether another sentence has the claim's own words there, neighbours included."""
    own = [w.stem for w in claim.words[max(0, slot.i1 - 1) : slot.i2 + 1]]
    for other in evidence.lines:
        if other is line or len(own) < 2:
            continue
        theirs = [w.stem for w in other.reading.words]
        if any(theirs[k : k + len(own)] == own for k in range(len(theirs) - len(own) + 1)):
            return True
    return False


def _inside(spans: Sequence[Spanned], reading: Reading, first: int, last: int) -> list[Spanned]:
    """The names, numbers or dates that touch the words `first` to `last`, exclusive."""
    if first >= last:
        return []
    start, end = reading.words[first].start, reading.words[last - 1].end
    return [s for s in spans if s.start < end and start < s.end]


def _name(claim: Reading, slot: Slot, line: Line, evidence: Evidence) -> Problem | None:
    ours = _inside(claim.names, claim, slot.i1, slot.i2)
    theirs = _inside(line.reading.names, line.reading, slot.j1, slot.j2)
    if not ours or not theirs:
        return None
    for name in ours:
        if any(_may_be(name, other, line) for other in theirs):
            return None
    said, source = ours[0], theirs[0]
    if said.kind != source.kind or slot.flank < (4 if said.kind == "other" else 3):
        return None
    if (
        slot.flank < 5
        and not evidence.joined
        and any(_has(said, other) for other in evidence.lines if other is not line)
    ):
        return None
    if _opening(said) or _opening(source):
        return None
    return Problem(
        "name",
        "contradicted",
        f"the source has '{line.reading.cut(source.start, source.end)}' where the claim has "
        f"'{claim.cut(said.start, said.end)}'",
    )


def _has(name: NameSpan, line: Line) -> bool:
    return any(same_person(name.parts, n.parts) for n in line.reading.names)


def _opening(name: NameSpan) -> bool:
    """Whether a capital at the head of a text is all that makes a name."""
    return name.kind == "other" and len(name.parts) == 1 and name.start <= 2


def _may_be(name: NameSpan, other: NameSpan, line: Line) -> bool:
    """Whether two names may mean one: a full and a short name, a country and its adjective, a word in common."""
    if same_person(name.parts, other.parts) or places.supports(other.name, name.name):
        return True
    if {w.lower() for w in name.parts} & {w.lower() for w in other.parts}:
        return True
    return any(same_person(p.name, name.parts) for _, p in line.meant)


def _figure(claim: Reading, slot: Slot, line: Line, evidence: Evidence) -> Problem | None:
    ours = _inside(claim.numbers, claim, slot.i1, slot.i2)
    theirs = _inside(line.reading.numbers, line.reading, slot.j1, slot.j2)
    others = [n for o in evidence.lines if o is not line for n in o.reading.numbers]
    if not evidence.joined and any(
        agrees(a, b) and (a.noun or a.unit) in (b.noun, b.unit) for a in ours for b in others
    ):
        return None
    if ours and theirs and not any(agrees(a, b) for a in ours for b in theirs):
        return _other("number", claim, ours[0], line, theirs[0])
    our_dates = _inside(claim.dates, claim, slot.i1, slot.i2)
    their_dates = _inside(line.reading.dates, line.reading, slot.j1, slot.j2)
    if our_dates and their_dates and all(covers(a, b) is False for a in our_dates for b in their_dates):
        return _other("date", claim, our_dates[0], line, their_dates[0])
    return None


def _other(check: str, claim: Reading, ours: Spanned, line: Line, theirs: Spanned) -> Problem:
    source, said = line.reading.cut(theirs.start, theirs.end), claim.cut(ours.start, ours.end)
    return Problem(check, "contradicted", f"the source has '{source}', not '{said}'")


def _polarity(claim: Reading, slot: Slot, line: Line, evidence: Evidence) -> Problem | None:
    if not slot.right or _broken(claim, slot.i1, slot.i2) or _broken(line.reading, slot.j1, slot.j2):
        return None
    if len(evidence.lines) > 1 and not evidence.joined and slot.flank < 5:
        return None  # of several sentences that a person cites, each has its own "not"
    ours = [w for w in claim.words[slot.i1 : slot.i2] if is_negation(w)]
    theirs = [w for w in line.reading.words[slot.j1 : slot.j2] if is_negation(w)]
    after = [w.stem for w in claim.words[slot.i2 : slot.i2 + 2]]
    turned = next((w for w in line.reading.words[slot.j1 : slot.j2] if opposites(w.stem) & set(after)), None)
    if turned is not None and slot.i1 == slot.i2:
        return Problem("negation", "contradicted", f"the source has '{turned.text}' here, the claim leaves it out")
    if ours and not theirs and not any(mild_no(line.reading, j) for j in range(slot.j1, slot.j2)):
        return Problem("negation", "contradicted", f"the claim adds '{ours[0].text}' to what the source says")
    if theirs and not ours and not any(mild_no(claim, i) for i in range(slot.i1, slot.i2)):
        return Problem("negation", "contradicted", f"the source has '{theirs[0].text}' here, the claim leaves it out")
    return None


def _broken(reading: Reading, first: int, last: int) -> bool:
    """Whether a comma or another mark parts the words `first` to `last` or either edge from its neighbour."""
    edges = range(max(1, first), min(last + 1, len(reading.words)))
    return any(
        re.search(r"[,.;:()\"-]", reading.text[reading.words[i - 1].end : reading.words[i].start]) for i in edges
    )


def _hedge(claim: Reading, slot: Slot, line: Line) -> Problem | None:
    """A modal or a word of intent left out before a verb that both share."""
    if not slot.left or not slot.right or slot.j2 - slot.j1 > 4 or slot.i2 - slot.i1 > 2:
        return None
    ours, theirs = claim.words[slot.i1 : slot.i2], line.reading.words[slot.j1 : slot.j2]
    hedges = [w for w in theirs if _hedges(w)]
    if not hedges or any(_hedges(w) for w in ours) or _hedges(claim.words[slot.i1 - 1]):
        return None
    verbs = {w.stem for w in theirs if w.content and not _hedges(w)}
    if ours and not any(w.stem in verbs or w.lower in _BE for w in ours):
        return None
    verb, base = claim.words[slot.i2], line.reading.words[slot.j2]
    if not ours and (
        not verb.content or (verb.lower == base.lower and hedges[-1].lower in lexicon.classes("hedges")["intent"])
    ):
        return None
    return Problem("hedge", "unsupported", f"the source has '{hedges[0].text}' here, the claim states it as done")


def _word(claim: Reading, slot: Slot, line: Line) -> Problem | None:
    """One content word put for another that is no synonym, between two shared words or more on either side."""
    if min(slot.left, slot.right) < 2 or slot.left + slot.right < 6:
        return None
    ours = [w for w in claim.words[slot.i1 : slot.i2] if w.content]
    theirs = [w for w in line.reading.words[slot.j1 : slot.j2] if w.content]
    if len(ours) != 1 or len(theirs) != 1 or slot.i2 - slot.i1 != slot.j2 - slot.j1:
        return None
    anchors = [(n.start, n.end) for n in claim.names] + [(n.start, n.end) for n in claim.numbers]
    anchors += [(d.start, d.end) for d in claim.dates]
    if (
        any(start <= ours[0].start < end for start, end in anchors)
        or matched(ours[0], line.reading.stems)
        or ours[0].lower == theirs[0].lower
        or ours[0].stem in saying_stems()
    ):
        return None
    return Problem("word", "unsupported", f"the source has '{theirs[0].text}' where the claim has '{ours[0].text}'")


def _hedges(word: Word) -> bool:
    kinds = lexicon.classes("hedges")
    return word.lower in kinds["modal"] or word.lower in kinds["intent"] or word.lower.endswith("'ll")
