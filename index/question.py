"""What a question asks for: its search terms and the kind of answer that would fit it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Literal

from index import commonness, words

Kind = Literal["person", "time", "place", "number", "name", "reason", "other"]

_NUMBER = r"how (?:many|much|old|long|far|often|tall|big|large|fast|high|deep|heavy|wide|few)"
_AMOUNT = (
    r"(?:what|which) (?:\w+ )?(?:percentage|percent|proportion|share|number|amount|price|age|rate|score|size|sum|total|"
    r"temperature|distance|population|cost)"
)
_TIME = (
    r"when|how long ago|(?:what|which|in what|on what|in which) (?:\w+ )?"
    r"(?:year|date|day|month|century|decade|time|season|hour|era)"
)
# Words by which a question says what kind of answer it wants; no answer need say them.
_ASKED_FOR = re.compile(
    r"\b(?:(?:what|which) (?P<unit>year|date|day|month|century|decade|time|hour)\b(?! of\b)"
    r"|how (?P<measure>many|much(?: money)?|long|old|far|often)\b"
    r"|(?P<source>according) to\b"
    r"|(?:what|which) (?P<sort>kinds?|sorts?|types?|amount|number|percentage|share|proportion) of\b"
    r"|what (?:is|are|was|were) (?:the |[\w'\u2019 .-]{2,60}?['\u2019]s? )"
    r"(?P<noun>names?|jobs?|positions?|post|occupation|profession|motives?|reasons?|purpose|aim|amount|number)\b"
    r"|for what (?P<why>reason|purpose)\b"
    r"|\b(?P<manner>jointly|exactly|actually|really)\b"
    r"|what (?:(?:is|was|has|have|had|can|could|will|would) )?(?P<event>happen(?:s|ed|ing)?)\b"
    r"|\b(?:is|are|was|were) [^?]*?\b(?P<use>meant|intended) for(?= *\?)"
    r"|(?<=long )(?:did|does|do|will|would)\b[^?]*?\b(?P<lasts>last|take)(?= *\?))",
    re.IGNORECASE,
)
_PLACE = (
    r"where|(?:what|which|in what|in which) (?:\w+ ){0,2}?(?:city|cities|country|countries|state|town|village|place|"
    r"location|"
    r"continent|region|province|county|island|nation|venue|capital|airport|district|area|neighbou?rhood|territory)"
)
_PERSON = (
    r"who|whom|whose|(?:what|which) (?:[\w'.&-]+ ){0,4}?(?:person|man|woman|president|minister|actor|actress|singer|"
    r"player|"
    r"leader|director|author|artist|celebrity|official|politician|star|athlete|coach|king|queen|prince|princess|senator|"
    r"governor|mayor|judge|justice|writer|rapper|musician|comedian|billionaire|founder|ceo|secretary|ambassador|general|"
    r"spokesman|spokeswoman|candidate|chef|driver|golfer|scientist|astronaut|lawmaker)s?"
)
_REASON = (
    r"why|how (?:did|do|does|is|are|was|were|can|could|will|would|has|have|come)|for what reason|"
    r"what (?:is|are|was|were) (?:the |[\w'\u2019 .-]{2,60}?['\u2019]s? )(?:\w+ )?(?:reasons?|motives?|causes?)"
)
_NAME = (
    r"which|what (?:[\w'.&-]+ ){0,2}?(?:name|called|team|company|film|movie|show|song|book|band|party|group|"
    r"organi[sz]ation|airline|retailer|brand|agency|newspaper|bank)"
)
# In order: "how many countries" asks for a number, "what year did she" for a time.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("time", _TIME), ("number", _NUMBER + "|" + _AMOUNT), ("place", _PLACE), ("person", _PERSON),
    ("name", _NAME), ("reason", _REASON), ("other", "what"),
)  # fmt: skip
_PATTERNS = [(kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _KINDS]

# The question words of other languages, the commonest ones: whole words, or for Chinese and Japanese any place.
_ELSEWHERE: tuple[tuple[Kind, str], ...] = (
    ("number", r"\b(?:كم|چند|چقدر|cu[aá]nt[oa]s?|combien|wie ?viele?|сколько|quanti|quanto)\b|多少|几|何人|いくつ"),
    ("time", r"\b(?:متى|کی|چه زمانی|چه سالی|cu[aá]ndo|quand|wann|когда|quando)\b|何时|什么时候|哪一年|いつ"),
    ("place", r"\b(?:أين|اين|کجا|کجاست|d[oó]nde|où|wo|где|dove|onde)\b|哪里|在哪|何处|どこ"),
    ("person", r"\b(?:من|مَن|چه کسی|کیست|qui[eé]n(?:es)?|qui|wer|wen|кто|кого|chi|quem)\b|谁|誰"),
    ("reason", r"\b(?:لماذا|لم|چرا|por qué|pourquoi|warum|почему|perché)\b|为什么|為什麼|なぜ"),
)
_ELSEWHERE_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ELSEWHERE]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question as it is searched for, and what it is worth: its inverse document frequency."""

    token: str
    weight: float
    name: bool  # written with a capital inside the question, or with digits


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed. `terms` are its content words, each once, in order."""

    text: str
    language: str | None
    kind: Kind
    terms: tuple[Term, ...]

    @property
    def weight(self) -> float:
        """The sum of the terms' weights."""
        return sum(t.weight for t in self.terms)


def analyse(
    text: str, language: str | None, frequencies: Callable[[Iterable[str]], Mapping[str, int]], passages: int
) -> Question:
    """The analysed question. `frequencies` tells in how many of the index's `passages` each token stands.

    A few articles don't tell which words are rare, so English words are weighed as if the index had as many passages of
    other texts beside its own (index/commonness.py).
    """
    tokens = _told(text, language)
    counts = frequencies(tokens)
    names = _names(text, language)
    others = commonness.PASSAGES if language == "en" and passages else 0
    terms = tuple(
        Term(t, idf(counts.get(t, 0) + others * commonness.share(t), passages + others), t in names) for t in tokens
    )
    return Question(text, language, kind(text), terms)


def _told(text: str, language: str | None) -> list[str]:
    """The content words of a question without those that say what kind of answer it wants: no answer to "on which
    day?" need say "day"."""
    tokens = words.content(text, language)
    asked = [t for found in _ASKED_FOR.finditer(text) for t in words.tokens(found[found.lastgroup or 0], language)]
    every = words.tokens(text, language)
    return [t for t in tokens if t not in asked or every.count(t) > asked.count(t)] or tokens


def idf(count: float, passages: int) -> float:
    """The weight of a token in `count` of `passages`: BM25's (Robertson and Zaragoza 2009, eq. 3.3), never below 0."""
    return log(1 + (passages - count + 0.5) / (count + 0.5)) if passages else 1.0


def kind(text: str) -> Kind:
    """The kind of answer that the question asks for. The first question word of its last sentence decides."""
    text = re.split(r"(?<=[^.][.!:])\s+(?=\S+\s)", text.strip())[-1]
    best: tuple[int, Kind] | None = None
    for name, pattern in _PATTERNS:
        found = pattern.search(text)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), name)
    if best:
        return best[1]
    return next((name for name, pattern in _ELSEWHERE_PATTERNS if pattern.search(text)), "other")


def _names(text: str, language: str | None) -> frozenset[str]:
    """The tokens that are written like names: a capital that no sentence beginning explains, or a digit."""
    found: set[str] = set()
    for token, start, end in words.located(text, language):
        surface = text[start:end]
        first = not re.search(r"\w", text[:start]) or re.search(r"[.?!:]['\"\u2019\u201d]?\s+\W*$", text[:start])
        if any(c.isdigit() for c in surface) or (surface[0].isupper() and (not first or surface.isupper())):
            found.add(token)
    return frozenset(found)
