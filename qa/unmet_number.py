"""Why articles tell nothing of a number that a question takes for granted: "Why did 800 shops close?" of an article
without any 800.

Digits alone: three ministers may be named and not counted. A year is for qa/unmet_asked.py to look at. English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.deed_whether import is_whether
from qa.grounding import Cited, names
from qa.grounding.numbers import Number, numbers

LEAST = 3  # whatever is one or two may go without a number
ROUNDED = 0.07  # by which "1.3 billion" may differ from 1.337 billion
_YEARS = range(1000, 2101)
_LABELS = re.compile(
    r"(?:[\w\u2019'.]*[A-Z][\w\u2019'.]*|\b(?:number|article|section|chapter|page|group|top|no)\.?)[\s-]+$"
)


def unsaid_number(question: str, articles: Iterable[Cited]) -> str | None:
    """Why they tell nothing of it; None where each number of the question stands there, and of yes-no questions, which
    "no, 31" answers."""
    wanted = [] if is_whether(question) else _counts(question)
    if not wanted:
        return None
    known = {id(cited.article): cited.article for cited in articles}.values()
    text = " ".join(f"{article.title or ''} {article.text}" for article in known)
    missing = [n for n in wanted if not _stands(question[n.start : n.end], n.value, text)]
    if not missing:
        return None
    return f"the question speaks of {question[missing[0].start : missing[0].end].strip()}, and its article nowhere does"


def _counts(question: str) -> list[Number]:
    """The numbers in digits that count or measure something: no years, ranks, decades, or parts of a name."""
    named = [(n.start, n.end) for n in names.proper(question)]
    found = []
    for number in numbers(question):
        written = question[number.start : number.end]
        plain = re.search(r"\d", written) and not number.ordinal and number.value >= LEAST
        year = number.unit is None and number.value in _YEARS and written.strip().isdigit()
        inside = any(start <= number.start < end for start, end in named)
        joined = re.match(r"[\w'\u2019]|-[A-Z\d]", question[number.end :]) or re.search(
            r"[\w-]$", question[: number.start]
        )
        if plain and not year and not inside and not joined and not _LABELS.search(question[: number.start]):
            found.append(number)
    return found


def _stands(written: str, value: float, text: str) -> bool:
    """Whether a text has the number, in digits or in words, or one that it may be rounded from."""
    digits = re.search(r"\d[\d.,]*", written)
    if digits and re.search(rf"(?<!\d){re.escape(digits[0].rstrip('.,'))}(?!\d)", text):
        return True
    return any(abs(other.value - value) <= ROUNDED * value for other in numbers(text))
