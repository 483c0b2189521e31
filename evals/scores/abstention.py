"""Whether it abstains where it should, and answers where it should.

As means over the cases that are scored these are what their names say: of the abstentions the share that were right,
and of the questions that nothing answers the share that were not answered.
"""

from __future__ import annotations

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen, one_line


def precision(seen: Seen) -> Score:
    """Of an abstention: 1 when it is right, else 0. Unscored for an answer."""
    if not isinstance(seen.case, Written) or seen.answered:
        return UNSCORED
    if seen.case.abstain:
        return Score(1.0, True)
    return Score(0.0, False, f"it abstained{_how_sure(seen)}, and the sources answer this")


def recall(seen: Seen) -> Score:
    """Of a question that should not be answered: 1 when it isn't, else 0. Unscored for the others."""
    if not isinstance(seen.case, Written) or not seen.case.abstain:
        return UNSCORED
    if not seen.answered:
        return Score(1.0, True)
    why = f"it answered{_how_sure(seen)}, and the sources don't answer this: \u201c{one_line(seen.text)}\u201d"
    return Score(0.0, False, why)


def _how_sure(seen: Seen) -> str:
    sure = seen.payload.get("confidence")
    return f" (confidence {sure:.2f})" if isinstance(sure, float) else ""
