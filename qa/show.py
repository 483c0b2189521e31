"""An answer as a person reads it in a terminal. Whatever comes from an article passes through terminal.safe."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator

from qa import terminal
from qa.caveats import caveats
from qa.records import Answer, Citation, Claim

_WIDEST = 100  # characters: longer lines are hard to read


def answer(found: Answer) -> str:
    """The whole answer, or the abstention, ready to print."""
    return "\n\n".join(_parts(found, columns()))


def columns() -> int:
    """How wide a line may be."""
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)


class Stream:
    """An answer shown claim by claim while it is written; in the end the same text as `answer` gives."""

    def __init__(self) -> None:
        self._width = columns()
        self._shown = 0
        self._cited: list[Citation] = []

    def claim(self, one: Claim) -> None:
        """Prints a claim at once."""
        self._cited.extend(one.citations)  # first: a Ctrl-C may come as soon as the claim is seen
        self._put(claim(one, self._width))

    def broken_off(self) -> None:
        """Prints the sources of the claims shown when no more will come: a number without its source says nothing."""
        if self._cited:
            self._put(sources(self._cited, self._width))

    def rest(self, found: Answer) -> None:
        """Prints what is not shown yet."""
        for part in list(_parts(found, self._width))[self._shown :]:
            self._put(part)

    def _put(self, part: str) -> None:
        terminal.put(part if not self._shown else f"\n{part}")
        sys.stdout.flush()
        self._shown += 1


def _parts(found: Answer, width: int) -> Iterator[str]:
    return _answered(found, width) if found.answered else _abstained(found, width)


def _answered(found: Answer, width: int) -> Iterator[str]:
    short = list(dict.fromkeys(terminal.safe(_line(s.text)) for s in found.short))
    if short:
        yield terminal.styled(_wrapped("; ".join(short), width, ""), bold=True)
    for one in found.claims:
        yield claim(one, width)
    yield from _left_out(found, width)
    yield sources((c for one in found.claims for c in one.citations), width)


def _abstained(found: Answer, width: int) -> Iterator[str]:
    yield terminal.styled("The sources don't answer this.", bold=True)
    yield from _left_out(found, width)
    if found.nearest:
        quotes = [_wrapped(f"{_quoted(c)} [{c.n}]", width, "  ") for c in found.nearest]
        yield "\n".join(["What they do say that comes nearest:", *quotes])
        yield sources(found.nearest, width)


def _left_out(found: Answer, width: int) -> Iterator[str]:
    """What was dropped, and why: a reader must know that something was."""
    if found.dropped:
        yield "\n".join(
            ["Left out, because the sources don't support it:"]
            + [_wrapped(f"- {terminal.safe(_line(d.text))}: {d.reason}", width, "  ") for d in found.dropped]
        )


def claim(one: Claim, width: int) -> str:
    """The claim with its citations' numbers, and below it how its sources were read."""
    marks = "".join(f"[{c.n}]" for c in one.citations)
    whole = one.verdict == "verbatim" and _line(one.text) == _line(one.citations[0].quote)
    said = _quoted(one.citations[0]) if whole else terminal.safe(_line(one.text))
    lines = [_wrapped(f"{said} {marks}", width, "  ")]
    if one.notes:
        notes = terminal.safe(_line("; ".join(one.notes)))
        lines.append(terminal.styled(_wrapped(notes, width, "    "), dim=True))
    return "\n".join(lines)


def sources(citations: Iterable[Citation], width: int) -> str:
    """The sources: for each number the article, its publisher and date, the place, and what it says of itself."""
    lines = ["Sources"]
    seen: set[int] = set()
    for cited in citations:
        if cited.n in seen:
            continue
        seen.add(cited.n)
        article = cited.article
        head = [article.title or _name(article.source), article.publisher, article.date or "undated"]
        place = f"{article.id}, characters {cited.start}-{cited.end}"
        named = ", ".join(terminal.safe(_line(part)) for part in head if part)
        said = ", ".join(caveats(article))
        lines.append(
            _wrapped(f"[{cited.n}] {named} ({terminal.safe(place)})" + (f"; {said}" if said else ""), width, "  ")
        )
    return "\n".join(lines)


def _quoted(citation: Citation) -> str:
    """The quote between quotation marks that it doesn't use itself, so that its own stay as they are."""
    quote = terminal.safe(_line(citation.quote))
    return f"\u00ab{quote}\u00bb" if re.search('["\u201c\u201d]', quote) else f"\u201c{quote}\u201d"


def _line(text: str) -> str:
    """The text on one line: only white space is changed, and only on the screen."""
    return " ".join(text.split())


def _name(source: str) -> str:
    return source.replace("\\", "/").rpartition("/")[2]


def _wrapped(text: str, width: int, indent: str) -> str:
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
