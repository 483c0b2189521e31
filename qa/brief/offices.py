"""The whole of a role that stands beside a name, with its owner: "Syria's foreign minister, X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.grounding import lexicon, words
from qa.grounding.names import NameSpan, saying_stems
from qa.grounding.roles import MODIFIERS, is_role

CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_OF_ROLES = lexicon.words("organisations") | lexicon.words("roles") | frozenset("co campaign meteorologist".split())
_AFTER = re.compile(r",?\s+(?:who\s+(?:is|was)\s+)?(?:the|a|an|his|her|its|their|then|now)?\s*")
_APPART = re.compile(r"[,.]?\s*")
_OWNER = re.compile(
    r"\b(?:(?:the|its|his|her|their)\s+)?"
    r"(?:(?!(?:with|of|to|from|by|for|in|at|on|and|said|told|met)\b)\w[\w.-]*\s+(?:&\s+)?){0,4}"
    r"(?!(?:that|it|he|she|here|there|what|who|let)['’])[\w.-]+['’]s?\s+(?:(?!the\b|an?\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:(?:and|that|with|by|of|to|from|for|said|told|met|when|as|but|according)\s+)+", re.IGNORECASE)
_APPOSED = re.compile(
    r"\b(?:its|his|her|their|the|an?)\s+(?:(?!(?:of|and|to|in|for|by|with|from|at|on|said|told|met)\b)[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "the Secretary of the Council, X": a role with what it is the role of, set before the name.
_BEFORE = re.compile(
    r"(?P<role>\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+(?:[\w'’-]+\s+){0,3}?[\w'’-]+\s+"
    r"(?:of|for|at|in|from|on)\s+"
    r"(?:(?!\b(?:is|are|was|were|has|have|had|will|would|by|with|who|that|which|said|told|met)\b)[^,;:.()\"]){3,70}),\s+$"
)
_ENDS = re.compile(r"\s*(?:[,.;)]|$)")
# "X, who advises the Leader on foreign affairs"; not "who lead the two parties", which is said of two.
_WHO = re.compile(
    r",\s+(?P<role>who\s+(?:also\s+)?(?:heads|leads|led|chairs|advises|represents|runs|speaks\s+for|directs|commands"
    r"|coordinates|edits|coaches|manages|owns|founded|oversees|(?:is|was)\s+(?:the|in\s+charge))\b"
    r"[^,;:()\"]{3,80}?)(?=[,;]|\.?\s*$)"
)
_JOINS = re.compile(r"\s+(?:of|for|at|in|from|on)\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch of a text that holds a name and its role, and where in it the role is."""

    start: int
    end: int
    role: tuple[int, int]


def around(text: str, name: NameSpan, edge: int, limit: int) -> Stretch | None:
    """The name's stretch with the role that stands beside it; None where none does.

    `edge` is where the person named before ends, `limit` where the next one begins: a role never reaches over these.
    """
    who = _WHO.match(text, name.end)
    if who and who.end("role") <= limit:
        return Stretch(name.start, who.end("role"), who.span("role"))
    if name.role:
        after = _after(text, name, name.role)
        if after is not None:
            return after if after.end <= limit else None  # "X, Colombian President Y": the role is Y's
        return _before(text, name, name.role, edge)
    apposed = _BEFORE.search(text[: name.start])
    if apposed and _is_office(apposed["role"]) and _ENDS.match(text, name.end):
        return Stretch(apposed.start("role"), name.end, apposed.span("role"))
    return None


def _after(text: str, name: NameSpan, role: str) -> Stretch | None:
    """The role after the name: "X, the adviser for trade"."""
    lead = _AFTER.match(text, name.end)
    if lead is None or not text.startswith(role, lead.end()):
        return None
    end = lead.end() + len(role)
    return Stretch(name.start, end, (lead.end(), end))


def _before(text: str, name: NameSpan, role: str, edge: int) -> Stretch | None:
    """The role before the name, with all that belongs to it: "White House Press Secretary X", "its founder, X"."""
    at = text.rfind(role, edge, name.start)
    end = at + len(role)
    if at < 0 or role.lower().rstrip(".") in ("st", "saint"):  # "St. Johns"
        return None
    if not _APPART.fullmatch(text, end, name.start):
        return None
    start = _owned(text, _leftwards(text, at + _others(role), edge), edge)
    apposed = _APPOSED.search(text[edge:start]) if "," in text[end : name.start] else None
    if apposed:
        start = edge + apposed.start()
    return Stretch(start, name.end, (start, end))


def _others(role: str) -> int:
    """Where a name's own role begins in "secretary for Judge": what stands before belongs to somebody else."""
    split = words.split(role)
    joins = [i for i, w in enumerate(split) if w.lower in ("of", "for")]
    return split[joins[-1] + 1].start if joins and joins[-1] + 1 < len(split) and is_role(split[-1]) else 0


def _leftwards(text: str, at: int, edge: int) -> int:
    """Where a role begins whose first words belong to it: "Press Secretary" of "White House Press Secretary"."""
    before = [w for w in words.split(text[:at]) if w.start >= edge]
    last = at
    while before:
        word = before.pop()
        if text[word.end : last] not in (" ", "-", ". ") or word.lower in CALENDAR:
            break
        if word.stem in saying_stems():
            break
        if word.content and (word.text[0].isupper() or word.lower in _OF_ROLES or word.lower in MODIFIERS):
            last = at = word.start
        elif word.lower in ("of", "and", "for") and before and before[-1].text[0].isupper() and text[at].isupper():
            last = word.start
        else:
            break
    return at


def _owned(text: str, at: int, edge: int) -> int:
    """Where a role begins with its owner: "the port's director", "Syria's foreign minister"."""
    owner = _OWNER.search(text[edge:at])
    if owner is None or re.search(r"[,;:()\"]", owner[0]):
        return at
    start = edge + owner.start()
    lead = _LEAD.match(text, start)
    return lead.end() if lead else start


def _is_office(phrase: str) -> bool:
    """Whether the head of "the Secretary of ..." is a role: the last word before the first "of"."""
    split = words.split(_JOINS.split(phrase)[0])
    return bool(split) and is_role(split[-1])
