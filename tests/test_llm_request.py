"""What is sent, in the form that each server takes."""

from __future__ import annotations

from qa.chat import Abilities, Message, Request, Schema
from qa.llm_request import body, messages

SYSTEM, FIRST = Message("system", "Be brief."), Message("user", "One?")
REPLY, SECOND = Message("assistant", "One."), Message("user", "Two?")
TURNS = (SYSTEM, FIRST, REPLY, SECOND)
SCHEMA = Schema("answer", {"type": "object"})


def test_instructions_take_the_role_that_the_model_has() -> None:
    assert [turn["role"] for turn in messages(TURNS, Abilities("none"))] == ["system", "user", "assistant", "user"]
    assert messages(TURNS, Abilities("none", system="developer"))[0] == {"role": "developer", "content": "Be brief."}


def test_without_one_they_open_the_first_turn() -> None:
    assert messages(TURNS, Abilities("none", system="user")) == [
        {"role": "user", "content": "Be brief.\n\nOne?"},
        {"role": "assistant", "content": "One."},
        {"role": "user", "content": "Two?"},
    ]


def test_the_user_begins_in_any_case() -> None:
    merged = messages((SYSTEM, REPLY, SECOND), Abilities("none", system="user"))
    assert [turn["role"] for turn in merged] == ["user", "assistant", "user"]
    assert messages((SYSTEM,), Abilities("none", system="user")) == [{"role": "user", "content": "Be brief."}]
    assert messages((FIRST,), Abilities("none", system="user")) == [{"role": "user", "content": "One?"}]


def test_only_what_is_taken_is_sent() -> None:
    request = Request(TURNS, "answer", 50, SCHEMA)
    least = Abilities("none", limit="max_completion_tokens", temperature=False, stream_usage=False)
    assert body("m", request, least).keys() == {"model", "messages", "max_completion_tokens"}
    assert body("m", request, least, stream=True).keys() == {"model", "messages", "max_completion_tokens", "stream"}
    assert body("m", request, Abilities("json_object"))["response_format"] == {"type": "json_object"}
    assert "response_format" not in body("m", Request(TURNS, "answer", 50), Abilities("json_schema"))
