"""The figures of a run: for each model how much passed, by tag, and the mean of each score, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals import scores
from evals.intervals import Interval, interval
from evals.results import Outcome
from evals.scores.record import Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of one score over the `n` cases that have one. `interval` is None for what is no share."""

    name: str
    unit: Unit
    mean: float
    n: int
    median: float
    most: float  # of the cases
    total: float
    interval: Interval | None
    gated: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one model. `spread` are the shares passed of each repeat, `pass_rate` None when nothing counts."""

    model: str
    passed: int
    failed: int
    errors: int
    uncounted: int
    pass_rate: Interval | None
    spread: tuple[float, ...]
    unsteady: tuple[str, ...]  # ids of the cases of which some repeats passed and others didn't
    figures: tuple[Figure, ...]
    by_tag: Mapping[str, Interval]
    prompts: tuple[Mapping[str, str], ...]  # the prompts that answers were made with

    @property
    def counted(self) -> int:
        """The cases that count."""
        return self.passed + self.failed + self.errors

    def value(self, name: str) -> float | None:
        """The mean of a score, or the pass rate; None: unscored."""
        if name == "pass_rate":
            return self.pass_rate.mean if self.pass_rate else None
        return next((figure.mean for figure in self.figures if figure.name == name), None)


def summarise(model: str, outcomes: Sequence[Outcome]) -> Summary:
    """The figures of one model's outcomes."""
    own = [o for o in outcomes if o.model == model]
    counted = [o for o in own if o.state != "uncounted"]
    states = [o.state for o in own]
    repeats = len(own[0].judged) if own else 0
    tags = dict.fromkeys(tag for o in counted for tag in sorted(o.case.tags))
    return Summary(
        model=model,
        passed=states.count("passed"),
        failed=states.count("failed"),
        errors=states.count("error"),
        uncounted=states.count("uncounted"),
        pass_rate=_passed(counted),
        spread=tuple(sum(o.judged[n].state == "passed" for o in counted) / len(counted) for n in range(repeats))
        if counted
        else (),
        unsteady=tuple(o.case.id for o in counted if o.unsteady),
        figures=tuple(figure for scorer in scores.ALL if (figure := _figure(scorer, counted)) is not None),
        by_tag={tag: found for tag in tags if (found := _passed([o for o in counted if tag in o.case.tags]))},
        prompts=tuple(_prompts(own)),
    )


def _passed(outcomes: Sequence[Outcome]) -> Interval | None:
    return interval([o.share for o in outcomes], [o.case.cluster for o in outcomes])


def _figure(scorer: scores.Scorer, outcomes: Sequence[Outcome]) -> Figure | None:
    scored = [(value, o.case.cluster) for o in outcomes if (value := o.value(scorer.name)) is not None]
    if not scored:
        return None
    values = sorted(value for value, _ in scored)
    n, middle = len(values), len(values) // 2
    found = interval([value for value, _ in scored], [c for _, c in scored]) if scorer.unit == "share" else None
    return Figure(
        name=scorer.name,
        unit=scorer.unit,
        mean=sum(values) / n,
        n=n,
        median=values[middle] if n % 2 else (values[middle - 1] + values[middle]) / 2,
        most=values[-1],
        total=sum(values),
        interval=found,
        gated=scorer.gated,
    )


def _prompts(outcomes: Sequence[Outcome]) -> list[Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for judged in (j for o in outcomes for j in o.judged):
        prompt = (judged.result.payload or {}).get("prompt")
        if prompt:
            found.setdefault(str(sorted(prompt.items())), prompt)
    return list(found.values())
