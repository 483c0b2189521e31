"""What a scripted model server says and takes: turns, faults, personalities, and the JSON they become."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Body = dict[str, Any]
Support = Literal["kept", "ignored", "refused"]
Endpoint = Literal["chat", "embeddings", "decisions", "models", "probes"]
PROBE = "Say hello."  # how the last message of every probe ends

PATHS: dict[str, Endpoint] = {
    "/v1/chat/completions": "chat",
    "/v1/embeddings": "embeddings",
    "/v1/decisions": "decisions",
    "/v1/models": "models",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One reply, as JSON, or in pieces where a stream was asked for. `text` may be made of the request's body."""

    text: str | Callable[[Body], str] = ""
    finish: str | None = "stop"  # finish_reason: "length", "content_filter"
    piece: int = 4  # characters of a piece of a stream
    delay: float = 0.0  # seconds before each piece, or before the whole
    usage: tuple[int, int] | None = (7, 5)  # input and output tokens; None: no usage is told
    refusal: str | None = None
    reasoning: str | None = None  # the field reasoning_content, as some servers send what a model thought
    content: Literal["text", "parts", "null", "no choices"] = "text"  # "parts": a list of {"type": "text", ...}
    extra: Mapping[str, Any] = field(default_factory=dict)  # more fields of the message or delta
    cut_after: int | None = None  # pieces after which the connection ends
    cut: Literal["hard", "quiet"] = "hard"  # "quiet": the stream just ends, without finish_reason and [DONE]
    error: Any = None  # sent in the stream at `cut_after`, as {"error": ...}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something else than a reply. `body` is sent as JSON unless it is bytes; a str becomes the message of an error."""

    status: int = 500
    body: Any = "scripted fault"
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: Literal["before", "after"] | None = None  # the connection is reset, before or after the headers
    delay: float = 0.0  # seconds before it


@dataclass(frozen=True, slots=True)
class Personality:
    """What the server takes. The default takes everything that OpenAI's Chat Completions know."""

    models: tuple[str, ...] = ("scripted",)  # ids at /v1/models; any other is a 404 if `strict_model`
    strict_model: bool = False
    json_schema: Support = "kept"
    json_object: Support = "kept"
    roles: tuple[str, ...] = ("system", "developer", "user", "assistant")
    limits: tuple[str, ...] = ("max_tokens", "max_completion_tokens")
    temperature: bool = True
    seed: bool = True
    stream: bool = True
    stream_options: bool = True
    thinks: int = 0  # a probe whose limit is not above this many tokens ends with "length" and without text
    think_block: str = ""  # what the reply to a probe begins with
    key: str | None = None  # anything else is a 401
    refusal_status: int = 400  # llama.cpp answers some refusals with a 500
    listing: Mapping[str, Any] = field(default_factory=dict)  # more fields of each entry of /v1/models
    extra_paths: Mapping[str, Any] = field(default_factory=dict)  # path -> JSON, such as "/props"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came in; `headers` have small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Body

    @property
    def probe(self) -> bool:
        """Whether the client only wants to find out what the server does."""
        messages: list[Body] = self.body.get("messages") or []
        return bool(messages) and str(messages[-1].get("content")).endswith(PROBE)


def refused(mine: Personality, body: Body) -> Fault | None:
    """What this server does not take of the request, as OpenAI words it."""
    status = mine.refusal_status
    if mine.strict_model and body["model"] not in mine.models:
        message = f"The model '{body['model']}' does not exist or you do not have access to it."
        return api_error(404, message, code="model_not_found")
    roles = [message["role"] for message in body["messages"] if message["role"] not in mine.roles]
    if roles:
        message = f"Unsupported value: 'messages[0].role' does not support '{roles[0]}' with this model."
        return api_error(status, message, param="messages[0].role", code="unsupported_value")
    form = (body.get("response_format") or {}).get("type")
    taken = {
        "max_tokens": "max_tokens" in mine.limits,
        "max_completion_tokens": "max_completion_tokens" in mine.limits,
        "temperature": mine.temperature,
        "seed": mine.seed,
        "stream": mine.stream or not body.get("stream"),
        "stream_options": mine.stream_options,
        "response_format": not (form in ("json_schema", "json_object") and getattr(mine, form) == "refused"),
    }
    for name, fine in taken.items():
        if name in body and not fine:
            message = f"Unsupported parameter: '{name}' is not supported with this model."
            return api_error(status, message, param=name, code="unsupported_parameter")
    return None


def probe_turn(mine: Personality, body: Body) -> Turn:
    """The reply of a model that does as it is told, as far as this server makes it."""
    if (body.get("max_completion_tokens") or body.get("max_tokens") or 10**6) <= mine.thinks:
        return Turn("", finish="length")
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema" and mine.json_schema == "kept":
        (name,) = form["json_schema"]["schema"]["properties"]
        text = json.dumps({name: form["json_schema"]["schema"]["properties"][name]["enum"][0]})
    elif form.get("type") == "json_object" and mine.json_object == "kept":
        text = '{"greeting": "Hello!"}'
    else:
        text = "Hello! How can I help you?"
    return Turn(mine.think_block + text)


def whole(turn: Turn, text: str, body: Body) -> Body:
    """The reply as one JSON object."""
    message: Body = {"role": "assistant", "content": content(turn, text), **turn.extra}
    if turn.refusal is not None:
        message |= {"content": None, "refusal": turn.refusal}
    if turn.reasoning is not None:
        message["reasoning_content"] = turn.reasoning
    choices = [{"index": 0, "message": message, "finish_reason": turn.finish}]
    reply: Body = {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"]}
    reply["choices"] = [] if turn.content == "no choices" else choices
    if turn.usage:
        reply["usage"] = usage(turn.usage)
    return reply


def deltas(turn: Turn, text: str) -> list[Body]:
    """The reply as the pieces of a stream."""
    if turn.refusal is not None:
        return [{"role": "assistant", "content": None}, {"refusal": turn.refusal}]
    if turn.content == "no choices":
        return []
    thought: list[Body] = [{"reasoning_content": turn.reasoning}] if turn.reasoning is not None else []
    pieces = [text[at : at + turn.piece] for at in range(0, len(text), turn.piece)]
    return [*thought, {"role": "assistant", "content": ""}, *({"content": content(turn, piece)} for piece in pieces)]


def content(turn: Turn, text: str) -> Any:
    """The text in the form that the turn asks for."""
    if turn.content == "parts":
        return [{"type": "text", "text": text}]
    return None if turn.content == "null" else text


def api_error(status: int, message: str, **more: Any) -> Fault:
    return Fault(status, {"error": {"message": message, "type": "invalid_request_error", "param": None, **more}})


def usage(tokens: tuple[int, int]) -> Body:
    return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}


def listed(mine: Personality) -> Body:
    """The list of models."""
    return {"object": "list", "data": [{"id": name, "object": "model", **mine.listing} for name in mine.models]}


def embedded(texts: list[str], vectors: Sequence[Sequence[float]], body: Body) -> Body:
    """The reply of the embeddings endpoint; each word counts as a token."""
    data = [{"object": "embedding", "index": i, "embedding": list(vector)} for i, vector in enumerate(vectors)]
    tokens = sum(len(text.split()) for text in texts)
    return {"object": "list", "model": body["model"], "data": data, "usage": usage((tokens, 0))}


def decided(probabilities: Sequence[float | None], body: Body) -> Body:
    """The reply of the decisions endpoint; a question without a probability was declined."""
    answers = [
        {"type": "refusal", "name": question.get("name")}
        if probability is None
        else {"type": "predicate", "probability": probability, "name": question.get("name")}
        for probability, question in zip(probabilities, body["questions"], strict=True)
    ]
    told: Body = {"input_tokens": 50, "output_tokens": len(answers), "total_tokens": 50 + len(answers)}
    told["input_tokens_details"] = {"cached_tokens": 0, "cache_write_tokens": 0}
    told["output_tokens_details"] = {"reasoning_tokens": 0}
    return {"model": body["model"], "answers": answers, "usage": told}
