"""Who "he", "the minister" or a bare surname is: an article's persons, and whom each sentence's subject means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.grounding import dates, lexicon, names, places, words
from qa.grounding.fold import fold
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading, read
from qa.grounding.records import Source
from qa.grounding.speakers import PREPOSITION, attributions
from qa.grounding.spelling import same
from qa.grounding.turns import answering

_SUBJECT = re.compile(r"^\W*(?:[\w-]+(?:\s+[\w-]+){0,5},\s+)?(?P<pronoun>he|she)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_GUEST = re.compile(r"\b(?:his|her|their|the)\s+(?:guest|visitor|host|counterpart|opposite\s+number)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|his|her|their)\s+(?P<role>(?:[A-Za-z'-]+\s+){0,4}[A-Za-z-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of an article: the longest name it uses, and the roles it writes beside any of their names."""

    name: tuple[str, ...]
    roles: frozenset[str]  # stems of the roles' content words
    countries: frozenset[str] = frozenset()  # those that the roles name

    @property
    def label(self) -> str:
        """The name as it is shown."""
        return " ".join(self.name)


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one person's: the surnames agree, and no given name of one contradicts the other's."""
    if not one or not other:
        return False
    if not same(one[-1], other[-1]):
        # "Kim Jong Un" and "Kim", "Saddam Hussein" and "Saddam": the shorter name may be the first word.
        short, long = sorted((one, other), key=len)
        return len(short) == 1 and len(long) > 1 and same(short[0], long[0])
    ours, theirs = one[:-1], other[:-1]
    if not ours or not theirs:
        return True
    full = [[w for w in given if len(w.strip(".")) > 1] for given in (ours, theirs)]
    if all(full):  # "John F." and "Robert F." share an initial and are two
        return any(_given(a, b) for a in full[0] for b in full[1])
    return any(_given(a, b) for a in ours for b in theirs)


def _given(a: str, b: str) -> bool:
    a, b = a.strip("."), b.strip(".")
    if len(a) == 1 or len(b) == 1:
        return a[:1].lower() == b[:1].lower()
    short, long = sorted((a, b), key=len)
    return same(a, b) or (len(short) >= 3 and long.lower().startswith(short.lower()))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an article as a whole: its sentences' readings, its persons, each sentence's referents."""

    readings: tuple[Reading, ...]
    persons: tuple[Person, ...]
    subjects: tuple[Person | None, ...]  # whom a sentence's subject names or means
    stems: frozenset[str]
    heading: Reading
    surnames: frozenset[str]
    pair: frozenset[str] = frozenset()  # the two countries that the article is about, if it is about two

    def person(self, name: Sequence[str]) -> Person | None:
        """The person of the article that a name means; None when there is none or more than one."""
        found = [p for p in self.persons if same_person(p.name, name)]
        if len(found) > 1:
            exact = [
                p for p in found if all(any(same(a, b) for b in p.name) for a in name) and same(p.name[-1], name[-1])
            ]
            return exact[0] if len(exact) == 1 else None
        return found[0] if found else None

    def other(self, sentence: int) -> Person | None:
        """The one person, besides a sentence's subject, whom it and the sentence before it name; None for several."""
        near = [n for r in self.readings[max(0, sentence - 1) : sentence + 1] for n in r.people]
        found = {p for n in near if (p := self.person(n.parts)) is not None and p is not self.subjects[sentence]}
        return found.pop() if len(found) == 1 else None

    def bearer(self, sentence: int, name: NameSpan) -> Person | None:
        """Whose a bare surname is in a sentence, among several of that surname: the last one named in full before it.

        None when the article gives nobody of that surname in full.
        """
        if len(name.parts) != 1:
            return self.person(name.parts)
        alike = [p for p in self.namesakes(name.parts) if len(p.name) > 1]
        if len(alike) < 2:
            return alike[0] if alike else None
        here = self.readings[sentence].people
        near = [n for n in here if n.start < name.start][::-1]
        near += [n for r in reversed(self.readings[:sentence]) for n in reversed(r.people)]
        near += [n for n in here if n.start > name.start]
        full = next((n for n in near if len(n.parts) > 1 and same(n.parts[-1], name.parts[-1])), None)
        return next((p for p in alike if full is not None and same_person(p.name, full.parts)), None)

    def namesakes(self, name: Sequence[str]) -> list[Person]:
        """The persons of the article that share the name's last word."""
        return [p for p in self.persons if name and same(p.name[-1], name[-1])]


@lru_cache(maxsize=256)
def context(source: Source) -> Context:
    """The context of an article; a few milliseconds for one of 1,000 words, and kept."""
    article = source.article
    published = dates.parse_day(article.date)
    quotes = [article.text[s.start : s.end] for s in source.sentences]
    head = " . ".join(filter(None, (article.title, article.publisher)))
    known = frozenset().union(*(names.surnames_of(names.proper(fold(q).text)) for q in (*quotes, head)))
    readings = tuple(read(quote, published, known) for quote in quotes)
    heading = read(head, published, known)
    persons = _persons([*readings, heading])
    subjects: list[Person | None] = []
    for at in range(len(readings)):
        subjects.append(_subject(at, readings, persons, subjects))
    for at, name in answering(source).items():  # "I" of an interview's answers, "you" of its questions
        if not readings[at].people:
            subjects[at] = next((p for p in persons if same_person(p.name, name)), subjects[at])
    stems = frozenset().union(*(r.stems for r in readings), heading.stems)
    return Context(readings, persons, tuple(subjects), stems, heading, known, _pair(readings))


def _pair(readings: Sequence[Reading]) -> frozenset[str]:
    """The two countries that an article names most, when no third comes near them."""
    counted = Counter(c for r in readings for n in r.names if n.kind == "place" and (c := places.country(n.name)))
    ranked = counted.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) == 3 and ranked[2][1] * 3 > ranked[1][1] * 2):
        return frozenset()
    return frozenset(name for name, _ in ranked[:2])


def _persons(readings: Sequence[Reading]) -> tuple[Person, ...]:
    """The persons of a text, names of one person joined under the longest."""
    found: dict[tuple[str, ...], set[str]] = {}
    lands: dict[tuple[str, ...], set[str]] = {}
    bodies = {n.name for r in readings for n in r.names if n.kind == "other"}  # "Mehr" of "Mehr news agency"
    mentions = [n for r in readings for n in r.people if n.parts and not (len(n.parts) == 1 and n.name in bodies)]
    for name in sorted(mentions, key=lambda n: -len(n.parts)):
        owner = next((known for known in found if same_person(known, name.parts)), None)
        roles = found.setdefault(owner or name.parts, set())
        split = words.content(name.role or "")
        roles.update(w.stem for w in split)
        lands.setdefault(owner or name.parts, set()).update(filter(None, (places.country(w.text) for w in split)))
    return tuple(Person(name, frozenset(roles), frozenset(lands[name])) for name, roles in found.items())


def _subject(
    at: int, readings: Sequence[Reading], persons: Sequence[Person], before: Sequence[Person | None]
) -> Person | None:
    """Whom the subject of a sentence names or means: "He" is the subject of the sentence before it."""
    reading = readings[at]
    pronoun = _SUBJECT.match(reading.text)
    first = _free(reading)
    recent = next((p for p in reversed(before[-3:]) if p is not None), None)
    if pronoun and not (first and first.start < pronoun.start("pronoun")):
        return recent
    role = _DEFINITE.match(reading.text)
    if role and not (first and first.start < role.end()):
        meant = by_role(role["role"], persons, recent)
        if meant is not None:
            return meant[0]
    told = None if first else _speaker_by_role(reading, persons, recent)
    if told is not None:
        return told
    meant_by = [p for p in persons if first and same_person(p.name, first.parts)]
    if recent in meant_by and first is not None and len(first.parts) == 1:
        return recent  # of two with one surname, the one spoken of last
    found = next(iter(meant_by), None)
    if found is None:
        return recent if _PRONOUN.search(reading.text) else None
    return found


def _speaker_by_role(reading: Reading, persons: Sequence[Person], recent: Person | None) -> Person | None:
    """Whom "the president said" means when no person is named."""
    for attribution in attributions(reading):
        meant = by_role(reading.text[slice(*attribution.subject)], persons, recent)
        if meant is not None:
            return meant[0]
    return None


def _free(reading: Reading) -> NameSpan | None:
    """The first person whom no preposition governs: "During his meeting with X, Y said" is about Y."""
    said = [a.subject for a in attributions(reading)]
    for name in reading.people:
        if any(start <= name.start < end for start, end in said):
            return name
    free = [n for n in reading.people if not PREPOSITION.search(reading.text[: n.start])]
    if free:
        return free[0]
    return reading.people[0] if len(reading.people) == 1 and not _PRONOUN.search(reading.text) else None


def by_role(phrase: str, persons: Sequence[Person], recent: Person | None = None) -> tuple[Person, int] | None:
    """The one person whose written role holds the words of "the Foreign Minister", and where in it these end.

    None when no person has such a role, or several and `recent`, the one spoken of last, is none of them.
    """
    stems: list[str] = []
    for word in words.content(phrase)[:5]:
        stems.append(word.stem)
        if word.lower in lexicon.words("roles"):
            found = [p for p in persons if set(stems) <= p.roles]
            chosen = found[0] if len(found) == 1 else recent if recent in found else None
            return (chosen, word.end) if chosen is not None else None
    return None


def referents(
    reading: Reading, subject: Person | None, persons: Sequence[Person], other: Person | None = None
) -> list[tuple[str, Person]]:
    """The persons a sentence means without their name, with the words that mean them ("He", "The Foreign Minister").

    `other`: the one person besides the subject whom the sentence before names, whom "his guest" means.
    """
    found: list[tuple[str, Person]] = []
    pronoun = _PRONOUN.search(reading.text)
    if pronoun and subject is not None:
        found.append((reading.cut(*pronoun.span()), subject))
    guest = _GUEST.search(reading.text)
    if guest and other is not None:
        found.append((reading.cut(*guest.span()), other))
    for match in _DEFINITE.finditer(reading.text):
        meant = by_role(match["role"], persons, subject)
        if meant is not None:
            found.append((reading.cut(match.start(), match.start("role") + meant[1]), meant[0]))
    return found


def named(name: NameSpan, person: Person) -> bool:
    """Whether a name of a text may be a person of an article."""
    return same_person(name.parts, person.name)
