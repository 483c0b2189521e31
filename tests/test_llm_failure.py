"""Error replies of many servers, read for what they say; nothing of them acts on a terminal or shows a key."""

from __future__ import annotations

from typing import Any

import pytest

from qa.llm_failure import WORDS, cleaned, error_in, from_status, wait_asked

NOW = 1_800_000_000.0  # Friday 15 January 2027, 08:00:00 GMT


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "inner, as the client gives it", "type": "x", "code": None}, "inner, as the client gives it"),
        ({"error": {"message": "nested"}}, "nested"),
        ({"error": "a text"}, "a text"),
        ({"object": "error", "message": "as vLLM had it", "code": 400}, "as vLLM had it"),
        ({"detail": "as FastAPI has it"}, "as FastAPI has it"),
        ({"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs"}]}, "body.seed: Extra inputs"),
        ("plain text", "plain text"),
        ("<html><head><title>502</title></head>\n<b>Bad Gateway</b></html>", "502 Bad Gateway"),
        ({"error": {"message": {"detail": "deep"}}}, "deep"),
        ({"error": None}, ""),
        (None, ""),
        (5, ""),
        ([], ""),
    ],
)
def test_the_words_are_found(body: Any, words: str) -> None:
    assert from_status(400, body, {}).words == words


def test_code_parameter_and_window_are_found() -> None:
    body = {"error": {"message": "m", "type": "exceed_context_size_error", "param": "messages", "n_ctx": 512}}
    failure = from_status(400, body, {"x-should-retry": "false"})
    assert (failure.code, failure.param, failure.limit, failure.final) == (
        "exceed_context_size_error",
        "messages",
        512,
        True,
    )
    assert failure.says("EXCEED")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9.0),
        ({"retry-after": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"retry-after": "Fri, 15 Jan 2027 07:00:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 15 Jan 2027 09:00:30 +0100"}, 30.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, float("inf")),
    ],
)
def test_the_wait_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_asked(headers, NOW) == seconds


def test_words_are_one_short_line_without_the_key() -> None:
    text = cleaned("bad key sk-0123456789 \x1b[31m\r\n\u202e" + "x" * 1000, "sk-0123456789")
    assert text.startswith("bad key [key] ")
    assert text.isprintable()
    assert len(text) <= WORDS


def test_a_placeholder_is_no_key() -> None:
    assert cleaned("none of them", "none") == "none of them"


def test_an_error_may_come_with_the_status_200() -> None:
    failure = error_in({"error": {"message": "upstream", "code": 429}})
    assert failure is not None
    assert (failure.status, failure.words) == (429, "upstream")
    assert error_in({"error": {"message": "m", "code": "odd"}}) == from_status(500, {"message": "m", "code": "odd"}, {})
    assert error_in({"choices": [{}], "error": None}) is None
    assert error_in([]) is None
