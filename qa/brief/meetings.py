"""The meetings of a brief: who met whom, when, where and about what; accounts of one meeting put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.brief.material import Text
from qa.brief.meetings_read import Meeting, meetings
from qa.brief.mentions import Mention
from qa.brief.people import Figure
from qa.brief.writing import Draft, Writer
from qa.grounding.evidence import Line
from qa.terminal import counted

_FOLLOWS = re.compile(
    r"\W*(?:(?:they|both|the\s+two)\b(?:\s+\w+)?\s+(?:discussed|agreed|talked|spoke|exchanged|reviewed|signed)\b"
    r"|their\s+(?:subjects?|talks|conversation|meeting|discussions?)\b"
    r"|the\s+(?:meeting|talks|conversation|discussions?|call)\s+(?:lasted|took|was|were|focused|covered|dealt|centred|ended)\b)",
    re.IGNORECASE,
)
MOST = 15  # meetings
_NEAR = 3  # sentences after a meeting in which "they discussed" is about it
_STATES = {"planned": "not reported as held", "denied": "not held"}


@dataclass(eq=False)
class Held:
    """One meeting with every account of it. `figures` are those who met, as far as they have names."""

    figures: tuple[Figure, ...]
    thing: str | None  # the words for those without a name
    accounts: list[tuple[Text, Meeting]] = field(default_factory=list)

    @property
    def days(self) -> dict[str, tuple[Text, Meeting]]:
        """The days that the accounts give, each with the first that gives it."""
        found: dict[str, tuple[Text, Meeting]] = {}
        for text, meeting in self.accounts:
            if meeting.state == "held" and meeting.day is not None and meeting.day.first is not None:
                found.setdefault(meeting.day.first.isoformat(), (text, meeting))
        return found

    @property
    def places(self) -> dict[str, tuple[Text, Meeting]]:
        """The places that the accounts give."""
        found: dict[str, tuple[Text, Meeting]] = {}
        for text, meeting in self.accounts:
            if meeting.state == "held" and meeting.place is not None:
                found.setdefault(meeting.place.name, (text, meeting))
        return found

    @property
    def heading(self) -> str:
        """The names of those who met, as the fullest mentions write them."""
        names = [f.described for f in self.figures] + ([self.thing] if self.thing else [])
        return " - ".join(names)


def held(writer: Writer) -> list[Held]:
    """The meetings that the origins tell of, in the order of their first account."""
    found: list[Held] = []
    for text in writer.material.read:
        for line in text.lines:
            for meeting in meetings(line):
                _take(writer, text, meeting, found)
    return found


def _take(writer: Writer, text: Text, meeting: Meeting, found: list[Held]) -> None:
    figures = [writer.people.of(text, person) for person in meeting.persons]
    known = tuple(f for f in figures if f is not None and f.human)
    if len(known) < len(figures) or not known:
        return  # a side that is no person for sure
    thing = None if meeting.thing is None else " ".join(meeting.line.reading.cut(*meeting.thing).split())
    if len(known) == 1 and thing is None:
        # "A second conversation was with X": of the meetings that X is in, if there is one only.
        having = [h for h in found if known[0] in h.figures]
        if len(having) == 1:
            having[0].accounts.append((text, meeting))
        else:
            found.append(Held(known, None, [(text, meeting)]))
        return
    same = next((h for h in found if set(h.figures) == set(known) and _one(h.thing, thing)), None)
    lone = next((h for h in found if len(h.figures) == 1 and h.thing is None and h.figures[0] in known), None)
    if same is None and lone is not None and lone.accounts[0][0] is not text:
        lone.figures, same = known, lone
    if same is None:
        same = Held(known, thing)
        found.append(same)
    same.accounts.append((text, meeting))


def _one(thing: str | None, other: str | None) -> bool:
    return thing == other


def paragraphs(writer: Writer, meetings_held: Sequence[Held]) -> Iterator[Draft]:
    """The paragraphs of each meeting under its heading: what each origin says of it, and what it was about."""
    for meeting in meetings_held[:MOST]:
        seen: set[int] = set()
        for text, account in meeting.accounts:
            for draft in _account(writer, meeting, text, account):
                if draft.claim.citations[0].n not in seen or draft.claim.verdict != "verbatim":
                    seen.add(draft.claim.citations[0].n)
                    yield draft


def unlisted(meetings_held: Sequence[Held]) -> list[str]:
    """What is said of the meetings that are left out."""
    left = len(meetings_held) - MOST
    return [f"{counted(left, 'more meeting')} not listed here."] if left > 0 else []


def _account(writer: Writer, meeting: Held, text: Text, account: Meeting) -> Iterator[Draft]:
    claim = None
    if not account.main and not account.remote:
        claim = writer.state(_template(account), [account.line])
    if claim is None:
        claim = writer.quote(account.line, tuple(_meant(writer, text, account)))
    if claim is None:
        return
    yield Draft(claim, _when_and_where(account), meeting.heading)
    for line in _about(text, account) if account.state == "held" else ():
        more = writer.quote(line)
        if more is not None:
            yield Draft(more, "", meeting.heading)


def _template(account: Meeting) -> str:
    """A sentence of the meeting alone, from one that mentions it in passing: who, whom, where, when."""
    cut = account.line.reading.cut
    one = " and ".join(cut(m.start, m.end) for m in account.one)
    other = " and ".join(cut(m.start, m.end) for m in account.other)
    if (
        account.other
        and account.other[-1].role
        and account.other[-1].role[0] > (account.other[-1].name or account.other[-1]).start
    ):
        other += ","
    where = f" in {account.place.name}" if account.place else ""
    when = f" on {account.day.first.isoformat()}" if account.day and account.day.first else ""
    return f"{one} met {other}{where}{when}."


def _when_and_where(account: Meeting) -> str:
    parts = [account.day.first.isoformat()] if account.day and account.day.first else []
    if account.place is not None:
        parts.append(account.line.reading.cut(account.place.start, account.place.end))
    if account.state in _STATES:
        parts.insert(0, _STATES[account.state])
    return ", ".join(parts)


def _meant(writer: Writer, text: Text, account: Meeting) -> Iterator[str]:
    """Whom the words of the sentence mean that give no name: "the foreign minister" as whom."""
    for mention in (*account.one, *account.other):
        if not mention.named and not _pronoun(account.line, mention):
            figure = writer.people.of(text, mention.person)
            if figure is not None:
                yield f"'{account.line.reading.cut(mention.start, mention.end)}' read as {figure.label}"


def _pronoun(line: Line, mention: Mention) -> bool:
    return mention.start <= 3 and line.reading.text[mention.start : mention.end].lower() in ("he", "she")


def _about(text: Text, account: Meeting) -> Iterator[Line]:
    """The next sentences that go on about the meeting: "They discussed ...", "The talks lasted ...".

    They end with the first sentence that is about something else.
    """
    at = account.line.cited.sentence
    for line in text.lines:
        if not at < line.cited.sentence <= at + _NEAR:
            continue
        if meetings(line) or not _FOLLOWS.match(line.reading.text):
            return
        yield line
