"""A saying, and a sentence with what is needed to tell whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from qa.brief import saying_wordings as wordings
from qa.brief.material import Text
from qa.brief.mentions import alone, antecedent, wife
from qa.brief.people import Figure, People
from qa.grounding.context import same_person
from qa.grounding.evidence import Line

Span = tuple[int, int]
LONGEST = 9  # words of a speaker without a name


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that reports or quotes what somebody says. `figure` is None for a speaker without a name.

    `label`: the speaker in the source's words; `verb`: its span in the folded sentence, None for a sentence that lies
    wholly inside a quotation.
    """

    line: Line
    text: Text
    figure: Figure | None
    label: str
    verb: Span | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence whose speaker is looked for."""

    text: Text
    line: Line
    people: People

    @property
    def said(self) -> str:
        """The folded sentence."""
        return self.line.reading.text

    def in_quotation(self, place: int) -> bool:
        """Whether a place lies between an opening and a closing mark; a lone closing mark opens nothing."""
        spans = [(q.start, q.end) for q in self.line.reading.quotations]
        return any(a <= place < b and not wordings.CLOSING_MARK.search(self.said[:a]) for a, b in spans)

    def figure(self, figure: Figure, verb: Span | None) -> Saying:
        """The saying of a person."""
        return Saying(self.line, self.text, figure, figure.label, verb)

    def words(self, label: str, verb: Span | None) -> Saying | None:
        """The saying of "the port authority"; None for words that name no speaker."""
        label = " ".join(label.rpartition("--")[2].split())  # without a dateline, on one line
        label = wordings.TRAILING.sub("", label.strip(" ,:"))
        split = label.split()
        if not split or len(split) > LONGEST or wordings.NO_SPEAKER.match(label) or wordings.VERB_INSIDE.search(label):
            return None
        named = split[0][0].isupper() or "." in split[0][:-1]  # a name, or a site such as dams.org
        if not (named or split[0].lower() in wordings.DETERMINERS):
            return None
        return Saying(self.line, self.text, None, label, verb)

    def name(self, name: str, verb: Span | None) -> Saying | None:
        """The saying of whoever bears a name; of the name as it stands where two of the article bear it."""
        parts = tuple(name.replace("-", " ").split())
        person = self.line.context.person(parts)
        figure = self.people.of(self.text, person) if person is not None else None
        wives = [n for n in self.line.reading.people if person is not None and wife(n, person)]
        if wives and wives[0].parts == parts:
            at = self.said.rfind(wives[0].role or "", 0, wives[0].start)
            return self.words(self.line.reading.cut(at, wives[0].end), verb)
        if figure is not None:
            return self.figure(figure, verb) if figure.human else None
        return self.words(name, verb) if self.line.context.namesakes(parts) or name in self.said else None

    def subject(self, verb: Span | None) -> Saying | None:
        """The saying of the sentence's own subject: "He", or whom it names before the verb."""
        person = antecedent(self.line) or self.line.subject
        if person is None or not alone(self.line, person):
            return None  # of two with one surname, "he" is too uncertain
        named = [n for n in self.line.reading.people if same_person(n.parts, person.name)]
        if named and verb is not None and named[0].start > verb[0]:
            return None  # "she told X": X is spoken to
        figure = self.people.of(self.text, person)
        return self.figure(figure, verb) if figure is not None and figure.human else None
