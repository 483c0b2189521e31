"""The sources of a page: each article cut into runs of characters, each with the statements that stand on it.

The runs of an article are a partition of its text: put together they are `article.text` again, to the character.
A cut is made wherever a citation, a sentence, a paragraph or a publisher's note begins or ends, so citations may
overlap in any way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from index import sentences as splitting
from index.paragraphs import runs
from index.records import Article, Sentence


@dataclass(frozen=True, slots=True)
class Use:
    """A place in an article, `text[start:end]`, that a part of the page stands on; `by` is that part's id there."""

    by: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """The longest run of characters, `text[start:end]`, that the same parts use and no sentence end divides.

    `number` counts the runs of the whole page that are used or hold a publisher's note; the others have none.
    """

    start: int
    end: int
    text: str
    by: tuple[str, ...]
    note: bool  # in a note of the publisher's, such as "has not verified the content"
    number: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence that is used, with its runs; or all text up to the next of these, in as few runs as there can be."""

    runs: tuple[Run, ...]
    by: tuple[str, ...]  # the parts that use any character of it, in the order of the page

    @property
    def blank(self) -> bool:
        """Whether it is only the white space between two sentences."""
        return all(run.text.isspace() for run in self.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line with the white space that follows it, or the front matter at an article's beginning."""

    stretches: tuple[Stretch, ...]
    front: bool = False
    spaced: bool = False  # a blank line follows

    @property
    def used(self) -> bool:
        """Whether a part of the page stands on any character of it."""
        return any(stretch.by for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Cut:
    """An article in blocks; `first` and `last` (exclusive) are the numbers of its runs on the page."""

    article: Article
    blocks: tuple[Block, ...]
    first: int
    last: int

    @property
    def runs(self) -> Iterable[Run]:
        """Its runs in order: joined they are the article's text."""
        return (run for block in self.blocks for stretch in block.stretches for run in stretch.runs)

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """The numbers, from and to inclusive, of the runs that make up `text[start:end]`, a place that is used."""
        inside = [r.number for r in self.runs if r.start >= start and r.end <= end and r.number is not None]
        return inside[0], inside[-1]


def cut(article: Article, uses: Sequence[Use], sentences: Sequence[Sentence] | None = None, first: int = 1) -> Cut:
    """The article in runs of characters, its numbered ones counted from `first`.

    `uses` are in the order of the page. Without `sentences` they are split from the text as the index does it.
    Raises ValueError for a use that is empty or reaches beyond the text: a citation that points nowhere is a bug.
    """
    text = article.text
    for use in uses:
        if not 0 <= use.start < use.end <= len(text):
            raise ValueError(f"characters {use.start}-{use.end} are no place in article {article.id!r}")
    spans = splitting.split(text, article.language, article.body) if sentences is None else sentences
    borders = _blocks(article)
    cuts = {0, len(text), *(border.start for border in borders)}
    cuts |= {at for use in uses for at in (use.start, use.end)}
    cuts |= {at for note in article.notes for at in (note.start, note.end)}
    cuts |= {at for span in _touched(spans, uses) for at in (span.start, span.end)}
    plain = _runs(article, uses, sorted(cuts), first)
    last = first + sum(run.number is not None for run in plain)
    order = {by: n for n, by in enumerate(dict.fromkeys(use.by for use in uses))}
    return Cut(article, tuple(_arranged(plain, borders, spans, order)), first, last)


def _runs(article: Article, uses: Sequence[Use], cuts: Sequence[int], first: int) -> list[Run]:
    """The runs between the cuts, each with its users: one sweep over the text."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, use in enumerate(uses):
        opening.setdefault(use.start, []).append(n)
        closing.setdefault(use.end, []).append(n)
    open_now: set[int] = set()
    found: list[Run] = []
    number = first
    for start, end in pairwise(cuts):
        open_now.difference_update(closing.get(start, ()))
        open_now.update(opening.get(start, ()))
        by = tuple(dict.fromkeys(uses[n].by for n in sorted(open_now)))
        note = any(n.start <= start and end <= n.end for n in article.notes)
        marked = bool(by) or note
        found.append(Run(start, end, article.text[start:end], by, note, number if marked else None))
        number += marked
    return found


def _touched(spans: Sequence[Sentence], uses: Iterable[Use]) -> list[Sentence]:
    """The sentences that a use shares a character with, each once, in order."""
    starts = [span.start for span in spans]
    touched: set[int] = set()
    for use in uses:
        at = max(bisect_right(starts, use.start) - 1, 0)
        while at < len(spans) and spans[at].start < use.end:
            if spans[at].end > use.start:
                touched.add(at)
            at += 1
    return [spans[n] for n in sorted(touched)]


class _Border(NamedTuple):
    """Where a block begins, whether it is front matter, and whether a blank line follows it."""

    start: int
    front: bool
    spaced: bool


def _blocks(article: Article) -> list[_Border]:
    """The borders of the blocks, in order."""
    found = list(runs(article.text, article.body))
    begins = [article.body, *(run.start for run in found[1:])]
    spaced = [a.paragraph != b.paragraph for a, b in pairwise(found)]
    front = [_Border(0, True, False)] if article.body else []
    return [*front, *(_Border(start, False, blank) for start, blank in zip(begins, [*spaced, False], strict=True))]


def _arranged(
    plain: Sequence[Run], borders: Sequence[_Border], spans: Sequence[Sentence], order: Mapping[str, int]
) -> list[Block]:
    """The runs in their sentences and blocks."""
    starts = [border.start for border in borders]
    sentence_starts = [span.start for span in spans]

    def sentence_of(run: Run) -> int | None:
        at = bisect_right(sentence_starts, run.start) - 1
        return at if at >= 0 and run.end <= spans[at].end else None

    blocks: list[Block] = []
    for at, inside in groupby(plain, key=lambda run: bisect_right(starts, run.start) - 1):
        stretches = []
        for _, group in groupby(inside, key=sentence_of):
            members = tuple(group)
            by = tuple(sorted({user for run in members for user in run.by}, key=order.__getitem__))
            stretches.append(Stretch(members, by))
        blocks.append(Block(tuple(stretches), borders[at].front, borders[at].spaced))
    return blocks
