"""What holds only "if" something else does, or is only asked, is no fact in the claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

# "Asked if", "see if" mean whether; "even if" and "as if" set no condition.
_IF = re.compile(
    r"(?<!even )(?<!as )(?<!asked )(?<!ask )(?<!asking )(?<!asks )(?<!see )(?<!know )(?<!wonder )(?<!wondered )"
    r"(?<!sure )(?<!clear )(?<!decide )(?<!determine )\b(?P<if>if|unless|provided that|on condition that)\b"
    r"(?!\s+(?:not|any|necessary|possible|so|only|ever)\b)(?P<rest>[^,;:.?!]*)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|would|could|(?-i:may)|might|can|shall|should|must|going\s+to)\b|'ll\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:if|unless|whether|should|could|(?-i:may)|might|would|can|when|once|until|without|provided|condition\w*|depend\w*|"
    r"threat\w*|in\s+case|in\s+the\s+event|case\s+of|otherwise|possib\w*|ask\w*|question\w*|wonder\w*|unclear)\b|\?",
    re.IGNORECASE,
)
_MOST = 0.6  # of the claim's words: below it, no one sentence is what the claim stands on
_NEAR = 0.8  # of the words that the best sentence shares with the claim


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """One problem when all that has the claim's words is a condition, what hangs on one, or a question."""
    if _OPEN.search(claim.text):
        return
    content = [w for w in claim.words if w.content]
    scored = [(sum(matched(w, line.reading.stems) > 0 for w in content), line) for line in evidence.lines]
    best = max((score for score, _ in scored), default=0)
    if best < max(1, _MOST * len(content)):
        return
    reasons = [_open(content, line) for score, line in scored if score >= _NEAR * best]
    if reasons and all(reasons):
        yield Problem("condition", "unsupported", next(r for r in reasons if r))


def _open(content: list[Word], line: Line) -> str | None:
    """Why a sentence does not state what it shares with the claim; None when it does."""
    reading = line.reading
    if reading.text.rstrip(" \"')").endswith("?"):
        return f"the source only asks this: '{reading.folded.original}'"
    found = _IF.search(reading.text)
    if found is None:
        return None
    clause = reading.cut(found.start("if"), found.end()).strip()
    inside = {w.stem for w in reading.words if found.start() <= w.start < found.end()}
    outside = {w.stem for w in reading.words if not found.start() <= w.start < found.end()}
    shared = [w for w in content if w.stem in reading.stems]
    held = sum(w.stem in inside for w in shared)
    if shared and held * 2 > len(shared) and not all(w.stem in outside for w in shared):
        return f"the source says this only as a condition: '{clause}'"
    rest = reading.text[: found.start()] + reading.text[found.end() :]
    if shared and held * 2 <= len(shared) and _AHEAD.search(rest):
        return f"the source says this only under a condition: '{clause}'"
    return None
