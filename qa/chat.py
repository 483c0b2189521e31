"""What is said to a model and what comes back. Readers and judges know this module, qa/llm_wire.py alone a client."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant"]
Finish = Literal["stop", "length", "refused"]  # ended by itself, cut at max_tokens, or refused by a filter


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat. A model's client may rename the role "system" to what its server takes."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON schema for a reply; `name` has letters, digits and "_" alone."""

    name: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One call. `purpose` is the job it is for, as `qa usage` lists it; `prompt` the digest of the prompt file used.

    `schema` is asked of the server where it enforces schemas, else only described by the prompt: whoever asks
    validates the reply in either case.
    """

    messages: tuple[Message, ...]
    purpose: str
    max_tokens: int  # of the reply
    schema: Schema | None = None
    prompt: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is sent; a server that keeps to a schema reads it as a part of the prompt."""
        schema = () if self.schema is None else (json.dumps(dict(self.schema.body), ensure_ascii=False),)
        return (*(message.content for message in self.messages), *schema)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `text` without thinking blocks. `estimated`: the server told no usage, so tokens were counted."""

    text: str
    finish: Finish
    input_tokens: int
    output_tokens: int
    estimated: bool = False
    cached: bool = False  # from the reply cache: it cost nothing


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a server does for a model, found out once by probing."""

    schema: Literal["json_schema", "json_object", "none"]  # the strongest form of reply that it keeps to
    system: Literal["system", "developer", "user"] = "system"  # how instructions are sent
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True  # whether temperature 0 is taken
    stream: bool = True
    stream_usage: bool = True  # whether a stream tells its usage
    decisions: bool = False  # whether the server has OpenAI's Decisions endpoint


class Chat(Protocol):
    """A model that can be asked."""

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""

    def abilities(self) -> Abilities:
        """What the server does for this model; the first call may probe it. Raises ModelError."""

    def context(self) -> int | None:
        """The context window in tokens, for question and reply together; None when nobody knows."""

    def ask(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The reply. `on_text` is given the visible text piece by piece as it comes. Raises ModelError."""
