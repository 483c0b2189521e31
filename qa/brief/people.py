"""The persons of a brief over all its articles: one entry a person, namesakes apart, roles as the sources give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.brief.humans import countries, human
from qa.brief.material import Material, Text
from qa.brief.mentions import Mention, mentions
from qa.grounding.context import Person, same_person
from qa.grounding.evidence import Line
from qa.grounding.spelling import key, same

_TITLES = frozenset({"mr", "mrs", "ms", "miss"})  # no office


@dataclass(eq=False)
class Figure:
    """A person of the brief, with every sentence that names them. Compared by identity."""

    name: tuple[str, ...]  # the longest that any article gives
    persons: list[Person] = field(default_factory=list)  # one an article at most
    named: list[tuple[Line, Mention]] = field(default_factory=list)
    human: bool = False  # whether some sentence shows that it is a person's name

    @property
    def full(self) -> bool:
        """Whether a given name is known."""
        return len(self.name) > 1

    @property
    def best(self) -> tuple[Line, Mention]:
        """The sentence and the stretch of it that name the person most fully, with a role if any does."""
        return max(self.named, key=lambda pair: self._worth(*pair))

    @property
    def label(self) -> str:
        """The name as the fullest mention writes it."""
        line, mention = max(self.named, key=lambda pair: len(pair[1].name.parts) if pair[1].name else 0)
        assert mention.name is not None
        return _cut(line, mention.name.start, mention.name.end)

    @property
    def described(self) -> str:
        """The name with the role beside it, word for word as one sentence has them; the name where none has."""
        line, mention = self.best
        return _cut(line, mention.start, mention.end)

    @property
    def role(self) -> str | None:
        """The role, word for word; None where no sentence puts one beside the name."""
        line, mention = self.best
        role = None if mention.role is None else _cut(line, *mention.role)
        return None if role is None or role.rstrip(".").lower() in _TITLES else role

    @property
    def countries(self) -> frozenset[str]:
        """The countries that the role names."""
        return countries(self.role or "")

    def _worth(self, line: Line, mention: Mention) -> tuple[bool, int, int, int]:
        whole = len(mention.name.parts) if mention.name else 0
        said = line.reading.text[slice(*mention.role)] if mention.role else ""
        office = bool(said) and said.rstrip(".").lower() not in _TITLES
        return office, min(whole, 2), min(len(said.split()), 9), -line.cited.sentence


class People:
    """The figures of a brief, in the order in which they are first named."""

    def __init__(self, material: Material) -> None:
        self.figures: list[Figure] = []
        self._of: dict[tuple[int, Person], Figure] = {}
        for text in material.read:
            for line in text.lines:
                for mention in mentions(line):
                    self._take(text, line, mention)
        for text in material.read:
            _by_pronoun(text, self)

    def of(self, text: Text, person: Person) -> Figure | None:
        """The figure of a person of an article; None for one that none of its chosen sentences names."""
        return self._of.get((id(text), person))

    def shown(self) -> list[Figure]:
        """Those that are surely persons and whose given name or role is known."""
        return [f for f in self.figures if f.human and (f.full or f.role)]

    def namesakes(self) -> Iterator[Sequence[Figure]]:
        """The figures that share a surname, in groups."""
        groups: dict[str, list[Figure]] = {}
        for figure in self.shown():
            groups.setdefault(key(figure.name[-1]), []).append(figure)
        for figures in groups.values():
            if len(figures) > 1:
                yield figures

    def _take(self, text: Text, line: Line, mention: Mention) -> None:
        figure = self._of.get((id(text), mention.person))
        if figure is None:
            figure = self._known(mention.person)
            if figure is None:
                figure = Figure(mention.person.name)
                self.figures.append(figure)
            figure.persons.append(mention.person)
            self._of[(id(text), mention.person)] = figure
        figure.named.append((line, mention))
        figure.name = max(figure.name, mention.person.name, key=len)
        figure.human = figure.human or human(line, mention)

    def _known(self, person: Person) -> Figure | None:
        """The one figure of the articles before that a person may be; None for none, or when it is not sure."""
        found = [f for f in self.figures if same_person(f.name, person.name) and same(f.name[-1], person.name[-1])]
        return found[0] if len(found) == 1 else None


def _cut(line: Line, start: int, end: int) -> str:
    """The source's own characters on one line."""
    return " ".join(line.reading.cut(start, end).split())


def _by_pronoun(text: Text, people: People) -> None:
    """Marks as persons those whom "he" or "she" at the head of the next sentence takes up."""
    for before, line in zip(text.all_lines, text.all_lines[1:], strict=False):
        head = line.reading.words[:1]
        person = line.subject
        if person is None or not head or head[0].lower not in ("he", "she"):
            continue
        figure = people.of(text, person)
        if figure is not None and before.subject is person and before.reading.text.startswith(person.name[0]):
            figure.human = True
