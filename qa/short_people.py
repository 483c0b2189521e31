"""How many people something happened to: which nouns count people, and "nobody was hurt" as a number.

"Two rescue teams" are no people, "12 miners" are; English alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.grounding import lexicon, words
from qa.grounding.words import Word, synonyms
from qa.near_words import near

_ASKED = re.compile(
    r"\bhow\s+many\s+(?:other\s+|more\s+)?(?:people|persons|lives|victims|of\s+(?:them|the\s+people))\b", re.IGNORECASE
)
_MANY = re.compile(r"\bhow\s+many\s+(?:of\s+the\s+|other\s+|more\s+)?(?P<noun>[^\W\d_]+)", re.IGNORECASE)
_PEOPLE = """
people person individual human man woman child boy girl baby infant toddler teenager teen youth adult kid pensioner
adolescent victim casualty fatality death body corpse dead survivor patient prisoner inmate detainee hostage captive
suspect defendant soldier troop serviceman servicewoman marine sailor airman fighter militant rebel insurgent civilian
recruit conscript policeman policewoman guard ranger firefighter fireman paramedic medic rescuer volunteer worker
employee labourer laborer miner fisherman farmer driver motorist cyclist biker rider pedestrian passenger traveller
traveler commuter tourist holidaymaker visitor guest pilgrim worshipper resident inhabitant villager citizen neighbour
neighbor tenant refugee migrant immigrant expatriate protester demonstrator marcher rioter striker bystander onlooker
spectator fan student pupil schoolchild schoolgirl schoolboy graduate apprentice trainee member follower supporter
voter family friend relative brother sister son daughter parent mother father wife husband customer shopper client
climber hiker skier swimmer athlete dancer gunman attacker bomber hijacker robber thief foreigner american briton
european
"""
_STATES = frozenset("dead killed injured wounded missing hurt more others other people alive ill sick homeless".split())
_NOBODY = re.compile(
    r"\b(?P<said>no\s+one|nobody|none(?:\s+of\s+(?:them|(?:the|those|its|his|her|their)\s+[\w-]+))?)\s+"
    r"(?P<rest>[^.,;:!?]{3,60})|\b(?P<no>no\s+(?:[\w-]+\s+)?(?P<what>[^\W\d_]{4,}))\b",
    re.IGNORECASE,
)
# What happened to people, a fate a line: those of one are not the number of another.
_FATES = """
die dead death kill murder fatality perish drown slay body corpse massacre execute
hurt injure injury wound maim
missing unaccounted disappear vanish
homeless displace uproot
rescue survive survivor
arrest detain jail imprison
evacuate flee
infect sick ill hospitalise hospitalize
"""
_PART = re.compile(r"[,;:.()]\s|\b(?:and|while|but|when|where|who|which|that|after|before|as)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:who|which|that|when|where|while|after|before|because|and|but)\b", re.IGNORECASE)


def asked(question: str) -> bool:
    """Whether a question asks how many people, whoever they are."""
    return _ASKED.search(question) is not None


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return frozenset(map(words.stem, [*_PEOPLE.split(), *lexicon.words("roles")]))


def are_people(stem: str) -> bool:
    """Whether what a stem names are people: miners, and no teams."""
    return stem in _people()


@lru_cache(maxsize=1)
def _fates() -> dict[str, int]:
    return {words.stem(word): n for n, line in enumerate(_FATES.strip().splitlines()) for word in line.split()}


def fates(text: str) -> frozenset[int]:
    """The fates of people that a text tells, as numbers of their own."""
    return frozenset(n for w in words.split(text) if (n := _fates().get(w.stem)) is not None)


def of_another_fate(asked_for: frozenset[int], text: str, start: int, end: int) -> bool:
    """Whether the number at a place of a text is of those to whom something else happened: "nine died" where it is
    asked how many were hurt."""
    told = fates(_PART.split(text[end:])[0]) or fates(_PART.split(text[:start])[-1])
    return bool(asked_for and told and not asked_for & told)


def counted(behind: str) -> str | None:
    """The stem of the plural that a number counts with one word before it, "rescue teams" of "two rescue teams"; None
    where no such words stand there. `behind`: the text from the number on."""
    found = re.match(r"[\s-]+(?P<kind>[^\W\d_][\w-]*)\s+(?P<noun>[^\W\d_]{2,}s|people|men|women|children)\b", behind)
    if found is None or found["kind"].lower() in _STATES:
        return None
    kind = next(iter(words.split(found["kind"])), None)
    verbal = kind is None or not kind.content or kind.lower.endswith(("ed", "ing", "ly"))
    return None if verbal or found["noun"].endswith("ss") else words.stem(found["noun"].lower())


def nobody(question: str, text: str) -> tuple[int, int] | None:
    """Where a sentence says that it happened to nobody, "No one was hurt"; None where it doesn't, and for a question
    that doesn't ask how many people it happened to."""
    many = _MANY.search(question)
    if many is None or not (asked(question) or are_people(words.stem(many["noun"].lower()))):
        return None
    deeds = _deeds(words.split(question[many.end() :]))
    for found in _NOBODY.finditer(text) if deeds else ():
        told = words.split(_CLAUSE.split(found["rest"] or found["what"] or "")[0])
        if deeds & {word.stem for word in told}:
            return found.span("said") if found["said"] else found.span("no")
    return None


def _deeds(behind: tuple[Word, ...]) -> frozenset[str]:
    """The stems by which a text may tell what happened to those who are counted: "hurt" and "injury"."""
    deed = next((w for w in behind if w.content and w.text[0].islower()), None)
    return frozenset() if deed is None else frozenset({deed.stem}) | synonyms(deed.stem) | near(deed.stem)
