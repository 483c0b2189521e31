"""A publisher that speaks of itself: in "we print two letters" of the Example Post's own article, "we" is the Post.

A question that names the publisher is answered by such a sentence as if it had the name. What is quoted is another's
"we". English alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index import words
from index.question import Question
from index.rank import FEATURES
from index.records import Article
from index.search import Retrieval, SentenceHit
from qa.hit_words import share

_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*(?:"|$)|[\u201c\u00ab][^\u201d\u00bb]*(?:[\u201d\u00bb]|$)')
_ALL, _NAMED = ("coverage", "coverage_around"), ("names", "names_around")


def tokens_of(question: Question, article: Article, text: str) -> frozenset[str]:
    """The publisher's name as search has it, where the question has all of it and the text of a sentence of its
    article says "we" outside a quotation; else none."""
    own = publisher(question, article)
    return own if own and _WE.search(_QUOTED.sub(" ", text)) else frozenset()


def publisher(question: Question, article: Article) -> frozenset[str]:
    """The tokens of the article's publisher, if they are all among the names of an English question; else none."""
    if not article.publisher or question.language != "en":
        return frozenset()
    own = frozenset(words.content(article.publisher, "en"))
    return own if own <= {term.token for term in question.terms if term.name} else frozenset()


def completed(retrieval: Retrieval, first: int) -> Retrieval:
    """The retrieval in which those of the `first` sentences that say "we" count as naming their publisher."""
    if not any(publisher(retrieval.question, article) for article in retrieval.articles.values()):
        return retrieval
    hits = [_completed(retrieval, hit) for hit in retrieval.sentences[:first]]
    return replace(retrieval, sentences=(*hits, *retrieval.sentences[first:]))


def _completed(retrieval: Retrieval, hit: SentenceHit) -> SentenceHit:
    article, question = retrieval.articles[hit.article], retrieval.question
    text = article.text[hit.start : hit.end]
    added = tokens_of(question, article, text) - frozenset(words.tokens(text, "en"))
    if not added:
        return hit
    values = dict(zip(FEATURES, hit.features, strict=True))
    for name in _ALL:
        values[name] = min(1.0, values[name] + share(question, added, names=False))
    chunk = retrieval.passages[hit.passage].chunk
    unsaid = added - frozenset(words.tokens(f"{article.title or ''} {article.text[chunk.start : chunk.end]}", "en"))
    values["coverage_passage"] = min(1.0, values["coverage_passage"] + share(question, unsaid, names=False))
    for name in _NAMED:
        values[name] = min(1.0, values[name] + share(question, added, names=True))
    return replace(hit, features=tuple(values.values()))
