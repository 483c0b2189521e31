"""Who says a sentence, where the name stands beside an office."""

from __future__ import annotations

import pytest

from index.records import Article
from index.sentences import split
from qa.grounding import Cited, Source
from qa.who_says import named


def says(text: str) -> str | None:
    source = Source(Article("a", text, "a.txt", language="en"), split(text, "en"))
    return named(Cited(source, len(source.sentences) - 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We keep the ferry. Nobody is dismissed," said the line\'s manager, Olga Brandt-Mensah.',
            "Olga Brandt-Mensah",
        ),
        ("Its director, Tom Okafor, warned that the dam could break.", "Tom Okafor"),
        ("Ada Brink said that the dam could break.", "Ada Brink"),
        ('"Nobody is dismissed," said the daughter of Tom Okafor.', None),
        ("The dam, built by Tom Okafor, could break.", None),
    ],
)
def test_named(text: str, expected: str | None) -> None:
    assert says(text) == expected
