"""The bench of summaries: its figures are right for known scores, and a set runs from its files to a table."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench_summaries import Scored, figures, run, score, table
from index.records import Article
from qa import settings
from qa.records import Citation, Claim, Dropped
from tests.conftest import ROOT
from tests.model_server import ModelServer, Turn

PORT = (
    "The harbour board met on Monday in the old customs house. Members spoke of the weather for an hour. "
    "Then the board approved a ferry line to Norrholm. The ferry to Norrholm will cost 12 million crowns. "
    "Tickets for the ferry to Norrholm go on sale in May, the board said."
)
LIBRARY = "The library of Lom opens on Sundays from June on. Readers had asked for it for nine years."


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A set "tiny" of two articles and three questions, one of them without an answer."""
    articles = [
        {"id": "port", "title": "Harbour board", "text": PORT},
        {"id": "library", "title": "Library", "text": LIBRARY},
    ]
    ferry = "The board approved a ferry line to Norrholm that will cost 12 million crowns, with tickets on sale in May."
    questions = [
        {"id": "1", "question": "What was said of the ferry to Norrholm?", "answers": [ferry], "answerable": True,
         "article_ids": ["port"], "type": "query", "scope": "article"},
        {"id": "2", "question": "Summarize the whole meeting.", "answers": [ferry], "answerable": True,
         "article_ids": ["port"], "type": "meeting-summary", "scope": "article"},
        {"id": "3", "question": "Who won the cup?", "answers": [], "answerable": False,
         "article_ids": ["library"], "type": "unanswerable", "scope": "corpus"},
    ]  # fmt: skip
    for name, records in (("articles", articles), ("questions", questions)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (tmp_path / f"tiny.{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def claim(text: str) -> Claim:
    return Claim(text, "verbatim", (Citation(1, Article("a", text, "-"), 0, len(text)),))


def test_a_summary_is_scored_by_its_best_answer_and_what_was_dropped_counts() -> None:
    found = score([claim("The ferry sails in May."), Dropped("It flies.", "no")], ["no", "the ferry sails in May"], 0.5)
    assert found == Scored(1.0, True, 2, 1, 5, 0.5)
    nothing = score([], ["something"], 0.1)
    assert (nothing.rouge, nothing.answered, nothing.sentences) == (0.0, False, 0)


def test_the_figures_of_known_scores() -> None:
    scores = [Scored(0.5, True, 4, 3, 40, 1.0), Scored(0.0, False, 0, 0, 0, 3.0)]
    (row,) = figures({"x": scores}).values()
    assert row == {
        "questions": 2,
        "rouge_l": 25.0,
        "rouge_l_answered": 50.0,
        "answered": 50.0,
        "grounded": 75.0,
        "sentences": 4.0,
        "words": 40.0,
        "seconds": 2.0,
    }
    assert "25.00" in table({"x": scores})


def test_a_set_is_summarized_beside_its_lead(sets: Path, tmp_path: Path) -> None:
    found = run(sets, "tiny", sentences=2, index=tmp_path / "index")
    assert list(found) == ["extractive", "lead-2"]
    assert [len(scores) for scores in found.values()] == [2, 2]
    assert all(s.grounded == s.sentences <= 2 for scores in found.values() for s in scores)
    rows = figures(found)
    assert rows["extractive"]["rouge_l"] > rows["lead-2"]["rouge_l"] > 0
    limited = run(sets, "tiny", limit=1, sentences=2, index=tmp_path / "index")
    assert [len(scores) for scores in limited.values()] == [1, 1]


def test_a_models_summaries_stand_beside_ours(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("The board approved a ferry line to Norrholm.", "The town hall of Lom burned down.")
    written = json.dumps({"claims": [{"cites": [1], "sentence": text} for text in words]})
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        server.queue(Turn(written), Turn('{"claims": []}'))  # the second is asked to mend
        chosen = settings.load({"model": "scripted"})
        found = run(sets, "tiny", limit=1, sentences=2, index=tmp_path / "index", chosen=chosen)
    assert list(found) == ["scripted", "extractive", "lead-2"]
    (scored,) = found["scripted"]
    assert scored.answered
    assert (scored.sentences, scored.grounded) == (2, 1)


def test_the_command(sets: Path, tmp_path: Path) -> None:
    args = [sys.executable, "-m", "evals.bench_summaries", str(sets), "--index", str(tmp_path / "index")]
    done = subprocess.run([*args, "--set", "tiny", "--json"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["extractive"]["questions"] == 2
    missing = subprocess.run([*args, "--set", "none"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert missing.returncode == 2
    assert "none.articles.jsonl doesn't exist" in missing.stderr
