"""Search tokens: folding, stems, numbers, scripts, and their spans."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("meetings", "meeting", "en"),
        ("met", "meet", "en"),
        ("Iran\u2019s", "IRAN", "en"),
        ("U.S.", "US", "en"),
        ("café", "CAFE", "en"),
        ("10,000", "10000", "en"),
        ("ﬁnance", "finance", "en"),
        ("reuniones", "reunión", "es"),
        (
            "م\u064fح\u064eم\u0651\u064eد",
            "محمد",
            "ar",
        ),  # with and without vowels
        ("إيران", "ايران", "ar"),  # alef with and without hamza
        ("کتاب", "كتاب", "fa"),  # Persian and Arabic kaf
        ("٢٠٢٤", "2024", "ar"),  # Eastern Arabic digits
        ("встречи", "встреча", "ru"),
    ],
)
def test_forms_of_one_word_have_one_token(one: str, other: str, language: str) -> None:
    assert words.tokens(one, language) == words.tokens(other, language) != []


def test_a_decimal_point_is_kept_apart_from_thousands() -> None:
    assert words.tokens("3.99 and 1,399") == ["3\u00b799", "and", "1399"]


def test_chinese_gives_bigrams_and_japanese_too() -> None:
    assert words.tokens("北京大学") == ["北京", "京大", "大学"]
    assert words.tokens("猫") == ["猫"]


def test_stop_words_are_dropped_from_questions_unless_nothing_is_left() -> None:
    assert words.content("Who did the minister meet?", "en") == ["minist", "meet"]
    assert words.content("Who was he?", "en") == ["who", "was", "he"]


def test_every_token_is_one_term_of_the_full_text_table() -> None:
    """FTS5 must neither split nor drop what we give it, whatever the script."""
    text = "J.D. Vance's 3.99% محمد 北京大学 हिन\u094dदी 한국어 Ελλάδα naïve"
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'ascii')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, row)")
    db.execute("INSERT INTO t VALUES (?)", [" ".join(words.tokens(text))])
    assert {row[0] for row in db.execute("SELECT term FROM v")} == set(words.tokens(text))
    for token in words.tokens(text):
        assert db.execute("SELECT count(*) FROM t WHERE t MATCH ?", [words.match([token])]).fetchone() == (1,)


@given(st.text())
def test_tokens_lie_where_they_say_and_never_upset_the_query_language(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'ascii')")
    for token, start, end in words.located(text):
        assert 0 <= start < end <= len(text)
        assert '"' not in token
        assert not token.isspace()
    if expression := words.match(words.content(text)):
        db.execute("SELECT * FROM t WHERE t MATCH ?", [expression]).fetchall()


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("who met Sabbagh?", True),
        ("Where did they go", True),
        ("Sabbagh Tehran 2024", True),
        ("¿Quién fue el principal enemigo de los normandos?", False),
        ("من كان كونت ميلفي؟", False),
        ("Wer hat gestern den Minister in Berlin getroffen?", False),
    ],
)
def test_english_questions_are_told_from_others(text: str, english: bool) -> None:
    assert words.looks_english(text) is english
