"""Questions answered: retrieve, read, ground, and say what is left; or abstain and say what the sources do hold."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from index.search import Retrieval, Search
from qa import injection, quoting, second_look
from qa.citing import Numbering, nearest, places, shorts, sorted_out
from qa.confidence import confidence
from qa.records import Answer, Claim
from qa.sources import Sources
from qa.terminal import counted

if TYPE_CHECKING:
    from qa.models import Model

WORTH_ASKING = 0.4  # below that a model is not asked


def ask(
    search: Search,
    question: str,
    *,
    articles: Collection[int] | None = None,
    as_of: datetime.date | None = None,
    model: Model | None = None,
    on_claim: Callable[[Claim], None] | None = None,
) -> Answer:
    """The grounded answer to a question; `articles` (rowids) limit what is searched.

    `model`: None for the extractive reader. `on_claim` is given each claim of a model's answer as soon as it stands.
    Raises ModelError when the model can't be asked.
    """
    began = time.perf_counter()
    retrieval = retrieve(search, question, articles=articles, as_of=as_of)
    found = answer(question, retrieval) if model is None else written(question, retrieval, model, on_claim)
    return replace(found, seconds=time.perf_counter() - began)


def retrieve(
    search: Search,
    question: str,
    *,
    articles: Collection[int] | None = None,
    as_of: datetime.date | None = None,
) -> Retrieval:
    """What is found for a question, its best sentences ranked by a second look (qa/second_look.py)."""
    return second_look.again(search.find(question, articles=articles, as_of=as_of))


def answer(question: str, retrieval: Retrieval) -> Answer:
    """The grounded answer that the extractive reader gives from what was found; its `seconds` are not filled in."""
    retrieval = injection.heard(retrieval)
    sure = 0.0 if injection.order(question) else confidence(retrieval)
    passages = quoting.passages(retrieval, sure)
    stand, dropped = sorted_out(passages, Sources(retrieval), Numbering())
    return Answer(
        question=question,
        answered=bool(stand),
        claims=tuple(claim for _, claim in stand),
        short=tuple(shorts(retrieval, stand)),
        nearest=() if stand else nearest(retrieval),
        dropped=tuple(dropped),
        retrieved=tuple(places(retrieval)),
        confidence=sure,
    )


def written(
    question: str, retrieval: Retrieval, model: Model, on_claim: Callable[[Claim], None] | None = None
) -> Answer:
    """The grounded answer that a model writes from what was found; its `seconds` are not filled in.

    Where nothing that was found could be an answer, the model is not asked and nothing is spent.
    """
    from qa import reader_llm, relevance
    from qa.desk import Written
    from qa.written import write

    order = injection.order(question)
    sure = 0.0 if order else confidence(injection.heard(retrieval))
    model.chat.reset()
    found = Written()
    if not order and (sure >= WORTH_ASKING or relevance.foreign(retrieval)):
        found = write(question, retrieval, model.chat, judge=model.judge, on_claim=on_claim)
    asked = model.chat.usage.calls + model.chat.usage.cached_calls > 0
    return Answer(
        question=question,
        answered=bool(found.claims),
        claims=tuple(found.claims),
        nearest=() if found.claims else nearest(retrieval),
        dropped=tuple(found.dropped),
        retrieved=tuple(places(retrieval)),
        confidence=sure,
        model=model.chat.name,
        prompt=reader_llm.prompt(model.chat).identity if asked else None,
        usage=model.chat.usage,
        warnings=tuple(warnings(found.problem, found.left_out)),
    )


def warnings(problem: str | None, left_out: int) -> list[str]:
    """What a reader should know of how a model was asked, in words."""
    said = []
    if problem:
        said.append(f"The model's reply could not be used in full: {problem}.")
    if left_out:
        what = "looks like an instruction to a model and was" if left_out == 1 else "look like instructions and were"
        said.append(f"{counted(left_out, 'sentence')} of the articles {what} kept from it.")
    return said
