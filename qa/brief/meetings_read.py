"""Who met whom in a sentence, by whose account, on which day and where; held, planned or denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.brief import meeting_patterns as patterns
from qa.brief.days import single
from qa.brief.humans import is_person_noun
from qa.brief.mentions import Mention, meant, mentions
from qa.grounding import dates, places, words
from qa.grounding.calendars import DateMention
from qa.grounding.context import Person
from qa.grounding.evidence import Line
from qa.grounding.names import NameSpan
from qa.grounding.polarity import hedged, negated
from qa.grounding.speakers import attributions

_BEFORE_IT = re.compile(r"\b(?:ahead\s+of|before|for|until|seeking|requested|proposed)\s+(?:[\w-]+\s+){0,3}$")
_IN = re.compile(r"\b(?:in|during\s+(?:his|her|their|a|the)\s+(?:\w+\s+)?visit\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_REMOTE = re.compile(r"phone|\bcalls?\b(?!\s+on)|\bvideo\b|\bonline\b", re.IGNORECASE)
_BESIDE = 40  # characters after the verb in which "by telephone" is looked for
_TO_DO = re.compile(r"\s+to\s+[a-z]+\b")
_PLAIN_BEFORE = re.compile(r"(?:\s|\b(?:the|a|an|his|her|their|its|visiting|former|then|new)\b)*")
_SINCE_WHEN = re.compile(
    r"(?:,[^,]{2,20},)?\s+(?:when|while|shortly|through|as\s+a|at\s+(?:a\s+)?(?:college|school|university))\b"
)
_TIME = frozenset(
    "today yesterday tomorrow tonight last this next early late later soon twice once again several monday tuesday "
    "wednesday thursday friday saturday sunday separately briefly formally jointly privately".split()
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that a sentence tells of."""

    line: Line
    kind: str  # the wording in plain form: "met", "held talks", "was received by"
    verb: tuple[int, int]  # where it stands in the folded sentence
    one: tuple[Mention, ...]  # who met; empty where the sentence doesn't say
    other: tuple[Mention, ...]  # whom; empty where they have no name
    thing: tuple[int, int] | None  # the words for those without a name: "the coaches of all twelve clubs"
    state: str  # held, planned or denied
    main: bool  # whether the sentence is about the meeting, and does not only mention it

    @property
    def persons(self) -> tuple[Person, ...]:
        """The persons on both sides, each once."""
        return tuple(dict.fromkeys(m.person for m in (*self.one, *self.other)))

    @property
    def remote(self) -> bool:
        """Whether they spoke from afar: "met" would say too much."""
        return bool(_REMOTE.search(self.line.reading.text[self.verb[0] : self.verb[1] + _BESIDE]))

    @property
    def day(self) -> DateMention | None:
        """The one day that the sentence gives the meeting, if it gives one."""
        days = single(self.line)
        if len(days) != 1:
            return None
        said = any(a.verb[1] <= self.verb[0] for a in attributions(self.line.reading))
        return None if said and days[0].end <= self.verb[0] else days[0]  # "said on Friday that he had met"

    @property
    def place(self) -> NameSpan | None:
        """Where the sentence has the meeting, "in Tehran", "during his visit to Iran"; None for none or several."""
        text, reading = self.line.reading.text, self.line.reading
        found = [
            n
            for n in reading.names
            if n.kind == "place" and places.kind(n.name) in ("city", "country") and _IN.search(text[: n.start])
        ]
        found = [n for n in found if self.main or n.start > self.verb[1]]
        cities = [n for n in found if places.kind(n.name) == "city"]
        return cities[0] if len(cities) == 1 else found[0] if len(found) == 1 else None


class Masked:
    """A sentence with each of its persons, role and all, as one letter; and the way back."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.mentions: list[Mention] = []
        for mention in sorted([*mentions(line), *meant(line)], key=lambda m: (m.start, -m.end)):
            if not self.mentions or mention.start >= self.mentions[-1].end:
                self.mentions.append(mention)
        text, out, self.offsets, last = line.reading.text, "", list[int](), 0
        for letter, mention in enumerate(self.mentions):
            out += text[last : mention.start] + chr(patterns.FIRST + letter)
            self.offsets += [*range(last, mention.start), mention.start]
            last = mention.end
        self.text = out + text[last:]
        self.offsets += range(last, len(text) + 1)

    def mention(self, letter: str | None) -> Mention | None:
        """The person that a letter stands for."""
        return self.mentions[ord(letter) - patterns.FIRST] if letter else None

    def span(self, match: re.Match[str], group: str) -> tuple[int, int]:
        """Where a group of a match stands in the sentence."""
        return self.offsets[match.start(group)], self.offsets[match.end(group)]

    def subject(self) -> Mention | None:
        """The mention of the sentence's subject."""
        return next((m for m in self.mentions if m.person is self.line.subject), None)


def meetings(line: Line) -> list[Meeting]:
    """The meetings that a sentence tells of, those with the most persons first; no two of the same persons."""
    found: list[Meeting] = []
    if _long_ago(line):
        return []
    for meeting in sorted(_read(Masked(line)), key=lambda m: -len(m.persons)):
        if not any(set(meeting.persons) <= set(other.persons) for other in found):
            found.append(meeting)
    return found


def _long_ago(line: Line) -> bool:
    """Whether the sentence speaks of a year before the last one: a life's story, and no news."""
    published = dates.parse_day(line.cited.article.date)
    return published is not None and any(d.last and d.last.year < published.year - 1 for d in line.reading.dates)


def _read(masked: Masked) -> Iterator[Meeting]:
    for kind, pattern in patterns.SENTENCES:
        for match in pattern.finditer(masked.text):
            yield from _meeting(masked, kind, match, [masked.mention(match["a"]), masked.mention(match["a2"])], True)
    for match in patterns.BETWEEN.finditer(masked.text):
        yield from _meeting(masked, "met", match, [masked.mention(match["a"])], False)
    for match in patterns.TOGETHER.finditer(masked.text):
        yield from _meeting(masked, "met", match, [masked.mention(match["a"])], True)
    for match in patterns.WHO_MET_HIM.finditer(masked.text):
        yield from _meeting(masked, "met", match, [masked.subject()], True)
    for match in patterns.PASSING.finditer(masked.text):
        then = patterns.THEN.match(masked.text, match.end()) if match.start() == 0 else None
        one = masked.mention(then["a"]) if then else masked.subject()
        yield from _meeting(masked, "met", match, [one], False)
    for match in patterns.ONE_SIDED.finditer(masked.text):
        yield from _meeting(masked, "met", match, [], True)


def _meeting(
    masked: Masked, kind: str, match: re.Match[str], one: Sequence[Mention | None], main: bool
) -> Iterator[Meeting]:
    """The meeting of a match, if its sides are persons, and two of them."""
    groups = match.groupdict()
    other = [m for m in [masked.mention(groups.get("b"))] if m is not None]
    thing = masked.span(match, "thing") if groups.get("thing") else None
    if thing is not None and not _are_persons(masked.line, thing):
        return
    at = match.end("b") if other else match.end()
    while other and (more := patterns.ANOTHER.match(masked.text, at)):
        other += [m for m in [masked.mention(more["more"])] if m is not None]
        at = more.end()
    first = [m for m in one if m is not None]
    if {m.person for m in first} & {m.person for m in other} or not (other or thing) or (one and not first):
        return
    if other and "np" in groups and not _whom(masked, kind, groups["np"] or "", match.end("b"), at):
        return
    verb = masked.span(match, "verb")
    state = _state(masked.line, verb, bool(groups.get("no")), bool(groups.get("coming")), main)
    yield Meeting(masked.line, kind, verb, tuple(first), tuple(other), thing, state, main)


def _whom(masked: Masked, kind: str, before: str, end: int, at: int) -> bool:
    """Whether the verb's object is the person, and no "letter from X" or "X's heir"."""
    if " of " in before and not before.endswith(", "):  # "met the families of X"
        return False
    if kind in ("received", "called on", "telephoned") and not _PLAIN_BEFORE.fullmatch(before):
        return False
    if kind == "called on" and _TO_DO.match(masked.text, at):  # "called on the president to resign"
        return False
    if _SINCE_WHEN.match(masked.text, at):  # "she met him when they worked in ...": a life, no meeting
        return False
    following = words.split(masked.text[end : end + 40])[:1]
    if re.match(r"['’]|\s+and\s+[A-Z][\w-]+['’]s?\b", masked.text[end:]):
        return False
    if not following or masked.text[end : end + following[0].start] != " ":
        return True
    return not following[0].content or following[0].lower in _TIME or following[0].lower.endswith("ly")


def _are_persons(line: Line, span: tuple[int, int]) -> bool:
    """Whether "the coaches of all twelve clubs" are persons: the head before the first "of" is such a noun."""
    phrase = line.reading.text[slice(*span)]
    head = words.split(phrase.split(" of ")[0])
    return bool(head) and len(words.split(phrase)) <= 10 and is_person_noun(head[-1].stem)


def _state(line: Line, verb: tuple[int, int], no: bool, coming: bool, main: bool) -> str:
    """Whether the meeting was held, is only planned, or is denied."""
    inside = [i for i, w in enumerate(line.reading.words) if verb[0] <= w.start < verb[1]]
    if no or any(i in negated(line.reading) for i in inside):
        return "denied"
    if coming or any(i in hedged(line.reading) for i in inside):
        return "planned"
    ahead = not main and _BEFORE_IT.search(line.reading.text[: verb[0]])
    return "planned" if ahead else "held"
