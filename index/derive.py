"""What is derived from an article's text: its sentences, its passages, and the tokens they are found by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from index import chunk, sentences, words
from index.embed import Passage
from index.records import Article, Chunk, Sentence


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is stored about an article beside itself; `passages`, `hashes` and `tokens` go with `chunks`."""

    sentences: list[Sentence]
    chunks: list[Chunk]
    passages: list[Passage]
    hashes: list[bytes]  # equal for passages that have the same vectors
    tokens: list[str]  # joined by spaces, as the full-text table takes them
    title: str  # so, too


def derive(article: Article) -> Derived:
    """What follows from the article's text, title and language; no sentences if there is nothing to read in it."""
    spans = sentences.split(article.text, article.language, article.body)
    chunks = chunk.chunks(article.text, spans) if spans else []
    passages = [_passage(article.text, spans, each) for each in chunks]
    return Derived(
        sentences=spans,
        chunks=chunks,
        passages=passages,
        hashes=[_hash(passage) for passage in passages],
        tokens=[" ".join(words.tokens(passage.text, article.language)) for passage in passages],
        title=" ".join(words.tokens(article.title or "", article.language)),
    )


def _passage(text: str, spans: list[Sentence], each: Chunk) -> Passage:
    inside = spans[each.first : each.last]
    return Passage(text[each.start : each.end], tuple((s.start - each.start, s.end - each.start) for s in inside))


def _hash(passage: Passage) -> bytes:
    """16 bytes that differ where the vectors may: by the text and by where its sentences lie."""
    places = repr(passage.sentences).encode("ascii")
    return hashlib.blake2b(passage.text.encode("utf-8") + b"\0" + places, digest_size=16).digest()
