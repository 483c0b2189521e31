"""Our figures of a public set as text, beside those that the set's README gives for other systems."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from evals.bench_score import Figures
from qa import terminal

_WIDE = 60  # columns of the reference beside our figures


def text(found: Mapping[str, Figures], reference: str | None) -> str:
    """The figures of all questions, with the reference at their right; below them those of each type."""
    parts = []
    for n, (kind, figures) in enumerate(found.items()):
        left = [f"{name:26}{'-' if value is None else value:>8}" for name, value in figures.items()]
        right = ["given for this set:", *textwrap.wrap(terminal.safe(reference), _WIDE)] if reference and not n else []
        head = [] if n == 0 else [f"\n{terminal.safe(kind) or 'no type'}"]
        rows = zip_longest(left, right, fillvalue="")
        parts += [*head, *(f"{ours:34}    {theirs}".rstrip() for ours, theirs in rows)]
    return "\n".join(parts)


def spending(predictions: Sequence[Mapping[str, Any]]) -> str | None:
    """What a model was asked for these predictions, a line; None where none was. Calls from the cache cost nothing."""
    asked = [p for p in predictions if p.get("usage", {}).get("calls") or p.get("usage", {}).get("cached_calls")]
    if not asked:
        return None
    calls, cached, sent, received = (
        sum(p["usage"][name] for p in asked) for name in ("calls", "cached_calls", "input_tokens", "output_tokens")
    )
    tokens = f"{sent / calls:,.0f} + {received / calls:,.0f} tokens a call" if calls else "no call was sent"
    return (
        f"{len(asked)} of {terminal.counted(len(predictions), 'question')} put to the model, "
        f"{(calls + cached) / len(asked):.2f} calls each ({cached} from the cache), {tokens}; "
        f"{terminal.counted(sum(p['dropped'] for p in asked), 'statement')} dropped"
    )


def reference(questions: Path) -> str | None:
    """What the README.md beside a set says of it in the last column of its table; None where it says nothing."""
    try:
        lines = (questions.parent / "README.md").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    wanted = questions.name.removesuffix(".questions.jsonl")
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 2 and wanted in named(cells[0]):
            return cells[-1] if cells[-1].strip("- ") else None
    return None


def named(cell: str) -> list[str]:
    """The sets that a row is about: "xquad_en, _es" are xquad_en and xquad_es."""
    names: list[str] = []
    for name in (part.strip(" `") for part in cell.split(",")):
        stem = names[0].rpartition("_")[0] if names else ""
        names.append(stem + name if name.startswith("_") else name)
    return names
