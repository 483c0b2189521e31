"""What each kind of case asks of the program, and its result as the JSON that `qa` gives for it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evals.cases import Ask, Brief, Case, Check, Summarize, Written
from evals.readers import Reader
from index.search import Retrieval, Search
from index.store import Store
from index.stored import Head
from qa import payload as payloads
from qa.ask import retrieve
from qa.citing import nearest

if TYPE_CHECKING:
    from qa.brief import Brief as Found
    from qa.brief.material import Material
    from qa.models import Model

RETRIEVED = 50  # sentences kept of what was found for a question


class Desk:
    """Where cases are put to the program: an open index, a search in it, and a reader for questions."""

    def __init__(self, store: Store, search: Search) -> None:
        self._store = store
        self._search = search
        self._heads: Sequence[Head] = store.heads()

    def put(self, case: Case, reader: Reader) -> dict[str, Any]:
        """The `payload`, what was `found` and the `retrieval_seconds` of a case; None where that is not known apart."""
        if isinstance(case, Ask):
            return self._ask(case, reader)
        if isinstance(case, Check):
            payload = self._check(case)
        elif isinstance(case, Summarize):
            payload = self._summarize(case, reader)
        else:
            assert isinstance(case, Brief)
            payload = self._brief(case, reader)
        return {"payload": payload, "found": None, "retrieval_seconds": None}

    def _ask(self, case: Ask, reader: Reader) -> dict[str, Any]:
        began = time.perf_counter()
        retrieval = retrieve(self._search, case.question, articles=self._scope(case), as_of=case.as_of)
        searched = time.perf_counter() - began
        answer = reader.answer(case.question, retrieval)
        answer = dataclasses.replace(answer, seconds=time.perf_counter() - began)
        return {
            "payload": payloads.of_answer(answer),
            "found": tuple(_places(retrieval)),
            "retrieval_seconds": searched,
        }

    def _check(self, case: Check) -> dict[str, Any]:
        from qa import check_show
        from qa.check import Checker
        from qa.draft import parse

        draft = parse(case.draft)
        checker = Checker(self._search, draft, self._heads)
        return check_show.payload([checker.check(statement) for statement in draft.statements])

    def _summarize(self, case: Summarize, reader: Reader) -> dict[str, Any]:
        from qa.summarize import summarize
        from qa.summary_extractive import Size

        scope, size = self._scope(case), Size(sentences=case.sentences)
        found = summarize(
            self._store, articles=scope, topic=case.topic, search=self._search, size=size, model=reader.model
        )
        return payloads.of_summary(found)

    def _brief(self, case: Brief, reader: Reader) -> dict[str, Any]:
        from qa.brief import Brief as Found
        from qa.brief.assemble import assemble
        from qa.brief.material import Material
        from qa.brief.selection import on_topic, whole

        scope = self._scope(case)
        sure: float | None = None
        if case.topic is None:
            rowids = [h.rowid for h in self._heads if scope is None or h.rowid in scope]
            material = Material(whole(self._store, rowids))
        else:
            chosen = on_topic(self._search, case.topic, scope)
            sure = chosen.confidence
            if not chosen.sources:
                near = nearest(chosen.retrieval)
                empty = Found(case.topic, case.topic, False, nearest=near, as_of=case.as_of, confidence=sure)
                return payloads.of_brief(empty)
            material = Material(chosen.sources, chosen.chosen)
        found = assemble(material, topic=case.topic, as_of=case.as_of)
        if reader.model is not None:
            found = _with_bottom_line(found, material, reader.model)
        return payloads.of_brief(found if sure is None else dataclasses.replace(found, confidence=sure))

    def _scope(self, case: Written) -> frozenset[int] | None:
        """The rowids of the articles that the case is about; None: all."""
        return frozenset(h.rowid for h in self._heads if h.id in case.only) or None


def _with_bottom_line(found: Found, material: Material, model: Model) -> Found:
    """The brief with the bottom line that a model writes."""
    from qa.brief.written import with_bottom_line

    model.chat.reset()
    found, _ = with_bottom_line(found, material, model.chat, model.judge)
    return dataclasses.replace(found, usage=model.chat.usage)


def _places(retrieval: Retrieval) -> list[tuple[str, int, int]]:
    return [(retrieval.articles[h.article].id, h.start, h.end) for h in retrieval.sentences[:RETRIEVED]]
