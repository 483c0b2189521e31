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
    (
        "predicate",
        "The mayor opened the new bridge on Monday.",
        "The new bridge was inaugurated by the mayor.",
        "The mayor opened the new bridge and resigned.",
    ),
    (
        "predicate",
        "The mayor opened the new bridge on Monday.",
        "The mayor launched the new bridge.",
        "The new bridge is crumbling.",
    ),
    (
        "predicate",
        "The mayor opened the new bridge on Monday.",
        "The mayor opened the bridge.",
        "The mayor hates the new bridge.",
    ),
    (
        "predicate",
        "The court upheld the conviction of Eva Lund for fraud.",
        "The court upheld the conviction.",
        "The court upheld the conviction of Eva Lund and fined her.",
    ),
    (
        "hedge",
        "Norway plans to build two ferries in Bergen.",
        "Norway intends to build two ferries.",
        "Norway will build two ferries in Bergen.",
    ),
    (
        "hedge",
        "The club is in talks to buy the striker Leo Marsh.",
        "The club is negotiating to buy Leo Marsh.",
        "The club has bought Leo Marsh.",
    ),
    (
        "hedge",
        "The ministry is considering a ban on diesel cars.",
        "The ministry considers banning diesel cars.",
        "The ministry will ban diesel cars.",
    ),
    (
        "condition",
        "If the talks fail, the union will strike on 3 May.",
        "The union will strike if the talks fail.",
        "The union will strike on 3 May.",
    ),
    (
        "condition",
        "If the talks fail, the union will strike on 3 May.",
        "The union will strike if the talks fail.",
        "The talks failed.",
    ),
    (
        "condition",
        "Did the minister know of the leak?",
        "Did the minister know of the leak?",
        "The minister knew of the leak.",
    ),
    (
        "quantifier",
        "Most of the 40 villagers left before the flood.",
        "Most villagers left before the flood.",
        "All of the 40 villagers left before the flood.",
    ),
    (
        "quantifier",
        "Two of the twelve jurors believed the witness.",
        "Two of the twelve jurors believed the witness.",
        "Most jurors believed the witness.",
    ),
    (
        "quantifier",
        "The mayor opened the new bridge on Monday.",
        "The mayor opened the new bridge.",
        "Only the mayor opened the new bridge.",
    ),
    (
        "cause",
        "The museum lent the painting to a gallery, as its roof was leaking.",
        "The museum lent the painting because its roof was leaking.",
        "The museum lent the painting because it needed money.",
    ),
    (
        "order",
        "Chile exports more copper than Peru.",
        "Chile exports more copper than Peru.",
        "Chile exports less copper than Peru.",
    ),
    (
        "order",
        "Police arrested a baker over the theft.",
        "A baker was arrested by police over the theft.",
        "A baker arrested police over the theft.",
    ),
    (
        "word",
        "The storm destroyed 200 houses, and two roads.",
        "The storm destroyed 200 houses.",
        "The storm destroyed 200 boats.",
    ),
    (
        "role",
        "Deputy Prime Minister Ilya Korwin met the union leaders.",
        "Deputy Prime Minister Ilya Korwin met union leaders.",
        "Prime Minister Ilya Korwin met the union leaders.",
    ),
    (
        "role",
        "The mayor opened the new bridge on Monday.",
        "The mayor opened the new bridge.",
        "The deputy mayor opened the new bridge.",
    ),
    (
        "name",
        "Nima Dorr shot a film about the harbour. The actor Karim Dorr visited the set twice.",
        "Nima Dorr shot a film about the harbour.",
        "Nima Dorr visited the set twice.",
    ),
    (
        "name",
        "Fiona Ashe won the race in 2019. In the final, Ashe beat Lena Ashe by a second.",
        "Fiona Ashe won the race in 2019.",
        "Lena Ashe won the race in 2019.",
    ),
    (
        "number",
        "Unemployment rose by 2 percentage points to 7 percent.",
        "Unemployment rose by 2 percentage points.",
        "Unemployment rose by 2 percent.",
    ),
    ("number", "The box was 30 centimetres long.", "The box was 30 cm long.", "The box was 30 metres long."),
]


@pytest.mark.parametrize(("name", "text", "true", "false"), CASES)
def test_the_true_claim_stands_and_the_false_one_falls(name: str, text: str, true: str, false: str) -> None:
    assert check(true, text).passed, check(true, text)
    assert not check(false, text).passed, check(false, text)


@pytest.mark.parametrize(
    "claim", ["The county turned down a bridge because of the cost.", "The county turned a bridge down."]
)
def test_a_no_in_two_words_is_a_no(claim: str) -> None:
    text = "Shopkeepers had asked for a bridge, but the county refused a bridge because of the cost."
    assert check(claim, text).verdict != "contradicted", check(claim, text)


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


def test_nobody_is_contradicted_by_the_words_of_another() -> None:
    text = "Tomas Weber said that 40 trees would be felled. Ana Rivas put the number at twelve."
    assert check("Ana Rivas said that twelve trees would be felled.", text, cited=0).verdict == "misattributed"
    assert check("Tomas Weber said that twelve trees would be felled.", text, cited=0).verdict == "contradicted"


def test_yesterday_is_the_day_before_the_article() -> None:
    assert check("The fair opened on 20 November 2024.", "The fair opened yesterday.").passed
    assert not check("The fair opened on 20 November 2024.", "The fair opened yesterday.", date="2024-11-25").passed


def test_a_verb_without_support_is_named() -> None:
    found = check("The mayor opened the new bridge and resigned.", "The mayor opened the new bridge on Monday.")
    assert found.verdict == "unsupported"
    assert "'resigned'" in " ".join(found.reasons)


def test_a_surname_is_that_of_the_one_last_named_in_full() -> None:
    text = "Nima Dorr shot a film. Dorr praised the crew. The actor Karim Dorr left. Dorr sold his boat."
    assert check("Nima Dorr praised the crew.", text, cited=1).passed
    assert check("Karim Dorr sold his boat.", text, cited=3).passed
    assert not check("Karim Dorr praised the crew.", text, cited=1).passed
    assert not check("Nima Dorr sold his boat.", text, cited=3).passed


def test_a_plainer_source_bears_out_a_hedged_claim() -> None:
    assert check(
        "Norway plans to build two ferries.", "Norway plans to build two ferries, and will build a pier."
    ).passed
    assert check("Some villagers left before the flood.", "Most of the villagers left before the flood.").passed


def test_a_claim_of_nothing_but_a_name_and_a_verb_of_saying_needs_that_verb() -> None:
    text = "Ana Rivas stressed that the harbour is deep. The Harbour Gazette has not verified this story."
    assert not check("The Harbour Gazette has verified the story.", text, cited=0).passed
    assert not check("The Harbour Gazette has verified the story.", text).passed
    assert not check("The Harbour Gazette has confirmed the report.", text, cited=0).passed
    assert check("The Harbour Gazette has not verified the story.", text).passed
