"""What is expected of a suite: the state of each case and a floor for each score, in a file.

A baseline is saved from a run. What would lower a floor, give up a case that passed or drop one is refused unless that
is asked for: a gate that follows every result down is none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Suite
from evals.corpus import Corpus
from evals.results import Outcome
from evals.summary import Summary
from index.errors import InputError

VERSION = 1
STEP = 100  # floors are rounded down to hundredths


@dataclass(frozen=True, slots=True)
class Expected:
    """The state of a case, and the digest of what was asked and expected then."""

    state: str
    digest: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline. `corpus` is the digest of the articles' files, `floors` are by score, "pass_rate" among them."""

    suite: str
    model: str
    embedder: str
    corpus: str
    cases: Mapping[str, Expected]
    floors: Mapping[str, float]


def of_run(suite: Suite, corpus: Corpus, summary: Summary, outcomes: Sequence[Outcome]) -> Baseline:
    """The baseline that a whole run of one model makes."""
    floors = {figure.name: _floor(figure.mean, figure.n) for figure in summary.figures if figure.gated}
    if summary.pass_rate:
        floors = {"pass_rate": _floor(summary.pass_rate.mean, summary.pass_rate.n), **floors}
    return Baseline(
        suite=suite.name,
        model=summary.model,
        embedder=corpus.embedder.name,
        corpus=corpus.digest,
        cases={o.case.id: Expected(o.state, o.case.digest) for o in outcomes if o.model == summary.model},
        floors=floors,
    )


def _floor(mean: float, n: int) -> float:
    """The floor that a mean of n cases sets: one case lower, for what falls just on one side of a threshold here may
    fall on the other where a processor rounds differently. What holds in every case must hold in every case."""
    return 1.0 if mean == 1 else max(0, math.floor((mean - 1 / n) * STEP + 1e-9) / STEP)


def lowered(old: Baseline, new: Baseline) -> list[str]:
    """What the new baseline asks less of than the old one, in words."""
    found = [
        f"{name} may fall from {floor:.2f} to {'nothing' if (now := new.floors.get(name)) is None else f'{now:.2f}'}"
        for name, floor in old.floors.items()
        if new.floors.get(name, -1.0) < floor
    ]
    for case, expected in old.cases.items():
        now_state = new.cases[case].state if case in new.cases else None
        if expected.state == "passed" and now_state != "passed":
            found.append(f"{case} passed, and now {'is gone' if now_state is None else f'has {now_state}'}")
    return found


def read(path: Path) -> Baseline:
    """The baseline in a file; InputError when there is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return _of_record(record)
    except FileNotFoundError:
        raise InputError(f"There is no baseline {path}: save one with --save-baseline {path}") from None
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror}): give a file that --save-baseline wrote") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path} is no baseline of this version ({error}): save one with --save-baseline"
        raise InputError(message) from error


def _of_record(record: Mapping[str, Any]) -> Baseline:
    if record["version"] != VERSION:
        raise ValueError(f"version {record['version']}")
    return Baseline(
        suite=str(record["suite"]),
        model=str(record["model"]),
        embedder=str(record["embedder"]),
        corpus=str(record["corpus"]),
        cases={case: Expected(str(e["state"]), str(e["digest"])) for case, e in record["cases"].items()},
        floors={name: float(floor) for name, floor in record["floors"].items()},
    )


def write(path: Path, baseline: Baseline) -> None:
    """Writes the file, a line for each case, so that a change of one is one line of a diff."""
    cases = ",\n".join(
        f"    {json.dumps(case)}: " + json.dumps({"state": e.state, "digest": e.digest})
        for case, e in baseline.cases.items()
    )
    head = {"version": VERSION, "suite": baseline.suite, "model": baseline.model}
    head |= {"embedder": baseline.embedder, "corpus": baseline.corpus, "floors": dict(baseline.floors)}
    text = json.dumps(head, indent=2).removesuffix("\n}") + ',\n  "cases": {\n' + cases + "\n  }\n}\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} can't be written ({error.strerror}): name another file") from error
