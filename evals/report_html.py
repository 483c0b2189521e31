"""A run as one page without any script: charts, and each case with its answer, its sources and why it failed.

The page's policy allows nothing but its own style sheet, by its hash: whatever an article holds, it can't act.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import KNOWN_FAILURE
from evals.charts import Bar, bars
from evals.corpus import Corpus
from evals.report import MEANINGS, Report, rate, shown
from evals.results import Outcome
from evals.scores.record import claims_of
from evals.summary import Summary
from qa import terminal

_FOLDER = Path(__file__).parent / "templates"
_AROUND = 220  # characters of the article shown before and after what is cited


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text: `kind` is "cited", "wanted" (to be cited, and not), "both" or ""."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of an article that holds what is cited or should be."""

    title: str
    where: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as the page shows it."""

    outcome: Outcome
    known: bool
    payload: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...]
    scores: tuple[tuple[str, str], ...]
    excerpts: tuple[Excerpt, ...]


def page(report: Report, corpus: Corpus) -> str:
    """The page, with the text of the articles around what is cited."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.filters["visible"] = lambda text: terminal.safe(str(text), keep_newlines=True)
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("report.html").render(
        report=report,
        style=style,
        style_hash=f"sha256-{digest}",
        rate=rate,
        figure=shown,
        meanings=MEANINGS,
        charts=list(_charts(report)),
        cases=[_shown(outcome, corpus) for outcome in report.outcomes],
    )


def _charts(report: Report) -> Iterator[tuple[str, Any]]:
    """The charts with their titles."""
    found = [("Passed, by model, with 95 % intervals", [_of_model(s) for s in report.summaries if s.pass_rate])]
    for s in report.summaries:
        rows = [Bar(tag, i, f"{i.mean * i.n:.0f} of {i.n}") for tag, i in s.by_tag.items()]
        found.append((f"Passed with {s.model}, by tag", rows))
    return ((title, bars(title, rows)) for title, rows in found if rows)


def _of_model(summary: Summary) -> Bar:
    assert summary.pass_rate is not None
    return Bar(summary.model, summary.pass_rate, f"{summary.passed} of {summary.counted}")


def _shown(outcome: Outcome, corpus: Corpus) -> Shown:
    judged = outcome.first
    payload = judged.result.payload or {}
    values = [(name, score.value) for name, score in judged.scores.items()]
    return Shown(
        outcome=outcome,
        known=KNOWN_FAILURE in outcome.case.tags,
        payload=payload,
        claims=tuple(claims_of(payload)),
        scores=tuple((name, "unscored" if value is None else f"{value:.3g}") for name, value in values),
        excerpts=tuple(excerpts(outcome, payload, corpus)),
    )


def excerpts(outcome: Outcome, payload: Mapping[str, Any], corpus: Corpus) -> list[Excerpt]:
    """The articles that are cited or should be, each around those places."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for claim in claims_of(payload):
        for c in claim["citations"]:
            cited.setdefault(c["article_id"], []).append((c["start"], c["end"]))
    wanted: dict[str, list[tuple[int, int]]] = {}
    for place in (place for group in outcome.case.must_cite for place in group):
        spans = corpus.sentences(place.article_id)
        wanted.setdefault(place.article_id, []).extend((spans[n].start, spans[n].end) for n in place.sentences)
    found = []
    for article_id in dict.fromkeys([*cited, *wanted]):
        article = corpus.article(article_id)
        if article is not None:
            where = ", ".join(part for part in (article.publisher, article.date, article.id) if part)
            pieces = _pieces(article.text, article.body, cited.get(article_id, []), wanted.get(article_id, []))
            found.append(Excerpt(article.title or article.source, where, tuple(pieces)))
    return found


def _pieces(text: str, body: int, cited: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> Iterator[Piece]:
    """The text around the spans, cut where its kind changes; what lies far from all of them is left out."""
    marks = sorted({max(0, min(at, len(text))) for span in (*cited, *wanted) for at in span})
    if not marks:
        return
    start, end = min(max(body, marks[0] - _AROUND), marks[0]), min(len(text), marks[-1] + _AROUND)
    yield Piece("\u2026" if start > body else "", "")
    for a, b in zip([start, *marks], [*marks, end], strict=True):
        inside = [any(s <= a and b <= e for s, e in spans) for spans in (cited, wanted)]
        kind = "both" if all(inside) else "cited" if inside[0] else "wanted" if inside[1] else ""
        if not kind and b - a > 2 * _AROUND:
            yield Piece(f"{text[a : a + _AROUND]} \u2026 {text[b - _AROUND : b]}", "")
        elif a < b:
            yield Piece(text[a:b], kind)
    yield Piece("\u2026" if end < len(text) else "", "")
