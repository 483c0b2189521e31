"""The bench answers a set of questions within their scope and writes what the scorer reads."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from evals import bench, bench_table
from qa.records import Usage

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


def run(tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evals.bench", "--articles", "a.jsonl", "--questions", "q.jsonl"]
    command += ["--predictions", "p.jsonl", "--index", "index", *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr
    return done


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
    assert "2 articles indexed" in run(tmp_path).stderr
    assert "0 articles indexed, 2 there already, 0 passages embedded" in run(tmp_path).stderr


README = """# Sets

| set | what | questions | reference |
|---|---|---|---|
| ferries, _old | ships | 3 | BM25: article@1 50.0; nobody F1 0.1 |
| bare | nothing | 1 | - |
"""


def test_our_figures_stand_beside_those_of_the_readme(tmp_path: Path) -> None:
    answers = [["Halcyon"], ["Petrel"], ["Petrel"]]
    gold = [{"article_id": "a", "start": 0, "end": 47}]
    asked = [{**q, "answers": a, "gold_sentences": gold} for q, a in zip(QUESTIONS, answers, strict=True)]
    write(tmp_path / "ferries.articles.jsonl", ARTICLES)
    write(tmp_path / "ferries.questions.jsonl", asked)
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    command = [sys.executable, "-m", "evals.bench", "--folder", ".", "--set", "ferries", "--index", "index"]
    command += ["--predictions", "p.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert re.match(r"3 questions in \d+\.\d s, \d+\.\d\d times their retrieval; p\.jsonl", lines[0])
    assert re.search(r"questions +3 +given for this set:$", lines[1])
    assert lines[2].endswith("BM25: article@1 50.0; nobody F1 0.1")
    assert re.search(r"^article_hit@1 +66\.67$", done.stdout, re.MULTILINE)
    json_again = [*command, "--score-only", "--json", "--by-type"]
    again = subprocess.run(json_again, capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ), check=False)
    assert json.loads(again.stdout)["all"]["article_hit@1"] == 66.67


def test_references_of_sets_that_share_a_row() -> None:
    folder = Path(__file__).parent
    assert bench_table.reference(folder / "none.questions.jsonl") is None
    assert bench_table.named("xquad_en, _es, `_ru`") == ["xquad_en", "xquad_es", "xquad_ru"]
    assert bench_table.named("rtqa26, rtqa22") == ["rtqa26", "rtqa22"]


def test_it_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", ARTICLES)
    write(tmp_path / "q.jsonl", QUESTIONS)
    assert run(tmp_path, "--limit", "2").stdout.startswith("2 questions in ")
    first = (tmp_path / "p.jsonl").read_text("utf-8")
    assert re.match(r"1 question in .* times their retrieval, 2 there already", run(tmp_path, "--resume").stdout)
    every = (tmp_path / "p.jsonl").read_text("utf-8")
    assert every.startswith(first)
    assert [json.loads(line)["id"] for line in every.splitlines()] == ["1", "2", "3"]


def test_a_sample_is_spread_over_the_set(tmp_path: Path) -> None:
    write(tmp_path / "q.jsonl", [{"id": str(n)} for n in range(10)])
    questions = tmp_path / "q.jsonl"
    assert [q["id"] for q in bench.chosen(questions, sample=3)] == ["0", "3", "6"]
    assert [q["id"] for q in bench.chosen(questions, limit=4, sample=2)] == ["0", "2"]
    assert len(bench.chosen(questions, sample=20)) == len(bench.chosen(questions)) == 10


def test_what_a_model_was_asked_is_told() -> None:
    def made(calls: int, cached: int, dropped: int) -> dict[str, object]:
        used = Usage(calls, 1000 * calls, 100 * calls, None, cached)
        return {"dropped": dropped, "usage": asdict(used)}

    assert bench_table.spending([{}, made(0, 0, 0)]) is None
    said = bench_table.spending([made(2, 0, 1), made(0, 1, 2), made(0, 0, 0)])
    assert said is not None
    assert said.startswith(
        "2 of 3 questions put to the model, 1.50 calls each (1 from the cache), 1,000 + 100 tokens a"
    )
    assert said.endswith("; 3 statements dropped")


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evals.bench", "--set", "nothing"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ), check=False)
    assert done.returncode == 2
    assert "nothing.articles.jsonl doesn't exist" in done.stderr
