"""The persons of a sentence as it writes them, role and all: "Iranian President X", "X, the Leader's adviser"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.brief import offices
from qa.grounding import words
from qa.grounding.context import Person, by_role, same_person
from qa.grounding.evidence import Line
from qa.grounding.names import NameSpan
from qa.grounding.spelling import same

_PARTY = re.compile(r"[A-Z]{1,3}-[A-Z]\w+\.?$")  # "R-Texas": a party and a state
_OWNS = re.compile(r"['’]s?\s")
_HYPHEN = re.compile(r"-[a-z]\w+")
_FURTHER = re.compile(r" (?P<word>[A-Z][a-z]+)")
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|his|her|their)\s+(?P<role>(?:[A-Za-z'-]+\s+){0,4}[A-Za-z-]+)", re.IGNORECASE)
_REACH = 3  # sentences before a pronoun


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in a sentence, `text[start:end]` of its folded text: the name with the role that stands beside it.

    `name` is None where the sentence means the person by a pronoun or a role alone.
    """

    start: int
    end: int
    person: Person
    name: NameSpan | None = None
    role: tuple[int, int] | None = None  # where the role stands, within start and end

    @property
    def named(self) -> bool:
        """Whether the sentence gives the name."""
        return self.name is not None


def mentions(line: Line) -> list[Mention]:
    """The persons that a sentence names, in order, each with the whole stretch that names and describes them.

    Left out are names that two persons of the article bear, and those that end in the middle of another name.
    """
    found = []
    text, people = line.reading.text, line.reading.people
    for i, name in enumerate(people):
        person = line.context.person(name.parts) if name.parts and not _PARTY.match(name.name) else None
        whole = _whole(text, name)
        if person is None or whole is None or not _given_agrees(name, person) or wife(name, person):
            continue
        edge = people[i - 1].end if i else 0
        if i and _OWNS.match(text, edge):
            edge = people[i - 1].start  # "Quispe's spokesman, X"
        limit = next((n.start for n in people[i + 1 :] if _titled(text, n)), len(text))
        stretch = offices.around(text, whole, edge, limit)
        if stretch is None:
            found.append(Mention(whole.start, whole.end, person, whole))
        else:
            found.append(Mention(stretch.start, stretch.end, person, whole, stretch.role))
    return found


def meant(line: Line) -> Iterator[Mention]:
    """The persons that a sentence means without their name: the first "he" or "she", and "the foreign minister"."""
    text = line.reading.text
    taken = [(m.start, m.end) for m in mentions(line)]
    pronoun, person = _PRONOUN.search(text), antecedent(line)
    if pronoun is not None and person is not None:
        yield Mention(pronoun.start(), pronoun.end(), person)
    for match in _DEFINITE.finditer(text):
        known = by_role(match["role"], line.context.persons, line.subject)
        if known is not None:
            end = match.start("role") + known[1]
            if not any(a < end and match.start() < b for a, b in taken):
                yield Mention(match.start(), end, known[0])


def antecedent(line: Line) -> Person | None:
    """Whom the first "he" or "she" of a sentence means when no name stands before it; None where that is not sure.

    The sentence's own subject, unless it names that person itself, as "she was received by X" does: then the subject of
    the nearest sentence before. Of two persons with one surname it is never sure.
    """
    people = line.reading.people
    pronoun = _PRONOUN.search(line.reading.text)
    if pronoun is None:
        return None
    before = [n for n in people if n.end <= pronoun.start()]
    if before:  # "Ruiz said that she had met X": the one named at the sentence's head, and no other
        head = before[0].start <= 1 or (before[0].role is not None and line.reading.text.startswith(before[0].role))
        return line.context.person(before[0].parts) if len(before) == 1 and head else None
    at = line.cited.sentence
    for person in reversed(line.context.subjects[max(0, at - _REACH) : at + 1]):
        if person is not None and not any(same_person(n.parts, person.name) for n in people):
            return person if alone(line, person) else None
    return None


def alone(line: Line, person: Person) -> bool:
    """Whether nobody else of the article bears the person's surname, not even as "Mrs."."""
    if len(line.context.namesakes(person.name)) != 1:
        return False
    names = (n for reading in line.context.readings for n in reading.people if same(n.surname, person.name[-1]))
    return not any(wife(n, person) for n in names)


def _whole(text: str, name: NameSpan) -> NameSpan | None:
    """The name with a part after a hyphen, "Lee Myung-bak"; None where it goes on as a place, "George Washington"."""
    tail = _HYPHEN.match(text, name.end)
    end = tail.end() if tail else name.end
    further = _FURTHER.match(text, end)
    if further and words.split(further["word"])[0].content and further["word"].lower() not in offices.CALENDAR:
        return None
    return replace(name, end=end, name=text[name.start : end])


def _titled(text: str, name: NameSpan) -> bool:
    """Whether a role stands straight before a name, and so is that one's."""
    return name.role is not None and text[: name.start].rstrip().endswith(name.role)


def wife(name: NameSpan, person: Person) -> bool:
    """Whether "Mrs. X" may be another than the X whom the article names in full."""
    return name.role is not None and name.role.lower().startswith("mrs") and len(person.name) > len(name.parts)


def _given_agrees(name: NameSpan, person: Person) -> bool:
    """Whether the first given names don't differ: an initial in common makes no one of John F. and Robert F."""
    one, other = name.parts[0].lower(), person.name[0].lower()
    if len(name.parts) == 1 or min(len(one), len(other)) < 3:
        return True
    return same(one, other) or one.startswith(other) or other.startswith(one)
