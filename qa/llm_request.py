"""A request as the JSON of Chat Completions, in the form that the server takes for the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.chat import Abilities, Message, Request


def body(model: str, request: Request, abilities: Abilities, stream: bool = False) -> dict[str, Any]:
    """The body to send. No field but those that the abilities tell of: unknown ones are refused by some servers.

    There is no `seed`: at temperature 0 it changes nothing, and some servers refuse it.
    """
    made: dict[str, Any] = {
        "model": model,
        "messages": messages(request.messages, abilities),
        abilities.limit: request.max_tokens,
    }
    if abilities.temperature:
        made["temperature"] = 0
    if request.schema is not None and abilities.schema == "json_schema":
        form = {"name": request.schema.name, "schema": dict(request.schema.body), "strict": True}
        made["response_format"] = {"type": "json_schema", "json_schema": form}
    elif request.schema is not None and abilities.schema == "json_object":
        made["response_format"] = {"type": "json_object"}
    if stream:
        made["stream"] = True
        if abilities.stream_usage:
            made["stream_options"] = {"include_usage": True}
    return made


def messages(given: Sequence[Message], abilities: Abilities) -> list[dict[str, str]]:
    """The turns. Where the model has no role for instructions, they open the first turn of the user."""
    if abilities.system != "user":
        names = {"system": abilities.system}
        return [{"role": names.get(turn.role, turn.role), "content": turn.content} for turn in given]
    instructions = "\n\n".join(turn.content for turn in given if turn.role == "system")
    turns = [{"role": str(turn.role), "content": turn.content} for turn in given if turn.role != "system"]
    if not instructions:
        return turns
    if not turns or turns[0]["role"] != "user":  # templates without a system role want the user to begin
        return [{"role": "user", "content": instructions}, *turns]
    first = {"role": "user", "content": f"{instructions}\n\n{turns[0]['content']}"}
    return [first, *turns[1:]]
