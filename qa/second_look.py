"""The best sentences looked at again: which says what the question says in other words, and has what it asks for.

Search ranks hundreds of sentences by the words that they share with a question (index/rank.py). The first LOOKED_AT are
few enough to be read as grounding reads: synonyms and kindred words, the deed and its doer, an answer of the kind that
is asked for. A linear model over both kinds of features ranks them anew; its weights lie in data/second_look.json and
were fitted on what that ranking finds (evals/fit_second_look.py). English alone, and only where vectors are at hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log
from pathlib import Path

from index import words as search_words
from index.question import Question
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import own_voice, reader_turns, short_answer
from qa.deed import Deed, deed
from qa.grounding import words
from qa.grounding.words import Word
from qa.near_words import read, read_all, told
from qa.reader_reason import CAUSE

LOOKED_AT = 24
SIGNALS = (
    "syn", "syn_before", "syn_after", "syn_title", "plain", "plain_before", "named", "named_title", "missing",
    "verb", "verb_near", "no_verb", "doer", "doer_first", "short", "short_person", "short_place", "short_time",
    "short_number", "no_short", "cause", "new", "size",
)  # fmt: skip
ARTICLE_SIGNALS = ("article_says", "article_says_plain", "article_says_named", "article_lacks_verb")
NAMES = (*FEATURES, *SIGNALS)
_KINDS = ("person", "place", "time", "number")
_SIMILARITY = FEATURES.index("similarity")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is looked for: its terms as words with what they weigh, and its deed."""

    question: Question
    terms: tuple[tuple[Word, float, bool], ...]  # the bool: whether it is written like a name
    deed: Deed | None

    def share(self, held: Sequence[float], name: bool | None = None) -> float:
        """How much of the weight of the terms (`name`: of names or of the others alone) is held; 1 without any."""
        weights = [(w * h, w) for h, (_, w, n) in zip(held, self.terms, strict=True) if name in (None, n)]
        whole = sum(w for _, w in weights)
        return sum(got for got, _ in weights) / whole if whole else 1.0


def possible(retrieval: Retrieval) -> bool:
    """Whether the sentences of a retrieval can be looked at: the question is English, and they have vectors."""
    english = retrieval.question.language == "en"
    return english and any(hit.features[_SIMILARITY] for hit in retrieval.sentences[:LOOKED_AT])


def again(retrieval: Retrieval) -> Retrieval:
    """The retrieval with its first sentences in the order of the second look; the others stay behind them."""
    retrieval = reader_turns.handed(retrieval)
    if not possible(retrieval):
        return retrieval
    retrieval = own_voice.completed(retrieval, LOOKED_AT)
    hits = retrieval.sentences[:LOOKED_AT]
    weights = _weights()
    scores = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in features(retrieval)]
    shift = hits[0].score - max(scores)  # scores stay on the scale that the reader's margins are for
    seen = sorted(
        (replace(hit, score=score + shift) for hit, score in zip(hits, scores, strict=True)),
        key=lambda hit: (-hit.score, hit.passage, hit.n),
    )
    least = seen[-1].score
    rest = (replace(hit, score=min(hit.score, least)) for hit in retrieval.sentences[LOOKED_AT:])
    return replace(retrieval, sentences=(*seen, *rest))


def features(retrieval: Retrieval) -> list[list[float]]:
    """One row a sentence looked at, in NAMES' order."""
    return [[*hit.features, *signals(retrieval, hit)] for hit in retrieval.sentences[:LOOKED_AT]]


def article_signals(retrieval: Retrieval, hit: SentenceHit) -> list[float]:
    """The values of ARTICLE_SIGNALS: what of the question the sentence's whole article, with its title, doesn't say."""
    asked, article = _asked(retrieval.question), retrieval.articles[hit.article]
    stems, countries = read_all(article.text)
    own = [told(word, stems, countries) for word, _, _ in asked.terms]
    held = _with(own, _held(asked, article.title or ""))
    unsaid = 0.0 if asked.deed is None else 1 - told(asked.deed.verb, stems, countries)
    return [asked.share(held), asked.share(held, name=False), asked.share(held, name=True), unsaid]


def in_other_words(retrieval: Retrieval, hit: SentenceHit) -> tuple[float, ...]:
    """The sentence's features where a word near to one of the question's covers it too, as far as it tells it."""
    asked, article = _asked(retrieval.question), retrieval.articles[hit.article]
    own = _own(asked, retrieval, hit)
    before, after = (_with(own, _held(asked, _neighbour(retrieval, hit, step))) for step in (-1, 1))
    around = max(asked.share(_with(before, _held(asked, article.title or ""))), asked.share(after))
    values = dict(zip(FEATURES, hit.features, strict=True))
    values["coverage"] = max(values["coverage"], asked.share(own))
    values["coverage_around"] = max(values["coverage_around"], around)
    values["coverage_passage"] = max(values["coverage_passage"], values["coverage_around"])
    return tuple(values.values())


@lru_cache(maxsize=8)
def _asked(question: Question) -> _Asked:
    spoken = [(word, frozenset(search_words.tokens(word.text, "en"))) for word in words.split(question.text)]
    terms = []
    for term in question.terms:
        word = next((w for w, tokens in spoken if term.token in tokens), None)
        if word is not None:
            terms.append((word, term.weight, term.name))
    one = deed(question.text)
    return _Asked(question, tuple(terms), one if one is not None and one.verb.content else None)


def signals(retrieval: Retrieval, hit: SentenceHit) -> list[float]:
    """The values of SIGNALS for one sentence."""
    asked = _asked(retrieval.question)
    article = retrieval.articles[hit.article]
    text = article.text[hit.start : hit.end]
    own = _own(asked, retrieval, hit)
    before = _with(own, _held(asked, _neighbour(retrieval, hit, -1)))
    after = _with(own, _held(asked, _neighbour(retrieval, hit, 1)))
    titled = _with(before, _held(asked, article.title or ""))
    short = asked.question.kind in _KINDS and short_answer.find(asked.question, article, hit.start, hit.end) is not None
    split = words.split(text)
    return [
        asked.share(own),
        asked.share(before),
        asked.share(after),
        asked.share(titled),
        asked.share(own, name=False),
        asked.share(before, name=False),
        asked.share(own, name=True),
        asked.share(titled, name=True),
        float(sum(not x for x in own)),
        *_deed_signals(asked.deed, retrieval, hit, split),
        float(short),
        *(float(short and asked.question.kind == kind) for kind in _KINDS),
        float(asked.question.kind in _KINDS and not short),
        float(asked.question.kind == "reason" and bool(CAUSE.search(text))),
        _new(asked, split),
        log(1 + len(split)),
    ]


def _own(asked: _Asked, retrieval: Retrieval, hit: SentenceHit) -> list[float]:
    """For each term how far a sentence says it: where it says "we", it names its article's publisher, and where it
    answers an interviewer, it says what was asked."""
    article = retrieval.articles[hit.article]
    text = article.text[hit.start : hit.end]
    named = own_voice.tokens_of(asked.question, article, text)
    held = _held(asked, text)
    if question := reader_turns.asked(retrieval, hit):
        held = _with(held, _held(asked, question))
    if not named:
        return held
    at = [bool(named.intersection(search_words.tokens(word.text, "en"))) for word, _, _ in asked.terms]
    return _with(held, [float(x) for x in at])


def _held(asked: _Asked, text: str) -> list[float]:
    """For each term how far the text says it, 0 to 1."""
    return [_said(word, text) for word, _, _ in asked.terms]


def _said(word: Word, text: str) -> float:
    """How far a text says a word, 0 to 1."""
    return told(word, *read(text))


def _with(own: Sequence[float], other: Sequence[float]) -> list[float]:
    return [max(a, b) for a, b in zip(own, other, strict=True)]


def _neighbour(retrieval: Retrieval, hit: SentenceHit, step: int) -> str:
    """The sentence before (-1) or after (1) in the article; "" where there is none."""
    sentences, n = retrieval.sentences_of[hit.article], hit.n + step
    if not 0 <= n < len(sentences):
        return ""
    return retrieval.articles[hit.article].text[sentences[n].start : sentences[n].end]


def _deed_signals(one: Deed | None, retrieval: Retrieval, hit: SentenceHit, split: Sequence[Word]) -> list[float]:
    """Whether the sentence speaks of the deed, one beside it does, none of them does; whether its doer is named, and
    first."""
    if one is None:
        return [0.0] * 5
    said = _said(one.verb, retrieval.articles[hit.article].text[hit.start : hit.end])
    near = max(_said(one.verb, _neighbour(retrieval, hit, step)) for step in (-1, 1))
    surname = one.doer.split()[-1].lower() if one.doer else ""
    at = next((i for i, w in enumerate(split) if w.lower == surname), None) if surname else None
    return [said, near, float(not said and not near), float(at is not None), 0.0 if at is None else 1 / (1 + at)]


def _new(asked: _Asked, split: Sequence[Word]) -> float:
    """The share of the sentence that the question doesn't say itself."""
    said = {word.stem for word in words.split(asked.question.text)}
    content = [word.stem for word in split if word.content]
    return sum(stem not in said for stem in content) / (1 + len(content))


@cache
def _weights() -> list[float]:
    content = json.loads((Path(__file__).parent / "data" / "second_look.json").read_text(encoding="utf-8"))
    return [content["weights"][name] for name in NAMES]
