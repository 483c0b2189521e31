"""How much of what must be answered is answered."""

from __future__ import annotations

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen, one_line


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of the groups of `must_answer` of which the answer says one; passed when it says all."""
    case = seen.case
    if not isinstance(case, Written) or not case.must_answer:
        return UNSCORED
    if not seen.answered:
        return Score(0.0, False, "it abstained, and should have answered")
    missing = [group for group in case.must_answer if not any(wanted.within(seen.text) for wanted in group)]
    if not missing:
        return Score(1.0, True)
    names = "; ".join(" or ".join(repr(w.written) for w in group) for group in missing)
    why = f"the answer lacks {names}: \u201c{one_line(seen.text)}\u201d"
    return Score((len(case.must_answer) - len(missing)) / len(case.must_answer), False, why)
