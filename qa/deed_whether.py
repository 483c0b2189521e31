"""What a yes-no question asks about as a deed: "Did Ada Brink sell the old mill in May?" asks whether she sold a mill.

English alone, and only the plain forms, as in qa/deed.py: of a question of another shape nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.deed import AUXILIARIES, DETERMINERS, PRONOUNS, after_nouns, doer_size, is_past, is_title
from qa.grounding import words
from qa.grounding.words import Word

_OPENING = re.compile(r"^\W*(?:(?:and|but|so|or)\s+)?(?P<aux>[a-z]+)\b", re.IGNORECASE)
_DONE = frozenset("has have had".split())
_BE = frozenset("is are was were".split())
_HAPPENED = frozenset("did was were has have had".split())
# Two questions in one, and what is no deed: "Is there", "Do you know when".
_OTHER = re.compile(r"\bor\b|\b(?:who|whom|whose|what|which|when|where|why|how|if|whether)\b", re.IGNORECASE)
_NEW = frozenset("a an some any no".split())  # before what the question speaks of for the first time
_BREAK = re.compile(r"[,;:()\"\u201c\u201d\u2013\u2014]")


@dataclass(frozen=True, slots=True)
class Whether:
    """`doer` are the names of who may have done it, "" where none is plain; `things` the words of what it was done to,
    up to the first preposition; `known`: whether the question speaks of them as known, "the mill", "her mill"."""

    verb: Word
    doer: str
    things: tuple[Word, ...]
    known: bool
    past: bool  # asked as something that happened


def is_whether(question: str) -> bool:
    """Whether a question is one for yes or no, by the word that it opens with."""
    opening = _OPENING.match(question)
    return opening is not None and opening["aux"].lower() in AUXILIARIES


@lru_cache(maxsize=256)
def whether(question: str) -> Whether | None:
    """The deed of a yes-no question; None for another question and where its form doesn't tell."""
    opening = _OPENING.match(question)
    if opening is None or opening["aux"].lower() not in AUXILIARIES or _OTHER.search(question, opening.end()):
        return None
    auxiliary = opening["aux"].lower()
    rest = [w for w in words.split(question) if w.start >= opening.end()]
    size = _subject(rest, auxiliary)
    behind = [
        w for w in rest[size:] if not w.lower.endswith("ly") and w.lower not in ("ever", "already", "yet", "also")
    ]
    if not size or not behind or not behind[0].content or not behind[0].text[0].islower():
        return None
    verb = behind[0]
    if auxiliary in _DONE | _BE and not (is_past(verb) or (auxiliary in _BE and verb.lower.endswith("ing"))):
        return None  # "have a car", "was late"
    doer = "" if auxiliary in _BE and is_past(verb) else _named(rest[:size])
    known = len(behind) > 1 and behind[1].lower in DETERMINERS - _NEW
    return Whether(verb, doer, _things(question, behind[1:], verb), known, auxiliary in _HAPPENED)


def _subject(rest: Sequence[Word], auxiliary: str) -> int:
    """How many words whoever does it has; 0 where that isn't plain."""
    if not rest:
        return 0
    if rest[0].lower in PRONOUNS:
        return 1
    size = doer_size(rest)
    if size and any(w.text[0].isupper() for w in rest[:size]):
        return size
    if auxiliary in _DONE | _BE:
        return next((i for i, w in enumerate(rest) if i and w.content and (is_past(w) or w.lower.endswith("ing"))), 0)
    if at := after_nouns(rest):
        return at
    plain = len(rest) > 2 and rest[0].lower in DETERMINERS and rest[1].content and rest[2].content
    return 2 if plain and (len(rest) < 4 or not rest[3].content) else 0


def _named(of: Sequence[Word]) -> str:
    return " ".join(w.text for w in of if w.text[0].isupper() and not is_title(w))


def _things(question: str, behind: Sequence[Word], verb: Word) -> tuple[Word, ...]:
    """The words without a capital that stand behind the verb, an article aside, up to the first other word."""
    start = 1 if behind and behind[0].lower in DETERMINERS | _NEW else 0
    found: list[Word] = []
    last = verb.end if not start else behind[0].end
    for word in behind[start:]:
        if not word.content or _BREAK.search(question[last : word.start]):
            break
        found.append(word)
        last = word.end
    return tuple(w for w in found if w.text[0].islower())
