"""What adding articles would take of a server's embedding model, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from index import tokens, unembedded
from index.embed import Passage
from index.problem import Problem
from index.records import Article
from qa import embedders, prices, terminal
from qa.settings import Settings

TOGETHER = 1_000  # passages looked up at once, so that memory holds no more


@dataclass(frozen=True, slots=True)
class Total:
    """The passages that have no vector yet, and of their texts (each passage and each sentence of it) what would be
    sent: those that the cache lacks. `cost_usd` None: the price is not known."""

    model: str
    host: str
    passages: int
    texts: int
    tokens: int
    cost_usd: float | None
    estimated: bool  # whether the tokens are a guess, since the model's vocabulary is not known


def of_articles(items: Iterable[Article | Problem], settings: Settings) -> Total:
    """The sum over articles. Raises what opening the index raises; nothing is written."""
    embedder = embedders.server(settings)
    model = settings.embedder.removeprefix(embedders.SERVER)
    waiting = unembedded.passages(settings.index, embedder.name, items)
    passages = texts = amount = 0
    while some := list[Passage](islice(waiting, TOGETHER)):
        more, size = embedder.estimate(some)
        passages, texts, amount = passages + len(some), texts + more, amount + size
    return Total(
        model=model,
        host=prices.host(settings.base_url),
        passages=passages,
        texts=texts,
        tokens=amount,
        cost_usd=prices.cost(model, settings.base_url, amount, 0),
        estimated=tokens.measure("", model).estimated,
    )


def said(total: Total) -> str:
    """The estimate in words."""
    if not total.texts:
        return "Nothing would be sent: every passage has its vectors already."
    about = "about " if total.estimated else ""
    cost = "at a price that is not known" if total.cost_usd is None else prices.shown(total.cost_usd)
    return (
        f"{terminal.counted(total.passages, 'passage')} to embed, {terminal.counted(total.texts, 'text')} with their "
        f"sentences, by {terminal.safe(total.model)} at {terminal.safe(total.host)}: {about}{total.tokens:,} tokens, "
        f"{cost} (prices of {prices.dated()}). Nothing was sent."
    )
