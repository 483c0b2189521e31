"""How many tokens a model read and wrote; unscored where no model was called."""

from __future__ import annotations

from evals.scores.record import UNSCORED, Score, Seen


def read(seen: Seen) -> Score:
    """Tokens that the model read."""
    return _of(seen, "input_tokens")


def written(seen: Seen) -> Score:
    """Tokens that the model wrote."""
    return _of(seen, "output_tokens")


def _of(seen: Seen, key: str) -> Score:
    usage = seen.payload.get("usage") or {}
    return Score(float(usage[key])) if usage.get("calls") and key in usage else UNSCORED
