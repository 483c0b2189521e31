"""How many persons or things a sentence lists, for claims such as "three officials" and "both countries"."""

from __future__ import annotations

import re

from qa.grounding import lexicon, places
from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence
from qa.grounding.names import oblique
from qa.grounding.numbers import Number
from qa.grounding.reading import Reading

_PLACES = frozenset("country countries nation nations state states city cities".split())


def listed(claim: Reading, number: Number, evidence: Evidence) -> bool:
    """Whether the sentences list exactly as many persons, places or other names as the claim counts.

    A person whom the claim itself names beside the number is not among the counted.
    """
    if number.unit or number.value != int(number.value) or not 2 <= number.value <= 12:
        return False
    if not _counts_names(claim, number):
        return False
    named_after = re.search(r":|--|\bincluding\b|\bnamely\b|\(", claim.text[number.end :])
    apart = [n.parts for n in claim.people if n.end <= number.start or not named_after]
    persons: list[tuple[str, ...]] = []
    countries: set[str] = set()
    for line in evidence.lines:
        for name in line.reading.names:
            if name.kind == "place":
                countries.add(places.country(name.name) or name.name)
            elif (
                name.kind == "person"
                and not oblique(line.reading.text, name)
                and not any(same_person(name.parts, p) for p in (*persons, *apart))
            ):
                persons.append(name.parts)
    longest = _longest_list(evidence)
    counted = len(countries) if _noun(claim, number) & _PLACES else len(persons)
    return number.value == counted or (number.value == longest and longest > 2)


def _counts_names(claim: Reading, number: Number) -> bool:
    found = _noun(claim, number)
    return not found or bool(found & lexicon.words("plurals"))


def _noun(claim: Reading, number: Number) -> frozenset[str]:
    """The few words after a number, one of which is what it counts."""
    return frozenset([w.lower for w in claim.words if w.start >= number.end][:4])


def _longest_list(evidence: Evidence) -> int:
    """The most members that "a, b and c" of any sentence has."""
    best = 0
    for line in evidence.lines:
        text = line.reading.text
        for at in (i for i in range(len(text)) if text.startswith(" and ", i)):
            head = text[:at].rsplit(". ", 1)[-1]
            best = max(best, head.count(", ") + 2 if ", " in head else 2)
    return best
