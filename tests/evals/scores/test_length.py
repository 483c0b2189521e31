"""An answer is no longer than it may be."""

from __future__ import annotations

import dataclasses

from evals.cases import Ask
from evals.scores import UNSCORED, length
from tests.evals.suites import case, claim, seen

BASE = case("where-they-met")
assert isinstance(BASE, Ask)
TWO = dataclasses.replace(BASE, max_sentences=2)


def test_sentences_are_counted_within_claims_too() -> None:
    assert length.score(seen(TWO, claim("They met on Monday. It rained."))).passed
    found = length.score(seen(TWO, claim("They met on Monday. It rained."), claim("Nobody spoke. All left.")))
    assert (found.value, found.passed) == (0.5, False)
    assert "4 sentences" in found.why


def test_unscored_without_a_limit_or_an_answer() -> None:
    assert length.score(seen(dataclasses.replace(TWO, max_sentences=None), claim("They met."))) is UNSCORED
    assert length.score(seen(TWO)) is UNSCORED
