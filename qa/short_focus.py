"""How much a sentence says of what a question asks about: a day of something else is no answer to "when?"."""

from __future__ import annotations

import re

from index import words
from index.question import Question
from qa.grounding.words import synonyms

LEAST = 0.5  # of the weight of what is asked about
OTHER_WORD = 0.5  # what a word counts for that is said by a synonym
_LAST = re.compile(r"(?<=[^.][.!:])\s+(?=\S+\s)")  # as index/question.py parts a question
COMPLEMENT = 0.5  # what a word of "of the berths" counts
_OF = re.compile(
    r"\bof\s+(?:the|an?|its|his|her|their)?\s*(?P<run>(?:[\w'\u2019-]+\s*){1,6})(?P<end>\W*$)?", re.IGNORECASE
)


def said(question: Question, text: str) -> float:
    """The share, 0 to 1, of what the last sentence of the question is about that stands in the text."""
    asked = _about(question)
    whole = sum(asked.values())
    if not whole:
        return 1.0
    held = frozenset(words.tokens(text, "en"))
    got = sum(w * (1.0 if t in held else OTHER_WORD if held & synonyms(t) else 0.0) for t, w in asked.items())
    return got / whole


def _about(question: Question) -> dict[str, float]:
    """The terms of the question's last sentence with their weights."""
    last = _LAST.split(question.text.strip())[-1]
    spoken = frozenset(words.tokens(last, "en"))
    beside = frozenset(t for found in _OF.finditer(last) for t in _complement(found["run"], found["end"] is not None))
    return {t.token: t.weight * (COMPLEMENT if t.token in beside else 1) for t in question.terms if t.token in spoken}


def _complement(run: str, last: bool) -> list[str]:
    """The terms of what follows "of", up to a stop word; the last word of a question may be its verb."""
    found: list[str] = []
    for token, start, end in words.located(run, "en"):
        if run[start:end].casefold() in words.STOP:
            return found
        found.append(token)
    return found[:-1] if last and len(found) > 1 else found
