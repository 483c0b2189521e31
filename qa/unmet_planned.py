"""Why an answer that only tells of plans is none to a question that takes the deed for done.

"When did the firm open its plant?" of "The firm is considering a plant", "How did the court decide?" of "The court is
to hear both sides in May". English alone, and only of plain questions with "did" or "who".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import near_words
from qa.deed import AUXILIARIES, after_nouns, deed
from qa.grounding import Cited, words
from qa.grounding.words import Word

_DID = re.compile(r"\bdid\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:will|would|going\s+to|plan(?:s|ned|ning)?|schedul\w*|suppos\w*|due|expect\w*|meant|intend\w*|want\w*|wish\w*|hop(?:e|es|ed|ing)|"
    r"(?:was|were|is|are)\s+to|should|could|might|promis\w*|offer\w*|propos\w*|consider\w*|announc\w*|say|says|said|tell)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:is|are|was|were)\s+(?:yet\s+|still\s+|also\s+|soon\s+)?to\s+(?!blame\b|date\b)[a-z]+|"
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|also\s+|still\s+)?"
    r"(?:planned|scheduled|due|expected|set|slated|poised|considering|planning|hoping|aiming|weighing|mulling)\b|"
    r"\bwill\b|\b(?:plans?|hopes?|wants?|intends?|aims?|expects?)\s+to\b",
    re.IGNORECASE,
)


def asked(question: str) -> Word | None:
    """The verb of the deed that a question takes for done; None where the form doesn't tell."""
    if _NOT_YET.search(question):
        return None
    one = deed(question)
    if one is not None:
        return one.verb if one.past and (one.asking == "who" or _DID.search(question)) else None
    did = _DID.search(question)
    rest = [w for w in words.split(question) if did and w.start >= did.end()]
    if not rest or rest[0].lower in AUXILIARIES:
        return None
    at = after_nouns(rest)
    noun = not at or (rest[at + 1 : at + 2] and rest[at + 1].lower == "of")  # "the second study of the pumps find"
    verb = rest[-1] if noun else rest[at]
    return verb if verb.content and verb.text[0].islower() else None


def only_planned(question: str, passages: Sequence[Sequence[Cited]]) -> str | None:
    """Why the passages are no answer: the best one tells of plans, and none speaks of the deed; None where one may."""
    verb = asked(question)
    if verb is None or not any(_PLANNED.search(cited.quote) for cited in passages[0]):
        return None
    if any(near_words.told(verb, *near_words.read(cited.quote)) for passage in passages for cited in passage):
        return None
    return f"it tells of what is planned, and not that this happened: '{verb.text}'"
