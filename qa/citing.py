"""Places in articles as citations: the numbers of an answer's citations, its quotes as claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.records import Article
from index.search import Retrieval
from qa import short_answer, who_says
from qa.according import clause, common
from qa.grounding import dates, ground
from qa.grounding.speech import speaker
from qa.injection import heard
from qa.reader_extractive import Passage
from qa.records import Citation, Claim, Dropped, Place, Short
from qa.sources import Sources

NEAREST = 3  # sentences shown beside an abstention


class Numbering:
    """The numbers of the citations of one answer: the same place has the same number wherever it is cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}

    def cite(self, article: Article, start: int, end: int) -> Citation:
        """The citation of a place, with the number that it has or the next free one."""
        n = self._numbers.setdefault((article.id, start, end), len(self._numbers) + 1)
        return Citation(n, article, start, end)


def grounded(passage: Passage, sources: Sources, numbering: Numbering) -> Claim | Dropped:
    """The passage as a claim if grounding lets it pass. Its text is the source's own, so it does unless a part of the
    program is broken: the check stands between every reader and the screen."""
    spans = (passage.span, *passage.also)
    cited = [c for s in spans for c in sources.cited(s.article, range(s.first, s.last))]
    article = cited[0].article
    text = article.text[passage.span.start : passage.span.end]
    finding = ground(text, cited, shown_as_quote=True)
    if not finding.passed:
        return Dropped(text, "; ".join(finding.reasons))
    citations = tuple(
        numbering.cite(c[0].article, s.start, s.end)
        for s in spans
        for c in [sources.cited(s.article, range(s.first, s.last))]
    )
    notes = (*relative_days(citations[0]), *finding.notes)
    own = sources.cited(passage.span.article, range(passage.span.first, passage.span.last))
    if (meant := who_says.opening(own[0])) is not None:
        notes = (meant, *notes)
    first = who_says.named(own[0])
    if any(speaker(c) for c in own) and first:
        notes = (f"in the words of {first}", *notes)
    return Claim(text, finding.verdict, citations, common(own), finding.score, tuple(dict.fromkeys(notes)))


def sorted_out(
    passages: Iterable[Passage], sources: Sources, numbering: Numbering
) -> tuple[list[tuple[Passage, Claim]], list[Dropped]]:
    """The passages that stand, each with its claim, and what did not stand."""
    stand: list[tuple[Passage, Claim]] = []
    dropped: list[Dropped] = []
    for passage in passages:
        claim = grounded(passage, sources, numbering)
        if isinstance(claim, Dropped):
            dropped.append(claim)
        else:
            stand.append((passage, claim))
    return stand, dropped


def relative_days(citation: Citation) -> Iterable[str]:
    """What the relative days of a quote mean by its article's date, as in "on Wednesday = 2024-11-20"."""
    for mention in dates.mentions(citation.quote, dates.parse_day(citation.article.date)):
        if mention.relative and mention.first and mention.last:
            days = mention.first.isoformat()
            if mention.last != mention.first:
                days += f" to {mention.last.isoformat()}"
            yield f"{citation.quote[mention.start : mention.end]} = {days}"


def shorts(retrieval: Retrieval, stand: Sequence[tuple[Passage, Claim]]) -> Iterator[Short]:
    """The short answers that the passages hold; none of what another contradicts, so that neither side is taken."""
    replied = [passage.reply for passage, _ in stand]
    for (passage, claim), reply, contested in zip(stand, replied, [*replied, False][1:], strict=True):
        if reply or contested:
            continue
        article = retrieval.articles[passage.span.article]
        span = clause(retrieval, passage.span.start, passage.span.end, passage.span.article)
        found = short_answer.find(retrieval.question, article, *span)
        if found:
            text = article.text[found.start : found.end]
            shown = f"{text} ({found.day})" if found.day else text
            yield Short(shown, claim.citations[0].n, found.start, found.end)


def nearest(retrieval: Retrieval) -> tuple[Citation, ...]:
    """The sentences that come nearest to the question, as what the sources do say; none that speaks to a model."""
    numbering = Numbering()
    hits = heard(retrieval, NEAREST).sentences[:NEAREST]
    return tuple(numbering.cite(retrieval.articles[h.article], h.start, h.end) for h in hits)


def places(retrieval: Retrieval) -> Iterable[Place]:
    """The passages that were searched out, best first."""
    for hit in retrieval.passages:
        article = retrieval.articles[hit.chunk.article]
        yield Place(article.id, hit.chunk.start, hit.chunk.end, hit.score, hit.found_by)
