"""A suite drafted from questions is a suite, and passes on the day it is drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import suite_draft
from evals.cases import Ask
from evals.evaluation import Plan, evaluated
from evals.suite_file import read
from index.errors import InputError
from qa import settings
from tests.evals.suites import write_suite

QUESTIONS = [
    "What did the harbour board approve on Monday?",
    "Who is the king of Denmark?",
    "Who is the king of Denmark?",
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))


def drafted(tmp_path: Path, as_of: str | None = None, questions: list[str] = QUESTIONS) -> Path:
    write_suite(tmp_path)
    path = tmp_path / "suites" / "My suite!.yaml"
    path.parent.mkdir()
    base = settings.load({}, environ={}, folder=tmp_path)
    assert suite_draft.write(path, [tmp_path / "articles"], questions, as_of, base, lambda _: None) == len(questions)
    return path


def test_it_passes_as_it_is(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    base = settings.load({}, environ={}, folder=tmp_path)
    with evaluated(Plan(path, (base,)), lambda _: None) as found:
        assert found.report.gate.passed, found.report.gate.misses
        cases = found.suite.cases
    assert [c.id for c in cases] == [
        "what-did-the-harbour-board-approve-on-monday",
        "who-is-the-king-of-denmark",
        "who-is-the-king-of-denmark-2",
    ]
    assert all(isinstance(c, Ask) and c.tags == {"review"} for c in cases)
    assert [c.abstain for c in cases if isinstance(c, Ask)] == [False, True, True]
    assert cases[0].must_cite


def test_the_day_is_the_newest_articles_and_paths_begin_at_the_file(tmp_path: Path) -> None:
    shape = read(drafted(tmp_path)).shape
    assert shape.as_of.isoformat() == "2024-03-05"
    assert shape.corpus == ["../articles"]
    assert shape.name == "My-suite"
    assert drafted_text(tmp_path).startswith("# Drafted by 'qa eval init'")


def drafted_text(tmp_path: Path) -> str:
    return (tmp_path / "suites" / "My suite!.yaml").read_text("utf-8")


def test_another_day(tmp_path: Path) -> None:
    assert read(drafted(tmp_path, "2025-01-02")).shape.as_of.isoformat() == "2025-01-02"


def test_quotes_of_every_kind_go_through_yaml(tmp_path: Path) -> None:
    path = drafted(tmp_path, questions=["What did Ines Halvorsen say about nine years?"])
    (case,) = read(path).data["cases"]
    assert case["must_cite"][0]["quote"].startswith('"We have waited for nine years," said')


def test_undated_articles_need_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    (folder / "a.txt").write_text("The council met in Norrholm. It decided nothing.\n", encoding="utf-8")
    base = settings.load({}, environ={}, folder=tmp_path)
    with pytest.raises(InputError, match="--as-of"):
        suite_draft.write(tmp_path / "s.yaml", [folder], ["Where did the council meet?"], None, base, lambda _: None)
