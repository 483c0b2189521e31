"""The summary that needs no model: the sentences that say most, each of them once, in the order of the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import words
from index.store import Store
from qa import centrality
from qa.grounding import Cited, Source
from qa.reader_contrary import denies
from qa.reader_extractive import Passage, Span
from qa.summary_material import Candidate, Material

HANGING = 0.6  # what a sentence is worth that opens with "he" or "but" while the sentence before it is not shown
FULL = 0.85  # of the words allowed: then no shorter sentence is looked for


@dataclass(frozen=True, slots=True)
class Size:
    """How long a summary may be: so many sentences, or so many words."""

    sentences: int | None = None
    words: int | None = None

    @property
    def about(self) -> int:
        """How many sentences that will be, about."""
        if self.sentences is not None:
            return self.sentences
        return max(1, (self.words or 0) // 15)

    def full(self, chosen: Sequence[Candidate]) -> bool:
        """Whether no other sentence is needed."""
        if self.sentences is not None and len(chosen) >= self.sentences:
            return True
        return self.words is not None and sum(c.words for c in chosen) >= FULL * self.words

    def holds(self, chosen: Sequence[Candidate], other: Candidate) -> bool:
        """Whether another sentence fits in."""
        return self.words is None or sum(c.words for c in chosen) + other.words <= self.words


def choose(store: Store, material: Material, size: Size) -> list[Passage]:
    """The passages of the summary, each one sentence, by date and then in the order of their article.

    A sentence that other articles print in nearly the same words comes once, with all its places: those of the same
    origin, and those among the candidates.
    """
    picked = _with_denials(store, _picked(material, size), size)
    places = _places(store, material, picked)
    order = {rowid: at for at, rowid in enumerate(material.articles)}
    passages = []
    for spans in places:
        spans = sorted(spans, key=lambda s: order[s.article])
        passages.append(Passage(spans[0], tuple(spans[1:])))
    return sorted(passages, key=lambda p: (order[p.span.article], p.span.first))


def _picked(material: Material, size: Size) -> list[Candidate]:
    """The candidates that say most, by maximal marginal relevance (Carbonell and Goldstein 1998): each loses by its
    likeness to those picked before it. None says the same as another."""
    import numpy as np

    of = material.candidates
    if not of:
        return []
    alike = centrality.by_words([c.tokens for c in of])
    scores = np.array([c.score for c in of], np.float32)
    scores /= scores.max()
    worth = scores * np.array([HANGING if c.hangs else 1.0 for c in of], np.float32)
    place = {(c.span.article, c.span.first): i for i, c in enumerate(of)}
    origin_of = material.origin_of()
    origins = np.array([origin_of[c.span.article] for c in of])
    likest = np.zeros(len(of), np.float32)
    left = np.ones(len(of), bool)
    spread = material.spread
    paragraphs = np.array([hash((c.span.article, c.paragraph)) for c in of])
    picked: list[Candidate] = []
    while left.any() and not size.full(picked):
        i = int(np.argmax(np.where(left, (1 - spread.likeness) * worth - spread.likeness * likest, -np.inf)))
        left[i] = False
        one = of[i]
        if not size.holds(picked, one):
            continue
        picked.append(one)
        likest = np.maximum(likest, alike[i])
        left &= [not (likely and one.same(c.tokens)) for likely, c in zip(alike[i] > 0, of, strict=True)]
        if (after := place.get((one.span.article, one.span.last))) is not None:
            worth[after] = max(worth[after], scores[after])  # what it opens with is understood now
        left_over = np.where(paragraphs == paragraphs[i], spread.paragraph, 1.0)
        if len(material.origins) > 1:
            left_over *= np.where(origins == origins[i], spread.origin, 1.0)
        worth *= left_over
        scores *= left_over
    return picked


def _with_denials(store: Store, picked: Sequence[Candidate], size: Size) -> list[Candidate]:
    """The sentences, each with another's denial of it that stands right behind it: a summary takes no side. It comes in
    the place of those that say least, which were picked last."""
    kept = list(picked)
    for one in picked:
        if one not in kept or (size.sentences or len(kept)) < 2:
            continue
        source = Source(store.articles([one.span.article])[one.span.article], store.sentences(one.span.article))
        n = one.span.last
        if any(c.span.article == one.span.article and c.span.first == n for c in kept) or not denies(source, n):
            continue
        span, text = source.sentences[n], Cited(source, n).quote
        denial = Candidate(
            Span(one.span.article, n, n + 1, span.start, span.end),
            tuple(words.content(text, source.article.language)),
            len(text.split()),
            hangs=True,
            paragraph=one.paragraph,
            score=one.score,
        )
        while len(kept) > 1 and (len(kept) == size.sentences or not size.holds(kept, denial)):
            kept.remove(next(c for c in reversed(kept) if c is not one))
        if size.holds(kept, denial):
            kept.insert(kept.index(one) + 1, denial)
    return kept


def _places(store: Store, material: Material, picked: Sequence[Candidate]) -> list[list[Span]]:
    """For each sentence picked its own place and, one an article, those where it stands in nearly the same words."""
    places = [[c.span] for c in picked]

    def add(at: int, span: Span) -> None:
        if all(span.article != other.article for other in places[at]):
            places[at].append(span)

    for other in material.candidates:
        for at, one in enumerate(picked):
            if other.span.article != one.span.article and one.same(other.tokens):
                add(at, other.span)
    origin_of = material.origin_of()
    for origin in sorted({origin_of[c.span.article] for c in picked}):
        for rowid in material.origins[origin]:
            wanted = [i for i, c in enumerate(picked) if origin_of[c.span.article] == origin]
            for at, span in _standing(store, rowid, picked, wanted):
                add(at, span)
    return places


def _standing(
    store: Store, rowid: int, picked: Sequence[Candidate], wanted: Sequence[int]
) -> Iterator[tuple[int, Span]]:
    """Where sentences stand in nearly the same words in an article: for each that does its number and its place."""
    if all(picked[i].span.article == rowid for i in wanted):
        return
    article, sentences = store.articles([rowid])[rowid], store.sentences(rowid)
    tokens = [words.content(article.text[s.start : s.end], article.language) for s in sentences]
    for i in wanted:
        n = next((n for n, stems in enumerate(tokens) if picked[i].same(stems)), None)
        if n is not None:
            yield i, Span(rowid, n, n + 1, sentences[n].start, sentences[n].end)
