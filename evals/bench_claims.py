"""Scores claims against their given article, and how well the scores part what people judged supported from the rest.

Claims are `{"id","article","claim"}` a line, with `"supported"` and `"set"` where people judged them; predictions are
`{"id","verdict","score"}` a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.faithful import source_of
from qa.grounding import Cited, Finding, Source, ground
from qa.grounding.score import Similarity


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what grounding and, where known, people made of it."""

    id: str
    group: str
    supported: bool | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a set's scores and verdicts agree with people."""

    claims: int
    auc: float  # chance that a supported claim scores above an unsupported one
    balanced_accuracy: float  # mean share of right verdicts over supported and unsupported claims


def judge(records: Iterable[dict[str, Any]], similarity: Similarity | None = None) -> Iterator[Judged]:
    """Each claim judged by the best sentences of its article."""
    sources: dict[str, Source] = {}
    for record in records:
        text = record["article"]
        if text not in sources:
            sources[text] = source_of({"id": record["id"], "text": text})
        source = sources[text]
        whole = [Cited(source, i) for i in range(len(source.sentences))]
        finding = ground(record["claim"], [], whole, similarity=similarity)
        yield Judged(record["id"], record.get("set", "all"), record.get("supported"), finding)


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The area under the ROC curve, ties counting half; nan when either side is empty."""
    if not positive or not negative:
        return float("nan")
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def quality(judged: Sequence[Judged]) -> dict[str, Quality]:
    """The quality of each set of judged claims, in the order the sets first appear."""
    found = {}
    for group in dict.fromkeys(j.group for j in judged):
        yes = [j.finding for j in judged if j.group == group and j.supported is True]
        no = [j.finding for j in judged if j.group == group and j.supported is False]
        if yes and no:
            right = sum(f.passed for f in yes) / len(yes), sum(not f.passed for f in no) / len(no)
            area = auc([f.score for f in yes], [f.score for f in no])
            found[group] = Quality(len(yes) + len(no), area, sum(right) / 2)
    return found


def embedder_similarity() -> Similarity:
    """The cosine of a claim and sentences by the embedded embedder; sentences are embedded once."""
    from index import embed

    embedder = embed.load(None)
    known: dict[str, Any] = {}

    def vector(text: str) -> Any:
        if text not in known:
            known[text] = embedder.query(text)
        return known[text]

    def similarity(text: str, others: Sequence[str]) -> list[float]:
        own = vector(text)
        return [float(own @ vector(other)) for other in others]

    return similarity


def run(claims: Path, predictions: Path, embed: bool = True) -> dict[str, Quality]:
    """Judge a file of claims, write the predictions, and return the quality of each set."""
    records = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines() if line.strip()]
    judged = list(judge(records, embedder_similarity() if embed else None))
    with predictions.open("w", encoding="utf-8") as out:
        for one in judged:
            out.write(json.dumps({"id": one.id, "verdict": one.finding.verdict, "score": one.finding.score}) + "\n")
    return quality(judged)


def table(found: dict[str, Quality]) -> str:
    """The qualities as aligned text."""
    lines = ["set        claims    AUC  balanced accuracy"]
    lines += [f"{k:10} {q.claims:6} {q.auc:6.3f} {q.balanced_accuracy:18.3f}" for k, q in found.items()]
    return "\n".join(lines)
