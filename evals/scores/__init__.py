"""The scores, one a file. Each is a function from what was seen to a `Score`; a new one is named in ALL."""

from __future__ import annotations

from evals.scores import (
    abstention,
    attribution,
    citation_precision,
    citation_recall,
    contains,
    cost,
    exact,
    grounded,
    judge,
    latency,
    length,
    quotes,
    retrieval,
    sections,
    tokens,
    unsaid,
    verdict,
)
from evals.scores.record import UNSCORED, Score, Scorer, Seen

__all__ = ["ALL", "UNSCORED", "Score", "Scorer", "Seen"]

# In the order in which they are shown; a model as a judge comes last, after all that can be settled without one.
ALL: tuple[Scorer, ...] = (
    Scorer("contains", contains.score),
    Scorer("unsaid", unsaid.score),
    Scorer("exact_match", exact.exact_match, gated=False),
    Scorer("f1", exact.f1),
    Scorer("abstention_precision", abstention.precision),
    Scorer("abstention_recall", abstention.recall),
    Scorer("citation_precision", citation_precision.score),
    Scorer("citation_recall", citation_recall.score),
    Scorer("quotes_exact", quotes.score),
    Scorer("grounded", grounded.score),
    Scorer("attribution", attribution.score),
    Scorer("length", length.score),
    Scorer("verdict", verdict.score),
    Scorer("sections", sections.score),
    Scorer("retrieval_recall@1", retrieval.recall_at(1), gated=False),
    Scorer("retrieval_recall@5", retrieval.recall_at(5)),
    Scorer("retrieval_recall@10", retrieval.recall_at(10)),
    Scorer("retrieval_mrr", retrieval.reciprocal_rank),
    Scorer("seconds", latency.total, "seconds", gated=False),
    Scorer("retrieval_seconds", latency.retrieval, "seconds", gated=False),
    Scorer("input_tokens", tokens.read, "tokens", gated=False),
    Scorer("output_tokens", tokens.written, "tokens", gated=False),
    Scorer("cost_usd", cost.score, "usd", gated=False),
    Scorer("judge", judge.score, gated=False),
)
