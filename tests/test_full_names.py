"""A surname means the person whom a question gives in full, and nobody else of that surname."""

from __future__ import annotations

import pytest

from index import words
from index.full_names import completed, full_names

TEXT = "Nora Velk opened the bridge on Friday. Later Velk met the builders. Tomas Velk, no relation, stayed at home."


def held(question: str, sentence: str) -> set[str]:
    return set(completed(full_names(question, "en"), TEXT, sentence, words.tokens(sentence, "en")))


def test_a_surname_alone_is_completed() -> None:
    assert "nora" in held("Whom did Nora Velk meet?", "Later Velk met the builders.")
    assert "nora" in held("Whom did Nora Velk meet?", "Minister Velk met the builders.")


def test_another_of_that_surname_is_not() -> None:
    assert "nora" not in held("Whom did Nora Velk meet?", "Tomas Velk, no relation, stayed at home.")


def test_an_article_that_never_gives_the_full_name_completes_nothing() -> None:
    assert "ada" not in held("Whom did Ada Velk meet?", "Later Velk met the builders.")


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Who is Ali Akbar Velayati?", ["Ali Akbar Velayati"]),
        ("What is Nora Velk's age?", ["Nora Velk"]),
        ("Did Nora Velk meet Tomas Brink?", ["Nora Velk", "Tomas Brink"]),
        ("What Did The President Say?", []),
        ("who met velk?", []),
        ("من التقى صباغ؟", []),
    ],
)
def test_full_names_of_questions(question: str, written: list[str]) -> None:
    assert [name.written for name in full_names(question, "en")] == written
