"""What must not be said."""

from __future__ import annotations

from evals.scores import UNSCORED, unsaid
from tests.evals.suites import case, claim, seen

REZA = case("who-is-reza-ahmadian")  # must not say: Supreme National Security Council, Israel


def test_what_must_not_be_said_is_named() -> None:
    found = unsaid.score(seen(REZA, claim("He leads Israel's federation.")))
    assert (found.value, found.passed) == (0.0, False)
    assert "'Israel'" in found.why
    assert "Council" not in found.why


def test_keeping_clear_of_it_passes() -> None:
    assert unsaid.score(seen(REZA, claim("He leads a federation."))).passed
    assert unsaid.score(seen(REZA)).passed  # an abstention says nothing


def test_unscored_where_anything_may_be_said() -> None:
    assert unsaid.score(seen(case("how-deep-the-berths"), claim("16 metres"))) is UNSCORED
