"""Who can't be the short answer to a who-question: whoever it names by an office, excepts, or whose country it is not.

"Which Norse officials besides the president did the Finnish minister meet?" is answered by neither the Finnish minister
nor the Norse president nor any Finn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qa.grounding import names, offices, places

_GROUP = re.compile(r"\b(?:which|what)\s+(?:other\s+)?(?P<land>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)", re.IGNORECASE)
_BESIDES = r"\b(?:besides|except(?:\s+for)?|other\s+than|apart\s+from|in\s+addition\s+to)\b"
_EXCEPTS = re.compile(_BESIDES, re.IGNORECASE)
_EXCEPT = re.compile(rf"{_BESIDES}\s+(?:the\s+)?$", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:which|what|who|whom|whose)\s+(?:(?:is|was|are|were)\s+)?(?:the\s+)?(?:other\s+)?$", re.IGNORECASE
)
_SUCCESSION = re.compile(r"\b(?:replac|succe|follow|preced)\w*", re.IGNORECASE)


def excepts(question: str) -> bool:
    """Whether a question says whom its answer leaves out: "besides the president"."""
    return bool(_EXCEPTS.search(question))


@lru_cache(maxsize=512)
def barred(question: str, text: str) -> frozenset[str]:
    """The surnames, in lower case, of those whom an article shows to be no answer to a who-question."""
    lands = _lands(question)
    held = list(_held(question, lands))
    if not lands and not held:
        return frozenset()
    found: set[str] = set()
    for name in names.proper(text):
        for title in offices.titles(text, name):
            foreign = bool(lands and title.countries and not lands & title.countries)
            if foreign or any(_covers(office, title) for office in held):
                found.add(name.surname.lower())
    return frozenset(found)


def _lands(question: str) -> frozenset[str]:
    """The countries of the people asked for: of "which Iranian officials"."""
    found = _GROUP.search(question)
    parts = [found["land"], found["land"].split()[0]] if found else []
    return frozenset(c for part in parts if (c := places.country(part)))


def _held(question: str, lands: frozenset[str]) -> Iterator[offices.Office]:
    """The offices in a question that are not the one asked for, of their own countries; an excepted one may have those
    of the people asked for."""
    if _SUCCESSION.search(question):
        return
    for start, office in offices.spoken(question):
        before = question[:start]
        if _ASKED.search(before):
            continue
        excepted = bool(_EXCEPT.search(before))
        countries = office.countries or (lands if excepted else frozenset())
        if countries or excepted:
            yield replace(office, countries=countries)


def _covers(office: offices.Office, title: offices.Office) -> bool:
    """Whether a title is of that office; of one without a country ("besides the president"), any of its kind is."""
    return office.covers(title) if office.countries else title.head in office.heads
