"""Dates that a text writes out: days, months, years, ranges, decades, and those of other calendars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from qa.grounding import calendars
from qa.grounding.calendars import MONTH, OTHER_MONTHS, WEEKDAY_ANY, DateMention, Days
from qa.grounding.outlook import looks_ahead

_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:\s?,?\s+(?:of\s+)?(?P<year>\d{4})(?!\d|[.,]\d))?"
_LEAD = rf"(?:\b(?P<weekday>{WEEKDAY_ANY})\.?,?\s+)?"
_DASH = r"\s*(?:-|–|—|to|and|until|through)\s*"
_SHORTENED = r"(?:(?:(?<!\w{4})|(?<=\bsept))(?<!\bmay)\.)?"  # "on 1 April." ends with its sentence, "on 1 Apr." may not
_MON = rf"(?P<month>{MONTH}){_SHORTENED}"
_MON2 = rf"(?P<month2>{MONTH}){_SHORTENED}"
_FLAGS = re.IGNORECASE
_OTHER = calendars.alternatives(list(OTHER_MONTHS))

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_OTHER})\b(?:,?\s+\d{{4}})?"
                         rf"|(?:{_OTHER})\s+\d{{1,2}},?\s+\d{{4}}|(?:{_OTHER}),?\s+1[34]\d\d)"
                         r"(?:\s*(?:A\.?H\.?|H\.?|AP|SH)\b)?", _FLAGS)),
    ("other", re.compile(r"\b\d{3,4}\s*(?:A\.H\.|AH|A\.P\.|AP|SH|هـ|ه\.?ش|ه\.?ق)(?!\w)")),
    ("day", re.compile(r"\b(?P<year>[12]\d{3})[-/.](?P<monthnum>0?[1-9]|1[0-2])[-/.](?P<day>[0-3]?\d)\b")),
    ("numeric", re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<year>[12]\d{3})\b")),
    ("range", re.compile(rf"\b{_MON}\s+{_DAY.format('day')}{_DASH}(?:{_MON2}\s+)?{_DAY.format('day2')}\b{_YEAR}",
                         _FLAGS)),
    ("range", re.compile(rf"\b{_DAY.format('day')}(?:\s+{_MON2})?{_DASH}{_DAY.format('day2')}\s+(?:of\s+)?{_MON}"
                         rf"(?!\w){_YEAR}", _FLAGS)),
    ("day", re.compile(rf"{_LEAD}\b{_MON}\s+(?:the\s+)?{_DAY.format('day')}\b(?![:.]\d|%){_YEAR}", _FLAGS)),
    ("day", re.compile(rf"{_LEAD}\b(?:the\s+)?{_DAY.format('day')}\s+(?:of\s+)?{_MON}(?!\w){_YEAR}", _FLAGS)),
    ("month", re.compile(rf"\b{_MON},?\s+(?:of\s+)?(?P<year>[12]\d{{3}})(?!\d|[.,]\d)", _FLAGS)),
    ("decade", re.compile(r"\b(?P<year>[12]\d{2}0)(?:['’]?s)\b")),
    ("years", re.compile(r"\b(?P<year>[12]\d{3})\s*[-–—/]\s*(?P<year2>[12]\d{3}|\d{2})\b(?![-/]\d)")),
    ("monthonly", re.compile(rf"(?<!\w){_MON}(?!\w)", _FLAGS)),
    ("year", re.compile(r"(?<![\w.,$€£/-])(?P<year>1\d{3}|20\d{2}|21\d{2})(?![\w%$€£/]|[.,:-]\d)")),
)  # fmt: skip
_NOT_A_YEAR = re.compile(
    r"\s+(?:people|dollars|euros|pounds|men|women|troops|soldiers|children|refugees|homes|miles|kilomet|metres|meters|km"
    r"|feet|jobs|tons|tonnes|tickets|votes|seats|students|patients|points|fans|workers|employees|calories|million|billion"
    r"|thousand|percent|per\s+cent|years|days|hours|acres|cases|families|square)",
    _FLAGS,
)  # fmt: skip
_DIGIT = re.compile(r"\d")  # all forms but that of a bare month have one
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HIJRI_CUE = re.compile(r"\b(?:A\.?H|hijri|hegira|solar hijri|jalali)\b|هـ|هجري", _FLAGS)
# Names of months that are common words, too: a capital is not enough at the head of a sentence.
_WORDS = {"may", "march", "mar", "august", "jan", "jun", "dec", "sep", "dey", "tir"}
_PREPOSITION = re.compile(r"\b(?:in|since|until|till|by|of|from|during|last|next|this|early|late|mid|through|between|"
                          r"and|to|before|after)[\s-]+$", _FLAGS)  # fmt: skip


def written(text: str, published: date | None) -> Iterator[DateMention]:
    """Every reading of a written-out date, overlapping ones included; one without a year is read near `published`."""
    digits = _DIGIT.search(text) is not None
    foreign = digits and bool(_ARABIC.search(text) or _HIJRI_CUE.search(text))  # tells how to read a year
    for form, pattern in _FORMS:
        if not digits and form != "monthonly":
            continue
        for match in pattern.finditer(text):
            mention = _read(form, match, published, foreign)
            if mention is not None:
                yield mention


def _read(form: str, match: re.Match[str], published: date | None, foreign: bool) -> DateMention | None:
    start, end = match.span()
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if form == "other" or (foreign and year is not None and year < 1500):
        return DateMention(start, end, None, None, False, gregorian=False)
    if form == "year" and _NOT_A_YEAR.match(match.string, end):
        return None
    if form == "numeric":
        return _numeric(match, int(parts["a"]), int(parts["b"]), year or 0)
    if form in ("decade", "years", "year"):
        return _years(form, match, year or 0)
    name = parts.get("month")
    number = calendars.month_number(name) if name else int(parts["monthnum"])
    if form == "monthonly" and not _is_month(match, name or ""):
        return None
    weekday = calendars.weekday_number(parts["weekday"]) if parts.get("weekday") else None
    mention = DateMention(start, end, None, None, year is None, year, number, None, weekday)
    if form in ("month", "monthonly"):
        return _with_days(mention, match.string, published, lambda y: calendars.month(y, number))
    first = int(parts["day"])
    if not 1 <= first <= 31:
        return None
    if form == "range":
        return _range(mention, match, published)
    return _with_days(replace(mention, day=first), match.string, published, lambda y: calendars.day(y, number, first))


def _range(mention: DateMention, match: re.Match[str], published: date | None) -> DateMention | None:
    """The days from one to another, as in "May 5-7" or "28 May to 2 June 2020"."""
    first, last, month = int(match["day"]), int(match["day2"]), mention.month or 0
    other = calendars.month_number(match["month2"]) if match["month2"] else month
    # The second month is written last in "May 30 to June 2", and first in "30 May to 2 June".
    early, late = (month, other) if match.start("month") < match.start("day") else (other, month)

    def days(year: int) -> Days | None:
        begin, finish = calendars.day(year, early, first), calendars.day(year, late, last)
        return (begin[0], finish[1]) if begin and finish and begin[0] <= finish[1] else None

    return _with_days(mention, match.string, published, days)


def _numeric(match: re.Match[str], a: int, b: int, year: int) -> DateMention | None:
    """21/11/2024 and 11/21/2024; 5/6/2024 has two readings, and no days."""
    readings = {calendars.day(year, m, d) for m, d in ((a, b), (b, a))} - {None}
    if match["sep"] == "." and calendars.day(year, b, a):
        readings = {calendars.day(year, b, a)}
    if not readings:
        return None
    mention = DateMention(*match.span(), None, None, False, year)
    found = readings.pop()
    if readings or found is None:
        return mention
    return replace(mention, first=found[0], last=found[1], month=found[0].month, day=found[0].day)


def _years(form: str, match: re.Match[str], year: int) -> DateMention | None:
    last = year + 9 if form == "decade" else year
    if form == "years":
        tail = match["year2"]
        last = int(tail) if len(tail) == 4 else year - year % 100 + int(tail)
        if last <= year or last - year > 200:
            return None
    begin, finish = calendars.year_days(year), calendars.year_days(last)
    if begin is None or finish is None:
        return None
    return DateMention(*match.span(), begin[0], finish[1], False, year if form == "year" else None)


def _is_month(match: re.Match[str], name: str) -> bool:
    """Whether a month's name alone means the month: "may" and "march" are words, too."""
    if name.rstrip(".").lower() not in _WORDS:
        return len(name) > 3 or name[:1].isupper() or not name.isascii()
    return name[:1].isupper() and bool(_PREPOSITION.search(match.string[: match.start()]))


def _with_days(
    mention: DateMention, text: str, published: date | None, days: Callable[[int], Days | None]
) -> DateMention:
    """The mention with the days it means: of its own year; else of the next such days where its clause speaks of what
    is to come; else of the year that brings it nearest to `published`."""
    if mention.year is not None:
        found = days(mention.year)
    elif published is None:
        return mention
    else:
        near = [span for y in (-1, 0, 1) if (span := days(published.year + y))]
        coming = (
            [span for span in near if span[1] >= published] if looks_ahead(text, mention.start, mention.end) else []
        )
        found = min(coming or near, key=lambda s: abs((s[0] - published).days + (s[1] - published).days), default=None)
    return mention if found is None else replace(mention, first=found[0], last=found[1])
