"""The sentences of an article, as spans: the unit that is cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from index.boundaries import starts
from index.paragraphs import runs
from index.records import Sentence

LONGEST = 1_200  # characters: beyond that a quotation is no longer one sentence to read
SHORTEST_PIECE = 300  # characters: an over-long sentence is not cut before that

# Where an over-long sentence is cut, the best kind first. A comma within "1,200" is none.
CLAUSES = (
    re.compile(r"[.!?](?=\s)|[。！？؟۔।]"),
    re.compile(r"\n(?=\S)"),
    re.compile(r"[;:](?=\s)|[；：؛]"),
    re.compile(r",(?=\s)|[，、،]"),
    re.compile(r"\s(?=\S)"),
)


def split(text: str, language: str | None, body: int = 0) -> list[Sentence]:
    """The sentences of `text` from `body` on, in order.

    The spans do not overlap, begin and end with a character that is no white space, and together hold every such
    character. None crosses a blank line or is longer than LONGEST characters. Time and memory grow with the length
    of the text only. `language` is an ISO 639-1 code; without one the rules of English hold, and those of all
    scripts' own terminators.
    """
    sentences: list[Sentence] = []
    for run in runs(text, body):
        begins = starts(text, run.start, run.end, language)
        for start, after in pairwise([*begins, run.end]):
            for a, b in _pieces(text, *_trimmed(text, start, after)):
                sentences.append(Sentence(a, b, run.paragraph))
    return sentences


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; an empty one if there is nothing else in it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, in pieces of at most LONGEST characters, each trimmed and none empty."""
    while end - start > LONGEST:
        cut = _clause_end(text, start)
        a, b = _trimmed(text, start, cut)
        if a < b:
            yield a, b
        start, end = _trimmed(text, cut, end)
    if start < end:
        yield start, end


def _clause_end(text: str, start: int) -> int:
    """Where to cut the over-long sentence that begins at `start`: after its last clause that fits."""
    for kind in CLAUSES:
        last = 0
        for found in kind.finditer(text, start + SHORTEST_PIECE, start + LONGEST):
            last = found.end()
        if last:
            return last
    cut = start + LONGEST
    for back in range(cut, cut - 20, -1):
        # A letter and its marks (and an emoji and its joiner) stay together.
        if not unicodedata.combining(text[back]) and text[back] not in "\u200d\ufe0f" and text[back - 1] != "\u200d":
            return back
    return cut
