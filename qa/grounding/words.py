"""The words of a text with their stems, and which of them carry content."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from index.words import irregular
from qa.grounding import lexicon
from qa.grounding.fold import bare

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|(?<![^\W_])(?:[aA]l|[eE]l|[aA]d|[aA]s|[aA]n|[aA]r|[aA]sh|[aA]t|[aA]z)-[^\W\d_]+(?:['’][^\W\d_]+)*"  # al-Assad
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
)


class Word(NamedTuple):
    """A word of a text, `text[start:end]`, without a possessive 's."""

    start: int
    end: int
    text: str
    lower: str  # without accents
    stem: str

    @property
    def content(self) -> bool:
        """Whether it says something of its own, as "treaty" does and "the" does not."""
        return self.lower not in lexicon.words("functions")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  (PyStemmer's own name)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import Stemmer  # its shared object costs a millisecond or two

    stemmer: _Stemmer = Stemmer.Stemmer("english")
    return stemmer


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English stem of a lower-case word; irregular forms have the stem of their verb: "met" that of "meet"."""
    return _stemmer().stemWord(irregular().get(word, word))


@cache
def listed(name: str) -> frozenset[str]:
    """The stems of all words of a list of qa/grounding/lexicon.py."""
    return frozenset(map(stem, lexicon.words(name)))


@lru_cache(maxsize=2048)
def split(text: str) -> tuple[Word, ...]:
    """The words of a text in order; hyphens part words, but not the article of Arabic names."""
    found = []
    for match in _WORD.finditer(text):
        word, lower, root = _forms(match[0])
        found.append(Word(match.start(), match.start() + len(word), word, lower, root))
    return tuple(found)


@lru_cache(maxsize=16384)
def _forms(piece: str) -> tuple[str, str, str]:
    """A word as `_WORD` finds it: without the possessive, in lower case without accents, and its stem."""
    word = piece[:-2] if piece[-2:] in ("'s", "’s", "'S", "’S") else piece
    lower = bare(word)
    return word, lower, stem(lower)


def content(text: str) -> list[Word]:
    """The words that carry content, in order."""
    return [word for word in split(text) if word.content]


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    """For each stem of the synonym list, the stems that may stand for it."""
    near: dict[str, set[str]] = {}
    for group in lexicon.groups("synonyms"):
        stems = {stem(word) for word in group}
        for one in stems:
            near.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in near.items()}


def synonyms(one: str) -> frozenset[str]:
    """The stems that may stand for a stem; empty for most."""
    return _groups().get(one, frozenset())
