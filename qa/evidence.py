"""What a model is given to read: numbered sentences under the heads of their articles, within a budget of tokens.

The numbers are the only way by which a reply can cite, and each stands for one stored sentence; the text that the
model sees is a rendering from which nothing is ever cut for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import tokens
from index.records import Article
from index.search import Retrieval, SentenceHit
from qa import injection
from qa.caveats import caveats

HITS = 10  # ranked sentences that the evidence is built around
FIRST = 5  # of them that a model is told
NEIGHBOURS = 1  # sentences on each side of one
WHOLE = 30  # sentences of an article that is given whole
SENTENCE = 1_200  # characters of a sentence that are shown; longer ones are lists and tables
PER_LINE = 2  # tokens that joining a line to the others may add to its own
# A chat template's control tokens, tags and our own "[3]" can't be told from text by a model, so no article may write
# one: `<|im_end|>` in an article would end the turn on servers that tokenise the whole prompt at once.
_LOOKALIKES = str.maketrans("<>[]", "\u2039\u203a()")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e01ef]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered sentence: `id` counts from 1 in the evidence, `n` is the sentence's place in its article."""

    id: int
    article: int  # rowid
    n: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences that a model is given. `left_out`: sentences that look like instructions to a model."""

    lines: tuple[Line, ...]
    text: str
    tokens: int
    left_out: tuple[tuple[int, int], ...] = ()  # (article's rowid, sentence)
    first: tuple[int, ...] = ()  # the numbers of the sentences that search ranks first, best first

    def line(self, number: int) -> Line | None:
        """The line of that number; None if the evidence has none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None


NONE = Evidence((), "", 0)


def gather(retrieval: Retrieval, budget: int, model: str | None = None) -> Evidence:
    """The evidence for a question, the article of the best sentence first, within `budget` tokens.

    An article is given whole when it is short and fits, else its best sentences with their neighbours; articles that
    hold none of the best sentences are left out. The first sentence is given however small the budget is.
    """
    chosen: dict[int, set[int]] = {}
    left_out: set[tuple[int, int]] = set()
    spent = 0
    cost = _Costs(retrieval, model)
    for hit in retrieval.sentences[:HITS]:
        if cost.suspicious(hit.article, hit.n):
            left_out.add((hit.article, hit.n))
            continue
        choices = list(_around(retrieval, hit, whole=hit.article not in chosen))
        for wanted in choices:
            bad = {n for n in wanted if cost.suspicious(hit.article, n)}
            new = set(wanted) - bad - chosen.get(hit.article, set())
            price = sum(cost.of(hit.article, n) for n in new) + (0 if hit.article in chosen else cost.head(hit.article))
            if spent + price <= budget or (not chosen and wanted is choices[-1]):
                chosen.setdefault(hit.article, set()).update(new)
                left_out.update((hit.article, n) for n in bad)
                spent += price
                break
    lines, text = _written(retrieval, {a: sorted(ns) for a, ns in chosen.items()})
    number = {(line.article, line.n): line.id for line in lines}
    first = [number[h.article, h.n] for h in retrieval.sentences[:HITS] if (h.article, h.n) in number]
    return Evidence(lines, text, tokens.count(text, model), tuple(sorted(left_out)), tuple(first[:FIRST]))


def of_sentences(
    articles: dict[int, Article], texts: Sequence[tuple[int, int, str]], model: str | None = None
) -> Evidence:
    """The evidence of given sentences, (rowid, sentence, text) in the order to be shown: for summaries."""
    kept = [(a, n, t) for a, n, t in texts if not injection.suspicious(t)]
    out: list[str] = []
    lines: list[Line] = []
    last: int | None = None
    for article, n, sentence in kept:
        if article != last:
            out.append(head(articles[article], len({line.article for line in lines}) + 1))
        last = article
        lines.append(Line(len(lines) + 1, article, n))
        out.append(f"[{len(lines)}] {plain(sentence)}")
    text = "\n".join(out)
    left = tuple((a, n) for a, n, t in texts if injection.suspicious(t))
    return Evidence(tuple(lines), text, tokens.count(text, model), left)


def head(article: Article, number: int) -> str:
    """The line above an article's sentences: title, date with its weekday, publisher, what it says of itself."""
    title, publisher = _harmless(article.title), _harmless(article.publisher)
    parts = [f'"{title}"' if title else "untitled"]
    parts.append(f"published {_day(article.date)}" if article.date else "undated")
    if publisher:
        parts.append(f"by {publisher}")
    parts.extend(caveats(article))
    return f"ARTICLE {number}: " + "; ".join(parts)


def plain(text: str) -> str:
    """The text on one line, without the characters that a prompt's own marks are made of."""
    line = " ".join(text.translate(_LOOKALIKES).split())
    line = _UNSEEN.sub("", line)
    return line if len(line) <= SENTENCE else line[:SENTENCE].rstrip() + " ..."


def _harmless(name: str | None) -> str | None:
    """A title or a publisher that can't end its quotation marks; None if it looks like an instruction to a model."""
    return None if name is None or injection.suspicious(name) else plain(name).replace('"', "'")


def _around(retrieval: Retrieval, hit: SentenceHit, *, whole: bool) -> Iterator[Iterable[int]]:
    """The sentences to take for a hit, the largest choice first: its article, its neighbours, itself."""
    sentences = retrieval.sentences_of[hit.article]
    if whole and len(sentences) <= WHOLE:
        yield range(len(sentences))
    first = max(hit.n - NEIGHBOURS, 0)
    yield range(first, min(hit.n + NEIGHBOURS + 1, len(sentences)))
    yield (hit.n,)


class _Costs:
    """What sentences and heads cost in tokens, and which look like instructions; each sentence is looked at once."""

    def __init__(self, retrieval: Retrieval, model: str | None) -> None:
        self._retrieval = retrieval
        self._model = model
        self._known: dict[tuple[int, int], int] = {}
        self._suspicious: dict[tuple[int, int], bool] = {}

    def suspicious(self, article: int, n: int) -> bool:
        """Whether the sentence looks like an instruction to a model."""
        known = self._suspicious.get((article, n))
        if known is None:
            known = injection.suspicious(_sentence(self._retrieval, article, n))
            self._suspicious[article, n] = known
        return known

    def of(self, article: int, n: int) -> int:
        """The tokens of a numbered sentence."""
        known = self._known.get((article, n))
        if known is None:
            line = f"[{n}] {plain(_sentence(self._retrieval, article, n))}"
            known = self._known[article, n] = tokens.count(line, self._model) + PER_LINE
        return known

    def head(self, article: int) -> int:
        """The tokens of an article's head."""
        return tokens.count(head(self._retrieval.articles[article], 1), self._model) + PER_LINE


def _written(retrieval: Retrieval, chosen: dict[int, list[int]]) -> tuple[tuple[Line, ...], str]:
    """The lines and the text: articles in the order given, sentences in theirs, "..." where some are left out."""
    lines: list[Line] = []
    out: list[str] = []
    for number, (article, sentences) in enumerate(chosen.items(), 1):
        out.append(head(retrieval.articles[article], number))
        last = -1
        for n in sentences:
            if n != last + 1:
                out.append("...")
            last = n
            lines.append(Line(len(lines) + 1, article, n))
            out.append(f"[{len(lines)}] {plain(_sentence(retrieval, article, n))}")
    return tuple(lines), "\n".join(out)


def _sentence(retrieval: Retrieval, article: int, n: int) -> str:
    span = retrieval.sentences_of[article][n]
    return retrieval.articles[article].text[span.start : span.end]


def _day(date: str) -> str:
    """The date with its weekday: models reckon weekdays wrongly."""
    import datetime

    try:
        return f"{date} ({datetime.date.fromisoformat(date):%A})"
    except ValueError:
        return date
