"""The checks. Each is a module with `check(claim, evidence)` that yields what is wrong; a new one is named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.grounding.checks import (
    agents,
    attribution,
    binding,
    causes,
    conditions,
    coverage,
    dates,
    direction,
    dropped,
    hedges,
    names,
    negation,
    numbers,
    objects,
    order,
    pairs,
    predicates,
    quantifiers,
    quotes,
    recipient,
    roles,
    sequence,
    slots,
    subjects,
    voices,
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
    conditions.check,
    quantifiers.check,
    causes.check,
    direction.check,
    order.check,
    agents.check,
    subjects.check,
    recipient.check,
    attribution.check,
    voices.check,
    dropped.check,
    pairs.check,
    binding.check,
    slots.check,
    objects.check,
    predicates.check,
    coverage.check,
)


def problems(claim: Reading, evidence: Evidence) -> list[Problem]:
    """All that the checks find wrong with a claim, in the order of the checks."""
    return [problem for check in ALL for problem in check(claim, evidence)]
