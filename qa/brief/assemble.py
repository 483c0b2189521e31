"""A brief put together: the sections in their order, the paragraphs numbered through."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.brief import (
    bottom_line,
    commitments,
    comparison,
    gaps,
    head,
    meetings,
    notes,
    participants,
    statements,
    timeline,
)
from qa.brief.material import Material
from qa.brief.people import People
from qa.brief.records import Brief, Fact, Key, Paragraph, Section, Used
from qa.brief.sayings import sayings
from qa.brief.writing import Draft, Writer
from qa.citing import Numbering
from qa.grounding.words import content

TITLES: dict[Key, str] = {
    "head": "Event",
    "bottom_line": "Bottom line",
    "participants": "Participants",
    "meetings": "Meetings",
    "statements": "Who said what",
    "commitments": "Agreed, invited, promised, next steps",
    "comparison": "Where the sources agree, differ or are silent",
    "timeline": "Timeline",
    "notes": "Source notes",
    "gaps": "Gaps",
}


def assemble(material: Material, *, topic: str | None = None, as_of: datetime.date | None = None) -> Brief:
    """The brief of the material, by the extractive writer; its `seconds` and `confidence` are not filled in."""
    people = People(material)
    said = sayings(material, people)
    writer = Writer(material, people, {id(s.line): s.figure.label if s.figure else s.label for s in said})
    held = meetings.held(writer)
    lines = list(material.lines())
    wanted = frozenset(w.stem for w in content(topic or ""))
    weighty = {id(a.line) for meeting in held for _, a in meeting.accounts}
    weighty |= {id(line) for line in lines if commitments.kinds(line)}
    persons, unlisted = participants.participants(writer, held, said)
    spoken, more_said = statements.statements(writer, said)
    bound, more_bound = commitments.commitments(writer, lines)
    dated, more_dated = timeline.timeline(writer, lines)
    parts = _Parts()
    event = head.head(writer, held)
    parts.add("head", event, facts=head.facts(material))
    parts.add("bottom_line", bottom_line.bottom_line(writer, weighty, wanted))
    parts.add("participants", persons, unlisted)
    parts.add("meetings", meetings.paragraphs(writer, held), meetings.unlisted(held))
    parts.add("statements", spoken, more_said)
    parts.add("commitments", bound, more_bound)
    parts.add("comparison", comparison.comparison(writer, held))
    parts.add("timeline", dated, more_dated)
    parts.add("notes", notes.notes(writer), notes.remarks(material), notes.facts(material, said, as_of))
    parts.add("gaps", [], gaps.gaps(material, people, held, said))
    return Brief(
        title=_title(material, topic, event),
        topic=topic,
        answered=True,
        sections=tuple(parts.sections),
        sources=tuple(Used(t.article, t.original.article if t.original else None) for t in material.texts),
        dropped=tuple(dict.fromkeys(writer.dropped)),
        as_of=as_of,
    )


class _Parts:
    """Sections in the making; a section without anything is left out."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._count = 0
        self._numbering = Numbering()

    def add(self, key: Key, drafts: Iterable[Draft], remarks: Iterable[str] = (), facts: Iterable[Fact] = ()) -> None:
        paragraphs = [self._numbered(draft) for draft in drafts]
        section = Section(key, TITLES[key], tuple(paragraphs), tuple(facts), tuple(remarks))
        if section.paragraphs or section.facts or section.remarks:
            self.sections.append(section)

    def _numbered(self, draft: Draft) -> Paragraph:
        """The paragraph; its places get their numbers in the order of the brief, whatever order they were made in."""
        self._count += 1
        places = draft.claim.citations
        claim = replace(draft.claim, citations=tuple(self._numbering.cite(c.article, c.start, c.end) for c in places))
        return Paragraph(self._count, claim, draft.label, draft.under)


def _title(material: Material, topic: str | None, event: Sequence[Draft]) -> str:
    """The topic, else the title of the first article that has one, else the event, else who published it and when."""
    if topic:
        return topic
    titled = next((text.article.title for text in material.firsts if text.article.title), None)
    stated = next((draft.claim.text.rstrip(".") for draft in event if draft.label == "Event"), None)
    first = material.firsts[0]
    return titled or stated or f"{first.name}, {first.article.date or 'undated'}"
