"""What a brief is written from: the chosen articles, read sentence by sentence, and which of them are reprints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.records import Article, file_name
from qa import standalone
from qa.grounding import Cited, Source, dates
from qa.grounding.evidence import Line, gather
from qa.grounding.speech import speaker
from qa.grounding.turns import turn
from qa.injection import suspicious
from qa.terminal import shortened

ENGLISH = ("en", None)  # the readings are made for English; sentences of other languages are quoted, not sorted

FEWEST = 4  # words: "No contract was signed."
WIDE = 50  # characters of a name
NEAR = 10  # days between the accounts of one event

_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_OPENING = frozenset("\"'“‘«$£€¥([-*•–—.…►")
# Beside what is clutter in qa.standalone: links, bylines and standing lines of news sites.
_CLUTTER = re.compile(
    r"^\W*(?:watch|see|read|click|follow|need|check\s+out|here[’']s\s+(?:what|how|why)|connect)\b[^.]*"
    r"(?:»|\bhere\b|\btwitter\b|@|\bknow\b|!|\?)|»\W*$|\bon\s+(?:Twitter|X,|Instagram|LinkedIn)\b|[\w.]+@[\w.]+"
    r"|^\W*(?:\w+\s+){1,4}is\s+(?:an?|the)\b.{0,60}\b(?:reporter|correspondent|columnist|editor|producer)\s+"
    r"(?:for|at|with)\b|^\W*for\s+(?:the\s+latest|more\s+on)\b|^\W*AI-assisted\b"
    r"|^\W*(?:from\s+)?(?:the\s+partner|(?:our|the)\s+colleagues)\b|\bthis\s+story\s+(?:has\s+been|was)\s+updated\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """One article of the brief. `lines` are its sentences that tell something: no heading, note or link to elsewhere.

    `chosen` are the sentences that are about the topic, None for all of them. `origin` counts independent origins.
    """

    source: Source
    origin: int
    original: Text | None = None  # the article that it reprints
    chosen: frozenset[int] | None = None

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.source.article

    @property
    def english(self) -> bool:
        """Whether its sentences are read and sorted, or only quoted."""
        return self.article.language in ENGLISH

    @property
    def name(self) -> str:
        """How the article is called in headings and remarks: by its publisher, else by its title."""
        article = self.article
        return article.publisher or shortened(article.title or file_name(article.source), WIDE)

    def near(self, other: Text) -> bool:
        """Whether two articles were published so near that they may tell of one event; undated ones may."""
        one, two = (dates.parse_day(text.article.date) for text in (self, other))
        return one is None or two is None or abs((one - two).days) <= NEAR

    @cached_property
    def all_lines(self) -> tuple[Line, ...]:
        """Every sentence of the article, by its number."""
        return gather([Cited(self.source, n) for n in range(len(self.source.sentences))]).lines

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The chosen sentences that tell something, in order."""
        chosen = self.chosen
        return tuple(
            line
            for line in self.all_lines
            if (chosen is None or line.cited.sentence in chosen) and tells(line) and not self._is_note(line)
        )

    def _is_note(self, line: Line) -> bool:
        span = line.cited.span
        return any(note.start < span.end and span.start < note.end for note in self.article.notes)


def tells(line: Line) -> bool:
    """Whether a sentence is one, and no heading, question, byline, link or call to read on."""
    quote, language = line.cited.quote, line.cited.article.language
    if suspicious(quote) or standalone.clutter(quote):
        return False  # it speaks to a model, or is of the page and not of the article
    if (own := turn(line.cited)) is not None and own.asks:
        return False
    if language not in ENGLISH:
        return standalone.tells(quote, language)
    if len(line.reading.words) < FEWEST:
        return len(line.reading.words) > 1 and speaker(line.cited) is not None  # "They decide."
    short = len(line.reading.words) < standalone.SHORTEST and bool(_END.search(quote))
    if not (standalone.tells(quote, language) or short) or not any(c.islower() for c in quote):
        return False
    return (quote[0].isalnum() or quote[0] in _OPENING) and not _CLUTTER.search(line.reading.text)


class Material:
    """The articles of a brief in the order of their publication, each reprint after the article that it reprints."""

    def __init__(self, sources: Sequence[Source], chosen: Mapping[int, frozenset[int]] | None = None) -> None:
        """`chosen`: for the id() of a source, its sentences about the topic; one that is not in it counts whole."""
        from qa.origins import origins

        self.texts: list[Text] = []
        sources = sorted(sources, key=lambda source: source.article.date or "9999")
        for number, origin in enumerate(origins(sources)):
            first: Text | None = None
            for source in (origin.first, *origin.copies):
                text = Text(source, number, first, None if chosen is None else chosen.get(id(source)))
                first = first or text
                self.texts.append(text)
        self._by_source = {id(text.source): text for text in self.texts}

    @property
    def firsts(self) -> list[Text]:
        """The origins: the articles that are no reprints."""
        return [text for text in self.texts if text.original is None]

    @property
    def read(self) -> list[Text]:
        """The origins whose sentences are sorted into sections."""
        return [text for text in self.firsts if text.english]

    def lines(self) -> Iterator[Line]:
        """The sentences of all origins that are read, in order."""
        for text in self.read:
            yield from text.lines

    def text_of(self, line: Line) -> Text:
        """The article that a sentence stands in."""
        return self._by_source[id(line.cited.source)]

    def twins(self, line: Line) -> Iterator[Line]:
        """The same sentence in the reprints of its article, word for word but for spelling."""
        own = self.text_of(line)
        words = line.reading.stems
        for text in self.texts:
            if text.original is not own:
                continue
            best = max(text.all_lines, key=lambda other: len(words & other.reading.stems), default=None)
            if best is not None and len(words & best.reading.stems) >= 0.85 * len(words | best.reading.stems):
                yield best
