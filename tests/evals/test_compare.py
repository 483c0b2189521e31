"""A run against a baseline, question by question, and the gate."""

from __future__ import annotations

import dataclasses

from evals.baseline import Baseline, Expected, of_run
from evals.compare import Comparison, Gate, compare, gate, plain_gate
from evals.results import Outcome
from evals.summary import summarise
from tests.evals.suites import bundled, case, samples
from tests.evals.test_results import ABSTAINED, RIGHT, WHERE, outcome

HOTEL, LAST, DEEP = case("none-hotel"), case("model-whom-last"), case("how-deep-the-berths")
ALL = frozenset({WHERE.id, HOTEL.id, LAST.id, DEEP.id})


def good() -> list[Outcome]:
    return [outcome(WHERE, RIGHT), outcome(HOTEL, ABSTAINED), outcome(LAST, ABSTAINED), outcome(DEEP, ABSTAINED)]


def saved() -> Baseline:
    return of_run(bundled(), samples(), summarise("extractive", good()), good())


def held(now: list[Outcome], base: Baseline | None = None, *, whole: bool = True) -> tuple[Comparison, Gate]:
    known = base or saved()
    found = compare(known, "extractive", now, ALL)
    return found, gate(known, found, summarise("extractive", now), now, samples(), whole=whole)


def test_the_same_run_passes() -> None:
    found, door = held(good())
    assert found.same
    assert (found.paired, found.new, found.changed, found.gone, found.chance) == (3, (), (), (), 1.0)
    assert door.passed


def test_a_lost_question_is_named_and_shuts_the_gate() -> None:
    found, door = held([outcome(WHERE, ABSTAINED), *good()[1:]])
    assert [(flip.case, flip.before, flip.now) for flip in found.lost] == [("where-they-met", "passed", "failed")]
    assert found.lost[0].reasons
    assert any("where-they-met passed before" in miss for miss in door.misses)


def test_losing_one_is_not_made_up_for_by_winning_another() -> None:
    berths = dataclasses.replace(DEEP, must_answer=(), must_cite=(), short=(), must_not_say=())  # type: ignore[call-arg]
    now = [outcome(WHERE, ABSTAINED), *good()[1:3], outcome(berths, RIGHT)]
    found, door = held(now)
    assert ([f.case for f in found.lost], [f.case for f in found.won]) == ([WHERE.id], [DEEP.id])
    assert not door.passed


def test_an_unsteady_case_is_told_and_does_not_shut_it() -> None:
    shaky = dataclasses.replace(WHERE, tags=WHERE.tags | {"unsteady"})
    found, door = held([outcome(shaky, ABSTAINED), *good()[1:]], whole=False)
    assert [f.case for f in found.lost] == [WHERE.id]
    assert door.passed


def test_a_changed_case_is_not_paired() -> None:
    other = dataclasses.replace(WHERE, digest="other")
    found, door = held([outcome(other, RIGHT), *good()[1:]])
    assert (found.changed, found.paired, door.passed) == ((WHERE.id,), 2, True)
    found, door = held([outcome(other, ABSTAINED), *good()[1:]], whole=False)
    assert found.lost == ()
    assert "whose expectation was changed" in door.misses[0]


def test_a_new_case_that_fails_shuts_the_gate_unless_it_is_known_to() -> None:
    boats = case("how-many-boats")
    found, door = held([*good(), outcome(boats, ABSTAINED)], whole=False)
    assert found.new == ("how-many-boats",)
    assert door.misses == ("how-many-boats, which is new, fails",)
    known = dataclasses.replace(boats, tags=boats.tags | {"known-failure"})
    assert held([*good(), outcome(known, ABSTAINED)], whole=False)[1].passed


def test_a_dropped_case_shuts_the_gate() -> None:
    base = dataclasses.replace(saved(), cases={**saved().cases, "dropped": Expected("passed", "1")})
    found, door = held(good(), base)
    assert found.gone == ("dropped",)
    assert "dropped is in the baseline and not in the suite any more" in door.misses


def test_floors_hold_for_whole_runs_alone() -> None:
    base = dataclasses.replace(saved(), floors={"pass_rate": 0.99, "verdict": 0.5})
    _, door = held(good(), base)
    assert len(door.misses) == 2
    assert "pass_rate is 0.6667, below its floor of 0.99" in door.misses[0]
    assert "verdict is unscored" in door.misses[1]
    assert held(good(), base, whole=False)[1].passed


def test_other_articles_are_not_compared_in_silence() -> None:
    _, door = held(good(), dataclasses.replace(saved(), corpus="000000000000"))
    assert "the articles are not those of the baseline" in door.misses[0]


def test_what_needs_a_model_is_never_paired_with_what_does_not_count() -> None:
    now = [*good()[:2], outcome(LAST, ABSTAINED, model="extractive"), good()[3]]
    base = dataclasses.replace(saved(), cases={**saved().cases, LAST.id: Expected("passed", LAST.digest)})
    assert held(now, base)[0].lost == ()


def test_without_a_baseline_all_must_pass_but_known_failures() -> None:
    assert plain_gate("extractive", good()).misses == ("how-deep-the-berths fails",)
    known = dataclasses.replace(DEEP, tags=DEEP.tags | {"known-failure"})
    assert plain_gate("extractive", [*good()[:3], outcome(known, ABSTAINED)]).passed
    assert plain_gate("other", good()).passed  # of another model
