"""Which articles have one origin: reprints and near-duplicates told apart from sources of their own.

Articles have one origin when half of the prose of one stands in the other, in runs of four words. A changed headline, a
cut, an added introduction and some edited words leave most runs whole; two reports of one event by two writers share
few (in evals/articles: 5 %, and the reprint 96 %). Only shared text counts: an article that credits an agency may be a
report of its own all the same. A translation shares no text and is not found.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index import words
from index.records import Article, Sentence
from qa.grounding.dates import parse_day
from qa.grounding.records import Source

RUN = 4  # words. Two changed words in every sentence leave 59 % of such runs whole, of runs of five only 51 %
SHARED = 0.5  # of the runs. Of 441 news pages (rtqa26) six pairs share more, all one text updated or cut; the rest .44
SAME_TEXT = 0.9  # so much is a copy whatever the dates say
DAYS = 7  # the pages of a series ("5 things to know today") share up to 77 % with those of other weeks
LEAST = 25  # runs: less than that in common is a standing sentence, unless it is all there is
WITH_FIRST = 0.1  # shared with the first of a group: keeps apart two articles that only a digest of both joins
OWN = 0.4  # of the prose: where less stands outside quotation marks, what is quoted is compared too
PROSE = 0.1  # of the text: where less ends like a sentence, the script writes no full stop and all is compared
CREDIT = 300  # characters at either end of an article, where a credit to another publisher stands

_QUOTED = re.compile(r'"[^"]{20,2000}"|\u201c[^\u201d]{20,2000}\u201d|\u00ab[^\u00bb]{20,2000}\u00bb')
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964]['\"\u2019\u201d\u00bb)\]]*$")


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles of one origin: the one that was published first, and those that repeat its text, by date."""

    first: Source
    copies: tuple[Source, ...] = ()

    @property
    def members(self) -> tuple[Source, ...]:
        """All of them, the first one first."""
        return (self.first, *self.copies)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What of an article is compared: some kilobytes, so that its text need not be held."""

    runs: frozenset[int]  # a hash of each run of words of its prose; hashes hold for one process only
    whole: int | None  # a hash of all its words; None: it has none
    date: datetime.date | None
    publisher: str | None  # folded
    ends: str  # its first and its last characters, folded


def origins(sources: Sequence[Source]) -> list[Origin]:
    """The origins of articles, in the order in which their first articles were published; undated ones come last."""
    return [
        Origin(sources[group[0]], tuple(sources[i] for i in group[1:]))
        for group in groups([footprint(source.article, source.sentences) for source in sources])
    ]


def footprint(article: Article, sentences: Sequence[Sentence]) -> Footprint:
    """The footprint of an article: of its prose, without headings, menus and what its publisher notes about it.

    Words between quotation marks are left out, since two reporters write down the same speech, unless an article is
    little else.
    """
    noted = {(note.start, note.end) for note in article.notes}
    texts = [article.text[s.start : s.end] for s in sentences if (s.start, s.end) not in noted]
    tokens = {text: words.tokens(text, article.language) for text in texts}
    prose = _most([text for text in texts if _ENDED.search(text)], texts, PROSE)
    own = _most([_QUOTED.sub(" . ", text) for text in prose], prose, OWN)
    runs = frozenset(run for text in own for run in _runs(tokens.get(text) or words.tokens(text, article.language)))
    every = tuple(token for text in texts for token in tokens[text])
    body = article.text[article.body :].casefold()
    return Footprint(
        runs,
        hash(every) if every else None,
        parse_day(article.date),
        article.publisher.casefold() if article.publisher else None,
        f"{body[:CREDIT]}\n{body[-CREDIT:]}",
    )


def groups(footprints: Sequence[Footprint]) -> list[list[int]]:
    """The articles of each origin by their places in `footprints`: the first published first, its copies by date.

    Each article is compared with the groups of those published before it that share a run with it, so the time grows
    with the text and not with its square. Of articles of one day the one that the others credit is the first.
    """
    found: list[list[int]] = []
    standing: dict[int, int | list[int]] = {}  # run -> the group in which it stands, or those: most stand in one
    by_text: dict[int, int] = {}
    for i in sorted(range(len(footprints)), key=lambda i: (footprints[i].date or datetime.date.max, i)):
        own = footprints[i]
        home = by_text.get(own.whole) if own.whole is not None else None
        if home is None:
            home = _home(own, Counter(_where(own.runs, standing)), footprints, found)
        if home is None:
            home = len(found)
            found.append([])
        found[home].append(i)
        if own.whole is not None:
            by_text.setdefault(own.whole, home)
        for run in own.runs:
            at = standing.setdefault(run, home)
            if isinstance(at, int):
                if at != home:
                    standing[run] = [at, home]
            elif home not in at:
                at.append(home)
    return [_first_credited(group, footprints) for group in found]


class Published(Protocol):
    """An article, or what is known of one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""


def independent(articles: Iterable[Published]) -> int:
    """How many sources the first articles of several origins are: those of one publisher are one source."""
    return len({article.publisher.casefold() if article.publisher else article.id for article in articles})


def _where(runs: frozenset[int], standing: Mapping[int, int | list[int]]) -> Iterator[int]:
    """For each run the groups in which it stands."""
    for run in runs:
        at = standing.get(run)
        if isinstance(at, int):
            yield at
        elif at is not None:
            yield from at


def _home(
    own: Footprint, shared: Counter[int], footprints: Sequence[Footprint], found: Sequence[Sequence[int]]
) -> int | None:
    """The group whose text an article repeats, the one it shares most with; None when there is none."""
    for group, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count < LEAST and count < SAME_TEXT * len(own.runs):
            return None
        first = footprints[found[group][0]]
        with_first = len(own.runs & first.runs)
        share = max(count / len(own.runs), with_first / len(first.runs)) if with_first else 0.0
        if (
            with_first >= WITH_FIRST * min(len(own.runs), len(first.runs))
            and (count >= LEAST or with_first >= SAME_TEXT * len(first.runs))
            and (share >= SAME_TEXT or (share >= SHARED and not _may_be_series(own, first)))
        ):
            return group
    return None


def _may_be_series(one: Footprint, other: Footprint) -> bool:
    """Whether two articles may be two of one publisher's series: not of one week, and not of two publishers."""
    if one.publisher and other.publisher and one.publisher != other.publisher:
        return False
    return one.date is not None and other.date is not None and abs((one.date - other.date).days) > DAYS


def _first_credited(group: list[int], footprints: Sequence[Footprint]) -> list[int]:
    """The group, led by that one of its earliest articles whose publisher most of the others name at their ends."""
    earliest = [i for i in group if footprints[i].date == footprints[group[0]].date]

    def credits(i: int) -> int:
        name = footprints[i].publisher
        return sum(name in footprints[j].ends for j in group if footprints[j].publisher != name) if name else 0

    first = max(earliest, key=lambda i: (credits(i), -group.index(i)))
    return [first, *(i for i in group if i != first)]


def _most(part: list[str], whole: list[str], least: float) -> list[str]:
    """The part of the texts, or all of them where it is too little of them."""
    return part if sum(map(len, part)) >= least * sum(map(len, whole)) else whole


def _runs(tokens: Sequence[str]) -> Iterator[int]:
    return (hash(tuple(tokens[i : i + RUN])) for i in range(len(tokens) - RUN + 1))
