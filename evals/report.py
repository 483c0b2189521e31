"""A run with all that it takes to make it again, as every report shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.compare import Comparison, Gate
from evals.results import Outcome
from evals.summary import Summary

VERSION = 1  # of the JSON: keys are added, never renamed or given another meaning

# What the names of the figures mean, for people.
MEANINGS: Mapping[str, str] = {
    "pass_rate": "share of the counted cases that pass",
    "contains": "share of what must be answered that is",
    "unsaid": "keeps clear of what must not be said",
    "exact_match": "the short answer is one of the right ones",
    "f1": "words that the short answer shares with a right one",
    "abstention_precision": "of the abstentions, those that were right",
    "abstention_recall": "of what nothing answers, what was not answered",
    "citation_precision": "of the cited sentences, those to cite",
    "citation_recall": "of what must be cited, what is",
    "quotes_exact": "quotes that stand so in the stored article",
    "grounded": "claims that their cited sentences support",
    "attribution": "somebody's words shown as that person's",
    "length": "answers no longer than they may be",
    "verdict": "checked sentences with the right verdict",
    "sections": "of what must stand in a brief's sections, what does",
    "retrieval_recall@1": "of what must be cited, what is found first",
    "retrieval_recall@5": "... among the first 5 sentences found",
    "retrieval_recall@10": "... among the first 10",
    "retrieval_mrr": "1 over the rank of the first good sentence",
    "seconds": "a case",
    "retrieval_seconds": "of these to find the sentences",
    "input_tokens": "read by the model",
    "output_tokens": "written by the model",
    "cost_usd": "US dollars",
    "judge": "a model's opinion; decides nothing",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a run was made with. Digests are of the suite's file, the articles' files, the index, and the program.

    Nothing is drawn at random, and models are asked at temperature 0, so there is no seed.
    """

    suite: str
    suite_path: str
    suite_digest: str
    as_of: str
    articles: int
    corpus_digest: str
    index_digest: str
    embedder: str
    program_digest: str
    repeat: int
    cached: bool
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A run. `cases` are how many the suite has, of which `outcomes` were run; `seconds` are those of the clock."""

    provenance: Provenance
    cases: int
    summaries: tuple[Summary, ...]
    outcomes: tuple[Outcome, ...]
    comparison: Comparison | None
    gate: Gate
    seconds: float

    def of(self, model: str) -> list[Outcome]:
        """The outcomes of a model."""
        return [o for o in self.outcomes if o.model == model]

    @property
    def errors(self) -> int:
        """How many cases could not be run."""
        return sum(o.state == "error" for o in self.outcomes)

    @property
    def names(self) -> list[str]:
        """The names of the figures that any model has, in their order."""
        return [n for n in MEANINGS if n != "pass_rate" and any(s.value(n) is not None for s in self.summaries)]


def shown(summary: Summary, name: str) -> str:
    """A figure as text: a share with its interval, seconds as their median and most, the rest as a sum."""
    figure = next((f for f in summary.figures if f.name == name), None)
    if figure is None:
        return "unscored"
    if figure.unit == "share":
        bounds = f" [{figure.interval.low:.2f}-{figure.interval.high:.2f}]" if figure.interval else ""
        return f"{figure.mean:.3f}{bounds} n={figure.n}"
    if figure.unit == "seconds":
        return f"median {figure.median:.3f}, at most {figure.most:.2f}"
    if figure.unit == "usd":
        return f"${figure.total:.4f} in all"
    return f"{figure.total:,.0f} in all"


def rate(summary: Summary) -> str:
    """The pass rate as text, with its interval."""
    if summary.pass_rate is None:
        return "nothing counts"
    r = summary.pass_rate
    bounds = f"95 % interval {100 * r.low:.0f}-{100 * r.high:.0f} %"
    return f"{summary.passed} of {summary.counted} ({100 * r.mean:.1f} %, {bounds})"
