"""The bundled suite with the reader that needs no model, held to its stored baseline."""

from __future__ import annotations

from evals import baseline, evaluation
from evals.cases import KNOWN_FAILURE, NEEDS_MODEL
from evals.compare import compare, gate
from evals.summary import summarise
from tests.evals.suites import bundled, ran, samples

PATH = evaluation.BASELINES / "samples.extractive.json"
BASELINE = baseline.read(PATH)


def test_the_gate_is_passed() -> None:
    made = ran(bundled().cases, jobs=2)
    summary = summarise("extractive", made)
    found = compare(BASELINE, "extractive", made, frozenset(c.id for c in bundled().cases))
    door = gate(BASELINE, found, summary, made, samples(), whole=True)
    assert door.passed, [*door.misses, *((flip.case, flip.reasons) for flip in found.lost)]
    assert not [o for o in made if NEEDS_MODEL in o.case.tags and not o.first.reasons], "a model isn't needed there"


def test_the_baseline_is_that_of_this_suite() -> None:
    cases = {case.id: case for case in bundled().cases}
    assert set(BASELINE.cases) == set(cases)
    assert [i for i, e in BASELINE.cases.items() if e.digest != cases[i].digest] == []
    assert BASELINE.corpus == samples().digest


def test_what_fails_says_so() -> None:
    """Each failure that the baseline puts up with is tagged, and so is counted and shown as one."""
    failing = {i for i, e in BASELINE.cases.items() if e.state not in ("passed", "uncounted")}
    tagged = {case.id for case in bundled().cases if KNOWN_FAILURE in case.tags}
    assert failing == tagged
    uncounted = {i for i, e in BASELINE.cases.items() if e.state == "uncounted"}
    assert uncounted == {case.id for case in bundled().cases if NEEDS_MODEL in case.tags}


def test_no_case_is_excused_twice() -> None:
    assert not [c.id for c in bundled().cases if {KNOWN_FAILURE, NEEDS_MODEL} <= c.tags]
