"""A run as Markdown, for a pull request or the summary page of GitHub Actions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from evals.cases import KNOWN_FAILURE
from evals.report import MEANINGS, Report, rate, shown
from evals.summary import Summary
from qa import terminal

_LARGEST = 900_000  # bytes: GitHub takes summaries up to 1 MiB
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~$])")


def text(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def add_to_github_summary(report: Report) -> bool:
    """Appends the report to the summary of the running GitHub Actions step; whether there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return False
    written = text(report).encode("utf-8")
    if len(written) > _LARGEST:
        written = written[:_LARGEST].decode("utf-8", "ignore").encode() + b"\n\n(cut here: too long for this page)\n"
    with Path(path).open("ab") as out:
        out.write(written)
    return True


def _lines(report: Report) -> Iterator[str]:
    p = report.provenance
    yield f"## qa eval: {_plain(p.suite)}, {'gate passed' if report.gate.passed else 'gate MISSED'}"
    yield ""
    for miss in report.gate.misses:
        yield f"- {_plain(miss)}"
    yield ""
    yield "| | " + " | ".join(_plain(s.model) for s in report.summaries) + " | |"
    yield "|---|" + "---|" * (len(report.summaries) + 1)
    yield "| passed | " + " | ".join(_plain(rate(s)) for s in report.summaries) + " | |"
    if any(s.uncounted for s in report.summaries):
        yield "| not counted | " + " | ".join(str(s.uncounted) for s in report.summaries) + " | need a model |"
    for name in report.names:
        cells = " | ".join(_plain(shown(s, name)) for s in report.summaries)
        yield f"| {_plain(name)} | {cells} | {_plain(MEANINGS[name])} |"
    yield ""
    yield from _comparison(report)
    for summary in report.summaries:
        yield from _failures(report, summary)
    yield (
        f"Suite {p.suite_digest}, articles {p.corpus_digest}, index {p.index_digest}, program {p.program_digest}, "
        f"embedder {_plain(p.embedder)}, as of {p.as_of}, {p.repeat} x {report.cases} cases."
    )


def _comparison(report: Report) -> Iterator[str]:
    c = report.comparison
    if c is None:
        return
    yield f"**Against the baseline** ({_plain(c.baseline_model)}): {len(c.lost)} lost, {len(c.won)} won of {c.paired}."
    yield ""
    if not c.same:
        yield "| | case | asked | why |"
        yield "|---|---|---|---|"
        for word, flips in (("lost", c.lost), ("won", c.won)):
            for flip in flips:
                yield f"| {word} | {_plain(flip.case)} | {_plain(flip.asked)} | {_plain('; '.join(flip.reasons))} |"
        yield ""


def _failures(report: Report, summary: Summary) -> Iterator[str]:
    failed = [o for o in report.of(summary.model) if o.state in ("failed", "error")]
    if not failed:
        return
    yield f"<details><summary>{len(failed)} cases failed with {_plain(summary.model)}</summary>"
    yield ""
    yield "| case | asked | why |"
    yield "|---|---|---|"
    for o in failed:
        known = " (known)" if KNOWN_FAILURE in o.case.tags else ""
        why = _plain("; ".join(o.first.reasons))
        yield f"| {_plain(o.case.id)}{known} | {_plain(o.case.asked)} | {why} |"
    yield ""
    yield "</details>"
    yield ""


def _plain(value: str) -> str:
    """The text on one line, as itself: no mark-up, no HTML and no link of an article acts on the page."""
    line = _SPECIAL.sub(r"\\\1", terminal.safe(value).replace("&", "&amp;"))
    return re.sub(r"(?i)\b(https?|www)(:|\.)", r"\1&#8203;\2", line)
