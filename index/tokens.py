"""How many tokens a text is for a model: what budgets and costs are reckoned in.

Exact for the models whose vocabulary is known, else an estimate and said so. Never touches the network. The embedder
has a tokenizer of its own; chunks are not measured here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import vocabulary

if TYPE_CHECKING:
    import tiktoken

DEFAULT = "o200k_base"  # of the current models; for others the nearest guess
PIECE = 20_000  # characters: tiktoken's time grows faster than a run without spaces
RUN = 2_000  # characters of such a run at a time
WORD_START = re.compile(r"(?<=\S) (?=\S)")  # tokens never reach across: a space belongs to the word after it
LONG_RUN = re.compile(rf"(\S)\1{{{RUN - 1}}}|\S{{{RUN}}}|\s{{{RUN}}}")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of tokens, and whether it is a guess because the model's own vocabulary is not known."""

    tokens: int
    estimated: bool


def measure(text: str, model: str | None = None) -> Count:
    """The number of tokens of `text` for `model`; without one, or for one that is not known, by the default vocabulary.

    Control tokens such as "<|endoftext|>" are counted as the plain text they are in an article. Long texts are
    counted in pieces, cut between words; only a run of thousands of characters without a space may come out a few
    tokens too high.
    """
    name = _encoding_name(model)
    counted = vocabulary.load(name or DEFAULT)
    return Count(sum(len(counted.encode(piece, disallowed_special=())) for piece in _pieces(text)), name is None)


def count(text: str, model: str | None = None) -> int:
    """The number of tokens of `text` for `model`; see `measure`."""
    return measure(text, model).tokens


def encoding(model: str | None = None) -> tiktoken.Encoding:
    """tiktoken's encoding for `model`, or the default one."""
    return vocabulary.load(_encoding_name(model) or DEFAULT)


def _encoding_name(model: str | None) -> str | None:
    """The name of the model's encoding, or None if it is not known or not one of those at hand.

    A provider's prefix, as routers write it ("openai/gpt-4o"), is left out.
    """
    if not model:
        return None
    from tiktoken.model import encoding_name_for_model

    try:
        name = encoding_name_for_model(model.rsplit("/", 1)[-1])
    except KeyError:
        return None
    return name if name in vocabulary.KNOWN else None


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces that tiktoken counts in linear time."""
    start = 0
    while start < len(text):
        end = _word_start(text, start, start + PIECE) if len(text) - start > PIECE else len(text)
        if LONG_RUN.search(text, start, end):
            yield from (text[at : min(at + RUN, end)] for at in range(start, end, RUN))
        else:
            yield text[start:end]
        start = end


def _word_start(text: str, start: int, limit: int) -> int:
    """The last place in the second half of `text[start:limit]` where a word begins with its space; else `limit`."""
    last = limit
    for found in WORD_START.finditer(text, (start + limit) // 2, limit):
        last = found.start()
    return last
