"""One function for each kind of lie: a true claim in, a false one out, or None when it offers no handle."""

# ruff: noqa: ARG001  (all corruptions have one signature; not every one draws or needs the pool)
from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable

from evals.corruption_pool import DAYS, Pool, others, put
from evals.corruptions_acts import cause, certainty, condition, quantifier, rank, second_act
from evals.corruptions_said import altered_quote, attribution, flattened, invented_quote, speaker
from evals.faithful import Base
from qa.grounding import names, numbers, places
from qa.grounding.context import context
from qa.grounding.dates import mentions

_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_PAST = {
    "be": "was", "have": "had", "go": "went", "take": "took", "make": "made", "give": "gave", "get": "got",
    "see": "saw", "begin": "began", "become": "became", "hold": "held", "meet": "met", "keep": "kept", "leave": "left",
    "find": "found",
    "bring": "brought", "pay": "paid", "sell": "sold", "buy": "bought", "run": "ran", "lose": "lost", "win": "won",
    "come": "came", "rise": "rose", "fall": "fell", "build": "built", "send": "sent", "speak": "spoke", "do": "did",
    "help": "helped", "cut": "cut", "put": "put", "set": "set", "hit": "hit", "let": "let", "show": "showed",
    "lead": "led", "think": "thought", "know": "knew", "say": "said", "tell": "told", "feel": "felt", "grow": "grew",
}  # fmt: skip


Corruption = Callable[[Base, Pool, random.Random], str | None]


def entity(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another person: half the time one of the same article, else one of another."""
    own = [n for n in names.people(base.claim) if len(n.name) > 3]
    if not own:
        return None
    name = rng.choice(own)
    near = others(base, name)
    other = rng.choice(near) if near and rng.random() < 0.5 else rng.choice(pool.persons)
    if set(other.split()) & set(name.name.split()):
        return None
    return put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])


def place(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another country or city, half the time one of the same article; a country's adjective is left alone."""
    own = [n for n in names.proper(base.claim) if n.kind == "place"]
    own = [n for n in own if places.kind(n.name) != "people"]
    if not own:
        return None
    name = rng.choice(own)
    here = {places.country(n.name) for n in names.proper(base.claim)}
    near = {n.name for r in context(base.source).readings for n in r.names if n.kind == "place"}
    near = {n for n in near if places.kind(n) != "people" and places.country(n) not in here}
    other = rng.choice(sorted(near)) if near and rng.random() < 0.5 else rng.choice(pool.places)
    return None if places.country(other) in here else put(base.claim, name.start, name.end, other)


def number(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another figure of the same look."""
    taken = mentions(base.claim, None)
    own = [
        n for n in numbers.numbers(base.claim)
        if n.value > 1 and not any(d.start < n.end and n.start < d.end for d in taken)
        and re.search(r"\d", base.claim[n.start : n.end])
    ]  # fmt: skip
    if not own:
        return None
    found = rng.choice(own)
    text = base.claim[found.start : found.end]
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    at = digits[0]
    new = rng.choice([d for d in "123456789" if d != text[at]])
    return put(base.claim, found.start, found.end, text[:at] + new + text[at + 1 :])


def count(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another count in words: three for two."""
    own = list(re.finditer(rf"\b(?:{'|'.join(_SMALL)})\b(?=\s+[a-z]+)", base.claim, re.IGNORECASE))
    if not own:
        return None
    found = rng.choice(own)
    others = [w for w in _SMALL[:8] if w != found[0].lower()]
    other = rng.choice(others)
    return put(base.claim, *found.span(), other.capitalize() if found[0][0].isupper() else other)


def date(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another weekday, month, day or year."""
    spots = list(re.finditer(rf"\b(?:{'|'.join(DAYS)}|{'|'.join(_MONTHS)}|(?:19|20)\d\d)\b", base.claim))
    if not spots:
        return None
    found = rng.choice(spots)
    if found[0].isdigit():
        new = str(int(found[0]) + rng.choice((-9, -3, -2, -1, 1, 2, 4)))
    else:
        names_ = DAYS if found[0] in DAYS else _MONTHS
        new = rng.choice([n for n in names_ if n != found[0] and n != "May"])
    return put(base.claim, *found.span(), new)


def negation(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """A "not" put in after an auxiliary, or taken out."""
    found = re.search(r"\b(?:not|never|no longer)\s|n['’]t\b", base.claim)
    if found:
        if re.search(r"\b(?:can|wo)n['’]t", base.claim[: found.end()]):
            return None
        return put(
            base.claim, *found.span(), " " if found[0][0] != "n" or (found[0][-1] == "t" and "'" in found[0]) else ""
        ).replace("  ", " ")
    spots = list(
        re.finditer(r"\b(?:is|are|was|were|will|would|can|could|has|have|had|should)\b(?=\s+[a-z])", base.claim)
    )
    if not spots:
        return None
    spot = rng.choice(spots)
    return put(base.claim, spot.end(), spot.end(), " not")


def role(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """The role of one person given to another of the article."""
    own = [n for n in names.people(base.claim) if n.role]
    if not own:
        return None
    name = rng.choice(own)
    near = others(base, name)
    if not near:
        return None
    other = rng.choice(near)
    return put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])


def direction(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Two persons or two countries around a verb trade places."""
    found = names.proper(base.claim)
    for one, other in itertools.pairwise(found):
        if one.kind != other.kind or one.kind == "other" or set(one.name.split()) & set(other.name.split()):
            continue
        between = base.claim[one.end : other.start]
        if not re.search(
            r"\b[a-z]+ed\b|\b(?:gave|met|told|beat|sent|saw|left|took|won|made|hit|to|from|by|against)\b", between
        ):
            continue
        if re.search(r"\b(?:and|met|or|talks|between|with|married|agreed)\b", between) or len(between) > 60:
            continue
        return base.claim[: one.start] + other.name + between + one.name + base.claim[other.end :]
    return None


def hedge(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What will, may or is planned to happen has happened."""
    found = re.search(
        r"\b(?:will|may|might|could|would|should|plans? to|planned to|is set to|are set to|is expected to|"
        r"are expected to|"
        r"hopes? to|wants? to|agreed to|offered to|intends? to|is due to|promised to|is going to|are going to)\s+"
        r"(?!not\b|never\b|also\b|be\s|both\b|always\b|have\b|[a-z]+ly\b|ever\b)([a-z]+)",
        base.claim,
    )
    if not found or len(found[1]) < 3:
        return None
    return put(base.claim, *found.span(), _past(found[1]))


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + "ed"


CORRUPTIONS: dict[str, Corruption] = {
    "entity": entity,
    "place": place,
    "number": number,
    "count": count,
    "date": date,
    "invented quote": invented_quote,
    "altered quote": altered_quote,
    "negation": negation,
    "role": role,
    "speaker": speaker,
    "direction": direction,
    "hedge": hedge,
    "attribution": attribution,
    "flattened": flattened,
    "second act": second_act,
    "cause": cause,
    "certainty": certainty,
    "quantifier": quantifier,
    "rank": rank,
    "condition": condition,
}
