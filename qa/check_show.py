"""A checked draft as a person reads it in a terminal, and as JSON; `qa.page` makes the page of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa import layout, terminal
from qa import payload as payloads
from qa.check import Checked, counts
from qa.layout import one_line, quoted, wrapped

_SIGN = {"verbatim": "=", "supported": "+", "unsupported": "?", "misattributed": "@", "contradicted": "!"}


def one(checked: Checked) -> str:
    """One statement: its verdict, its text, the reason if it failed, and the source sentences with their places."""
    width = layout.width()
    failed = checked.verdict not in ("verbatim", "supported")
    head = f"{_SIGN[checked.verdict]} {checked.verdict}: {one_line(checked.statement.text)}"
    lines = [terminal.styled(wrapped(head, width, "", "  "), bold=failed)]
    if checked.reason:
        lines.append(wrapped(f"why: {one_line(checked.reason)}", width, "    "))
    lines += [wrapped(f"note: {one_line(note)}", width, "    ") for note in checked.notes]
    for cited in checked.citations[:1] if failed else checked.citations:
        article = cited.article
        where = ", ".join(p for p in (article.title or article.source, article.publisher, article.date) if p)
        place = f"{where} ({article.id}, characters {cited.start}-{cited.end})"
        label = "nearest" if failed else "source"
        found = f"{label}: {quoted(cited.quote)} {place}"
        lines.append(terminal.styled(wrapped(terminal.safe(found), width, "    "), dim=True))
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
