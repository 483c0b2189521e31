"""The articles, and in long ones the sentences, that a brief on a topic is written from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index.rank import FEATURES
from index.search import Retrieval, Search
from index.store import Store
from qa.confidence import confidence
from qa.grounding import Source

SURE = 0.5  # the confidence below which the sources hold nothing on the topic, as in `ask`
MOST = 12  # articles
FARTHEST = 6.0  # how far the best sentence of an article may score below the best of all
NEARLY = 0.6  # the share of the best article's coverage of the topic, or
LIKE = 0.8  # of its similarity to it, that another article must have
LONG = 60  # sentences: of a longer article, only the passages found, and its lead, are about the topic
LEAD = 2  # sentences

_COVERAGE, _SIMILARITY = FEATURES.index("coverage_passage"), FEATURES.index("similarity_passage")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was selected. `chosen` holds the sentences of long articles, by the id() of their source."""

    sources: tuple[Source, ...]
    chosen: dict[int, frozenset[int]]
    confidence: float
    retrieval: Retrieval


def on_topic(search: Search, topic: str, articles: Collection[int] | None = None) -> Selection:
    """The articles on a topic, best first; none when it is not sure that any is. `articles` (rowids) limit them."""
    retrieval = search.find(topic, articles=articles)
    sure = confidence(retrieval)
    rowids = _rowids(retrieval) if sure >= SURE else []
    sources = {rowid: Source(retrieval.articles[rowid], retrieval.sentences_of[rowid]) for rowid in rowids}
    chosen = {
        id(source): _passages(retrieval, rowid) for rowid, source in sources.items() if len(source.sentences) > LONG
    }
    return Selection(tuple(sources.values()), chosen, sure, retrieval)


def whole(store: Store, rowids: Collection[int]) -> list[Source]:
    """The articles of those rowids, whole, in the order of the rowids given."""
    articles = store.articles(rowids)
    return [Source(articles[rowid], store.sentences(rowid)) for rowid in rowids]


def _rowids(retrieval: Retrieval) -> list[int]:
    """The articles whose best sentence scores near the best of all and that say as much of the topic."""
    best: dict[int, tuple[float, float, float]] = {}
    for hit in retrieval.sentences:
        score, coverage, likeness = best.get(hit.article, (hit.score, 0.0, 0.0))
        best[hit.article] = (
            max(score, hit.score),
            max(coverage, hit.features[_COVERAGE]),
            max(likeness, hit.features[_SIMILARITY]),
        )
    if not best:
        return []
    top, most, likest = (max(values[i] for values in best.values()) for i in range(3))
    near = [
        rowid
        for rowid, (score, coverage, likeness) in best.items()
        if top - score <= FARTHEST and (coverage >= NEARLY * most > 0 or likeness >= LIKE * likest > 0)
    ]
    return sorted(near, key=lambda rowid: -best[rowid][0])[:MOST]


def _passages(retrieval: Retrieval, rowid: int) -> frozenset[int]:
    """The sentences of the passages that were found, with the article's first ones."""
    held = {n for p in retrieval.passages if p.chunk.article == rowid for n in range(p.chunk.first, p.chunk.last)}
    return frozenset(held | set(range(LEAD)))
