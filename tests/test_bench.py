"""The bench answers a set of questions within their scope and writes what the scorer reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLES = [
    {"id": "a", "text": "The ferry Halcyon sank off Port Lune on Monday. Nobody was hurt.", "title": "Ferry sinks"},
    {
        "id": "b",
        "text": "The ferry Petrel was sold to a company in Norrhaven. It cost two million crowns.",
        "title": "Sold",
    },
]
QUESTIONS = [
    {
        "id": "1",
        "question": "Which ferry sank off Port Lune?",
        "answerable": True,
        "article_ids": ["a"],
        "scope": "corpus",
    },
    {"id": "2", "question": "Which ferry was it?", "answerable": True, "article_ids": ["b"], "scope": "article"},
    {
        "id": "3",
        "question": "Which ferry was sold?",
        "answerable": True,
        "article_ids": ["b"],
        "scope": "pool",
        "pool_ids": ["a"],
    },
]


def write(path: Path, records: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def run(tmp_path: Path) -> str:
    done = subprocess.run(
        [
            sys.executable, "-m", "evals.bench", "--articles", str(tmp_path / "a.jsonl"), "--questions",
            str(tmp_path / "q.jsonl"), "--predictions", str(tmp_path / "p.jsonl"), "--index", str(tmp_path / "index"),
        ],
        capture_output=True, text=True, cwd=ROOT, env=dict(os.environ), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_predictions_hold_exact_quotes_within_the_scope(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", ARTICLES)
    write(tmp_path / "q.jsonl", QUESTIONS)
    run(tmp_path)
    predictions = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text("utf-8").splitlines()]
    texts = {a["id"]: a["text"] for a in ARTICLES}
    assert [p["id"] for p in predictions] == ["1", "2", "3"]
    assert predictions[0]["retrieved"][0] == {"article_id": "a", "start": 0, "end": 47}
    assert {r["article_id"] for r in predictions[1]["retrieved"]} == {"b"}
    assert {r["article_id"] for r in predictions[2]["retrieved"]} == {"a"}
    for cited in (c for p in predictions for c in p["citations"]):
        assert texts[cited["article_id"]][cited["start"] : cited["end"]] == cited["quote"]


def test_a_second_run_embeds_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", ARTICLES)
    write(tmp_path / "q.jsonl", QUESTIONS)
    assert "2 articles indexed" in run(tmp_path)
    assert "0 articles indexed, 2 there already, 0 passages embedded" in run(tmp_path)
