"""What lies are made with: names and quotations of all claims, and how a piece of a claim is exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.faithful import Base
from qa.grounding import lexicon, names
from qa.grounding.context import context

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to put in place of others: persons and places of all claims."""

    persons: tuple[str, ...]
    places: tuple[str, ...]
    quotations: tuple[str, ...]

    @classmethod
    def of(cls, true: Sequence[Base]) -> Pool:
        """The names of the claims, sorted, each once."""
        found = [n for base in true if base.origin == "sentence" for n in names.proper(base.claim)]
        persons = {n.name for n in found if n.kind == "person" and len(n.parts) == 2}
        countries = {row[0][0] for row in lexicon.rows("places")}
        quoted = {m for base in true for m in re.findall(r"[\"“]([^\"“”]{25,90})[\"”]", base.claim)}
        return cls(tuple(sorted(persons)), tuple(sorted(countries)), tuple(sorted(quoted)))


def put(text: str, start: int, end: int, new: str) -> str:
    """The text with `text[start:end]` exchanged."""
    return text[:start] + new + text[end:]


def others(base: Base, name: names.NameSpan) -> list[str]:
    """Other persons of the article, as its sentences write them."""
    people = [p.label for p in context(base.source).persons]
    return [p for p in people if not set(p.split()) & set(name.name.split())]
