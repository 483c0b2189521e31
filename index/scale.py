"""Cosines of other embedders on the scale of all-MiniLM-L6-v2's, for which the weights of the ranking were fitted.

Models spread their cosines differently: a sentence of another article has about .1 to a question by MiniLM and .77 by
multilingual-e5, a sentence that answers it .6 and .87. Left so, the weights of index/rank.py would count e5's cosines
for a fifth of what they say: on xquad_ar sentence recall@1 was 64.3 %, less than the 69.7 % of words alone, and is
73.7 % with the scale. A scale keeps the order of cosines, so which passages are found does not depend on it.

A model that nobody has measured is compared by 24 questions and the sentences that answer them, ours: for e5 they give
a slope of 4.6, the questions of xquad_en 4.5, those of xquad_ar 5.4.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST, MOST = (
    0.25,
    10.0,
)  # slopes that can be meant; a model beyond them tells hardly anything apart, or its server lies


@dataclass(frozen=True, slots=True)
class Scale:
    """What a cosine is multiplied by, then moved by, to be as MiniLM would have it."""

    slope: float
    offset: float

    def of(self, cosine: float) -> float:
        """The cosine on MiniLM's scale."""
        return self.slope * cosine + self.offset


@runtime_checkable
class Scaled(Protocol):
    """An embedder whose cosines are spread differently from MiniLM's."""

    def scale(self) -> Scale:
        """How they compare; finding out may take a call."""


def of(embedder: object) -> Scale | None:
    """The embedder's scale; None when its cosines are taken as they are."""
    return embedder.scale() if isinstance(embedder, Scaled) else None


def anchors() -> tuple[list[str], list[str]]:
    """The questions and, in the same order, the sentences that answer them."""
    pairs = _anchors()["pairs"]
    return [question for question, _ in pairs], [sentence for _, sentence in pairs]


def spread(questions: NDArray[np.float32], sentences: NDArray[np.float32]) -> tuple[float, float]:
    """The mean cosine of the anchors that belong together, and of those that don't; both arrays are (n, d), norm 1."""
    import numpy as np

    cosines = questions @ sentences.T
    together = np.eye(len(cosines), dtype=bool)
    return float(cosines[together].mean()), float(cosines[~together].mean())


def measured(questions: NDArray[np.float32], sentences: NDArray[np.float32]) -> Scale:
    """The scale of an embedder by its vectors of the anchors, (n, d) each with norm 1."""
    related, unrelated = spread(questions, sentences)
    minilm = _anchors()["minilm"]
    gap = max(related - unrelated, 1e-6)
    slope = min(MOST, max(LEAST, (minilm["related"] - minilm["unrelated"]) / gap))
    return Scale(slope, minilm["unrelated"] - slope * unrelated)


@cache
def _anchors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (Path(__file__).parent / "data" / "scale_anchors.json").read_text(encoding="utf-8")
    )
    return found
