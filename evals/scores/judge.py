"""A model's opinion of an answer, last and optional: it never decides whether a case passes.

A judge scores the same answer 0.57 today and 0.67 tomorrow, so what can be settled by rule is settled by rule. What a
judge says is put into the result's payload under "judged" by whoever runs one, and is only carried along here.
"""

from __future__ import annotations

from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """What the judge gave, 0 to 1; unscored where none was asked, or it gave no number."""
    judged = seen.payload.get("judged")
    if isinstance(judged, bool) or not isinstance(judged, int | float) or not 0 <= judged <= 1:
        return UNSCORED
    return Score(float(judged))
