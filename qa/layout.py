"""How text is laid out in a terminal: on one line, between quotation marks, wrapped to a width that reads well."""

from __future__ import annotations

import re
import shutil
import textwrap

from qa import terminal

_WIDEST = 100  # characters: longer lines are hard to read
_QUOTES = re.compile('["\u201c\u201d]')


def width() -> int:
    """How wide a line may be, in characters."""
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)


def one_line(text: str) -> str:
    """The text on one line, safe to print: only white space and what would act is changed, and only on the screen."""
    return terminal.safe(" ".join(text.split()))


def quoted(text: str) -> str:
    """The text on one line between quotation marks that it doesn't use itself, so that its own stay as they are."""
    line = one_line(text)
    return f"\u00ab{line}\u00bb" if _QUOTES.search(line) else f"\u201c{line}\u201d"


def wrapped(text: str, width: int, indent: str = "", further: str | None = None) -> str:
    """The text in lines of `width`, each indented; those after the first by `further` if it is given."""
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent if further is None else further,
        break_long_words=False,
        break_on_hyphens=False,
    )
