"""A role stays with the person who holds it, and a country with the role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding import lexicon, places, words
from qa.grounding.context import Person, same_person
from qa.grounding.evidence import Evidence
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.roles import MODIFIERS
from qa.grounding.words import Word

# What tells one minister, president or adviser from another; "senior" and "national" only adorn.
_TELLING = frozenset(
    "prime foreign deputy vice interior defence defense finance trade health justice education culture acting former "
    "attorney police army opposition oil energy economy".split()
)
# A rank that makes another role of a role, in all its forms; "deputy" alone is a role, too.
_FORMS = {
    "deputy": frozenset("deputy vice".split()),
    "acting": frozenset("acting interim caretaker".split()),
    "former": frozenset("former ex then one-time outgoing retired".split()),
    "assistant": frozenset({"assistant"}),
}
_RANKS = frozenset().union(*_FORMS.values())
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof st mx rev".split())


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for each person whom the claim gives a role that the article gives to another, or to nobody."""
    persons = [p for c in evidence.contexts for p in c.persons]
    for name in claim.people:
        if name.role:
            yield from _held(name, persons, evidence)
    yield from _unnamed(claim, persons)
    yield from _qualified(claim, evidence)


def _parts(role: str) -> tuple[list[Word], set[str]]:
    """The content words of a role without titles such as Mr., and the countries it names."""
    split = [w for w in words.content(role) if w.lower.rstrip(".") not in _TITLES]
    lands = set(filter(None, (places.country(w.text) for w in split)))
    return [w for w in split if not places.country(w.text)], lands


def _held(name: NameSpan, persons: list[Person], evidence: Evidence) -> Iterator[Problem]:
    role, lands = _parts(name.role or "")
    holder = next((p for p in persons if same_person(p.name, name.parts)), None)
    if holder is None or not role:
        return
    missing = [w for w in role if not ({w.stem} | words.synonyms(w.stem)) & holder.roles]
    heads = [w for w in missing if w.lower in lexicon.words("roles")]
    said = f"{name.role} {name.name}"
    if missing:
        other = next((p for p in persons if p is not holder and all(w.stem in p.roles for w in role)), None)
        if other is None and heads:
            other = next((p for p in persons if p is not holder and all(w.stem in p.roles for w in missing)), None)
        if other is None and heads and not any(w.stem in evidence.stems and _near(name, w, evidence) for w in heads):
            other = next((p for p in persons if p is not holder and all(w.stem in p.roles for w in heads)), None)
        if other is not None and not _beside(name, missing, evidence):
            yield Problem(
                "role", "contradicted", f"the article gives that role to {other.label}, not to {name.name}: '{said}'"
            )
            return
        telling = [w for w in missing if w.lower in _TELLING]
        if any(w.stem not in evidence.stems and not words.synonyms(w.stem) & evidence.stems for w in heads + telling):
            yield Problem("role", "unsupported", f"the cited sentences nowhere call {name.name} '{name.role}'")
            return
    if lands and holder.countries and not lands & holder.countries:
        theirs = ", ".join(sorted(holder.countries))
        yield Problem("role", "contradicted", f"the article ties {name.name}'s role to {theirs}: '{said}'")


def _near(name: NameSpan, word: Word, evidence: Evidence) -> bool:
    return _beside(name, [word], evidence)


def _beside(name: NameSpan, missing: list[Word], evidence: Evidence, reach: int = 6) -> bool:
    """Whether a cited sentence has the role's words within a few words of the person's own name."""
    for line in evidence.lines:
        split = line.reading.words
        for person in line.reading.people:
            if not same_person(person.parts, name.parts):
                continue
            first = next(i for i, w in enumerate(split) if w.end > person.start)
            near = {w.stem for w in split[max(0, first - reach) : first + len(person.parts) + reach]}
            if all(w.stem in near for w in missing):
                return not any(
                    n is not person and n.role and abs(n.start - person.start) < 60 for n in line.reading.people
                )
    return False


def _unnamed(claim: Reading, persons: list[Person]) -> Iterator[Problem]:
    """The country of a role without a name: "Iran's foreign minister" when the one the article has is Syria's."""
    for place in claim.names:
        if place.kind != "place" or places.kind(place.name) == "city":
            continue
        rest = claim.text[place.end :]
        match = re.match(r"(?:'s)?\s+((?:[a-z-]+\s+){0,3}[a-z-]+)", rest, re.IGNORECASE)
        if not match or any(n.start <= place.end + match.end() and n.end > place.end + 3 for n in claim.people):
            continue
        stems: list[str] = []
        for word in words.content(match[1]):
            stems.append(word.stem)
            if word.lower in lexicon.words("roles"):
                holders = [p for p in persons if set(stems) <= p.roles]
                country = places.country(place.name)
                if holders and all(p.countries and country not in p.countries for p in holders):
                    yield Problem(
                        "role", "contradicted", f"the article's {match[1]} is {holders[0].label}, not of {country}"
                    )
                break


def _qualified(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when the claim drops or adds the "deputy", "acting" or "former" that makes a role another."""
    for at, word in enumerate(claim.words):
        if word.lower not in lexicon.words("roles") or word.lower in _RANKS:
            continue
        ours = _ranks(claim, at)
        theirs = [
            _ranks(line.reading, i)
            for line in evidence.lines
            for i, w in enumerate(line.reading.words)
            if w.stem == word.stem
        ]
        if not theirs or ours in theirs:
            continue
        for rank in sorted(ours - frozenset().union(*theirs)):
            if not any(w.lower in _FORMS[rank] for line in evidence.lines for w in line.reading.words):
                yield Problem("role", "unsupported", f"no cited sentence calls the {word.text} '{rank}'")
                return
        always = frozenset(theirs[0]).intersection(*theirs) - ours
        if always:
            yield Problem(
                "role", "unsupported", f"the source has '{sorted(always)[0]} {word.text}', the claim '{word.text}'"
            )
            return


def _ranks(reading: Reading, at: int) -> frozenset[str]:
    """The ranks written within three words before a role, as "deputy" of "deputy prime minister"."""
    found = set()
    for place in range(at - 1, max(-1, at - 4), -1):
        word, after = reading.words[place], reading.words[place + 1]
        if reading.text[word.end : after.start].strip(" -"):
            break
        found |= {rank for rank, forms in _FORMS.items() if word.lower in forms}
        if not (word.lower in MODIFIERS or word.lower in lexicon.words("roles") or places.kind(word.text)):
            break
    return frozenset(found)
