"""What stands under one heading or in one paragraph answers together: next steps in a list, the terms of a treaty."""

from __future__ import annotations

import re

from index.search import Retrieval, SentenceHit
from index.words import tokens
from qa.grounding import words
from qa.hit_words import text_of, words_of

LISTED = 5  # items of a list
MOST = 3  # sentences of terms
HALF = 0.5  # of the question must stand in the sentence that the terms follow
_ITEM = re.compile(r"\s*(?:[-*\u2022\u2013]|\d{1,2}[.)])\s+\S")
_HEADING = re.compile(r"\s*#{1,6}\s+\S")
_EMPTY = frozenset(words.stem(w) for w in "happen come go know need do more".split())
_LISTS = re.compile(r"\s*(?:and\s+)?(?:what|which)\b", re.IGNORECASE)
_TERMS = re.compile(
    r"\bwhat\s+(?:are|were|do|did|is)\s+the\s+(?:\w+\s+)?(?P<noun>terms|conditions|provisions|details|contents)\s+of\b",
    re.IGNORECASE,
)


def together(retrieval: Retrieval) -> list[SentenceHit]:
    """The sentences, in their order, that a heading or a paragraph makes one answer of; empty for other questions."""
    return _items(retrieval) or _terms(retrieval)


def _items(retrieval: Retrieval) -> list[SentenceHit]:
    """The items of the list, in the article that is found first, whose heading says what the question asks for."""
    question = retrieval.question
    if not _LISTS.match(question.text) or question.kind not in ("other", "name"):
        return []
    asked = {w.stem for w in words.split(question.text)}
    article = retrieval.sentences[0].article
    own = {hit.n: hit for hit in retrieval.sentences if hit.article == article}
    for n, hit in sorted(own.items()):
        title = text_of(retrieval, hit)
        said = {w.stem for w in words.split(title) if w.content} - _EMPTY
        if _HEADING.match(title) and said and said <= asked:
            return _under(retrieval, own, n)
    return []


def _under(retrieval: Retrieval, own: dict[int, SentenceHit], heading: int) -> list[SentenceHit]:
    """The items of the list under a heading, those that were found."""
    text, sentences = retrieval.articles[own[heading].article].text, retrieval.sentences_of[own[heading].article]
    found: list[SentenceHit] = []
    for n in range(heading + 1, len(sentences)):
        line = text[sentences[n].start : sentences[n].end]
        if _HEADING.match(line) or len(found) == LISTED:
            break
        if _ITEM.match(line) and n in own:
            found.append(own[n])
    return found if len(found) > 1 else []


def _names_it(retrieval: Retrieval, hit: SentenceHit, noun: str) -> bool:
    """Whether a sentence says at least half of what the question says, its "terms" aside."""
    left_out, held = frozenset(tokens(noun, "en")), words_of(retrieval, hit)
    asked = [term for term in retrieval.question.terms if term.token not in left_out]
    return sum(t.weight for t in asked if t.token in held) >= HALF * sum(t.weight for t in asked) > 0


def _terms(retrieval: Retrieval) -> list[SentenceHit]:
    """The sentence that speaks of a treaty, and those of its paragraph that tell what is in it."""
    found, best = _TERMS.search(retrieval.question.text), retrieval.sentences[0]
    if found is None or not _names_it(retrieval, best, found["noun"]):
        return []
    sentences = retrieval.sentences_of[best.article]
    own = {hit.n: hit for hit in retrieval.sentences if hit.article == best.article}
    paragraph = [n for n, s in enumerate(sentences) if s.paragraph == sentences[best.n].paragraph]
    shown = paragraph if len(paragraph) <= MOST else [n for n in paragraph if n >= best.n][:MOST]
    return [own[n] for n in shown if n in own]
