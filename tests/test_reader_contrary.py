"""What another says against an answer stands beside it; what only goes on from it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.records import Article
from index.search import Search
from qa.ask import ask
from tests.reader_samples import searching

PIER = (
    "The tug company Nordkil says that the lights of the pier were out on the night of the crash. The county says they "
    "were lit. The court will sit in June.\n\n"
    "Tomas Eide said that 40 lime trees would be felled in the park. Karl Dunne put the number at twelve. Mia Roth "
    "said that nothing had been settled yet.\n\n"
    "The opposition said that the mayor had sold the meadow to a hotel. The mayor's office rejected that. The hotel "
    "gave no answer.\n\n"
    "Petra Lund said that the school needs a new roof. It was built in 1931. Lund said it was beyond repair.\n\n"
    "Ada Brink said that the new ferry carries 90 cars. It is painted blue, Brink said. Olav Tamm said 40 of the "
    "cabins have beds."
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    article = Article("pier", PIER, "pier.txt", date="2026-03-20", language="en", title="News of the pier")
    yield from searching(tmp_path_factory.mktemp("contrary"), [article])


def said(search: Search, question: str) -> list[str]:
    return [claim.text for claim in ask(search, question).claims]


@pytest.mark.parametrize(
    ("question", "answer", "reply"),
    [
        ("Were the lights of the pier on?", "lights of the pier were out", "The county says they were lit."),
        ("How many trees will be felled in the park?", "40 lime trees", "Karl Dunne put the number at twelve."),
        ("Did the mayor sell the meadow?", "had sold the meadow", "The mayor's office rejected that."),
        ("Why did the mayor's office reject that the meadow was sold?", "rejected that", "rejected that"),
    ],
)
def test_both_sides_are_told_each_in_its_own_voice(search: Search, question: str, answer: str, reply: str) -> None:
    told = said(search, question)
    assert any(answer in text for text in told)
    assert any(reply in text for text in told)
    assert answer in reply or not any(answer in text and reply in text for text in told)


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Were the lights of the pier out?", "The court will sit in June."),
        ("How many trees will be felled in the park?", "nothing had been settled"),
        ("Does the school need a new roof?", "1931"),
        ("How many cars does the new ferry carry?", "cabins"),
        ("Who says that the lights of the pier were out?", "The county"),
    ],
)
def test_what_is_no_reply_stays_out(search: Search, question: str, foreign: str) -> None:
    told = said(search, question)
    assert told
    assert not any(foreign in text for text in told)


def test_no_short_answer_takes_a_side(search: Search) -> None:
    assert not ask(search, "How many trees will be felled in the park?").short
    assert [short.text for short in ask(search, "How many cars does the new ferry carry?").short] == ["90"]
