"""What one person does to or with another stands in one sentence that has both: two meetings of one man are no meeting
of his two hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.grounding import lexicon, places
from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

FARTHEST = 7  # words between the two, appositions left out
_APPOSITION = re.compile(r"^\s*(?:,[^,;:]{2,90},|\([^()]{2,90}\))(?=\s)")
_PARTED = re.compile(
    r"[,;:()]|\b(?:and|or|but|that|who|whom|which|while|where|when|because|as|after|before|if|than|nor|like)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?P<verb>\w+(?:ed|id|en|t|d))\s+by\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+|a\s+)?", re.IGNORECASE)
_PLURAL = re.compile(r"\W*(?:\w+,?\s+){0,3}(?:they|the\s+(?:two|pair)|both)\b", re.IGNORECASE)


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when no sentence has both persons of an act, or none that has them says what was done "by" one; or when
    none has both of what something is "between"."""
    yield from _between(claim, evidence)
    for one, other in zip(claim.people, claim.people[1:], strict=False):
        if same_person(one.parts, other.parts):
            continue
        acts = _acts(claim, one, other)
        if not acts:
            continue
        both = [line for line in evidence.lines if _has(one, line) and _has(other, line)]
        said = f"'{claim.cut(one.start, one.end)}' and '{claim.cut(other.start, other.end)}'"
        if not both:
            yield Problem("pair", "unsupported", f"no one sentence has {said} together")
            return
        passive = _PASSIVE.search(claim.text, one.end, other.start)
        if passive and not any(matched(acts[0], line.reading.stems) for line in both):
            yield Problem("pair", "unsupported", f"no sentence that has {said} says '{passive['verb']}'")
            return


def _between(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """Relations, talks or a border "between X and Y" are those of a sentence that has X and Y."""
    for one, other in zip(claim.names, claim.names[1:], strict=False):
        if not _BETWEEN.search(claim.text[: one.start]) or not _AND.fullmatch(claim.text[one.end : other.start]):
            continue
        if not any(_holds(one, line) and _holds(other, line) for line in evidence.lines):
            said = f"'{claim.cut(one.start, other.end)}'"
            yield Problem("pair", "unsupported", f"no one sentence has anything between {said}")
            return


def _holds(name: NameSpan, line: Line) -> bool:
    """Whether a sentence has the name, as a person, as a country in any form, or as words."""
    if name.kind == "person":
        return _has(name, line)
    country = places.country(name.name)
    if country is not None:
        near = {places.country(n.name) for n in line.reading.names}
        return country in near or country in line.pair
    return name.name.lower() in line.reading.text.lower()


def _acts(claim: Reading, one: NameSpan, other: NameSpan) -> Sequence[Word]:
    """The words of the act that ties the two in one clause of the claim; none where they are only named together."""
    between = claim.text[one.end : other.start]
    apposition = _APPOSITION.match(between)
    start = one.end + (apposition.end() if apposition else 0)
    if _PARTED.search(claim.text, start, other.start):
        return ()
    inside = [w for w in claim.words if start <= w.start < other.start]
    if len(inside) > FARTHEST:
        return ()
    names = [(n.start, n.end) for n in claim.names]
    return [
        w
        for w in inside
        if w.content
        and w.text[0].islower()
        and w.lower not in lexicon.words("roles")
        and not places.kind(w.text)
        and not any(s <= w.start < e for s, e in names)
    ]


def _has(name: NameSpan, line: Line) -> bool:
    """Whether a sentence names the person or means them; "they" means the persons of the two sentences before."""
    present = [n.parts for n in line.reading.people] + [p.name for _, p in line.meant]
    if line.subject is not None:
        present.append(line.subject.name)
    if _PLURAL.match(line.reading.text):
        at = line.cited.sentence
        present += [n.parts for r in line.context.readings[max(0, at - 2) : at] for n in r.people]
    if any(same_person(parts, name.parts) for parts in present):
        return True
    namesake = any(n.surname == name.surname for n in line.reading.people)  # who is not the person, as just seen
    return name.surname in line.reading.text and not namesake
