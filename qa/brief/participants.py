"""The participants: each person of the sources once, with the role as a source gives it, namesakes apart."""

from __future__ import annotations

from collections.abc import Iterator

from qa.brief.meetings import Held
from qa.brief.people import Figure
from qa.brief.sayings import Saying
from qa.brief.writing import Draft, Writer
from qa.page_text import quotation

MOST = 20


def participants(writer: Writer, held: list[Held], said: list[Saying]) -> tuple[list[Draft], list[str]]:
    """A paragraph a person: those who met and who speak first, then the others that the sources name with a role."""
    acting = {id(f) for meeting in held for f in meeting.figures} | {id(s.figure) for s in said if s.figure}
    shown = writer.people.shown()
    chosen = [f for f in shown if id(f) in acting] + [f for f in shown if id(f) not in acting and f.role]
    drafts = []
    for figure in chosen[:MOST]:
        draft = _draft(writer, figure)
        if draft is not None:
            drafts.append(draft)
    remarks = list(_namesakes(writer))
    if len(chosen) > MOST:
        remarks.append(f"{len(chosen) - MOST} more persons are named with a role and not listed here.")
    return drafts, remarks


def _draft(writer: Writer, figure: Figure) -> Draft | None:
    """The person in the source's own words, name and role together; the bare name where no sentence gives a role."""
    line, mention = figure.best
    text = line.reading.cut(mention.start, mention.end)
    notes = [] if figure.role else ["no role given beside the name"]
    if len(figure.countries) == 1:
        notes.append(f"side: {next(iter(figure.countries))}")
    claim = writer.state(quotation(text), [line], notes)
    if claim is None and mention.name is not None:
        claim = writer.state(quotation(line.reading.cut(mention.name.start, mention.name.end)), [line])
    return None if claim is None else Draft(claim, figure.label)


def _namesakes(writer: Writer) -> Iterator[str]:
    for group in writer.people.namesakes():
        yield f"Not the same person: {' and '.join(f.label for f in group)}."
