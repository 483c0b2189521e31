"""Whether a checked sentence gets the right verdict, for the right reason."""

from __future__ import annotations

from evals.cases import Check
from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """1 when the verdict is one of the case's and its reason says what it should, else 0."""
    case = seen.case
    if not isinstance(case, Check):
        return UNSCORED
    (sentence,) = seen.claims
    verdict, reason = sentence["verdict"], sentence["reason"] or ""
    if verdict not in case.verdict:
        said = f" ({reason})" if reason else ""
        return Score(0.0, False, f"the verdict is {verdict}{said}, and should be {' or '.join(case.verdict)}")
    if case.reason and not any(wanted.within(reason) for wanted in case.reason):
        right = " or ".join(repr(wanted.written) for wanted in case.reason)
        return Score(0.0, False, f"the reason should name {right}, and is: {reason or 'none'}")
    return Score(1.0, True)
