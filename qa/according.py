"""Whose word a question wants: "What is the film about, according to Brink?" asks for what Brink says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa.grounding import Cited, Source, names
from qa.grounding.speech import sayer

NEARLY = 0.9  # of the most that a hit and its neighbours hold of the question
_WHO = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?P<who>[^,.;?!]{2,80})", re.IGNORECASE
)
_AROUND = FEATURES.index("coverage_around")


def said_by(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """Those of the hits that are said by the person whom the question names as its source.

    All when it names nobody, or when none is that holds with its neighbours nearly as much of the question as the best.
    """
    found = _WHO.search(retrieval.question.text)
    person = _person(found["who"]) if found else None
    if person is None:
        return list(hits)
    best = max(hit.features[_AROUND] for hit in hits)
    own = [hit for hit in hits if hit.features[_AROUND] >= NEARLY * best]
    return [hit for hit in own if person in (_sayer(retrieval, hit) or "").lower().split()] or list(hits)


def _person(who: str) -> str | None:
    """The surname, in lower case, of the person whom the words name; None for an organisation, which has no voice of
    its own: what it says is said by many."""
    named = names.proper(who)
    if not named or named[0].kind == "place":
        return None
    one_word = len(named[0].parts) == 1 and len(who.split()) == 1
    return named[0].surname.lower() if named[0].kind == "person" or one_word else None


def _sayer(retrieval: Retrieval, hit: SentenceHit) -> str | None:
    article = retrieval.articles[hit.article]
    if article.language not in ("en", None):
        return None
    return sayer(Cited(Source(article, retrieval.sentences_of[hit.article]), hit.n))
