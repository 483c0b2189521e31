"""Who met whom in a sentence: every wording, what is no meeting, and what was not held."""

from __future__ import annotations

import pytest

from qa.brief.assemble import assemble
from qa.brief.meetings import held
from qa.brief.meetings_read import Meeting, meetings
from qa.brief.people import People
from qa.brief.writing import Writer
from tests.brief_articles import material, section

HEAD = """---
title: A week of talks
date: 2025-03-14
publisher: Fjord Gazette
language: en
---

President Ana Ruiz of Peru and the Finnish Prime Minister Pekka Saari are the two persons of these tests. """


def only(sentence: str) -> list[Meeting]:
    """The meetings of the last sentence of an article that has named both persons in full."""
    return meetings(material(HEAD + sentence + "\n").texts[0].all_lines[-1])


def sides(sentence: str) -> tuple[list[str], list[str], str]:
    """The names on both sides of the one meeting of a sentence, and its state."""
    (found,) = only(sentence)
    return [m.person.label for m in found.one], [m.person.label for m in found.other], found.state


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz met Saari in Lima on Monday.",
        "Ruiz also met with Saari on Monday.",
        "Ruiz, who had come by train, met Saari.",
        "Ruiz, after a day in Helsinki, met with Prime Minister Saari.",
        "Ruiz met in Lima on Monday with Saari.",
        "Ruiz held talks with the prime minister, Pekka Saari, on fish.",
        "Ruiz held an hour-long phone call with Saari.",
        "Ruiz spoke by telephone with Saari.",
        "Ruiz telephoned Saari.",
        "Ruiz was received by Saari at noon.",
        "Ruiz had a two-hour talk with Saari at the palace.",
        "Ruiz arrived in Port Salo with 22 guests and was received at the airport by Prime Minister Saari.",
        "Ruiz received Saari in her office.",
        "Ruiz called on Saari in Helsinki.",
        "Ruiz and Saari met on Monday.",
        "Ruiz stressed during her meeting with Saari that time was short.",
        "At talks with Saari, Ruiz said that time was short.",
        "In a meeting with Prime Minister Saari, Ruiz spoke of fish.",
    ],
)
def test_a_meeting_is_read_in_every_wording(sentence: str) -> None:
    one, other, state = sides(sentence)
    assert {*one, *other} == {"Ana Ruiz", "Pekka Saari"}
    assert state == "held"


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Ruiz will meet Saari on Sunday.", "planned"),
        ("Ruiz is to meet with Saari next week.", "planned"),
        ("Ruiz plans to meet Saari.", "planned"),
        ("Ruiz may hold talks with Saari.", "planned"),
        ("Ruiz arrived in Helsinki for talks with Saari.", "planned"),
        ("Ruiz did not meet Saari.", "denied"),
        ("Ruiz refused to meet Saari.", "denied"),
    ],
)
def test_a_meeting_that_was_not_held_says_so(sentence: str, state: str) -> None:
    assert sides(sentence)[2] == state


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz met the deadline with Saari's help.",
        "Ruiz met with criticism in Lima.",
        "Ruiz met the families of Saari's victims.",
        "Ruiz received a letter from Saari.",
        "Ruiz received Saari's letter.",
        "Ruiz received the Saari medal.",
        "Ruiz called on Saari to resign.",
        "Ruiz met Saari when they worked in Oslo.",
        "Ruiz met Saari in 1993.",
        "Fish are likely to come up in her meeting with Saari.",
        "A direct meeting between Ruiz and Saari would be hard to arrange.",
    ],
)
def test_what_is_no_meeting_of_the_two_is_not_read_as_one(sentence: str) -> None:
    assert not [m for m in only(sentence) if {"Ana Ruiz", "Pekka Saari"} <= {p.label for p in m.persons}]


def test_those_without_a_name_are_kept_in_the_sources_words() -> None:
    (found,) = only("Ruiz met the mayors of all twelve towns on Monday.")
    assert found.thing is not None
    assert found.line.reading.cut(*found.thing) == "the mayors of all twelve towns"
    assert not only("Ruiz met the requirements of the contract.")


def test_the_day_and_the_place_are_those_of_the_meeting() -> None:
    (found,) = only("Ruiz met Saari in Lima on Monday.")
    assert found.day is not None
    assert (str(found.day.first), found.place and found.place.name) == ("2025-03-10", "Lima")
    (told,) = only("Ruiz said on Tuesday that she had met Saari.")
    assert told.day is None  # Tuesday is when she said so


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz spoke by telephone with Saari.",
        "Ruiz held a phone call with Saari.",
        "Ruiz and Saari spoke by phone.",
        "Ruiz stressed during her phone call with Saari that time was short.",
    ],
)
def test_those_who_telephoned_did_not_meet(sentence: str) -> None:
    (found,) = only(sentence)
    assert found.remote
    brief = assemble(material(HEAD + sentence + "\n"))
    assert not [p for p in brief.paragraphs if " met " in p.claim.text]
    assert section(brief, "meetings").paragraphs


def test_those_who_met_were_not_on_the_telephone() -> None:
    (found,) = only("Ruiz met Saari and called on him to sign.")
    assert not found.remote


def test_an_account_that_names_one_side_joins_the_only_meeting_that_it_can_be_of() -> None:
    text = HEAD + "Ruiz met Saari on Monday.\n\nA second conversation on Tuesday was with Pekka Saari.\n"
    both = material(text)
    found = held(Writer(both, People(both)))
    assert [len(meeting.accounts) for meeting in found] == [2]


def test_a_team_or_a_place_is_no_side_of_a_meeting() -> None:
    one = material(HEAD + "Ruiz met Silver Creek on Monday. The Dover Hawks met Ruiz.\n")
    assert held(Writer(one, People(one))) == []
