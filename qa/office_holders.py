"""Who holds an office in an article, and who speaks for a body: "the governor" of a text that names her, "its CEO" of
one with a chief executive, the spokesman of "the ministry".

English alone. Unlike where a question asks who holds an office (qa/short_role.py), it may be named by its head alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.words import irregular
from qa.grounding import Cited, Source, words
from qa.grounding.context import context, same_person
from qa.grounding.offices import STAND_INS, Office, named, titles
from qa.grounding.speakers import attributions, strengths

Name = tuple[str, ...]
# Each line is one office under several names: a text may have another than the question.
_GROUPS = (
    ("chief executive officer", "chief executive", "ceo"),
    ("chief financial officer", "finance chief", "finance director", "cfo"),
    ("chief operating officer", "coo"),
    ("prime minister", "premier", "pm"),
    ("vice president", "vp"),
    ("member of parliament", "mp"),
    ("chairman", "chairwoman", "chairperson", "chair"),
    ("spokesman", "spokeswoman", "spokesperson"),
    ("lawyer", "attorney", "counsel"),
    ("police chief", "chief of police"),
)
_STAND_INS = frozenset(map(words.stem, STAND_INS))
_OF = re.compile(r"\s+(?:of|in|for|at|from)\s")
_ITS = re.compile(r"\b(?:its|their)\s+(?:[\w-]+\s+){0,2}[\w-]+,?\s*$", re.IGNORECASE)
_COUNTS = frozenset(map(words.stem, "expect hope fear think believe put count give number reckon speak".split()))
FARTHEST = 12  # characters between a body and its verb
_RANKS = frozenset(map(words.stem, "chief general senior executive managing head top first".split())) | _STAND_INS
_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+", re.IGNORECASE)


@lru_cache(maxsize=512)
def offices(phrase: str) -> tuple[Office, ...]:
    """The office that a phrase names, and that under its other names; empty when it names none."""
    phrase = _ARTICLE.sub("", phrase)
    phrases = [phrase]
    for group in _GROUPS:
        own = next((name for name in group if re.search(rf"\b{name}\b", phrase, re.IGNORECASE)), None)
        if own is not None:
            phrases += [re.sub(rf"\b{own}\b", name, phrase, flags=re.IGNORECASE) for name in group if name != own]
    return tuple(dict.fromkeys(office for p in phrases if (office := named(p)) is not None))


@lru_cache(maxsize=512)
def alike(office: Office) -> tuple[Office, ...]:
    """An office under its other names: that of the chief executive for "the CEO of the mill"."""
    found: list[Office] = []
    for group in _GROUPS:
        same = [one for name in group if (one := named(name)) is not None]
        for own in (one for one in same if one.head == office.head):
            apart = own.kind | own.owner  # "finance" of "finance chief" may be of what is its owner
            if apart <= office.kind | office.owner:
                rest, owner = office.kind - apart, office.owner - apart
                found += [
                    replace(office, head=other.head, kind=rest | other.kind, owner=owner | other.owner)
                    for other in same
                    if other != own
                ]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def holders(source: Source, asked: tuple[Office, ...], until: int | None = None) -> tuple[Name, ...]:
    """The persons whom an article gives the office, the one named last at the end, each under their longest name; with
    `until`, those whom its sentences up to that one do."""
    found: list[Name] = []
    around = context(source)
    heads = frozenset().union(*(office.heads for office in asked))
    for reading in around.readings[: None if until is None else until + 1]:
        for name in reading.people:
            known = next((one for one in found if same_person(one, name.parts)), None)
            if known is not None:
                found.append(found.pop(found.index(known)))  # named again: it is who was spoken of last
            elif heads & reading.stems and any(_agrees(asked, title) for title in titles(reading.text, name)):
                person = around.person(name.parts)
                found.append(person.name if person is not None else name.parts)
    return tuple(found)


def holds(phrase: str, asked: tuple[Office, ...]) -> bool:
    """Whether a phrase for somebody is one of the offices: "Fiji's defense minister" of "the minister of defense"."""
    return any(_agrees(asked, office) for office in offices(phrase))


def _agrees(asked: tuple[Office, ...], title: Office) -> bool:
    """Whether a title can be meant by one of the offices: "the minister" by "Transport Minister", no deputy by it."""
    for office in asked:
        apart = office.countries and title.countries and not office.countries & title.countries
        if title.head not in office.heads or apart or (title.kind & _STAND_INS) != (office.kind & _STAND_INS):
            continue
        whole = title.kind | title.owner
        of_it = not office.owner or not title.owner or bool(office.owner & whole) or bool(office.countries)
        another = title.kind - _RANKS - office.kind - office.owner  # "trade" for "the minister of defence"
        apart = another and office.owner - whole and not office.countries & title.countries
        if office.kind <= whole and of_it and not apart:
            return True
    return False


def holder(cited: Cited, office: str) -> str | None:
    """Who holds the office that a sentence calls "the minister"; of several the one named last before."""
    asked = offices(office)
    found = holders(cited.source, asked, cited.sentence) if asked else ()
    return " ".join(found[-1]) if found else None


def says(cited: Cited, body: Sequence[str]) -> bool:
    """Whether a ministry, a firm or such a body is who says or counts something in the sentence; `body` are the stems
    of its words, the head last."""
    reading, head = context(cited.source).readings[cited.sentence], body[-1]
    for said in attributions(reading):
        split = words.content(_OF.split(reading.text[slice(*said.subject)])[0])
        if split and split[-1].stem == head:
            return True
    for at, word in enumerate(reading.words):
        if word.stem != head:
            continue
        after = next((w for w in reading.words[at + 1 :] if w.content), None)
        finite = after is not None and (after.lower.endswith(("s", "ed")) or after.lower in irregular())
        if (
            finite
            and after is not None
            and after.stem in {*_COUNTS, *strengths()}
            and after.start - word.end < FARTHEST
        ):
            return True
        before = [w for w in reading.words[max(0, at - 4) : at] if w.stem in strengths()]
        if before and re.search(r"[,\"]\s*$", reading.text[: before[0].start]):  # ", said the ministry"
            return True
    return False


def speaks_for(cited: Cited, body: Sequence[str], who: Name | None) -> bool:
    """Whether who says the sentence has an office of the body, as its article tells: the ministry's secretary, or
    "Its spokesman" after a sentence that names it."""
    readings = context(cited.source).readings if who is not None else ()
    for n, reading in enumerate(readings):
        for name in (name for name in reading.people if same_person(name.parts, who or ())):
            if any(body[-1] in title.owner for title in titles(reading.text, name)):
                return True
            near = reading.stems | (readings[n - 1].stems if n else frozenset())
            if body[-1] in near and _ITS.search(reading.text[: name.start]):
                return True
    return False
