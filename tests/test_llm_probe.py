"""What is found out about servers of many kinds, and how many calls it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.errors import ModelRefused, ModelUnknown, ModelUnreachable
from qa.abilities import Known
from qa.chat import Abilities, Reply, Request
from qa.llm import Server
from qa.llm_failure import Failed, Failure, from_status
from qa.llm_probe import FEW, MANY, adapted, probe
from qa.llm_reply import Told
from tests.model_server import Fault, ModelServer, Personality

FULL = Abilities("json_schema")
OPENAI_REASONING = Personality(limits=("max_completion_tokens",), temperature=False)


def found(personality: Personality, model: str = "scripted") -> tuple[Abilities, ModelServer]:
    with (
        ModelServer(personality) as scripted,
        Server(model, base_url=scripted.url, key="k", sleep=lambda _: None) as server,
    ):
        return server.abilities(), scripted


CASES = [
    # what the server is like, what is found, calls
    (Personality(), FULL, 1),
    (Personality(json_schema="ignored"), replace(FULL, schema="json_object"), 2),  # Ollama, llama.cpp long ago
    (Personality(json_schema="refused"), replace(FULL, schema="json_object"), 2),
    (Personality(json_schema="ignored", json_object="ignored"), replace(FULL, schema="none"), 2),
    (Personality(json_schema="refused", json_object="refused"), replace(FULL, schema="none"), 3),
    (
        Personality(json_schema="ignored", json_object="refused"),
        replace(FULL, schema="none"),
        3,
    ),  # LM Studio turned over
    (Personality(limits=("max_completion_tokens",)), replace(FULL, limit="max_completion_tokens"), 2),
    (OPENAI_REASONING, replace(FULL, limit="max_completion_tokens", temperature=False), 3),
    (Personality(roles=("developer", "user", "assistant")), replace(FULL, system="developer"), 2),
    (Personality(roles=("user", "assistant")), replace(FULL, system="user"), 3),
    (Personality(stream_options=False), replace(FULL, stream_usage=False), 2),
    (Personality(stream=False), replace(FULL, stream=False), 2),
    (Personality(thinks=FEW), FULL, 2),
    (Personality(thinks=MANY), replace(FULL, schema="none"), 2),
    (Personality(think_block="<think>\nA greeting.\n</think>\n\n"), FULL, 1),
    (
        Personality(
            json_schema="refused",
            json_object="refused",
            roles=("user", "assistant"),
            limits=("max_completion_tokens",),
            temperature=False,
            stream=False,
        ),
        Abilities("none", "user", "max_completion_tokens", temperature=False, stream=False),
        8,
    ),
]


@pytest.mark.parametrize(("personality", "expected", "calls"), CASES)
def test_each_kind_of_server(personality: Personality, expected: Abilities, calls: int) -> None:
    abilities, scripted = found(personality)
    assert abilities == expected
    assert len(scripted.probes) == calls == len(scripted.requests)


def test_what_a_template_cannot_do_may_be_a_500() -> None:
    abilities, _ = found(Personality(roles=("user", "assistant"), refusal_status=500))
    assert abilities.system == "user"


def test_a_probe_is_small() -> None:
    _, scripted = found(Personality())
    body = scripted.probes[0].body
    assert body["max_tokens"] == FEW
    assert sum(len(message["content"]) for message in body["messages"]) < 100


def test_openai_itself_is_asked_as_it_wants_it() -> None:
    asked: list[Abilities] = []

    def send(request: Request, abilities: Abilities) -> Told:
        asked.append(abilities)
        return Told('{"greeting": "pelican"}', "stop", usage=(1, 1), streamed=True)

    assert probe(send, hosted=True).abilities == replace(FULL, limit="max_completion_tokens")
    assert len(asked) == 1


def test_every_probe_is_reported() -> None:
    calls: list[tuple[str, Reply]] = []
    with (
        ModelServer(Personality(json_schema="ignored")) as scripted,
        Server("m", base_url=scripted.url, key="k", on_call=lambda *call: calls.append(call)) as server,
    ):
        server.abilities()
        server.abilities()
    assert [purpose for purpose, _ in calls] == ["probe", "probe"]


@pytest.mark.parametrize(
    ("personality", "error"),
    [
        (Personality(key="another"), ModelRefused),
        (Personality(models=("other",), strict_model=True), ModelUnknown),
    ],
)
def test_what_no_form_changes_is_said_after_one_call(personality: Personality, error: type[Exception]) -> None:
    with (
        ModelServer(personality) as scripted,
        Server("scripted", base_url=scripted.url, key="k") as server,
        pytest.raises(error),
    ):
        server.abilities()
    assert len(scripted.probes) == 1


def refuse(*failures: Failure) -> Any:
    """A server that refuses so, and then says hello."""
    left = list(failures)

    def send(request: Request, abilities: Abilities) -> Told:
        if left:
            raise Failed(left.pop(0))
        return Told("Hello!", "stop", usage=(1, 1), streamed=abilities.stream)

    return send


def test_a_refusal_without_a_reason_takes_away_one_thing_after_the_other() -> None:
    send = refuse(*[from_status(400, {"message": "Bad Request"}, {})] * 4)
    assert probe(send).abilities == Abilities("none", stream=False, stream_usage=False)


def test_a_server_that_refuses_everything_is_said_with_its_first_words() -> None:
    failures = [from_status(400, {"message": f"number {n}"}, {}) for n in range(9)]
    with pytest.raises(Failed) as caught:
        probe(refuse(*failures))
    assert caught.value.failure.words == "number 0"


@pytest.mark.parametrize("failure", [Failure("dropped"), Failure("status", status=500), Failure("status", status=429)])
def test_trouble_is_not_taken_for_a_lack(failure: Failure) -> None:
    with pytest.raises(Failed):
        probe(refuse(failure))


def test_a_failing_server_is_said() -> None:
    with (
        ModelServer() as scripted,
        Server("m", base_url=f"{scripted.url}/missing", key="k") as server,
        pytest.raises(ModelUnreachable, match="There is no chat at"),
    ):
        server.abilities()


NAMED = [
    ("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
     "max_tokens", {"limit": "max_completion_tokens"}),
    ("Unsupported value: 'temperature' does not support 0 with this model.", "temperature", {"temperature": False}),
    ("System role not supported", "", {"system": "developer"}),
    ("Conversation roles must alternate user/assistant/user/assistant/...", "", {"system": "developer"}),
    ("Unsupported value: 'messages[0].role' does not support 'system' with this model.", "messages[0].role",
     {"system": "developer"}),
    ("'response_format.type' must be 'json_object' or 'text'", "", {"schema": "json_object"}),
    ("body.stream_options: Extra inputs are not permitted", "", {"stream_usage": False}),
    ("Streaming is not supported", "", {"stream": False}),
    ("Invalid parameter", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("message", "param", "change"), NAMED)
def test_what_a_refusal_names_is_changed(message: str, param: str, change: dict[str, Any] | None) -> None:
    failure = from_status(400, {"message": message, "param": param}, {})
    assert adapted(failure, FULL, {FULL}) == (None if change is None else replace(FULL, **change))


def test_nothing_is_tried_twice() -> None:
    failure = from_status(400, {"message": "max_tokens and max_completion_tokens are refused"}, {})
    other = replace(FULL, limit="max_completion_tokens")
    assert adapted(failure, FULL, {FULL}) == other
    assert adapted(failure, other, {FULL, other}) is None


def test_a_babbling_model_keeps_json_object_if_its_cut_reply_begins_as_one() -> None:
    def send(request: Request, abilities: Abilities) -> Told:
        text = '{"a": "b' if abilities.schema == "json_object" else "Well, hello, I am"
        return Told(text, "length", usage=(1, 60), streamed=True)

    assert probe(send) == Known(replace(FULL, schema="json_object"))


def test_faults_pass_before_a_probe_is_answered() -> None:
    waits: list[float] = []
    with ModelServer() as scripted:
        scripted.queue(Fault(503), to="probes")
        with Server("m", base_url=scripted.url, key="k", sleep=waits.append) as server:
            assert server.abilities() == FULL
    assert len(waits) == 1
