"""Words that say the opposite of a word."""

from __future__ import annotations

from functools import lru_cache

from qa.grounding import lexicon, words


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for one, other in lexicon.groups("antonyms"):
        table.setdefault(words.stem(one), set()).add(words.stem(other))
        table.setdefault(words.stem(other), set()).add(words.stem(one))
    return {key: frozenset(value) for key, value in table.items()}


@lru_cache(maxsize=4096)
def opposites(stem: str) -> frozenset[str]:
    """The stems that say the opposite of a stem: its antonyms and its synonyms' antonyms, and the synonyms of these."""
    found = set(_antonyms().get(stem, ()))
    for kin in words.synonyms(stem):
        found |= _antonyms().get(kin, frozenset())
    for one in list(found):
        found |= words.synonyms(one)
    return frozenset(found - words.synonyms(stem) - {stem})
