"""Why two numbers for the same differ: "The police count all whom relatives miss, while the county goes by its lists."

Such a sentence tells the reason without any word for one, and has few of the question's words. English alone.
"""

from __future__ import annotations

import re

from index.search import Retrieval, SentenceHit
from qa.hit_words import text_of
from qa.reader_reason import CAUSE

LOOKED_AT = 24  # ranks
FARTHEST = 3.0  # how far it may score below the best sentence
_NUMBERS = (
    r"(?:numbers?|figures?|tolls?|counts?|estimates?|results?|totals?|statistics|data|values|amounts?|sums?|rates?)"
)
_DIFFER = (
    r"(?:differ\w*|disagree\w*|diverg\w*|var(?:y|ies)|contradict\w*|conflicting|discrepanc\w+|"
    r"(?:do(?:es)?\s+not|don['\u2019]t|doesn['\u2019]t)\s+(?:match|agree|add\s+up)|"
    r"(?:higher|lower|larger|smaller|bigger)\s+than)"
)
_ASKS = re.compile(
    rf"\b(?:why|how\s+come|what\s+explains|reasons?\s+for)\b(?=[^?]*\b{_NUMBERS}\b)(?=[^?]*\b{_DIFFER}\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:while|whereas|unlike|in\s+contrast|by\s+contrast|on\s+the\s+other\s+hand|the\s+other)\b", re.IGNORECASE
)
_METHOD = re.compile(
    r"\b(?:count(?:s|ed|ing)?|includ(?:es?|ed|ing)|exclud(?:es?|ed|ing)|(?:goes?|went|going)\s+by|"
    r"rel(?:y|ies|ied|ying)\s+on|bas(?:es|ed|ing)|us(?:es?|ed|ing)|measur(?:es?|ed|ing)|cover(?:s|ed|ing)?|leav(?:es?|ing)"
    r"\s+out|left\s+out|omit(?:s|ted|ting)?|(?:adds?|added)\s+|draws?\s+on|considers?|takes?\s+into)\b",
    re.IGNORECASE,
)


def differing(retrieval: Retrieval) -> list[SentenceHit] | None:
    """The sentence that tells how two come to their numbers, of a question why these differ, if it is nearly as good as
    the best; None for other questions, and where none tells that or the best one gives a reason in so many words."""
    question, hits = retrieval.question, retrieval.sentences[:LOOKED_AT]
    if not hits or question.language not in ("en", None) or not _ASKS.search(question.text):
        return None
    if CAUSE.search(text_of(retrieval, hits[0])):
        return None
    near = [h for h in hits if h.article == hits[0].article and hits[0].score - h.score <= FARTHEST]
    return [h for h in near if _CONTRAST.search(t := text_of(retrieval, h)) and _METHOD.search(t)][:1] or None
