"""Questions answered: retrieve, read, ground, and say what is left; or abstain and say what the sources do hold."""

from __future__ import annotations

import datetime
import time
from collections.abc import Collection
from dataclasses import replace

from index.search import Retrieval, Search
from qa import reader_extractive
from qa.citing import Numbering as Numbering
from qa.citing import Sources as Sources
from qa.citing import grounded as grounded
from qa.citing import nearest as nearest
from qa.citing import places as places
from qa.citing import relative_days as relative_days
from qa.citing import shorts
from qa.confidence import confidence
from qa.records import Answer, Claim, Dropped, Short

SURE = 0.5  # below that confidence we abstain


def ask(
    search: Search, question: str, *, articles: Collection[int] | None = None, as_of: datetime.date | None = None
) -> Answer:
    """The grounded answer to a question, by the extractive reader; `articles` (rowids) limit what is searched."""
    began = time.perf_counter()
    found = answer(question, search.find(question, articles=articles, as_of=as_of))
    return replace(found, seconds=time.perf_counter() - began)


def answer(question: str, retrieval: Retrieval) -> Answer:
    """The grounded answer that the extractive reader gives from what was found; its `seconds` are not filled in."""
    sure = confidence(retrieval)
    passages = reader_extractive.read(retrieval) if sure >= SURE else []
    numbering = Numbering()
    sources = Sources(retrieval)
    claims: list[Claim] = []
    short: list[Short] = []
    dropped: list[Dropped] = []
    for passage in passages:
        claim = grounded(passage, sources, numbering)
        if isinstance(claim, Dropped):
            dropped.append(claim)
        else:
            claims.append(claim)
            short.extend(shorts(retrieval, passage, claim))
    return Answer(
        question=question,
        answered=bool(claims),
        claims=tuple(claims),
        short=tuple(short),
        nearest=() if claims else nearest(retrieval),
        dropped=tuple(dropped),
        retrieved=tuple(places(retrieval)),
        confidence=sure,
    )
