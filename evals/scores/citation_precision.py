"""How many of the cited sentences are ones to cite."""

from __future__ import annotations

from evals.cases import Brief, Summarize
from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of cited sentences that `must_cite` or `may_cite` names; unscored when nothing is cited.

    Passed when it reaches the case's `min_citation_precision`, which decides nothing where it isn't given. Summaries
    and briefs cite more than a suite can name, so they are scored only where that is given.
    """
    case, gold, least = seen.case, seen.case.gold, seen.case.min_citation_precision
    if not gold or not seen.answered or not seen.cited:
        return UNSCORED
    if isinstance(case, Summarize | Brief) and least is None:
        return UNSCORED
    value = sum(sentence in gold for sentence in seen.cited) / len(seen.cited)
    if least is None:
        return Score(value)
    if value >= least:
        return Score(value, True)
    return Score(value, False, f"of the cited sentences only {value:.0%} are good ones, and {least:.0%} should be")
