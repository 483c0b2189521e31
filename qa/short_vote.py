"""How many voted for or against: of "by nine votes to four" the larger number is of those who got what they wanted.

English alone, and only where a question says on which side it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.grounding.numbers import Number, numbers

_HOW_MANY = re.compile(r"\bhow\s+many\b", re.IGNORECASE)
_AGAINST = r"against|no\b|not\s+to\b|oppos\w+|reject\w*"
_FOR = r"for\b|in\s+favou?r|yes\b|to\s+(?:approve|accept|keep|adopt|pass|support)\b"
# The side that a question counts: "cast against", "were in favour", "opposed it".
_SIDE = re.compile(
    rf"\b(?:vot(?:es?|ed|ing|ers)|cast|ballots?|were|was|came\s+out)\s+(?:(?:cast|there|were|out)\s+)*"
    rf"(?:(?P<against>{_AGAINST})|(?P<for>{_FOR}))|"
    r"\b(?:(?P<opposed>oppos(?:ed?|ing)|reject(?:ed)?|voted\s+down)|"
    r"(?P<backed>back(?:ed)?|support(?:ed)?|approved?|favou?red))\b",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\b(?:vot(?:es?|ed|ing)|ballots?|divided|majority)\b", re.IGNORECASE)
_TO = re.compile(r"(?:\s+(?:votes?|ballots?))?(?:\s+(?:to|against)\s+|\s?[-\u2013\u2014:]\s?)", re.IGNORECASE)
# What the larger number wanted, when that is no approval.
_REFUSED = re.compile(
    r"\b(?:reject\w*|defeat\w*|refus\w*|declin\w*|oppos\w*|veto\w*|block\w*|overturn\w*|scrap\w*|abolish\w*|fail\w*|lost|"
    r"(?:vot(?:ed?|ing)|turn(?:ed|ing)?|threw|thrown|struck)\s+(?:\w+\s+){0,6}?(?:down|out|against))\b",
    re.IGNORECASE,
)
_PRO = r"for|in\s+favou?r|back(?:ed|ing)?|support(?:ed|ing)?|approv(?:ed?|ing)|favou?red"
_CON = r"against|oppos(?:ed?|ing)|reject(?:ed|ing)?|dissent(?:ed|ing)?"
_OWN = re.compile(rf"\s+(?:[\w'\u2019-]+\s+){{0,4}}?(?:(?P<against>{_CON})|(?P<for>{_PRO}))\b", re.IGNORECASE)


def side(question: str) -> str | None:
    """The side that a question for a number of votes counts, "for" or "against"; None for other questions."""
    asks = _HOW_MANY.search(question)
    found = _SIDE.search(question, asks.end()) if asks else None
    if found is None:
        return None
    return "against" if found["against"] or found["opposed"] else "for"


def count(question: str, text: str) -> Number | None:
    """The number of a sentence that counts the votes of that side; None where no votes of two sides are told."""
    asked = side(question)
    if asked is None:
        return None
    found = numbers(text)
    if not (_VOTE.search(text) or _VOTE.search(question)):
        return None
    for one, other in _pairs(text, found):
        least, most = sorted((one, other), key=lambda n: n.value)
        refused = _REFUSED.search(text) is not None
        return most if refused == (asked == "against") else least
    return next((number for number, end in _alone(text, found) if _of(text[number.end : end]) == asked), None)


def _pairs(text: str, found: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """The numbers of votes that stand side by side: "nine votes to four", "9-4"."""
    for one, other in pairwise(found if _VOTE.search(text) else ()):
        if _TO.fullmatch(text[one.end : other.start]) and not one.ordinal and not other.ordinal:
            yield one, other


def _alone(text: str, found: Sequence[Number]) -> Iterator[tuple[Number, int]]:
    """The numbers, each with where the next one begins."""
    ends = [*(number.start for number in found), len(text)][1:]
    return ((number, end) for number, end in zip(found, ends, strict=True) if not number.ordinal)


def _of(text: str) -> str | None:
    """The side that the first words behind a number give it: "nine in favour", "four of them voted against"."""
    own = _OWN.match(text)
    return None if own is None else "against" if own["against"] else "for"
