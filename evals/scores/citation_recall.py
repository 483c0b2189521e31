"""How much of what must be cited is cited."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Place
from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of the groups of `must_cite` of which one place is cited whole; passed when all are."""
    groups = seen.case.must_cite
    if not groups:
        return UNSCORED
    cited = set(seen.cited) if seen.answered else set()

    def is_cited(place: Place) -> bool:
        return all((place.article_id, n) in cited for n in place.sentences)

    missing = [group for group in groups if not any(is_cited(place) for place in group)]
    if not missing:
        return Score(1.0, True)
    names = "; ".join(_named(group) for group in missing)
    value = (len(groups) - len(missing)) / len(groups)
    return Score(value, False, f"not cited: {names}{_where_lost(seen, missing[0][0])}")


def _named(group: Sequence[Place]) -> str:
    """The places of a group: "this sentence" of one article or another."""
    by_quote: dict[str, list[str]] = {}
    for place in group:
        by_quote.setdefault(place.what, []).append(place.article)
    return ", or ".join(f"{what} of {' or '.join(dict.fromkeys(names))}" for what, names in by_quote.items())


def _where_lost(seen: Seen, place: Place) -> str:
    """Whether retrieval or the reader lost the place."""
    if seen.found is None:
        return ""
    rank = _ranks(seen).get((place.article_id, place.sentences[0]))
    return f" (retrieved at rank {rank})" if rank else " (not retrieved)"


def _ranks(seen: Seen) -> dict[tuple[str, int], int]:
    ranks: dict[tuple[str, int], int] = {}
    for rank, found in enumerate(seen.found or (), 1):
        for sentence in seen.sentences_at(*found):
            ranks.setdefault(sentence, rank)
    return ranks
