"""The context window as each kind of server tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from qa.llm_window import asked
from qa.llm_wire import Wire
from tests.model_server import Fault, ModelServer, Personality


@pytest.fixture
def scripted() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def window(scripted: ModelServer, model: str = "scripted") -> int | None:
    wire = Wire(scripted.url, None, 20.0)
    try:
        return asked(wire, scripted.url, model)
    finally:
        wire.close()


LLAMA_LIST = {"owned_by": "llamacpp", "meta": {"n_ctx_train": 32768, "n_params": 1}}


@pytest.mark.parametrize(
    ("listing", "paths", "expected"),
    [
        ({"max_model_len": 4096}, {}, 4096),  # vLLM
        ({"context_length": 128000}, {}, 128000),  # OpenRouter, Together
        ({"context_window": 131072}, {}, 131072),  # Groq
        (
            LLAMA_LIST,
            {"/props": {"default_generation_settings": {"n_ctx": 8192}}},
            8192,
        ),  # llama.cpp, as it was started
        (LLAMA_LIST, {}, 32768),
        ({"owned_by": "library"}, {"/api/ps": {"models": [{"name": "scripted:latest", "context_length": 4096}]}}, 4096),
        (
            {},
            {"/api/v0/models": {"data": [{"id": "scripted", "max_context_length": 9, "loaded_context_length": 7}]}},
            7,
        ),
        ({}, {"/api/v0/models": {"data": [{"id": "scripted", "max_context_length": 9}]}}, 9),  # LM Studio, not loaded
        ({"max_model_len": "many", "context_length": 0}, {"/props": [], "/api/ps": {"models": [3]}}, None),
        ({"max_model_len": True}, {"/props": {"default_generation_settings": None}}, None),
    ],
)
def test_each_server_in_its_own_way(
    scripted: ModelServer, listing: dict[str, Any], paths: dict[str, Any], expected: int | None
) -> None:
    scripted.personality = Personality(listing=listing, extra_paths=paths)
    assert window(scripted) == expected


def test_one_of_several_models(scripted: ModelServer) -> None:
    data = [{"id": "small", "max_model_len": 1}, {"id": "large", "max_model_len": 2}]
    scripted.personality = Personality(extra_paths={"/v1/models": {"data": data}})
    assert window(scripted, "large") == 2
    assert window(scripted, "other") is None


def test_the_only_model_answers_to_any_name(scripted: ModelServer) -> None:
    scripted.personality = Personality(listing={"max_model_len": 4096})
    assert window(scripted, "whatever") == 4096


def test_trouble_means_unknown(scripted: ModelServer) -> None:
    scripted.queue(Fault(500), to="models")
    assert window(scripted) is None
