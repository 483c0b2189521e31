"""What a model adds to a sentence is not carried by the names that the sentence has."""

from __future__ import annotations

import pytest

from qa.citing import Numbering
from qa.desk import Desk
from qa.drafts import Draft
from qa.evidence import Evidence, Line
from qa.sources import Sources
from tests.grounding.sources import source

TEXT = "Mayor Hedda Brun opened the new bridge in Halden on Monday."


def judged(sentence: str) -> Desk:
    own, sources = source(TEXT), Sources()
    sources.add(1, own.article, own.sentences)
    desk = Desk(Evidence((Line(1, 1, 0),), f"[1] {TEXT}", 20), sources, Numbering())
    desk.take(Draft(sentence, (1,)))
    return desk


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Hedda Brun opened the new bridge in Halden on Monday and resigned.",
        "Mayor Hedda Brun, who opened the new bridge in Halden, resigned.",
        "The new bridge in Halden collapsed on Monday.",
        "Mayor Hedda Brun opened the new bridge in Halden with a stolen knife.",
    ],
)
def test_what_no_sentence_says_is_not_shown(sentence: str) -> None:
    desk = judged(sentence)
    assert not desk.written.claims
    assert [draft.sentence for draft, _ in desk.failed] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [TEXT, "Mayor Hedda Brun opened a new bridge in Halden.", "The new bridge in Halden was opened by Hedda Brun."],
)
def test_what_it_says_is(sentence: str) -> None:
    assert [claim.text for claim in judged(sentence).written.claims] == [sentence]


def test_a_quote_is_cut_from_the_article_and_not_from_the_reply() -> None:
    own, sources = source("The mayor\u2019s \u201cown\u201d bridge opened on Monday, said Hedda Brun."), Sources()
    sources.add(1, own.article, own.sentences)
    desk = Desk(Evidence((Line(1, 1, 0),), "", 20), sources, Numbering())
    desk.take(Draft('The mayor\'s "own" bridge opened on Monday, said Hedda Brun.', (1,)))
    (claim,) = desk.written.claims
    assert claim.verdict == "verbatim"
    assert claim.text == claim.citations[0].quote == own.article.text
