"""The phrases that a text has for a word: "speaks for the guild" for "represent", "took the mill over" for "acquire".

They stand in data/near_words.txt with their words tied by "_", and are told of a text as such, by stems: "speak_for".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qa.grounding import words
from qa.grounding.words import Word

TIE = "_"
Phrases = dict[str, frozenset[tuple[str, ...]]]  # by the first stem, the stems behind it
_ADVERBS = frozenset("up down off out over back away aside".split())
_OPENERS = frozenset(
    "the a an this that these those his her its their our my your all it him them us me her no any some".split()
)
_JOINING = frozenset("and or but who which that when while as because if".split())
_GAP = 3  # words that may stand between a verb and its adverb: "put the old vote off"
_LONGEST = 5  # words of a phrase behind its first
_REACH = 2 + _LONGEST


def key(phrase: str) -> str:
    """A phrase by the stems of its words: "speaks_for" is "speak_for"."""
    return TIE.join(map(words.stem, phrase.replace("-", TIE).split(TIE)))


def by_first(phrases: Iterable[str]) -> Phrases:
    """The phrases as `said` looks for them."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in map(key, phrases):
        first, *rest = phrase.split(TIE)
        found.setdefault(first, set()).add(tuple(rest))
    return {first: frozenset(rests) for first, rests in found.items()}


def said(split: Sequence[Word], phrases: Phrases) -> Iterator[str]:
    """The phrases that stand in a text, each by its stems."""
    for at, word in enumerate(split):
        rests = phrases.get(word.stem)
        if rests:
            for rest in _runs(_clause(split[at : at + _REACH])):
                if rest in rests:
                    yield TIE.join((word.stem, *rest))


def _clause(split: Sequence[Word]) -> Sequence[Word]:
    """The words behind the first one, up to a stop or a comma and to what joins another clause."""
    end = 1
    while end < len(split) and split[end].start - split[end - 1].end < 2 and split[end].lower not in _JOINING:
        end += 1
    return split[1:end]


def _runs(behind: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """What may be the rest of a phrase behind its first word: the words straight behind it, an adverb in -ly aside,
    and one of _ADVERBS behind an object."""
    stems = tuple(word.stem for word in behind)
    for start in (0, 1) if behind and behind[0].lower.endswith("ly") else (0,):
        for end in range(start + 1, min(len(stems), start + _LONGEST) + 1):
            yield stems[start:end]
    if behind and (behind[0].lower in _OPENERS or behind[0].text[0].isupper()):
        yield from ((stem,) for stem in stems[1 : 1 + _GAP] if stem in _ADVERBS)
