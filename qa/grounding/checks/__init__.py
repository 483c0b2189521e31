"""The checks. Each is a module with `check(claim, evidence)` that yields what is wrong; a new one is named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.grounding.checks import (
    agents,
    attribution,
    binding,
    coverage,
    dates,
    direction,
    dropped,
    hedges,
    names,
    negation,
    numbers,
    pairs,
    quotes,
    recipient,
    roles,
    sequence,
    slots,
)
from qa.grounding.evidence import Evidence
from qa.grounding.reading import Reading
from qa.grounding.records import Problem

Check = Callable[[Reading, Evidence], Iterator[Problem]]

ALL: tuple[Check, ...] = (
    quotes.check,
    numbers.check,
    dates.check,
    sequence.check,
    names.check,
    roles.check,
    negation.check,
    hedges.check,
    direction.check,
    agents.check,
    recipient.check,
    attribution.check,
    dropped.check,
    pairs.check,
    binding.check,
    slots.check,
    coverage.check,
)


def problems(claim: Reading, evidence: Evidence) -> list[Problem]:
    """All that the checks find wrong with a claim, in the order of the checks."""
    return [problem for check in ALL for problem in check(claim, evidence)]
