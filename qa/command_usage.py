"""`qa usage`: what calls of models have cost, from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from qa import options, terminal
from qa.usage_log import By, Total, UsageLog, default_path

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("usage")
@click.option("--since", type=options.Day(), metavar="DATE", help="Calls of that day or later (YYYY-MM-DD, UTC).")
@click.option("--until", type=options.Day(), metavar="DATE", help="Calls of that day or earlier (YYYY-MM-DD, UTC).")
@click.option("--by", type=click.Choice(get_args(By)), default="day", help="What a line adds up. [default: day]")
@options.json_flag
def command(since: str | None, until: str | None, by: By, as_json: bool) -> int:
    """Show what calls of models have cost.

    Each call is logged on this machine with its tokens and its cost, and nothing of what was said. Costs are by a price
    list whose date is shown; the server's own bill decides.

    \b
    Examples:
      qa usage
      qa usage --by model
      qa usage --since 2026-11-01 --json
    """
    from qa import prices

    log = UsageLog(default_path(), warn=lambda line: terminal.put(line, err=True))
    totals = log.totals(since, until, by)
    if as_json:
        rows = [{by: t.key, **({"host": t.host} if by == "model" else {}), **as_record(t)} for t in totals]
        head = {"version": 1, "by": by, "since": since, "until": until}
        foot = {"prices_dated": prices.dated(), "log": str(log.path)}
        terminal.put(terminal.as_json({**head, "rows": rows, "total": as_record(summed(totals)), **foot}))
        return 0
    if totals:
        terminal.put("\n".join([*table(totals, by), "", *_remarks(summed(totals), prices.dated())]))
    elif since or until:
        terminal.put("No call of a model is logged for that time.", err=True)
    else:
        terminal.put("No call of a model is logged yet: answers that quote cost nothing.", err=True)
    terminal.put(f"Log: {terminal.safe(str(log.path))}", err=not totals)
    return 0


def as_record(total: Total) -> dict[str, Any]:
    """The sums of a line as JSON says them. `known_cost_usd` leaves out the `unpriced_calls`."""
    return {
        "calls": total.calls,
        "cached_calls": total.cached_calls,
        "input_tokens": total.input_tokens,
        "output_tokens": total.output_tokens,
        "estimated_calls": total.estimated_calls,
        "known_cost_usd": total.cost_usd,
        "unpriced_calls": total.unpriced_calls,
    }


def table(totals: Sequence[Total], by: By) -> list[str]:
    """A heading, a line for each and, where there are several, one for their sum."""
    lines = [(by.upper(), "CALLS", "CACHED", "TOKENS IN", "TOKENS OUT", "COST"), *map(_cells, totals)]
    if len(totals) > 1:
        lines.append(_cells(summed(totals)))
    widths = [max(terminal.columns(line[n]) for line in lines) for n in range(len(lines[0]))]
    rows = []
    for line in lines:
        space = [" " * (width - terminal.columns(cell)) for cell, width in zip(line, widths, strict=True)]
        rows.append("  ".join([line[0] + space[0], *(s + cell for s, cell in zip(space[1:], line[1:], strict=True))]))
    return rows


def summed(totals: Sequence[Total]) -> Total:
    """All of them as one."""
    return Total(
        key="total",
        host="",
        calls=sum(t.calls for t in totals),
        cached_calls=sum(t.cached_calls for t in totals),
        input_tokens=sum(t.input_tokens for t in totals),
        output_tokens=sum(t.output_tokens for t in totals),
        estimated_calls=sum(t.estimated_calls for t in totals),
        cost_usd=sum(t.cost_usd for t in totals),
        unpriced_calls=sum(t.unpriced_calls for t in totals),
    )


def _cells(total: Total) -> tuple[str, ...]:
    from qa import prices

    about = "~" if total.estimated_calls else ""
    cost = prices.shown(total.cost_usd)
    if total.unpriced_calls:
        cost = f"{cost} + {total.unpriced_calls:,} unpriced" if total.unpriced_calls < total.calls else "unknown"
    name = f"{total.key} ({total.host})" if total.host else total.key
    tokens = (f"{about}{total.input_tokens:,}", f"{about}{total.output_tokens:,}")
    return terminal.safe(name), f"{total.calls:,}", f"{total.cached_calls:,}", *tokens, cost


def _remarks(total: Total, dated: str) -> list[str]:
    """What must be known to read the figures."""
    most = f"Costs are the most that the calls can have cost, by the prices of {dated}: the server's bill may be lower."
    lines = [most, "A server on this machine or a private network counts as $0."]
    if total.unpriced_calls:
        calls = terminal.counted(total.unpriced_calls, "call")
        lines.append(f"The price of {calls} is not known; the sums leave it out.")
    if total.estimated_calls:
        calls = terminal.counted(total.estimated_calls, "call")
        lines.append(f"~ The tokens of {calls} are an estimate: the server told none.")
    return lines
