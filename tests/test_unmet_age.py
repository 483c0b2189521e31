"""How old somebody is must be told of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import of_files, reason

TRIAL = """The bookkeeper Marit Dahl was given two years in prison on Monday. She wept.

Henrik Lunde, 52, drove the car. The watchman, Yara Benali, spoke to the judge. She turns sixty in May. The novelist
Knut Moe, who is in his forties, wrote it down. The mill of Ostvik burnt for nine hours.
"""


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("age"), trial=TRIAL)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("How old is Marit Dahl?", "it tells no age of Marit Dahl"),
        ("How old is Henrik Lunde?", None),
        ("How old was Yara Benali?", None),
        ("How old is Knut Moe?", None),
        ("How old is the mill of Ostvik?", None),
        ("How long will Marit Dahl be in prison?", None),
    ],
)
def test_an_age_is_told_of_whom_it_is_asked(search: Search, question: str, why: str | None) -> None:
    assert reason(search, question) == why
