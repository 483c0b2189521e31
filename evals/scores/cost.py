"""What it cost."""

from __future__ import annotations

from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """US dollars; unscored where no model was called, or its price is not known."""
    usage = seen.payload.get("usage") or {}
    cost = usage.get("cost_usd")
    return Score(float(cost)) if usage.get("calls") and cost is not None else UNSCORED
