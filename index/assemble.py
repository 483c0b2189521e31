"""An article from its text and what is known about it: language, notes, publisher and id are filled in here."""

from __future__ import annotations

import dataclasses
import re

from index.errors import ArticleError
from index.language import detect
from index.metadata import Metadata
from index.notes import find_notes, publisher_in
from index.records import Article

_ID_DIGITS = 12
_WORD = re.compile(r"[^\W_]")


def assemble(text: str, source: str, known: Metadata, *, body: int = 0, id: str | None = None) -> Article:
    """The article of `text`, which is stored as it is; `body` is where its prose begins.

    Given metadata wins; a language is otherwise found in the text, a publisher in a note of the text that names one.
    Raises `ArticleError` when no letter and no digit follows `body`.
    """
    if not text.strip():
        raise ArticleError("is empty; nothing to add")
    if not has_words(text, body):
        what = "has no letters or digits" if body == 0 else "has no text after its head"
        raise ArticleError(f"{what}; nothing to add")
    language = known.language or detect(text[body:] if body else text)
    notes = find_notes(text, language, body)
    article = Article(
        id=id or "",
        text=text,
        source=source,
        title=known.title,
        date=known.date,
        publisher=known.publisher or publisher_in(text, notes),
        url=known.url,
        language=language,
        body=body,
        notes=notes,
    )
    return article if id else dataclasses.replace(article, id=article.digest[:_ID_DIGITS])


def has_words(text: str, start: int = 0) -> bool:
    """Whether a letter or a digit of any script stands in `text` from `start` on."""
    return _WORD.search(text, start) is not None
