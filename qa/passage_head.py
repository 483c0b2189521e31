"""Where a passage has to begin to say what it is about: with the sentence that its "It" or its quotation needs.

"It opened the festival" answers no "Which film?" without the sentence that names the film; nor does a quotation answer
"Who wonders?" without the words beside it that say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index import words
from index.question import Question
from index.records import Article, Sentence
from index.search import Retrieval
from qa.grounding import Cited, Source, names
from qa.grounding import words as written
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths
from qa.grounding.speech import speaker

FARTHEST = 2  # sentences back
_ASKING = frozenset({"person", "name", "other"})
_PRONOUN = re.compile(r"\W*(?:It|They|This|These|Those)\b(?!\s+(?:who|which|that)\b)")  # of "He" a note tells
_INNER = re.compile(r"\W*(?!(?:He|She)\b)[^.?!\"\u201c\u201d]*?\b(?:he|she)\b")
_EXPLETIVE = re.compile(
    r"\W*It(?:'s|\u2019s|\s+(?:is|was|would\s+be|will\s+be|remains))\s+(?:\w+\s+){0,3}(?:that|to|whether|how)\b"
)
_QUOTED = re.compile('["\u201c][^"\u201d]*["\u201d]?')


def widened(retrieval: Retrieval, rowid: int, first: int, last: int) -> tuple[int, int]:
    """The sentences `first` to `last` (exclusive) of an article with what they can't do without, in their paragraph."""
    article, sentences = retrieval.articles[rowid], retrieval.sentences_of[rowid]
    question = retrieval.question
    if question.kind not in _ASKING or article.language not in ("en", None):
        return first, last
    begin = first
    if question.kind == "person" and (named := _naming(question, article, sentences, first)) is not None:
        return named, last
    opening = article.text[sentences[first].start : sentences[first].end]
    if question.kind != "other" and _unasked(question, names.proper(opening)):
        return first, last
    while begin > max(0, first - FARTHEST) and _dangles(article, sentences, begin):
        begin -= 1
    if begin == first and last == first + 1 and question.kind == "person":
        return _with_tag(article, sentences, first)
    return begin, last


def _unasked(question: Question, found: Iterable[NameSpan]) -> bool:
    """Whether one of the names is of somebody or something that the question does not name: what may be asked for."""
    said = frozenset(words.tokens(question.text, "en"))
    return any(not said.intersection(words.tokens(name.name, "en")) for name in found)


def _naming(question: Question, article: Article, sentences: Sequence[Sentence], n: int) -> int | None:
    """The sentence, one or two before in the paragraph, that names whom a "he" inside the sentence means, when it names
    nobody itself; None where there is none. (Of one that opens with "He" a note tells.)"""
    text = article.text[sentences[n].start : sentences[n].end]
    if not _INNER.match(text) or _unasked(question, names.people(text)):
        return None
    for before in range(n - 1, max(-1, n - 1 - FARTHEST), -1):
        if sentences[before].paragraph != sentences[n].paragraph:
            return None
        if _unasked(question, names.people(article.text[sentences[before].start : sentences[before].end])):
            return before
    return None


def _dangles(article: Article, sentences: Sequence[Sentence], n: int) -> bool:
    """Whether a sentence opens with a pronoun that the sentence before it, in its paragraph, explains."""
    text = article.text[sentences[n].start : sentences[n].end]
    beside = sentences[n - 1].paragraph == sentences[n].paragraph
    return beside and bool(_PRONOUN.match(text)) and not _EXPLETIVE.match(text)


def _with_tag(article: Article, sentences: Sequence[Sentence], n: int) -> tuple[int, int]:
    """A sentence that is all quotation with the one beside it that says whose words it is."""
    text = article.text[sentences[n].start : sentences[n].end]
    if text[:1] not in '"\u201c\u00ab' or speaker(Cited(Source(article, sentences), n)) is None:
        return n, n + 1
    for beside in (n - 1, n + 1):
        if 0 <= beside < len(sentences) and sentences[beside].paragraph == sentences[n].paragraph:
            outside = _QUOTED.sub(" ", article.text[sentences[beside].start : sentences[beside].end])
            if any(word.stem in strengths() for word in written.split(outside)):
                return min(n, beside), max(n, beside) + 1
    return n, n + 1
