"""Why articles don't tell how old somebody is: no sentence that names or means the person gives an age or a birth.

"How old is Ada Brink?" is not answered by "Brink was given two years". English alone, and of persons alone: a mill's
age is told in too many ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.grounding import Cited, names
from qa.grounding.context import context
from qa.grounding.names import NameSpan
from qa.grounding.numbers import numbers
from qa.unmet_told import has_surname, means

_HOW_OLD = re.compile(r"\bhow\s+old\s+(?:is|was|are|were|will|would)\b|\bwhat\s+(?:is|was)\b.*\bage\b", re.IGNORECASE)
_DECADE = r"teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s"
_AGE = re.compile(
    r"\b(?:years?|months?|weeks?|days?)[\s-]+old\b|\byears?\s+of\s+age\b|\bage[ds]?\b|\bborn\b|\bbirthdays?\b|"
    r"\bteen(?:age\w*)?\b|\b(?:septua|octo|nona)genarian\b|\bcentenarian\b|\bnewborn\b|\bbirth\b|"
    rf"\b(?:his|her|their)\s+(?:early\s+|mid-?\s*|late\s+)?(?:{_DECADE})\b|\bturn(?:s|ed|ing)?\s+\w+",
    re.IGNORECASE,
)
_OLDEST = 120


def no_age(question: str, articles: Sequence[Cited]) -> str | None:
    """Why no age of the person whom the question names is told; None when one may be, and for other questions."""
    asks = _HOW_OLD.search(question)
    if asks is None:
        return None
    known = frozenset().union(*(context(s).surnames for s in {id(c.source): c.source for c in articles}.values()))
    person = next((n for n in names.proper(question, known) if n.kind == "person" and n.start > asks.start()), None)
    if person is None or question[person.end :].startswith(("'", "\u2019")):  # "Brink's mill"
        return None
    if any(_aged(c.quote) and _has(person, c) for c in articles) or not any(_has(person, c) for c in articles):
        return None
    return f"it tells no age of {person.name}"


def _aged(quote: str) -> bool:
    """Whether a sentence gives an age: in words, or as a number between commas, "Brink, 52, said"."""
    if _AGE.search(quote):
        return True
    for number in numbers(quote):
        before, after = quote[: number.start], quote[number.end : number.end + 1]
        if before.endswith((", ", "(")) and after in (",", ".", ")", ";", "") and 0 < number.value <= _OLDEST:
            return True
    return False


def _has(name: NameSpan, cited: Cited) -> bool:
    surname = name.surname.lower()
    return has_surname(cited.quote, surname) or means(cited, surname)
