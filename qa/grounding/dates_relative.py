"""Dates that a text writes from where it stands: yesterday, on Wednesday, last month, two weeks ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qa.grounding import calendars
from qa.grounding.calendars import WEEKDAY, DateMention, Days
from qa.grounding.outlook import looks_ahead

_FLAGS = re.IGNORECASE
_COUNT = (
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_UNIT = r"day|night|week|fortnight|month|year|decade"
_SHIFTS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
    "yesterday morning": -1, "yesterday evening": -1, "yesterday afternoon": -1, "أمس": -1, "اليوم": 0, "غدا": 1,
    "دیروز": -1, "امروز": 0, "فردا": 1,
}  # fmt: skip
_DAY = re.compile(rf"(?<!\w)(?:{calendars.alternatives(list(_SHIFTS))})(?!\w)", _FLAGS)
_ANAPHORIC = re.compile(
    r"\bthe\s+(?:following|next|previous|same|preceding)\s+(?:day|morning|evening|week|month|year)\b"
    r"|\bthe\s+day\s+(?:before|after)\b(?!\s+(?:yesterday|tomorrow))|\b(?:a|one)\s+day\s+(?:earlier|later)\b",
    _FLAGS,
)
_WEEKDAY = re.compile(
    rf"(?:\b(?P<which>last|next|this|this\s+coming|this\s+past|coming|past|every|each|a|any|on\s+a)\s+)?"
    rf"\b(?P<weekday>{WEEKDAY})(?P<tail>s\b|\s+(?:prayers?|times|mirror|telegraph|mail|express|herald)\b)?(?!\w)",
    _FLAGS,
)
# Proper names with a weekday in them are no dates.
_NAMED = re.compile(r"\b(?:black|good|ash|super|bloody|sheffield|cyber|easter|palm|holy|man)\s+$", _FLAGS)
_PERIOD = re.compile(
    r"\b(?P<which>last|this|next|the\s+past|the\s+last|the\s+coming|the\s+current|past|previous)\s+"
    r"(?P<unit>week|weekend|month|year|fortnight|quarter|decade)(?!\w)",
    _FLAGS,
)
_WEEKEND = re.compile(r"\b(?:over|at|during|on)\s+the\s+(?P<unit>weekend)\b", _FLAGS)
_AGO = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(_COUNT)}|an)\s+(?P<unit>{_UNIT})s?\s+(?P<sense>ago|from\s+now)\b", _FLAGS
)
_SINCE = re.compile(
    rf"\b(?P<sense>past|last|next|coming)\s+(?P<n>\d{{1,3}}|{'|'.join(_COUNT[1:])})\s+(?P<unit>{_UNIT})s?\b", _FLAGS
)
_MONTH_OF = re.compile(rf"\b(?P<which>last|next|this)\s+(?P<month>{calendars.MONTH})(?!\w)", _FLAGS)


def relative(text: str, published: date | None) -> Iterator[DateMention]:
    """Every reading of a relative date, overlapping ones included; without `published` their days are None."""
    for match in _DAY.finditer(text):
        offset = _SHIFTS[re.sub(r"\s+", " ", match[0].lower())]
        yield _mention(match, _one(calendars.shift(published, offset)) if published else None)
    for match in _ANAPHORIC.finditer(text):
        yield _mention(match, None)
    for match in _WEEKDAY.finditer(text):
        if (found := _weekday(match, published)) is not None:
            yield found
    for pattern in (_PERIOD, _WEEKEND):
        for match in pattern.finditer(text):
            which = match.groupdict().get("which") or "last"
            yield _mention(match, _period(which, match["unit"].lower(), published) if published else None)
    for match in _MONTH_OF.finditer(text):
        yield _month_of(match, published)
    for pattern in (_AGO, _SINCE):
        for match in pattern.finditer(text):
            yield _mention(match, _counted(match, published) if published else None)


def _mention(
    match: re.Match[str], days: Days | None, weekday: int | None = None, month: int | None = None
) -> DateMention:
    first, last = days or (None, None)
    return DateMention(*match.span(), first, last, True, weekday=weekday, month=month)


def _one(found: date | None) -> Days | None:
    return (found, found) if found else None


def _weekday(match: re.Match[str], published: date | None) -> DateMention | None:
    """The day that a weekday's name means; None for "every Friday", "Fridays", "Black Friday"."""
    which = re.sub(r"\s+", " ", (match["which"] or "").lower())
    text = match.string
    if match["tail"] or which in ("every", "each", "a", "any", "on a") or _NAMED.search(text[: match.start()]):
        return None
    number = calendars.weekday_number(match["weekday"])
    if published is None:
        return _mention(match, None, number)
    back = (published.weekday() - number) % 7
    before, after = calendars.shift(published, -back), calendars.shift(published, (7 - back) % 7)
    if which in ("last", "next"):
        return _mention(match, _nearest(published, number, -1 if which == "last" else 1), number)
    if which in ("this coming", "coming") or (which not in ("this past", "past") and looks_ahead(text, *match.span())):
        return _mention(match, _one(after), number)
    if which == "this":
        this = calendars.week(published)
        return _mention(match, _one(calendars.shift(this[0], number)) if this else None, number)
    return _mention(match, _one(before), number)


def _nearest(published: date, number: int, sense: int) -> Days | None:
    """The weekday of last or next week, when that is also the nearest one; else None, for it has two readings."""
    step = (published.weekday() - number) % 7 or 7
    nearest = calendars.shift(published, -step if sense < 0 else (7 - step) % 7 or 7)
    week = calendars.week(published, sense)
    other = calendars.shift(week[0], number) if week else None
    return _one(nearest) if nearest == other else None


def _period(which: str, unit: str, published: date) -> Days | None:
    which = re.sub(r"\s+", " ", which.lower())
    sense = 0 if which in ("this", "the current") else 1 if which in ("next", "the coming") else -1
    if unit == "week":
        if which.startswith("the past") or which in ("past", "the last"):
            return _until(published, -7)
        return calendars.week(published, sense)
    if unit == "weekend":
        behind = (published.weekday() - 5) % 7
        saturday = calendars.shift(published, -behind if sense < 0 else (7 - behind) % 7)
        sunday = calendars.shift(saturday, 1) if saturday else None
        return (saturday, sunday) if saturday and sunday and (sense or published.weekday() < 5) else None
    if unit == "month":
        return calendars.month_shift(published, sense)
    if unit == "year":
        return _until(published, -365) if which == "the past" else calendars.year_days(published.year + sense)
    return _until(published, {"fortnight": -14, "quarter": -183, "decade": -3653}[unit]) if sense < 0 else None


def _until(published: date, days: int) -> Days | None:
    """The days from `published` to some days off, whichever comes first."""
    other = calendars.shift(published, days)
    return (min(published, other), max(published, other)) if other else None


def _month_of(match: re.Match[str], published: date | None) -> DateMention:
    """ "last March": the latest March that is over; "next March": the first to come; "this March": of this year."""
    number = calendars.month_number(match["month"])
    if published is None:
        return _mention(match, None, month=number)
    which = match["which"].lower()
    year = published.year
    if which == "last":
        year -= published.month <= number
    elif which == "next":
        year += published.month >= number
    return _mention(match, calendars.month(year, number), month=number)


def _counted(match: re.Match[str], published: date) -> Days | None:
    """The days of "two weeks ago" (that week), "five years ago" (that year), "the past three days" (all of them)."""
    word = match["n"].lower()
    count = int(word) if word.isdigit() else 1 if word == "an" else max(1, _COUNT.index(word))
    unit = match["unit"].lower()
    sense = re.sub(r"\s+", " ", match["sense"].lower())
    sign = 1 if sense in ("from now", "next", "coming") else -1
    if sense in ("past", "last", "next", "coming"):
        length = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366, "decade": 3653}[unit]
        return _until(published, sign * count * length)
    if unit in ("day", "night"):
        return _one(calendars.shift(published, sign * count))
    if unit in ("week", "fortnight"):
        return calendars.week(published, sign * count * (2 if unit == "fortnight" else 1))
    if unit == "month":
        return calendars.month_shift(published, sign * count)
    return calendars.year_days(published.year + sign * count * (10 if unit == "decade" else 1))
