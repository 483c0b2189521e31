"""How sure it is that the sentences found answer the question: what an abstention is decided by.

A logistic model over the features of the best sentences (index/rank.py). It looks at what stands in the sentences and
never at dates, so a question is not refused because of the day on which it is asked. The weights lie in
data/confidence.json, fitted by evals/fit_confidence.py on dev halves of public question sets and on the bundled suite.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp
from pathlib import Path

from index.rank import FEATURES
from index.search import Retrieval
from qa import second_look

SURE = 0.5  # below that the reader without a model abstains
NEAREST = 3  # sentences that are read for near words
_TOP = (
    "similarity", "similarity_passage", "similarity_around", "coverage", "coverage_around", "coverage_passage",
    "coverage_title", "names", "names_around", "bm25", "pairs", "fits", "novel",
)  # fmt: skip
_BEST = _TOP[:11]
_LOOKED = (
    "syn", "syn_before", "plain", "plain_before", "named_title", "missing", "verb", "no_verb", "no_short", "cause",
)  # fmt: skip
NAMES = (
    *(f"first_{n}" for n in _TOP), *(f"best3_{n}" for n in _BEST), *(f"best_{n}" for n in _BEST),
    *(f"looked_{n}" for n in _LOOKED), *second_look.ARTICLE_SIGNALS,
)  # fmt: skip
_SIMILARITY = FEATURES.index("similarity")


def inputs(retrieval: Retrieval) -> list[float]:
    """The model's inputs in NAMES' order, from the features of the ranked sentences: those of the first one, and their
    best over three and over all; and what a second look at the first one and at its article tells.

    What the first three say in other words than the question counts as said: near words alone, as inputs of their own,
    were weighed at nothing, for where they stand most of the question's own words do too."""
    if not retrieval.sentences:
        return [0.0] * len(NAMES)
    looks = second_look.possible(retrieval)
    rows = [hit.features for hit in retrieval.sentences]
    if looks:
        rows[:NEAREST] = [second_look.in_other_words(retrieval, hit) for hit in retrieval.sentences[:NEAREST]]
    top = [FEATURES.index(n) for n in _TOP]
    best = top[: len(_BEST)]
    first = retrieval.sentences[0]
    looked = second_look.signals(retrieval, first) if looks else [0.0] * len(second_look.SIGNALS)
    article = second_look.article_signals(retrieval, first) if looks else [0.0] * len(second_look.ARTICLE_SIGNALS)
    return [
        *(rows[0][i] for i in top),
        *(max(r[i] for r in rows[:NEAREST]) for i in best),
        *(max(r[i] for r in rows) for i in best),
        *(looked[second_look.SIGNALS.index(n)] for n in _LOOKED),
        *article,
    ]


def confidence(retrieval: Retrieval) -> float:
    """The chance, 0 to 1, that the question can be answered from what was found; 0.5 is where an answer begins."""
    if not retrieval.sentences:
        return 0.0
    values = inputs(retrieval)
    vectors = any(hit.features[_SIMILARITY] for hit in retrieval.sentences)
    model = _model()["vectors" if vectors else "words"]
    at = float(model["bias"]) + sum(float(model.get(name, 0.0)) * x for name, x in zip(NAMES, values, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, at))))


@cache
def _model() -> dict[str, dict[str, float]]:
    model: dict[str, dict[str, float]] = json.loads(
        (Path(__file__).parent / "data" / "confidence.json").read_text(encoding="utf-8")
    )
    return model
