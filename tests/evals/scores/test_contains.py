"""What must be answered: all groups, of each group one, as whole words or by a pattern."""

from __future__ import annotations

import dataclasses
import re

import pytest

from evals.cases import Ask, Texts, Wanted
from evals.scores import UNSCORED, contains
from tests.evals.suites import case, claim, seen


def asked(*groups: tuple[Wanted, ...]) -> Ask:
    base = case("where-they-met")
    assert isinstance(base, Ask)
    must: Texts = groups
    return dataclasses.replace(base, must_answer=must)


MET = claim("They met in Tehran on Wednesday, said a U.S. official.")


@pytest.mark.parametrize(
    "text", ["Tehran", "tehran", "in  Tehran", "Wednesday said", "a U.S. official", "met in the Tehran"]
)
def test_whole_words_count_and_case_and_punctuation_do_not(text: str) -> None:
    assert contains.score(seen(asked((Wanted(text),)), MET)).passed


@pytest.mark.parametrize("text", ["Teh", "ran", "Tehran Wednesday"])
def test_parts_of_words_and_of_runs_do_not_count(text: str) -> None:
    found = contains.score(seen(asked((Wanted(text),)), MET))
    assert (found.value, found.passed) == (0.0, False)
    assert text in found.why


def test_one_of_a_group_and_all_of_the_groups() -> None:
    found = contains.score(seen(asked((Wanted("Rome"), Wanted("Tehran")), (Wanted("Friday"),)), MET))
    assert found.value == 0.5
    assert "'Friday'" in found.why
    assert "Rome" not in found.why


def test_a_pattern() -> None:
    wanted = Wanted("/wednes.ay/", re.compile("wednes.ay", re.IGNORECASE))
    assert contains.score(seen(asked((wanted,)), MET)).passed


def test_the_short_answer_counts_too() -> None:
    short = {"text": "2024-11-20", "citation": 1, "start": 0, "end": 1}
    assert contains.score(seen(asked((Wanted("2024-11-20"),)), MET, short=[short])).passed


def test_an_abstention_answers_nothing() -> None:
    assert contains.score(seen(asked((Wanted("Tehran"),)))).passed is False


def test_unscored_where_nothing_must_be_answered() -> None:
    assert contains.score(seen(asked(), MET)) is UNSCORED
    assert contains.score(seen(case("check-vote"), MET)) is UNSCORED
