"""Whose act a verb is: the words that are its subject, as far as form and place tell, for nothing here parses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.grounding import lexicon
from qa.grounding.checks.predicates import PAST
from qa.grounding.names import saying_stems
from qa.grounding.reading import Reading
from qa.grounding.words import Word

BE = frozenset("is are was were be been being".split())
_AUXILIARIES = BE | frozenset(
    "has have had do does did will would shall should can could may might must cannot ought don't doesn't didn't won't "
    "wouldn't couldn't can't hasn't haven't hadn't isn't aren't wasn't weren't".split()
)
_PASSED = _AUXILIARIES | frozenset(
    "not never also already yet still then now just even only again later soon alone itself themselves himself "
    "herself".split()
)
_STOPS = frozenset(
    "that who whom which what while because when where if but or than as whether since until although though so whose "
    "how why after before".split()
)
PREPOSITIONS = frozenset(
    "of in on at for with from by to about against between into during after before under over near through without "
    "among across behind beside outside inside within towards toward around until since despite following including "
    "according amid upon per via alongside along like unlike off onto past beyond throughout than".split()
)
_PRONOUNS = frozenset("i you he she it we they this these those one some many most all both none each".split())
_NO_VERBS = frozenset("hundred red armed united left supposed".split())
_GAP = re.compile(r"[,;:()\".?!]|--| - ")
_LONGEST = 14  # words of a subject


@dataclass(frozen=True, slots=True)
class Party:
    """The words `first` to `last`, exclusive, of a reading that have a part in an act."""

    first: int
    last: int

    def words(self, reading: Reading) -> tuple[Word, ...]:
        """Its words."""
        return reading.words[self.first : self.last]

    def head(self, reading: Reading) -> Word:
        """The noun that it comes down to: "head" of "the head of the court"."""
        split, first = reading.words, self.first
        if split[first].lower in ("those", "that") and split[first + 1].lower == "of" and first + 2 < self.last:
            first += 2  # "those of its author, who"
        for at in range(first + 1, self.last):
            if reading.words[at].lower in PREPOSITIONS or reading.words[at].lower == "and":
                return reading.words[at - 1]
        return reading.words[self.last - 1]


def past(word: Word) -> bool:
    """Whether a word has the form of a past or a participle."""
    lower = word.lower
    return lower not in _NO_VERBS and (lower.endswith("ed") or lower in PAST)


def parted(reading: Reading, at: int) -> bool:
    """Whether a mark stands between a word and the next."""
    return bool(_GAP.search(reading.text[reading.words[at].end : reading.words[at + 1].start]))


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what a verb says, and to whom it is done; None where a pronoun or nothing plain tells."""

    doer: Party | None
    done: Party | None
    passive: bool


@lru_cache(maxsize=1024)
def act(reading: Reading, verb: int) -> Act:
    """The parties of the verb at a place, as far as the words around it tell."""
    if verb and parted(reading, verb - 1) and reading.words[verb].stem in saying_stems():
        return Act(None, None, False)  # '...,' said Ana Rivas
    place, passive = _before_helpers(reading, verb)
    agent = _agent(reading, verb) if past(reading.words[verb]) else None
    before = _before(reading, verb, place)
    if passive or agent is not None:
        return Act(agent, before if passive else None, True)
    return Act(before, _object(reading, verb), False)


def _before(reading: Reading, verb: int, place: int) -> Party | None:
    """The party that ends at a place before a verb, or before an aside or a "who" there."""
    if place < 0 or (place == verb - 1 and not _finite(reading, verb)):
        return None
    if parted(reading, place):
        place = _before_aside(reading, place)
    elif reading.words[place].lower in ("who", "which"):
        place -= 1
    if place < 0:
        return None
    if reading.words[place].lower in ("he", "she"):
        return Party(place, place + 1)
    first = _opening(reading, place)
    return Party(first, place + 1) if first is not None else None


def _object(reading: Reading, verb: int) -> Party | None:
    """The words straight after a verb, up to a mark, a preposition, a verb or the next clause."""
    last = verb + 1
    while last < min(len(reading.words), verb + 1 + _LONGEST) and not parted(reading, last - 1):
        word = reading.words[last]
        if word.lower in PREPOSITIONS or word.lower in _STOPS or word.lower in _PASSED or word.lower in ("to", "and"):
            break
        if (word.lower in _PRONOUNS and last > verb + 1) or word.lower in ("he", "she", "they", "it", "we", "i"):
            return None
        last += 1
    if last == verb + 1 or not reading.words[last - 1].content:
        return None
    if last < len(reading.words) and reading.words[last].lower in _AUXILIARIES:
        return None  # the subject of a clause: "said the plan was"
    if any(past(w) and w.stem in saying_stems() for w in reading.words[verb + 1 : last]):
        return None
    return Party(verb + 1, last)


def _finite(reading: Reading, verb: int) -> bool:
    """Whether a word without an auxiliary before it is a verb by its form: a past, or an "-s" form of the present."""
    word = reading.words[verb]
    return past(word) or (word.lower.endswith("s") and not word.lower.endswith(("ss", "us")))


def _before_helpers(reading: Reading, verb: int) -> tuple[int, bool]:
    """The place before the auxiliaries, adverbs and "plans to" of a verb, and whether they make it passive."""
    place, passive, helped = verb - 1, False, False
    while place >= 0:
        word = reading.words[place]
        lower = word.lower
        if parted(reading, place):
            break
        if lower in _PASSED or (lower.endswith("ly") and len(lower) > 4):
            passive |= lower in BE and not helped and past(reading.words[verb])
            helped |= lower == "to"
            place -= 1
        elif lower == "to" and place and _wills(reading, place - 1):
            helped = True
            place -= 1 if reading.words[place - 1].lower in _AUXILIARIES else 2
        else:
            break
    return place, passive


def _wills(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    kinds = lexicon.classes("hedges")
    willing = word.lower in kinds["intent"] or word.lower in lexicon.classes("negations")["verbs"]
    return not parted(reading, at) and (willing or word.lower in _AUXILIARIES)


def _agent(reading: Reading, verb: int) -> Party | None:
    """The words after "by" soon after a participle, up to a mark, a verb or the next clause."""
    for at in range(verb + 1, min(verb + 5, len(reading.words) - 1)):
        if parted(reading, at - 1) or reading.words[at].lower in _STOPS:
            return None
        if reading.words[at].lower == "by" and not reading.words[at + 1].lower.endswith("ing"):
            last = at + 1
            while last < len(reading.words):
                word = reading.words[last]
                if word.lower in _STOPS or (word.lower in PREPOSITIONS and word.lower != "of"):
                    break
                if word.lower in _AUXILIARIES or (last > at + 1 and parted(reading, last - 1)):
                    break
                last += 1
            return Party(at + 1, last) if at + 1 < last <= at + 1 + _LONGEST else None
    return None


def _before_aside(reading: Reading, place: int) -> int:
    """The place before an aside between two commas that ends at a place: "director" of "the director, Ada Renz,"."""
    text = reading.text
    if text[reading.words[place].end : reading.words[place + 1].start].strip() not in (",", ")"):
        return -1
    for at in range(place - 1, max(-1, place - 14), -1):
        gap = text[reading.words[at].end : reading.words[at + 1].start].strip()
        if gap in (",", "("):
            return at
        if gap and gap not in ("'", "-", "'s", "."):
            return -1
    return -1


def _opening(reading: Reading, last: int) -> int | None:
    """Where the noun phrase that ends at a place opens; None for a pronoun, a stray preposition, or no plain phrase."""
    first = last + 1
    for at in range(last, max(-1, last - _LONGEST), -1):
        word = reading.words[at]
        inside = any(n.start <= word.start < n.end for n in reading.names)
        verbal = not inside and (word.lower in _PASSED or (past(word) and not _modifies(reading, at, last)))
        if word.lower in _STOPS or verbal or (at < last and parted(reading, at)):
            break
        first = at
    while first <= last and reading.words[first].lower == "and":
        first += 1
    if first <= last and reading.words[first].lower in PREPOSITIONS:
        first = _after_time(reading, first, last)
    if first > last or reading.words[first].lower in PREPOSITIONS or reading.words[last].lower in _PRONOUNS | {"and"}:
        return None
    if any(w.stem in saying_stems() and past(w) for w in reading.words[first : last + 1]):
        return None
    return first if reading.words[last].content else None


def _after_time(reading: Reading, first: int, last: int) -> int:
    """Where the phrase after "On Monday" or "in the evening" opens: at an article that follows no preposition."""
    for at in range(last, first + 1, -1):
        if reading.words[at].lower in ("the", "a", "an") and reading.words[at - 1].lower not in PREPOSITIONS:
            return at
    return first


def _modifies(reading: Reading, at: int, last: int) -> bool:
    """Whether a participle stands between an article and a noun: "the elected mayor"."""
    return at < last and at > 0 and reading.words[at - 1].lower in ("the", "a", "an", "its", "his", "her", "their")
