"""Whose word an answer is: by a person, an office or a body that the question names; each claim in one voice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa.according import common, one_voice
from qa.ask import answer as asked
from tests.reader_samples import answer, of_files

MILL = (
    "The paper mill Brandvik lost a third of its orders in spring, and it will close one of its two halls in "
    "Osmund. Nobody in the town had expected the loss.\n\n"
    "Chief executive Tora Lindqvist blamed dear timber and a strike at the port for the loss. She also pointed to "
    "a new mill in Tallinn. The hall was built in 1931.\n\n"
    "Brandvik expects the closure to save 40 million kroner a year, according to Jonas Feld, its finance chief. "
    "The move of the machines will first cost 12 million kroner, all of it this summer. Feld said the mill had "
    "enough money.\n\n"
    "The head of the district, Mona Aas, spoke of 300 lost jobs. The mill has counted 210 jobs that will go. "
    "Workers walked out at noon; the union puts the number of lost jobs at 350.\n\n"
    "The mill's debts were too high, said the harbour bank. Its spokesman, Nils Holt, warned that no new loan "
    "would come."
)
FEVER = (
    "Farm fever has killed 40 cows near Lunden since May, and a study counted 90 sick animals on nine farms. Vets "
    "expect the fever to end in autumn.\n\n"
    "The fever came with a truck of straw, the farm ministry said. Farmers near Lunden doubt that the straw "
    "brought the fever.\n\n"
    'The paper Lunden Post reported that Vera Moll spoke of a "hard year", and of cows that rest on straw and not '
    "on stone. Moll told her guests that cows need stone floors."
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("according"), mill=MILL, fever=FEVER)


def claims(search: Search, question: str) -> list[tuple[str | None, str]]:
    """Who says each claim of the answer, and its text."""
    return [(claim.speaker, claim.text) for claim in asked(question, search.find(question)).claims]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Why did Brandvik lose orders, according to its CEO?", "Chief executive Tora Lindqvist blamed"),
        ("How many jobs are lost in Osmund, according to the district's head?", "The head of the district, Mona Aas"),
        ("According to the union, how many jobs will be lost at the mill?", "Workers walked out at noon"),
        ("What does Vera Moll say of cows, according to the Lunden Post?", "The paper Lunden Post"),
        ("How did farm fever come to Lunden, according to the farm ministry?", "The fever came with a truck"),
        ("According to the ministry, how did farm fever come to Lunden?", "The fever came with a truck"),
        ("What do cows rest on, according to Moll as quoted by the Lunden Post?", "The paper Lunden Post"),
        ("In the CEO's view, why did Brandvik lose orders?", "Chief executive Tora Lindqvist blamed"),
        ("According to Aas's count, how many jobs are lost?", "The head of the district, Mona Aas"),
        ("What does the farm ministry say about the fever near Lunden?", "The fever came with a truck"),
        ("How many jobs are lost in Osmund according to the union?", "Workers walked out at noon"),
    ],
)
def test_the_source_that_the_question_names_comes_first(search: Search, question: str, begins: str) -> None:
    assert answer(search, question)[0].startswith(begins)


def test_a_short_answer_stands_in_the_clause_of_the_source(search: Search) -> None:
    question = "According to the union, how many jobs will be lost at the mill?"
    assert [short.text for short in asked(question, search.find(question)).short] == ["350"]


def test_what_speaks_for_a_body_is_its_word(search: Search) -> None:
    found = answer(search, "According to the harbour bank, will a new loan come?")
    assert "Its spokesman, Nils Holt" in " ".join(found)


@pytest.mark.parametrize(
    "source", ["the queen", "its lawyer", "the coast guard", "a study", "Ole Nord", "the report", "the harbour's head"]
)
def test_a_source_that_says_nothing_changes_nothing(search: Search, source: str) -> None:
    question = "How many cows has farm fever killed near Lunden, according to {}?"
    assert answer(search, question.format(source))[0].startswith("Farm fever has killed 40 cows")


def test_what_somebody_expects_is_their_word_alone(search: Search) -> None:
    found = claims(search, "How much money does Feld expect the closure to save each year?")
    assert [speaker for speaker, _ in found] == ["Jonas Feld"]
    assert "40 million kroner a year" in found[0][1]


def test_two_voices_are_two_claims(search: Search) -> None:
    found = claims(search, "What will the closure of the hall of Brandvik save and cost in kroner?")
    assert not any("save 40 million" in text and "first cost 12 million" in text for _, text in found)
    assert [speaker for speaker, text in found if "save 40 million" in text] == ["Jonas Feld"]


def test_who_goes_on_speaking_is_one_claim(search: Search) -> None:
    (speaker, text), *_ = claims(
        search, "What does Tora Lindqvist blame for the loss, and which mill does she point to?"
    )
    assert speaker == "Tora Lindqvist"
    assert "dear timber" in text


def test_a_quotation_goes_with_the_words_that_tell_whose_it_is() -> None:
    from tests.test_who_says import cited

    tag, quoted = cited('"A dear book," wrote a baker from the coast. "I wondered who reads it."')
    assert one_voice(tag, quoted)
    assert common([tag, quoted]) is None
