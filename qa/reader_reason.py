"""The sentences that give a reason: of what is asked "why?", the cause may stand in the sentence after the deed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa.hit_words import text_of

NEARLY = 0.8  # of the coverage of the best hit
FARTHEST = 1.6  # how far a reason may score below the best hit
CAUSE = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|thanks\s+to|(?:for|the)\s+(?:\w+\s+)?reasons?|in\s+order\s+to|so\s+that|so\s+as\s+to|"
    r"as\s+a\s+(?:result|consequence)|in\s+response\s+to|on\s+the\s+grounds?|cause[ds]?|blam(?:ed?|ing)|given\s+that|"
    r"since\s+(?!\d|then|the\s+(?:start|beginning|end)|last|early|late|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|mon|tues|wednes|thurs|fri|satur|sun))\b",
    re.IGNORECASE,
)
# What a refusal or a failure is explained with, without a word of cause.
_HINDRANCE = re.compile(
    r"\b(?:could\s*n[o']t|cannot|can't|unable|not\s+able|not\s+enough|lack\w*|too\s+\w+\s+(?:to|for)|refus\w+|afraid|fear\w*)\b|"
    r"\w:\s+\w",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:why|for\s+what\s+reason|what\s+(?:is|was|were|are)\s+the\s+reasons?)\b", re.IGNORECASE)
_COVERAGE, _AROUND = FEATURES.index("coverage"), FEATURES.index("coverage_around")


def first(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """The hits, those first that give a reason and say nearly as much of the question as the best one does.

    Of questions that don't ask why, and where none gives a reason, the hits as they are.
    """
    if not hits or not _WHY.search(retrieval.question.text):
        return list(hits)
    best = hits[0]
    reasons = [
        hit
        for hit in hits
        if best.score - hit.score <= FARTHEST
        and hit.features[_COVERAGE] >= NEARLY * best.features[_COVERAGE]
        and CAUSE.search(text_of(retrieval, hit))
    ]
    return [*reasons, *(hit for hit in hits if hit not in reasons)] if reasons else list(hits)


def beside(retrieval: Retrieval, chosen: Sequence[SentenceHit]) -> SentenceHit | None:
    """The sentence after the best one, of its paragraph, that gives the reason when no chosen one does; else None."""
    if not chosen or not _WHY.search(retrieval.question.text):
        return None
    if any(CAUSE.search(text_of(retrieval, hit)) for hit in chosen):
        return None
    best = chosen[0]
    sentences = retrieval.sentences_of[best.article]
    after = next((hit for hit in retrieval.sentences if hit.article == best.article and hit.n == best.n + 1), None)
    if after is None or after in chosen or sentences[after.n].paragraph != sentences[best.n].paragraph:
        return None
    text = text_of(retrieval, after)
    return after if CAUSE.search(text) or _HINDRANCE.search(text) else None
