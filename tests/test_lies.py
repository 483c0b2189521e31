"""The generator of lies: each differs from its original in one thing, and the same seed gives the same lies."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evals.bench_claims import Quality, auc, judge, quality, run
from evals.corruption_pool import Pool
from evals.corruptions import CORRUPTIONS
from evals.faithful import Base
from evals.lies import Tally, lies, measure, table, write
from tests.grounding.sources import source

OWN = source()
TRUE = [
    Base(OWN.article.text[s.start : s.end], OWN, (i,), "sentence")
    for i, s in enumerate(OWN.sentences)
    if s.end - s.start > 50
]
OTHER = source(
    "Governor Ana Rivas said on Monday that the dam will hold 300 tonnes. Two engineers from Peru have checked it. "
    '“Nobody should worry about the water this winter,” Tomas Weber told reporters in Lima. '
    "Most of the houses in the valley were built by Deputy Mayor Rosa Quint in the spring. "
    "Her workers will mend the road if the council pays for gravel and sand.",
    id="dam",
)  # fmt: skip
TRUE += [Base(OTHER.article.text[s.start : s.end], OTHER, (i,), "sentence") for i, s in enumerate(OTHER.sentences)]
POOL = Pool.of(TRUE)


@pytest.mark.parametrize("kind", sorted(CORRUPTIONS))
def test_a_corruption_changes_a_claim_or_declines(kind: str) -> None:
    rng = random.Random(1)
    made = [(base.claim, CORRUPTIONS[kind](base, POOL, rng)) for base in TRUE]
    assert any(claim is not None and claim != original for original, claim in made)


def test_a_seed_fixes_the_lies() -> None:
    first, again = list(lies(TRUE, 5, seed=3)), list(lies(TRUE, 5, seed=3))
    assert first == again
    assert [lie.claim for lie in first] != [lie.claim for lie in lies(TRUE, 5, seed=4)]


def test_most_lies_on_a_plain_article_are_caught_and_no_original_is_refused() -> None:
    caught, faithful = measure(TRUE, list(lies(TRUE, 10)))
    total = sum(row.total for row in caught.values())
    assert sum(row.refused for row in caught.values()) >= 0.85 * total
    assert faithful["sentence"] == Tally(len(TRUE), 0)
    assert "caught" in table(caught, faithful)


def test_lies_are_written_one_a_line(tmp_path: Path) -> None:
    made = list(lies(TRUE, 2))
    write(made, tmp_path / "lies.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "lies.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["claim"] for line in lines] == [lie.claim for lie in made]
    assert set(lines[0]) == {"kind", "claim", "original", "article", "cited", "base"}


def test_auc() -> None:
    assert auc([3, 2], [1, 0]) == 1
    assert auc([1, 1], [1, 1]) == 0.5
    assert auc([0], [1]) == 0
    assert auc([], [1]) != auc([], [1])


def test_claims_are_scored_against_their_article(tmp_path: Path) -> None:
    text = "The council approved the bridge on Monday. Ana Rivas said the bridge will cost $3 million."
    rows = [
        {"id": "1", "set": "s", "article": text, "claim": "The council approved the bridge.", "supported": True},
        {"id": "2", "set": "s", "article": text, "claim": "The council rejected the harbour.", "supported": False},
    ]
    found = quality(list(judge(rows)))
    assert found["s"] == Quality(2, 1.0, 1.0)
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run(claims, tmp_path / "p.jsonl", embed=False)
    predictions = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert predictions[0]["verdict"] == "supported"
    assert predictions[1]["verdict"] in ("unsupported", "contradicted")
