"""The words of the sentences that search found, and whether two of them say the same."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from index import words
from index.question import Question
from index.search import Retrieval, SentenceHit

SAME = 0.75  # the share of common words from which two sentences say the same thing


def same(retrieval: Retrieval, one: SentenceHit, other: SentenceHit) -> bool:
    """Whether two sentences have nearly the same words; short ones must have the very same."""
    a, b = words_of(retrieval, one), words_of(retrieval, other)
    if min(len(a), len(b)) < 4:
        return a == b
    return len(a & b) / max(len(a), len(b)) >= SAME


def share(question: Question, tokens: Collection[str], *, names: bool) -> float:
    """How much of the weight of the question's terms, or of its `names` alone, lies on some tokens, 0 to 1."""
    weights = [(t.weight, t.token in tokens) for t in question.terms if t.name or not names]
    whole = sum(weight for weight, _ in weights)
    return sum(weight for weight, there in weights if there) / whole if whole else 0.0


def text_of(retrieval: Retrieval, hit: SentenceHit) -> str:
    """The sentence's own characters."""
    return retrieval.articles[hit.article].text[hit.start : hit.end]


def words_of(retrieval: Retrieval, hit: SentenceHit) -> frozenset[str]:
    """The content words of the sentence, as search has them."""
    return _content(text_of(retrieval, hit), retrieval.question.language)


@lru_cache(maxsize=2048)
def _content(text: str, language: str | None) -> frozenset[str]:
    """The content words of a sentence; kept, since each is compared with many others."""
    return frozenset(words.content(text, language))
