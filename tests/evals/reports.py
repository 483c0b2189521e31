"""A report to show: two models, every state, and text that would act if it were let."""

from __future__ import annotations

import dataclasses
import functools

from evals.cases import Ask, Case
from evals.compare import compare, gate
from evals.report import Provenance, Report
from evals.results import Outcome, Result, outcomes
from evals.summary import summarise
from tests.evals.suites import case, claim, ran, samples
from tests.evals.test_compare import saved
from tests.evals.test_results import ABSTAINED, RIGHT, WHERE, outcome

HOSTILE = '</script><script>alert(1)</script>\x1b[31m\u202e[x](https://evil.example) | a `b` & "c" \x00'


def hostile() -> Case:
    """A case whose question holds all that acts somewhere."""
    base = case("none-hotel")
    assert isinstance(base, Ask)
    return dataclasses.replace(base, id="hostile", question=HOSTILE, tags=frozenset({"<b>tag</b>"}))


@functools.cache
def report() -> Report:
    """The report. The extractive reader lost a case, won none; the other model has an error and all the rest passed."""
    said = {**RIGHT, "claims": [claim(HOSTILE, verdict="supported")]}
    own = [outcome(WHERE, ABSTAINED), outcome(case("none-hotel"), ABSTAINED), outcome(hostile(), said)]
    own += [outcome(case("model-whom-last"), ABSTAINED), *ran([case("check-wrong-number")])]
    other: list[Outcome] = [
        outcome(o.case, RIGHT if o.case is WHERE else ABSTAINED, model="other/1.5b") for o in own[:3]
    ]
    failed = Result("check-wrong-number", "other/1.5b", 0, None, None, 0.2, None, "ModelUnreachable: nobody there")
    other += outcomes([case("check-wrong-number")], ["other/1.5b"], [failed], samples())
    made = [*own, *other]
    summaries = (summarise("extractive", made), summarise("other/1.5b", made))
    base = saved()
    found = compare(base, "extractive", made, frozenset(base.cases) | {o.case.id for o in made})
    return Report(
        provenance=Provenance(
            "samples", "samples.yaml", "d1", "2024-11-26", 9, "d2", "d3", "minilm", "d4", 1, True, {"python": "3"}
        ),
        cases=5,
        summaries=summaries,
        outcomes=tuple(made),
        comparison=found,
        gate=gate(base, found, summaries[0], made, samples(), whole=False),
        seconds=1.25,
    )
