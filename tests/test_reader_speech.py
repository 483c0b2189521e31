"""What somebody says is told by their own sentences, and by nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import reader_extractive
from qa.unmet import unmet
from tests.reader_samples import answer, of_files, reason, search_of

CUP = (
    "Rolf Dahl, president of the rowing league, met the crews of all nine boats on Friday. He told them that the cup "
    "would not grow before 2031. The crews had asked for longer races. Dahl announced a dinner.\n\n"
    "Trade Minister Karin Moe came on Saturday. Old boats were no danger to the lake, the minister argued."
)
PILOTS = (
    "The head of the pilots, Ole Dahl, maintained that boats and their crews had won nothing by the dam. He stressed "
    "that a dam was no lake.\n\n"
    "Energy Minister Tom Okafor stayed away."
)
FAIR = (
    "Mia Torp, who speaks for the mills, came to the bread fair on Monday. Torp said nine villages would show their "
    'bread there in May. "We are few, and we are loud," she said. "Nobody can bake this bread before noon."'
)

KILN = (
    'Hedda Brandt-Moe, who writes about kilns, was not convinced on Friday. "You can fire a kiln only once," she said. '
    '"Without wood, this warmth is not going to last the night." She kept her recommendation to sell the bricks.\n\n'
    "The kiln broke on Monday. Potter Ivar Lund said that his clay had been dry and the oven of the guild cold. "
    '"We have the notes," he said on Tuesday. "The error was made in their yard." The guild has called a judge.\n\n'
    "Guild master Tora Vik denied that. Nine other potters had fired their jars that night without trouble, she said. "
    "She refused to pay for the jars because the rules of the guild forbid it.\n\n"
    "Vik spoke of the harvest fair and of the price of wood."
)


@pytest.fixture(scope="module")
def kiln(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("kiln"), kiln=KILN)


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("league"), cup=CUP, pilots=PILOTS, fair=FAIR)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def test_what_one_told_the_other_is_said_by_the_one_and_to_the_other(search: Search) -> None:
    first = answer(search, "What did Moe tell Storm?")[0]
    assert "only their paint" in first


def test_what_somebody_expects_is_in_their_own_words(search: Search) -> None:
    found = answer(search, "What does Storm expect if Norway and Denmark move closer together?")
    assert any("stronger that river flows" in text for text in found)
    assert not any("Dahl told his guest" in text for text in found)


def test_what_others_say_is_no_answer(search: Search) -> None:
    found = answer(search, "What did Storm say about Sweden?")
    assert found
    assert not any("Dahl" in text for text in found)


def test_of_what_one_does_not_speak_there_is_no_answer(search: Search) -> None:
    retrieval = search.find("What did Storm say about Sweden?")
    assert unmet(retrieval, reader_extractive.read(retrieval)) is not None


def test_what_one_does_speak_of_is_an_answer(search: Search) -> None:
    assert answer(search, "What did Dahl say about Sweden?") == ["Dahl called Sweden's cranes unsafe."]


def test_why_somebody_thinks_so_is_their_own_reason(search: Search) -> None:
    found = answer(search, "Why does Moe think that ferry makers must draw closer?")
    assert len(found) == 1
    assert "because steel has become dear" in found[0]


def test_the_sentence_with_the_verb_of_the_question_comes_first(search: Search) -> None:
    assert answer(search, "What did Petra Lund promise?")[0].startswith("Lund promised the hut")


def test_a_namesake_of_another_article_is_not_the_speaker(league: Search) -> None:
    found = answer(league, "What did Rolf Dahl tell the crews?")
    assert found[0] == "He told them that the cup would not grow before 2031."
    assert not any("the dam" in text for text in found)


def test_any_verb_of_saying_is_as_good_as_said(league: Search) -> None:
    (first, *_) = answer(league, "What did Ole Dahl say about boats and the dam?")
    assert first.startswith("The head of the pilots")


def test_a_speaker_may_be_asked_for_by_office(league: Search) -> None:
    (first, *_) = answer(league, "What did the trade minister say about the danger of old boats?")
    assert first == "Old boats were no danger to the lake, the minister argued."


def test_of_two_in_such_an_office_none_is_taken(league: Search) -> None:
    assert answer(league, "What did the minister say about old boats?")  # it is looked for as any other


def test_what_is_nearest_to_the_topic_comes_first(league: Search) -> None:
    (first, *_) = answer(league, "What did Mia Torp say about baking the bread?")
    assert first == '"Nobody can bake this bread before noon."'


def test_a_quotation_without_a_tag_is_found_by_what_it_is_about(kiln: Search) -> None:
    (first, *_) = answer(kiln, "What did Brandt-Moe say about the warmth of the kiln?")
    assert first.startswith('"Without wood, this warmth')


def test_whose_fault_it_was_is_told_by_an_error(kiln: Search) -> None:
    question = "What did Ivar Lund say about whose fault it was?"
    assert answer(kiln, question)[0] == '"The error was made in their yard."'
    assert reason(kiln, question) is None


def test_who_speaks_of_no_fault_is_not_asked_for_it(kiln: Search) -> None:
    assert reason(kiln, "What did Brandt-Moe say about whose fault it was?") is not None


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("What is Lund's view of the oven?", "Potter Ivar Lund said"),
        ("What was Tora Vik's reply?", "Guild master Tora Vik denied"),
        ("What reason does Tora Vik give for not paying for the jars?", "She refused to pay"),
        ("How does Vik justify that she will not pay for the jars?", "She refused to pay"),
    ],
)
def test_a_view_a_reply_or_a_reason_is_in_their_own_words(kiln: Search, question: str, begins: str) -> None:
    assert answer(kiln, question)[0].startswith(begins)


def test_a_view_of_what_one_does_not_speak_of_is_refused(kiln: Search) -> None:
    assert reason(kiln, "What is Lund's view of the harvest fair?") is not None
