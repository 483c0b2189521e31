"""The word lists of this package, read once from its data folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> list[str]:
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """All words of a list, lower case."""
    return frozenset(word for line in _lines(name) for word in line.lower().split())


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """The classes of a list whose lines read "class: word word"."""
    pairs = (line.split(":", 1) for line in _lines(name))
    return {key.strip(): frozenset(rest.lower().split()) for key, rest in pairs}


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The groups of a list, one a line, lower case."""
    return tuple(tuple(line.lower().split()) for line in _lines(name))


@cache
def rows(name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The rows of a table whose columns stand between bars and whose cells are lists with commas."""
    return tuple(
        tuple(tuple(item.strip() for item in cell.split(",") if item.strip()) for cell in line.split("|"))
        for line in _lines(name)
    )
