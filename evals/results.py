"""What came of each case: a result for each time it was put, and the outcome of them all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from evals import scores
from evals.cases import NEEDS_MODEL, Case
from evals.corpus import Corpus
from evals.readers import EXTRACTIVE
from evals.scores import Score, Seen

State = Literal["passed", "failed", "error", "uncounted"]
Span = tuple[str, int, int]  # article id, start, end


@dataclass(frozen=True, slots=True)
class Result:
    """One answer to one case, as a run file keeps it. Without a `payload` there is an `error`."""

    case: str
    model: str
    repeat: int  # from 0
    payload: Mapping[str, Any] | None
    found: tuple[Span, ...] | None  # the sentences retrieved, best first; None: not known
    seconds: float
    retrieval_seconds: float | None
    error: str | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from the other results of its run."""
        return self.model, self.case, self.repeat

    def as_record(self) -> dict[str, Any]:
        """The result as a line of a run file."""
        return asdict(self)

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Result:
        """The result of a line of a run file; KeyError or TypeError for one that is none."""
        found = record["found"]
        spans = None if found is None else tuple((str(a), int(start), int(end)) for a, start, end in found)
        return cls(**{**record, "found": spans})


@dataclass(frozen=True, slots=True)
class Judged:
    """A result with its scores. `reasons` say why it failed."""

    result: Result
    state: State
    scores: Mapping[str, Score]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case with a model, over all repeats."""

    case: Case
    model: str
    judged: tuple[Judged, ...]

    @property
    def state(self) -> State:
        """Passed when every repeat passed; an error weighs more than a failure."""
        states = {j.state for j in self.judged}
        order: tuple[State, ...] = ("uncounted", "error", "failed", "passed")
        return next(state for state in order if state in states)

    @property
    def share(self) -> float:
        """The share of the repeats that passed."""
        return sum(j.state == "passed" for j in self.judged) / len(self.judged)

    @property
    def unsteady(self) -> bool:
        """Whether some repeats passed and others didn't."""
        return 0 < self.share < 1

    @property
    def first(self) -> Judged:
        """The result to show: the first that didn't pass, else the first."""
        return next((j for j in self.judged if j.state != "passed"), self.judged[0])

    def value(self, name: str) -> float | None:
        """The mean of a score over the repeats that have one; None: unscored."""
        values = [v for j in self.judged if (v := j.scores[name].value) is not None]
        return sum(values) / len(values) if values else None


def judge(case: Case, result: Result, corpus: Corpus) -> Judged:
    """The result scored. What needs a model and was put to the reader that has none is scored, and doesn't count."""
    if result.payload is None:
        return Judged(result, "error", {s.name: scores.UNSCORED for s in scores.ALL}, (result.error or "no result",))
    seen = Seen(case, result.payload, result.found, corpus, result.seconds, result.retrieval_seconds)
    found = {scorer.name: scorer.of(seen) for scorer in scores.ALL}
    reasons = tuple(dict.fromkeys(score.why for score in found.values() if score.passed is False))
    if NEEDS_MODEL in case.tags and result.model == EXTRACTIVE:
        return Judged(result, "uncounted", found, reasons)
    return Judged(result, "failed" if reasons else "passed", found, reasons)


def outcomes(cases: Sequence[Case], models: Sequence[str], results: Sequence[Result], corpus: Corpus) -> list[Outcome]:
    """The outcomes of the cases that have a result, in the order of the models, then of the suite."""
    by_case: dict[tuple[str, str], list[Result]] = {}
    for result in sorted(results, key=lambda r: r.repeat):
        by_case.setdefault((result.model, result.case), []).append(result)
    return [
        Outcome(case, model, tuple(judge(case, result, corpus) for result in by_case[model, case.id]))
        for model in models
        for case in cases
        if (model, case.id) in by_case
    ]
