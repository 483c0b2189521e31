"""A deed that is not told of the person whom a question has do it is refused; one that is told in any words is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import of_files, reason

SHED = """Title: Boatbuilder sentenced for burning a shed in Ostvik
Date: 2023-03-02

A court in Ostvik sentenced the boatbuilder Torbjorn Moen to two years on Thursday for setting fire to a shed. The cook
Agnes Myhre, whom the police had suspected for a week, was cleared.

Myhre cried when the judge, Lena Hauge, read out the ruling. She is going to sue the town.

Moen gave up his yard in Ostvik in 2021 because nobody ordered boats. His lawyer, Peder Sande, said that the ruling was
too harsh.

Hauge passed on greetings from Norway's minister Ivar Dahle and asked the mayor of Ostvik to visit Bergen in June.

In May Hauge also met with Sigrid Vold, the county's treasurer, to discuss the costs of the court.

The film director Maria Lund shot "The Tar House" in the yard in 2019. Lund opened the Festival of Small Films in Molde
with it.
"""
REFUSED = [
    ("Why did Agnes Myhre burn the shed?", "it does not tell this of Agnes Myhre: 'burn'"),
    ("Why did Agnes Myhre set the shed on fire?", "it does not tell this of Agnes Myhre: 'set'"),
    ("Why did Lena Hauge resign as judge in Ostvik?", "it does not tell this of Lena Hauge: 'resign'"),
    ("Who defended Agnes Myhre in court?", "it does not tell this of Agnes Myhre: 'defended'"),
    ("Who succeeded Torbjorn Moen at the yard?", "it does not tell this of Torbjorn Moen: 'succeeded'"),
    ("When was Peder Sande arrested?", "it does not tell this of Peder Sande: 'arrested'"),
    ("Which club did Torbjorn Moen play for?", "it does not tell this of Torbjorn Moen: 'play'"),
    ("When will Dahle travel to Ostvik?", "it is not Dahle who does this: 'travel'"),
    ("Why did the judges walk out of the festival?", "no sentence tells this: 'walk'"),
    ("How many ships did Norway sink in Ostvik?", "no sentence tells this: 'sink'"),
    ("When did Maria Lund open the festival in Tromso?", None),
    ('Which prize did "The Tar House" win in Molde?', "it does not tell this of The Tar House: 'win'"),
]
ANSWERED = [
    "Why did Torbjorn Moen set the shed on fire?",
    "Why did Torbjorn Moen stop building boats in Ostvik?",
    "Why did Agnes Myhre weep?",
    "Who suspected Agnes Myhre?",
    "Who defended Torbjorn Moen in court?",
    "When was Torbjorn Moen sentenced?",
    "Why is Peder Sande opposed to the ruling?",
    "Where did Lund open the festival?",
    "Why did the court sentence the boatbuilder?",
    "When did Maria Lund film in the yard?",
    "What did Hauge and Vold discuss?",
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("deeds"), shed=SHED)


@pytest.mark.parametrize(("question", "why"), REFUSED)
def test_a_deed_that_is_not_told_of_the_person_is_refused(search: Search, question: str, why: str | None) -> None:
    said = reason(search, question)
    assert said is not None
    assert why is None or said == why


@pytest.mark.parametrize("question", ANSWERED)
def test_a_deed_that_is_told_of_them_is_not(search: Search, question: str) -> None:
    assert reason(search, question) is None
