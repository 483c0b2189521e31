"""Quotations inside prose: a claim's quoted words must stand in the source, letter for letter after folding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = re.compile(r'"([^"]{1,2000})"|"([^"]{12,2000})$')
_SINGLE = re.compile(r"(?:(?<=\s)|^|(?<=[(\[]))'((?:[^']|(?<=\w)'(?=\w)){3,1000})'(?=[\s.,;:!?)\]]|$)")
_GUILLEMETS = re.compile(r"「([^」]+)」")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, `text[start:end]`, without the marks."""

    start: int
    end: int


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a folded text in order, without marks, and without the comma that prose puts inside."""
    spans = []
    for match in _DOUBLE.finditer(text):
        group = 1 if match[1] is not None else 2
        spans.append(match.span(group))
    for pattern in (_SINGLE, _GUILLEMETS):
        for match in pattern.finditer(text):
            if not any(start <= match.start() < end for start, end in spans):
                spans.append(match.span(1))
    for start, end in sorted(spans):
        while end > start and text[end - 1] in " .,;:!?":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        if end > start:
            yield Quotation(start, end)


def loose(text: str) -> str:
    """A folded text ready for comparing quotations: lower case, one kind of quotation mark, no space around marks."""
    return re.sub(
        r"\s*([^\w\s])\s*", r"\1", re.sub(r"\s+", " ", text.replace('"', "'").replace(" n't", "n't").lower())
    ).strip()


def pieces(text: str) -> list[str]:
    """The parts of a quotation that must be found: those between ellipses, without editors' brackets."""
    return [p for part in re.split(r"\.\.\.|\[[^\]]*\]", text) if (p := loose(part).strip(" .,;:!?"))]


def holds(text: str, piece: str) -> bool:
    """Whether a loose text has the piece as whole words."""
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        if not (at and text[at - 1].isalnum() and piece[0].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return True
        at = text.find(piece, at + 1)
    return False
