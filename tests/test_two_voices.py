"""Of a question for the words of two, each has a sentence and no third has one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa.ask import answer as asked
from tests.reader_samples import answer, of_files

FIRE = (
    "A fire in the rope works of Skarnes hurt at least 19 people on Friday, the fire brigade said. The county hospital "
    "put the number of hurt people at 26. The school hospital took in nobody. A reporter spoke of 40 hurt people.\n\n"
    "Mayor Runa Vik said the works had no second door. Its owner, Odd Hauge, denied that a door was missing. The "
    "doors were new, said Ragna Moe, who sells them.\n\n"
    'Hauge will pay for the roof. "We sleep badly," he said.'
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("fire"), fire=FIRE)


@pytest.mark.parametrize(
    "question",
    [
        "How many people were hurt according to the fire brigade and according to the county hospital?",
        "How many people were hurt, according to the fire brigade and the hospital?",
        "How many hurt people do the fire brigade and the county hospital count?",
    ],
)
def test_two_bodies(search: Search, question: str) -> None:
    one, other = answer(search, question)
    assert "at least 19 people" in one
    assert other == "The county hospital put the number of hurt people at 26."


def test_two_persons_each_in_their_own_voice(search: Search) -> None:
    question = "What do Vik and Hauge each say about the door?"
    claims = asked(question, search.find(question)).claims
    assert [(c.speaker, c.text.split(",")[0]) for c in claims] == [
        ("Runa Vik", "Mayor Runa Vik said the works had no second door."),
        ("Odd Hauge", "Its owner"),
    ]


def test_of_one_who_says_nothing_of_it_nothing_is_made_up(search: Search) -> None:
    found = answer(search, "How many people were hurt according to the fire brigade and according to the army?")
    assert len(found) == 1
    assert "at least 19 people" in found[0]


def test_another_number_of_theirs_is_no_answer(search: Search) -> None:
    found = answer(search, "How many firemen died according to the county hospital and according to the fire brigade?")
    assert not any("at 26" in text for text in found)
