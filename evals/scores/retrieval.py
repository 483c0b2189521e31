"""How well the sentences to cite are found, before any reader sees them."""

from __future__ import annotations

from collections.abc import Callable

from evals.scores.record import UNSCORED, Score, Seen


def recall_at(k: int) -> Callable[[Seen], Score]:
    """A score: the share, 0 to 1, of the groups of `must_cite` of which a sentence is among the first k found."""

    def score(seen: Seen) -> Score:
        groups = seen.case.must_cite
        if not groups or seen.found is None:
            return UNSCORED
        first = {sentence for found in seen.found[:k] for sentence in seen.sentences_at(*found)}
        hits = sum(any((place.article_id, n) in first for place in group for n in place.sentences) for group in groups)
        return Score(hits / len(groups))

    return score


def reciprocal_rank(seen: Seen) -> Score:
    """1 over the rank of the first sentence found that is one to cite; 0 when none is among all that were found."""
    gold = seen.case.gold
    if not gold or seen.found is None:
        return UNSCORED
    for rank, found in enumerate(seen.found, 1):
        if gold.intersection(seen.sentences_at(*found)):
            return Score(1 / rank)
    return Score(0.0)
