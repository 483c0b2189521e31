"""Cases put to the program, one after the other or several at once, each result kept as soon as it is there."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Lock
from types import TracebackType
from typing import Any

from evals.cases import Ask, Case, Check
from evals.corpus import Corpus
from evals.readers import Reader
from evals.results import Result
from evals.run_file import RunFile
from index.embed import Embedder
from index.errors import PressbriefError
from index.search import Search
from index.store import Store
from qa import payload as payloads

RETRIEVED = 50  # sentences kept of what was found for a question


def run(
    cases: Sequence[Case],
    corpus: Corpus,
    readers: Mapping[str, Reader],
    file: RunFile,
    *,
    repeat: int = 1,
    jobs: int = 1,
    warn: Callable[[str], None] = lambda _: None,
    progress: Callable[[int, str], None] = lambda _, __: None,
) -> list[Result]:
    """The results of all cases with all models, each `repeat` times; those that the run file has are not made again.

    `jobs` workers share the cases as threads, each with an open index of its own. Threads and no processes: a model is
    waited for, and even the reader that only quotes answered 116 questions in 0.44 to 0.85 of the time with 2 threads,
    and in 0.76 to 1.29 with 2 processes, their start included (2 busy cores).
    """
    done = {result.key: result for result in file.done}
    tasks = [(model, case, n) for n in range(repeat) for model in readers for case in cases]
    wanted = [t for t in tasks if (t[0], t[1].id, t[2]) not in done]
    kept = len(tasks) - len(wanted)
    lock, stop = Lock(), Event()
    left = iter(wanted)

    def work() -> None:
        with Worker(corpus, readers, warn) as worker:
            while not stop.is_set():
                with lock:
                    task = next(left, None)
                if task is None:
                    return
                result = worker.result(*task)
                with lock:
                    file.append(result)
                    done[result.key] = result
                    progress(kept + len(done) - len(file.done), task[1].id)

    if jobs <= 1:
        work()
    else:
        _in_threads(work, min(jobs, len(wanted) or 1), stop)
    return [done[model, case.id, n] for model, case, n in tasks]


def _in_threads(work: Callable[[], None], jobs: int, stop: Event) -> None:
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for future in [pool.submit(work) for _ in range(jobs)]:
                future.result()
        finally:
            stop.set()  # after a Ctrl-C or a fault in one of them, the others end with the case in hand


class Worker:
    """Puts cases to the program, in the thread that enters it."""

    def __init__(self, corpus: Corpus, readers: Mapping[str, Reader], warn: Callable[[str], None]) -> None:
        self._folder = corpus.folder
        self._embedder: Embedder = corpus.embedder
        self._readers = readers
        self._warn = warn
        self._open = ExitStack()

    def __enter__(self) -> Worker:
        self._store = self._open.enter_context(Store.open(self._folder))
        self._search = Search(self._store, self._embedder, self._warn)
        self._open.callback(self._search.close)
        self._heads = self._store.heads()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def result(self, model: str, case: Case, repeat: int) -> Result:
        """The result of one case; what goes wrong on purpose is in its `error`."""
        began = time.perf_counter()
        try:
            made = self._ask(model, case) if isinstance(case, Ask) else self._check(case)
        except PressbriefError as error:
            took = time.perf_counter() - began
            return Result(case.id, model, repeat, None, None, took, None, f"{type(error).__name__}: {error}")
        return Result(case.id, model, repeat, seconds=time.perf_counter() - began, **made)

    def _ask(self, model: str, case: Ask) -> dict[str, Any]:
        scope = frozenset(h.rowid for h in self._heads if h.id in case.only) or None
        began = time.perf_counter()
        retrieval = self._search.find(case.question, articles=scope, as_of=case.as_of)
        searched = time.perf_counter() - began
        answer = self._readers[model](case.question, retrieval)
        answer = dataclasses.replace(answer, seconds=time.perf_counter() - began)
        return {
            "payload": payloads.of_answer(answer),
            "found": tuple((retrieval.articles[h.article].id, h.start, h.end) for h in retrieval.sentences[:RETRIEVED]),
            "retrieval_seconds": searched,
        }

    def _check(self, case: Case) -> dict[str, Any]:
        from qa import check_show
        from qa.check import Checker
        from qa.draft import parse

        assert isinstance(case, Check)
        draft = parse(case.draft)
        checker = Checker(self._search, draft, self._heads)
        checked = [checker.check(statement) for statement in draft.statements]
        return {"payload": check_show.payload(checked), "found": None, "retrieval_seconds": None}
