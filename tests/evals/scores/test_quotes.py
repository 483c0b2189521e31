"""Quotes stand in the stored article, at their place, from word to word."""

from __future__ import annotations

from typing import Any

import pytest

from evals.corpus import Corpus
from evals.scores import UNSCORED, Seen, quotes
from index.records import Sentence
from tests.evals.suites import case, claim, samples, seen, wire

MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
WHERE = case("where-they-met")


def cited(**change: Any) -> dict[str, Any]:
    return {**wire().citation(MET), **change}


def test_an_exact_quote_and_its_verbatim_claim() -> None:
    found = quotes.score(seen(WHERE, claim(MET, cited())))
    assert (found.value, found.passed) == (1.0, True)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": MET.replace("Wednesday", "Thursday")},
        {"start": wire().citation(MET)["start"] + 1},
        {"end": 10**9},
        {"start": -1},
        {"start": 5, "end": 5, "quote": ""},
        {"article_id": "000000000000"},
    ],
    ids=lambda change: ",".join(change),
)
def test_what_is_not_there_is_no_quote(change: dict[str, Any]) -> None:
    found = quotes.score(seen(WHERE, claim(MET, cited(**change), verdict="supported")))
    assert (found.value, found.passed) == (0.0, False)
    assert found.why


@pytest.mark.parametrize("quote", [MET[1:], MET[:-1], MET[:-2], MET + " Pezeshkian told"])
def test_a_quote_that_is_not_whole_is_a_fault_even_if_the_characters_agree(quote: str) -> None:
    """An error of one in the spans shifts place and quote alike."""
    found = quotes.score(seen(WHERE, claim(quote, wire().citation(quote))))
    assert (found.value, found.passed) == (0.5, False)
    assert "whole sentences" in found.why


def test_a_word_that_is_cut_is_a_fault_even_where_a_sentence_is_said_to_end() -> None:
    """An error of one in the sentences themselves."""
    (source,) = [samples().source(wire().id)]
    assert source is not None
    shifted = [Sentence(s.start + 1, s.end + 1, s.paragraph) for s in source.sentences]

    class Shifted(Corpus):
        def sentences(self, article_id: str) -> list[Sentence]:
            return shifted

    corpus = Shifted(samples().store, samples().embedder, "")
    payload = {"answered": True, "claims": [claim(MET[1:] + "\n", wire().citation(MET[1:] + " "))]}
    found = quotes.score(Seen(WHERE, payload, None, corpus, 0.1, None))
    assert "cuts a word" in found.why


def test_a_verbatim_claim_is_one_of_its_quotes() -> None:
    found = quotes.score(seen(WHERE, claim("They met in Tehran.", cited())))
    assert (found.value, found.passed) == (0.5, False)
    assert quotes.score(seen(WHERE, claim("They met in Tehran.", cited(), verdict="supported"))).passed


def test_a_short_answer_stands_at_its_place() -> None:
    at = wire().text.index("Tehran on Wednesday")
    right = {"text": "Tehran", "citation": 1, "start": at, "end": at + 6}
    dated = {"text": "Wednesday (2024-11-20)", "citation": 1, "start": at + 10, "end": at + 19}
    assert quotes.score(seen(WHERE, claim(MET, cited()), short=[right, dated])).passed
    assert quotes.score(seen(WHERE, claim(MET, cited()), short=[{**right, "start": at + 1}])).passed is False
    assert quotes.score(seen(WHERE, claim(MET, cited()), short=[{**right, "citation": 7}])).passed is False


def test_what_is_shown_beside_an_abstention_is_quoted_too() -> None:
    assert quotes.score(seen(WHERE, nearest=[cited()])).passed
    assert quotes.score(seen(WHERE, nearest=[cited(quote="other words")])).passed is False


def test_unscored_where_nothing_is_quoted() -> None:
    assert quotes.score(seen(WHERE)) is UNSCORED
