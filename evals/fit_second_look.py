"""Fits the weights of the second look at the best sentences: `python -m evals.fit_second_look FOLDER`.

FOLDER is that of evals.fit_rank, which runs first: the second look is at what the first ranking found. Beside the
public sets it learns from the bundled suite, whose questions are put as analysts put them. Writes
qa/data/second_look.json.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import qa
from evals import fit_sets
from evals.fitting import Ranked, by_fold, first_is_gold, save, softmax_fit
from index.embed import load
from qa import second_look

SETS = ("rtqa22", "rtqa26", "newsqa", "clapnq", "xquad_en", "squad2", "hotpot", "conflict")
SUITE = Path(__file__).parent / "suites" / "samples.yaml"
L2 = 1e-3


def main() -> int:
    """Fit the model; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_second_look", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    embedder = load()
    asked = [one for name in SETS for one in ranked(fit_sets.whole(folder, name, embedder))]
    asked += ranked(fit_sets.suite(SUITE, embedder))
    print(f"{len(asked)} questions; sentence@1 of the first ranking")
    first_is_gold(asked, [one.first for one in asked])
    print("sentence@1 after the second look, cross-validated")
    first_is_gold(asked, by_fold(asked, L2))
    weights = softmax_fit(asked, L2)
    named = dict(zip(second_look.NAMES, (round(float(w), 4) for w in weights), strict=True))
    save(Path(qa.__file__).parent / "data" / "second_look.json", {"weights": named}, "python -m evals.fit_second_look")
    return 0


def ranked(questions: Iterator[fit_sets.Question]) -> Iterator[Ranked]:
    """The English questions with an answer among the sentences looked at."""
    for question in questions:
        gold = np.array(question.gold[: second_look.LOOKED_AT])
        if question.retrieval.question.language == "en" and question.answerable and gold.any():
            yield Ranked(question.name, question.id, np.array(second_look.features(question.retrieval)), gold)


if __name__ == "__main__":
    sys.exit(main())
