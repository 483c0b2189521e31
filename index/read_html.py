"""A web page to an article: trafilatura finds its main text and metadata. The one module that imports it and lxml."""

from __future__ import annotations

import logging
import re
from typing import Any

from index.assemble import assemble, has_words
from index.decode import Decoded, decode
from index.errors import ArticleError
from index.metadata import read_metadata
from index.records import Article

LARGEST = 20_000_000  # characters of markup; the largest real pages are a tenth of it
_DEEPEST = 500  # elements within one another; trafilatura and lxml's serialiser recurse
_PARSER_DEEPEST = 2000  # libxml2 drops the rest of a page at 2,048, without a word
_MOST = 200_000  # elements; extraction takes some 80 microseconds each, and long articles have a few thousand
_HEAD = 4096  # bytes in which a page must declare its encoding; the standard says 1024
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LANG = re.compile(r"""<html\b[^>]{0,2000}?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_BLOCKS = frozenset({"p", "head", "quote", "list", "table", "code"})
_LINES = frozenset({"lb", "item", "row"})
# XML has no place for these, and lxml drops the text that holds them.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode_html(data: bytes) -> Decoded:
    """The markup of a page. Its declared encoding is tried after UTF-8. Raises `ArticleError`."""
    match = _CHARSET.search(data[:_HEAD])
    return decode(data, match[1].decode("ascii") if match else None)


def read_html(markup: str, source: str, url: str | None = None) -> tuple[Article, tuple[str, ...]]:
    """The article of a page and what is worth saying about it. `url`: where it was fetched, if its head names none.

    The text has a blank line between paragraphs, one line for each list item and table row. The language comes from
    the text, or from the page's `lang` if the text leaves it open. Raises `ArticleError` when there is no main text.
    """
    if len(markup) > LARGEST:
        raise ArticleError(f"is a page of over {LARGEST // 1_000_000} MB; save its text as .txt")
    if not markup.strip():
        raise ArticleError("is empty; nothing to add")
    document = _extract(_UNREADABLE.sub(" ", _XML_HEAD.sub("", markup)))
    text = _text(document.body) if document is not None and document.body is not None else ""
    if not has_words(text):
        raise ArticleError("is a page without a main text; save its text as .txt")
    fields = {
        "title": document.title,
        "date": document.date,
        "publisher": document.sitename,
        "url": document.url or url,
    }
    known = read_metadata(fields)
    article = assemble(text, source, known)
    if article.language is None:
        match = _LANG.search(markup, 0, 100_000)
        if match:
            known = read_metadata({**fields, "language": match[1]})
            article = assemble(text, source, known)
    return article, known.warnings


def _extract(markup: str) -> Any:
    """trafilatura's document, None if it finds no main text. Any failure of the parsers is an `ArticleError`."""
    import trafilatura
    from lxml import etree, html  # type: ignore[import-untyped]

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        # Without huge_tree, libxml2 drops what follows the 256th level.
        parser = html.HTMLParser(remove_comments=True, huge_tree=True)
        tree = html.document_fromstring(markup, parser=parser)
        _flatten(tree)
        return trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # The page's own statement of its first publication only, no guess from other dates in the text.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        AssertionError,
        RecursionError,
    ) as cause:
        raise ArticleError(f"is a page that can't be read ({type(cause).__name__}); save its text as .txt") from cause


def _flatten(tree: Any) -> None:
    """Turns what is nested deeper than any page needs into the plain text of its ancestor, so that nothing recurses.

    Raises `ArticleError` for a page that the parser can't follow to its end, or that would take minutes.
    """
    from lxml import etree

    depth = elements = 0
    too_deep = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if event == "start" and depth == _DEEPEST:
            too_deep.append(element)
        if depth >= _PARSER_DEEPEST:
            raise ArticleError(f"is a page with over {depth:,} elements within one another; save its text as .txt")
        if elements > _MOST:
            raise ArticleError(f"is a page of over {_MOST:,} elements; save its text as .txt")
    for element in too_deep:
        kept = " ".join(element.itertext(with_tail=False))
        for child in list(element):
            element.remove(child)
        element.text = kept


def _text(body: Any) -> str:
    """The text of trafilatura's body: a blank line around paragraphs, lists and tables, a line an item or row."""
    from lxml import etree

    pieces: list[str] = []
    in_row = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        start = event == "start"
        if tag == "row":
            in_row += 1 if start else -1
        if tag == "cell" and start and element.getprevious() is not None:
            pieces.append(" | ")
        elif tag in _BLOCKS or (tag in _LINES and start):
            # A cell stays on its row's line whatever is in it.
            pieces.append(" " if in_row and tag != "row" else "\n\n" if tag in _BLOCKS else "\n")
        if start:
            pieces.append(_BLANKS.sub(" ", element.text or ""))
        elif element is not body:
            pieces.append(_BLANKS.sub(" ", element.tail or ""))
    lines = (re.sub(" {2,}", " ", line).strip() for line in "".join(pieces).split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
