"""The head of a brief: what happened, where, on which day; when and by whom it was published, translated, verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.brief.days import single
from qa.brief.material import Material, Text
from qa.brief.meetings import Held
from qa.brief.records import Fact
from qa.brief.writing import Draft, Writer
from qa.grounding import places
from qa.grounding.evidence import Line
from qa.grounding.names import NameSpan

_DATELINE = re.compile(
    r"^\W*(?P<place>[A-Z][A-Z .'-]{2,30}(?:,\s+[A-Z][\w. ]{1,20})?)\s*(?:\([\w /.]{2,30}\)\s*)?(?:--|-)\s"
)
_IN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$", re.IGNORECASE)


def head(writer: Writer, meetings: Sequence[Held]) -> list[Draft]:
    """Event, place and day, each as the sentences have it; what they don't have is left out."""
    held = [m for m in meetings if m.figures and any(a.state == "held" for _, a in m.accounts)]
    found = [_met(writer, held), *_where_and_when(writer, held)]
    return [draft for draft in found if draft is not None]


def facts(material: Material) -> Iterator[Fact]:
    """What is recorded with each article that is no reprint: a line a fact, or a line an article of several."""
    for text in material.firsts:
        article = text.article
        copies = [t.name for t in material.texts if t.original is text]
        known = {
            "Headline": article.title or "none recorded",
            "Published": article.date or "no date recorded",
            "Publisher": article.publisher or "none recorded",
            "Translated": _says(text, "translated", "yes, as its publisher says"),
            "Verified": _says(text, "unverified", "no: its publisher says that it has not verified it"),
            **({"Reprinted by": ", ".join(copies)} if copies else {}),
        }
        if len(material.firsts) == 1:
            yield from (Fact(label, value) for label, value in known.items())
        else:
            del known["Publisher"]
            if article.publisher is None:
                del known["Headline"]  # it is what the article is called by
            yield Fact(text.name, "; ".join(f"{label.lower()}: {value}" for label, value in known.items()))


def _says(text: Text, kind: str, said: str) -> str:
    """What the article's own notes say, or that they say nothing."""
    return said if any(note.kind == kind for note in text.article.notes) else "not stated"


def _met(writer: Writer, held: Sequence[Held]) -> Draft | None:
    """One sentence of who met whom, where one person is on a side of every meeting."""
    pairs = [m for m in held if len(m.figures) == 2]
    if not pairs or len(pairs) < len([m for m in held if m.figures]):
        return None
    shared = [f for f in pairs[0].figures if all(f in m.figures for m in pairs)]
    if not shared:
        return None
    common = shared[0] if len(shared) == 1 else pairs[0].figures[0]
    others = [f.label for m in pairs for f in m.figures if f is not common]
    listed = f"{', '.join(others[:-1])} and {others[-1]}" if len(others) > 1 else others[0]
    lines = [line for m in pairs if (line := _plainest(m)) is not None]
    if len(lines) < len(pairs):
        return None
    claim = writer.state(f"{common.label} met {listed}.", lines)
    return None if claim is None else Draft(claim, "Event")


def _plainest(meeting: Held) -> Line | None:
    """The sentence that has both persons meet, with the word "met" if any has; None where they only telephoned."""
    accounts = [a for _, a in meeting.accounts if len(a.persons) == 2 and a.state == "held" and not a.remote]
    met = [a for a in accounts if a.line.reading.text[slice(*a.verb)].startswith("me")]
    return (met or accounts)[0].line if accounts else None


def _where_and_when(writer: Writer, held: Sequence[Held]) -> Iterator[Draft | None]:
    """Place and day by the lead of the first article that has them, else by the first meeting."""
    texts = [text for text in writer.material.read if text.lines]
    if any(not text.near(texts[0]) for text in texts[1:]):
        return  # articles of several times have no one event
    leads = [text.lines[0] for text in texts]
    given = [(value, account) for m in held for value, (_, account) in m.places.items()]
    given.sort(key=lambda pair: places.kind(pair[0]) != "city")
    stated = next((d for line in leads if (d := _place(writer, line)) is not None), None)
    yield stated or next((_span(writer, "Place", value, account.line) for value, account in given), None)
    days = [(value, account.line) for m in held for value, (_, account) in m.days.items()]
    led = [(day, line) for line in leads for day in _day(line)]
    yield next((_span(writer, "Day", day, line) for day, line in (*led, *days)), None)
    if stated is None and not given:
        yield next((d for line in leads if (d := _dateline(writer, line)) is not None), None)


def _place(writer: Writer, line: Line) -> Draft | None:
    """The one city, else the one country, in which a lead has its dated event."""
    located = [n for n in line.reading.names if _is_located(line, n)]
    cities = [n for n in located if places.kind(n.name) == "city"]
    found = cities if cities else located
    if len(found) != 1 or not single(line):
        return None
    return _span(writer, "Place", line.reading.cut(found[0].start, found[0].end), line)


def _dateline(writer: Writer, line: Line) -> Draft | None:
    match = _DATELINE.match(line.reading.text)
    return _span(writer, "Dateline", line.reading.cut(*match.span("place")), line) if match else None


def _span(writer: Writer, label: str, text: str, line: Line) -> Draft | None:
    claim = writer.state(text, [line])
    return None if claim is None else Draft(claim, label)


def _is_located(line: Line, name: NameSpan) -> bool:
    """Whether a sentence has something happen in a place: "in Tehran"."""
    if name.kind != "place" or places.kind(name.name) == "people":
        return False
    return bool(_IN.search(line.reading.text[: name.start]))


def _day(line: Line) -> Iterator[str]:
    days = single(line)
    if len(days) == 1 and days[0].first is not None:
        yield days[0].first.isoformat()
