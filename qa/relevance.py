"""Whether a grounded claim answers the question that was asked: a true sentence about something else is no answer.

A small model that has nothing to say copies sentences, and grounding lets a copy pass. So the chance that the question
is answered (qa/confidence.py) is reckoned once more, from the sentences alone that the claim stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.search import Retrieval
from qa.confidence import confidence
from qa.grounding import Cited

LEAST = 0.35  # the chance below which a claim is no answer
FARTHEST = 5.0  # how far the best of its sentences may score below the best of all


def off_question(retrieval: Retrieval, citations: Sequence[Cited]) -> str | None:
    """Why a claim that stands on these sentences is no answer to the question; None when it may be one."""
    if foreign(retrieval):
        return None
    places = {(c.article.id, c.sentence) for c in citations}
    hits = tuple(h for h in retrieval.sentences if (retrieval.articles[h.article].id, h.n) in places)
    if not hits:
        return "the sentences it cites are none of those found for the question"
    far = retrieval.sentences[0].score - hits[0].score > FARTHEST
    if far or confidence(replace(retrieval, sentences=hits)) < LEAST:
        return "the sources say so, but it does not answer the question"
    return None


def foreign(retrieval: Retrieval) -> bool:
    """Whether the question is in another language than the best article: then no word of it need stand there, and
    nothing can be said of the chance that it is answered."""
    spoken = retrieval.question.language
    if spoken is None or not retrieval.sentences:
        return False
    written = retrieval.articles[retrieval.sentences[0].article].language
    return written is not None and written != spoken
