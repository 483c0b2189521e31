"""What each kind of case asks of the program, and its result as the JSON that `qa` gives for it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from typing import Any

from evals.cases import Ask, Brief, Case, Check, Summarize, Written
from evals.readers import Reader
from index.search import Retrieval, Search
from index.store import Store
from index.stored import Head
from qa import payload as payloads
from qa.citing import nearest

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
            payload = self._summarize(case)
        else:
            assert isinstance(case, Brief)
            payload = self._brief(case)
        return {"payload": payload, "found": None, "retrieval_seconds": None}

    def _ask(self, case: Ask, reader: Reader) -> dict[str, Any]:
        began = time.perf_counter()
        retrieval = self._search.find(case.question, articles=self._scope(case), as_of=case.as_of)
        searched = time.perf_counter() - began
        answer = reader(case.question, retrieval)
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

    def _summarize(self, case: Summarize) -> dict[str, Any]:
        from qa.summarize import summarize
        from qa.summary_extractive import Size

        scope, size = self._scope(case), Size(sentences=case.sentences)
        found = summarize(self._store, articles=scope, topic=case.topic, search=self._search, size=size)
        return payloads.of_summary(found)

    def _brief(self, case: Brief) -> dict[str, Any]:
        from qa import brief
        from qa.brief.assemble import assemble
        from qa.brief.material import Material
        from qa.brief.selection import on_topic, whole

        scope = self._scope(case)
        if case.topic is None:
            rowids = [h.rowid for h in self._heads if scope is None or h.rowid in scope]
            return payloads.of_brief(assemble(Material(whole(self._store, rowids)), as_of=case.as_of))
        chosen = on_topic(self._search, case.topic, scope)
        if chosen.sources:
            material = Material(chosen.sources, chosen.chosen)
            found = assemble(material, topic=case.topic, as_of=case.as_of)
        else:
            found = brief.Brief(case.topic, case.topic, False, nearest=nearest(chosen.retrieval), as_of=case.as_of)
        return payloads.of_brief(dataclasses.replace(found, confidence=chosen.confidence))

    def _scope(self, case: Written) -> frozenset[int] | None:
        """The rowids of the articles that the case is about; None: all."""
        return frozenset(h.rowid for h in self._heads if h.id in case.only) or None


def _places(retrieval: Retrieval) -> list[tuple[str, int, int]]:
    return [(retrieval.articles[h.article].id, h.start, h.end) for h in retrieval.sentences[:RETRIEVED]]
