"""What shows that a name is a person's, and which nouns mean persons: names are told by their shape alone."""

from __future__ import annotations

import re
from functools import cache

from qa.brief.mentions import Mention
from qa.grounding import lexicon, places, words
from qa.grounding.evidence import Line

_NO_NAMES = frozenset("assembly staff chiefs committee intelligence budget defense defence security".split())
_DEEDS = frozenset(
    "said says told tells added met asked replied argued claimed insisted stressed noted explained thanked promised "
    "pledged vowed denied warned accused urged called invited arrived travelled traveled flew spoke resigned married "
    "wrote writes answered testified pleaded maintained asserted confirmed emphasized emphasised reaffirmed predicted "
    "described accepted apologized apologised who".split()
)
_NOT_A_PERSON = re.compile(r"\b(?:[Tt]he|[Ii]n|[Aa]t|[Nn]ear|[Ff]rom)\s+$")
_SAID = re.compile(r"[\"',]\s*(?:said|says|added|wrote|warned|explained|argued|noted|asked)\s+$")
_NO_PERSONS = frozenset(
    "country countries nation nations state states city cities side sides place places language languages company "
    "companies organisation organisations organization organizations meeting meetings talks party parties".split()
)
_ALSO = frozenset(
    "counterpart delegation delegations families family relatives residents audience students workers survivors "
    "victims voters envoys troops farmers teachers parents opponent opponents guests clergy hostages prisoners".split()
)


def human(line: Line, mention: Mention) -> bool:
    """Whether the sentence shows that a name is a person's: a role beside it, or a deed that only persons do."""
    name, text = mention.name, line.reading.text
    if name is None:
        return True
    if " of " in name.name or any(w.lower() in _NO_NAMES for w in name.parts):
        return False
    if mention.role is not None:
        # "director of National Intelligence" is an office; "President Nixon" and "Ana Ruiz, the mayor" are persons.
        role = text[slice(*mention.role)]
        return len(name.parts) > 1 or (mention.role[1] <= name.start and " of " not in role)
    if _NOT_A_PERSON.search(text[: name.start]):
        return False
    if _SAID.search(text[: name.start]):
        return True
    following = words.split(text[name.end : name.end + 60])[:1]
    if not following or text[name.end : name.end + following[0].start] != " ":
        return False
    return following[0].lower in _DEEDS


def countries(text: str) -> frozenset[str]:
    """The countries that a stretch of text names in any form."""
    return frozenset(c for w in words.split(text) if (c := places.country(w.text)))


def is_person_noun(stem: str) -> bool:
    """Whether a stem is of a noun for persons: a role, or what counts persons."""
    return stem in _person_stems()


@cache
def _person_stems() -> frozenset[str]:
    listed = lexicon.words("roles") | lexicon.words("plurals") - _NO_PERSONS
    return frozenset(words.stem(word) for word in listed | _ALSO)
