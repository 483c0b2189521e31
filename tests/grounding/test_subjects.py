"""Who does what, where those who act are common nouns or bodies, is as the cited sentences have it."""

from __future__ import annotations

import pytest

from qa.grounding import Cited, Finding, ground
from qa.grounding.checks import actors
from qa.grounding.reading import read
from tests.grounding.sources import source

DAM = (
    "The water authority approved the dam on Friday by five votes to four. "
    "The farmers had asked for a vote in spring. "
    "The heritage office has not yet ruled on the mill beside it. "
    "The authority rejected the request of the anglers' union. "
    "Prosecutor Vera Holt accused the builder of fraud. Judge Amos Pell adjourned the hearing. "
    "Ana Brook, the bookkeeper, had shredded the invoices, while the driver Carl Ewing sued the council. "
    "The hospital was evacuated by the army at night. "
    "The spokesman said that the committee would meet in May. "
    "The Daily Lantern has not verified this report. "
    "The views in it are those of its author."
)


def judged(claim: str, *cited: int, text: str = DAM) -> Finding:
    """The claim judged by those sentences, with all of the text to be re-pointed to."""
    own = source(text)
    every = [Cited(own, n) for n in range(len(own.sentences))]
    return ground(claim, [every[n] for n in cited], every)


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("The heritage office approved the dam.", (0, 2)),
        ("The dam was approved by the heritage office on Friday.", (0, 2)),
        ("The farmers approved the dam.", (0, 1)),
        ("The water authority had asked for a vote in spring.", (0, 1)),
        ("The water authority has not yet ruled on the mill.", (0, 2)),
        ("The union rejected the request.", (3,)),
        ("The judge accused the builder of fraud.", (4,)),
        ("The prosecutor adjourned the hearing.", (4, 5)),
        ("The bookkeeper sued the council.", (6,)),
        ("The driver had shredded the invoices.", (6,)),
        ("The hospital evacuated the army.", (7,)),
        ("The army was evacuated at night.", (7,)),
        ("The author has not verified this report.", (9, 10)),
        ("The report has not been verified by the author.", (9, 10)),
    ],
)
def test_an_act_of_another_is_refused(claim: str, cited: tuple[int, ...]) -> None:
    found = judged(claim, *cited)
    assert not found.passed
    assert found.reasons


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("The water authority approved the dam.", (0,)),
        ("The authority approved the dam on Friday.", (0, 2)),
        ("The dam was approved on Friday.", (0,)),
        ("The dam was approved by the authority.", (0,)),
        ("The farmers asked for a vote.", (1, 0)),
        ("The heritage office has not ruled on the mill.", (2, 0)),
        ("The request of the union was rejected by the authority.", (3,)),
        ("The prosecutor accused the builder.", (4,)),
        ("The judge adjourned the hearing.", (4, 5)),
        ("Amos Pell adjourned the hearing.", (4, 5)),
        ("The builder was accused of fraud by the prosecutor.", (4,)),
        ("The bookkeeper had shredded the invoices.", (6,)),
        ("The driver sued the council.", (6,)),
        ("The army evacuated the hospital.", (7,)),
        ("The hospital was evacuated.", (7,)),
        ("The Daily Lantern has not verified the report.", (9, 10)),
        ("The report has not been verified by The Daily Lantern.", (9, 10)),
    ],
)
def test_an_act_told_in_other_words_passes(claim: str, cited: tuple[int, ...]) -> None:
    found = judged(claim, *cited)
    assert found.passed, found.reasons


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The court jailed the smuggler. The judge spoke of greed.", "The judge jailed the smuggler."),
        ("Workers at the mill voted for a strike. The union was glad.", "The union voted for a strike."),
        ("A teacher saw the fire. The father of two called for help.", "The teacher called for help."),
        ("Protesters blocked the road. The students came from Ulm.", "The students blocked the road."),
        ("The brewery Halm & Daughters makes cider. Halm & Daughters hired a cook.", "The brewery hired a cook."),
        ("Ruth Amsel, a surgeon, came. Amsel treated the wounded sailor.", "The surgeon treated the sailor."),
        ("The ministry rejected the plan. Its spokesman gave no reason.", "The spokesman rejected the plan."),
        ("The museum was shut. It dismissed the guards.", "The museum dismissed the guards."),
        ("The firm was sold. The owner thanked the mayor.", "The firm thanked the mayor."),
    ],
)
def test_two_words_that_may_mean_one_who_acts_are_not_set_apart(text: str, claim: str) -> None:
    found = judged(claim, 0, 1, text=text)
    assert "agent" not in found.checks, found.reasons


def test_a_meeting_without_a_partner_is_no_claim() -> None:
    text = "Teodor Bassani met with Jon Aasen in Oslo, and the proposal was met with silence."
    assert not judged("Aasen was met with in Oslo.", 0, text=text).passed
    assert "agent" not in judged("Aasen was met by Bassani in Oslo.", 0, text=text).checks
    assert judged("The proposal was met with silence.", 0, text=text).passed


def test_the_singular_of_those_who_act() -> None:
    plurals = ("authorities", "agencies", "judges", "coaches", "fishermen", "police", "nurses", "witness")
    assert [actors.singular(word) for word in plurals] == [
        "authority", "agency", "judge", "coach", "fisherman", "police", "nurse", "witness",
    ]  # fmt: skip


def test_silent_without_english() -> None:
    text = "Le ministre a rejeté la demande. Le syndicat a protesté."
    assert "agent" not in judged("Le syndicat a rejeté la demande.", 0, 1, text=text).checks
    assert read(text).words
