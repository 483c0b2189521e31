"""Words that speak of the same thing: "exhibit" and "show", "earn" and "income". For finding what a question is about.

Wider than the synonyms that grounding lets pass (qa/grounding/data/synonyms.txt): a claim is never judged by these. The
groups lie in data/near_words.txt.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from qa.grounding import words

_LETTERS = 3  # that all forms of a word share with its stem: "deny", "deni"


@lru_cache(maxsize=4096)
def near(stem: str) -> frozenset[str]:
    """The stems of the words near to a stem, without itself; empty for most."""
    groups = [{words.stem(word) for word in line} for line in _lines().get(stem[:_LETTERS], ())]
    return frozenset().union(*(group for group in groups if stem in group)) - {stem}


@cache
def _lines() -> dict[str, list[list[str]]]:
    """The groups by the first letters of their words. To stem them all would take 30 ms; a question has few."""
    found: dict[str, list[list[str]]] = {}
    for line in (Path(__file__).parent / "data" / "near_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = line.split()
            for letters in {word[:_LETTERS] for word in group}:
                found.setdefault(letters, []).append(group)
    return found
