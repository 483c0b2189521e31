"""A claim or a sentence as the checks see it: folded text with its words, names, numbers, dates and quotations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from qa.grounding import dates, names, words
from qa.grounding.calendars import DateMention
from qa.grounding.fold import Folded, fold
from qa.grounding.names import NameSpan
from qa.grounding.numbers import Number, numbers
from qa.grounding.quotes import Quotation, quotations
from qa.grounding.words import Word


@dataclass(frozen=True, eq=False)
class Reading:
    """The parts of a text; all spans are of `folded.text`. Compared by identity: `read` gives one for each text.

    Dates, numbers and quotations are found when they are first asked for: most sentences of an article are read for
    their names alone.
    """

    folded: Folded
    words: tuple[Word, ...]
    names: tuple[NameSpan, ...]
    published: date | None  # what relative dates stand on

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def cut(self, start: int, end: int) -> str:
        """The original characters of a span."""
        return self.folded.cut(start, end)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(w.stem for w in self.words)

    @cached_property
    def people(self) -> tuple[NameSpan, ...]:
        """The persons it names."""
        return tuple(name for name in self.names if name.kind == "person")

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates it mentions."""
        found = dates.mentions(self.text, self.published)
        return tuple(d for d in found if not _first_name(d, self.text, self.names))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers that are no part of a date or of a name."""
        # "seven years ago" without the article's date is still a number of years.
        taken = [(d.start, d.end) for d in self.dates if d.first or not d.relative]
        taken += [(n.start, n.end) for n in self.names if n.kind != "place"]
        return tuple(n for n in numbers(self.text) if not any(start < n.end and n.start < end for start, end in taken))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What it puts between quotation marks."""
        return tuple(quotations(self.text))


@lru_cache(maxsize=4096)
def read(text: str, published: date | None = None, known: frozenset[str] = frozenset()) -> Reading:
    """The reading of a text; `published` is what its relative dates stand on, `known` are surnames to look for."""
    folded = fold(text)
    return Reading(folded, words.split(folded.text), names.proper(folded.text, known), published)


def _first_name(mention: DateMention, text: str, proper: tuple[NameSpan, ...]) -> bool:
    """Whether a bare month is somebody's first name, as in "April Jones"."""
    if mention.day or mention.year or mention.weekday is not None or mention.month is None:
        return False
    return text[mention.start].isupper() and any(n.start == mention.end + 1 and n.kind != "place" for n in proper)
