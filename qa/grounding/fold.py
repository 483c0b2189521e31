"""Typographic folding, to compare only: what is printed is always cut from the original by the offsets kept here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SINGLE = "‘’‚‛′`´ʼ＇"
_DOUBLE = "“”„‟″«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－"
_DROPPED = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_TABLE = {
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _DROPPED), ""),
    ord("…"): "...",
    ord("\u2028"): " ",
    ord("\u2029"): " ",
}


_UNPLAIN = re.compile(r"[^\x21-\x7e ]|  |[`]|''|^ | $")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is where character i came from, and `offsets[len(text)]` the original's length."""

    text: str
    offsets: Sequence[int]
    original: str

    def cut(self, start: int, end: int) -> str:
        """The original's own characters for a span of the folded text."""
        if start >= end:
            return ""
        return self.original[self.offsets[start] : self.offsets[end]].rstrip()


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """The text with one kind of quotation mark, dash and space, no ligatures, no invisible characters, composed.

    Case and wording stay. Runs of white space become one space. Linear in the length.
    """
    if not _UNPLAIN.search(text):  # most sentences: nothing to fold
        return Folded(text, range(len(text) + 1), text)
    out: list[str] = []
    offsets: list[int] = []
    space = True
    for at, char in enumerate(text):
        piece = _TABLE.get(ord(char))
        if piece is None:
            piece = char if char.isascii() else unicodedata.normalize("NFKC", char)
        if char in "'`" and at and text[at - 1] == char and out and out[-1] == "'":
            out[-1] = '"'  # the typewriter's ``quotation''
            continue
        for letter in piece:
            if letter.isspace():
                if not space:
                    out.append(" ")
                    offsets.append(at)
                space = True
                continue
            space = False
            if unicodedata.combining(letter) and out:
                joined = unicodedata.normalize("NFC", out[-1] + letter)
                if len(joined) == 1:
                    out[-1] = joined
                    continue
            out.append(letter)
            offsets.append(at)
    while out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return Folded("".join(out), (*offsets, len(text)), text)


def bare(word: str) -> str:
    """The word in lower case without accents: "Erdoğan" and "erdogan" are one."""
    if word.isascii():
        return word.lower()
    word = word.translate({ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ß"): "ss", ord("æ"): "ae"})
    split = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))
