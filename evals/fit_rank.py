"""Fits the weights of the ranking of sentences: `python -m evals.fit_rank FOLDER`.

FOLDER holds NAME.articles.jsonl and NAME.questions.jsonl of the public sets named below (their dev halves). Writes
index/data/rank.json and prints cross-validated figures: five folds by question. It is fitted twice (evals/fitting.py):
with vectors, and for text that is searched by words alone. After it, run evals.fit_second_look, then
evals.fit_confidence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals import fit_sets
from evals.fitting import Array, Ranked, by_fold, first_is_gold, save, softmax_fit
from index import rank
from index.embed import Embedder, load

WITH_VECTORS = ("rtqa22", "rtqa26", "newsqa", "clapnq", "xquad_en", "squad2", "hotpot", "conflict")
BY_WORDS = (*WITH_VECTORS, "arcd", "xquad_ar", "persianqa")
HARDEST = 80


class WordsOnly:
    """An embedder that serves no language: everything is searched by its words."""

    name, dimension = "all-MiniLM-L6-v2-int8", 384
    languages: frozenset[str] | None = frozenset()


def main() -> int:
    """Fit the model; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_rank", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    ranks: dict[str, dict[str, float]] = {}
    for kind, names in (("vectors", WITH_VECTORS), ("words", BY_WORDS)):
        embedder: Embedder = load() if kind == "vectors" else WordsOnly()  # type: ignore[assignment]
        asked = [one for name in names for one in ranked(fit_sets.whole(folder, name, embedder))]
        print(f"== {kind}: {len(asked)} questions; sentence@1, cross-validated")
        first_is_gold(asked, by_fold(asked))
        weights = softmax_fit(asked)
        ranks[kind] = dict(zip(rank.FEATURES, (round(float(w), 4) for w in weights), strict=True))
    save(Path(rank.__file__).parent / "data" / "rank.json", ranks, "python -m evals.fit_rank")
    return 0


def ranked(questions: Iterator[fit_sets.Question]) -> Iterator[Ranked]:
    """The questions with an answer among their sentences, as the ranking sees them."""
    for question in questions:
        if question.answerable and any(question.gold):
            x = np.array([hit.features for hit in question.retrieval.sentences])
            gold = np.array(question.gold)
            kept = gold | hardest(x)
            yield Ranked(question.name, question.id, x[kept], gold[kept])


def hardest(features: Array) -> NDArray[np.bool_]:
    """Which sentences are worth training on: the HARDEST by words and vectors; the others lose under any weights."""
    column = rank.FEATURES.index
    near = 10 * features[:, column("similarity")] + 4 * features[:, column("coverage_around")]
    if len(near) <= HARDEST:
        return np.ones(len(near), bool)
    bar = np.partition(near, -HARDEST)[-HARDEST]
    worth: NDArray[np.bool_] = near >= bar
    return worth


if __name__ == "__main__":
    sys.exit(main())
