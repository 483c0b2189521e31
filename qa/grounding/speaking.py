"""Whose each saying is, pronouns and roles resolved: of the claim and of the sentences it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.grounding import places, words
from qa.grounding.context import Person, by_role, same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading
from qa.grounding.speakers import Attribution, attributions

_COLLECTIVE = re.compile(
    r"\b(?:both|the\s+two|two|all|several|officials|leaders|they|ministers|sides|countries|presidents|speakers|everyone|"
    r"parties)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\W*(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a saying belongs to: persons by name, else the words that name the speaker."""

    persons: tuple[tuple[str, ...], ...]
    stems: frozenset[str]
    label: str
    collective: bool


def claimed(claim: Reading, attribution: Attribution, evidence: Evidence) -> Speaker | None:
    """The speaker of a claim's saying; None for a pronoun that nothing before it explains."""
    start, end = attribution.subject
    text = claim.text[start:end]
    persons = tuple(n.parts for n in claim.people if start <= n.start < end)
    if not persons and _PRONOUN.match(text):
        before = [n for n in claim.people if n.end <= start]
        if not before:
            return None
        persons = (before[0].parts,)
    if not persons:
        for around in evidence.contexts:
            meant = by_role(re.sub(r"^(?:the|an?)\s+", "", text, flags=re.IGNORECASE), around.persons)
            if meant is not None:
                persons = (meant[0].name,)
    collective = not persons and bool(_COLLECTIVE.search(text))
    return Speaker(persons, _stems(text), claim.cut(start, end), collective)


def _stems(text: str) -> frozenset[str]:
    found = {w.stem for w in words.content(text)}
    return frozenset(found | {f"@{c}" for w in words.content(text) if (c := places.country(w.text))})


def speakers(line: Line) -> list[tuple[Speaker, Attribution]]:
    """The sayings of a sentence with their speakers, pronouns and roles resolved by the article."""
    found = []
    for attribution in attributions(line.reading):
        start, end = attribution.subject
        text = line.reading.text[start:end]
        persons = tuple(n.parts for n in line.reading.people if start <= n.start < end)
        if not persons and _PRONOUN.match(text) and line.subject is not None:
            persons = (line.subject.name,)
        if not persons:
            meant = by_role(re.sub(r"^(?:the|an?)\s+", "", text, flags=re.IGNORECASE), line.context.persons)
            persons = (meant[0].name,) if meant else ()
        label = _label(persons, line.context.persons) or line.reading.cut(start, end)
        found.append((Speaker(persons, _stems(text), label, bool(_COLLECTIVE.search(text))), attribution))
    return found


def _label(names: Sequence[tuple[str, ...]], persons: Sequence[Person]) -> str:
    full = [next((p.label for p in persons if same_person(p.name, n)), " ".join(n)) for n in names]
    return " and ".join(full)


def about(claim: Reading, attribution: Attribution, evidence: Evidence) -> list[Line]:
    """The sentences that share what is said, the nearest first; those far behind the nearest are left out."""
    start, end = attribution.subject
    content = [w for w in claim.words if w.content and not start <= w.start < end and w.start != attribution.verb[0]]
    scored = [(sum(w.stem in line.reading.stems for w in content), line) for line in evidence.lines]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return []
    ranked = sorted((pair for pair in scored if pair[0] >= 0.7 * best), key=lambda pair: -pair[0])
    return [line for _, line in ranked]


def same_speaker(one: Speaker, other: Speaker) -> bool:
    if one.persons and other.persons:
        return any(same_person(a, b) for a in one.persons for b in other.persons)
    shared = one.stems & other.stems
    lands = {s for s in one.stems if s[0] == "@"}, {s for s in other.stems if s[0] == "@"}
    if lands[0] and lands[1] and not lands[0] & lands[1]:
        return False
    return bool(shared)
