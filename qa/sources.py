"""The articles of retrievals as grounding wants them, each made once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from index.records import Article, Sentence
from index.search import Retrieval
from qa.grounding import Cited, Source


class Sources:
    """Articles by their rowids in one store. One is made when it is first asked for: of those that search finds, most
    are never read."""

    def __init__(self, retrieval: Retrieval | None = None) -> None:
        self._made: dict[int, Source] = {}
        self._taken: dict[int, tuple[Article, Sequence[Sentence]]] = {}
        if retrieval is not None:
            self.take(retrieval)

    def take(self, retrieval: Retrieval) -> None:
        """Adds the articles of a retrieval in the same store."""
        for rowid, article in retrieval.articles.items():
            self._taken.setdefault(rowid, (article, retrieval.sentences_of[rowid]))

    def add(self, rowid: int, article: Article, sentences: Sequence[Sentence]) -> None:
        """Adds one article of a store."""
        self._taken.setdefault(rowid, (article, sentences))

    def of(self, rowid: int) -> Source:
        """The article of that rowid; KeyError for one that was not added."""
        if rowid not in self._made:
            article, sentences = self._taken[rowid]
            self._made[rowid] = _source(article, tuple(sentences))
        return self._made[rowid]

    def every(self) -> Iterator[Source]:
        """All articles, in the order in which they were added."""
        return map(self.of, self._taken)

    def cited(self, article: int, sentences: Iterable[int]) -> list[Cited]:
        """Those sentences of the article of that rowid."""
        return [Cited(self.of(article), n) for n in sentences]


@lru_cache(maxsize=128)
def _source(article: Article, sentences: tuple[Sentence, ...]) -> Source:
    """The same for the same article of another retrieval: what grounding reads of one is kept with it, at a few
    milliseconds an article."""
    return Source(article, sentences)
