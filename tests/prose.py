"""Prose of made-up words for tests of shared text: two seeds share words, and no run of four of them."""

from __future__ import annotations

import random

from index.records import Article
from index.sentences import split
from qa.grounding.records import Source

_SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ri", "su", "ta", "ve", "zo")
_WORDS = tuple(f"{a}{b}{c}" for a in _SYLLABLES for b in _SYLLABLES for c in ("n", "r", "l", "st"))


def sentences(seed: int, count: int) -> list[str]:
    """So many sentences of 12 to 20 words."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(_WORDS, k=rng.randint(12, 20))).capitalize() + "." for _ in range(count)]


def edited(given: list[str], seed: int, words: int) -> list[str]:
    """The sentences with so many words of each replaced."""
    rng = random.Random(seed)
    out = []
    for sentence in given:
        split_up = sentence.rstrip(".").split()
        for at in rng.sample(range(1, len(split_up)), words):
            split_up[at] = rng.choice(_WORDS) + "ed"
        out.append(" ".join(split_up) + ".")
    return out


def source(
    text: str | list[str], publisher: str | None = None, date: str | None = "2024-03-05", title: str = "Title"
) -> Source:
    """An article with its sentences."""
    whole = text if isinstance(text, str) else " ".join(text)
    article = Article(
        id=f"{publisher}-{date}-{hash(whole) % 10_000:04d}",
        text=whole,
        source="-",
        title=title,
        date=date,
        publisher=publisher,
        language="en",
    )
    return Source(article, split(whole, "en"))
