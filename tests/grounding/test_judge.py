"""Judges: the rules, and a second one that can veto and never pardon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.grounding import Cited, Finding
from qa.grounding.judge import Judge, Question, Rules, Vetoed
from tests.grounding.sources import source

OWN = source()
EVERY = tuple(Cited(OWN, i) for i in range(len(OWN.sentences)))
TRUE = Question("Mara Lindqvist met Teodor Bassani in Oslo.", EVERY[:1])
FALSE = Question("Mara Lindqvist met Teodor Bassani in Lisbon.", EVERY[:1])


@dataclass
class Fixed:
    """A judge that gives every claim the same finding and remembers what it was asked."""

    finding: Finding
    asked: list[str] = field(default_factory=list)

    def judge(self, questions: Sequence[Question]) -> list[Finding]:
        self.asked += [q.claim for q in questions]
        return [self.finding for _ in questions]


def test_the_rules_judge_in_order() -> None:
    judge: Judge = Rules()
    assert [f.passed for f in judge.judge([TRUE, FALSE, TRUE])] == [True, False, True]


def test_a_second_judge_never_pardons() -> None:
    second = Fixed(Finding("supported", 1.0))
    found = Vetoed(Rules(), second).judge([FALSE, TRUE])
    assert [f.passed for f in found] == [False, True]
    assert second.asked == [TRUE.claim]


def test_a_second_judge_may_veto_and_its_reason_is_kept() -> None:
    second = Fixed(Finding("unsupported", 0.1, ("the judge doubts it",)))
    (found,) = Vetoed(Rules(), second).judge([TRUE])
    assert found.verdict == "unsupported"
    assert found.reasons == ("the judge doubts it",)
    assert found.citations == EVERY[:1]
