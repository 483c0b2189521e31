"""Places by the name, the adjective and the capital that a text may use for them."""

from __future__ import annotations

from functools import lru_cache

from qa.grounding import lexicon
from qa.grounding.fold import bare


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, str]]:
    """Each name, adjective and city in lower case, with its country and what it is: country, people or city."""
    table: dict[str, tuple[str, str]] = {}
    for country, people, capital, others in lexicon.rows("places"):
        name = country[0]
        table.setdefault(bare(name), (name, "country"))
        for word in people:
            table.setdefault(bare(word), (name, "people"))
        for word in (*capital, *others):
            table.setdefault(bare(word), (name, "city"))
    for land, alias in (
        ("United States", "us usa u.s. u.s.a. america"), ("United Kingdom", "uk u.k. britain"),
        ("United Arab Emirates", "uae"), ("Europe", "eu"), ("Bosnia and Herzegovina", "bosnia"),
    ):  # fmt: skip
        table.update(dict.fromkeys(alias.split(), (land, "country")))
    for phrase, land in (
        ("islamic republic of iran", "Iran"), ("united states of america", "United States"),
        ("european union", "Europe"),
        ("great britain", "United Kingdom"), ("republic of ireland", "Ireland"), ("syrian arab republic", "Syria"),
        ("russian federation", "Russia"), ("turkiye", "Turkey"),
    ):  # fmt: skip
        table[phrase] = (land, "country")
    return table


def country(name: str) -> str | None:
    """The country that a name, an adjective or a city belongs to; None for what is no place of the table."""
    found = _table().get(bare(name))
    return found[0] if found else None


def kind(name: str) -> str | None:
    """`country`, `people` (an adjective, or those who live there) or `city`; None for what is no place of the table."""
    found = _table().get(bare(name))
    return found[1] if found else None


def supports(source: str, claim: str) -> bool:
    """Whether naming `source` names `claim`: a country and its adjective are one, a city lies in its country."""
    if bare(source) == bare(claim):
        return True
    ours, theirs = _table().get(bare(claim)), _table().get(bare(source))
    return bool(ours and theirs and ours[0] == theirs[0] and ours[1] != "city")


@lru_cache(maxsize=1)
def longest() -> int:
    """The most words that a name of the table has."""
    return max(len(name.split()) for name in _table())
