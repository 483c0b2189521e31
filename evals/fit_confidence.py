"""Fits the chance that a question is answered by what was found: `python -m evals.fit_confidence FOLDER`.

FOLDER is that of evals.fit_rank; that and evals.fit_second_look run first. A logistic regression (evals/fitting.py)
over the inputs of qa/confidence.py: with vectors, and for text that is searched by words alone. Writes
qa/data/confidence.json, and prints for each set what would be refused.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import qa
from evals import fit_sets
from evals.fit_rank import WordsOnly
from evals.fit_second_look import SUITE
from evals.fitting import FOLDS, Array, folds, logistic_fit, save
from index.embed import Embedder, load
from qa import confidence, injection, second_look

# Refusing is learnt where whole sets are searched; squad2's questions, made to mislead about one given paragraph, would
# teach the model that nothing tells. Sets without unanswerable questions show how answerable ones differ among sets.
WHOLE = ("rtqa22", "rtqa26", "clapnq", "newsqa", "xquad_en", "hotpot")
WHOLE_BY_WORDS = (*WHOLE, "arcd", "xquad_ar")
CUT = ("newsqa", "clapnq", "xquad_en", "squad2")
SUITE_WEIGHS = 3.0  # times a public set: its unanswerable questions are about what the articles do name
# The bias is set so that this share of the unanswerable questions of these, searched whole, is refused and no more: a
# higher one refuses many questions about a few articles that are put in other words than theirs. What has a false
# premise is refused beside that by its form (qa/unmet.py): with it, 85 % in all ...
REFUSED = 0.845
REFUSED_OF = ("rtqa22", "rtqa26")
# ... unless more than this share of the answerable ones of any of these were refused.
REFUSED_WRONGLY = 0.06
ANSWERED_OF = ("rtqa22", "rtqa26", "xquad_en", "arcd", "xquad_ar")


@dataclass(slots=True)
class Asked:
    """A question as the confidence sees it."""

    name: str  # of the set
    id: str
    answerable: bool
    inputs: list[float]


def main() -> int:
    """Fit both models; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_confidence", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sure: dict[str, dict[str, float]] = {}
    for kind, names in (("vectors", WHOLE), ("words", WHOLE_BY_WORDS)):
        embedder: Embedder = load() if kind == "vectors" else WordsOnly()  # type: ignore[assignment]
        asked = [one for name in names for one in seen(fit_sets.whole(folder, name, embedder))]
        if kind == "vectors":
            asked += [one for name in CUT for one in seen(fit_sets.cut(folder, name, embedder))]
            asked += seen(fit_sets.suite(SUITE, embedder))
        print(f"== {kind}: {len(asked)} questions")
        sure[kind] = fit(asked)
    save(Path(qa.__file__).parent / "data" / "confidence.json", sure, "python -m evals.fit_confidence")
    return 0


def seen(questions: Iterator[fit_sets.Question]) -> Iterator[Asked]:
    """The questions with the inputs of the model."""
    for question in questions:
        found = injection.heard(second_look.again(question.retrieval))
        yield Asked(question.name, question.id, question.answerable, confidence.inputs(found))


def fit(
    asked: list[Asked], refused_of: tuple[str, ...] = REFUSED_OF, answered_of: tuple[str, ...] = ANSWERED_OF
) -> dict[str, float]:
    """The weights by input, with the bias; prints what is refused of each set, cross-validated."""
    x = np.array([a.inputs for a in asked])
    y = np.array([float(a.answerable) for a in asked])
    share = np.array([1 / sum(b.name == a.name and b.answerable == a.answerable for b in asked) for a in asked])
    own = np.array([a.name for a in asked])
    share[own == SUITE.stem] *= SUITE_WEIGHS
    fold = folds([a.id for a in asked])
    scores = np.zeros(len(asked))
    for f in range(FOLDS):
        w = logistic_fit(x[fold != f], y[fold != f], share[fold != f])
        scores[fold == f] = x[fold == f] @ w[:-1] + w[-1]
    w = logistic_fit(x, y, share)
    at = x @ w[:-1]
    bars = {"the unanswerable": float(np.quantile(at[np.isin(own, refused_of) & (y == 0)], REFUSED))}
    for name in (name for name in answered_of if name in own):
        bars[name] = float(np.quantile(at[(own == name) & (y == 1)], REFUSED_WRONGLY))
    bar = min(bars.values())
    print("the bias is set by", min(bars, key=lambda name: bars[name]), {name: round(b, 2) for name, b in bars.items()})
    shown(own, y, scores, bar + float(w[-1]))
    return {"bias": round(-bar, 4), **dict(zip(confidence.NAMES, (round(float(v), 4) for v in w[:-1]), strict=True))}


def shown(own: Array, y: Array, scores: Array, bar: float) -> None:
    """Prints for each set the share refused below the bar, of the unanswerable and of the answerable."""
    for name in dict.fromkeys(own):
        of = {answerable: scores[(own == name) & (y == answerable)] for answerable in (0, 1)}
        refused = {k: f"{100 * (v < bar).mean():5.1f} %" if len(v) else "   -   " for k, v in of.items()}
        print(f"{name:16} refused of the unanswerable {refused[0]}, of the others {refused[1]}")


if __name__ == "__main__":
    sys.exit(main())
