"""A run as a person reads it in a terminal: the figures side by side, what failed and why, what flipped, the gate."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from evals.cases import KNOWN_FAILURE
from evals.compare import Comparison, Flip
from evals.report import MEANINGS, Report, rate, shown
from evals.results import Outcome
from evals.summary import Summary
from qa import terminal

_WIDEST = 120


def text(report: Report, *, verbose: bool = False) -> str:
    """The whole report. `verbose` tells all reasons of all failures; else each failure is a line or two."""
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    parts = [_head(report), _figures(report, width), _tags(report)]
    parts += [part for summary in report.summaries for part in _failures(report, summary, width, verbose)]
    if report.comparison is not None:
        parts.append(_compared(report.comparison, width))
    parts.append(_gate(report, width))
    return "\n\n".join(part for part in parts if part)


def _head(report: Report) -> str:
    p = report.provenance
    ran = len({o.case.id for o in report.outcomes})
    count = terminal.counted(ran, "case") + (f" of {report.cases}" if ran < report.cases else "")
    what = f"{terminal.safe(p.suite)}: {count} on {terminal.counted(p.articles, 'article')}, as of {p.as_of}"
    digests = f"suite {p.suite_digest}, articles {p.corpus_digest}, index {p.index_digest}, program {p.program_digest}"
    made = terminal.styled(f"{digests}, embedder {p.embedder}", dim=True)
    return terminal.styled(f"{what}, {report.seconds:.1f} s", bold=True) + "\n" + made


def _figures(report: Report, width: int) -> str:
    """A line for each figure, a column for each model."""
    rows = [["", *(s.model for s in report.summaries), ""]]
    rows.append(["passed", *(rate(s) for s in report.summaries), ""])
    if any(s.errors for s in report.summaries):
        rows.append(["errors", *(str(s.errors) for s in report.summaries), "could not be run"])
    if any(s.uncounted for s in report.summaries):
        rows.append(["not counted", *(str(s.uncounted) for s in report.summaries), "need a model"])
    if any(len(s.spread) > 1 for s in report.summaries):
        rows.append(["repeats", *(_spread(s) for s in report.summaries), "least and most that passed"])
        rows.append(["unsteady", *(str(len(s.unsteady)) for s in report.summaries), "cases that passed now and then"])
    rows += [[name, *(shown(s, name) for s in report.summaries), MEANINGS[name]] for name in report.names]
    return _table(rows, width)


def _spread(summary: Summary) -> str:
    return f"{100 * min(summary.spread):.1f}-{100 * max(summary.spread):.1f} %" if summary.spread else "unscored"


def _tags(report: Report) -> str:
    """How many of the cases of each tag passed, in two columns."""
    rows = []
    for tag in dict.fromkeys(tag for s in report.summaries for tag in s.by_tag):
        found = [s.by_tag.get(tag) for s in report.summaries]
        rows.append([tag, *(f"{i.mean * i.n:.0f} of {i.n}" if i else "" for i in found)])
    if not rows:
        return ""
    half = (len(rows) + 1) // 2
    right = rows[half:] + [[""] * len(rows[0])] * (2 * half - len(rows))
    return "By tag\n" + _table([[*a, *b] for a, b in zip(rows[:half], right, strict=True)], _WIDEST)


def _table(rows: Sequence[Sequence[str]], width: int) -> str:
    """The rows in columns; the last column is cut where the terminal ends."""
    safe = [[terminal.safe(cell) for cell in row] for row in rows]
    widths = [max(terminal.columns(row[i]) for row in safe) for i in range(len(safe[0]))]
    lines = []
    for row in safe:
        cells = [cell + " " * (wide - terminal.columns(cell)) for cell, wide in zip(row, widths, strict=True)]
        lines.append(_cut(f"  {'  '.join(cells)}", width))
    return "\n".join(lines)


def _failures(report: Report, summary: Summary, width: int, verbose: bool) -> Iterator[str]:
    failed = [o for o in report.of(summary.model) if o.state in ("failed", "error")]
    if failed:
        known = sum(KNOWN_FAILURE in o.case.tags for o in failed)
        also = f", {known} of them known" if known else ""
        title = f"Failed with {terminal.safe(summary.model)} ({len(failed)}{also})"
        yield "\n".join([title, *(_failure(o, width, verbose) for o in failed)])
    better = [o.case.id for o in report.of(summary.model) if o.state == "passed" and KNOWN_FAILURE in o.case.tags]
    if better:
        ids = ", ".join(better)
        yield _wrapped(f"Passed although tagged {KNOWN_FAILURE}, so the tag can go: {ids}", width, "")


def _failure(outcome: Outcome, width: int, verbose: bool) -> str:
    mark = "~" if KNOWN_FAILURE in outcome.case.tags else "!" if outcome.state == "error" else "-"
    share = f" ({outcome.share:.0%} of {len(outcome.judged)} repeats passed)" if outcome.unsteady else ""
    head = f"  {mark} {outcome.case.id}: {outcome.case.asked}{share}"
    reasons = outcome.first.reasons if verbose else outcome.first.reasons[:1]
    if not verbose:
        return "\n".join([_cut(head, width), *(_cut(f"      {r}", width) for r in reasons)])
    return "\n".join([_wrapped(head, width, "    "), *(_wrapped(r, width, "      ") for r in reasons)])


def _compared(comparison: Comparison, width: int) -> str:
    title = (
        f"Against the baseline ({terminal.safe(comparison.baseline_model)}): {len(comparison.lost)} lost, "
        f"{len(comparison.won)} won of {comparison.paired} cases in both"
    )
    if not comparison.same:
        title += f"; flips as one-sided come by chance with p = {comparison.chance:.2f}"
    lines = [_wrapped(title, width, "")]
    lines += [_flip("lost", flip, width) for flip in comparison.lost]
    lines += [_flip("won", flip, width) for flip in comparison.won]
    for word, ids in (("changed", comparison.changed), ("new", comparison.new), ("gone", comparison.gone)):
        if ids:
            lines.append(_wrapped(f"  {word}, so not compared: {', '.join(ids)}", width, "    "))
    return "\n".join(lines)


def _flip(word: str, flip: Flip, width: int) -> str:
    lines = [_cut(f"  {word:4} {flip.case}: {flip.asked}", width)]
    lines += [_wrapped(reason, width, "       ") for reason in flip.reasons]
    return "\n".join(lines)


def _gate(report: Report, width: int) -> str:
    if report.gate.passed:
        return terminal.styled(f"Gate passed: {report.gate.checked}.", bold=True)
    lines = [terminal.styled(f"Gate missed: {report.gate.checked}.", bold=True)]
    lines += [_wrapped(f"  - {miss}", width, "    ") for miss in report.gate.misses]
    return "\n".join(lines)


def _wrapped(text: str, width: int, indent: str) -> str:
    line = terminal.safe(text)
    first = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        " ".join(line.split()),
        width,
        initial_indent=first or indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cut(text: str, width: int) -> str:
    """The text on one line of the terminal, its indent kept, cut where it is longer."""
    line = terminal.safe(text).rstrip()
    return line if terminal.columns(line) <= width else line[: max(width - 1, 0)].rstrip() + "\u2026"
