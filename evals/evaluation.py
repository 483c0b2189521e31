"""One evaluation from the suite's file to its report: articles indexed, cases chosen and run, held to a baseline."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evals import baseline as baselines
from evals import corpus as corpora
from evals import readers as reading
from evals import run_file, suite_file
from evals.cases import Case, Suite
from evals.compare import Gate, compare, gate, plain_gate
from evals.corpus import Corpus
from evals.readers import Opener
from evals.report import Provenance, Report
from evals.results import Outcome, Result, outcomes
from evals.run import run
from evals.run_file import RunFile
from evals.suite_resolve import corpus_paths, resolve
from evals.summary import summarise
from index.errors import InputError
from qa import embedders, state, terminal
from qa.progress import Progress
from qa.settings import Settings

BUNDLED = Path(__file__).parent / "suites" / "samples.yaml"
BASELINES = Path(__file__).parent / "baselines"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to evaluate and how. `models` are the settings of each reader; `filters` tags or ids, any of which will do,
    `jobs` how many cases are run at once."""

    suite: Path
    models: tuple[Settings, ...]
    filters: tuple[str, ...] = ()
    failed: bool = False  # only the cases that failed last time
    repeat: int = 1
    jobs: int = 1
    max_cost: float | None = None  # USD, of all models together
    cached: bool = True
    fresh: bool = False  # begin anew, also when a run was stopped
    baseline: Path | None = None

    @property
    def names(self) -> list[str]:
        """The names of the models, in order, each once."""
        return list(dict.fromkeys(settings.model for settings in self.models))


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run: its report, and what it was made of. `saved` is the baseline that it would make; None for a part."""

    report: Report
    suite: Suite
    corpus: Corpus
    saved: baselines.Baseline | None


class Stopped(KeyboardInterrupt):
    """A run was stopped by Ctrl-C; `kept` results of `wanted` are in its file (0: another run holds it)."""

    def __init__(self, kept: int, wanted: int) -> None:
        super().__init__()
        self.kept = kept
        self.wanted = wanted


@contextmanager
def evaluated(plan: Plan, warn: Callable[[str], None]) -> Iterator[Evaluated]:
    """The evaluation, its articles open until the end of the block. Raises SuiteError, InputError, and Stopped."""
    written = suite_file.read(plan.suite)
    paths = corpus_paths(written)
    readers = openers(plan, warn)
    known = baselines.read(plan.baseline) if plan.baseline else bundled_baseline(plan)
    began = time.perf_counter()
    with (
        Progress("Indexing", None) as progress,
        corpora.opened(
            paths, embedders.load(plan.models[0], warn=warn), cached=plan.cached, progress=progress
        ) as corpus,
    ):
        suite = resolve(written, corpus)
        folder = corpora.cache_folder() / "runs"
        cases = chosen(suite, plan, folder)
        with run_file.opened(folder, suite, _key(plan, suite, corpus), fresh=plan.fresh) as file:
            results = _run(plan, cases, corpus, readers, file, warn)
        found = outcomes(cases, plan.names, results, corpus)
        run_file.remember(folder, suite, found)
        yield _evaluated(plan, suite, corpus, found, known, time.perf_counter() - began)


def openers(plan: Plan, warn: Callable[[str], None]) -> dict[str, Opener]:
    """What opens the reader of each model. What the run may cost is shared equally by all that may be opened."""
    share = None if plan.max_cost is None else plan.max_cost / (plan.jobs * len(plan.names))
    return {
        settings.model: partial(reading.opened, settings, cached=plan.cached, max_cost=share, warn=warn)
        for settings in plan.models
    }


def _run(
    plan: Plan,
    cases: Sequence[Case],
    corpus: Corpus,
    readers: Mapping[str, Opener],
    file: RunFile,
    warn: Callable[[str], None],
) -> list[Result]:
    total = len(cases) * len(plan.names) * plan.repeat
    if file.done:
        kept = terminal.counted(len(file.done), "result")
        warn(f"Of a run that was stopped {kept} will be used again: --fresh begins anew.")
    try:
        with Progress("Asking", total) as progress:
            results = run(
                cases, corpus, readers, file, repeat=plan.repeat, jobs=plan.jobs, warn=warn, progress=progress
            )
    except KeyboardInterrupt:
        raise Stopped(file.kept, total) from None
    file.finish()
    return results


def _key(plan: Plan, suite: Suite, corpus: Corpus) -> dict[str, object]:
    """All that decides the results: a run that was stopped goes on only while it is the same."""
    return {
        "suite": suite.digest,
        "index": corpus.index_digest,
        "program": corpora.program_digest(),
        "models": plan.names,
        "base_urls": [settings.base_url for settings in plan.models],
    }


def chosen(suite: Suite, plan: Plan, folder: Path) -> list[Case]:
    """The cases to run, in the suite's order; InputError for a filter that no case has."""
    for wanted in plan.filters:
        known = [*suite.tags, *(case.id for case in suite.cases)]
        if wanted not in known:
            near = difflib.get_close_matches(wanted, known, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise InputError(f"No case has the tag or id {wanted!r}: {hint}The tags are {', '.join(suite.tags)}")
    failed = run_file.failed_last(folder, suite) if plan.failed else frozenset()
    return [
        case
        for case in suite.cases
        if (not plan.filters or case.id in plan.filters or case.tags.intersection(plan.filters))
        and (not plan.failed or case.id in failed)
    ]


def bundled_baseline(plan: Plan) -> baselines.Baseline | None:
    """The baseline that comes with the bundled suite for the first model that has one; None for other suites."""
    if plan.suite.resolve() == BUNDLED.resolve():
        for model in plan.names:
            path = BASELINES / f"{plan.suite.stem}.{model.replace('/', '-')}.json"
            if path.exists():
                return baselines.read(path)
    return None


def _evaluated(
    plan: Plan,
    suite: Suite,
    corpus: Corpus,
    found: list[Outcome],
    known: baselines.Baseline | None,
    seconds: float,
) -> Evaluated:
    summaries = tuple(summarise(model, found) for model in plan.names)
    whole = not (plan.filters or plan.failed)
    held = next((s for s in summaries if known and s.model == known.model), summaries[0])
    comparison, door = None, plain_gate(held.model, found)
    if known is not None:
        comparison = compare(known, held.model, found, frozenset(case.id for case in suite.cases))
        door = gate(known, comparison, held, found, corpus, whole=whole)
    report = Report(
        provenance=_provenance(plan, suite, corpus),
        cases=len(suite.cases),
        summaries=summaries,
        outcomes=tuple(found),
        comparison=comparison,
        gate=_with_errors(door, found),
        seconds=seconds,
    )
    saved = baselines.of_run(suite, corpus, held, found) if whole else None
    return Evaluated(report, suite, corpus, saved)


def _with_errors(door: Gate, found: Sequence[Outcome]) -> Gate:
    """The gate, shut also by cases of any model that could not be run."""
    errors = [f"{o.case.id} could not be run: {o.first.reasons[0]}" for o in found if o.state == "error"]
    return Gate(tuple(dict.fromkeys((*door.misses, *errors))), door.checked)


def _provenance(plan: Plan, suite: Suite, corpus: Corpus) -> Provenance:
    return Provenance(
        suite=suite.name,
        suite_path=str(suite.path),
        suite_digest=suite.digest,
        as_of=suite.as_of.isoformat(),
        articles=len(corpus.heads),
        corpus_digest=corpus.digest,
        index_digest=corpus.index_digest,
        embedder=corpus.embedder.name,
        program_digest=corpora.program_digest(),
        repeat=plan.repeat,
        cached=plan.cached,
        versions=state.versions(),
    )
