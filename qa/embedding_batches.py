"""Texts in the batches that a server's embedding model takes, each cut to the model's window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import tokens
from qa import prices

SHORTEST = 16  # characters below which a text is cut no more: the server means something else


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of one request, in texts and in their tokens together."""

    inputs: int
    tokens: int


# OpenAI takes 2,048 texts and 300,000 tokens (its reference, "Create embeddings"); with 512 a reply is some 16 MB and
# what a broken connection can lose is less. Hosted compatible servers take from 96 on. Servers on one's own machine are
# as fast with 32, and one of them (text-embeddings-inference) takes no more unless it is told to.
OPENAI = Limits(512, 250_000)
HOSTED = Limits(96, 100_000)
LOCAL = Limits(32, 16_000)


def limits(base_url: str | None) -> Limits:
    """The limits of the server at that address; None: OpenAI's own."""
    if prices.host(base_url) == prices.OPENAI:
        return OPENAI
    return LOCAL if prices.is_local(base_url) else HOSTED


def batches(sizes: Sequence[int], most: Limits) -> Iterator[slice]:
    """Runs of texts that keep to the limits, by the texts' `sizes` in tokens; a text above them is a run of its own."""
    first = held = 0
    for at, size in enumerate(sizes):
        if at > first and (at - first >= most.inputs or held + size > most.tokens):
            yield slice(first, at)
            first, held = at, 0
        held += size
    if first < len(sizes):
        yield slice(first, len(sizes))


def cut(text: str, size: int, window: int, model: str) -> tuple[str, int]:
    """The beginning of a text of `size` tokens that fits the window, and its size in tokens."""
    while size > window and len(text) > SHORTEST:
        text = text[: max(SHORTEST, int(len(text) * window / size * 0.98))].rstrip()
        size = tokens.count(text, model)
    return text, size
