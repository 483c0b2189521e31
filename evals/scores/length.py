"""Whether an answer is no longer than it may be."""

from __future__ import annotations

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen
from index import language, sentences


def score(seen: Seen) -> Score:
    """1 when the claims have at most `max_sentences` sentences, else the share of their number that may be."""
    case = seen.case
    if not isinstance(case, Written) or case.max_sentences is None or not seen.answered:
        return UNSCORED
    count = sum(len(sentences.split(c["text"], language.detect(c["text"]))) or 1 for c in seen.claims)
    if count <= case.max_sentences:
        return Score(1.0, True)
    why = f"it has {count} sentences, and should have at most {case.max_sentences}"
    return Score(case.max_sentences / count, False, why)
