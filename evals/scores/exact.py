"""The short answer against the right ones: exact match and F1 by words, as SQuAD counts them."""

from __future__ import annotations

from collections.abc import Callable

from evals import matching
from evals.cases import Ask
from evals.scores.record import UNSCORED, Score, Seen


def exact_match(seen: Seen) -> Score:
    """1 when the short answer is one of `short`, else 0; decides nothing."""
    return (
        Score(value)
        if (value := _best(seen, lambda ours, gold: float(matching.exact(ours, gold)))) is not None
        else UNSCORED
    )


def f1(seen: Seen) -> Score:
    """The F1, 0 to 1, of the short answer to the best of `short`; failed when one is shown that holds none of them.

    Where no short answer is shown the whole answer is compared: showing none is no fault, for a wrong one is worse.
    """
    value = _best(seen, matching.f1)
    if value is None:
        return UNSCORED
    assert isinstance(seen.case, Ask)
    gold = seen.case.short
    wrong = [s for s in _shown(seen) if not any(matching.holds(s, each) for each in gold)]
    if wrong:
        right = " or ".join(map(repr, gold))
        return Score(value, False, f"the short answer is {', '.join(map(repr, wrong))}, and should be {right}")
    return Score(value, True)


def _best(seen: Seen, measure: Callable[[str, str], float]) -> float | None:
    """The mean, over the short answers shown, of the best measure against a right one."""
    if not isinstance(seen.case, Ask) or not seen.case.short:
        return None
    if not seen.answered:
        return 0.0
    shown = _shown(seen) or [seen.text]
    return sum(max(measure(each, gold) for gold in seen.case.short) for each in shown) / len(shown)


def _shown(seen: Seen) -> list[str]:
    return list(dict.fromkeys(s["text"] for s in seen.payload.get("short", ())))
