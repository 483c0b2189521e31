"""A run against a baseline: which questions flipped, paired, and what keeps the gate shut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.baseline import Baseline
from evals.cases import KNOWN_FAILURE, UNSTEADY
from evals.corpus import Corpus
from evals.intervals import paired
from evals.results import Outcome
from evals.summary import Summary


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose state isn't that of the baseline, with the reasons of now."""

    case: str
    asked: str
    before: str
    now: str
    reasons: tuple[str, ...]
    held: bool  # whether losing it shuts the gate: not that of a case tagged as unsteady


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside a baseline. Only cases that are the same in both are paired; ids are those of cases."""

    model: str
    baseline_model: str
    paired: int
    lost: tuple[Flip, ...]  # passed then, not now
    won: tuple[Flip, ...]  # passed now, not then
    changed: tuple[str, ...]  # something else is asked or expected now
    new: tuple[str, ...]
    gone: tuple[str, ...]  # in the baseline, and not in the suite
    chance: float  # that flips are so one-sided if neither is better

    @property
    def same(self) -> bool:
        """Whether no case flipped."""
        return not (self.lost or self.won)


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a run is good enough, and if not all that is missing."""

    misses: tuple[str, ...]
    checked: str  # what it was held to, in words

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return not self.misses


def compare(baseline: Baseline, model: str, outcomes: Sequence[Outcome], ids: frozenset[str]) -> Comparison:
    """The outcomes of a model against the baseline; `ids` are those of all cases of the suite, run or not."""
    own = {o.case.id: o for o in outcomes if o.model == model}
    pairs = [
        (expected.state, own[case])
        for case, expected in baseline.cases.items()
        if case in own and own[case].case.digest == expected.digest and _counts(expected.state, own[case].state)
    ]
    lost = tuple(_flip(before, o) for before, o in pairs if before == "passed" and o.state != "passed")
    won = tuple(_flip(before, o) for before, o in pairs if before != "passed" and o.state == "passed")
    return Comparison(
        model=model,
        baseline_model=baseline.model,
        paired=len(pairs),
        lost=lost,
        won=won,
        changed=tuple(i for i, o in own.items() if i in baseline.cases and baseline.cases[i].digest != o.case.digest),
        new=tuple(i for i in own if i not in baseline.cases),
        gone=tuple(i for i in baseline.cases if i not in ids),
        chance=paired(len(lost), len(won)),
    )


def _counts(before: str, now: str) -> bool:
    return "uncounted" not in (before, now)


def _flip(before: str, outcome: Outcome) -> Flip:
    held = UNSTEADY not in outcome.case.tags
    return Flip(outcome.case.id, outcome.case.asked, before, outcome.state, outcome.first.reasons, held)


def gate(
    baseline: Baseline,
    comparison: Comparison,
    summary: Summary,
    outcomes: Sequence[Outcome],
    corpus: Corpus,
    *,
    whole: bool,
) -> Gate:
    """The gate of a run with a baseline. Floors are asked of a `whole` run alone: a part of it has other means."""
    misses = [f"{flip.case} passed before and fails now" for flip in comparison.lost if flip.held]
    misses += _unpaired(comparison, outcomes)
    if whole:
        misses += [f"{case} is in the baseline and not in the suite any more" for case in comparison.gone]
        misses += _below(baseline, summary)
        if baseline.corpus != corpus.digest:
            misses.append(
                f"the articles are not those of the baseline ({corpus.digest}, then {baseline.corpus}): "
                "save it anew with --save-baseline"
            )
    return Gate(tuple(misses), "the baseline" if whole else "the baseline's states of the cases that were run")


def _unpaired(comparison: Comparison, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The cases that the baseline doesn't know as they are and that fail, known failures left out."""
    for o in outcomes:
        if o.model == comparison.model and o.state in ("failed", "error") and KNOWN_FAILURE not in o.case.tags:
            if o.case.id in comparison.changed:
                yield f"{o.case.id}, whose expectation was changed, fails"
            elif o.case.id in comparison.new:
                yield f"{o.case.id}, which is new, fails"


def _below(baseline: Baseline, summary: Summary) -> list[str]:
    found = []
    for name, floor in baseline.floors.items():
        value = summary.value(name)
        if value is None:
            found.append(f"{name} is unscored, and has a floor of {floor:.2f}")
        elif value < floor - 1e-9:
            found.append(f"{name} is {value:.4f}, below its floor of {floor:.2f}")
    return found


def plain_gate(model: str, outcomes: Sequence[Outcome]) -> Gate:
    """The gate of a run without a baseline: all that counts passes, but for what is tagged as a known failure."""
    misses = [
        f"{o.case.id} fails"
        for o in outcomes
        if o.model == model and o.state in ("failed", "error") and KNOWN_FAILURE not in o.case.tags
    ]
    return Gate(tuple(misses), "every case that counts, but for known failures")
