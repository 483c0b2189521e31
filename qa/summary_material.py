"""What a summary is made of: the sentences that can be shown, how much each of them says, and where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index import words
from index.records import Article, Sentence
from index.search import Retrieval
from index.store import Store
from qa import centrality, standalone
from qa.grounding.turns import questions
from qa.origins import Footprint, footprint, groups
from qa.reader_extractive import Span

MOST = 2_000  # sentences compared with one another: 16 MB, and half a second
FIRST = 1.5  # what the first telling sentence of an article weighs; the others 1 and less:
LEAD = 12  # sentences further down half as much
TIMES = 3  # so many times the sentences of the summary are taken from each of many articles, if there is room
SAME = 0.75  # the share of common words from which two sentences say the same thing, as in qa/hit_words.py

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be shown."""

    span: Span
    tokens: tuple[str, ...]  # its content words, each once
    words: int
    hangs: bool  # opens with "he" or "but", and needs the sentence before it
    paragraph: int  # of its article
    score: float  # how much it says; the best candidate of an article, or of a topic, has 1

    def same(self, tokens: Sequence[str]) -> bool:
        """Whether a sentence of those content words says the same in nearly the same words."""
        a, b = set(self.tokens), set(tokens)
        if min(len(a), len(b)) < 4:
            return a == b
        return len(a & b) >= SAME * max(len(a), len(b))


@dataclass(frozen=True, slots=True)
class Spread:
    """How a summary is kept from saying one thing only; each is a share of a score, 0 to 1."""

    likeness: float  # what a sentence loses that is quite like one already chosen
    paragraph: float  # what is left to the other sentences of the paragraph of a chosen one
    origin: float  # what is left to the other sentences of its origin, where there are several


@dataclass(frozen=True, slots=True)
class Covered:
    """An article that a summary covers, without its text."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Material:
    """The candidates, in the order in which a summary shows them, and the articles that they are from.

    `articles` are by rowid, in the order of publication. `origins` are rowids: the articles of each origin, the first
    published first; reprints are of the origin of what they reprint.
    """

    candidates: tuple[Candidate, ...]
    articles: dict[int, Covered]
    origins: tuple[tuple[int, ...], ...]
    spread: Spread
    retrieval: Retrieval | None = None  # of a topic
    confidence: float | None = None  # 0 to 1, that the articles hold something on the topic

    def origin_of(self) -> dict[int, int]:
        """The place in `origins` of each article."""
        return {rowid: i for i, members in enumerate(self.origins) for rowid in members}


WIDE = Spread(likeness=0.3, paragraph=0.6, origin=0.7)


def of_articles(store: Store, rowids: Sequence[int], sentences: int, progress: Progress | None = None) -> Material:
    """The material of whole articles for a summary of about so many sentences.

    One article is read at a time, and of many only the best sentences are kept, so memory stays flat. `progress` is
    called with the number of articles read and the title of the last one.
    """
    keep = max(1, min(TIMES * sentences, MOST // max(len(rowids), 1)))
    found: dict[int, list[Candidate]] = {}
    articles: dict[int, Covered] = {}
    prints: list[Footprint] = []
    for done, rowid in enumerate(rowids, 1):
        article, spans = store.articles([rowid])[rowid], store.sentences(rowid)
        telling = list(candidates(rowid, article, spans))
        found[rowid] = scored(telling) if len(rowids) == 1 else best(scored(telling), keep)
        articles[rowid] = covered(article)
        prints.append(footprint(article, spans))
        if progress is not None:
            progress(done, article.title or article.source)
    origins = tuple(tuple(rowids[i] for i in group) for group in groups(prints))
    ordered = in_order(articles, origins)
    chosen = [c for rowid in ordered for c in without_copies(found, origins, rowid)]
    if len(rowids) > 1:  # what many articles speak of counts, beside what each is about
        shared = centrality.central(centrality.by_words([c.tokens for c in chosen]))
        chosen = [replace(c, score=c.score * float(s)) for c, s in zip(chosen, shared, strict=True)]
    return Material(tuple(chosen), ordered, origins, WIDE)


def candidates(rowid: int, article: Article, sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """The sentences of an article that tell something, in order, with a score of 1; all of its sentences if none does.

    Its publisher's caveats are left out, and what an interviewer asks: they are no content.
    """
    said = caveats(article, sentences) | questions(article, sentences)
    content = [n for n in range(len(sentences)) if n not in said]
    language = article.language
    telling = [n for n in content if standalone.tells(article.text[sentences[n].start : sentences[n].end], language)]
    for n in telling or content:
        sentence = sentences[n]
        found = candidate(article, sentence, Span(rowid, n, n + 1, sentence.start, sentence.end))
        if found.tokens:
            yield found


def caveats(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that are notes of the publisher, or stand in a paragraph that is mostly notes."""
    notes = {
        n for n, s in enumerate(sentences) if any(note.start < s.end and s.start < note.end for note in article.notes)
    }
    paragraphs = Counter(s.paragraph for s in sentences)
    noted = Counter(sentences[n].paragraph for n in notes)
    return frozenset(
        n for n, s in enumerate(sentences) if n in notes or 2 * noted[s.paragraph] > paragraphs[s.paragraph]
    )


def candidate(article: Article, sentence: Sentence, span: Span) -> Candidate:
    """A sentence of an article as a candidate with a score of 1."""
    text, language = article.text[sentence.start : sentence.end], article.language
    return Candidate(
        span,
        tuple(words.content(text, language)),
        standalone.count_words(text),
        standalone.hangs(text, language),
        sentence.paragraph,
        1.0,
    )


def scored(telling: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one article, scored by their centrality in it and their nearness to its beginning.

    Of an article of more than MOST sentences those that are most central in their part of it are kept.
    """
    parts = [telling[i : i + MOST] for i in range(0, len(telling), MOST)] or [telling]
    if len(parts) > 1:
        position = {c.span.first: at for at, c in enumerate(telling)}
        telling = [c for part in parts for c in best(_central(part, range(len(part))), MOST // len(parts))]
        return _central(telling, [position[c.span.first] for c in telling])
    return _central(telling, range(len(telling)))


def best(of: Sequence[Candidate], count: int) -> list[Candidate]:
    """The candidates with the highest scores, in their own order."""
    places = sorted(range(len(of)), key=lambda i: (-of[i].score, i))[:count]
    return [of[i] for i in sorted(places)]


def without_copies(
    found: dict[int, list[Candidate]], origins: Iterable[tuple[int, ...]], rowid: int
) -> Iterator[Candidate]:
    """The candidates of an article, without those that stand in an article of the same origin before it: a reprint
    makes nothing more central."""
    members = next(group for group in origins if rowid in group)
    before = [c for other in members[: members.index(rowid)] for c in found.get(other, ())]
    return (c for c in found.get(rowid, ()) if not any(c.same(b.tokens) for b in before))


def covered(article: Article) -> Covered:
    """What is told of the article."""
    return Covered(article.id, article.title, article.date, article.publisher, article.source)


def in_order(articles: dict[int, Covered], origins: Iterable[tuple[int, ...]]) -> dict[int, Covered]:
    """The articles by date, those without one last; of one day copies come after the others."""
    copies = {rowid for group in origins for rowid in group[1:]}
    return dict(sorted(articles.items(), key=lambda item: (item[1].date or "9999", item[0] in copies)))


def _central(telling: Sequence[Candidate], positions: Sequence[int]) -> list[Candidate]:
    shares = centrality.central(centrality.by_words([c.tokens for c in telling]))
    values = [float(s) / (1 + at / LEAD) * (1 if at else FIRST) for s, at in zip(shares, positions, strict=True)]
    top = max(values, default=1.0)
    return [replace(c, score=value / top) for c, value in zip(telling, values, strict=True)]
