"""A claim or a sentence as the checks see it: folded text with its words, names, numbers, dates and quotations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qa.grounding import dates, names, words
from qa.grounding.calendars import DateMention
from qa.grounding.fold import Folded, fold
from qa.grounding.names import NameSpan
from qa.grounding.numbers import Number, numbers
from qa.grounding.quotes import Quotation, quotations
from qa.grounding.words import Word


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a text; all spans are of `folded.text`."""

    folded: Folded
    words: tuple[Word, ...]
    names: tuple[NameSpan, ...]
    numbers: tuple[Number, ...]  # those that are no part of a date or of a name
    dates: tuple[DateMention, ...]
    quotations: tuple[Quotation, ...]
    stems: frozenset[str]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def cut(self, start: int, end: int) -> str:
        """The original characters of a span."""
        return self.folded.cut(start, end)

    @property
    def people(self) -> tuple[NameSpan, ...]:
        """The persons it names."""
        return tuple(name for name in self.names if name.kind == "person")


@lru_cache(maxsize=4096)
def read(text: str, published: date | None = None, known: frozenset[str] = frozenset()) -> Reading:
    """The reading of a text; `published` is what its relative dates stand on, `known` are surnames to look for."""
    folded = fold(text)
    found = tuple(dates.mentions(folded.text, published))
    proper = names.proper(folded.text, known)
    found = tuple(d for d in found if not _first_name(d, folded.text, proper))
    # "seven years ago" without the article's date is still a number of years.
    taken = [(d.start, d.end) for d in found if d.first or not d.relative] + [
        (n.start, n.end) for n in proper if n.kind != "place"
    ]
    counted = tuple(n for n in numbers(folded.text) if not any(start < n.end and n.start < end for start, end in taken))
    split = words.split(folded.text)
    stems = frozenset(w.stem for w in split)
    return Reading(folded, split, proper, counted, found, tuple(quotations(folded.text)), stems)


def _first_name(mention: DateMention, text: str, proper: tuple[NameSpan, ...]) -> bool:
    """Whether a bare month is somebody's first name, as in "April Jones"."""
    if mention.day or mention.year or mention.weekday is not None or mention.month is None:
        return False
    return text[mention.start].isupper() and any(n.start == mention.end + 1 and n.kind != "place" for n in proper)
