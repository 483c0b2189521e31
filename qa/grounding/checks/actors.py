"""Those who act, as common nouns and names have them, and whether two of them are surely two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.grounding import lexicon, words
from qa.grounding.checks.clauses import PREPOSITIONS, Party, past
from qa.grounding.context import named, same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.words import Word

_NEAR = 5  # words between a noun and what it may tell of
_JOINS = PREPOSITIONS | frozenset("and or but that who which".split())
_OWNED = frozenset("its their his her our".split())
_SPEAKS_FOR = frozenset("of for at from".split())


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the head noun or the name, its kind, and the stems of its phrase up to the first preposition.

    `kind`: person, persons, body; of names: named (a person), place, organ (a body by its words or its "the"), other.
    """

    head: Word
    noun: str  # the head in the singular, lower case
    name: NameSpan | None
    kind: str
    own: frozenset[str]
    title: str  # a noun for persons before a name: "president" of "President Ana Rivas"


def actor(reading: Reading, found: Party, publisher: str | None = None) -> Actor | None:
    """Who a subject is; None for things, for "people" and "officials", and where it names several."""
    phrase = found.words(reading)
    if any(w.lower == "and" for w in phrase):
        return None
    head = found.head(reading)
    before = next((i for i, w in enumerate(phrase) if i and w.lower in PREPOSITIONS), len(phrase))
    own = frozenset(w.stem for w in phrase[:before] if w.content)
    noun = singular(head.lower)
    name = next((n for n in reading.names if n.start <= head.start < n.end), None)
    if name is not None and not (name.kind == "other" and len(name.parts) == 1 and _kinds().get(noun)):
        title = next((singular(w.lower) for w in phrase if w.start < name.start and w.lower in _titles()), "")
        return Actor(head, noun, name, _sort(phrase, name, publisher), own, title)
    kind = _kinds().get(noun, "")
    if not kind or head.lower in lexicon.classes("actors")["loose"]:
        return None
    if kind != "body":
        kind = "person" if noun == head.lower else "persons"
    return Actor(head, noun, None, kind, own, "")


def person(word: Word, name: str) -> Actor:
    """The person whom a pronoun means."""
    span = NameSpan(word.start, word.end, name, None, "person")
    return Actor(word, word.lower, span, "named", frozenset(words.stem(w.lower()) for w in span.parts), "")


def _titles() -> frozenset[str]:
    return lexicon.words("roles")


def _sort(phrase: tuple[Word, ...], name: NameSpan, publisher: str | None) -> str:
    """What a name is the name of."""
    if name.kind == "place":
        return "place"
    if publisher is not None and name.name.lower() in publisher.lower():
        return "organ"
    article = any(w.lower == "the" for w in phrase if w.end + 1 == name.start)
    worded = name.kind != "person" and any(w.lower() in lexicon.words("organisations") for w in name.parts)
    if article or worded:
        return "organ"
    return "named" if name.kind == "person" else "other"


@cache
def _kinds() -> dict[str, str]:
    """The kind of each noun, in the singular, for those who act."""
    kinds = lexicon.classes("actors")
    loose = kinds["loose"]
    return {w: kind for kind in ("office", "person", "body") for w in kinds[kind] if w not in loose}


@cache
def _kin() -> dict[str, frozenset[str]]:
    """For each noun, those that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for group in lexicon.groups("actor_kin"):
        for noun in group:
            found[noun] = found.get(noun, frozenset()) | frozenset(group)
    return found


def singular(lower: str) -> str:
    """A noun in the singular; as it is where its end shows no plural."""
    if lower.endswith(("men", "women")) and len(lower) > 4:
        return lower[:-2] + "an"
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith("s") and not lower.endswith(("ss", "us")) and len(lower) > 3:
        return lower[:-1] if lower[:-1] in lexicon.words("actors") or not lower.endswith("es") else lower[:-2]
    return lower


def alike(one: Actor, other: Actor) -> bool:
    """Whether the words of two actors may mean one."""
    if one.name is not None and other.name is not None:
        shared = {p.lower() for p in one.name.parts} & {p.lower() for p in other.name.parts}
        return bool(shared) or same_person(one.name.parts, other.name.parts)
    if _same(one, other) or other.noun in _kin().get(one.noun, ()) or other.head.stem in words.synonyms(one.head.stem):
        return True
    if one.head.stem == other.head.stem:  # "author" and "authority" share a stem
        return one.kind == other.kind
    return min(len(one.noun), len(other.noun)) >= 6 and one.noun[:6] == other.noun[:6]  # "minister" for "ministry"


def _same(one: Actor, other: Actor) -> bool:
    """Whether two actors have one noun, or words about it in common: "the port authority", "the port's board"."""
    if one.noun == other.noun:
        return True
    return bool((one.own - {one.head.stem}) & other.own or one.own & (other.own - {other.head.stem}))


def apart(ours: Actor, theirs: Actor, evidence: Evidence, line: Line) -> bool:
    """Whether two who act are surely two."""
    if alike(ours, theirs) and (_same(ours, theirs) or not _two_bearers(ours, theirs, evidence)):
        return False
    kinds = {ours.kind, theirs.kind}
    if ours.name is not None and theirs.name is not None:
        return _listed(ours.name, theirs.name, evidence)
    if kinds & {"place", "other"}:
        return False
    if kinds == {"named", "persons"}:
        return True
    if "named" in kinds:
        return kinds == {"named", "person"} and _of_another(ours, theirs, evidence, line)
    if "organ" in kinds and "body" in kinds and not _worded(ours, theirs):
        return False  # which noun a named body goes by is not told
    if any(_linked(ours, theirs, reading, last) for reading, last in _pages(evidence)):
        return False
    if not kinds <= {"person", "persons"}:
        return True
    # One person may be both a teacher and a father, and one crowd both students and protesters.
    return {_kinds().get(ours.noun), _kinds().get(theirs.noun)} == {"office"} or _two_bearers(ours, theirs, evidence)


def _two_bearers(ours: Actor, theirs: Actor, evidence: Evidence) -> bool:
    """Whether the articles give two nouns to persons of different names."""
    if ours.name is not None or theirs.name is not None or ours.kind != "person" or theirs.kind != "person":
        return False
    one = [n for reading, _ in _pages(evidence) for n in _told(ours.noun, reading)]
    other = [n for reading, _ in _pages(evidence) for n in _told(theirs.noun, reading)]
    return bool(one and other) and not any(same_person(a.parts, b.parts) for a in one for b in other)


def _pages(evidence: Evidence) -> Iterator[tuple[Reading, Reading | None]]:
    """The sentences of the articles, each with the one before it."""
    for one in evidence.contexts:
        yield from zip(one.readings, (None, *one.readings), strict=False)


def _worded(ours: Actor, theirs: Actor) -> bool:
    """Whether a named body has in its name what it is, as "Supreme Court" has, and so is no "ministry"."""
    name = ours if ours.name is not None else theirs
    return _kinds().get(name.noun) == "body"


def _listed(one: NameSpan, other: NameSpan, evidence: Evidence) -> bool:
    """Whether the articles list two names together, as they would no two names of one."""
    pattern = re.compile(
        rf"\b(?:{re.escape(one.name)} and (?:the )?{re.escape(other.name)}"
        rf"|{re.escape(other.name)} and (?:the )?{re.escape(one.name)})\b"
    )
    return any(pattern.search(reading.text) for reading, _ in _pages(evidence))


def _of_another(ours: Actor, theirs: Actor, evidence: Evidence, line: Line) -> bool:
    """Whether a noun tells of another person of the articles than the one named."""
    name, noun = (ours, theirs) if ours.name is not None else (theirs, ours)
    assert name.name is not None
    bearers = [n for reading, _ in _pages(evidence) for n in _told(noun.noun, reading)]
    if any(same_person(n.parts, name.name.parts) for n in bearers):
        return False
    roles = [p.roles for p in line.context.persons if named(name.name, p)]
    if any(noun.head.stem in known for known in roles):
        return False
    if noun.noun in lexicon.classes("actors")["office"]:
        return bool(bearers) or bool(_titled(name) and name.title not in _kin().get(noun.noun, ()))
    # "The actor" may be somebody whom no sentence calls so, unless those cited call another so.
    here = [one.reading for one in evidence.lines if noun.own <= one.reading.stems]
    return any(True for reading in here for _ in _told(noun.noun, reading))


def _titled(name: Actor) -> bool:
    return name.title in lexicon.classes("actors")["office"]


def _told(noun: str, reading: Reading) -> Iterator[NameSpan]:
    """The persons beside whom a sentence has a noun: "the bookkeeper Ada Renz", "Ada Renz, the bookkeeper"."""
    for word in reading.words:
        if word.lower != noun:
            continue
        for name in reading.people:
            before = reading.text[name.end : word.start] if name.end <= word.start else None
            after = reading.text[word.end : name.start] if word.end <= name.start else None
            if before is not None and re.fullmatch(
                r",? (?:(?:who )?(?:is|was) )?(?:(?:the|a|an|his|her|its) )?(?:[\w-]+ ){0,2}", before
            ):
                yield name
            if after is not None and re.fullmatch(r",? (?:(?:of|for|at) (?:[\w'-]+ ){0,3}[\w'-]+, )?", after):
                yield name


def _linked(ours: Actor, theirs: Actor, reading: Reading, last: Reading | None) -> bool:
    """Whether a sentence has the two in one phrase, or one as the other's: "its director"."""
    one = [i for i, w in enumerate(reading.words) if singular(w.lower) == ours.noun]
    other = [i for i, w in enumerate(reading.words) if singular(w.lower) == theirs.noun]
    if any(abs(i - j) <= _NEAR and _apposed(reading, min(i, j), max(i, j)) for i in one for j in other):
        return True
    if ours.kind[:6] == theirs.kind[:6]:
        return False
    person, at, body = (ours, one, theirs) if ours.kind.startswith("person") else (theirs, other, ours)
    if _kinds().get(person.noun) == "office" and any(_owned(reading, i) for i in at):
        return any(singular(w.lower) == body.noun for r in (reading, last) if r is not None for w in r.words)
    return False


def _owned(reading: Reading, at: int) -> bool:
    return any(w.lower in _OWNED for w in reading.words[max(0, at - 3) : at])


def _apposed(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but names, articles, adjectives, "of", "for" and "is" stands between two words."""
    return not any(
        (w.lower in _JOINS and w.lower not in _SPEAKS_FOR) or past(w) for w in reading.words[first + 1 : last]
    )
