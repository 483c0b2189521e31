"""Why two numbers differ is told by how each was counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import answer, of_files

STORM = (
    "A storm hit the coast near Varby on Monday. The coast guard put the number of lost boats at 14, the county spoke "
    "of 23 lost boats.\n\n"
    "The coast guard counts only what its crews have seen, whereas the county includes all that skippers report. Boats "
    "had gone out while it was calm.\n\n"
    "The bill is high as well. The insurers' figures for the loss are higher than those of the county, because they "
    "include cargo."
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("storm"), storm=STORM)


@pytest.mark.parametrize(
    "question",
    [
        "Why do the coast guard and the county give different numbers of lost boats?",
        "Why does the county's figure for lost boats differ from that of the coast guard?",
        "Why is the county's number of lost boats higher than the coast guard's?",
    ],
)
def test_how_each_counts_is_why_they_differ(search: Search, question: str) -> None:
    assert answer(search, question)[0].startswith("The coast guard counts only")


def test_a_reason_in_so_many_words_is_better(search: Search) -> None:
    assert "because" in answer(search, "Why are the insurers' figures for the loss higher than those of the county?")[0]


def test_other_questions_are_left_alone(search: Search) -> None:
    assert "23 lost boats" in answer(search, "How many lost boats does the county count?")[0]
