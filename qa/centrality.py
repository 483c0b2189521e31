"""How central each sentence is among others, by what they say alike.

LexRank (Erkan and Radev 2004, section 3.3: continuous, no threshold), a walk over the sentences that goes from each to
another as often as the two are alike; with a prior (section 3.4 of Otterbacher, Erkan and Radev 2005) it comes back
again and again to what is asked about. The walk's share of time at a sentence is its centrality.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

STEPS = 40  # of the walk: .9 ** 40 < .02
SHARPER = 3  # power of a cosine of vectors: unlike sentences still have cosines of .2 and would drown the like ones


def by_words(tokens: Sequence[Sequence[str]]) -> Matrix:
    """How alike sentences are by their words, (n, n) float32 in 0..1 with a diagonal of 0.

    The cosine of their TF-IDF vectors, each word counted once a sentence; how rare a word is is reckoned among the
    sentences themselves, so that a summary does not change with the rest of the index.
    """
    import numpy as np

    n = len(tokens)
    standing: dict[str, list[int]] = {}
    for i, sentence in enumerate(tokens):
        for token in dict.fromkeys(sentence):
            standing.setdefault(token, []).append(i)
    alike = np.zeros((n, n), np.float32)
    norms = np.zeros(n, np.float32)
    for places in standing.values():
        weight = log((n + 1) / len(places)) ** 2
        norms[places] += weight
        if len(places) > 1:
            alike[np.ix_(places, places)] += weight
    lengths = np.sqrt(norms) + 1e-9
    alike /= lengths[:, None]
    alike /= lengths[None, :]
    np.fill_diagonal(alike, 0)
    return alike


def by_vectors(vectors: Matrix) -> Matrix:
    """How alike sentences are by their vectors (n, d) of norm 1, (n, n) float32 in 0..1 with a diagonal of 0."""
    import numpy as np

    alike: Matrix = np.clip(vectors @ vectors.T, 0, 1) ** SHARPER
    np.fill_diagonal(alike, 0)
    return alike


def central(alike: Matrix, prior: Sequence[float] | None = None, damping: float = 0.9) -> Matrix:
    """The centrality of each sentence, (n,) float32; the largest is 1.

    `prior`: how often the walk begins anew at each sentence, above 0; None: equally often. `damping`, 0 to 1: how often
    it goes on to a like sentence instead.
    """
    import numpy as np

    n = len(alike)
    if n == 0:
        return np.zeros(0, np.float32)
    begins = np.full(n, 1 / n, np.float32) if prior is None else np.asarray(prior, np.float32)
    begins = begins / begins.sum()
    ways = alike.sum(1, keepdims=True)
    lost = ways[:, 0] < 1e-6  # a sentence like no other leads nowhere: from there the walk begins anew
    steps = alike / np.maximum(ways, 1e-6)
    at = begins
    for _ in range(STEPS):
        at = (1 - damping + damping * at[lost].sum()) * begins + damping * (at @ steps)
    share: Matrix = (at / at.max()).astype(np.float32)
    return share
