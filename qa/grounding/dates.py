"""The dates of a text, each with the days it means; relative ones by the article's date, never by today's."""

from __future__ import annotations

from datetime import date

from qa.grounding.calendars import DateMention
from qa.grounding.dates_absolute import written
from qa.grounding.dates_relative import relative

__all__ = ["DateMention", "covers", "mentions", "parse_day"]


def mentions(text: str, published: date | None) -> list[DateMention]:
    """The dates of a text in order, none inside another: of two readings, the earlier, then the longer."""
    found = [*written(text, published), *relative(text, published)]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def parse_day(text: str | None) -> date | None:
    """The day of an article's `date` field, or None when it has none that the calendar knows."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def covers(claim: DateMention, source: DateMention) -> bool | None:
    """Whether the source's date supports the claim's: True, False, or None when they can't be compared.

    The source may be finer than the claim ("on Wednesday" supports "in November 2024"), never coarser.
    """
    if not (claim.gregorian and source.gregorian):
        return None
    if claim.weekday is not None and source.weekday is not None and claim.weekday != source.weekday:
        return False
    if claim.first and claim.last and source.first and source.last:
        if (claim.first, claim.last) == (source.first, source.last):
            return True
        if claim.first <= source.first and source.last <= claim.last and not _span_of_years(claim):
            return True
        # Years are often left out, and then only guessed from the article's date: the written parts decide.
        return bool(claim.relative != source.relative and _parts_agree(claim, source))
    return _parts_agree(claim, source)


def _span_of_years(mention: DateMention) -> bool:
    """Whether a date is a span such as 2007-11, which holds as a whole or not at all; a decade is none."""
    if mention.relative or mention.first is None or mention.last is None:
        return False
    years = mention.last.year - mention.first.year
    return years > 0 and not (years == 9 and mention.first.year % 10 == 0)


def _parts_agree(claim: DateMention, source: DateMention) -> bool | None:
    """Whether all parts that both write are equal; None when they write none in common, or the claim writes more."""
    compared = False
    for name in ("year", "month", "day", "weekday"):
        ours, theirs = getattr(claim, name), getattr(source, name)
        if ours is not None and theirs is not None:
            if ours != theirs:
                return False
            compared = True
        elif ours is not None and name in ("month", "day"):
            return None
    return True if compared else None
