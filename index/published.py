"""Dates of publication, as articles and records write them, to YYYY-MM-DD. Nothing ambiguous is guessed."""

from __future__ import annotations

import datetime
import re

_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_GAP = r"[^\S\n]+"  # a date stays on its line
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?" + _GAP + r")?"
_ZONE = r"(?:Z|[ap]\.?m\b\.?|[+-]\d{2}:?\d{2}|(?:UTC|GMT|BST|CES?T|EES?T|[ECMP][SD]?T)\b)"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
_TIME = r"(?:(?:T|,?" + _GAP + r")" + _CLOCK + r"(?:[^\S\n]?" + _ZONE + r")*)?"
_YEAR_FIRST = r"(?P<y1>\d{4})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P=sep1)(?P<d1>\d{1,2})(?!\d)"
_DAY_MONTH = (
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:" + _GAP + r"of)?(?:-|" + _GAP + r")(?P<m2>" + _MONTH + r"),?(?:-|" + _GAP
    + r")(?P<y2>\d{4})(?!\d)"
)  # fmt: skip
_MONTH_DAY = r"(?P<m3>" + _MONTH + r")" + _GAP + r"(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?" + _GAP + r"(?P<y3>\d{4})(?!\d)"
_NUMBERS = r"(?P<a4>\d{1,2})(?P<sep4>[/.-])(?P<b4>\d{1,2})(?P=sep4)(?P<y4>\d{4})(?!\d)"

DATE = _WEEKDAY + r"(?:" + "|".join((_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMBERS)) + r")" + _TIME
"""A date as a regular expression, to be compiled with IGNORECASE; its groups are named."""

_WHOLE = re.compile(DATE + r"\Z", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")


class DateError(ValueError):
    """The text is no date, no day of the calendar, or more than one; the message says which, on one line."""


def publication_date(written: str) -> str:
    """The day `written` names, as YYYY-MM-DD. Raises `DateError`.

    Read are ISO dates and times, 2024/11/21, 20241121, "21 November 2024", "Thu, 21 Nov 2024 10:00:00 +0000",
    "Nov. 21, 2024, 10:02 a.m. ET", and 21/11/2024 where only one order is possible. The day is the one written: no
    shift between time zones. Month names in English.
    """
    written = written.strip()
    shown = repr(written if len(written) <= 60 else written[:57] + "...")
    compact = _COMPACT.match(written)
    if compact:
        return _day(shown, *compact.groups())
    match = _WHOLE.match(written)
    if not match:
        raise DateError(f"{shown} isn't a date I can read; write it as YYYY-MM-DD")
    part = match.groupdict()
    if part["y1"]:
        return _day(shown, part["y1"], part["m1"], part["d1"])
    if part["y2"] or part["y3"]:
        month = part["m2"] or part["m3"]
        return _day(shown, part["y2"] or part["y3"], str(_MONTHS[month.lower().rstrip(".")]), part["d2"] or part["d3"])
    first, second = int(part["a4"]), int(part["b4"])
    if first != second and first <= 12 and second <= 12:
        raise DateError(f"{shown} can be read as two dates; write it as YYYY-MM-DD")
    month_number, day = (first, second) if first <= 12 else (second, first)
    return _day(shown, part["y4"], str(month_number), str(day))


def _day(shown: str, year: str, month: str, day: str) -> str:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError as cause:
        raise DateError(f"{shown} is no day of the calendar; write the date as YYYY-MM-DD") from cause
