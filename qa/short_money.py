"""Whether a question asks for a sum of money, and a sentence gives one: years, shares and counts of people are none."""

from __future__ import annotations

import re

from qa.grounding import dates
from qa.grounding.numbers import Number, numbers
from qa.short_number import CURRENCIES, unit_of
from qa.short_people import are_people

_ASKED = re.compile(
    r"\bhow\s+much\s+(?:money|cash)\b|"
    r"\bhow\s+much\s+(?:does|do|did|will|would|has|have|had|is|was|were|are)\s+[^?]*?"
    r"\b(?:costs?|pay|paid|pays|spend|spent|worth|priced|charged?|earn(?:ed)?|fined?|sell\s+for|sold\s+for)\b|"
    r"\b(?:what|which)\s+(?:is|was|are|were)\s+the\s+(?:price|salary|fee|fine|cost)s?\s+(?:of|for)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"[$\u00a3\u20ac\u00a5]\s?\d|\b(?:free|nothing|unpaid|no\s+(?:money|fee|pay|salary|cost)|(?:half|double|twice|third|"
    r"quarter|most|all|part|rest|majority|undisclosed|same)\b|hundreds|thousands|millions|billions|(?:euro|dollar|pound|"
    r"cent|rouble|ruble|crown|franc)s?\b)",
    re.IGNORECASE,
)


def asks_money(question: str) -> bool:
    """Whether a question asks how much something costs or somebody is paid."""
    return _ASKED.search(question) is not None


def tells_money(text: str) -> bool:
    """Whether a sentence may give a sum: a number that is none of a year, a share or of people, or a word for one."""
    dated = [(m.start, m.end) for m in dates.mentions(text, None)]
    return bool(_FREE.search(text)) or any(
        _may_be(text, n) for n in numbers(text) if not any(a < n.end and n.start < b for a, b in dated)
    )


def _may_be(text: str, number: Number) -> bool:
    unit = unit_of(text, number)
    if unit is not None:
        return unit in CURRENCIES
    return not number.ordinal and not (number.noun is not None and are_people(number.noun))
