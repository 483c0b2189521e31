"""Sentences by how likely they answer a question: a linear model over features of words and vectors.

Passages are found by words and by vectors (index/search.py); here their sentences are told apart. The weights lie in
data/rank.json and were fitted on the dev halves of the public question sets by evals/fit_rank.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

from index import words
from index.question import Kind, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEATURES = (
    "similarity", "similarity_passage", "similarity_around", "coverage", "coverage_around", "coverage_passage",
    "coverage_title", "names", "names_around", "bm25", "pairs", "by_words", "by_vectors", "article_share",
    "length", "long", "first", "early", "asks", "short", "fits", "fits_time", "fits_number", "fits_name", "novel",
    "weekday", "speech", "fresh", "recent",
)  # fmt: skip

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_TIME = re.compile(
    rf"\b(?:1[5-9]\d\d|20\d\d|(?:{_MONTHS})\.? \d{{1,2}}|\d{{1,2}} (?:{_MONTHS})|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|(?:last|next|this) "
    r"(?:week|month|year|spring|summer|autumn|fall|winter)|\d+ (?:days?|weeks?|"
    r"months?|years?) (?:ago|later)|\d{1,2}(?::\d\d)? ?[ap]\.?m\b)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|millions?|billions?|half|twice|third|quarter)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:\"\u201c\u2018] )(?<!^)\b[A-Z][\w'\u2019-]+")
_SPEECH = re.compile(r"\b(?:said|says|told|according to|announced|added|stated)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a found passage, with what search knows about the passage."""

    text: str
    tokens: tuple[str, ...]
    position: int  # of the sentence in its article
    passage: int  # which of the passages, 0 is the best
    place: int  # of the sentence in its passage
    similarity: float | None  # cosine to the question; None: not embedded


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as search found it."""

    title: tuple[str, ...]  # the tokens of its article's title
    article: int
    words_rank: int | None  # from 0; None: not found by words
    vectors_rank: int | None
    similarity: float | None
    age: int | None = None  # days from its article's date to the as-of date of the question; None: one is not known


def features(question: Question, candidates: Sequence[Candidate], passages: Sequence[Found]) -> NDArray[np.float32]:
    """One row a candidate, one column a name of FEATURES: (candidates, features) float32."""
    import numpy as np

    rows = np.zeros((len(candidates), len(FEATURES)), np.float32)
    weights = {t.token: t.weight for t in question.terms}
    # A question without names is as well covered by names as by its words: 0 would say that they are missing.
    names = {t.token: t.weight for t in question.terms if t.name} or weights
    shares = _article_shares(passages)
    by_passage: dict[int, list[int]] = {}
    for i, c in enumerate(candidates):
        by_passage.setdefault(c.passage, []).append(i)
    spoken = frozenset(words.tokens(question.text, question.language))
    for n, members in by_passage.items():
        found = passages[n]
        held = [frozenset(candidates[i].tokens) for i in members]
        whole = frozenset().union(*held)
        title = frozenset(found.title)
        for at, i in enumerate(members):
            c = candidates[i]
            around = held[at].union(*held[max(0, at - 1) : at + 2])
            near = [candidates[j].similarity or 0.0 for j in members[max(0, at - 1) : at + 2] if j != i]
            fits = _fits(question.kind, c.text, spoken, question.language)
            rows[i] = (
                c.similarity or 0.0,
                found.similarity or 0.0,
                max(near, default=0.0),
                _share(weights, held[at]),
                _share(weights, around | title),
                _share(weights, whole | title),
                _share(weights, title),
                _share(names, held[at]),
                _share(names, around | title),
                _bm25(weights, c.tokens),
                _pairs(question, c.tokens),
                0.0 if found.words_rank is None else 10 / (10 + found.words_rank),
                0.0 if found.vectors_rank is None else 10 / (10 + found.vectors_rank),
                shares[found.article],
                log(1 + len(c.tokens)),
                float(len(c.tokens) > 60),
                float(c.position == 0),
                1 / (1 + c.position / 5),
                float(c.text.rstrip("\"'\u201d\u2019 ").endswith(("?", "؟", "？"))),
                float(len(c.tokens) < 6),
                *fits,
                float(bool(_WEEKDAY.search(c.text))),
                float(bool(_SPEECH.search(c.text))),
                0.0 if found.age is None else exp(-abs(found.age) / 14),
                0.0 if found.age is None else exp(-abs(found.age) / 120),
            )
    return rows


def scores(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The score of each row of `features`, larger is better: comparable within one question."""
    import numpy as np

    model = _model(bool(rows[:, 0].any()))
    return rows @ np.array([model[name] for name in FEATURES], np.float32)


@cache
def _model(vectors: bool) -> dict[str, float]:
    """The weights, by feature: fitted with vectors, or for what is searched by words alone."""
    content = json.loads((Path(__file__).parent / "data" / "rank.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = content["vectors" if vectors else "words"]
    return weights


def _share(weights: dict[str, float], tokens: frozenset[str]) -> float:
    """How much of the weight lies on tokens that are there, 0 to 1."""
    total = sum(weights.values())
    return sum(w for t, w in weights.items() if t in tokens) / total if total else 0.0


def _bm25(weights: dict[str, float], tokens: Sequence[str]) -> float:
    """BM25 (k1 1.2, b .75) of the sentence, as if all had the usual 22 tokens, over the best that is possible."""
    total = sum(weights.values())
    norm = 1.2 * (0.25 + 0.75 * len(tokens) / 22)
    got = sum(w * 2.2 * f / (f + norm) for t, w in weights.items() if (f := tokens.count(t)))
    return got / (2.2 * total) if total else 0.0


def _pairs(question: Question, tokens: Sequence[str]) -> float:
    """The share of neighbouring terms of the question that stand within four tokens of each other."""
    pairs = [(a.token, b.token) for a, b in zip(question.terms, question.terms[1:], strict=False)]
    if not pairs:
        return 0.0
    places: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        places.setdefault(token, []).append(i)
    near = sum(any(abs(i - j) <= 4 for i in places.get(a, ()) for j in places.get(b, ())) for a, b in pairs)
    return near / len(pairs)


def _article_shares(passages: Sequence[Found]) -> dict[int, float]:
    """For each article, its passages' reciprocal ranks over those of all: one found often is about the question."""
    sums: dict[int, float] = {}
    for n, p in enumerate(passages):
        sums[p.article] = sums.get(p.article, 0.0) + 1 / (1 + n)
    total = sum(sums.values()) or 1.0
    return {a: s / total for a, s in sums.items()}


def _fits(
    kind: Kind, text: str, spoken: frozenset[str], language: str | None
) -> tuple[float, float, float, float, float]:
    """Whether something stands there of the kind that is asked for and that the question doesn't say itself:
    (any, a time, a number, a name, the share of capitals that are new)."""
    if kind in ("reason", "other"):
        return 0.0, 0.0, 0.0, 0.0, 0.0
    time = float(kind == "time" and bool(_TIME.search(text)))
    number = float(kind == "number" and bool(_NUMBER.search(text)))
    name = novel = 0.0
    if kind in ("person", "place", "name"):
        capitals = [words.tokens(m.group(), language) for m in _NAME.finditer(text)]
        fresh = [t for t in capitals if t and not spoken.intersection(t)]
        name, novel = float(bool(fresh)), min(1.0, len(fresh) / 5)
    return max(time, number, name), time, number, name, novel
