"""What a server does for a model, found out by asking: mostly one call, a few on an odd server.

The probe is a request as all others are, with everything in it that may be refused; what a refusal names is changed,
and it is sent again. Some servers take a schema and ignore it. So the model is told to say hello, which no model left
to itself would do in the words that the schema demands.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from qa import thinking
from qa.abilities import Known
from qa.chat import Abilities, Message, Request, Schema
from qa.llm_errors import is_elsewhere
from qa.llm_failure import Failed, Failure
from qa.llm_reply import Told

PURPOSE = "probe"
FEW, MANY = 60, 2_000  # tokens of the reply; a model that thinks aloud may use up the first before it answers
_CALLS = 9
_WORD = "pelican"
_SCHEMA = Schema(
    "probe",
    {
        "type": "object",
        "properties": {"greeting": {"type": "string", "enum": [_WORD], "maxLength": 40}},  # a keyword some refuse
        "required": ["greeting"],
        "additionalProperties": False,
    },
)
# OpenAI's servers want the word JSON in a request for json_object, and without a form the model keeps to this.
_MESSAGES = (Message("system", "You answer in plain words, never in JSON."), Message("user", "Say hello."))
_REFUSALS = (400, 415, 422, 500, 501)  # llama.cpp answers what its template can't do with a 500

Send = Callable[[Request, Abilities], Told]


def probe(send: Send, *, hosted: bool = False) -> Known:
    """What the server does. `send` makes one call, streamed where the abilities say so, and raises Failed.

    `hosted`: it is OpenAI's own, whose current models take only max_completion_tokens.
    """
    abilities = Abilities(schema="json_schema", limit="max_completion_tokens" if hosted else "max_tokens")
    tried = {abilities}
    tokens, first = FEW, None
    for _ in range(_CALLS):
        try:
            told = send(_request(tokens), abilities)
        except Failed as failed:
            first = first or failed
            changed = adapted(failed.failure, abilities, tried) or _weaker(failed.failure, abilities)
            if changed is None:
                raise first from None
            abilities = changed
            tried.add(abilities)
            continue
        if _used_up(told):
            if tokens == MANY:  # it would think on for any form
                return _found(replace(abilities, schema="none"), told)
            tokens = MANY
        elif _kept(abilities.schema, told):
            return _found(abilities, told)
        else:
            abilities = replace(abilities, schema=_below(abilities.schema))
            if abilities.schema == "none":
                return _found(abilities, told)
    assert first is not None  # only refusals come back so often
    raise first


def adapted(failure: Failure, abilities: Abilities, tried: set[Abilities]) -> Abilities | None:
    """The abilities without what the failure names; None when it names nothing that could be done otherwise."""
    if failure.kind != "status" or failure.status not in _REFUSALS or is_elsewhere(failure):
        return None
    for change in _named(failure, abilities):
        if change not in tried:
            return change
    return None


def _named(failure: Failure, now: Abilities) -> list[Abilities]:
    """What could be done about each thing that the refusal names; its parameter goes before its words."""
    if failure.param and (changes := _named(replace(failure, param="", code="", words=failure.param), now)):
        return changes
    named, changes = failure, []
    if now.stream and now.stream_usage and named.says(r"stream_options|include_usage"):
        changes.append(replace(now, stream_usage=False))
    if named.says(rf"\b{now.limit}\b"):
        changes.append(replace(now, limit=_other(now.limit)))
    if now.temperature and named.says(r"temperature"):
        changes.append(replace(now, temperature=False))
    if now.schema != "none" and named.says(r"response_format|json_?schema|json_?object|structured|grammar|guided"):
        changes.append(replace(now, schema=_below(now.schema)))
    if now.system != "user" and named.says(r"\brole|\bsystem\b|\bdeveloper\b"):
        changes.append(replace(now, system="developer" if now.system == "system" else "user"))
    if now.stream and named.says(r"\bstream(ing)?\b"):
        changes.append(replace(now, stream=False))
    return changes


def _weaker(failure: Failure, now: Abilities) -> Abilities | None:
    """One thing less, after a refusal that does not say what it is about. A failing server is not taken for one."""
    if failure.kind != "status" or failure.status not in (400, 415, 422, 501) or is_elsewhere(failure):
        return None
    if now.schema != "none":
        return replace(now, schema=_below(now.schema))
    if now.stream and now.stream_usage:
        return replace(now, stream_usage=False)
    if now.stream:
        return replace(now, stream=False)
    if now.temperature:
        return replace(now, temperature=False)
    return replace(now, system="user") if now.system != "user" else None


def _request(tokens: int) -> Request:
    return Request(_MESSAGES, PURPOSE, tokens, _SCHEMA)


def _found(abilities: Abilities, told: Told) -> Known:
    """The abilities, with what the reply itself shows of streams."""
    if abilities.stream and not told.streamed:
        abilities = replace(abilities, stream=False)
    elif told.usage is None:
        abilities = replace(abilities, stream_usage=False)
    return Known(abilities, opened=thinking.is_opened(told.text))


def _used_up(told: Told) -> bool:
    """Whether the model thought until the limit, and said nothing yet."""
    return told.finish == "length" and not thinking.visible(told.text, thinking.is_opened(told.text), cut=True)


def _kept(schema: str, told: Told) -> bool:
    """Whether the reply has the form that was asked for."""
    if schema == "none":
        return True
    text = thinking.visible(told.text).strip()
    try:
        value = json.loads(text)
    except ValueError:
        return schema == "json_object" and told.finish == "length" and text.startswith("{")
    if schema == "json_schema":
        return bool(value == {"greeting": _WORD})
    return isinstance(value, dict)


def _below(schema: str) -> Literal["json_object", "none"]:
    return "json_object" if schema == "json_schema" else "none"


def _other(limit: str) -> Literal["max_tokens", "max_completion_tokens"]:
    return "max_tokens" if limit == "max_completion_tokens" else "max_completion_tokens"
