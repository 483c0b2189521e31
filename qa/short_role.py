"""Who holds an office that a question asks for: "Who is the president of X?" against the title written beside a name.

A question's own words for the office and for whom it is an office must agree with the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.records import Article
from qa.deed import AUXILIARIES
from qa.grounding import names, places, words
from qa.grounding.context import Person, same_person
from qa.grounding.names import NameSpan
from qa.grounding.offices import STAND_INS, Office, named, spoken, titles
from qa.grounding.speakers import strengths
from qa.office_holders import alike

NEAR = 300  # characters before a sentence in which "its chairman" may be explained
_ASKS = re.compile(
    r"\bwho(?:\s+(?P<verb>is|was|are|were|became|serves?\s+as)|'s|\u2019s)\s+(?:now\s+|currently\s+)?(?P<phrase>[^?;:]+)",
    re.IGNORECASE,
)
_REST = re.compile(r",|\b(?:who|whom|that|which|when|while|during|after|before|until|since|as\s+of)\b", re.IGNORECASE)
_ROLE = re.compile(r",\s+(?:the|its|their|his|her|an?)\s+(?P<role>[^,.;:()\"]{3,60})(?=[,.;:)]|$)")
_PAST = frozenset("former ex late outgoing then".split())
# What may stand in a title and change nothing: "the new president", "the Supreme Leader".
_OWN_WORDS = frozenset("new current supreme grand national general chief head senior top first lead under".split())


def before(article: Article, start: int) -> str:
    """What a reader has in mind at a place of an article, for `holders`: its title and the text just before."""
    return f"{article.title or ''} {article.text[max(0, start - NEAR) : start]}"


def asked(question: str) -> Office | None:
    """The office whose holder a question asks for; None for other questions."""
    found = _ASKS.search(question)
    if found is None:
        return None
    phrase = _REST.split(found["phrase"])[0]
    return named(phrase, past=(found["verb"] or "").lower() in ("was", "were", "became"))


def holders(office: Office, text: str, before: str = "") -> list[NameSpan]:
    """The persons that a sentence shows to hold the office, if under another of its names. `before` is what stands
    before it: "its chairman" is the one of what was spoken of there. Those that a title shows for sure, else those of
    whom it only says the head."""
    under = (_holders(one, text, before) for one in (office, *alike(office)))
    return next((found for found in under if found), [])


def _holders(office: Office, text: str, before: str) -> list[NameSpan]:
    """The same under one of its names."""
    sure: list[NameSpan] = []
    likely: list[NameSpan] = []
    for name in names.proper(text):
        if name.kind == "place" or places.kind(name.name):
            continue
        found = [
            _agrees(office, one) for one in (*titles(text, name), *_relayed(text, name)) if one.head in office.heads
        ]
        if True in found:
            sure.append(name)
        elif None in found and False not in found and _spoken_of(office, f"{before} {text}"):
            likely.append(name)
    return sure or likely


def _relayed(text: str, name: NameSpan) -> list[Office]:
    """The office behind the name in "according to Ada Brink, its finance chief.": what ends there can't be another's,
    as in "according to Ada Brink, the president said"."""
    if not text[: name.start].lower().rstrip().endswith("according to"):
        return []
    found = _ROLE.match(text, name.end)
    split = words.split(found["role"]) if found else ()
    said = any(w.stem in strengths() or w.lower in AUXILIARIES for w in split)
    office = named(found["role"]) if found and not said else None
    return [office] if office is not None else []


def tied(office: Office, text: str) -> bool:
    """Whether a text speaks of that office of one of its countries."""
    return any(office.covers(one) for _, one in spoken(text))


def abroad(office: Office, text: str) -> list[NameSpan]:
    """The persons of a text who have such an office of other countries alone."""
    return [
        name
        for name in names.proper(text)
        if any(
            t.head in office.heads and t.countries and not t.countries & office.countries for t in titles(text, name)
        )
    ]


def disproved(office: Office, name: Sequence[str], persons: Iterable[Person]) -> bool:
    """Whether somebody whom a sentence calls "the minister" is known as the minister of other countries alone.

    `persons` are those of the articles at hand, with their roles.
    """
    if not office.countries:
        return False
    known = [p for p in persons if len(name) > 1 and len(p.name) > 1 and same_person(p.name, name)]
    roled = [p for p in known if p.countries and office.head in p.roles]
    return bool(roled) and not any(p.countries & office.countries for p in known)


def _agrees(office: Office, title: Office) -> bool | None:
    """Whether a title of the same head is that office: True, False, or None when it does not say of what it is one."""
    stand_ins = STAND_INS - _PAST if office.past else STAND_INS
    stems = {words.stem(w) for w in stand_ins}
    if (title.kind & stems) != (office.kind & stems):
        return False
    whole = office.kind | office.owner
    free = {words.stem(w) for w in _OWN_WORDS | _PAST}
    if title.kind - free - whole or (title.kind and office.kind - title.kind - title.owner):
        return False
    said = office.kind <= title.kind | title.owner
    if office.countries:
        if title.countries:
            return said and bool(office.countries & title.countries)
        return False if title.owner - whole else None
    if not office.owner:
        return said or None
    if not title.owner:
        return None
    shared = len(title.owner & whole)
    return said and shared * 2 >= min(len(title.owner), len(office.owner)) and shared > 0


def _spoken_of(office: Office, text: str) -> bool:
    """Whether a text names what the office is one of."""
    if office.countries:
        return any(places.country(n.name) in office.countries for n in names.proper(text) if n.kind == "place")
    return office.owner <= {w.stem for w in words.split(text)}
