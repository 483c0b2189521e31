"""Who did it to whom: two names, numbers or places of a claim are not swapped against the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.grounding import places, words
from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading
from qa.grounding.records import Problem

_BE = frozenset("is are was were be been being get got gets".split())


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name or a number with its place among the words of a text: words `first` to `last`, exclusive."""

    first: int
    last: int
    key: str  # what it names, the same in claim and source
    label: str


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """One problem when two anchors of the claim stand, each, where the source has the other."""
    for line in evidence.lines:
        ours, theirs = _anchors(claim, line, claim=True), _anchors(line.reading, line, claim=False)
        swapped = _swapped(claim, ours, line.reading, theirs)
        if swapped is not None and not _held_elsewhere(claim, swapped, evidence, line):
            one, other = swapped
            reason = f"the claim has '{one.label}' where the source has '{other.label}', and the reverse"
            yield Problem("direction", "contradicted", reason)
            return


def _held_elsewhere(claim: Reading, pair: tuple[Anchor, Anchor], evidence: Evidence, line: Line) -> bool:
    """Whether another sentence has both in the claim's order, unswapped."""
    for other in evidence.lines:
        if other is line:
            continue
        theirs = _anchors(other.reading, other, claim=False)
        both = {p.key for p in pair} <= {t.key for t in theirs}
        if both and all(_fits(claim, p, other.reading, theirs) for p in pair):
            return True
    return False


def _fits(claim: Reading, anchor: Anchor, source: Reading, theirs: Sequence[Anchor]) -> bool:
    """Whether an anchor stands in a sentence amid the words that it has around it in the claim."""
    own = _frame(claim, anchor)
    return any(t.key == anchor.key and _fit(own, _frame(source, t)) >= 0.25 for t in theirs)


def _anchors(reading: Reading, line: Line, claim: bool) -> list[Anchor]:
    spans = [(n.start, n.end, _key(n.name, n.kind, n.parts, line), n.name) for n in reading.names]
    spans += [(n.start, n.end, f"#{n.value:g}", reading.text[n.start : n.end]) for n in reading.numbers]
    if not claim and line.subject is not None:
        first = next((w for w in reading.words[:4] if w.lower in ("he", "she")), None)
        if first is not None:
            spans.append((first.start, first.end, line.subject.label, line.subject.label))
    found = []
    for start, end, key, label in sorted(spans):
        inside = [i for i, w in enumerate(reading.words) if w.start >= start and w.end <= end]
        if inside:
            found.append(Anchor(inside[0], inside[-1] + 1, key, label))
    return found


def _key(name: str, kind: str, parts: Sequence[str], line: Line) -> str:
    if kind == "place":
        return name.lower() if places.kind(name) == "city" else places.country(name) or name.lower()
    if kind == "person":
        return next((p.label for p in line.context.persons if same_person(p.name, parts)), name.lower())
    return name.lower()


def _swapped(
    claim: Reading, ours: Sequence[Anchor], source: Reading, theirs: Sequence[Anchor]
) -> tuple[Anchor, Anchor] | None:
    """Two anchors of the claim whose surroundings fit, in the source, those of the other far better than their own."""
    where: dict[str, list[Anchor]] = {}
    for anchor in theirs:
        where.setdefault(anchor.key, []).append(anchor)
    known = [a for a in ours if a.key in where]
    for i, one in enumerate(known):
        for other in known[i + 1 :]:
            if one.key == other.key or (one.key[0] == "#") != (other.key[0] == "#"):
                continue
            if _exchanged(claim, one, other, source, where[one.key], where[other.key]):
                return one, other
    return None


def _exchanged(
    claim: Reading, one: Anchor, other: Anchor, source: Reading, ones: Sequence[Anchor], others: Sequence[Anchor]
) -> bool:
    frames = {a: _frame(claim, a) for a in (one, other)}
    places_one = [_frame(source, a) for a in ones]
    places_other = [_frame(source, a) for a in others]
    straight = max(_fit(frames[one], f) for f in places_one) + max(_fit(frames[other], f) for f in places_other)
    crossed = max(_fit(frames[one], f) for f in places_other) + max(_fit(frames[other], f) for f in places_one)
    if min(max(_fit(frames[one], f) for f in places_other), max(_fit(frames[other], f) for f in places_one)) < 0.25:
        return False
    between = _between(claim, one, other)
    if between & words.listed("symmetric"):
        return False
    return crossed > 1.4 * straight + 0.2


def _between(claim: Reading, one: Anchor, other: Anchor) -> set[str]:
    return {w.stem for w in claim.words[min(one.last, other.last) : max(one.first, other.first)]}


def _frame(reading: Reading, anchor: Anchor, reach: int = 4) -> dict[tuple[str, str], float]:
    """The words around an anchor, each with its side and a weight that falls with distance; passives trade sides."""
    frame: dict[tuple[str, str], float] = {}
    split = reading.words
    for step in range(1, reach + 1):
        for side, place in (("left", anchor.first - step), ("right", anchor.last - 1 + step)):
            if not 0 <= place < len(split):
                continue
            word = split[place]
            if word.lower in ("the", "a", "an", "and", "his", "her", "also"):
                continue
            weight = (1.0 if word.content else 0.5) / step
            turned = side
            if word.content and _passive(reading, place):
                turned = "left" if side == "right" else "right"
            frame[(turned, word.stem)] = max(weight, frame.get((turned, word.stem), 0.0))
    return frame


def _passive(reading: Reading, place: int) -> bool:
    """Whether a verb stands in the passive: a form of "be" before it and "by" after it."""
    before = {w.lower for w in reading.words[max(0, place - 3) : place]}
    after = {w.lower for w in reading.words[place + 1 : place + 4]}
    return "by" in after and bool(before & _BE)


def _fit(one: dict[tuple[str, str], float], other: dict[tuple[str, str], float]) -> float:
    """How alike two surroundings are, 0 to about 1."""
    shared = sum(min(weight, other[key]) for key, weight in one.items() if key in other)
    return shared / max(1.0, min(sum(one.values()), sum(other.values())))
