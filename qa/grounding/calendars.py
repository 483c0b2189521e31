"""The calendar's vocabulary: names of months and weekdays, and spans of days as pairs of dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both included

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
    "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "ابريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8,
    "اغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "اكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
    "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
OTHER_MONTHS = (
    "muharram", "safar", "rabi al-awwal", "rabi al-thani", "rabi ii", "rabi i", "rabi' al-awwal", "rabi' al-thani",
    "jumada al-awwal", "jumada al-ula", "jumada al-thani", "jumada al-akhira", "rajab", "sha'ban", "shaban", "shaaban",
    "ramadan", "ramazan", "shawwal", "dhu al-qadah", "dhu al-qi'dah", "dhu al-hijjah", "dhul hijjah", "dhul qadah",
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey", "bahman",
    "esfand", "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان",
    "رمضان", "شوال", "ذو القعدة", "ذو الحجة", "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان",
    "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text writes it, `text[start:end]`, and the days it means.

    `first` and `last` are None where the day can't be known: another calendar, no date of the article, or two readings.
    `relative`: the article's date was needed to know the days. The written parts stay beside them.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    relative: bool
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday
    gregorian: bool = True


def month_number(name: str) -> int:
    """The month, 1 to 12, that a name or an abbreviation stands for; KeyError for another word."""
    return _MONTHS[re.sub(r"\s+", " ", name.lower().rstrip("."))]


def weekday_number(name: str) -> int:
    """The weekday, 0 for Monday, that a name or an abbreviation stands for; KeyError for another word."""
    key = name.lower().rstrip(".")
    return _WEEKDAYS.index(key) if key in _WEEKDAYS else _WEEKDAY_SHORT[key]


def alternatives(names: tuple[str, ...] | list[str]) -> str:
    """A regular expression for any of the names, the longest first, any white space between their words."""
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))


MONTH = alternatives(list(_MONTHS))
WEEKDAY = alternatives(list(_WEEKDAYS))
WEEKDAY_ANY = alternatives([*_WEEKDAYS, *_WEEKDAY_SHORT])


def day(year: int, month: int, day_of_month: int) -> Days | None:
    """The one day as a span, or None when the calendar has no such day."""
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        return None
    return found, found


def month(year: int, number: int) -> Days | None:
    """The first and last day of a month, or None outside the years 1 to 9999."""
    if not (1 <= year <= 9999 and 1 <= number <= 12):
        return None
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def year_days(year: int) -> Days | None:
    """The first and last day of a year, or None outside the years 1 to 9999."""
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def week(of: date, weeks: int = 0) -> Days | None:
    """Monday and Sunday of the week `weeks` after the one that holds `of`, or None beyond the calendar's ends."""
    monday = shift(of, 7 * weeks - of.weekday())
    sunday = shift(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def shift(of: date, days: int) -> date | None:
    """The date some days later, or None beyond the calendar's ends."""
    try:
        return of + timedelta(days=days)
    except OverflowError:
        return None


def month_shift(of: date, months: int) -> Days | None:
    """The whole month that lies some months after the one of `of`."""
    index = of.year * 12 + of.month - 1 + months
    return month(index // 12, index % 12 + 1)
