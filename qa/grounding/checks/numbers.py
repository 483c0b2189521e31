"""Every number of a claim stands in the evidence with its unit, or the evidence lists that many."""

from __future__ import annotations

from collections.abc import Iterator

from qa.grounding import counts
from qa.grounding.evidence import Evidence
from qa.grounding.numbers import Number, agrees
from qa.grounding.reading import Reading
from qa.grounding.records import Problem


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for each number that no sentence gives; `contradicted` where one counts the same thing otherwise."""
    theirs = [n for line in evidence.lines for n in line.reading.numbers]
    years = {d.year for line in evidence.lines for d in line.reading.dates if d.year}
    for number in claim.numbers:
        if _idle(number) or number.value in years:
            continue
        rival = next((n for n in theirs if _same_thing(number, n)), None)
        agreeing = [other for other in theirs if agrees(number, other)]
        if agreeing and (rival is None or any(_same_thing(number, other) for other in agreeing)):
            continue
        if not agreeing and rival is None and (_in_names(number, evidence) or counts.listed(claim, number, evidence)):
            continue
        phrase = f"{claim.cut(number.lead, number.end)} {_noun(claim, number)}".strip()
        if rival is not None:
            line = next(li for li in evidence.lines if rival in li.reading.numbers)
            other = line.reading.cut(rival.lead, rival.end)
            yield Problem("number", "contradicted", f"the source has {_quote(other)}, not {_quote(phrase)}")
        else:
            yield Problem("number", "unsupported", f"{_quote(phrase)} is in none of the cited sentences")


def _quote(text: str) -> str:
    return f"'{text}'"


def _idle(number: Number) -> bool:
    """Whether a number says too little to be checked: "one of them", "first"."""
    return number.value == 1 and number.unit is None


def _noun(claim: Reading, number: Number) -> str:
    following = [w for w in claim.words if w.start >= number.end][:1]
    return following[0].text if following and following[0].start - number.end == 1 and number.unit != "%" else ""


def _same_thing(number: Number, other: Number) -> bool:
    if number.ordinal != other.ordinal:
        return False
    if number.unit and number.unit == other.unit:
        return True
    return number.noun is not None and number.noun == other.noun


def _in_names(number: Number, evidence: Evidence) -> bool:
    """Whether a plain figure is part of a name or a label of a sentence, as in "G7", "Boeing 737" or "COVID-19"."""
    plain = f"{number.value:g}"
    return number.unit is None and any(w.text == plain for line in evidence.lines for w in line.reading.words)
