"""Interviews: the answer is shown and not the question, with it where it is not understood alone, as its speaker's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import ask as asking
from qa import reader_extractive
from qa.ask import retrieve
from qa.summary_material import candidates
from tests.grounding.test_turns import ADVICE, BOLD, LETTERS, NAMES
from tests.reader_samples import of_files

SHORT = (
    "Edda Thorn, 40, heads the museum of Varn. She spoke to us in the hall of whales.\n\n"
    "Q: Were you offered the post of culture minister?\n\n"
    "A: Yes. The premier rang me twice about it.\n\n"
    "Q: Do you regret the sale of the whale?\n\n"
    "A: No.\n"
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder = tmp_path_factory.mktemp("turns")
    yield from of_files(folder, port=LETTERS, organ=NAMES, dam=BOLD, stamp=ADVICE, museum=SHORT)


def shown(search: Search, question: str) -> list[str]:
    found = retrieve(search, question)
    passages = reader_extractive.read(found)
    return [found.articles[p.span.article].text[p.span.start : p.span.end] for p in passages]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "What will Korvan do after her retirement in 2031?",
            ["Q: What will you do after your retirement in 2031?", "A: Keep bees."],
        ),
        (
            "Was Thorn offered the post of culture minister?",
            ["Q: Were you offered the post of culture minister?", "A: Yes. The premier rang me twice about it."],
        ),
        ("Does Thorn regret the sale of the whale?", ["Q: Do you regret the sale of the whale?", "A: No."]),
        (
            "Why did Lindqvist-Aho leave the Kolm project?",
            ["**Why did you leave the Kolm project?**", "I was asked to sign a report that I had not written."],
        ),
        (
            "How much will the repair of the organ cost?",
            ["MERIDIAN: How much will the repair of the organ cost?", "BASTABLE: About 4.2 million crowns."],
        ),
    ],
)
def test_a_question_turn_hands_its_words_to_its_answer(search: Search, question: str, first: list[str]) -> None:
    assert shown(search, question)[:2] == first


def test_an_answer_that_says_it_all_is_shown_alone(search: Search) -> None:
    assert shown(search, "What nests on that rock?")[0] == "A third of the terns nest on that rock."


def test_the_answer_has_its_speaker_and_the_question_gives_no_short_answer(search: Search) -> None:
    question = "How much will the repair of the organ cost?"
    found = asking.answer(question, retrieve(search, question))
    assert [claim.speaker for claim in found.claims[:2]] == ["MERIDIAN", "Jon Bastable"]
    assert found.claims[1].notes[0] == "in the words of Jon Bastable"
    question = "When will Korvan keep bees after her retirement?"
    assert not asking.answer(question, retrieve(search, question)).short


def test_no_question_turn_is_among_what_is_ranked(search: Search) -> None:
    found = retrieve(search, "Who pays for the repair of the organ, and how much will it cost?")
    texts = [found.articles[h.article].text[h.start : h.end] for h in found.sentences]
    assert "BASTABLE: The diocese gives half." in texts
    assert not [t for t in texts if t.startswith(("Q:", "MERIDIAN:"))]


def test_a_summary_has_no_question_turn(search: Search) -> None:
    found = retrieve(search, "the lighthouse of Hellvik")
    rowid = next(k for k, a in found.articles.items() if "Hellvik" in a.text)
    article = found.articles[rowid]
    telling = [article.text[c.span.start : c.span.end] for c in candidates(rowid, article, found.sentences_of[rowid])]
    assert any("refuge for birds" in t for t in telling)
    assert not any(t.startswith("Q:") for t in telling)
