"""The same run as text, JSON, JUnit XML, Markdown and a page; nothing that an article holds acts in any of them."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals import report_html, report_json, report_junit, report_markdown, report_terminal
from evals.summary import summarise
from qa import terminal
from tests.evals.reports import HOSTILE, report
from tests.evals.suites import case, ran, samples, wire
from tests.evals.test_results import RIGHT, WHERE, outcome


def test_text_shows_models_side_by_side_with_what_failed_and_why() -> None:
    text = report_terminal.text(report())
    lines = text.splitlines()
    assert "samples: 5 cases on 9 articles, as of 2024-11-26, 1.2 s" in lines[0]
    assert "index d3, program d4, embedder minilm" in lines[1]
    (head,) = (line for line in lines if "extractive" in line and "other/1.5b" in line)
    (passed,) = (line for line in lines if line.strip().startswith("passed"))
    assert re.search(r"2 of 4 \(50\.0 %, 95 % interval .*3 of 4 \(75\.0 %", passed)
    assert head.index("other/1.5b") == passed.index("3 of 4")
    assert re.search(r"errors +0 +1 +could not be run", text)
    assert re.search(r"not counted +1 +0 +need a model", text)
    assert "- where-they-met: Where did Sabbagh meet Pezeshkian?\n      it abstained" in text
    assert "! check-wrong-number" in text
    assert re.search(r"Against the baseline \(extractive\): 1 lost, 0 won of \d cases in both", text)
    assert "Gate missed" in text
    assert "unscored" in text  # the other model has no verdict, which is no 0


def test_text_holds_no_control_character() -> None:
    text = report_terminal.text(report(), verbose=True)
    assert all(c == "\n" or c.isprintable() for c in text)
    assert "\u202e" not in text


def test_json_has_every_answer_and_score() -> None:
    made = json.loads(terminal.as_json(report_json.payload(report())))
    assert made["version"] == 1
    assert made["provenance"]["index_digest"] == "d3"
    assert [m["model"] for m in made["models"]] == ["extractive", "other/1.5b"]
    assert made["models"][0]["scores"]["abstention_recall"]["mean"] == 0.5
    assert made["gate"]["passed"] is False
    assert [flip["case"] for flip in made["comparison"]["lost"]] == ["where-they-met"]
    by_key = {(r["model"], r["id"]): r for r in made["results"]}
    assert by_key["extractive", "hostile"]["asked"] == HOSTILE
    one = by_key["other/1.5b", "where-they-met"]["repeats"][0]
    assert one["scores"]["judge"] is None
    assert one["scores"]["contains"] == 1.0
    assert one["result"]["claims"][0]["citations"][0]["quote"]
    assert by_key["other/1.5b", "check-wrong-number"]["repeats"][0]["error"] == "ModelUnreachable: nobody there"


def test_junit_is_xml_with_the_states_as_ci_counts_them() -> None:
    root = ElementTree.fromstring(report_junit.text(report()).encode())
    suites = root.findall("testsuite")
    assert [s.get("name") for s in suites] == ["samples (extractive)", "samples (other/1.5b)"]
    assert [(s.get("tests"), s.get("failures"), s.get("errors"), s.get("skipped")) for s in suites] == [
        ("5", "2", "0", "1"),
        ("4", "0", "1", "0"),
    ]
    for suite in suites:
        assert len(suite.findall("testcase")) == int(suite.get("tests") or 0)
        assert len(suite.findall("testcase/failure")) == int(suite.get("failures") or 0)
        assert len(suite.findall("testcase/error")) == int(suite.get("errors") or 0)
        assert len(suite.findall("testcase/skipped")) == int(suite.get("skipped") or 0)
    failure = suites[0].find("testcase[@name='where-they-met']/failure")
    assert failure is not None
    assert "abstained" in (failure.get("message") or "")
    assert (failure.text or "").startswith("Where did Sabbagh meet Pezeshkian?")


def test_markdown_keeps_its_tables_and_lets_nothing_act() -> None:
    text = report_markdown.text(report())
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert len(tables) >= 3
    for table in tables:
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()]
        assert len(set(cells)) == 1, table
    assert "<script" not in text.replace("\\<", "")
    assert "](" not in text.replace("\\]", "")
    assert "https://" not in text
    assert "\x1b" not in text
    assert "**Against the baseline**" in text


def test_the_github_summary_is_added_to_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert report_markdown.add_to_github_summary(report()) is False
    file = tmp_path / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert report_markdown.add_to_github_summary(report()) is True
    assert file.read_text("utf-8") == "before\n" + report_markdown.text(report())


class Page(HTMLParser):
    """What a browser would make of the page: tags with their attributes, and the text of each element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str]] = []
        self._mark: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self._mark = dict(attrs).get("class") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._mark = None

    def handle_data(self, data: str) -> None:
        if self._mark is not None:
            self.marked.append((self._mark, data))


def test_the_page_lets_nothing_act() -> None:
    text = report_html.page(report(), samples())
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "a", "img", "iframe", "object", "form", "link", "base"}
    assert not [
        a for _, attributes in page.tags for a in attributes if a.startswith("on") or a in ("style", "href", "src")
    ]
    (policy,) = (a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "alert(1)" in text  # shown, as text


def test_the_page_has_charts_by_model_and_by_tag() -> None:
    text = report_html.page(report(), samples())
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("svg") == 3
    assert "Passed with extractive, by tag" in text
    bars = [a for tag, a in page.tags if tag == "rect" and a.get("class") == "share"]
    assert len(bars) == 2 + sum(len(s.by_tag) for s in report().summaries)
    whole = 360.0
    assert [float(b["width"] or 0) / whole for b in bars[:2]] == [0.5, 0.75]


def test_the_page_marks_what_is_cited_and_what_should_be() -> None:
    page = Page(report_html.page(report(), samples()))
    marked = {(kind, " ".join(text.split())) for kind, text in page.marked}
    met = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
    assert ("both", met) in marked  # by the model that passed
    assert ("wanted", met) in marked  # by the reader that abstained
    assert any(kind == "cited" for kind, _ in marked)  # of the checked sentence, for which the suite names no place


def test_excerpts_show_the_article_around_and_no_front_matter() -> None:
    made = report_html.excerpts(outcome(WHERE, RIGHT), RIGHT, samples())[0]
    text = "".join(piece.text for piece in made.pieces)
    assert text.startswith("Syria's foreign minister")
    assert text.endswith("\u2026")
    assert "Levant Wire, 2024-11-21" in made.where
    assert wire().text.count(made.pieces[1].text) == 1


def test_all_reports_of_an_empty_selection_are_whole() -> None:
    none = dataclasses.replace(report(), outcomes=(), summaries=(summarise("extractive", []),), comparison=None)
    assert "nothing counts" in report_terminal.text(none)
    assert json.loads(terminal.as_json(report_json.payload(none)))["models"][0]["pass_rate"] is None
    assert ElementTree.fromstring(report_junit.text(none).encode()).find("testsuite") is not None
    assert "nothing counts" in report_markdown.text(none)
    assert "nothing counts" in report_html.page(none, samples())


def test_a_real_case_on_the_page() -> None:
    real = dataclasses.replace(report(), outcomes=tuple(ran([case("when-tenders-open")])), comparison=None)
    page = Page(report_html.page(real, samples()))
    assert ("both", "- Tenders open on Dec. 9, 2024.") in [(kind, text.strip()) for kind, text in page.marked]
