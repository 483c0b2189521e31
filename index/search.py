"""The sentences that may answer a question: passages found by words and by vectors, fused, then their sentences ranked.

Passages are fused by reciprocal rank (Cormack, Clarke and Buettcher 2009, k = 60) over three lists: by words (BM25),
by the passage's vector, and by the vector of the passage's best sentence. The last one ranks what the first two found:
over all sentences it had the same recall (xquad_en, clapnq: equal at 1, 5, 10 and 30), and needs no second index.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import language, rank, scale, words
from index.credited import credited
from index.embed import Embedder
from index.errors import WrongFormat
from index.full_names import completed, full_names
from index.nearest import Nearest
from index.question import Question, analyse
from index.records import Article, Sentence
from index.store import Store
from index.stored import StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RRF_K = 60
EACH = 100  # passages taken from each list
PASSAGES = 40  # passages whose sentences are ranked: held the gold sentence of 99-100 % of the questions of 8 dev sets


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that was found, and by what ("words", "vectors")."""

    chunk: StoredChunk
    score: float  # fused; larger is better
    found_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A ranked sentence. `features` is its row in rank.FEATURES' order."""

    article: int  # the article's rowid
    n: int  # of the sentence in its article
    start: int
    end: int
    score: float
    passage: int  # its place among the passages
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a question, best first. `articles` and `sentences_of` hold every article that is hit."""

    question: Question
    passages: tuple[PassageHit, ...]
    sentences: tuple[SentenceHit, ...]
    articles: Mapping[int, Article]
    sentences_of: Mapping[int, Sequence[Sentence]]


class Search:
    """Search in one open Store; keep one for many questions. `warn` gets a line when something is not as it should."""

    def __init__(
        self, store: Store, embedder: Embedder, warn: Callable[[str], None], *, chroma_url: str | None = None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._nearest = Nearest(store, warn, chroma_url=chroma_url)
        self._languages = store.languages()
        self._chunks = store.chunk_count()

    def close(self) -> None:
        """Frees the vector index."""
        self._nearest.close()

    def find(
        self,
        text: str,
        *,
        articles: Collection[int] | None = None,
        as_of: datetime.date | None = None,
        passages: int = PASSAGES,
    ) -> Retrieval:
        """The passages and sentences for a question, within the articles (rowids) given, or in all.

        `as_of` is the day on which the question is asked: articles from about that day then come first. `passages` is
        how many are looked into: fewer are faster, and enough for a statement, which says more than a question. A
        question that asks for a publisher's report ("according to ...") is searched in that publisher's articles.
        """
        if (credit := credited(text, self._store)) is not None:
            text, own = credit
            articles = own if articles is None else [rowid for rowid in articles if rowid in own]
        spoken = self._language(text)
        question = analyse(text, spoken, self._store.frequencies, self._chunks)
        by_words = [rowid for rowid, _ in self._store.by_words(self._match(text), EACH, articles=articles)]
        vector = self._vector(text, spoken)
        scaled = None if vector is None else scale.of(self._embedder)
        by_vector = [] if vector is None else self._nearest.search(vector, EACH, articles=articles)
        near = [rowid for rowid, _ in by_vector]
        chunks = self._store.chunks(list(dict.fromkeys(by_words + near)))
        similar = {rowid: _similarities(chunk, vector, scaled) for rowid, chunk in chunks.items()}
        best = sorted((r for r in chunks if similar[r]), key=lambda r: (-max(similar[r] or [0.0]), r))[:EACH]
        fused = _fuse([by_words, near, best])[:passages]
        found = tuple(PassageHit(chunks[r], score, _found_by(r, by_words, near)) for r, score in fused if r in chunks)
        cosines = {rowid: scaled.of(cosine) if scaled else cosine for rowid, cosine in by_vector}
        return self._ranked(question, found, by_words, cosines, near, similar, as_of)

    def _ranked(
        self,
        question: Question,
        passages: tuple[PassageHit, ...],
        by_words: Sequence[int],
        cosines: Mapping[int, float],
        near: Sequence[int],
        similar: Mapping[int, list[float] | None],
        as_of: datetime.date | None,
    ) -> Retrieval:
        """The sentences of the passages, ranked."""
        rowids = list(dict.fromkeys(p.chunk.article for p in passages))
        articles = self._store.articles(rowids)
        sentences_of = {rowid: self._store.sentences(rowid) for rowid in rowids}
        words_at = {r: i for i, r in enumerate(by_words)}
        near_at = {r: i for i, r in enumerate(near)}
        titles = {r: tuple(words.tokens(a.title or "", question.language)) for r, a in articles.items()}
        ages = {r: _age(a.date, as_of) for r, a in articles.items()}
        found = [
            rank.Found(
                titles[c.article], c.article, words_at.get(c.rowid), near_at.get(c.rowid), cosine, ages[c.article]
            )
            for c in (p.chunk for p in passages)
            for cosine in [cosines.get(c.rowid, _cosine(similar[c.rowid]))]
        ]
        names = full_names(question.text, question.language)
        candidates: list[rank.Candidate] = []
        places: list[tuple[int, int]] = []
        for i, p in enumerate(passages):
            chunk, text = p.chunk, articles[p.chunk.article].text
            cosine_of = similar[chunk.rowid]
            for place, n in enumerate(range(chunk.first, chunk.last)):
                span = sentences_of[chunk.article][n]
                sentence = text[span.start : span.end]
                own = [token for token, _, _ in words.sentence(sentence, question.language)]
                tokens = completed(names, text, sentence, own)
                cosine = cosine_of[place] if cosine_of else None
                candidates.append(rank.Candidate(sentence, tokens, n, i, place, cosine))
                places.append((chunk.article, n))
        rows = rank.features(question, candidates, found)
        scores = rank.scores(rows)
        hits = [
            SentenceHit(a, n, s.start, s.end, float(scores[i]), candidates[i].passage, tuple(map(float, rows[i])))
            for i, (a, n) in enumerate(places)
            for s in [sentences_of[a][n]]
        ]
        hits.sort(key=lambda h: (-h.score, h.passage, h.n))
        return Retrieval(question, passages, tuple(hits), articles, sentences_of)

    def _language(self, text: str) -> str | None:
        """The question's language: questions are short, so plain Latin letters count as English unless sure."""
        if words.looks_english(text):
            return "en"
        return language.detect(text) or (self._languages[0] if len(self._languages) == 1 else None)

    def _match(self, text: str) -> str:
        """The full-text expression: the question's words as each language of the index stems them."""
        forms = [words.content(text, spoken) for spoken in self._languages or [None]]
        return words.match(dict.fromkeys(term for form in forms for term in form))

    def _vector(self, text: str, spoken: str | None) -> NDArray[np.float32] | None:
        """The question's vector, if the embedder serves its language and anything was embedded."""
        served = self._embedder.languages
        if (served is not None and spoken not in served) or not self._store.any_vector():
            return None
        vector = self._embedder.query(text)
        if len(vector) != self._store.meta.dimension:
            raise WrongFormat(
                f"The index {self._store.folder} has vectors of {self._store.meta.dimension} numbers, the embedder"
                f" {self._embedder.name} now gives {len(vector)}: run 'qa reindex'."
            )
        return vector


def _similarities(
    chunk: StoredChunk, vector: NDArray[np.float32] | None, scaled: scale.Scale | None
) -> list[float] | None:
    """The cosine of each sentence of the chunk to the question; None when one of them was not embedded."""
    import numpy as np

    if vector is None or chunk.sentence_vectors is None:
        return None
    cosines = [float(x) for x in chunk.sentence_vectors.astype(np.float32) @ vector / 127]
    return [scaled.of(cosine) for cosine in cosines] if scaled else cosines


def _cosine(sentences: list[float] | None) -> float | None:
    """A stand-in for the cosine of a passage that the vector search didn't give: its sentences' mean."""
    return sum(sentences) / len(sentences) if sentences else None


def _fuse(lists: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion, best first; ties go to the smaller rowid, so that an order never changes by itself."""
    sums: dict[int, float] = {}
    for ranked in lists:
        for place, rowid in enumerate(ranked):
            sums[rowid] = sums.get(rowid, 0.0) + 1 / (RRF_K + place + 1)
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


def _found_by(rowid: int, by_words: Sequence[int], near: Sequence[int]) -> tuple[str, ...]:
    return tuple(name for name, ids in (("words", by_words), ("vectors", near)) if rowid in ids)


def _age(date: str | None, as_of: datetime.date | None) -> int | None:
    """Days from an article's date to the day of the question; None when either is not known."""
    if not date or as_of is None:
        return None
    try:
        return (as_of - datetime.date.fromisoformat(date)).days
    except ValueError:
        return None
