"""Replies of every shape: read for what is in them, refused where nothing is."""

from __future__ import annotations

from typing import Any

import pytest

from qa.llm_failure import Failed
from qa.llm_reply import Gathering, Told, names, probabilities, usage, vectors, whole


@pytest.mark.parametrize("data", [None, "text", 5, [], {}, {"choices": []}, {"choices": {}}, {"choices": [None]}])
def test_no_choice_is_no_reply(data: Any) -> None:
    with pytest.raises(Failed):
        whole(data)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"message": {"content": "a"}, "finish_reason": "stop"}, Told("a", "stop")),
        ({"message": {"content": "a"}, "finish_reason": "LENGTH"}, Told("a", "length")),
        ({"message": {"content": "a"}, "finish_reason": "eos"}, Told("a", "stop")),
        ({"message": {"content": "a"}, "finish_reason": 7}, Told("a", None)),
        ({"message": {"content": None}}, Told("", None)),
        ({"message": {"content": 5}}, Told("", None)),
        ({"message": {"content": ["a", {"text": "b"}, {"image": 1}, None]}}, Told("ab", None)),
        ({"message": {"refusal": "no"}, "finish_reason": "stop"}, Told("", "refused", "no")),
        ({"message": None, "text": "a"}, Told("", None)),
    ],
)
def test_a_choice_is_read(choice: dict[str, Any], told: Told) -> None:
    assert whole({"choices": [choice], "surplus": [1]}) == told


def test_a_stream_is_gathered() -> None:
    gathering = Gathering()
    events: list[Any] = [
        {"choices": [{"delta": {"role": "assistant", "content": None}}]},
        {"choices": [{"delta": {"content": "The "}}]},
        {"choices": [{"delta": {"reasoning_content": "hm"}}]},
        {"choices": [{"delta": None}]},
        {"choices": [{"delta": {"content": [{"text": "law"}]}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2}},
        {"choices": [{"delta": {}, "finish_reason": None}], "usage": None},
    ]
    assert [gathering.take(event) for event in events] == ["", "The ", "", "", "law", "", ""]
    assert gathering.told() == Told("The law", "stop", usage=(3, 2), streamed=True)


@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        ({"prompt_tokens": 3, "completion_tokens": 2}, (3, 2)),
        ({"input_tokens": 3, "output_tokens": 2}, (3, 2)),
        ({"prompt_tokens": 3, "total_tokens": 3}, (3, 0)),
        ({"prompt_tokens": 0, "completion_tokens": 0}, None),
        ({"prompt_tokens": None, "completion_tokens": 2}, None),
        ({"prompt_tokens": "3"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_usage_is_told_or_not(told: Any, tokens: tuple[int, int] | None) -> None:
    assert usage({"usage": told}) == tokens


def test_vectors_without_indexes_keep_their_order() -> None:
    assert vectors({"data": [{"embedding": [1, 2.5]}, {"embedding": [3.0, 4.0]}]}, 2) == [[1.0, 2.5], [3.0, 4.0]]


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"data": None},
        {"data": [1, 2]},
        {"data": [{"embedding": [1.0], "index": 0}, {"embedding": [1.0], "index": 0}]},
        {"data": [{"embedding": [1.0], "index": 0}, {"embedding": [1.0]}]},
        {"data": [{"embedding": [1.0], "index": 1}, {"embedding": [1.0], "index": 2}]},
        {"data": [{"embedding": "AACAPw==", "index": 0}, {"embedding": "AACAPw==", "index": 1}]},
        {"data": [{"embedding": [True], "index": 0}, {"embedding": [1.0], "index": 1}]},
        {"data": [{"embedding": [10**400], "index": 0}, {"embedding": [1.0], "index": 1}]},
        {"data": [{"embedding": [float("inf")], "index": 0}, {"embedding": [1.0], "index": 1}]},
    ],
)
def test_vectors_that_cannot_be_right(data: Any) -> None:
    with pytest.raises(Failed):
        vectors(data, 2)


@pytest.mark.parametrize(
    "answers",
    [
        None,
        [{"type": "predicate", "probability": 0.5}],
        [{"type": "predicate", "probability": 1.5}, {"type": "refusal"}],
        [{"type": "predicate"}, {"type": "refusal"}],
        [{"type": "predicate", "probability": float("nan")}, {"type": "refusal"}],
        [{"type": "choice", "choice": True, "confidence": 1}, {"type": "refusal"}],
        [True, False],
    ],
)
def test_decisions_that_cannot_be_right(answers: Any) -> None:
    with pytest.raises(Failed):
        probabilities({"answers": answers}, 2)


def test_names_of_models() -> None:
    assert names({"data": [{"id": "a"}, {"id": None}, "b", {"name": "c"}]}) == ["a"]
    assert names("text") == names({"data": 3}) == []
