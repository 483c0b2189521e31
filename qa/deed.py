"""What a question asks about as a deed: its verb, who is said to have done it, whether it is taken to have happened.

"When did Ada Brink visit Oslo?" is about a visit, by Ada Brink, that happened. English alone, and only the plain forms:
of a question of another shape nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.words import irregular
from qa.grounding import lexicon, places, words
from qa.grounding.roles import MODIFIERS
from qa.grounding.words import Word

_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
# "When Brink left, what did she take?" asks what.
_AFTER_CLAUSE = re.compile(
    r"\W*(?:when|while|where)\b[^,?]*,\s+(?=(?:\w+\s+)?(?:who|whom|whose|what|which|why|how)\b)", re.I
)
AUXILIARIES = frozenset(
    "did does do will would can could should has have had may might must shall is are was were".split()
)
_BE = frozenset("is are was were".split())
_PAST = frozenset("did was were".split())
_SUBORDINATE = frozenset("when while after before because if that who which whom where as".split())
PRONOUNS = frozenset("he she they it we you i".split())
DETERMINERS = frozenset("the a an this that these those his her its their our all both some".split())
_INSIDE = frozenset("of the and de al bin a".split())  # words without a capital that a name or its title may have


@dataclass(frozen=True, slots=True)
class Deed:
    """`asking` is the question word, `verb` the deed's, `doer` the names of who did it; "" where none is plain."""

    asking: str
    verb: Word
    doer: str = ""
    past: bool = False  # asked as something that happened
    asked: int = 0  # where the question word ends


@lru_cache(maxsize=256)  # many rules ask for that of the same question
def deed(question: str) -> Deed | None:
    """The deed that a question is about; None when its form doesn't tell."""
    clause = _AFTER_CLAUSE.match(question)
    found = _ASKING.search(question, clause.end() if clause else 0)
    if found is None:
        return None
    rest = [w for w in words.split(question) if w.start >= found.end()]
    asking = found.group().lower()
    at = next((i for i, w in enumerate(rest) if w.lower in AUXILIARIES), None)
    if asking == "who" and at != 0:
        plain = bool(rest) and rest[0].content and not rest[0].lower.endswith("ly")
        return Deed(asking, rest[0], past=is_past(rest[0]), asked=found.end()) if plain else None
    if at is None:
        return None
    one = _after(asking, rest[at], rest[at + 1 :], question)
    return one and replace(one, asked=found.end())


def _after(asking: str, auxiliary: Word, rest: Sequence[Word], question: str) -> Deed | None:
    """The deed after the auxiliary: "did Ada Brink visit", "was the mayor arrested"."""
    past = auxiliary.lower in _PAST
    end = next((i for i, w in enumerate(rest) if w.lower in _SUBORDINATE), len(rest))
    rest = rest[:end]
    if auxiliary.lower in _BE:
        rest = rest[:1] if asking == "who" else rest  # "Who was arrested", not "Who was the best"
        done = [w for w in rest if w.content and w.text[0].islower() and is_past(w)]
        return Deed(asking, done[-1], past=past) if done else None
    size = doer_size(rest)
    doer = " ".join(w.text for w in rest[:size] if w.text[0].isupper() and not is_title(w))
    if rest and rest[0].lower in PRONOUNS:
        size, doer = 1, ""
    elif not doer and asking == "why" and (at := after_nouns(rest)):
        size = at
    elif not doer or question[rest[size - 1].end :].startswith(("'", "\u2019")):  # "Brink's report": it did, not she
        return None
    behind = [w for w in rest[size:] if not w.lower.endswith("ly")]
    if _owns(behind):  # "have a car": a car is no deed
        return None
    verb = next((w for w in behind if w.content), None)
    return Deed(asking, verb, doer, past) if verb is not None else None


def _owns(behind: Sequence[Word]) -> bool:
    """Whether what stands behind the doer is no verb of its own: "have in common", "factory be closed"."""
    if behind and behind[0].lower == "have":
        return len(behind) == 1 or not is_past(behind[1])
    return len(behind) > 1 and behind[0].content and behind[1].lower in ("be", "have")


def after_nouns(rest: Sequence[Word]) -> int:
    """Where the verb stands after a doer without a name: it is the last of the first words with content in "the port
    authority reject the study", and not a plural, as in "the council close schools in May"; 0 where none does."""
    start = next((i for i, w in enumerate(rest) if w.content), len(rest))
    end = next((i for i in range(start, len(rest)) if not rest[i].content or rest[i].text[0].isupper()), len(rest))
    last = end - 1
    if last - start > 1 and rest[last].lower.endswith("s") and not rest[last].lower.endswith("ss"):
        last -= 1
    plain = all(w.lower in DETERMINERS for w in rest[:start])  # "the us send aid" has a name, without its capitals
    return last if plain and start < last and rest[start].text[0].islower() and end < len(rest) else 0


def is_past(word: Word) -> bool:
    return word.lower.endswith("ed") or word.lower in irregular()


def _named(word: Word) -> bool:
    """Whether the word can belong to a name with its title: "the mayor of Oslo, Ada Brink"."""
    return word.text[0].isupper() or word.text[0].isdigit() or word.lower in _INSIDE or is_title(word)


def doer_size(rest: Sequence[Word]) -> int:
    """How many words the doer has: "the Danish foreign minister" goes on behind its name, to the minister."""
    size = next((i for i, w in enumerate(rest) if not _named(w)), len(rest))
    if size and places.kind(rest[size - 1].text) == "people":
        end = next((i for i in range(size, len(rest)) if rest[i].lower not in MODIFIERS), len(rest))
        if size < end < len(rest) and is_title(rest[end]):
            return end + 1
    return size


def is_title(word: Word) -> bool:
    return word.lower in lexicon.words("roles") or word.lower in lexicon.words("honorifics")
