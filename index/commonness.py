"""How common an English word is anywhere: so that in an index of a few articles "many" is not taken for a rare word.

By Zipf's law a word's frequency is about 0.1 over its place among all words by frequency (Zipf 1949). The places lie in
data/common_words.txt, which evals/common_words.py makes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

PASSAGES = 2_000  # passages of other texts that an index is thought to have beside its own
WORDS = 80  # words of a passage that differ
MOST = 0.9


def share(stem: str) -> float:
    """The share of the passages of any English text that have the stem, 0 to 0.9; 0 for one that is not common."""
    place = _places().get(stem)
    return 0.0 if place is None else min(MOST, 0.1 * WORDS / place)


@cache
def _places() -> dict[str, int]:
    """The place of each listed stem, from 1."""
    text = (Path(__file__).parent / "data" / "common_words.txt").read_text(encoding="utf-8")
    return {stem: n for n, stem in enumerate((line for line in text.split("\n") if line[:1] not in ("", "#")), 1)}
