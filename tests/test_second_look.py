"""The second look: on a real index, with the weights that are shipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.rank import FEATURES
from index.search import Retrieval, Search
from qa import second_look
from qa.ask import retrieve
from qa.hit_words import text_of
from qa.near_words import near
from qa.reader_listed import listed
from tests.reader_samples import of_files

REPORT = (
    "# The ferry line\n\n"
    "The ferry line Nordvik will shed 40 of its 300 jobs, it said on Monday. Its revenue fell by 6 percent last year. "
    "The line expects to save 2 million crowns a year, according to Ines Moller, its finance chief. "
    "The union called a meeting for Friday. Its chairman, Olav Berg, opposed the plan and said the line had never been "
    "so full. Passengers displayed little worry on the quay.\n"
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("ferries"), line=REPORT)


def signal(found: Retrieval, name: str, words: str) -> float:
    """A signal of the sentence that has the words."""
    rows = second_look.features(found)
    at = next(n for n, hit in enumerate(found.sentences) if words in text_of(found, hit))
    return rows[at][second_look.NAMES.index(name)]


def test_all_sentences_stay_and_those_looked_at_come_in_the_order_of_their_scores(search: Search) -> None:
    found = search.find("How much did the income of the ferry line drop?")
    again = second_look.again(found)
    assert {(h.article, h.n) for h in again.sentences} == {(h.article, h.n) for h in found.sentences}
    scores = [hit.score for hit in again.sentences]
    assert scores == sorted(scores, reverse=True)
    assert again.sentences[0].score == pytest.approx(found.sentences[0].score)  # the scale is kept


def test_other_words_for_the_same_thing_count(search: Search) -> None:
    found = search.find("Who rejected the plan of the ferry line?")
    assert signal(found, "verb", "opposed the plan") > 0
    assert signal(found, "verb", "Passengers displayed") == 0
    assert signal(found, "syn", "opposed the plan") > signal(found, "syn", "Passengers displayed")


def test_what_the_sentence_beside_it_says_is_told_apart_from_what_it_says(search: Search) -> None:
    found = search.find("Who is the finance chief of Nordvik?")
    assert signal(found, "syn_before", "Its revenue fell") > signal(found, "syn", "Its revenue fell")


def test_an_answer_of_the_kind_asked_for_is_seen(search: Search) -> None:
    found = search.find("How much will the line save each year?")
    assert signal(found, "short_number", "expects to save") == 1
    assert signal(found, "no_short", "The union called") == 1


def test_a_question_in_the_words_of_another_is_answered_by_the_right_sentence(search: Search) -> None:
    best = second_look.again(search.find("Who disagreed with the plan?")).sentences[0]
    assert "Olav Berg" in text_of(second_look.again(search.find("Who disagreed with the plan?")), best)


def test_what_an_article_says_nowhere(search: Search) -> None:
    found = search.find("When did Olav Berg marry?")
    values = dict(zip(second_look.ARTICLE_SIGNALS, second_look.article_signals(found, found.sentences[0]), strict=True))
    assert values["article_lacks_verb"] == 1
    assert values["article_says_named"] == 1
    assert values["article_says"] < 1


@pytest.mark.parametrize("question", ["ماذا قال بيرغ؟", "Was sagte der Vorsitzende Berg über den Plan der Linie?"])
def test_other_languages_keep_their_order(search: Search, question: str) -> None:
    found = search.find(question)
    assert second_look.again(found) is found


def test_near_words_go_both_ways_and_never_to_themselves() -> None:
    assert "show" in near("exhibit")
    assert "exhibit" in near("show")
    assert "show" not in near("show")
    assert near("zzz") == frozenset()


MEETING = "Envoy Karin Moe met the harbour commissioner, Inga Storm, on Tuesday, and they spoke of ferries for an hour."


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(
        tmp_path_factory.mktemp("outlets"),
        wire=MEETING,
        reprint=f"From our partner.\n\n{MEETING}",
        other="On Friday, the last day of her stay, envoy Karin Moe met Inga Storm, who runs the harbour.",
    )


def test_of_two_sentences_that_name_one_answer_the_one_that_two_outlets_have_is_shown(outlets: Search) -> None:
    found = retrieve(outlets, "Who met Karin Moe?")
    assert [text_of(found, hit) for hit in listed(found)] == [MEETING]


def test_near_words_cover_the_question_for_the_confidence(search: Search) -> None:
    found = search.find("How much did the income of the ferry line drop?")
    at = FEATURES.index("coverage")
    hit = next(hit for hit in found.sentences if "Its revenue fell" in text_of(found, hit))
    told = second_look.in_other_words(found, hit)
    assert told[at] > hit.features[at]
    assert all(a >= b for a, b in zip(told, hit.features, strict=True))
    best = found.sentences[0]
    assert second_look.in_other_words(found, best)[at] <= 1.0 + 1e-9
