"""Whether an answer keeps clear of what it must not say."""

from __future__ import annotations

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """1 when none of `must_not_say` is said, else 0. An abstention says nothing."""
    case = seen.case
    if not isinstance(case, Written) or not case.must_not_say:
        return UNSCORED
    said = [wanted.written for wanted in case.must_not_say if wanted.within(seen.text)]
    if said:
        return Score(0.0, False, f"it says {', '.join(map(repr, said))}, which it must not")
    return Score(1.0, True)
