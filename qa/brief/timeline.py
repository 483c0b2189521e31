"""The dated sentences in the order of their days, each word for word with the day that it means."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.brief.days import sure
from qa.brief.writing import Draft, Writer
from qa.grounding.calendars import DateMention
from qa.grounding.evidence import Line

MOST = 25


@dataclass(frozen=True, slots=True)
class _Dated:
    first: date
    last: date
    label: str
    line: Line


def timeline(writer: Writer, lines: Sequence[Line]) -> tuple[list[Draft], list[str]]:
    """The paragraphs, and how many dated sentences were left out: first those that only name a year."""
    found = [dated for line in lines if not line.cited.quote.rstrip().endswith("?") for dated in _dated(line)]
    kept = sorted(found, key=lambda d: (d.last - d.first).days)[:MOST]
    drafts = []
    for dated in sorted(kept, key=lambda d: (d.first, d.last)):
        claim = writer.quote(dated.line)
        if claim is not None:
            drafts.append(Draft(claim, dated.label))
    left = len(found) - len(kept)
    return drafts, [f"{left} more dated sentences are not listed here."] if left else []


def _dated(line: Line) -> list[_Dated]:
    """The sentence with its days: one entry, ordered by the first of them."""
    days = [(d, d.first, d.last) for d in sure(line) if d.first is not None and d.last is not None]
    if not days:
        return []
    first = min(days, key=lambda d: (d[1], d[2]))
    labels = dict.fromkeys(label(d) for d, _, _ in sorted(days, key=lambda d: (d[1], d[2])))
    return [_Dated(first[1], first[2], ", ".join(labels), line)]


def label(mention: DateMention) -> str:
    """The day as 2024-11-20, the month as 2024-11, the year as 2024, any other span by its first and last day."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    if (first.day, last.day) == (1, monthrange(last.year, last.month)[1]) and first.year == last.year:
        if first.month == last.month:
            return f"{first.year:04}-{first.month:02}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04}"
    return f"{first.isoformat()} to {last.isoformat()}"
