"""How long it took."""

from __future__ import annotations

from evals.scores.record import UNSCORED, Score, Seen


def total(seen: Seen) -> Score:
    """Seconds from the question to its result."""
    return Score(seen.seconds)


def retrieval(seen: Seen) -> Score:
    """Seconds of these in which the sentences were searched out; unscored where that was not measured apart."""
    return UNSCORED if seen.retrieval_seconds is None else Score(seen.retrieval_seconds)
