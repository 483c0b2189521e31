"""One evaluation from the suite's file to its report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals import baseline, evaluation
from evals.evaluation import Evaluated, Plan, Stopped, chosen, evaluated
from index.errors import InputError
from index.search import Retrieval, Search
from qa import settings
from tests.evals.suites import SMALL, bundled, write_suite
from tests.model_script import Fault, Turn
from tests.model_server import ModelServer


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))


def plan(tmp_path: Path, text: str = SMALL, **how: object) -> Plan:
    base = settings.load({}, environ={}, folder=tmp_path)
    return Plan(write_suite(tmp_path, text), (base,), **how)  # type: ignore[arg-type]


def of(made: Plan, look: Callable[[Evaluated], object] = lambda _: None) -> Evaluated:
    said: list[str] = []
    with evaluated(made, said.append) as found:
        look(found)
        return found


def test_a_suite_of_ones_own(tmp_path: Path) -> None:
    report = of(plan(tmp_path)).report
    assert [(o.case.id, o.state) for o in report.outcomes] == [
        ("what-was-approved", "passed"),
        ("who-is-king", "passed"),
    ]
    assert report.gate.passed
    assert report.comparison is None
    assert (report.provenance.articles, report.provenance.as_of) == (1, "2024-03-06")
    assert report.provenance.embedder == "all-MiniLM-L6-v2-int8"


def test_the_same_again_has_the_same_digests_and_answers(tmp_path: Path) -> None:
    one, other = of(plan(tmp_path)).report, of(plan(tmp_path, cached=False)).report
    for name in ("suite_digest", "corpus_digest", "index_digest", "program_digest"):
        assert getattr(one.provenance, name) == getattr(other.provenance, name)
    claims = [[o.first.result.payload["claims"] for o in r.outcomes if o.first.result.payload] for r in (one, other)]
    assert claims[0] == claims[1]


def test_held_to_a_baseline(tmp_path: Path) -> None:
    found = of(plan(tmp_path))
    assert found.saved is not None
    baseline.write(tmp_path / "b.json", found.saved)
    again = of(plan(tmp_path, baseline=tmp_path / "b.json")).report
    assert again.comparison is not None
    assert (again.comparison.paired, again.gate.passed) == (2, True)
    worse = of(
        plan(tmp_path, SMALL.replace("must_answer: Norrholm", "must_answer: Sundby"), baseline=tmp_path / "b.json")
    )
    assert worse.report.gate.misses[0] == "what-was-approved, whose expectation was changed, fails"
    (tmp_path / "articles" / "more.md").write_text("The council met on Friday. It ended late.\n", encoding="utf-8")
    assert (
        "the articles are not those of the baseline"
        in of(plan(tmp_path, baseline=tmp_path / "b.json")).report.gate.misses[0]
    )


def test_a_part_is_no_baseline(tmp_path: Path) -> None:
    assert of(plan(tmp_path, filters=("abstain",))).saved is None


def test_cases_are_chosen_by_tag_and_id(tmp_path: Path) -> None:
    def ids(*filters: str) -> set[str]:
        return {c.id for c in chosen(bundled(), plan(tmp_path, filters=filters), tmp_path)}

    assert ids("where-they-met") == {"where-they-met"}
    assert ids("reprint", "where-they-met") > {"where-they-met", "reprint-is-said-to-be-one"}
    assert ids() == {c.id for c in bundled().cases}
    with pytest.raises(InputError, match="did you mean 'reprint'"):
        ids("reprnt")


def test_only_those_that_failed_last_time(tmp_path: Path) -> None:
    wrong = SMALL.replace("must_answer: Norrholm", "must_answer: Sundby")
    first = of(plan(tmp_path, wrong)).report
    assert [o.state for o in first.outcomes] == ["failed", "passed"]
    assert [o.case.id for o in of(plan(tmp_path, wrong, failed=True)).report.outcomes] == ["what-was-approved"]
    assert [o.case.id for o in of(plan(tmp_path, failed=True)).report.outcomes] == ["what-was-approved"]  # passes now
    assert of(plan(tmp_path, failed=True)).report.outcomes == ()


def test_a_stopped_run_says_what_is_kept_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = Search.find, []

    def find(self: Search, text: str, **how: object) -> Retrieval:
        asked.append(text)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return real(self, text, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Search, "find", find)
    with pytest.raises(Stopped) as stop:
        of(plan(tmp_path))
    assert (stop.value.kept, stop.value.wanted) == (1, 2)
    said: list[str] = []
    with evaluated(plan(tmp_path), said.append) as found:
        assert [o.state for o in found.report.outcomes] == ["passed", "passed"]
    assert asked[2:] == ["Who is the king of Denmark?"]
    assert said == ["Of a run that was stopped 1 result will be used again: --fresh begins anew."]


def test_models_side_by_side_through_the_real_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One question is answered by a scripted model, and for the other its server breaks."""
    said = "The harbour board approved a ferry line to Norrholm."
    claim = json.dumps({"answerable": True, "claims": [{"cites": [1], "sentence": said}]})
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        server.queue(Turn(claim, usage=(700, 30)), Fault(401, "no"))
        text = SMALL.replace("Who is the king of Denmark?", "Who is the chair of the harbour board?")
        models = tuple(settings.load({"model": name}) for name in ("extractive", "scripted"))
        made = Plan(write_suite(tmp_path, text), models, cached=False, max_cost=None)
        report = of(made).report
    extractive, scripted = report.summaries
    assert (extractive.model, scripted.model) == ("extractive", "scripted")
    assert (scripted.passed, scripted.errors) == (1, 1)
    assert scripted.value("input_tokens") == 707.0  # the probe of what the server can do was 7
    assert extractive.value("input_tokens") is None
    assert scripted.prompts[0]["name"] == "answer"
    assert scripted.prompts[0]["digest"]
    assert report.errors == 1
    assert any("could not be run" in miss for miss in report.gate.misses)


def test_the_bundled_suite_has_its_baseline(tmp_path: Path) -> None:
    base = settings.load({}, environ={}, folder=tmp_path)
    found = evaluation.bundled_baseline(Plan(evaluation.BUNDLED, (base,)))
    assert found is not None
    assert found.model == "extractive"
    assert evaluation.bundled_baseline(plan(tmp_path)) is None


def test_summaries_and_briefs_go_through_the_model_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = '{"claims": [{"cites": [1], "sentence": "The harbour board approved a ferry line to Norrholm."}]}'
    cases = """
  - {id: sum, type: summarize, only: [ferry.md], sentences: 1, must_answer: Norrholm}
  - {id: brief, type: brief, only: [ferry.md], must_answer: Norrholm}
"""
    head = SMALL[: SMALL.index("cases:")]
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        server.queue(Turn(said, usage=(500, 20)), Turn(said, usage=(400, 20)))
        models = (settings.load({"model": "scripted"}),)
        report = of(Plan(write_suite(tmp_path, f"{head}cases:{cases}"), models, cached=False)).report
    assert [(o.case.id, o.state) for o in report.outcomes] == [("sum", "passed"), ("brief", "passed")], [
        o.first.reasons for o in report.outcomes
    ]
    assert {p["name"] for p in report.summaries[0].prompts} == {"summary", "brief"}
