"""How weights are fitted: a softmax over the sentences of a question, a logistic regression, and what minimises both.

The ranking is a linear model trained to give the gold sentences the mass (ListNet's top-one loss, Cao et al. 2007).
Both losses have an L2 penalty, and all sets weigh the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
L2 = 1e-3

Array = NDArray[np.float64]


@dataclass(slots=True)
class Ranked:
    """A question as a ranking sees it: its sentences' features (n, f) in the order they have now, and which of them are
    gold."""

    name: str  # of the set
    id: str
    features: Array
    gold: NDArray[np.bool_]

    @property
    def first(self) -> bool:
        """Whether the sentence that is first now is gold."""
        return bool(self.gold[0])


def folds(ids: Sequence[str]) -> NDArray[np.int_]:
    """The fold of each question, 0 to FOLDS - 1, the same for all of one id."""
    known = sorted(set(ids))
    of = dict(zip(known, np.random.default_rng(0).integers(0, FOLDS, len(known)), strict=True))
    return np.array([of[i] for i in ids])


def softmax_fit(asked: Sequence[Ranked], penalty: float = L2) -> Array:
    """The weights that minimise minus the log of the mass on gold sentences, each set weighing the same. Every question
    must have a gold one."""
    sizes = [len(a.gold) for a in asked]
    x = np.concatenate([a.features for a in asked])
    y = np.concatenate([a.gold for a in asked])
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
        gradient: Array = ((everything - golden) * weigh[group]) @ z + 2 * penalty * w
        return gradient

    weights: Array = descend(slope, z.shape[1]) / scale
    return weights


def by_fold(asked: Sequence[Ranked], penalty: float = L2) -> list[bool]:
    """Whether the sentence that comes first for each question is gold, with weights fitted on the other folds."""
    fold = folds([a.id for a in asked])
    first = [False] * len(asked)
    for f in range(FOLDS):
        weights = softmax_fit([a for a, at in zip(asked, fold, strict=True) if at != f], penalty)
        for n, (a, at) in enumerate(zip(asked, fold, strict=True)):
            if at == f:
                first[n] = bool(a.gold[int(np.argmax(a.features @ weights))])
    return first


def first_is_gold(asked: Sequence[Ranked], first: Sequence[bool]) -> None:
    """Prints for each set how many questions have a gold sentence first."""
    for name in dict.fromkeys(a.name for a in asked):
        own = [f for a, f in zip(asked, first, strict=True) if a.name == name]
        print(f"{name:16} {len(own):4}  {100 * sum(own) / len(own):5.1f} %")


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


def save(path: Path, content: Mapping[str, Any], command: str) -> None:
    """Writes a model file that names the command it was made by."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"fitted_by": command, **content}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path}")
