"""Paragraphs and lines: the runs of text that a sentence never leaves.

A blank line ends a paragraph. A single line break is harder: after a heading or a list item it ends what stands
there, in hard-wrapped text (a fixed width, as in e-mail and plain-text wires) it means nothing. Which of the two
a text is, its lines tell: wrapped ones are about equally long, seldom end a sentence and go on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index.abbreviations import COUNT

BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\S{1,15}")
ENDED = re.compile(r"[.!?…:;。！？｡؟۔।॥።][\"'’”»›」』)\]]*$")
BULLET = re.compile(r"[-*+•·▪◦‣–—]\s|[#|=_~>]|[-*]{3}|`{3}")
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s")
QUOTED = re.compile(r"(?:>[ \t]?)+")
LOWER = re.compile(r"[\"'“‘«(\[]*[^\W\d_]")

SAMPLE = 2_000  # line pairs; enough to know a wrapped text by, and it bounds the work on a huge one
NARROWEST, WIDEST = 30, 120  # characters; a line longer than that is a paragraph, not a wrapped line
NARROWEST_CJK = 15  # characters of double width
SHORTEST_CONTINUED = 30  # characters; shorter lines in lower case are entries of a list


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands between two breaks that mean something: `text[start:end]`, and its paragraph."""

    start: int
    end: int
    paragraph: int


def runs(text: str, body: int = 0) -> Iterator[Run]:
    """The runs of `text` from `body` on, in order; between them stands nothing but white space.

    Paragraphs are counted from 0 and separated by blank lines; where a text has none at all and is not wrapped,
    each line is a paragraph, as web pages are often saved.
    """
    width = _wrap_width(text, body)
    lines_are_paragraphs = width is None and not _has_blank_line(text, body)
    paragraph, start, end, before = 0, -1, -1, ""
    for lo, hi in _lines(text, body):
        line = text[lo : min(hi, lo + 4 * WIDEST)].strip()
        if not line:
            if start >= 0:
                yield Run(start, end, paragraph)
                paragraph, start = paragraph + 1, -1
            continue
        if start >= 0 and not _goes_on(before, line, width):
            yield Run(start, end, paragraph)
            paragraph, start = paragraph + lines_are_paragraphs, -1
        start, end, before = (lo if start < 0 else start), hi, text[max(lo, hi - 4 * WIDEST) : hi].strip()
    if start >= 0:
        yield Run(start, end, paragraph)


def _lines(text: str, body: int) -> Iterator[tuple[int, int]]:
    """The span of each line from `body` on, without indent and break; one empty span for all blank lines in a row."""
    start = _after_space(text, body)
    while start < len(text):
        found = BREAK.search(text, start)
        if not found:
            yield start, len(text)
            return
        yield start, found.start()
        start = _after_space(text, found.end())
        if BREAK.search(text, found.end(), start):
            yield start, start


def _after_space(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is no white space, or the length of the text."""
    found = SPACE.match(text, start)
    return found.end() if found else start


def _has_blank_line(text: str, body: int) -> bool:
    """Whether a blank line stands between two lines of text."""
    return any(lo == hi < len(text) for lo, hi in _lines(text, body))


def _wrap_width(text: str, body: int) -> int | None:
    """The width in characters at which `text` is wrapped, or None if its line breaks stand where lines end."""
    pairs = list(islice(_followed(text, body), SAMPLE))
    if len(pairs) < 2:
        return None
    width = sorted(len(line) for line, _ in pairs)[int(0.9 * len(pairs))]
    double = sum("\u3040" <= line[0] <= "\u9fff" for line, _ in pairs) * 2 > len(pairs)
    if not (NARROWEST_CJK if double else NARROWEST) <= width <= WIDEST:
        return None
    full = sum(_is_full(line, after, width) for line, after in pairs) / len(pairs)
    ended = sum(bool(ENDED.search(line)) for line, _ in pairs) / len(pairs)
    cased = [found.group()[-1] for _, after in pairs if (found := LOWER.match(after))]
    cased = [letter for letter in cased if letter.lower() != letter.upper()]
    lower = sum(letter.islower() for letter in cased) / len(cased) if cased else 1.0
    return width if full >= 0.6 and ended <= 0.5 and lower >= 0.25 else None


def _followed(text: str, body: int) -> Iterator[tuple[str, str]]:
    """Each line that is followed by another without a blank one between, neither a heading nor a list item."""
    before = ""
    for lo, hi in _lines(text, body):
        # A line over the width is cut: all that matters of it is that it is too long to be a wrapped one.
        line = text[lo : min(hi, lo + 4 * WIDEST)].strip()
        bare = QUOTED.sub("", line, count=1) if line.startswith(">") else line
        if before and bare and not BULLET.match(bare) and not BULLET.match(before):
            yield before, bare
        before = bare


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line after would not have fitted on `line`, give or take a tenth."""
    word = WORD.match(after)
    return len(line) + 1 + (len(word.group()) if word else 0) >= 0.9 * width


def _goes_on(line: str, after: str, width: int | None) -> bool:
    """Whether the break between the two lines means nothing."""
    if line.startswith(">") and after.startswith(">"):
        line, after = QUOTED.sub("", line, count=1), QUOTED.sub("", after, count=1)
    if BULLET.match(after) or not after or line.startswith(("#", "|")) or not line:
        return False
    ended = bool(ENDED.search(line))
    full = width is not None and _is_full(line, after, width)
    if NUMBERED.match(after):
        return full and (
            not ended or bool(COUNT.search(line))
        )  # "on Feb.\n13. Then": the number belongs to the line before
    if full:
        return True
    first = LOWER.match(after)
    return not ended and bool(first and first.group()[-1].islower()) and len(line) >= SHORTEST_CONTINUED
