"""An embedder without a model: the vector of a text is the sum of one fixed random vector for each of its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed import Passage


class HashEmbedder:
    """Texts that share words are near each other; the same text always has the same vector."""

    def __init__(self, name: str = "hash", dimension: int = 64, languages: frozenset[str] | None = None) -> None:
        self.name = name
        self.dimension = dimension
        self.languages = languages
        self.embedded: list[str] = []  # the texts of all passages, in order

    def passages(self, passages: Sequence[Passage]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """See Embedder."""
        self.embedded += [passage.text for passage in passages]
        return [
            (
                self.query(passage.text),
                np.array([self.query(passage.text[start:end]) for start, end in passage.sentences], np.float32),
            )
            for passage in passages
        ]

    def query(self, text: str) -> NDArray[np.float32]:
        """See Embedder."""
        total = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w+", text.lower()) or [""]:
            seed = int.from_bytes(hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        unit: NDArray[np.float32] = total / np.linalg.norm(total)
        return unit
