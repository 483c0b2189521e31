"""Every person, place and other name of a claim is in the evidence, named or meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.words import irregular
from qa.grounding import lexicon, places, words
from qa.grounding.context import named, same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.spelling import same
from qa.grounding.words import Word

_PREPOSITIONS = frozenset("of for to by from in at on under about as than and or".split())
_IRREGULAR = frozenset(irregular())
_ELSEWISE = re.compile(r"\b(?:visit|visits|visiting|of|with|against|between|like|and)\s+(?:the\s+)?$", re.IGNORECASE)
_ANAPHOR = re.compile(
    r"\b(?:it|its|they|their|them|this|these|he|she|his|her)\b|^The\s|\bthe\s+\w+\s+(?:was|is|has|had|will)\b"
)


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for each name that no sentence names or means."""
    for name in claim.names:
        if name.kind == "place":
            problem = _place(claim, name, evidence)
        elif name.kind == "person":
            problem = _person(claim, name, evidence)
        else:
            problem = _other(claim, name, evidence)
        if problem is not None:
            yield problem


def _person(claim: Reading, name: NameSpan, evidence: Evidence) -> Problem | None:
    said = claim.cut(name.start, name.end)
    if not name.parts:
        return None
    bearers = [p for c in evidence.contexts for p in c.namesakes(name.parts)]
    if bearers and not any(named(name, p) for p in bearers):
        return Problem("name", "contradicted", f"the source names {bearers[0].label}, not {said}")
    if evidence.names_person(name) or evidence.means_person(name):
        return None if _given_known(name, evidence) else _unknown_given(said, name)
    if all(_in_text(part, evidence) for part in name.parts):
        return None
    where = (
        "elsewhere in the article, but " if any(named(name, p) for c in evidence.contexts for p in c.persons) else ""
    )
    return Problem("name", "unsupported", f"'{said}' is {where}in none of the cited sentences")


def _given_known(name: NameSpan, evidence: Evidence) -> bool:
    """Whether a first name that the claim gives is one that the article gives."""
    if len(name.parts) < 2:
        return True
    stems = {w.lower for c in evidence.contexts for r in (*c.readings, c.heading) for w in r.words}
    return any(any(same(part, word) for word in stems) or len(part) == 1 for part in name.parts[:-1])


def _unknown_given(said: str, name: NameSpan) -> Problem:
    return Problem("name", "unsupported", f"the source names '{name.surname}', but nowhere '{said}'")


def _in_text(part: str, evidence: Evidence) -> bool:
    stem = words.stem(part.lower())
    return any(
        stem in line.reading.stems or any(same(part, w.text) for w in line.reading.words if w.text[:1].isupper())
        for line in evidence.lines
    )


def _place(claim: Reading, name: NameSpan, evidence: Evidence) -> Problem | None:
    said = claim.cut(name.start, name.end)
    if any(places.supports(source, name.name) for source in evidence.places):
        if _located(claim.text, name) and not _locates(name, evidence):
            return Problem("place", "unsupported", f"no cited sentence says that it happened in '{said}'")
        return None
    inside = [n.name for line in evidence.lines for n in line.reading.names if n.kind != "place"]
    if any(name.name.lower() in other.lower() for other in inside) or _phrase(name.name, evidence):
        return None
    elsewhere = _located(claim.text, name) and any(map(_has_location, evidence.lines))
    if not elsewhere and any(
        places.supports(n.name, name.name) for li in evidence.lines for n in li.context.heading.names
    ):
        return None
    if places.kind(name.name) != "city" and places.country(name.name) in evidence.meant_countries:
        return None
    if places.kind(name.name) != "city" and _before_role(claim, name) and any(_of_meant(name, evidence)):
        return None
    return Problem("place", "unsupported", f"'{said}' is in none of the cited sentences")


def _located(text: str, name: NameSpan) -> bool:
    """Whether a place is where the claim's act happens: "in Oslo"."""
    return bool(re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[: name.start])) and places.kind(name.name) != "people"


def _has_location(line: Line) -> bool:
    """Whether the sentence itself says where it happens: then a place of the article's title is not where it did."""
    return any(_located(line.reading.text, n) for n in line.reading.names if n.kind == "place")


def _locates(name: NameSpan, evidence: Evidence) -> bool:
    """Whether some sentence has the place other than as a goal, an owner or an opponent: "visit Oslo", "of Oslo"."""
    for line in evidence.lines:
        for other in line.reading.names:
            here = other.kind == "place" and places.supports(other.name, name.name)
            if here and not _ELSEWISE.search(line.reading.text[: other.start]):
                return True
    return False


def _before_role(claim: Reading, name: NameSpan) -> bool:
    """Whether the country only qualifies a role or a person: "the Syrian minister", "Iran's Velayati"."""
    following = [w for w in claim.words if w.start >= name.end][:4]
    if any(n.kind == "person" and following and n.start == following[0].start for n in claim.names):
        return True
    return any(w.lower in lexicon.words("roles") for w in following)


def _of_meant(name: NameSpan, evidence: Evidence) -> Iterator[bool]:
    """Whether the country is that of a person named or meant, by the role that the article gives them."""
    country = places.country(name.name)
    for line in evidence.lines:
        persons = [p for _, p in line.meant]
        persons += [p for p in line.context.persons if any(same_person(n.parts, p.name) for n in line.reading.people)]
        yield any(country in person.countries for person in persons)


def _phrase(text: str, evidence: Evidence) -> bool:
    return any(text.lower() in line.reading.text.lower() for line in evidence.lines)


def _other(claim: Reading, name: NameSpan, evidence: Evidence) -> Problem | None:
    said = claim.cut(name.start, name.end)
    parts = list(words.content(name.name))
    if not parts:
        return None
    if len(parts) > 1 and _only_owner(claim, name, evidence):
        return Problem("name", "unsupported", f"the cited sentences name '{said}' only as an owner: '{said}'s ...'")
    otherwise = _governed_otherwise(claim, name, evidence)
    if otherwise is not None:
        return Problem(
            "name", "unsupported", f"the cited sentences have '{otherwise} ... {said}', and nothing else of it"
        )
    if _phrase(name.name, evidence):
        return None
    whole = frozenset().union(*(c.stems for c in evidence.contexts)) if evidence.contexts else frozenset()
    body = parts[0].lower in lexicon.words("organisations")
    if len(parts) == 1 and _opening(claim, name) and not body and not _capital_in_article(parts[0].text, evidence):
        return None  # a capital at the head of a sentence; what it says is the business of coverage
    found = [
        w
        for w in parts
        if w.stem in evidence.stems or _in_text(w.text, evidence) or places.country(w.text) in evidence.countries
    ]
    if len(found) * 2 > len(parts) or _acronym(name.name, evidence):
        return None
    if any(name.name.lower() in line.context.heading.text.lower() for line in evidence.lines):
        return None  # the article's subject is what all its sentences are about
    if name.start <= 5 and any(_topic(name, line) for line in evidence.lines):
        return None
    where = "elsewhere in the article, but " if all(w.stem in whole for w in parts) else ""
    return Problem("name", "unsupported", f"'{said}' is {where}in none of the cited sentences")


def _only_owner(claim: Reading, name: NameSpan, evidence: Evidence) -> bool:
    """Whether the sentences have the name only in the possessive, "the Leader's adviser", and the claim as a party."""
    before = [w.lower for w in claim.words if w.end <= name.start and w.lower not in ("the", "a", "an")]
    if claim.text[name.end : name.end + 2] == "'s" or not before or before[-1] in _PREPOSITIONS:
        return False
    pattern = re.compile(re.escape(name.name) + r"('s)?", re.IGNORECASE)
    hits = [(line, m) for line in evidence.lines for m in pattern.finditer(line.reading.text)]
    if not hits or not all(m[1] for _, m in hits):
        return False
    # "The Leader's adviser" and "advises the Leader" say the same.
    return not any(_kin(before[-1], line.reading.text[m.end() :]) for line, m in hits)


def _kin(verb: str, owned: str) -> bool:
    """Whether one of the first two words after an owner's name is made of the verb: "adviser" of "advises"."""
    return any(len(verb) >= 5 and w[:5].lower() == verb[:5] for w in owned.split()[:2])


def _governed_otherwise(claim: Reading, name: NameSpan, evidence: Evidence) -> str | None:
    """The verb that has the name for its object in every sentence, when the claim gives it to another verb.

    "Met the chairman" is not said by "met a man who advises the chairman".
    """
    ours = _verb_before(claim, name)
    if ours is None:
        return None
    theirs = [
        _verb_before(line.reading, other)
        for line in evidence.lines
        for other in line.reading.names
        if other.kind == name.kind and (same_person(other.parts, name.parts) or other.name.lower() == name.name.lower())
    ]
    if not theirs or any(v is None or v.stem == ours.stem or v.stem in words.synonyms(ours.stem) for v in theirs):
        return None
    return theirs[0].text if theirs[0] is not None else None


def _verb_before(reading: Reading, name: NameSpan) -> Word | None:
    """The verb straight before a name, "the" and titles passed over; None for another word."""
    before = [w for w in reading.words if w.end <= name.start]
    while before and (before[-1].lower in ("the", "a", "an") or before[-1].lower in lexicon.words("roles")):
        before.pop()
    if not before or reading.text[before[-1].end : name.start].strip(" theTHEa").strip():
        return None
    word = before[-1]
    verb = (
        word.content and word.text.islower() and (word.lower.endswith(("ed", "es", "ses")) or word.lower in _IRREGULAR)
    )
    return word if verb else None


def _topic(name: NameSpan, line: Line) -> bool:
    """Whether "it" or "the series" of a sentence may mean the name: one just before it, or the article's title."""
    if not _ANAPHOR.search(line.reading.text):
        return False
    near = line.context.readings[max(0, line.cited.sentence - 3) : line.cited.sentence]
    return any(name.name.lower() in r.text.lower() for r in (*near, line.context.heading))


def _opening(claim: Reading, name: NameSpan) -> bool:
    before = claim.text[: name.start].rstrip(" \"'(")
    return not before or before[-1] in ".!?:"


def _capital_in_article(word: str, evidence: Evidence) -> bool:
    """Whether the article writes the word with a capital inside a sentence, and so uses it as a name."""
    for around in evidence.contexts:
        for reading in around.readings:
            if any(n.start > 1 and word in n.name.split() for n in reading.names):
                return True
    return False


def _acronym(text: str, evidence: Evidence) -> bool:
    """Whether one of claim and article abbreviates what the other spells out."""
    initials = "".join(w.text[0] for w in words.split(text) if w.text[0].isupper())
    for around in evidence.contexts:
        for reading in (*around.readings, around.heading):
            for name in reading.names:
                theirs = "".join(w.text[0] for w in words.split(name.name) if w.text[0].isupper())
                plain, other = text.replace(".", ""), name.name.replace(".", "")
                if (len(plain) > 1 and plain == theirs) or (len(other) > 1 and other == initials):
                    return True
    return False
