"""The days of a sentence that can be relied on: a date that can be read in two ways is nobody's.

"In February" is read by the article's date as the nearest one. Where the tense of the sentence tells of the other, and
where a bare weekday would be six days ago (the article may have been written across a date line), no day is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding import dates
from qa.grounding.calendars import DateMention
from qa.grounding.evidence import Line

_AHEAD = re.compile(
    r"\b(?:will|shall|would|due|scheduled|expected|expects?|plans?|planned|planning|set\s+to|set\s+for|slated|upcoming|coming|"
    r"next|until|by|may|could|might|must|to\s+be|begins?|opens?|starts?|ends|is\s+to|are\s+to)\b",
    re.IGNORECASE,
)  # fmt: skip
_COMING = re.compile(
    r"\b(?:will|is\s+to|are\s+to|due|scheduled\s+(?:to|for)|expected\s+to|set\s+to|plans?\s+to)\b", re.IGNORECASE
)
_NAMED = re.compile(r"\bUSA\s+$|\b(?:Good\s+Morning|Super|Black|Cyber|Giving)\s+$")
_WEEKLY = re.compile(r"^\s*(?:-|–|to|through)\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day|^s\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*(?:-|–|to|through)\s*$", re.IGNORECASE)
_FAR = 6  # days


def sure(line: Line) -> list[DateMention]:
    """The dates of the sentence whose days are known and sure, in order."""
    return [mention for mention in _known(line) if not _doubtful(line, mention)]


def single(line: Line) -> list[DateMention]:
    """Those of them that are one day."""
    return [mention for mention in sure(line) if mention.first == mention.last]


def relative(line: Line) -> Iterator[str]:
    """What the relative days of a sentence mean by its article's date, as in "Wednesday = 2024-11-20"."""
    for mention in sure(line):
        if mention.relative and mention.first and mention.last:
            days = mention.first.isoformat()
            if mention.last != mention.first:
                days += f" to {mention.last.isoformat()}"
            said = line.reading.cut(mention.start, mention.end)
            yield f"{said.rstrip('.') if mention.end == len(line.reading.text) else said} = {days}"


def _known(line: Line) -> list[DateMention]:
    return [d for d in line.reading.dates if d.first is not None and d.last is not None]


def _doubtful(line: Line, mention: DateMention) -> bool:
    text, published = line.reading.text, dates.parse_day(line.cited.article.date)
    said = text[mention.start : mention.end]
    if (
        _NAMED.search(text[: mention.start])
        or _WEEKLY.match(text[mention.end :])
        or _WEEKDAY.search(text[: mention.start])
    ):
        return True
    if published is None or mention.first is None or mention.last is None or not mention.relative:
        return False
    if mention.weekday is not None and mention.day is None:
        bare = " " not in said.strip()
        coming = mention.last < published and _COMING.search(text[: mention.start])
        return bare and ((published - mention.first).days == _FAR or bool(coming))
    if mention.month is None or mention.year is not None or said.lower().startswith(("last ", "next ", "this ")):
        return False
    ahead = bool(_AHEAD.search(text[: mention.start]))
    return (mention.first > published and not ahead) or (mention.last < published and ahead and not _past(text))


def _past(text: str) -> bool:
    """Whether a sentence with "would" or "planned" in it is told as past all the same."""
    return bool(re.search(r"\b(?:had|was|were|said|told|did)\b", text)) and not re.search(r"\bwill\b", text)
