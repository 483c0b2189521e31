"""What came before what: "the day before the meeting" is said by a sentence, and not made of two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding.evidence import Evidence
from qa.grounding.reading import Reading
from qa.grounding.records import Problem

_ORDER = re.compile(
    r"\b(?P<unit>minute|hour|day|night|morning|evening|week|month|year|decade)s?\s+"
    r"(?P<order>before|after|earlier|later|previously|ahead\s+of|following)\b"
    r"|\b(?:the\s+)?(?P<next>next|following|previous|preceding|same)\s+(?P<unit2>day|night|morning|evening|week|month|year)\b",
    re.IGNORECASE,
)
_SIDES = {
    "before": "before", "earlier": "before", "previously": "before", "ahead": "before", "previous": "before",
    "preceding": "before", "after": "after", "later": "after", "following": "after", "next": "after", "same": "same",
}  # fmt: skip


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when the claim sets two things apart in time and no sentence does so by the same unit and side."""
    said = set().union(*(set(_orders(line.reading)) for line in evidence.lines)) if evidence.lines else set()
    dated = {d.first for d in claim.dates if d.first}
    for match in _ORDER.finditer(claim.text):
        unit, side = _order(match)
        if (unit, side) in said:
            continue
        # "on Thursday, a day after the talks": the two dates of the sentences tell it, if they have two.
        days = {d.first for line in evidence.lines for d in line.reading.dates if d.first}
        if unit in ("day", "night") and len(days | dated) > 1 and dated <= days:
            continue
        yield Problem("sequence", "unsupported", f"no cited sentence says '{claim.cut(*match.span())}'")
        return


def _orders(reading: Reading) -> Iterator[tuple[str, str]]:
    for match in _ORDER.finditer(reading.text):
        yield _order(match)


def _order(match: re.Match[str]) -> tuple[str, str]:
    unit = (match["unit"] or match["unit2"]).lower()
    word = (match["order"] or match["next"]).lower().split()[0]
    return unit, _SIDES[word]
