from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from index.problem import Problem
from index.read_jsonl import TooLong, is_record, read_jsonl
from index.records import Article

LONGEST = 1_000_000


def read(*lines: object) -> tuple[list[Article], list[Problem]]:
    """What the lines give; whatever is no string or bytes is written as JSON."""
    data = b"\n".join(
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode("utf-8")
        for line in lines
    )
    items = list(read_jsonl(io.BytesIO(data), "/n.jsonl", LONGEST))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def test_the_fields_and_their_other_names() -> None:
    articles, problems = read(
        {
            "id": "a",
            "title": "T",
            "text": "One.",
            "date": "2024-11-21",
            "publisher": "P",
            "url": "https://e.org/1",
            "lang": "en-US",
        },
        {"id": 7, "body": "Two.", "published": "21 November 2024", "outlet": "Q", "language": "Arabic"},
        {"content": "Three.", "source": "https://e.org/3"},
    )
    assert problems == []
    one, two, three = articles
    assert (one.id, one.title, one.text, one.date, one.publisher) == ("a", "T", "One.", "2024-11-21", "P")
    assert (one.url, one.language, one.source, one.body) == ("https://e.org/1", "en", "/n.jsonl#a", 0)
    assert (two.id, two.source, two.date, two.publisher, two.language) == ("7", "/n.jsonl#7", "2024-11-21", "Q", "ar")
    assert (three.id, three.source) == (three.digest[:12], "/n.jsonl#3")
    assert (three.url, three.publisher) == ("https://e.org/3", None)


@pytest.mark.parametrize("text", ["a\r\nb\rc", "\ufeffx", "  x\u2028\u0085 y  ", "x\x00y", "👩‍👩‍👧 e\u0301", "  \t x"])
def test_the_text_is_exactly_what_the_json_says(text: str) -> None:
    articles, problems = read({"text": text})
    assert articles[0].text == text
    assert problems == []


def test_half_a_surrogate_pair_is_replaced_one_for_one_and_said() -> None:
    articles, problems = read(r'{"text": "ab\ud800cd\ude00 ef \ud83d\ude00", "title": "\udfff T"}')
    assert articles[0].text == "ab\ufffdcd\ufffd ef 😀"
    assert articles[0].title == "? T"
    assert [p.fatal for p in problems] == [False]
    assert "surrogates" in problems[0].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{bad", "isn't JSON"),
        ('{"text": "cut off', "isn't JSON"),
        ('["a list"]', "no JSON object"),
        ('"text"', "no JSON object"),
        ("null", "no JSON object"),
        ('{"title": "no text"}', 'has no "text"'),
        ('{"text": null}', 'has no "text"'),
        ('{"text": 5}', "no string"),
        ('{"text": ["a"]}', "no string"),
        ('{"text": ""}', "is empty"),
        ('{"text": " \\n "}', "is empty"),
        ('{"text": "…!"}', "no letters"),
        ('{"text": "a", "id": ["x"]}', "neither text nor a number"),
        ('{"text": "a", "id": true}', "neither text nor a number"),
        ('{"text": "a", "id": "x\\u001b[31m"}', "control characters"),
        (json.dumps({"text": "a", "id": "x" * 201}), "over 200 characters"),
        ("[" * 200_000, "nested too deeply"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "a number that is too long"),
        (b"\x00\xff\xfe\x01" * 20, "binary"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_bad_line_is_a_problem_with_its_number_and_the_others_go_on(line: object, reason: str) -> None:
    articles, problems = read({"text": "One."}, line, "", {"text": "Two."})
    assert [a.text for a in articles] == ["One.", "Two."]
    assert [(p.source, p.fatal) for p in problems] == [("/n.jsonl#2", True)]
    assert problems[0].reason.startswith("line 2 ")
    assert reason in problems[0].reason
    assert "\n" not in problems[0].reason
    assert articles[1].source == "/n.jsonl#4"


def test_an_id_met_again_is_the_same_article_or_a_problem() -> None:
    articles, problems = read(
        {"id": "a", "text": "One."},
        {"id": "a", "text": "One."},
        {"id": "a", "text": "Other."},
        {"text": "x1"},
        {"text": "x1"},
    )
    assert [a.text for a in articles] == ["One.", "x1"]
    assert [(p.source, "another content" in p.reason) for p in problems] == [("/n.jsonl#3", True)]


def test_a_line_number_and_an_id_that_look_alike_are_two_sources() -> None:
    articles, _ = read({"id": "2", "text": "One."}, {"text": "Two."}, {"text": "Three."}, {"id": 3, "text": "Four."})
    assert len({a.source for a in articles}) == 4
    again, _ = read({"id": "2", "text": "One."}, {"text": "Two."}, {"text": "Three."}, {"id": 3, "text": "Four."})
    assert [a.source for a in again] == [a.source for a in articles]


def test_what_cannot_be_used_of_the_metadata_is_a_warning() -> None:
    articles, problems = read(
        {"text": "One.", "date": "2024-13-45", "title": {"a": 1}, "url": "javascript:x()", "lang": "?"}
    )
    assert len(articles) == 1
    assert (articles[0].date, articles[0].title, articles[0].url) == (None, None, None)
    assert [(p.fatal, p.source) for p in problems] == [(False, "/n.jsonl#1")] * 4


def test_a_date_in_front_of_the_text_is_no_prose() -> None:
    articles, _ = read(
        {"text": "date 2024-11-21 The mayor spoke."}, {"text": "2024-11-20\nHe spoke.", "date": "2024-11-19"}
    )
    assert [(a.date, a.text[a.body :]) for a in articles] == [
        ("2024-11-21", "The mayor spoke."),
        ("2024-11-19", "He spoke."),
    ]


def test_one_json_array_gives_one_problem() -> None:
    articles, problems = read("[", '  {"text": "One."},', '  {"text": "Two."}', "]")
    assert articles == []
    assert len(problems) == 1
    assert "jq" in problems[0].reason


def test_an_old_encoding_is_said_once() -> None:
    lines = [
        json.dumps({"text": f"Der Bürgermeister sprach über die Brücke {n}."}, ensure_ascii=False) for n in range(5)
    ]
    articles, problems = read(*(line.encode("cp1252") for line in lines))
    assert [a.text[4:17] for a in articles] == ["Bürgermeister"] * 5
    assert len(problems) == 1
    assert not problems[0].fatal


def test_lines_are_read_one_at_a_time() -> None:
    given = 0

    def lines() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield json.dumps({"text": f"Article {given}."}).encode()

    items = read_jsonl(lines(), "/n.jsonl", LONGEST)
    assert [isinstance(next(items), Article) for _ in range(3)] == [True] * 3
    assert given == 3


def test_a_line_over_the_limit_is_a_problem() -> None:
    items = list(read_jsonl([TooLong(b'{"text": "aaa'), b'{"text": "One."}'], "/n.jsonl", LONGEST))
    assert isinstance(items[0], Problem)
    assert "line 1 is over 1 MB" in items[0].reason
    assert isinstance(items[1], Article)


@pytest.mark.parametrize(
    ("line", "expected"), [(b'{"text": "a"}', True), (b'{"a": 1}', False), (b"[1]", False), (b"x", False)]
)
def test_what_a_record_is(line: bytes, expected: bool) -> None:
    assert is_record(line) is expected
