"""What questions would take of a model, before anything is sent: tokens, and their price where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.search import Retrieval
from qa import evidence, judge_llm, prices, reader_llm, terminal
from qa.ask import WORTH_ASKING
from qa.chat import Request
from qa.confidence import confidence
from qa.models import AUTO
from qa.paid import Estimate, Paid
from qa.relevance import foreign
from qa.settings import Settings
from qa.written import room_for


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
    listed: bool = False  # whether the server was asked which model it has


def of_questions(
    retrievals: Iterable[tuple[str, Retrieval]], chat: Paid, settings: Settings, *, judged: bool = False
) -> Total:
    """The sum over questions, each answered in one call that is not in the cache, and in a second if it is `judged`.

    The server is asked nothing, not even for its window: `settings.context`, the price list or a small window is taken.
    """
    window = settings.context or prices.window(chat.name)
    requests = (
        reader_llm.request(question, evidence.gather(retrieval, room_for(question, chat.name, window), chat.name))
        for question, retrieval in retrievals
        if confidence(retrieval) >= WORTH_ASKING or foreign(retrieval)
    )
    return of_requests(requests, chat, settings, judged=judged)


def of_requests(requests: Iterable[Request], chat: Paid, settings: Settings, *, judged: bool = False) -> Total:
    """The sum over calls, each with one more if it is `judged`; claims that fail a check may add another."""
    listed = settings.model == AUTO and bool(settings.base_url)
    total = Total(chat.name, prices.host(settings.base_url), 0, 0, 0, 0.0, False, listed)
    for one in _calls(requests, chat, judged=judged):
        cost = None if one.cost_usd is None or total.cost_usd is None else total.cost_usd + one.cost_usd
        total = replace(
            total,
            calls=total.calls + 1,
            input_tokens=total.input_tokens + one.input_tokens,
            output_tokens=total.output_tokens + one.output_tokens,
            cost_usd=cost,
            estimated=one.estimated,
        )
    return total


def _calls(requests: Iterable[Request], chat: Paid, *, judged: bool) -> Iterator[Estimate]:
    for request in requests:
        yield chat.estimate(request)
        if judged:
            yield chat.estimate(judge_llm.longest(request), beside=request.max_tokens)


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
        + (
            "The server was asked which model it has, and nothing else was sent."
            if total.listed
            else "Nothing was sent."
        )
    )
