"""The material of a summary about a topic: what search finds, as far as it is about the topic, reprints set aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from index.rank import FEATURES
from index.records import Article
from index.search import Retrieval, Search, SentenceHit
from index.store import Store
from qa import centrality, standalone
from qa.confidence import confidence
from qa.grounding.turns import questions
from qa.origins import Footprint, footprint, groups
from qa.reader_extractive import Span
from qa.summary_material import (
    Candidate,
    Covered,
    Material,
    Spread,
    candidate,
    caveats,
    covered,
    in_order,
    without_copies,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.centrality import Matrix

SURE = 0.4  # confidence. clapnq: 92 % of the topics pass (at the .5 of `ask` 90), and 12 % without their article (12)
FEW = 20  # articles that a person names, and so takes to be about the topic:
SURE_OF_FEW = 0.25  # then less confidence will do. qmsum: 89 % pass, at .5 81
PASSAGES = 60  # in which the sentences are looked for
LOOKED_AT = 80  # sentences, nearest first
WITHIN = 1.0  # a sentence that scores so much higher than another of its article counts e times as much for the topic,
BETWEEN = 2.0  # one of another article if it scores so much higher: a title with the topic in it lifts a whole article
FAR = 4.0  # a sentence that counts e to the power of so much less than the best one is not about the topic
COVERS = 0.9  # an article about the topic says so much of it as the best one does,
LIKE = 0.9  # or is so much as like it
ONWARD = 0.7  # how often the walk of qa/centrality.py goes on to a like sentence instead of back to the topic
ROUNDS = 6  # searches, each without the reprints found before: 300 of them leave room for other articles

# A topic is narrow already; what is asked about may stand in one paragraph.
NARROW = Spread(likeness=0.1, paragraph=1.0, origin=0.8)

_COVERAGE, _SIMILARITY = FEATURES.index("coverage_passage"), FEATURES.index("similarity_passage")


def on_topic(search: Search, store: Store, topic: str, articles: Collection[int] | None = None) -> Material:
    """The material on a topic; without candidates when it is not sure that the articles hold anything on it.

    `articles` (rowids) limit where it is looked for.
    """
    retrieval = search.find(topic, articles=articles, passages=PASSAGES)
    sure = confidence(retrieval)
    if sure < (SURE if articles is None or len(articles) > FEW else SURE_OF_FEW):
        return Material((), {}, (), NARROW, retrieval, sure)
    first, prints, known = retrieval, dict[int, Footprint](), dict[int, Covered]()
    origins: list[tuple[int, ...]] = []
    for _ in range(ROUNDS):
        for rowid, article in retrieval.articles.items():  # also those that are not about it: a copy's first one may be
            if rowid not in prints:
                prints[rowid] = footprint(article, retrieval.sentences_of[rowid])
                known[rowid] = covered(article)
        rowids = list(prints)
        origins = [tuple(rowids[i] for i in group) for group in groups(list(prints.values()))]
        copies = {rowid for group in origins for rowid in group[1:]}
        if not copies.intersection(retrieval.articles):
            break
        scope = {head.rowid for head in store.heads()} if articles is None else set(articles)
        retrieval = search.find(topic, articles=scope - copies, passages=PASSAGES)
    found = _scored(retrieval)
    about = tuple(group for group in origins if found.keys() & set(group))
    ordered = in_order({rowid: known[rowid] for group in about for rowid in group}, about)
    chosen = tuple(c for rowid in ordered for c in without_copies(found, about, rowid))
    return Material(chosen, ordered, about, NARROW, first, sure)


def _about(retrieval: Retrieval) -> list[tuple[SentenceHit, float]]:
    """The sentences that are about the topic, tell something and stand in an article that is about it; the nearest
    first, each with the logarithm of how much it counts, 0 for the best."""
    best: dict[int, float] = {}
    for hit in retrieval.sentences:
        best.setdefault(hit.article, hit.score)
    on = _on_it(retrieval.sentences)
    top = max((score for rowid, score in best.items() if rowid in on), default=0.0)
    near: list[tuple[SentenceHit, float]] = []
    for hit in retrieval.sentences:
        own = best[hit.article]
        counts = (hit.score - own) / WITHIN + (own - top) / BETWEEN
        if hit.article in on and counts >= -FAR:
            near.append((hit, counts))
    near.sort(key=lambda pair: -pair[1])
    said = {rowid: caveats(article, retrieval.sentences_of[rowid]) for rowid, article in retrieval.articles.items()}
    asked = {rowid: questions(article, retrieval.sentences_of[rowid]) for rowid, article in retrieval.articles.items()}
    near = [(hit, counts) for hit, counts in near if hit.n not in said[hit.article] | asked[hit.article]]
    telling = [(hit, counts) for hit, counts in near if _tells(retrieval.articles[hit.article], hit)]
    return (telling or near)[:LOOKED_AT]


def _tells(article: Article, hit: SentenceHit) -> bool:
    return standalone.tells(article.text[hit.start : hit.end], article.language)


def _on_it(hits: Sequence[SentenceHit]) -> set[int]:
    """The articles that say about as much of the topic, or are about as like it, as the best one."""
    coverage, similarity = (_best(hits, feature) for feature in (_COVERAGE, _SIMILARITY))
    most, likest = max(coverage.values(), default=0.0), max(similarity.values(), default=0.0)
    return {
        rowid for rowid in coverage if coverage[rowid] >= COVERS * most > 0 or similarity[rowid] >= LIKE * likest > 0
    }


def _best(hits: Sequence[SentenceHit], feature: int) -> dict[int, float]:
    """The best value of a feature in each article."""
    found: dict[int, float] = {}
    for hit in hits:
        found[hit.article] = max(found.get(hit.article, 0.0), hit.features[feature])
    return found


def _scored(retrieval: Retrieval) -> dict[int, list[Candidate]]:
    """The candidates of each article, in order, scored by how central they are to the topic."""
    about = _about(retrieval)
    found = [_candidate(retrieval, hit) for hit, _ in about]
    alike = _by_vectors(retrieval, [hit for hit, _ in about])
    if alike is None:
        alike = centrality.by_words([c.tokens for c in found])
    shares = centrality.central(alike, [exp(counts) for _, counts in about], ONWARD)
    by_article: dict[int, list[Candidate]] = {}
    for one, share in sorted(zip(found, shares, strict=True), key=lambda pair: pair[0].span.first):
        by_article.setdefault(one.span.article, []).append(replace(one, score=float(share)))
    return by_article


def _candidate(retrieval: Retrieval, hit: SentenceHit) -> Candidate:
    article = retrieval.articles[hit.article]
    sentence = retrieval.sentences_of[hit.article][hit.n]
    return candidate(article, sentence, Span(hit.article, hit.n, hit.n + 1, hit.start, hit.end))


def _by_vectors(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> Matrix | None:
    """How alike the sentences are by their vectors; None where one has none."""
    import numpy as np

    vectors: dict[tuple[int, int], NDArray[np.int8]] = {}
    for passage in retrieval.passages:
        chunk = passage.chunk
        if chunk.sentence_vectors is not None:
            for n, vector in zip(range(chunk.first, chunk.last), chunk.sentence_vectors, strict=True):
                vectors[chunk.article, n] = vector
    rows = [vectors.get((hit.article, hit.n)) for hit in hits]
    held = [row for row in rows if row is not None]
    if not held or len(held) < len(rows):
        return None
    return centrality.by_vectors(np.stack(held).astype(np.float32) / np.float32(127))
