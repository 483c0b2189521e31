"""What people read when a call failed: server and model, the cause, and what to do next, on one line."""

from __future__ import annotations

from typing import Any

import pytest

from index.errors import ContextTooLong, ModelError, ModelRefused, ModelUnknown, ModelUnreachable
from qa.llm_errors import Place, explained, is_elsewhere, window_of
from qa.llm_failure import Failure, from_status

HERE = Place("http://127.0.0.1:8080/v1", "small", has_key=True)


def told(status: int, message: str, place: Place = HERE, **inner: Any) -> ModelError:
    return explained(from_status(status, {"error": {"message": message, **inner}}, {}), place)


# The window as each server words it.
TOO_LONG = [
    (400, "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.", 8192),
    (400, "This model's maximum context length is 128,000 tokens. However, you requested 200000 tokens", 128000),
    (400, "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000.", 272000),
    (400, "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it", 8192),
    (400, "the request exceeds the available context size, try increasing it", None),
    (500, "input is too large to process. increase the physical batch size", None),
    (
        400,
        "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and yours has 300 already",
        4096,
    ),
    (400, "The decoder prompt (length 9000) is longer than the maximum model length of 8192.", 8192),
    (
        400,
        "Trying to keep the first 5000 tokens. However, the model is loaded with context length of only 4096 tokens",
        4096,
    ),
    (400, "Prompt contains 40000 tokens, too large for model with 32768 maximum context length", 32768),
    (400, "prompt is too long: 210000 tokens > 200000 maximum", 200000),
    (400, "the input length exceeds the context length", None),
    (413, "Request Entity Too Large", None),
    (429, "Request too large for m on tokens per min (TPM): Limit 30000, Requested 40000.", 30000),
]


@pytest.mark.parametrize(("status", "message", "limit"), TOO_LONG)
def test_too_long_is_recognised_in_every_wording(status: int, message: str, limit: int | None) -> None:
    error = told(status, message)
    assert isinstance(error, ContextTooLong)
    assert error.limit == limit
    assert "small at 127.0.0.1:8080" in str(error)
    assert "give less text" in str(error)


def test_the_window_may_be_a_field() -> None:
    error = told(400, "too many tokens", type="exceed_context_size_error", n_prompt_tokens=900, n_ctx=512)
    assert isinstance(error, ContextTooLong)
    assert error.limit == 512


@pytest.mark.parametrize(
    "message",
    [
        "max_tokens is too large: 100000. This model supports at most 4096 completion tokens.",
        "Invalid schema for response_format 'answer'",
        "Rate limit reached for requests",
        "context is a wonderful word",
    ],
)
def test_other_refusals_are_not_taken_for_too_long(message: str) -> None:
    assert not window_of(from_status(400, {"message": message}, {}))[0]
    assert type(told(400, message)) is ModelRefused


NO_MODEL = [
    (404, "The model `small` does not exist or you do not have access to it.", "model_not_found"),
    (404, 'model "small" not found, try pulling it first', None),  # Ollama
    (404, "The model `small` does not exist.", None),  # vLLM
    (400, "small is not a valid model ID", None),  # OpenRouter
    (400, "Invalid model: small", None),  # Mistral
    (400, "No models loaded. Please load a model in the developer page.", None),  # LM Studio
]


@pytest.mark.parametrize(("status", "message", "code"), NO_MODEL)
def test_no_such_model_in_every_wording(status: int, message: str, code: str | None) -> None:
    error = told(status, message, code=code)
    assert isinstance(error, ModelUnknown)
    assert str(error).startswith("127.0.0.1:8080 has no model 'small': ")
    assert "--model or QA_MODEL" in str(error)


def test_a_missing_model_is_said_with_those_there_are() -> None:
    place = Place(HERE.base_url, "smal", has_key=True, listed=lambda: ["d", "c", "b", "a", "small", "e\x1b[31m"])
    error = told(404, "The model `smal` does not exist.", place)
    assert str(error) == (
        "127.0.0.1:8080 has no model 'smal': did you mean small? It has a, b, c, d, e␛[31m and 1 more; "
        "choose one with --model or QA_MODEL"
    )


def test_a_wrong_address_is_told_from_a_wrong_model() -> None:
    error = told(404, "404 page not found", Place("http://user:pw@127.0.0.1:8080", "small", has_key=True))
    assert type(error) is ModelUnreachable
    assert "OPENAI_BASE_URL should probably be http://127.0.0.1:8080/v1" in str(error)
    assert "pw" not in str(error)
    error = told(404, "Not Found")
    assert "There is no chat at http://127.0.0.1:8080/v1" in str(error)
    assert "check OPENAI_BASE_URL" in str(error)


@pytest.mark.parametrize(
    ("status", "inner", "kind", "words"),
    [
        (
            401,
            {"message": "Incorrect API key."},
            ModelRefused,
            'OPENAI_API_KEY was refused by 127.0.0.1:8080 ("Incorrect',
        ),
        (400, {"message": "API key not valid. Please pass one."}, ModelRefused, "OPENAI_API_KEY was refused by"),
        (402, {"message": "Payment required"}, ModelRefused, "no credit left at 127.0.0.1:8080"),
        (429, {"message": "Quota", "code": "insufficient_quota"}, ModelRefused, "no credit left at 127.0.0.1:8080"),
        (403, {"message": "Region"}, ModelRefused, "does not let this key use small"),
        (429, {"message": "Slow down"}, ModelRefused, "takes no more requests for small just now"),
        (418, {"message": "Teapot"}, ModelRefused, 'did not take the request for small (error 418) ("Teapot")'),
        (500, {"message": "Boom"}, ModelUnreachable, 'failed at the request for small with error 500 ("Boom")'),
        (503, {"message": "Loading model"}, ModelUnreachable, 'with error 503 ("Loading model")'),
    ],
)
def test_each_status_has_its_words(status: int, inner: dict[str, Any], kind: type[ModelError], words: str) -> None:
    error = explained(from_status(status, {"error": inner}, {}), HERE)
    assert type(error) is kind
    assert words in str(error)


def test_a_wait_is_said() -> None:
    failure = from_status(429, {"message": "Slow down"}, {"retry-after": "90"})
    assert "asks to wait 90 seconds" in str(explained(failure, HERE))


def test_a_server_that_wants_a_key_is_told_from_a_refused_one() -> None:
    error = told(401, "Missing bearer", Place(HERE.base_url, "small", has_key=False))
    assert str(error) == '127.0.0.1:8080 wants a key for small ("Missing bearer"): set OPENAI_API_KEY'


@pytest.mark.parametrize("endpoint", ["embeddings", "models", "decisions"])
@pytest.mark.parametrize("status", [404, 405, 501])  # llama.cpp without --embeddings: 501
def test_another_endpoint_is_named(endpoint: str, status: int) -> None:
    error = told(status, "File Not Found", Place(HERE.base_url, "small", True, endpoint))
    assert f"127.0.0.1:8080 has no {endpoint} for small" in str(error)


@pytest.mark.parametrize(
    "kind", ["refused", "unknown host", "tls", "timeout", "dropped", "differs", "not json", "client"]
)
def test_every_message_is_one_line_with_server_model_and_next_step(kind: Any) -> None:
    words = str(explained(Failure(kind, "why"), HERE))
    assert "127.0.0.1:8080" in words
    assert "small" in words
    assert ": " in words
    assert "\n" not in words
    assert not words.endswith(".")


def test_what_another_form_of_the_request_would_not_change() -> None:
    for status, message, _ in TOO_LONG:
        assert is_elsewhere(from_status(status, {"message": message}, {}))
    for status, message, code in NO_MODEL:
        assert is_elsewhere(from_status(status, {"message": message, "code": code}, {}))
    assert is_elsewhere(from_status(400, {"message": "Incorrect API key provided"}, {}))
    assert not is_elsewhere(from_status(400, {"message": "Unsupported parameter: 'temperature' with this model."}, {}))
