"""Where the origins agree, where they differ, and what one of them alone has; reprints count with their original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.brief.commitments import all_kinds
from qa.brief.likeness import Likeness, Pair, differing
from qa.brief.material import Text
from qa.brief.meetings import Held
from qa.brief.meetings_read import Meeting
from qa.brief.writing import Draft, Writer
from qa.grounding import ground
from qa.grounding.evidence import Line
from qa.terminal import counted

AGREED, ALONE = 6, 4  # paragraphs at most; of one origin
BEGINNING = 2  # sentences of an origin in another language
_TELLING = frozenset({"Agreement", "No agreement", "Decision", "No decision", "Refusal", "No refusal", "No date"})
_NAMES = {"number": "a number", "day": "a day", "place": "a place"}


def comparison(writer: Writer, meetings: Sequence[Held]) -> list[Draft]:
    """The paragraphs: differences first, each version under one heading; none when there is one origin only."""
    texts = writer.material.read
    if len(texts) < 2:
        return list(_not_compared(writer)) if texts else []
    likeness = Likeness(texts)
    pairs = list(likeness.pairs())
    found = [*_of_meetings(writer, meetings), *_of_sentences(writer, pairs, meetings)]
    found += list(_agreed(writer, meetings, pairs))
    found += [draft for text in texts for draft in _alone(writer, text)]
    return [*found, *_not_compared(writer)]


def _of_meetings(writer: Writer, meetings: Sequence[Held]) -> Iterator[Draft]:
    """Meetings to which different origins give different days or places."""
    for meeting in meetings:
        names = " - ".join(f.label for f in meeting.figures)
        for what, versions in (("day", meeting.days), ("place", meeting.places)):
            if len({text.origin for text, _ in versions.values()}) < 2:
                continue
            if what == "place" and not _apart(list(versions)):
                continue
            under = f"Differs - the {what} of the meeting {names}: {' or '.join(versions)}"
            for value, (text, account) in versions.items():
                yield from _version(writer, account.line, f"{text.name}: {value}", under)


def _apart(names: Sequence[str]) -> bool:
    """Whether places exclude one another: a city and its country do not."""
    from qa.grounding import places

    return not any(places.supports(a, b) for a in names for b in names if a != b)


def _version(writer: Writer, line: Line, label: str, under: str) -> Iterator[Draft]:
    claim = writer.quote(line)
    if claim is not None:
        yield Draft(claim, label, under)


def _of_sentences(writer: Writer, pairs: Sequence[Pair], meetings: Sequence[Held]) -> Iterator[Draft]:
    """Sentences about the same thing that give it another number, day or place."""
    told = {id(account.line) for meeting in meetings for _, account in meeting.accounts}
    for pair in pairs:
        if id(pair.one) in told and id(pair.other) in told:
            continue
        for what, ours, theirs in differing(pair):
            under = f"Alike but for {_NAMES[what]}: {ours} or {theirs}"
            for line, value in ((pair.one, ours), (pair.other, theirs)):
                yield from _version(writer, line, f"{writer.material.text_of(line).name}: {value}", under)


def _agreed(writer: Writer, meetings: Sequence[Held], pairs: Sequence[Pair]) -> Iterator[Draft]:
    """What two origins say: that persons met, stated once; else both sentences side by side."""
    count = 0
    for meeting in meetings:
        draft = _meeting_agreed(writer, meeting)
        if draft is not None and count < AGREED:
            count += 1
            yield draft
    told = {id(account.line) for meeting in meetings for _, account in meeting.accounts}
    for pair in sorted(pairs, key=lambda p: -p.share):
        if count >= AGREED:
            return
        if id(pair.one) in told or id(pair.other) in told or any(differing(pair)) or not _supports(pair):
            continue
        count += 1
        names = [writer.material.text_of(line).name for line in (pair.one, pair.other)]
        for line, name in zip((pair.one, pair.other), names, strict=True):
            yield from _version(writer, line, name, f"Much the same in {names[0]} and {names[1]}")


def _meeting_agreed(writer: Writer, meeting: Held) -> Draft | None:
    """That two persons met, as each of at least two origins has it."""
    if len(meeting.figures) != 2:
        return None
    accounts: dict[int, tuple[Text, Meeting]] = {}
    for text, account in meeting.accounts:
        if account.state == "held" and not account.remote and len(account.persons) == 2:
            accounts.setdefault(text.origin, (text, account))
    if len(accounts) < 2:
        return None
    met = f"{meeting.figures[0].label} met {meeting.figures[1].label}."
    lines = [account.line for _, account in accounts.values()]
    if not all(ground(met, [line.cited]).passed for line in lines):
        return None
    names = ", ".join(t.name for t, _ in accounts.values())
    claim = writer.state(met, lines, [f"{counted(len(lines), 'independent origin')}: {names}"])
    return None if claim is None else Draft(claim, under="Agree")


def _supports(pair: Pair) -> bool:
    """Whether one of the two sentences, as a claim, is supported by the other alone."""
    for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
        finding = ground(one.cited.quote, [other.cited])
        if finding.passed and not finding.repointed:
            return True
    return False


def _alone(writer: Writer, text: Text) -> Iterator[Draft]:
    """What one origin alone has a word for: that no date was set, that something was agreed, decided or refused."""
    near = [other for other in writer.material.read if other is not text and other.near(text)]
    if not near:
        return
    others = {kind for other in near for line in other.lines for kind in all_kinds(line)}
    every = len(near) == len(writer.material.firsts) - 1
    where = "the other origins" if every else " or ".join(other.name for other in near)
    count = 0
    for line in text.lines:
        kinds = [kind for kind in all_kinds(line) if kind in _TELLING and kind not in others]
        if not kinds or count == ALONE:
            continue
        claim = writer.quote(line)
        if claim is not None:
            count += 1
            yield Draft(claim, kinds[0], f"Only in {text.name}: no sentence of this kind was found in {where}")


def _not_compared(writer: Writer) -> Iterator[Draft]:
    """The first sentences of the origins in other languages."""
    for text in writer.material.firsts:
        if not text.english:
            for line in text.lines[:BEGINNING]:
                claim = writer.quote(line)
                if claim is not None:
                    yield Draft(claim, under=f"Not compared - {text.name} is not in English and begins:")
