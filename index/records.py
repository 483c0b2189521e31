"""The records that travel between the rooms. All offsets are half-open character offsets into `Article.text`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["unverified", "translated", "responsibility", "correction", "single-source"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a publisher says about its own article, such as "has not verified the content"; a citable span."""

    kind: NoteKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: `article.text[start:end]`, without the white space around it."""

    start: int
    end: int
    paragraph: int  # counts from 0 in the article


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences that is embedded and searched as one: sentences `first` to `last`, exclusive."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    `text` is what was read, unchanged after decoding and newline normalisation: front matter and a leading
    "date 2024-11-21" stay in it, and `body` is where its prose begins.
    """

    id: str  # as given by its JSONL record, else the first 12 hex digits of `digest`
    text: str
    source: str  # where it was read: a path, a path and record "news.jsonl#17", a URL, or "-"
    title: str | None = None
    date: str | None = None  # of publication, YYYY-MM-DD
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1; None: not known
    body: int = 0  # sentences begin here
    notes: tuple[Note, ...] = ()

    @property
    def digest(self) -> str:
        """The sha256, in hex, of the text and of what is known about it: the identity of an article by content."""
        head = [self.title, self.date, self.publisher, self.url, self.language, self.body]
        notes = [[n.kind, n.start, n.end] for n in self.notes]
        payload = json.dumps([head, notes, self.text], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(payload.encode("ascii")).hexdigest()


def file_name(source: str) -> str:
    """The last part of where an article was read, which is the name of its file; `source` is `Article.source`."""
    return source.replace("\\", "/").rpartition("/")[2]
