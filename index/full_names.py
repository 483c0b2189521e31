"""A person whom a question gives in full and an article, after its first mention, by the surname alone.

"Who met Bassam Sabbagh?" is answered by "Sabbagh also met Velayati" as well, where the article has named Bassam Sabbagh
before; but not by a sentence about another Sabbagh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import words

# What may stand before a surname without being a given name.
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir lady lord president minister secretary senator governor mayor judge justice king queen "
    "prince princess general colonel captain admiral chancellor premier chairman director ambassador envoy pope sheikh "
    "sen rep gov gen col capt rev".split()
)


_OPENERS = frozenset(
    "later earlier also yesterday today tomorrow meanwhile then when after before while still now here there instead "
    "however finally separately once again recently asked since although though if as for but and so yet because "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_ASKING = frozenset("who whom whose what which when where why how did does do is are was were has have had the".split())


@dataclass(frozen=True, slots=True)
class FullName:
    """A name of two to four words as a question writes it; `given` and `surname` are search tokens."""

    written: str
    given: tuple[str, ...]
    surname: str
    last: str  # the surname as it is written


def full_names(question: str, language: str | None) -> list[FullName]:
    """The full names of a question: words with capitals that follow one another. None in scripts without capitals."""
    found: list[FullName] = []
    for run in re.split(r"(?:'s|\u2019s)\b|[^\w\s'\u2019-]+", question):
        capitals: list[str] = []
        for word in [*run.split(), "end"]:
            if word[0].isupper() and word[1:].islower() and words.content(word, language) and not _ordinary(word):
                capitals.append(word)
                continue
            found.extend(_named(capitals, language))
            capitals = []
    return found


def completed(names: Sequence[FullName], text: str, sentence: str, tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens of a sentence of `text`, with the given names of whom it means by the surname alone."""
    more: list[str] = []
    for name in names:
        if name.surname not in tokens or all(g in tokens for g in name.given) or name.written not in text:
            continue
        before = re.findall(rf"(?:([^\W\d_][\w'\u2019-]*)\s+)?\b{re.escape(name.last)}\b", sentence)
        if any(not _another(word, name) for word in before):
            more.extend(g for g in name.given if g not in tokens)
    return (*tokens, *more)


def _ordinary(word: str) -> bool:
    """Whether a word with a capital is a title or a word that opens sentences and questions."""
    return word.lower() in _TITLES or word.lower() in _OPENERS or word.lower() in _ASKING


def _another(word: str, name: FullName) -> bool:
    """Whether the word before a surname is the given name of somebody else."""
    return bool(word) and word[0].isupper() and not _ordinary(word) and word not in name.written.split()


def _named(capitals: Sequence[str], language: str | None) -> list[FullName]:
    if not 2 <= len(capitals) <= 4:
        return []
    tokens = [words.tokens(word, language) for word in capitals]
    if not all(len(t) == 1 for t in tokens):
        return []
    given = tuple(t[0] for t in tokens[:-1])
    return [FullName(" ".join(capitals), given, tokens[-1][0], capitals[-1])]
