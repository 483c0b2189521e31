"""The records that a Store gives out, beside those of `records`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Head:
    """What is known about an article, without its text."""

    rowid: int
    id: str
    digest: str
    source: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    language: str | None
    characters: int
    sentences: int
    notes_count: int


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk, where it lies and, if it was embedded, its vectors."""

    rowid: int
    article: int  # the article's rowid
    n: int  # counts from 0 in the article
    start: int
    end: int
    first: int  # its sentences, `last` exclusive
    last: int
    vector: NDArray[np.float32] | None  # (d,), L2 norm 1
    sentence_vectors: NDArray[np.int8] | None  # (sentences, d), each component times 127; an L2 norm of about 127


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an index holds."""

    articles: int
    sentences: int
    chunks: int
    vectors: int  # different passages that have one; equal passages share it
    pending: int  # of those, not in Chroma yet: they are compared one by one
    bytes: int  # on disk, Chroma's folder included
    languages: Mapping[str, int]  # articles by language; "": not known
