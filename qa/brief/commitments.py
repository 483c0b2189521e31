"""What was agreed, invited, promised, asked for or planned, word for word, so that every hedge stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.brief.writing import Draft, Writer
from qa.grounding import dates
from qa.grounding.evidence import Line
from qa.grounding.polarity import is_negation, negated
from qa.grounding.reading import Reading

MOST = 20


def _kind(name: str, *wordings: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile(rf"\b(?:{'|'.join(wordings)})\b", re.IGNORECASE)


_DEAL = r"(?:agreement|deal|treat(?:y|ie)|memorand(?:um|a)|accord|contract|pact|settlement|truce|ceasefire)s?"
_COMING = (
    r"(?:meet|visit|travel|return|begin|start|open|close|hold|host|sign|vote|publish|announce|appear|release|pay|decide"
    r"|rule|appeal|leave|arrive|discuss|resume|launch|present|submit|take\s+(?:effect|place|part))"
)
# Each names the word that a sentence holds, not what became of it.
_KINDS = (
    _kind("Invitation", r"invit(?:e|es|ed|ing|ations?)(?!\s+you\b)"),
    _kind("Acceptance", r"accept(?:s|ed)\s+(?:an?|the|his|her|their|its)"),
    _kind(
        "Agreement",
        r"agreed\s+(?:to|on|that|upon)",
        rf"(?:sign(?:s|ed)|reached|concluded|announced|struck)\s+(?:\w+\s+){{0,4}}{_DEAL}",
        r"signed\s+(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){0,3}(?:annex|protocol|declaration|document|letter|plan)s?",
        r"(?:with|came\s+to|led\s+to|brought)\s+an\s+agreement\s+(?:to|on|that|over)",
        rf"{_DEAL}\s+(?:was|were|has\s+been|have\s+been)\s+(?:not\s+)?(?:signed|reached|concluded|announced)",
        r"joint\s+statement",
    ),
    _kind("Decision", r"approved|adopted|ratified|ruled|decided|ordered|sentenced|convicted|acquitted|granted"),
    _kind(
        "Promise",
        r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|assur(?:ed|ing)",
        r"(?:gave|gives)\s+(?:his|her|their|its)\s+word",
    ),
    _kind("Refusal", r"rejected|refused|declined\s+(?:to|an?|the|any)|turned\s+down"),
    _kind("Request", r"asked\s+(?:for|to)|called\s+for|urged|demanded|requested|appealed\s+(?:for|to)|proposed"),
    _kind(
        "Next step",
        r"(?:is|are|was|were)\s+(?:due|planned|scheduled|expected|slated)\s+(?:to|for|in|on|by|at|next|later|this)",
        r"(?:is|are|was|were)\s+set\s+(?:to|for)|(?:is|are)\s+to(?!\s+be\s+able)",
        r"plans?\s+to|planned\s+(?:for|to)|intends?\s+to|to\s+be\s+held",
        rf"will\s+(?:also\s+)?{_COMING}|(?:said|says|told|added|announced)\b[^.;\"]{{0,40}}\bwould\s+{_COMING}",
        r"must\s+(?:be\s+)?\w+\s+by",
    ),
    _kind("No date", r"no\s+(?:date|day|time)\b[^.;,]{0,30}\b(?:set|fixed|given|announced|agreed)"),
)
_NOUN = re.compile(
    r"(?:['’]s?|\b(?:and|or|of|for|to|the|a|its|his|her|their|any|no|with|about|on|by|against|new|secret|future|such|these"
    r"|those))\s+$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\w+\s+until\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|whether|unless)\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)
_NO = frozenset("no none neither nor never without".split())
_QUESTION = re.compile(r"\?[\"'”’]?\s*$")


def commitments(writer: Writer, lines: Sequence[Line]) -> tuple[list[Draft], list[str]]:
    """The paragraphs, each with what kind of word it holds, and how many were left out."""
    found = [(line, label) for line in lines if (label := kinds(line))]
    drafts: list[Draft] = []
    for line, label in found[:MOST]:
        claim = writer.quote(line)
        if claim is not None:
            drafts.append(Draft(claim, label))
    left = len(found) - MOST
    return drafts, [f"{left} more such sentences are not listed here."] if left > 0 else []


def kinds(line: Line) -> str:
    """The label of a sentence, as in "Invitation; promise" or "No agreement"; empty for one without such a word."""
    shown = "; ".join(all_kinds(line)[:2])
    return shown[:1] + shown[1:].lower()


def all_kinds(line: Line) -> list[str]:
    """Every kind of word that a sentence holds, in their order."""
    reading = line.reading
    if _QUESTION.search(reading.text):
        return []
    found = [(match.start(), name) for name, pattern in _KINDS for match in pattern.finditer(reading.text)]
    published = dates.parse_day(line.cited.article.date)
    labels = (_label(reading, at, name, published) for at, name in sorted(found))
    return list(dict.fromkeys(filter(None, labels)))


def _label(reading: Reading, at: int, name: str, published: date | None) -> str | None:
    """The kind, with a no in front where the sentence denies it; None for a word that tells nothing of the kind."""
    if name == "No date":
        return name
    if _CONDITION.search(reading.text[:at]):
        return None
    if name == "Next step":
        noun = reading.text[at : at + 4].lower() == "plan" and _NOUN.search(reading.text[:at])
        return None if noun or _denied(reading, at) or not _is_step(reading, at, published) else name
    return f"No {name.lower()}" if _denied(reading, at) else name


def _denied(reading: Reading, at: int) -> bool:
    """Whether a no governs the word, or stands before it in its clause: "none of them announced an agreement"."""
    place = next((i for i, w in enumerate(reading.words) if w.end > at), None)
    if place is None:
        return False
    if _UNTIL.match(reading.text, at):  # "was not ratified until December"
        return False
    if place in negated(reading):
        return True
    clause = max((reading.text.rfind(mark, 0, at) for mark in ",;:"), default=-1)
    before = [w for w in reading.words[:place] if w.start > clause]
    return any(w.lower in _NO or is_negation(w) for w in before[-6:])


def _is_step(reading: Reading, at: int, published: date | None) -> bool:
    """Whether "was expected" or "is to" is about what is still to come: no past day stands in the sentence."""
    days = [d.last for d in reading.dates if d.last is not None]
    return published is None or not days or any(day >= published for day in days) or "will" in reading.text[at : at + 8]
