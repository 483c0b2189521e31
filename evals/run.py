"""Cases put to the program, one after the other or several at once, each result kept as soon as it is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Lock
from types import TracebackType

from evals.cases import Case
from evals.corpus import Corpus
from evals.readers import Opener, Reader
from evals.results import Result
from evals.run_file import RunFile
from evals.tasks import Desk
from index.errors import PressbriefError
from index.search import Search
from index.store import Store


def run(
    cases: Sequence[Case],
    corpus: Corpus,
    readers: Mapping[str, Opener],
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

    def __init__(self, corpus: Corpus, readers: Mapping[str, Opener], warn: Callable[[str], None]) -> None:
        self._corpus = corpus
        self._openers = readers
        self._readers: dict[str, Reader] = {}
        self._warn = warn
        self._open = ExitStack()

    def __enter__(self) -> Worker:
        store = self._open.enter_context(Store.open(self._corpus.folder))
        search = Search(store, self._corpus.embedder, self._warn)
        self._open.callback(search.close)
        self._desk = Desk(store, search)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def result(self, model: str, case: Case, repeat: int) -> Result:
        """The result of one case; what goes wrong on purpose is in its `error`."""
        reader = self._reader(model)
        began = time.perf_counter()
        try:
            made = self._desk.put(case, reader)
        except PressbriefError as error:
            took = time.perf_counter() - began
            return Result(case.id, model, repeat, None, None, took, None, f"{type(error).__name__}: {error}")
        return Result(case.id, model, repeat, seconds=time.perf_counter() - began, **made)

    def _reader(self, model: str) -> Reader:
        """The reader of that model, opened when it is first wanted."""
        if model not in self._readers:
            self._readers[model] = self._open.enter_context(self._openers[model]())
        return self._readers[model]
