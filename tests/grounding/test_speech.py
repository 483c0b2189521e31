"""Whose words a sentence is."""

from __future__ import annotations

import pytest

from qa.grounding import Cited, ground
from qa.grounding.speech import SOMEBODY, opening, sayer, speaker
from tests.grounding.sources import source

TEXT = (
    "The talks ended on Monday. “We won the vote. They lost again. It is over,” Ana Rivas said. The hall was empty.\n\n"
    "Tomas Weber asserted that the vote was void. He added that he would appeal.\n\n"
    '"Nobody slept."'
)


@pytest.fixture
def cited() -> dict[str, Cited]:
    own = source(TEXT)
    every = [Cited(own, i) for i in range(len(own.sentences))]
    return {c.quote: c for c in every}


def test_sentences_inside_a_quotation_are_their_speakers(cited: dict[str, Cited]) -> None:
    assert speaker(cited["“We won the vote."]) == "Ana Rivas"
    assert speaker(cited["They lost again."]) == "Ana Rivas"
    assert speaker(cited['"Nobody slept."']) == SOMEBODY
    for own in ("The talks ended on Monday.", "The hall was empty.", "It is over,” Ana Rivas said."):
        assert speaker(cited[own]) is None


@pytest.mark.parametrize(
    ("after", "who"),
    [
        ("said Ana Rivas, the mayor.", "Ana Rivas"),
        ("said the port's director, Selma Oduya-Brandt.", "Selma Oduya-Brandt"),
        ("the harbour master, Ana Rivas, told reporters.", "Ana Rivas"),
        ("she said.", SOMEBODY),
    ],
)
def test_the_speaker_is_found_on_either_side_of_the_verb(after: str, who: str) -> None:
    own = source(f'"We lost. Not one of the 230 boats has to leave," {after}')
    assert speaker(Cited(own, 0)) == who


def test_a_verb_of_saying_names_the_sayer_and_a_pronoun_is_read(cited: dict[str, Cited]) -> None:
    assert sayer(cited["Tomas Weber asserted that the vote was void."]) == "Tomas Weber"
    assert sayer(cited["He added that he would appeal."]) == "Tomas Weber"
    assert sayer(cited["The hall was empty."]) is None


def test_somebodys_words_stated_as_fact_are_misattributed(cited: dict[str, Cited]) -> None:
    every = list(cited.values())
    found = ground("They lost again.", [cited["They lost again."]])
    assert found.verdict == "misattributed"
    assert "Ana Rivas" in found.reasons[0]
    assert ground("They lost again.", (), every).verdict == "misattributed"
    assert ground("“We won the vote.", [cited["“We won the vote."]], shown_as_quote=True).verdict == "verbatim"
    assert ground("The hall was empty.", [cited["The hall was empty."]]).verdict == "verbatim"


def test_sentences_that_follow_one_another_are_verbatim_together(cited: dict[str, Cited]) -> None:
    both = [cited["Tomas Weber asserted that the vote was void."], cited["He added that he would appeal."]]
    claim = " ".join(c.quote for c in both)
    assert ground(claim, both).verdict == "verbatim"
    assert ground(claim.replace("void", "valid"), both).verdict != "verbatim"


def test_whom_an_opening_pronoun_means() -> None:
    made = source("Mayor Ada Brink opened the bridge. She promised a second one. The bridge cost 3 million crowns.")
    assert [opening(Cited(made, n)) for n in range(3)] == [None, "She = Ada Brink", None]
