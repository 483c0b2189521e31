"""Bars with their 95 % intervals, as SVG that needs no style attribute and no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from evals.intervals import Interval
from qa.terminal import safe

_ROW, _BAR = 22, 12  # pixels
_NAME, _SCALE, _NOTE = 190, 360, 150


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its share with an interval, and what is written behind it."""

    name: str
    interval: Interval
    note: str


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """The chart: a bar for each row from 0 to 1, a thin line over it for the interval."""
    height = _ROW * len(rows) + 24
    width = _NAME + _SCALE + _NOTE
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        f"<title>{escape(safe(title))}</title>",
        *_scale(height),
    ]
    for n, row in enumerate(rows):
        parts += _bar(row, n * _ROW)
    parts.append("</svg>")
    return Markup("\n".join(parts))  # every text in it is escaped above


def _scale(height: int) -> list[str]:
    """Lines at every quarter, with their shares below."""
    lines = []
    for quarter in range(5):
        x = _NAME + _SCALE * quarter / 4
        lines.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 18}"/>')
        lines.append(f'<text class="tick" x="{x:.1f}" y="{height - 5}" text-anchor="middle">{25 * quarter} %</text>')
    return lines


def _bar(row: Bar, top: int) -> list[str]:
    found, middle = row.interval, top + _ROW / 2
    low, high, mean = (_NAME + _SCALE * share for share in (found.low, found.high, found.mean))
    y = middle - _BAR / 2
    return [
        f'<text x="{_NAME - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(safe(row.name))}</text>',
        f'<rect class="all" x="{_NAME}" y="{y:.1f}" width="{_SCALE}" height="{_BAR}"/>',
        f'<rect class="share" x="{_NAME}" y="{y:.1f}" width="{mean - _NAME:.1f}" height="{_BAR}"/>',
        f'<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>',
        f'<text class="note" x="{_NAME + _SCALE + 8}" y="{middle + 4:.1f}">{escape(safe(row.note))}</text>',
    ]
