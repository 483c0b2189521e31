"""Claims for a brief: a source's sentence as it stands, or a sentence put together from pieces of it; grounded both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qa.brief import days
from qa.brief.material import Material, Text
from qa.brief.mentions import alone
from qa.brief.people import People
from qa.citing import Numbering
from qa.grounding import ground
from qa.grounding.evidence import Line
from qa.grounding.speech import speaker
from qa.records import Citation, Claim, Dropped

_HE = re.compile(r"\W*(?P<pronoun>he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph before it has its number."""

    claim: Claim
    label: str = ""
    under: str = ""


@dataclass
class Writer:
    """Makes the claims of one brief: one numbering of places, and what grounding refused."""

    material: Material
    people: People
    said: Mapping[int, str] = field(default_factory=dict)  # by the id() of a sentence: whose it is, where that is sure
    numbering: Numbering = field(default_factory=Numbering)
    dropped: list[Dropped] = field(default_factory=list)

    def quote(self, line: Line, notes: Sequence[str] = ()) -> Claim | None:
        """The sentence word for word, cited with the reprints that have it, too; None if grounding refuses it."""
        claim = line.cited.quote
        finding = ground(claim, [line.cited], shown_as_quote=True)
        if not finding.passed:
            self.dropped.append(Dropped(claim, "; ".join(finding.reasons)))
            return None
        said_by = self.said.get(id(line))
        if speaker(line.cited) is not None:  # it lies wholly inside a quotation, and names no speaker itself
            notes = (f"in the words of {said_by}" if said_by else "somebody's words, whose is not sure", *notes)
        return Claim(
            claim,
            finding.verdict,
            tuple(self._cite([line])),
            said_by,
            finding.score,
            tuple(dict.fromkeys((*self.readings(line), *notes, *translated(self.material.text_of(line), line)))),
        )

    def state(self, text: str, lines: Sequence[Line], notes: Sequence[str] = ()) -> Claim | None:
        """A sentence made of pieces of those sentences, if these support it; None if grounding refuses it."""
        text = " ".join(text.split())
        finding = ground(text, [line.cited for line in lines])
        if not finding.passed or finding.repointed:
            return None
        found = [note for line in lines for note in self.readings(line, pronouns=False)]
        found = [note for note in found if note.partition(" = ")[2] in text]  # only the days that it gives
        return Claim(
            text,
            finding.verdict,
            tuple(self._cite(lines)),
            None,
            finding.score,
            tuple(dict.fromkeys((*found, *finding.notes, *notes))),
        )

    def readings(self, line: Line, pronouns: bool = True) -> Iterator[str]:
        """How the sentence was read: which day "Wednesday" is, and whom "He" at its head means where that is sure."""
        yield from days.relative(line)
        he = _HE.match(line.reading.text) if pronouns else None
        if he and line.subject is not None and not any(n.parts == line.subject.name for n in line.reading.people):
            figure = self.people.of(self.material.text_of(line), line.subject)
            if figure is not None and figure.human and alone(line, line.subject):
                yield f"'{line.reading.cut(*he.span('pronoun'))}' read as {figure.label} from the sentences before"

    def _cite(self, lines: Iterable[Line]) -> Iterator[Citation]:
        for line in lines:
            for one in (line, *self.material.twins(line)):
                yield self.numbering.cite(one.cited.article, one.cited.span.start, one.cited.span.end)


def translated(text: Text, line: Line) -> Iterator[str]:
    """Whose words stand between quotation marks in a translated article: its publisher's translation."""
    if any(note.kind == "translated" for note in text.article.notes):
        marked = line.reading.quotations or speaker(line.cited) is not None
        if marked:
            yield f"the words in quotation marks are the translation published by {text.name}"
