"""The material of a summary about a topic: what search finds, as far as it is about the topic, reprints set aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import exp
from typing import TYPE_CHECKING

from index import words
from index.rank import FEATURES
from index.search import Retrieval, Search, SentenceHit
from index.store import Store
from qa import centrality, standalone
from qa.confidence import SURE, confidence
from qa.origins import Footprint, footprint, groups
from qa.reader_extractive import Span
from qa.summary_material import Candidate, Covered, Material, Spread, covered, in_order, without_copies

if TYPE_CHECKING:
    from qa.centrality import Matrix

PASSAGES = 60  # in which the sentences are looked for
LOOKED_AT = 80  # sentences, best first
FAR = 6.0  # how far below the best one's score a sentence is still about the topic
SOFT = 1.0  # a sentence that scores so much higher than another of its article counts e times as much
BETWEEN = 1.0
ONWARD = 0.7  # how often the walk of qa/centrality.py goes on to a like sentence instead of back to the topic
COVERS = 0.6  # an article about the topic says so much of it as the best one does,
LIKE = 0.8  # or is so much as like it
ROUNDS = 6  # searches, each without the reprints found before: 300 of them leave room for other articles

NARROW = Spread(likeness=0.1, paragraph=1.0, origin=0.8)

_COVERAGE, _SIMILARITY = FEATURES.index("coverage_passage"), FEATURES.index("similarity_passage")


def on_topic(search: Search, store: Store, topic: str, articles: Collection[int] | None = None) -> Material:
    """The material on a topic; without candidates when it is not sure that the articles hold anything on it.

    `articles` (rowids) limit where it is looked for.
    """
    retrieval = search.find(topic, articles=articles, passages=PASSAGES)
    sure = confidence(retrieval)
    if sure < SURE:
        return Material((), {}, (), NARROW, retrieval, sure)
    prints: dict[int, Footprint] = {}
    known: dict[int, Covered] = {}
    origins: tuple[tuple[int, ...], ...] = ()
    for _ in range(ROUNDS):
        for rowid in dict.fromkeys(hit.article for hit in _about(retrieval)):
            article = retrieval.articles[rowid]
            prints.setdefault(rowid, footprint(article, retrieval.sentences_of[rowid]))
            known.setdefault(rowid, covered(article))
        rowids = list(prints)
        origins = tuple(tuple(rowids[i] for i in group) for group in groups(list(prints.values())))
        copies = {rowid for group in origins for rowid in group[1:]}
        if not copies.intersection(retrieval.articles):
            break
        scope = {head.rowid for head in store.heads()} if articles is None else set(articles)
        retrieval = search.find(topic, articles=scope - copies, passages=PASSAGES)
    ordered = in_order(known, origins)
    found = _scored(retrieval)
    chosen = [c for rowid in ordered for c in without_copies(found, origins, rowid)]
    return Material(tuple(chosen), ordered, origins, NARROW, retrieval, sure)


def _about(retrieval: Retrieval) -> list[SentenceHit]:
    """The best sentences that are about the topic and stand in an article that is, and that tell something."""
    hits = retrieval.sentences
    if not hits:
        return []
    coverage, similarity = (_best(hits, feature) for feature in (_COVERAGE, _SIMILARITY))
    most, likest = max(coverage.values()), max(similarity.values())
    on = {rowid for rowid in coverage if coverage[rowid] >= COVERS * most > 0 or similarity[rowid] >= LIKE * likest > 0}
    near = [h for h in hits if h.article in on and hits[0].score - h.score <= FAR]
    telling = [h for h in near if _tells(retrieval, h)]
    return (telling or near)[:LOOKED_AT]


def _best(hits: Collection[SentenceHit], feature: int) -> dict[int, float]:
    """The best value of a feature in each article."""
    found: dict[int, float] = {}
    for hit in hits:
        found[hit.article] = max(found.get(hit.article, 0.0), hit.features[feature])
    return found


def _tells(retrieval: Retrieval, hit: SentenceHit) -> bool:
    article = retrieval.articles[hit.article]
    if any(note.start < hit.end and hit.start < note.end for note in article.notes):
        return False
    return standalone.tells(article.text[hit.start : hit.end], article.language)


def _scored(retrieval: Retrieval) -> dict[int, list[Candidate]]:
    """The candidates of each article, in order, scored by how central they are to the topic."""
    hits = _about(retrieval)
    texts = [retrieval.articles[h.article].text[h.start : h.end] for h in hits]
    tokens = [
        tuple(words.content(text, retrieval.articles[h.article].language)) for text, h in zip(texts, hits, strict=True)
    ]
    alike = _vectors(retrieval, hits)
    if alike is None:
        alike = centrality.by_words(tokens)
    weights = _weights(hits)
    shares = centrality.central(alike, weights, ONWARD)
    found: dict[int, list[Candidate]] = {}
    for hit, text, stems, score in sorted(zip(hits, texts, tokens, shares, strict=True), key=lambda row: row[0].n):
        hangs = standalone.hangs(text, retrieval.articles[hit.article].language)
        found.setdefault(hit.article, []).append(
            Candidate(
                Span(hit.article, hit.n, hit.n + 1, hit.start, hit.end),
                stems,
                standalone.count_words(text),
                hangs,
                retrieval.sentences_of[hit.article][hit.n].paragraph,
                float(score),
            )
        )
    return found


def _weights(hits: Sequence[SentenceHit]) -> list[float]:
    """How much each sentence stands for the topic, the best one 1."""
    best: dict[int, float] = {}
    for hit in hits:
        best.setdefault(hit.article, hit.score)
    top = hits[0].score
    return [exp((h.score - best[h.article]) / SOFT + (best[h.article] - top) / BETWEEN) for h in hits]


def _vectors(retrieval: Retrieval, hits: Collection[SentenceHit]) -> Matrix | None:
    """How alike the sentences are by their vectors; None where one has none."""
    import numpy as np

    vectors: dict[tuple[int, int], Matrix] = {}
    for passage in retrieval.passages:
        chunk = passage.chunk
        if chunk.sentence_vectors is not None:
            for n, vector in zip(range(chunk.first, chunk.last), chunk.sentence_vectors, strict=True):
                vectors[chunk.article, n] = vector
    rows = [vectors.get((hit.article, hit.n)) for hit in hits]
    if not rows or any(row is None for row in rows):
        return None
    return centrality.by_vectors(np.array(rows).astype(np.float32) / np.float32(127))
