"""An answer as a person reads it in a terminal. Whatever comes from an article passes through terminal.safe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from index.records import file_name
from qa import layout, terminal
from qa.caveats import caveats
from qa.layout import one_line, quoted, wrapped
from qa.records import Answer, Citation, Claim, Dropped


def answer(found: Answer) -> str:
    """The whole answer, or the abstention, ready to print."""
    return "\n\n".join(_parts(found, layout.width()))


class Stream:
    """An answer shown claim by claim while it is written; in the end the same text as `answer` gives."""

    def __init__(self) -> None:
        self._width = layout.width()
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
    short = list(dict.fromkeys(one_line(s.text) for s in found.short))
    if short:
        yield terminal.styled(wrapped("; ".join(short), width), bold=True)
    for one in found.claims:
        yield claim(one, width)
    yield from left_out(found.dropped, width)
    yield sources((c for one in found.claims for c in one.citations), width)


def _abstained(found: Answer, width: int) -> Iterator[str]:
    yield terminal.styled("The sources don't answer this.", bold=True)
    yield from left_out(found.dropped, width)
    if found.nearest:
        yield nearest(found.nearest, width)
        yield sources(found.nearest, width)


def left_out(dropped: Sequence[Dropped], width: int) -> Iterator[str]:
    """What was dropped, and why: a reader must know that something was. Nothing where nothing was."""
    if dropped:
        lines = [wrapped(f"- {one_line(d.text)}: {one_line(d.reason)}", width, "  ") for d in dropped]
        yield "\n".join(["Left out, because the sources don't support it:", *lines])


def nearest(citations: Iterable[Citation], width: int) -> str:
    """What the sources do say, shown beside an abstention."""
    quotes = [wrapped(f"{quoted(c.quote)} [{c.n}]", width, "  ") for c in citations]
    return "\n".join(["What they do say that comes nearest:", *quotes])


def claim(one: Claim, width: int) -> str:
    """The claim with its citations' numbers, and below it how its sources were read."""
    marks = "".join(f"[{c.n}]" for c in one.citations)
    whole = one.verdict == "verbatim" and one_line(one.text) == one_line(one.citations[0].quote)
    said = quoted(one.citations[0].quote) if whole else one_line(one.text)
    lines = [wrapped(f"{said} {marks}", width, "  ")]
    if one.notes:
        notes = one_line("; ".join(one.notes))
        lines.append(terminal.styled(wrapped(notes, width, "    "), dim=True))
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
        head = [article.title or file_name(article.source), article.publisher, article.date or "undated"]
        place = f"{article.id}, characters {cited.start}-{cited.end}"
        named = ", ".join(one_line(part) for part in head if part)
        said = ", ".join(caveats(article))
        lines.append(
            wrapped(f"[{cited.n}] {named} ({terminal.safe(place)})" + (f"; {said}" if said else ""), width, "  ")
        )
    return "\n".join(lines)
