"""Each check alone, on two or three sentences."""

from __future__ import annotations

import pytest

from tests.grounding.sources import check

CASES = [
    # check, source, true claim, false claim
    (
        "attribution",
        "The bank responded by printing notes, and its governor said that prices had doubled.",
        "The bank printed notes.",
        "Prices had doubled.",
    ),
    (
        "direction",
        "Ana Rivas brought greetings to Tomas Weber, along with an invitation to visit Peru.",
        "Tomas Weber was invited to visit Peru.",
        "Ana Rivas was invited to visit Peru.",
    ),
    (
        "agent",
        "Ana Rivas called for more visits to Peru by officials of both countries.",
        "Ana Rivas called for visits to Peru.",
        "Ana Rivas visited Peru.",
    ),
    (
        "negation",
        "The council did not approve the bridge on Monday.",
        "The council did not approve the bridge.",
        "The council approved the bridge.",
    ),
    (
        "negation",
        "The council approved the bridge on Monday.",
        "The council approved the bridge.",
        "The council did not approve the bridge.",
    ),
    (
        "negation",
        "The minister declined to sign the treaty with Norway.",
        "The minister declined to sign the treaty.",
        "The minister signed the treaty with Norway.",
    ),
    (
        "negation",
        "Exports to Chile increased sharply after the harvest.",
        "Exports to Chile increased after the harvest.",
        "Exports to Chile decreased after the harvest.",
    ),
    (
        "hedge",
        "The ministry will build two schools in Lima.",
        "The ministry will build two schools.",
        "The ministry built two schools in Lima.",
    ),
    (
        "hedge",
        "Ana Rivas agreed to visit the harbour.",
        "Ana Rivas agreed to visit the harbour.",
        "Ana Rivas visited the harbour.",
    ),
    (
        "direction",
        "Peru lent ten million dollars to Chile.",
        "Peru lent ten million dollars to Chile.",
        "Chile lent ten million dollars to Peru.",
    ),
    (
        "direction",
        "Ana Rivas accused Tomas Weber of fraud.",
        "Tomas Weber was accused of fraud by Ana Rivas.",
        "Tomas Weber accused Ana Rivas of fraud.",
    ),
    (
        "speaker",
        "Ana Rivas said the dam is safe. Tomas Weber said the dam leaks.",
        "Tomas Weber said the dam leaks.",
        "Ana Rivas said the dam leaks.",
    ),
    ("attribution", "The dam leaks, Tomas Weber said.", "Tomas Weber said the dam leaks.", "The dam leaks."),
    (
        "verb",
        "Tomas Weber said the dam leaks at night.",
        "Tomas Weber said the dam leaks.",
        "Tomas Weber admitted the dam leaks.",
    ),
    (
        "role",
        "Governor Ana Rivas and Judge Tomas Weber opened the fair.",
        "Judge Tomas Weber opened the fair.",
        "Governor Tomas Weber opened the fair.",
    ),
    (
        "quote",
        'Ana Rivas called the plan "a costly mistake" in Lima.',
        'Ana Rivas called the plan "a costly mistake".',
        'Ana Rivas called the plan "a lovely mistake".',
    ),
    (
        "place",
        "Ana Rivas spoke in Lima about the dam.",
        "Ana Rivas spoke in Peru about the dam.",
        "Ana Rivas spoke in Quito about the dam.",
    ),
    (
        "name",
        "Ana Rivas spoke in Lima about the dam.",
        "Ana Rivas spoke about the dam.",
        "Eva Lund spoke about the dam.",
    ),
    (
        "date",
        "Ana Rivas opened the fair on Monday.",
        "Ana Rivas opened the fair on 18 November 2024.",
        "Ana Rivas opened the fair on Sunday.",
    ),
    (
        "agent",
        "Ana Rivas brought the greetings of Eva Lund to Tomas Weber.",
        "Ana Rivas brought greetings to Tomas Weber.",
        "Eva Lund brought greetings to Tomas Weber.",
    ),
    (
        "coverage",
        "Ana Rivas spoke in Lima about the dam.",
        "Ana Rivas spoke about the dam.",
        "Ana Rivas praised the new hospital in Lima.",
    ),
]


@pytest.mark.parametrize(("name", "text", "true", "false"), CASES)
def test_the_true_claim_stands_and_the_false_one_falls(name: str, text: str, true: str, false: str) -> None:
    assert check(true, text).passed, check(true, text)
    assert not check(false, text).passed, check(false, text)


def test_a_quotation_may_run_over_two_sentences() -> None:
    text = 'Ana Rivas said: "We tried. We failed." The hall was silent.'
    assert check('Ana Rivas said: "We tried. We failed."', text).passed


def test_a_quotation_is_never_matched_fuzzily() -> None:
    text = 'Ana Rivas said: "We will never sell the harbour to anyone."'
    found = check('Ana Rivas said: "We will sell the harbour to anyone."', text)
    assert found.verdict == "contradicted"


def test_both_sides_need_two_speakers() -> None:
    text = "Ana Rivas said the talks were useful. Tomas Weber said the talks were useful."
    assert check("Ana Rivas and Tomas Weber said the talks were useful.", text).passed
    assert not check("Both ministers said the talks were useful.", "Ana Rivas said the talks were useful.").passed


def test_yesterday_is_the_day_before_the_article() -> None:
    assert check("The fair opened on 20 November 2024.", "The fair opened yesterday.").passed
    assert not check("The fair opened on 20 November 2024.", "The fair opened yesterday.", date="2024-11-25").passed
