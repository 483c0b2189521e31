"""The sentences that a claim is judged by, each with its article's context, and what they name and mean together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.grounding import dates, places, words
from qa.grounding.context import Context, Person, context, referents, same_person
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading, read
from qa.grounding.records import Cited
from qa.grounding.words import Word

_BOTH = re.compile(
    r"\b(?:two|both)\s+(?:brotherly\s+|neighbou?ring\s+)?(?:countries|nations|states|sides|peoples|governments)\b|\bbilateral\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One cited sentence with what its article tells of it."""

    cited: Cited
    reading: Reading
    context: Context
    subject: Person | None

    @property
    def pair(self) -> frozenset[str]:
        """The countries that "the two countries" of the sentence means; empty when it says no such thing."""
        return self.context.pair if _BOTH.search(self.reading.text) else frozenset()

    @property
    def meant(self) -> list[tuple[str, Person]]:
        """Persons whom the sentence means without naming them."""
        other = self.context.other(self.cited.sentence)
        return referents(self.reading, self.subject, self.context.persons, other)

    def names(self, name: NameSpan) -> bool:
        """Whether the sentence names the person, if only by a surname that is, there, no other person's."""
        return any(
            n.kind != "place" and same_person(n.parts, name.parts) and not self._of_another(n, name)
            for n in self.reading.names
        )

    def _of_another(self, bare: NameSpan, name: NameSpan) -> bool:
        """Whether a bare surname of the sentence is that of a namesake of the person whom a claim names in full."""
        if len(bare.parts) > 1 or len(name.parts) < 2:
            return False
        meant = self.context.bearer(self.cited.sentence, bare)
        return meant is not None and not same_person(meant.name, name.parts)


@dataclass(frozen=True)
class Evidence:
    """The cited sentences in the order they were given; `joined`: nobody cited them together, re-pointing did."""

    lines: tuple[Line, ...]
    joined: bool = False

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words of the sentences."""
        found: set[str] = set()
        for line in self.lines:
            found |= line.reading.stems
        return frozenset(found)

    @cached_property
    def places(self) -> frozenset[str]:
        """The places that the sentences name."""
        return frozenset(n.name for line in self.lines for n in line.reading.names if n.kind == "place")

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the sentences name in any form."""
        return frozenset(filter(None, map(places.country, self.places)))

    @cached_property
    def meant_countries(self) -> frozenset[str]:
        """The countries that "the two countries" of a sentence means."""
        return frozenset().union(*(line.pair for line in self.lines))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The surnames that the articles know."""
        return frozenset().union(*(line.context.surnames for line in self.lines)) if self.lines else frozenset()

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts of the articles, each once."""
        return tuple({id(line.context): line.context for line in self.lines}.values())

    def names_person(self, name: NameSpan) -> bool:
        """Whether a sentence names the person, if only by a first name or a surname."""
        return any(line.names(name) for line in self.lines)

    def means_person(self, name: NameSpan) -> tuple[str, Person] | None:
        """The words by which a sentence means the person without naming them, or None."""
        for line in self.lines:
            for said, person in line.meant:
                if same_person(person.name, name.parts):
                    return said, person
        return None


def gather(cited: Iterable[Cited], joined: bool = False) -> Evidence:
    """The evidence of some cited sentences, each once."""
    lines = []
    for one in dict.fromkeys(cited):
        around = context(one.source)
        lines.append(Line(one, around.readings[one.sentence], around, around.subjects[one.sentence]))
    return Evidence(tuple(lines), joined)


KNOWN_FROM = 4  # sentences of the evidence whose articles tell the surnames to look for in a claim


def read_claim(claim: str, evidence: Sequence[Cited]) -> Reading:
    """The reading of a claim: relative dates by the date of the first article, surnames known from all of them."""
    first = dates.parse_day(evidence[0].article.date) if evidence else None
    sources = {id(c.source): c.source for c in evidence[:KNOWN_FROM]}
    known = frozenset().union(*(context(s).surnames for s in sources.values()))
    return read(claim, first, known)


def matched(word: Word, stems: frozenset[str], countries: frozenset[str] = frozenset()) -> float:
    """How far a claim's word is in the evidence: 1 for its stem, 0.8 for a synonym or a kindred word, 0 for neither."""
    if word.stem in stems or word.lower in stems:
        return 1.0
    country = places.country(word.text)
    if country:
        return 1.0 if country in countries else 0.0
    if words.synonyms(word.stem) & stems:
        return 0.8
    if len(word.stem) >= 5 and any(_kindred(word.stem, other) for other in stems):
        return 0.8
    return 0.0


def _kindred(one: str, other: str) -> bool:
    """Whether two stems share their root, as "diplomat" and "diplomaci" do."""
    size = min(len(one), len(other))
    return size >= 5 and one[: max(5, size - 2)] == other[: max(5, size - 2)] and abs(len(one) - len(other)) <= 4
