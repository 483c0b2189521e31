"""One function for each kind of lie: a true claim in, a false one out, or None when it offers no handle."""

# ruff: noqa: ARG001  (all corruptions have one signature; not every one draws or needs the pool)
from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.corruptions_acts import cause, certainty, condition, quantifier, rank, second_act
from evals.faithful import Base
from qa.grounding import lexicon, names, numbers, places
from qa.grounding.context import context
from qa.grounding.dates import mentions
from qa.grounding.quotes import quotations

_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SAID = (
    r"(?:said|says|told|stated|stressed|added|announced|argued|claimed|explained|noted|warned|insisted|wrote|asserted)"
)
# After "said", these open no clause that stands alone, or one that needs what came before.
_NO_CLAUSE = re.compile(rf"(?:to|in|on|at|the\s+same|he|she|it|they|{'|'.join(_DAYS)}|his|her|their)\b")
_PAST = {
    "be": "was", "have": "had", "go": "went", "take": "took", "make": "made", "give": "gave", "get": "got",
    "see": "saw", "begin": "began", "become": "became", "hold": "held", "meet": "met", "keep": "kept", "leave": "left",
    "find": "found",
    "bring": "brought", "pay": "paid", "sell": "sold", "buy": "bought", "run": "ran", "lose": "lost", "win": "won",
    "come": "came", "rise": "rose", "fall": "fell", "build": "built", "send": "sent", "speak": "spoke", "do": "did",
    "help": "helped", "cut": "cut", "put": "put", "set": "set", "hit": "hit", "let": "let", "show": "showed",
    "lead": "led", "think": "thought", "know": "knew", "say": "said", "tell": "told", "feel": "felt", "grow": "grew",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to put in place of others: persons and places of all claims."""

    persons: tuple[str, ...]
    places: tuple[str, ...]
    quotations: tuple[str, ...]

    @classmethod
    def of(cls, true: Sequence[Base]) -> Pool:
        """The names of the claims, sorted, each once."""
        found = [n for base in true if base.origin == "sentence" for n in names.proper(base.claim)]
        persons = {n.name for n in found if n.kind == "person" and len(n.parts) == 2}
        countries = {row[0][0] for row in lexicon.rows("places")}
        quoted = {m for base in true for m in re.findall(r"[\"“]([^\"“”]{25,90})[\"”]", base.claim)}
        return cls(tuple(sorted(persons)), tuple(sorted(countries)), tuple(sorted(quoted)))


Corruption = Callable[[Base, Pool, random.Random], str | None]


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _others(base: Base, name: names.NameSpan) -> list[str]:
    """Other persons of the article, as its sentences write them."""
    people = [p.label for p in context(base.source).persons]
    return [p for p in people if not set(p.split()) & set(name.name.split())]


def entity(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another person: half the time one of the same article, else one of another."""
    own = [n for n in names.people(base.claim) if len(n.name) > 3]
    if not own:
        return None
    name = rng.choice(own)
    near = _others(base, name)
    other = rng.choice(near) if near and rng.random() < 0.5 else rng.choice(pool.persons)
    if set(other.split()) & set(name.name.split()):
        return None
    return _put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])


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
    return None if places.country(other) in here else _put(base.claim, name.start, name.end, other)


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
    return _put(base.claim, found.start, found.end, text[:at] + new + text[at + 1 :])


def count(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another count in words: three for two."""
    own = list(re.finditer(rf"\b(?:{'|'.join(_SMALL)})\b(?=\s+[a-z]+)", base.claim, re.IGNORECASE))
    if not own:
        return None
    found = rng.choice(own)
    others = [w for w in _SMALL[:8] if w != found[0].lower()]
    other = rng.choice(others)
    return _put(base.claim, *found.span(), other.capitalize() if found[0][0].isupper() else other)


def date(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another weekday, month, day or year."""
    spots = list(re.finditer(rf"\b(?:{'|'.join(_DAYS)}|{'|'.join(_MONTHS)}|(?:19|20)\d\d)\b", base.claim))
    if not spots:
        return None
    found = rng.choice(spots)
    if found[0].isdigit():
        new = str(int(found[0]) + rng.choice((-9, -3, -2, -1, 1, 2, 4)))
    else:
        names_ = _DAYS if found[0] in _DAYS else _MONTHS
        new = rng.choice([n for n in names_ if n != found[0] and n != "May"])
    return _put(base.claim, *found.span(), new)


def negation(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """A "not" put in after an auxiliary, or taken out."""
    found = re.search(r"\b(?:not|never|no longer)\s|n['’]t\b", base.claim)
    if found:
        if re.search(r"\b(?:can|wo)n['’]t", base.claim[: found.end()]):
            return None
        return _put(
            base.claim, *found.span(), " " if found[0][0] != "n" or (found[0][-1] == "t" and "'" in found[0]) else ""
        ).replace("  ", " ")
    spots = list(
        re.finditer(r"\b(?:is|are|was|were|will|would|can|could|has|have|had|should)\b(?=\s+[a-z])", base.claim)
    )
    if not spots:
        return None
    spot = rng.choice(spots)
    return _put(base.claim, spot.end(), spot.end(), " not")


def role(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """The role of one person given to another of the article."""
    own = [n for n in names.people(base.claim) if n.role]
    if not own:
        return None
    name = rng.choice(own)
    near = _others(base, name)
    if not near:
        return None
    other = rng.choice(near)
    return _put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])


def speaker(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another person of the article, or one from elsewhere, who says it."""
    for name in names.people(base.claim):
        after = base.claim[name.end : name.end + 12]
        before = base.claim[max(0, name.start - 12) : name.start]
        if re.match(rf",?\s+(?:\w+ly\s+|also\s+)?{_SAID}\b", after) or re.search(rf"\b{_SAID}\s+$", before):
            near = _others(base, name)
            other = rng.choice(near) if near else rng.choice(pool.persons)
            if set(other.split()) & set(name.name.split()):
                return None
            return _put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])
    return None


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
    return _put(base.claim, *found.span(), _past(found[1]))


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + "ed"


def attribution(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What somebody said, stated as a fact."""
    found = re.match(
        rf"^[A-Z][^,\"“]{{2,60}}?\s(?:(?:said|says)\s+(?:that\s+)?|{_SAID}\s+that\s+)(?=[a-zA-Z]{{2,}}\s)", base.claim
    )
    if found and not re.search(r"[\"“]", base.claim):
        rest = base.claim[found.end() :]
        return None if _NO_CLAUSE.match(rest) else rest[0].upper() + rest[1:]
    tail = re.search(
        rf",\s+(?:[A-Z][\w.'’ ]{{2,40}}|police|officials)\s+{_SAID}\.$|,\s+according to [^,]+\.$", base.claim
    )
    if tail and not re.search(r"[\"“]", base.claim):
        return base.claim[: tail.start()] + "."
    return None


def flattened(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What one person said, said by "both sides"."""
    for name in names.people(base.claim):
        after = base.claim[name.end : name.end + 12]
        found = re.match(rf",?\s+{_SAID}\b", after)
        if found and (name.start == 0 or base.claim[name.start - 2 : name.start] == ", "):
            both = rng.choice(("Both sides", "Both leaders", "The two men", "Both"))
            return _put(base.claim, name.start, name.end, both if name.start == 0 else both[0].lower() + both[1:])
    return None


def invented_quote(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Quoted words of another article."""
    found = re.search(r"[\"“][^\"“”]{12,}[\"”]", base.claim)
    other = rng.choice(pool.quotations)
    if found:
        return _put(base.claim, found.start() + 1, found.end() - 1, other)
    own = names.people(base.claim)
    if not own:
        return None
    return f'{own[0].name} said: "{other}"'


def altered_quote(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """One word of a quotation changed."""
    own = [q for q in quotations(base.claim.replace("“", '"').replace("”", '"')) if q.end - q.start > 20]
    if not own:
        return None
    found = rng.choice(own)
    spots = list(re.finditer(r"\b[a-z]{4,}\b", base.claim[found.start : found.end]))
    if not spots:
        return None
    spot = rng.choice(spots)
    new = rng.choice(
        [w for w in ("never", "always", "great", "people", "trouble", "maybe", "terrible") if w != spot[0]]
    )
    at = found.start
    return _put(base.claim, at + spot.start(), at + spot.end(), new)


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
