"""Plain text and Markdown to an article: its head, its title, its prose."""

from __future__ import annotations

import dataclasses
import re

from index.assemble import assemble
from index.frontmatter import read_head
from index.metadata import clean
from index.records import Article

_LONGEST_TITLE = 150  # characters
# A first line that ends so is a sentence or the start of one, no title.
_NO_TITLE_END = (".", ",", ";", ":", "…", "。", "۔", "।", "،", "؛")
_HEADING = re.compile(r"[ \t]{0,3}#(?!#)[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)


def normalise(text: str) -> str:
    r"""`text` with \n for \r\n and \r, otherwise unchanged."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_text(text: str, source: str, *, markdown: bool = False) -> tuple[Article, tuple[str, ...]]:
    """The article of `text` (line ends normalised), and what is worth saying about it. Raises `ArticleError`.

    A title comes from the head, else from Markdown's first "# heading", else from a short first line that is set
    off by a blank line; it stays in the prose.
    """
    head = read_head(text)
    known = head.metadata
    if known.title is None:
        title = (_heading(text, head.body) if markdown else None) or _title_line(text, head.body)
        known = dataclasses.replace(known, title=title)
    return assemble(text, source, known, body=head.body), known.warnings


def _heading(text: str, body: int) -> str | None:
    """The first "# heading" of Markdown that stands outside a code block."""
    fence = _FENCE.search(text, body)
    end = fence.start() if fence else len(text)
    at = body
    while 0 <= at < end:
        match = _HEADING.match(text, at)
        if match:
            return clean(match[1]) or None
        at = text.find("\n", at) + 1 or -1
    return None


def _title_line(text: str, body: int) -> str | None:
    """The first line, when it is short, no sentence, and a blank line and more text follow it."""
    start = body + len(text[body:]) - len(text[body:].lstrip())
    end = text.find("\n", start, start + _LONGEST_TITLE + 20)
    if end < 0:
        return None
    line = text[start:end].strip()
    rest = text[end + 1 : end + 500]
    follows = rest.split("\n", 1)
    if follows[0].strip() or len(follows) < 2 or not text[end:].strip():
        return None
    if len(line) > _LONGEST_TITLE or line.endswith(_NO_TITLE_END) or not any(c.isalpha() for c in line):
        return None
    return clean(line.lstrip("# ")) or None
