"""A brief's texts as a reader sees them, the same in every format: on one line, quoted, with the source named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import file_name
from qa.brief.records import Brief, Paragraph
from qa.caveats import caveats
from qa.page_text import quotation
from qa.records import Citation
from qa.terminal import safe

MARK = "Written by qa brief (Pressbrief)"  # by which a file is known as ours
_BULLET = re.compile(r"^(?:[-*\u2022\u2023\u25ba\u25cf]\s+)+")


def line(text: str) -> str:
    """The text on one line with no character that acts: white space apart, every character is the source's."""
    return " ".join(safe(text).split())


def said(paragraph: Paragraph) -> str:
    """A paragraph's text: between quotation marks where it is the source's own sentence, without a list's bullet."""
    text = _BULLET.sub("", line(paragraph.claim.text))
    return quotation(text) if paragraph.verbatim else text


def source(citation: Citation) -> str:
    """The source of a citation in one line: publisher, headline, day, place."""
    article = citation.article
    name = article.publisher or file_name(article.source)
    head = [name, f'"{line(article.title)}"' if article.title else None, article.date or "undated"]
    return (
        line(", ".join(filter(None, head)))
        + f" (article {line(article.id)}, characters {citation.start}-{citation.end})"
    )


def footnote(paragraph: Paragraph, citation: Citation) -> str:
    """A citation's note: its source, and the sentence where the paragraph is not that sentence itself."""
    own = paragraph.verbatim and line(paragraph.claim.text) == line(citation.quote)
    return source(citation) if own else f"{source(citation)}: {quotation(line(citation.quote))}"


def sources(brief: Brief) -> Iterator[str]:
    """A line an article: who published it, its headline, day, what it says of itself, whose reprint it is."""
    for used in brief.sources:
        article = used.article
        parts = [article.publisher, article.title, article.date or "undated", f"article {article.id}"]
        parts += caveats(article)
        if used.copy_of is not None:
            original = used.copy_of
            parts.append(f"a reprint of {original.publisher or original.title or original.id}")
        yield line("; ".join(filter(None, parts)))
