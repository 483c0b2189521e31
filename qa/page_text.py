"""Strangers' text on a page: shown as it is, with nothing in it that acts, hides or reorders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa import terminal

if TYPE_CHECKING:
    from markupsafe import Markup

_QUOTES = re.compile('["\u201c\u201d]')
_ANGLED = re.compile("[\u00ab\u00bb]")
_COMMON = frozenset("\u00ad\u200b\u2060\ufeff")  # soft hyphens and the like, left by web pages: a hairline shows them
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def visible(text: str) -> str:
    """The text without characters that hide or reorder others, as in the terminal; line ends stay."""
    return terminal.safe(text, keep_newlines=True)


def quotation(text: str) -> str:
    """The text between quotation marks that it doesn't use itself, so that its own stay as they are.

    Text from right to left has guillemets where it can: its scripts use them, and a browser mirrors only these.
    """
    letter = next((c for c in text if c.isalpha()), "")
    leftward = unicodedata.bidirectional(letter) in ("R", "AL") if letter else False
    angled = not _ANGLED.search(text) if leftward else bool(_QUOTES.search(text))
    return f"\u00ab{text}\u00bb" if angled else f"\u201c{text}\u201d"


def link(url: str | None) -> str | None:
    """The address if it is one of the web: nothing else, such as "javascript:", becomes a link."""
    return url if url and _WEB.match(url) else None


def exact(text: str) -> Markup:
    """The text as HTML whose text content is the same text, character by character.

    Characters that hide or reorder others stay, each closed into a box of its own where it does nothing, with its code
    shown in front. Two kinds HTML can't hold: NUL and lone surrogates, for which one visible character each stands.
    """
    from markupsafe import Markup, escape

    if visible(text) == text:
        return escape(text)
    return Markup("").join(_boxed(piece) if acts else _plain(piece) for piece, acts in _split(text))


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and which of them are one character that acts."""
    plain = ""
    for c in text:
        if c == "\0" or "\ud800" <= c <= "\udfff":
            plain += terminal.safe(c)
        elif terminal.safe(c, keep_newlines=True) in (c, "\n"):
            plain += c
        else:
            yield plain, False
            yield c, True
            plain = ""
    yield plain, False


def _plain(text: str) -> Markup:
    """The text, escaped; a carriage return by its number, since HTML takes one as written for a line feed."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _boxed(c: str) -> Markup:
    """The character in a box that shows what it is."""
    from markupsafe import Markup

    code = f"U+{ord(c):04X}"
    kind, label = (" thin", "") if c in _COMMON else ("", code)
    name = unicodedata.name(c, f"control character {code}")
    return Markup('<span class="ch{}" data-c="{}" title="{}">{}</span>').format(kind, label, name, c)
