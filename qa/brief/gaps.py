"""What a reader would ask and the sources do not say, each as what was looked for and not found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.brief.material import Material
from qa.brief.meetings import Held
from qa.brief.people import People
from qa.brief.sayings import Saying
from qa.grounding.evidence import Line
from qa.terminal import counted

_LASTED = re.compile(r"\b(?:lasted|hours?|minutes?|half\s+an\s+hour|hour-long|all\s+day)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"\b(?:agreed|agreements?|signed|signing|deal|accord|memorandum|joint\s+statement|communiqu\w+|concluded|outcome|result|"
    r"contract|treaty|accepted|rejected)\b",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accused|accuses|accusing|accusations?|blamed|blames|alleged|alleges|charged\s+with|claim(?:ed|s)\s+that)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:denied|denies|rejected|rejects|dismissed|disputed|comment|responded|replied|pleaded)\b", re.IGNORECASE
)
_INVITED = re.compile(r"\b(?:invited|invitation)\b", re.IGNORECASE)
_NO_DATE = re.compile(r"\bno\s+(?:date|day|time)\b|\bdate\b[^.]{0,40}\bnot\b", re.IGNORECASE)
_TRIAL = re.compile(r"\b(?:court|trial|judge|charged|indicted|prosecutors?)\b", re.IGNORECASE)
_FIGURES = re.compile(r"\b(?:GDP|inflation|unemployment|exports?|revenue|growth|deficit|profits?|prices)\b")
_SOURCE_OF_FIGURES = re.compile(
    r"\b(?:according\s+to|statistic\w*|bureau|office|agency|bank|ministry|said|report\w*|survey)\b", re.I
)


def gaps(material: Material, people: People, meetings: Sequence[Held], said: Sequence[Saying]) -> list[str]:
    """One remark a question; empty when nothing that we look for is missing."""
    lines = list(material.lines())
    if not lines:
        return []
    where = f"{counted(len(lines), 'sentence')} of {counted(len(material.read), 'origin')}"
    found = [*_of_meetings(meetings, said, lines), *_of_sayings(lines), *_in_general(material, people, lines)]
    return [f"Looked for in {where}, and not found:", *found] if found else []


def _of_meetings(meetings: Sequence[Held], said: Sequence[Saying], lines: Sequence[Line]) -> Iterator[str]:
    held = [m for m in meetings if any(a.state == "held" for _, a in m.accounts)]
    if not held:
        return
    if not any(_LASTED.search(line.reading.text) for line in lines):
        yield 'How long any of the meetings lasted (hours, minutes, "lasted").'
    for meeting in held:
        if len(meeting.figures) < 2:
            continue
        names = " - ".join(f.label for f in meeting.figures)
        if not any(account.line.reading.dates for _, account in meeting.accounts):
            yield f"The day of the meeting {names}: no sentence that tells of it gives one."
        if not meeting.places and not all(a.remote for _, a in meeting.accounts if a.state == "held"):
            yield f"The place of the meeting {names}: no sentence that tells of it gives one."
        for figure in meeting.figures:
            if not any(s.figure is figure for s in said):
                yield f"What {figure.label} said: no sentence was found that reports it."
    if not any(_OUTCOME.search(line.reading.text) for line in lines):
        yield "An outcome of the meetings (an agreement, a joint statement, something signed)."


def _of_sayings(lines: Sequence[Line]) -> Iterator[str]:
    invited = [line for line in lines if _INVITED.search(line.reading.text)]
    if invited and not any(_dated_ahead(line) or _NO_DATE.search(line.reading.text) for line in lines):
        yield "When the visit that the invitation is to would take place (a day to come, or that none is set)."
    accused = [line for line in lines if _ACCUSES.search(line.reading.text)]
    if accused and not any(_DENIES.search(line.reading.text) for line in lines):
        yield "A reply of those whom the claims and accusations are about (a denial, a comment, a refusal to comment)."


def _in_general(material: Material, people: People, lines: Sequence[Line]) -> Iterator[str]:
    if not people.shown():
        yield "Who: no person with a full name or a role."
    if not any(d.first is not None for line in lines for d in line.reading.dates):
        undated = all(text.article.date is None for text in material.read)
        yield "A day" + (
            ' (and the articles have no date of publication, by which "Wednesday" could be read).' if undated else "."
        )
    if not any(n.kind == "place" for line in lines for n in line.reading.names):
        yield "Where: no country or city of our list of names is in them."


def _dated_ahead(line: Line) -> bool:
    """Whether a sentence gives a day after its article's date."""
    published = line.cited.article.date
    return published is not None and any(
        d.last is not None and d.last.isoformat() > published[:10] for d in line.reading.dates
    )
