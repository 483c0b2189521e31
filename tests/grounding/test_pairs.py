"""What two persons do together stands in one sentence that has both; two meetings of one man are none of his hosts."""

from __future__ import annotations

import pytest

from qa.grounding import Cited, Finding, ground
from tests.grounding.sources import source

# Dov Karlin is received by two hosts, who never meet each other.
VISITS = (
    "Trade Minister Dov Karlin met Governor Ada Renz in Ulmstadt on Monday. "
    "On Tuesday the minister met Bishop Emil Hask, who heads the aid council. "
    "They discussed the price of grain. "
    "Karlin also spoke with Nora Vint, the mayor of Ulmstadt. "
    "She thanked him for the visit. "
    "Karlin was received by Ruth Amsel, the head of the port, later that day. "
    "Renz, an engineer from the coast, had invited Karlin in spring. "
    "Ada Renz and Emil Hask are both over sixty."
)
TWO = (
    "Lena Karlin, a singer, met Otto Brandt in Ulmstadt on Monday. "
    "Trade Minister Dov Karlin met Governor Ada Renz on Tuesday."
)


def judged(claim: str, text: str, *cited: int) -> Finding:
    """The claim judged by those sentences together, with all of the text to be re-pointed to."""
    own = source(text)
    every = [Cited(own, n) for n in range(len(own.sentences))]
    return ground(claim, [every[n] for n in cited], every)


def alone(claim: str, text: str) -> list[Finding]:
    """The claim judged by each sentence alone, with nothing to be re-pointed to."""
    own = source(text)
    return [ground(claim, [Cited(own, n)]) for n in range(len(own.sentences))]


@pytest.mark.parametrize(
    ("claim", "text", "cited"),
    [
        ("Ada Renz met Emil Hask.", VISITS, (0, 1)),
        ("Governor Ada Renz met Bishop Emil Hask.", VISITS, (0, 1)),
        ("Emil Hask met Ada Renz in Ulmstadt.", VISITS, (1, 0)),
        ("Ada Renz spoke with Nora Vint.", VISITS, (0, 3)),
        ("Nora Vint was received by Ruth Amsel.", VISITS, (3, 5)),
        ("Ada Renz, an engineer from the coast, met Emil Hask.", VISITS, (0, 1, 6)),
        ("Nora Vint thanked Emil Hask.", VISITS, (1, 3, 4)),
        ("Ada Renz invited Emil Hask.", VISITS, (1, 6)),
        ("Ruth Amsel met Nora Vint.", VISITS, (3, 5)),
        ("Lena Karlin met Ada Renz.", TWO, (0, 1)),
        ("Dov Karlin met Otto Brandt.", TWO, (0, 1)),
        ("Otto Brandt met Ada Renz.", TWO, (0, 1)),
    ],
)
def test_an_act_of_two_who_share_no_sentence_is_refused(claim: str, text: str, cited: tuple[int, ...]) -> None:
    together = judged(claim, text, *cited)
    assert not together.passed
    assert together.reasons
    assert not judged(claim, text).passed, "nor by whatever sentences fit best"
    assert not any(found.passed for found in alone(claim, text)), "nor by one alone"


def test_it_is_this_check_that_refuses_two_meetings_that_are_cited_together() -> None:
    found = judged("Ada Renz met Emil Hask.", VISITS, 0, 1)
    assert found.checks == ("pair",)
    assert found.reasons == ("no one sentence has 'Ada Renz' and 'Emil Hask' together",)


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Dov Karlin met Ada Renz.", (0,)),
        ("Ada Renz met Dov Karlin in Ulmstadt.", (0,)),
        ("Dov Karlin met Ada Renz in Ulmstadt on Monday.", (0, 1)),
        ("Trade Minister Dov Karlin met Emil Hask.", (1,)),
        ("Dov Karlin met Bishop Emil Hask, who heads the aid council.", (1,)),
        ("Dov Karlin spoke with Nora Vint.", (3,)),
        ("Dov Karlin, the trade minister, spoke with Nora Vint.", (0, 3)),
        ("Nora Vint thanked Dov Karlin for the visit.", (4,)),
        ("Dov Karlin was received by Ruth Amsel.", (5,)),
        ("Ada Renz had invited Dov Karlin in spring.", (6,)),
        ("Dov Karlin was invited by Ada Renz.", (6,)),
    ],
)
def test_an_act_that_a_sentence_has_passes(claim: str, cited: tuple[int, ...]) -> None:
    found = judged(claim, VISITS, *cited)
    assert found.passed, found.reasons


@pytest.mark.parametrize(
    "claim",
    [
        "Ada Renz and Emil Hask are over sixty.",
        "Dov Karlin met Ada Renz, and he met Emil Hask.",
        "Dov Karlin met Ada Renz on Monday and Emil Hask on Tuesday.",
    ],
)
def test_two_who_are_only_named_beside_each_other_need_no_common_sentence(claim: str) -> None:
    found = judged(claim, VISITS, 0, 1, 7)
    assert "pair" not in found.checks, found.reasons


def test_they_are_the_persons_of_the_sentences_before() -> None:
    text = "Ada Renz came to Ulmstadt on Monday. Emil Hask was there, too. They met at the port."
    found = judged("Ada Renz met Emil Hask at the port.", text, 0, 1, 2)
    assert "pair" not in found.checks, found.reasons
    apart = "Ada Renz came to Ulmstadt on Monday. Emil Hask left it. The port was closed. The workers met at the gate."
    assert not judged("Ada Renz met Emil Hask at the gate.", apart, 0, 1, 3).passed


def test_what_was_done_by_one_is_said_in_a_sentence_that_has_both() -> None:
    text = "Dov Karlin met Ada Renz on Monday. Emil Hask was elected chairman in May. Karlin had been praised for it."
    found = judged("Dov Karlin was elected by Ada Renz.", text, 0, 1)
    assert not found.passed
    assert "pair" in found.checks
    assert "'elected'" in " ".join(found.reasons)


def test_a_namesake_in_the_sentence_is_not_the_person() -> None:
    found = judged("Lena Karlin met Ada Renz.", TWO, 0, 1)
    assert "pair" in found.checks
    assert judged("Lena Karlin met Otto Brandt.", TWO, 0, 1).passed
    assert judged("Dov Karlin met Ada Renz.", TWO, 0, 1).passed


def test_one_person_under_two_names_is_no_pair() -> None:
    text = "Dov Karlin, whom the crew calls Captain Karlin, steered the ferry."
    found = judged("Dov Karlin, called Captain Karlin, steered the ferry.", text, 0)
    assert "pair" not in found.checks


@pytest.mark.parametrize(("place", "passes"), [("Oslo", True), ("Vienna", False)])
def test_what_happens_in_a_place_stands_in_a_sentence_that_names_it(place: str, passes: bool) -> None:
    own = source(
        "Norlandian President Mara Lindqvist met Foreign Minister Teodor Bassani in Oslo on Wednesday. Bassani passed "
        "on greetings from President Ilya Korwin and invited Lindqvist to visit Ostria. He said that Vienna and Oslo "
        "were looking for new ways to work together."
    )
    found = ground(f"Mara Lindqvist met Teodor Bassani in {place}.", [], [Cited(own, n) for n in (1, 0, 2)])
    assert found.passed is passes, found
