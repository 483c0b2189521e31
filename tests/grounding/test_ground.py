"""The whole of grounding on one article: what stands, what doesn't, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.grounding import Cited, ground
from tests.grounding.sources import VISIT, check, source

JUMBLED = source()
TRUE = [
    "Mara Lindqvist met Teodor Bassani in Oslo.",
    "Lindqvist met Bassani in Oslo on 20 November 2024.",
    "Bassani conveyed the greetings of Ilya Korwin to Lindqvist.",
    "Bassani said that both ministries face a shortage of twenty translators.",
    "Lindqvist said the ferry line would not be closed.",
    "Lindqvist thanked Bassani for the invitation.",
    'Lindqvist said: "The line is a lifeline for our islands."',
    "Bassani met Jon Aasen, Secretary of the National Fisheries Board.",
    "Jon Aasen asserted that foreign trawlers have lost $2bn since 2019.",
    "Bassani met Henrik Aasen, the Mayor of Bergen.",
    "The Mayor of Bergen plans to open a second harbour.",
    "The Harbour Gazette has not verified the content of this story.",
]
FALSE = [
    ("Mara Lindqvist met Teodor Bassani in Vienna.", "Vienna"),
    ("Lindqvist met Bassani in Oslo on Tuesday.", "Tuesday"),
    ("Lindqvist met Bassani in Oslo on 19 November 2024.", "2024-11-20"),
    ("Mara Lindqvist met Ilya Bassani in Oslo.", "Teodor Bassani"),
    ("Foreign Minister Mara Lindqvist met Bassani in Oslo.", "Teodor Bassani"),
    ("Lindqvist conveyed the greetings of Ilya Korwin to Bassani.", "Bassani"),
    ("Bassani said that both ministries face a shortage of 30 translators.", "20"),
    ("Bassani said that both ministries face a shortage of more than 20 translators.", "more than 20"),
    ("Lindqvist said the ferry line would be closed.", "not"),
    ("Bassani said the ferry line would not be closed.", "Mara Lindqvist"),
    ('Lindqvist said: "The line is a burden for our islands."', "burden"),
    ('Lindqvist said: "We shall build ten ships."', "nowhere"),
    ("Bassani met Henrik Aasen, Secretary of the National Fisheries Board.", "Jon Aasen"),
    ("Jon Aasen asserted that foreign trawlers have lost $3 billion since 2019.", "2 billion"),
    ("Foreign trawlers have lost $2 billion since 2019.", "only"),
    ("Both sides asserted that foreign trawlers have lost $2 billion since 2019.", "only"),
    ("Jon Aasen confirmed that foreign trawlers have lost $2 billion since 2019.", "weaker"),
    ("The Mayor of Bergen opened a second harbour.", "plans"),
    ("Lindqvist visited Vienna.", "invitation"),
    ("The Harbour Gazette has verified the content of this story.", "not"),
    ("The meeting lasted about two hours.", ""),
]


@pytest.mark.parametrize("claim", TRUE)
def test_a_faithful_claim_stands(claim: str) -> None:
    found = check(claim)
    assert found.passed, found
    assert found.citations
    assert not found.reasons


@pytest.mark.parametrize(("claim", "word"), FALSE)
def test_a_lie_falls_and_says_why(claim: str, word: str) -> None:
    found = check(claim)
    assert not found.passed, found
    assert found.reasons
    assert word in " ".join(found.reasons)


def test_a_whole_sentence_is_verbatim_whatever_its_quotation_marks() -> None:
    assert check('"The line is a lifeline for our islands," she said.', cited=4).verdict == "verbatim"


def test_right_words_of_another_speaker_are_misattributed() -> None:
    assert check("Bassani said the ferry line would not be closed.", cited=3).verdict == "misattributed"


def test_a_flipped_negation_is_contradicted() -> None:
    assert check("Lindqvist said that the ferry line would be closed.", cited=3).verdict == "contradicted"


def test_a_failing_citation_is_repointed_and_said() -> None:
    own = source()
    whole = [Cited(own, i) for i in range(len(own.sentences))]
    found = ground("Bassani met Jon Aasen to discuss quotas.", [whole[0]], whole)
    assert found.passed
    assert found.repointed
    assert [c.sentence for c in found.citations] == [5]


def test_a_right_citation_is_left_alone() -> None:
    own = source()
    whole = [Cited(own, i) for i in range(len(own.sentences))]
    found = ground("Bassani met Jon Aasen to discuss quotas.", [whole[5]], whole)
    assert found.passed
    assert not found.repointed
    assert found.citations == (whole[5],)


def test_a_pronoun_is_resolved_and_said() -> None:
    found = check("Bassani stressed that both ministries face a shortage of 20 translators.", cited=2)
    assert found.passed
    assert found.notes == ("'He' read as 'Teodor Bassani' from the sentences before",)


def test_a_surname_of_two_persons_keeps_them_apart() -> None:
    assert not check(
        "Henrik Aasen asserted that foreign trawlers have lost $2 billion since 2019.", cited=6
    ).passed or (check("Jon Aasen asserted that foreign trawlers have lost $2 billion since 2019.", cited=6).passed)


def test_citations_quote_the_article_itself() -> None:
    for cited in check("Lindqvist thanked Bassani for the invitation.").citations:
        span = cited.span
        assert VISIT[span.start : span.end] == cited.quote


def test_score_grades_support() -> None:
    high = check("Bassani met Jon Aasen to discuss quotas.").score
    low = check("Farmers in the south harvested less wheat.").score
    assert 0 <= low < 0.3 < high <= 1


@pytest.mark.parametrize("claim", ["", " \n", "...", "\x00\x1b[31m", "«»", "1", "a" * 5_000, "“" * 500, "(" * 300])
def test_hostile_claims_are_refused_not_raised(claim: str) -> None:
    assert not check(claim).passed


WORDS = [
    *VISIT.split(),
    "not",
    "said",
    "according",
    "to",
    "he",
    "both",
    '"',
    "“",
    ",",
    "3,000",
    "two",
    "yesterday",
    "\u202e",
    "’s",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.lists(st.integers(0, 8), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_jumble_of_words_is_judged(chosen: list[str], cited: list[int]) -> None:
    whole = [Cited(JUMBLED, i) for i in range(len(JUMBLED.sentences))]
    found = ground(" ".join(chosen), [whole[i] for i in cited], whole)
    assert 0 <= found.score <= 1
    assert found.passed or found.reasons


def test_nothing_cited_is_unsupported() -> None:
    assert ground("Lindqvist met Bassani.", []).verdict == "unsupported"


def test_an_article_without_a_date_or_sentences() -> None:
    assert not check("They met on 20 November 2024 in Oslo.", "They met in Oslo on Wednesday.", date=None).passed
    assert not ground("They met.", [], [Cited(source("   "), i) for i in range(0)]).passed
