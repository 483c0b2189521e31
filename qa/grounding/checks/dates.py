"""Every date of a claim is one that the evidence gives, relative days by the article's date."""

from __future__ import annotations

from collections.abc import Iterator

from qa.grounding import dates
from qa.grounding.calendars import DateMention
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading
from qa.grounding.records import Problem


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for each date that no sentence gives; `contradicted` where they give another of the same kind."""
    for mention in claim.dates:
        if mention.first is None and mention.weekday is None and mention.month is None and mention.relative:
            continue
        answers = [(dates.covers(mention, d), d, line) for line in evidence.lines for d in line.reading.dates]
        if any(answer for answer, _, _ in answers) or _figure(claim, mention, evidence):
            continue
        if any(_published_within(mention, line) for line in evidence.lines) and not answers:
            continue
        said = claim.cut(mention.start, mention.end)
        rival = next(((d, line) for answer, d, line in answers if answer is False and _kin(mention, d)), None)
        if rival is not None:
            other = rival[1].reading.cut(rival[0].start, rival[0].end)
            yield Problem("date", "contradicted", f"the source has '{other}'{_day(rival[0])}, not '{said}'")
        elif not _elsewhere(mention, evidence):
            yield Problem("date", "unsupported", f"the date '{said}' is in none of the cited sentences")


def _figure(claim: Reading, mention: DateMention, evidence: Evidence) -> bool:
    """Whether a bare year stands in a sentence as any figure."""
    said = claim.text[mention.start : mention.end].lower()
    return any(said in line.reading.text.lower() for line in evidence.lines)


def _kin(one: DateMention, other: DateMention) -> bool:
    """Whether two dates are of one grain, so that one excludes the other."""
    if one.weekday is not None and other.weekday is not None:
        return True
    if one.first and one.last and other.first and other.last:
        return abs((one.last - one.first).days - (other.last - other.first).days) <= 40
    return False


def _published_within(mention: DateMention, line: Line) -> bool:
    """Whether a month or a year of the claim is the one that the article appeared in."""
    day = dates.parse_day(line.cited.article.date)
    if day is None or mention.first is None or mention.last is None:
        return False
    return mention.first <= day <= mention.last and mention.first != mention.last


def _elsewhere(mention: DateMention, evidence: Evidence) -> bool:
    """Whether the sentence just before a cited one, which often carries the date for both, gives it."""
    for line in evidence.lines:
        if any(d for d in line.reading.dates):
            continue
        for near in line.context.readings[max(0, line.cited.sentence - 1) : line.cited.sentence]:
            if any(dates.covers(mention, d) for d in near.dates):
                return True
    return False


def _day(mention: DateMention) -> str:
    if mention.relative and mention.first is not None and mention.first == mention.last:
        return f" ({mention.first.isoformat()})"
    return ""
