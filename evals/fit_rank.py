"""Fits the weights of the ranking of sentences and of the confidence: `python -m evals.fit_rank FOLDER`.

FOLDER holds NAME.articles.jsonl and NAME.questions.jsonl of the public sets named below (their dev halves). Writes
index/data/rank.json and qa/data/confidence.json, and prints cross-validated figures: five folds by question.

The ranking is a linear model under a softmax over the sentences found for a question, trained to give the gold ones
the mass (ListNet's top-one loss, Cao et al. 2007); the confidence is a logistic regression. Both have an L2 penalty,
all sets weigh the same, and both are fitted twice: with vectors, and for text that is searched by words alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.bench import index_of, records, scope
from index import rank
from index.embed import Embedder, load
from index.search import Retrieval, Search
from index.store import Store
from qa import confidence

WITH_VECTORS = ("rtqa22", "rtqa26", "newsqa", "clapnq", "xquad_en", "squad2", "hotpot", "conflict")
BY_WORDS = (*WITH_VECTORS, "arcd", "xquad_ar", "persianqa")
# Refusing is learnt where whole sets are searched; squad2's questions, made to mislead about one given paragraph, would
# teach the model that nothing tells. Sets without unanswerable questions show how answerable ones differ among sets.
REFUSALS = ("rtqa22", "rtqa26", "clapnq", "newsqa", "xquad_en", "hotpot")
REFUSALS_BY_WORDS = (*REFUSALS, "arcd", "xquad_ar")
FOLDS = 5
L2 = 1e-3
HARDEST = 80
# At most this share of the answerable questions of any of these sets may be refused; the bias is set by it.
REFUSED = 0.06
UNANSWERABLE = (("rtqa22", "rtqa26"), ("rtqa22",), ("rtqa26",), ("clapnq",))
HELD_TO_IT = ("rtqa22", "rtqa26", "newsqa", "xquad_en", "hotpot", "arcd", "xquad_ar")

Array = NDArray[np.float64]


class WordsOnly:
    """An embedder that serves no language: everything is searched by its words."""

    name, dimension = "all-MiniLM-L6-v2-int8", 384
    languages: frozenset[str] | None = frozenset()


@dataclass(slots=True)
class Asked:
    """A question as the models see it: its sentences' features (n, f), and which of them are gold."""

    name: str
    answerable: bool
    whole: bool  # whether the whole set was searched
    dated: bool
    features: Array
    gold: NDArray[np.bool_]
    right_article: NDArray[np.bool_]


def main() -> int:
    """Fit both models; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_rank", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    minilm = load()
    ranks: dict[str, dict[str, float]] = {}
    sure: dict[str, dict[str, float]] = {}
    for kind, names, refusals in (("vectors", WITH_VECTORS, REFUSALS), ("words", BY_WORDS, REFUSALS_BY_WORDS)):
        asked = [a for name in names for a in gather(options.folder, name, minilm, words_only=kind == "words")]
        print(f"== {kind}: {len(asked)} questions")
        ranks[kind] = fit_rank(asked)
        sure[kind] = fit_confidence([a for a in asked if a.name in refusals and a.whole], ranks[kind])
    save(Path(rank.__file__).parent / "data" / "rank.json", ranks)
    save(Path(confidence.__file__).parent / "data" / "confidence.json", sure)
    return 0


def gather(folder: Path, name: str, embedder: Embedder, *, words_only: bool) -> list[Asked]:
    """The questions of a set as the models see them."""
    where = index_of(folder / f"{name}.articles.jsonl", embedder)
    found: list[Asked] = []
    with Store.open(where) as store:
        search = Search(store, WordsOnly() if words_only else embedder, print)  # type: ignore[arg-type]
        rowids = {head.id: head.rowid for head in store.heads()}
        for question in records(folder / f"{name}.questions.jsonl"):
            day = date.fromisoformat(question["date"]) if question.get("date") else None
            retrieval = search.find(question["question"], articles=scope(question, rowids), as_of=day)
            if retrieval.sentences:
                found.append(as_asked(name, question, retrieval))
    return found


def as_asked(name: str, question: dict[str, Any], retrieval: Retrieval) -> Asked:
    """One question with what was found for it."""
    gold = [(g["article_id"], g["start"], g["end"]) for g in question["gold_sentences"]]
    ids = [retrieval.articles[h.article].id for h in retrieval.sentences]
    hit = [
        any(i == a and h.start < e and s < h.end for a, s, e in gold)
        for i, h in zip(ids, retrieval.sentences, strict=True)
    ]
    return Asked(
        name=name,
        answerable=question["answerable"],
        whole=question.get("scope", "corpus") == "corpus",
        dated=bool(question.get("date")),
        features=np.array([h.features for h in retrieval.sentences]),
        gold=np.array(hit),
        right_article=np.array([i in question["article_ids"] for i in ids]),
    )


def fit_rank(asked: Sequence[Asked]) -> dict[str, float]:
    """The ranking's weights by feature; prints its cross-validated recall by set."""
    usable = [a for a in asked if a.answerable and a.gold.any()]
    fold = np.random.default_rng(0).integers(0, FOLDS, len(usable))
    figures: dict[str, list[list[bool]]] = {}
    for f in range(FOLDS):
        weights = softmax_fit([a for a, x in zip(usable, fold, strict=True) if x != f])
        for a in (a for a, x in zip(usable, fold, strict=True) if x == f):
            order = np.argsort(-(a.features @ weights), kind="stable")
            gold = a.gold[order]
            figures.setdefault(a.name, []).append(
                [bool(a.right_article[order[0]]), *(bool(gold[:k].any()) for k in (1, 3, 5, 10))]
            )
    for name, rows in figures.items():
        shown = "  ".join(f"{100 * x:5.1f}" for x in np.mean(rows, axis=0))
        print(f"{name:10} {len(rows):4}  article@1, sentence@1 @3 @5 @10: {shown}")
    weights = softmax_fit(usable)
    return dict(zip(rank.FEATURES, (round(float(w), 4) for w in weights), strict=True))


def softmax_fit(asked: Sequence[Asked]) -> Array:
    """The weights that minimise minus the log of the mass on gold sentences, each set weighing the same."""
    kept = [a.gold | hardest(a.features) for a in asked]
    sizes = [int(k.sum()) for k in kept]
    x = np.concatenate([a.features[k] for a, k in zip(asked, kept, strict=True)])
    y = np.concatenate([a.gold[k] for a, k in zip(asked, kept, strict=True)])
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(asked)), sizes)
    scale = x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    z = x / scale
    share = {name: 1 / sum(a.name == name for a in asked) for name in {a.name for a in asked}}
    weigh = np.array([share[a.name] for a in asked])
    weigh /= weigh.sum()

    def slope(w: Array) -> Array:
        s = z @ w
        mass = np.exp(s - np.maximum.reduceat(s, starts)[group])
        everything = mass / np.add.reduceat(mass, starts)[group]
        golden = mass * y / np.add.reduceat(mass * y, starts)[group]
        gradient: Array = ((everything - golden) * weigh[group]) @ z + 2 * L2 * w
        return gradient

    weights: Array = descend(slope, z.shape[1]) / scale
    return weights


def hardest(features: Array) -> NDArray[np.bool_]:
    """Which sentences are worth training on: the HARDEST by words and vectors; the others lose under any weights."""
    column = rank.FEATURES.index
    near = 10 * features[:, column("similarity")] + 4 * features[:, column("coverage_around")]
    if len(near) <= HARDEST:
        return np.ones(len(near), bool)
    bar = np.partition(near, -HARDEST)[-HARDEST]
    worth: NDArray[np.bool_] = near >= bar
    return worth


def fit_confidence(asked: Sequence[Asked], ranks: dict[str, float]) -> dict[str, float]:
    """The confidence's weights by input, with the bias; prints its cross-validated refusals by set."""
    weights = np.array([ranks[name] for name in rank.FEATURES])
    x = np.array(
        [confidence.inputs(a.features[np.argsort(-(a.features @ weights), kind="stable")].tolist()) for a in asked]
    )
    y = np.array([float(a.answerable) for a in asked])
    share = np.array([1 / sum(b.name == a.name and b.answerable == a.answerable for b in asked) for a in asked])
    fold = np.random.default_rng(0).integers(0, FOLDS, len(asked))
    scores = np.zeros(len(asked))
    for f in range(FOLDS):
        w = logistic_fit(x[fold != f], y[fold != f], share[fold != f])
        scores[fold == f] = x[fold == f] @ w[:-1] + w[-1]
    for names in UNANSWERABLE:
        here = np.array([a.name in names for a in asked])
        if not here.any():
            continue
        for allowed in (0.04, 0.06, 0.08):
            bar = np.quantile(scores[here & (y == 1)], allowed)
            refused = (scores[here & (y == 0)] < bar).mean()
            shares = f"{100 * refused:5.1f} % of the unanswerable, {100 * allowed:.0f} % of the others"
            print(f"{'+'.join(names):14} refused {shares}")
    w = logistic_fit(x, y, share)
    bars: list[float] = []
    for name in HELD_TO_IT:
        here = np.array([a.name == name for a in asked]) & (y == 1)
        if here.any():
            bars.append(float(np.quantile(x[here] @ w[:-1], REFUSED)))
            print(f"{name:10} would be refused {REFUSED:.0%} at {bars[-1]:.2f}")
    refused = [(x[(y == 0) & np.array([a.name in n for a in asked])] @ w[:-1] < min(bars)).mean() for n in UNANSWERABLE]
    print("refused of the unanswerable, not cross-validated:", dict(zip(UNANSWERABLE, refused, strict=True)))
    bias = -min(bars)
    return {"bias": round(bias, 4), **dict(zip(confidence.NAMES, (round(float(v), 4) for v in w[:-1]), strict=True))}


def logistic_fit(x: Array, y: Array, share: Array) -> Array:
    """The weights and, last, the bias of a logistic regression in which both classes weigh the same;
    `share` is what each row weighs within its class."""
    scale = x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    middle = x.mean(axis=0)
    z = np.hstack([(x - middle) / scale, np.ones((len(x), 1))])
    weigh = np.where(y == 1, 0.5 * share / (share @ y), 0.5 * share / (share @ (1 - y)))
    penalty = np.array([*[20 * L2] * x.shape[1], 0.0])

    def slope(w: Array) -> Array:
        gradient: Array = ((1 / (1 + np.exp(-(z @ w))) - y) * weigh) @ z + 2 * penalty * w
        return gradient

    w = descend(slope, z.shape[1])
    return np.array([*(w[:-1] / scale), w[-1] - float(middle @ (w[:-1] / scale))])


def descend(slope: Callable[[Array], Array], size: int, steps: int = 400, rate: float = 0.05) -> Array:
    """Where Adam (Kingma and Ba 2015) ends, from zero; both losses are convex enough for the start not to matter."""
    w, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        g = slope(w)
        first, second = 0.9 * first + 0.1 * g, 0.999 * second + 0.001 * g * g
        decay = 0.5 * (1 + np.cos(np.pi * step / steps))
        w -= rate * decay * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return w


def save(path: Path, models: dict[str, dict[str, float]]) -> None:
    """Writes a model file."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"fitted_by": "python -m evals.fit_rank", **models}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
