"""A checked draft as a person reads it in a terminal, and as JSON; `qa.page` makes the page of it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

from qa import payload as payloads
from qa import terminal
from qa.check import Checked, counts

_WIDEST = 100
_SIGN = {"verbatim": "=", "supported": "+", "unsupported": "?", "misattributed": "@", "contradicted": "!"}


def one(checked: Checked) -> str:
    """One statement: its verdict, its text, the reason if it failed, and the source sentences with their places."""
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    failed = checked.verdict not in ("verbatim", "supported")
    head = f"{_SIGN[checked.verdict]} {checked.verdict}: {terminal.safe(_line(checked.statement.text))}"
    lines = [terminal.styled(_wrapped(head, width, "", "  "), bold=failed)]
    if checked.reason:
        lines.append(_wrapped(f"why: {terminal.safe(_line(checked.reason))}", width, "    "))
    lines += [_wrapped(f"note: {terminal.safe(_line(note))}", width, "    ") for note in checked.notes]
    for cited in checked.citations[:1] if failed else checked.citations:
        article = cited.article
        where = ", ".join(p for p in (article.title or article.source, article.publisher, article.date) if p)
        place = f"{where} ({article.id}, characters {cited.start}-{cited.end})"
        label = "nearest" if failed else "source"
        quoted = f"{label}: \u201c{_line(cited.quote)}\u201d {place}"
        lines.append(terminal.styled(_wrapped(terminal.safe(quoted), width, "    "), dim=True))
    return "\n".join(lines)


def summary(checked: Sequence[Checked]) -> str:
    """The closing line: how many statements have which verdict."""
    parts = [f"{n} {verdict}" for verdict, n in counts(checked).items() if n]
    return f"\n{terminal.counted(len(checked), 'sentence')}: {', '.join(parts)}."


def payload(checked: Sequence[Checked]) -> dict[str, Any]:
    """The payload of `qa check --json`, version 1."""
    return {
        "version": payloads.VERSION,
        "sentences": [
            {
                "text": c.statement.text,
                "start": c.statement.start,
                "end": c.statement.end,
                "verdict": c.verdict,
                "score": round(c.score, 4),
                "reason": c.reason,
                "citations": [payloads.of_citation(cited) for cited in c.citations],
                "notes": list(c.notes),
            }
            for c in checked
        ],
        "counts": dict(counts(checked)),
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str, width: int, indent: str, further: str | None = None) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent if further is None else further,
        break_long_words=False,
        break_on_hyphens=False,
    )
