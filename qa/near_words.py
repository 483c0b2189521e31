"""Words that speak of the same thing: "exhibit" and "show", "earn" and "income". For finding what a question is about.

Wider than the synonyms that grounding lets pass (qa/grounding/data/synonyms.txt): a claim is never judged by these. The
groups lie in data/near_words.txt; a text may have a phrase for a word, as qa/near_phrases.py finds it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from qa import near_phrases
from qa.grounding import places, words
from qa.grounding.evidence import matched
from qa.grounding.words import Word

NEAR = 0.6  # what a word counts for that is only near to the one asked for
_LETTERS = 3  # that all forms of a word share with its stem: "deny", "deni"


def told(word: Word, stems: frozenset[str], countries: frozenset[str] = frozenset()) -> float:
    """How far stems and countries tell a word: 1 for the word or its country, less for one near to it, 0 for none."""
    return matched(word, stems, countries) or (NEAR if near(word.stem) & stems else 0.0)


@lru_cache(maxsize=512)
def read(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a text, its phrases and the countries that it names: each sentence is looked at beside its
    neighbours."""
    split = words.split(text)
    named = (places.country(word.text) for word in split if word.text[0].isupper())
    said = frozenset(near_phrases.said(split, _phrases()))
    return said.union(word.stem for word in split), frozenset(country for country in named if country)


def read_all(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The same of a whole article, line by line: what is read is kept, and hundreds of articles would be too much."""
    lines = [read(line) for line in text.splitlines()]
    return frozenset().union(*(stems for stems, _ in lines)), frozenset().union(*(named for _, named in lines))


@lru_cache(maxsize=4096)
def near(stem: str) -> frozenset[str]:
    """The stems of the words near to a stem, without itself; empty for most."""
    groups = [
        {near_phrases.key(word) if _is_phrase(word) else words.stem(word) for word in line}
        for line in _lines().get(stem[:_LETTERS], ())
    ]
    return frozenset().union(*(group for group in groups if stem in group)) - {stem}


@cache
def _lines() -> dict[str, list[list[str]]]:
    """The groups by the first letters of their words. To stem them all would take 30 ms; a question has few."""
    found: dict[str, list[list[str]]] = {}
    for line in (Path(__file__).parent / "data" / "near_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = line.split()
            for letters in {word[:_LETTERS] for word in group if not _is_phrase(word)}:
                found.setdefault(letters, []).append(group)
    return found


def _is_phrase(word: str) -> bool:
    return near_phrases.TIE in word


@cache
def _phrases() -> near_phrases.Phrases:
    lines = {id(line): line for lines in _lines().values() for line in lines}
    return near_phrases.by_first(word for line in lines.values() for word in line if _is_phrase(word))
