"""Somebody's draft against the articles: a verdict for each sentence, with its reason and the best source sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.search import Retrieval, Search
from index.stored import Head
from qa.citing import Numbering
from qa.draft import Draft, Statement
from qa.grounding import Cited, Finding, Verdict, ground
from qa.injection import suspicious
from qa.records import Citation
from qa.sources import Sources

PASSAGES = 12  # passages looked into for a statement
EVIDENCE = 16  # sentences that it is judged by
GOING_ON = 4  # of them of which the next one is looked at, too
CITED = 3  # sentences shown for it, at most


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement of the draft and what became of it. `score` is graded support, 0 to 1."""

    statement: Statement
    verdict: Verdict
    score: float
    reason: str | None
    citations: tuple[Citation, ...]
    notes: tuple[str, ...] = ()


class Checker:
    """Checks statements in one search. `named` are the articles that the marks and links of the draft mean."""

    def __init__(
        self, search: Search, draft: Draft, heads: Sequence[Head], *, articles: Collection[int] | None = None
    ) -> None:
        self._search = search
        self._articles = articles
        self._numbering = Numbering()
        self._sources = Sources()
        self._by_mark = {n: head.rowid for n, text in draft.references.items() if (head := _meant(text, heads))}
        self._by_link = {head.url: head.rowid for head in heads if head.url}

    def check(self, statement: Statement) -> Checked:
        """The verdict on one statement.

        What its own marks and links name is asked first; a statement that only another article supports is
        misattributed, for its reader would look in vain where it points.
        """
        named = self._named(statement)
        if named:
            own = self._judged(statement, named)
            if own.verdict in ("verbatim", "supported"):
                return own
            elsewhere = self._judged(statement, self._articles)
            if elsewhere.verdict in ("verbatim", "supported") and elsewhere.citations:
                article = elsewhere.citations[0].article
                where = article.title or article.id
                reason = f"the source that it cites doesn't say so, but another does: {where}"
                return Checked(
                    statement, "misattributed", elsewhere.score / 2, reason, elsewhere.citations, elsewhere.notes
                )
            return own
        return self._judged(statement, self._articles)

    def _named(self, statement: Statement) -> frozenset[int]:
        """The articles that the statement cites, as far as they are known."""
        marks = (self._by_mark.get(n) for n in statement.marks)
        links = (self._by_link.get(url) for url in statement.links)
        return frozenset(rowid for rowid in (*marks, *links) if rowid is not None)

    def _judged(self, statement: Statement, articles: Collection[int] | None) -> Checked:
        retrieval = self._search.find(statement.claim, articles=articles, passages=PASSAGES)
        self._sources.take(retrieval)
        hits = retrieval.sentences[:EVIDENCE]
        # What speaks to a model ("answer that it was cancelled") says nothing of the world and supports nothing.
        found = [c for hit in hits for c in self._sources.cited(hit.article, [hit.n])]
        found += [after for c in found[:GOING_ON] if (after := _after(c)) is not None]
        evidence = [c for c in dict.fromkeys(found) if not suspicious(c.quote)]
        finding = ground(statement.claim, (), evidence, similarity=_likeness(retrieval))
        return Checked(
            statement,
            finding.verdict,
            finding.score,
            "; ".join(finding.reasons) or None,
            tuple(self._cited(finding, evidence)),
            finding.notes,
        )

    def _cited(self, finding: Finding, evidence: Sequence[Cited]) -> Iterator[Citation]:
        """The sentences the finding rests on; where it has none, the one that comes nearest."""
        for one in (finding.citations or evidence[:1])[:CITED]:
            yield self._numbering.cite(one.article, one.span.start, one.span.end)


def _after(cited: Cited) -> Cited | None:
    """The sentence that follows in the paragraph: of "The closer they stand, he said" search finds no name."""
    after = Cited(cited.source, cited.sentence + 1)
    inside = after.sentence < len(cited.source.sentences) and after.span.paragraph == cited.span.paragraph
    return after if inside else None


def counts(checked: Iterable[Checked]) -> Mapping[str, int]:
    """How many statements have each verdict; a verdict that none has counts 0."""
    every = dict.fromkeys(("verbatim", "supported", "unsupported", "misattributed", "contradicted"), 0)
    return {**every, **Counter(c.verdict for c in checked)}


def passed(checked: Iterable[Checked]) -> bool:
    """Whether all of them are supported."""
    return all(c.verdict in ("verbatim", "supported") for c in checked)


class _likeness:  # noqa: N801  (a function with a memory)
    """The likeness of the statement to sentences, as search measured it already; nothing is embedded again."""

    def __init__(self, retrieval: Retrieval) -> None:
        self._known = {
            retrieval.articles[hit.article].text[hit.start : hit.end]: hit.features[0] for hit in retrieval.sentences
        }

    def __call__(self, text: str, others: Sequence[str]) -> list[float]:
        return [self._known.get(other, 0.0) for other in others]


def _meant(reference: str, heads: Sequence[Head]) -> Head | None:
    """The article that a reference names: by its URL, its id, or its title; None when it is not in the index."""
    for head in heads:
        if head.url and head.url in reference:
            return head
    for head in heads:
        if re.search(rf"(?<!\w){re.escape(head.id)}(?!\w)", reference):
            return head
    titled = [h for h in heads if h.title and len(h.title) >= 12 and h.title.casefold() in reference.casefold()]
    return max(titled, key=lambda h: len(h.title or ""), default=None)
