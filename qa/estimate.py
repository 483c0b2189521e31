"""What questions would take of a model, before anything is sent: tokens, and their price where it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.search import Retrieval
from qa import evidence, prices, reader_llm, terminal
from qa.ask import WORTH_ASKING
from qa.chat import Request
from qa.confidence import confidence
from qa.paid import Paid
from qa.relevance import foreign
from qa.settings import Settings
from qa.written import EVIDENCE, room


@dataclass(frozen=True, slots=True)
class Total:
    """The most that some calls can take. `cost_usd` None: the price is not known."""

    model: str
    host: str
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    estimated: bool  # whether the tokens are a guess, since the model's vocabulary is not known


def of_questions(retrievals: Iterable[tuple[str, Retrieval]], chat: Paid, settings: Settings) -> Total:
    """The sum over questions, each answered in one call that is not in the cache.

    The server is asked nothing, not even for its window: `settings.context`, the price list or a small window is taken.
    """
    window = settings.context or prices.window(chat.name)
    requests = (
        reader_llm.request(
            question, evidence.gather(retrieval, min(EVIDENCE, room(question, chat.name, window)), chat.name)
        )
        for question, retrieval in retrievals
        if confidence(retrieval) >= WORTH_ASKING or foreign(retrieval)
    )
    return of_requests(requests, chat, settings)


def of_requests(requests: Iterable[Request], chat: Paid, settings: Settings) -> Total:
    """The sum over calls; claims that fail a check may add a second one to each."""
    total = Total(chat.name, prices.host(settings.base_url), 0, 0, 0, 0.0, False)
    for request in requests:
        one = chat.estimate(request)
        cost = None if one.cost_usd is None or total.cost_usd is None else total.cost_usd + one.cost_usd
        total = Total(
            total.model,
            total.host,
            total.calls + 1,
            total.input_tokens + one.input_tokens,
            total.output_tokens + one.output_tokens,
            cost,
            one.estimated,
        )
    return total


def said(total: Total) -> str:
    """The estimate in words."""
    if not total.calls:
        return "Nothing would be sent: the articles hold nothing that could be an answer."
    about = "about " if total.estimated else ""
    cost = "at a price that is not known" if total.cost_usd is None else f"at most {prices.shown(total.cost_usd)}"
    return (
        f"{terminal.counted(total.calls, 'call')} to {terminal.safe(total.model)} at {terminal.safe(total.host)}: "
        f"{about}{total.input_tokens:,} tokens in, at most {total.output_tokens:,} out, {cost} "
        f"(prices of {prices.dated()}). Claims that fail a check are sent back once, which can double it. "
        "Nothing was sent."
    )
