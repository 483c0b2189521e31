"""Whether a date's clause speaks of what is to come: "will open in October", "On Monday the council is to vote"."""

from __future__ import annotations

import re

REACH = 80  # characters
_AHEAD = re.compile(
    r"\b(?:will|shall|would|could|going\s+to|set\s+to|due|scheduled|expected|expects?|plans?\s+to|planned\s+(?:to|for)|"
    r"planning\s+to|to\s+be\s+held|upcoming|slated|is\s+to|are\s+to|invited)\b|['\u2019]ll\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:to|due|set|scheduled|expected|planned|going))\b|['\u2019]ll\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;!?,]\s|\b(?:after|before|when|while|which|who|but)\b", re.IGNORECASE)
# "On Monday she said that it will": the Monday is that of the saying.
_SAYING = re.compile(r"\b(?:said|says|told|announced|added|warned|reported|wrote|that)\b", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:(?:and|but)\s+)?(?:(?:on|in|at|by|from|early|late|next|this|the)\s+)*\W*", re.IGNORECASE)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause of the date `text[start:end]` is about the future: by the words before it, or, where the
    clause opens with it, by those behind it."""
    before = text[max(0, start - REACH) : start]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    if _AHEAD.search(clause):
        return True
    if not _OPENING.fullmatch(clause):
        return False
    behind = text[end : end + REACH].lstrip(", ")
    stops = [m.start() for pattern in (_CLAUSE_END, _SAYING) if (m := pattern.search(behind))]
    return bool(_PRESENT.search(behind[: min(stops, default=len(behind))]))
