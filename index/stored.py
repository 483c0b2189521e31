"""The records that a Store gives out, beside those of `records`, and how articles are read from their rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.records import Article, Note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ARTICLE = "rowid, id, text, source, title, date, publisher, url, language, body, notes"
HEAD = "rowid, id, digest, source, title, date, publisher, url, language, characters, sentences, notes"


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


def as_article(row: tuple[Any, ...]) -> Article:
    """The article of a row of the columns ARTICLE."""
    notes = tuple(Note(*note) for note in json.loads(row[10]))
    return Article(*(*row[1:10], notes))


def as_head(row: tuple[Any, ...]) -> Head:
    """The head of a row of the columns HEAD."""
    return Head(*(*row[:-1], len(json.loads(row[-1]))))
