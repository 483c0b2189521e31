"""What another says against an answer, in the sentence behind it: a reader that leaves it out takes sides.

"Nordkil says that the lights were out. The county says they were lit.": whoever asks whether the lights were on is told
both. So of "40 trees will be felled, Eide said. Dunne put the number at twelve.", and of what is denied at once. Such a
sentence says little without the one before it, and never stands alone. English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.question import Question
from index.search import Retrieval
from qa.according import voice
from qa.deed_whether import is_whether
from qa.grounding import Cited, Source, words
from qa.grounding.context import same_person
from qa.grounding.reading import Reading, read
from qa.grounding.speakers import attributions, strengths

LONGEST = 20  # words of a reply: a longer sentence has more to tell than that
_SAYING = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
_IT = (
    r"(?:it|this|these|them|those|that(?=\s*(?:[.,;:!]|$|as\b|and\b|but\b|in\b|on\b|at\b|outright\b|saying\b|\w+ly\b))|"
    r"(?:the|this|that|these|those|his|her|its|their|such|all|any)\s+(?:\w+\s+)?(?:claims?|reports?|accusations?|"
    r"allegations?|charges?|figures?|numbers?|accounts?|statements?|versions?|assertions?|suggestions?|criticism))\b"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es?|ed)|refut(?:es?|ed)|contest(?:s|ed)?|"
    rf"contradict(?:s|ed)?|rebut(?:s|ted)?)\s+{_IT}|"
    rf"\b(?:called|calls|call)\s+{_IT}\s+(?:\w+\s+){{0,2}}(?:untrue|false|wrong|baseless|unfounded|nonsense|lies?|invented|"
    r"fabricat\w+|absurd|misleading|incorrect|inaccurate|slander|propaganda)\b|"
    rf"\bsa(?:id|ys?)\s+(?:that\s+)?{_IT}\s+(?:is|are|was|were)\s+(?:not\s+(?:true|so|right|correct|the\s+case)|untrue|false|"
    r"wrong|baseless|unfounded|nonsense|a\s+lie|lies|invented|incorrect|inaccurate)\b",
    re.IGNORECASE,
)
_TAKEN_UP = re.compile(
    r"\s*,?\s*(?:that\s+)?(?:they|it|he|she|this|these|there)\s+(?:was|were|is|are|had|has|have|did|does|do|would|will|"
    r"could|can|should|may|might|must|never)\b",
    re.IGNORECASE,
)
_UNNAMED = frozenset("the a an its his her their he she it they who which that".split())
_NUMBER = re.compile(
    r"\b(?:put|puts|gave|gives|estimat\w+|counted|counts|reckon\w*|spoke\s+of|speaks?\s+of|cited|cites)\b"
    r"|\b(?:numbers?|toll|figures?|total|costs?|price|loss|sum|amount|count)\s+(?:was|were|is|are|at)\b",
    re.IGNORECASE,
)


def beside(retrieval: Retrieval, rowid: int, first: int, last: int) -> tuple[int, int]:
    """The sentences `first` to `last` (exclusive) of an article, with what another replies to them or, if they begin
    with such a reply, what it is a reply to. As they are where the question asks for somebody's words."""
    question, article = retrieval.question, retrieval.articles[rowid]
    if article.language not in ("en", None) or _asks_for_words(question.text):
        return first, last
    source = Source(article, retrieval.sentences_of[rowid])
    if first and replies(question, source, first):
        first -= 1
    while last < len(source.sentences) and replies(question, source, last):
        last += 1
    return first, last


def replies(question: Question, source: Source, n: int) -> bool:
    """Whether a sentence is another's reply to the one before it in its paragraph, as far as the question goes."""
    if denies(source, n):
        return True
    sentences = source.sentences
    if n == 0 or sentences[n - 1].paragraph != sentences[n].paragraph:
        return False
    cited, before = Cited(source, n), Cited(source, n - 1)
    reading = read(cited.quote, None)
    if len(reading.words) > LONGEST or not any(_forms(question, reading)):
        return False
    one, other = _who(before), _who(cited)
    return one is not None and other is not None and not same_person(one, other)


def denies(source: Source, n: int) -> bool:
    """Whether a sentence is another's denial of the one before it: whoever tells the one must tell the other."""
    sentences = source.sentences
    if n == 0 or n >= len(sentences) or sentences[n - 1].paragraph != sentences[n].paragraph:
        return False
    cited, before = Cited(source, n), Cited(source, n - 1)
    reading = read(cited.quote, None)
    if len(reading.words) > LONGEST or not _DENIAL.search(reading.text):
        return False
    one, other = _who(before), _who(cited)
    return one is None or other is None or not same_person(one, other)


def _forms(question: Question, reading: Reading) -> Iterator[bool]:
    """The forms of a reply, but for a denial, that the question's kind has room for."""
    if question.kind == "number":
        counted = any(not number.ordinal for number in reading.numbers)
        yield counted and bool(_NUMBER.search(reading.text) or _takes_up(reading))
    if is_whether(question.text):
        yield _takes_up(reading)


def _who(cited: Cited) -> tuple[str, ...] | None:
    """The words of who says a sentence: a person, or "the county" as it is written."""
    if (found := voice(cited)) is not None:
        return found
    reading = read(cited.quote, None)
    subject = next((reading.text[slice(*said.subject)] for said in attributions(reading)), "")
    return tuple(word.lower for word in words.split(subject) if word.lower not in _UNNAMED) or None


def _takes_up(reading: Reading) -> bool:
    """Whether somebody says there of "it" or "them" what they are or did: "The county says they were lit." """
    return any(_TAKEN_UP.match(reading.text, said.verb[1]) for said in attributions(reading)[:1])


def _asks_for_words(question: str) -> bool:
    """Whether a question asks for what somebody says, or who says it."""
    return bool(_SAYING.search(question)) or any(word.stem in strengths() for word in words.split(question))
