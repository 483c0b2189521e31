"""Claims from interviews: what an answer says needs its speaker, and what a question says is said by nobody."""

from __future__ import annotations

import pytest

from qa.grounding import Cited, ground
from qa.grounding.context import context
from tests.grounding.test_turns import ADVICE, BOLD, LETTERS, NAMES, cited, source


@pytest.mark.parametrize(
    ("text", "claim", "verdict"),
    [
        (LETTERS, "Darkness is a refuge for birds.", "misattributed"),
        (LETTERS, "Because darkness is a refuge for birds.", "misattributed"),
        (LETTERS, "Korvan said that darkness is a refuge for birds.", "supported"),
        (LETTERS, "According to Ilse Korvan, darkness is a refuge for birds.", "supported"),
        (LETTERS, "Teel said that darkness is a refuge for birds.", "misattributed"),
        (LETTERS, "The shipowner Aron Teel says Korvan is choking the trade.", "unsupported"),
        (LETTERS, "Ilse Korvan has run the port of Hellvik since 2021.", "verbatim"),
        (NAMES, "The diocese gives half.", "misattributed"),
        (NAMES, "Bastable said that the diocese gives half.", "supported"),
        (BOLD, "Lindqvist-Aho said the dam will hold for thirty years.", "supported"),
        (BOLD, "The dam will hold for thirty years.", "misattributed"),
        (ADVICE, "The old stamp is good until June.", "verbatim"),
    ],
)
def test_a_claim_from_an_interview_is_its_speakers(text: str, claim: str, verdict: str) -> None:
    if verdict == "verbatim":
        text = text.replace(" 51,", "").replace("Korvan,", "Korvan")
    own = source(text)
    assert ground(claim, (), [Cited(own, n) for n in range(len(own.sentences))]).verdict == verdict


def test_the_subject_of_an_answer_and_of_its_question_is_who_answers() -> None:
    for words in ("Keep bees", "after your retirement", "I own none"):
        one = cited(LETTERS, words)
        subject = context(one.source).subjects[one.sentence]
        assert subject is not None
        assert subject.label == "Ilse Korvan"
