"""The server as everything else sees it: asked, embedded, judged, with the real client against a scripted server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import (
    BadReply,
    ContextTooLong,
    ModelError,
    ModelRefused,
    ModelUnknown,
    ModelUnreachable,
)
from qa.abilities import Memory
from qa.chat import Chat, Message, Reply, Request, Schema
from qa.llm import Server
from tests.model_server import Fault, ModelServer, Personality, Turn

KEY = "sk-secret-0123456789abcdef"
ASK = Request((Message("system", "Be brief."), Message("user", "What passed?")), "answer", 200)
SCHEMA = Schema("answer", {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]})
Connect = Callable[..., Server]


@pytest.fixture
def scripted() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def connect(scripted: ModelServer) -> Iterator[Connect]:
    """Servers that do not sleep, closed at the end; `calls` collects what they report."""
    opened: list[Server] = []

    def make(model: str = "scripted", **how: Any) -> Server:
        given = {"base_url": scripted.url, "key": KEY, "sleep": lambda _: None, **how}
        opened.append(Server(model, **given))
        return opened[-1]

    yield make
    for server in opened:
        server.close()


def test_it_is_a_chat(connect: Connect) -> None:
    chat: Chat = connect()
    assert chat.name == "scripted"


def test_importing_it_does_not_import_the_client() -> None:
    code = "import sys, qa.llm; sys.exit('openai' in sys.modules or 'tiktoken' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_question_is_sent_as_it_is_and_answered(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn("The law passed.", usage=(31, 4)))
    assert connect().ask(ASK) == Reply("The law passed.", "stop", 31, 4)
    (seen,) = scripted.chats
    assert seen.body == {
        "model": "scripted",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What passed?"}],
        "max_tokens": 200,
        "temperature": 0,
    }
    assert seen.headers["authorization"] == f"Bearer {KEY}"


def test_a_schema_is_asked_for_strictly(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn('{"a": "yes"}'))
    connect().ask(Request(ASK.messages, "answer", 200, SCHEMA))
    form = scripted.chats[0].body["response_format"]
    assert form == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": dict(SCHEMA.body), "strict": True},
    }


def test_abilities_are_probed_once_and_remembered(scripted: ModelServer, connect: Connect, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "abilities.json")
    scripted.queue(Turn("a"), Turn("b"), Turn("c"))
    first = connect(memory=memory)
    first.ask(ASK)
    first.ask(ASK)
    assert len(scripted.probes) == 1
    connect(memory=Memory(tmp_path / "abilities.json")).ask(ASK)
    assert len(scripted.probes) == 1
    assert KEY not in (tmp_path / "abilities.json").read_text()


def test_each_call_is_reported_with_its_purpose(scripted: ModelServer, connect: Connect) -> None:
    calls: list[tuple[str, Reply]] = []
    scripted.queue(Turn("The law passed.", usage=(31, 4)))
    scripted.embedder = lambda texts: [[1.0]] * len(texts)
    server = connect(on_call=lambda purpose, reply: calls.append((purpose, reply)))
    server.ask(ASK)
    server.embed(["a b c"])
    assert [(purpose, reply.input_tokens, reply.output_tokens) for purpose, reply in calls] == [
        ("probe", 7, 5),
        ("answer", 31, 4),
        ("embed", 3, 0),
    ]


def test_tokens_are_counted_where_the_server_tells_none(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn("<think>What law?</think>The law passed.", usage=None))
    reply = connect().ask(ASK)
    assert reply.estimated
    assert reply.text == "The law passed."
    assert (reply.input_tokens, reply.output_tokens) == (14, 11)  # the thinking is paid for, too


@pytest.mark.parametrize(
    ("turn", "text", "finish"),
    [
        (Turn("The law", finish="length"), "The law", "length"),
        (Turn("The law", finish="content_filter"), "The law", "refused"),
        (Turn(refusal="I can't help with that."), "I can't help with that.", "refused"),
        (Turn("x", content="null"), "", "stop"),
        (Turn("The law passed.", content="parts"), "The law passed.", "stop"),
        (Turn("The law passed.", finish=None, usage=(7, 5)), "The law passed.", "stop"),
        (
            Turn("The law passed.", extra={"annotations": [], "audio": {"id": 3}, "tool_calls": 5}),
            "The law passed.",
            "stop",
        ),
        (Turn("<think>Hm.\n</think>\n\nYes.", reasoning="thoughts"), "Yes.", "stop"),
        (Turn("<think>And so on", finish="length"), "", "length"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_odd_replies_are_read_the_same_streamed_and_whole(
    scripted: ModelServer, connect: Connect, turn: Turn, text: str, finish: str, streamed: bool
) -> None:
    scripted.queue(turn)
    heard: list[str] = []
    reply = connect().ask(ASK, heard.append if streamed else None)
    assert (reply.text, reply.finish) == (text, finish)
    assert not streamed or turn.refusal or "".join(heard) == text or finish == "refused"


@pytest.mark.parametrize(
    "turn",
    [
        Turn(content="no choices"),
        Fault(200, {"choices": None}),
        Fault(200, b"{half"),
        Fault(200, b"[]"),
        Fault(200, b"[" * 100_000),
        Fault(200, {}),
    ],
)
def test_a_reply_without_a_reply_is_a_bad_one(scripted: ModelServer, connect: Connect, turn: Turn | Fault) -> None:
    scripted.queue(turn)
    with pytest.raises(BadReply, match=r"What 127\.0\.0\.1:\d+ sent for scripted is not"):
        connect().ask(ASK)


def test_a_refused_parameter_is_found_out_by_one_new_probe(
    scripted: ModelServer, connect: Connect, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "abilities.json")
    connect(memory=memory).abilities()
    scripted.personality = Personality(temperature=False, limits=("max_completion_tokens",))  # it was updated
    scripted.queue(Turn("The law passed."))
    server = connect(memory=memory)
    assert server.ask(ASK).text == "The law passed."
    assert "temperature" not in scripted.chats[-1].body
    assert scripted.chats[-1].body["max_completion_tokens"] == 200
    recalled = memory.recall(scripted.url, "scripted")
    assert recalled is not None
    assert not recalled.abilities.temperature


def test_a_refusal_that_stays_is_said(scripted: ModelServer, connect: Connect, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "abilities.json")
    connect(memory=memory).abilities()
    fault = Fault(400, {"error": {"message": "Invalid schema for response_format", "param": "response_format"}})
    scripted.queue(fault)
    with pytest.raises(ModelRefused, match="Invalid schema for response_format"):
        connect(memory=memory).ask(Request(ASK.messages, "answer", 200, SCHEMA))
    assert len(scripted.probes) == 2


def test_no_key_for_openai_is_said_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for call in (Server.abilities, Server.models, lambda server: server.embed(["a"])):
        with Server("gpt-5.6") as server, pytest.raises(ModelRefused, match=r"no key for gpt-5\.6 at api\.openai\.com"):
            call(server)


def test_the_key_comes_from_the_environment(
    scripted: ModelServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")  # the settings read it, not the client
    scripted.queue(Turn("a"))
    connect(key=None).ask(ASK)
    assert scripted.chats[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_server_of_ones_own_needs_no_key(
    scripted: ModelServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    scripted.queue(Turn("a"))
    assert connect(key=None).ask(ASK).text == "a"


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    scripted: ModelServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    scripted.queue(Turn("a"))
    assert connect().ask(ASK).text == "a"


def test_models_are_listed(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(models=("small", "large"))
    assert connect().models() == ["small", "large"]


def test_an_unknown_model_is_said_with_near_names(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(models=("qwen-small", "qwen-large", "other"), strict_model=True)
    with pytest.raises(
        ModelUnknown, match=r"has no model 'qwen-smal': did you mean qwen-small\? It has other, qwen-large"
    ):
        connect("qwen-smal").ask(ASK)
    assert len(scripted.probes) == 1  # not probed further


def test_a_wrong_key_is_said_without_the_key(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(key="another")
    with pytest.raises(ModelRefused, match=r"^OPENAI_API_KEY was refused by 127\.0\.0\.1:\d+") as caught:
        connect().ask(ASK)
    assert KEY not in str(caught.value)


def test_a_prompt_over_the_window_tells_the_window(scripted: ModelServer, connect: Connect) -> None:
    message = "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it"
    inner = {
        "code": 400,
        "message": message,
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 9000,
        "n_ctx": 8192,
    }
    scripted.queue(Fault(400, {"error": inner}))
    with pytest.raises(ContextTooLong, match=r"window of 8,192 tokens of scripted") as caught:
        connect().ask(ASK)
    assert caught.value.limit == 8192


def test_vectors_come_in_the_order_of_the_texts(scripted: ModelServer, connect: Connect) -> None:
    def shuffled(body: dict[str, Any]) -> Fault:
        data = [{"index": i, "embedding": [float(i), 0.5]} for i in (2, 0, 1)]
        return Fault(200, {"data": data, "usage": {"prompt_tokens": 6, "total_tokens": 6}})

    scripted.queue(shuffled({}), to="embeddings")
    assert connect().embed(["a", "b", "c"]) == ([[0.0, 0.5], [1.0, 0.5], [2.0, 0.5]], 6)
    (seen,) = scripted.requests
    assert seen.body == {"model": "scripted", "input": ["a", "b", "c"], "encoding_format": "float"}


def test_nothing_to_embed_is_not_sent(scripted: ModelServer, connect: Connect) -> None:
    assert connect().embed([]) == ([], 0)
    assert not scripted.requests


@pytest.mark.parametrize(
    ("vectors", "words"),
    [
        ([[1.0]], "1 vectors for 2 texts"),
        ([[1.0], [1.0, 2.0]], "vectors of 1 and 2 numbers"),
        ([[], []], "vectors of 0 numbers"),
        ([[1.0], [float("nan")]], "something else than numbers"),
        ([[1.0], ["x"]], "something else than numbers"),
    ],
)
def test_vectors_that_cannot_be_right_are_refused(
    scripted: ModelServer, connect: Connect, vectors: Any, words: str
) -> None:
    scripted.embedder = lambda _: vectors
    with pytest.raises(BadReply, match=words):
        connect().embed(["a", "b"])


def test_a_server_without_embeddings_is_said(connect: Connect) -> None:
    with pytest.raises(ModelUnreachable, match=r"has no embeddings for scripted"):
        connect().embed(["a"])


def test_a_busy_embedder_is_asked_again(scripted: ModelServer, connect: Connect) -> None:
    scripted.embedder = lambda _: [[1.0]]
    scripted.queue(Fault(429), None, to="embeddings")
    assert connect().embed(["a"])[0] == [[1.0]]


def test_statements_are_judged_four_hundred_a_call(scripted: ModelServer, connect: Connect, tmp_path: Path) -> None:
    scripted.decider = lambda _, questions: [int(q["instructions"]) / 1000 for q in questions]
    server = connect(memory=Memory(tmp_path / "abilities.json"))
    statements = [str(n) for n in range(401)]
    assert server.decide("An article.", statements) == [n / 1000 for n in range(401)]
    first, second = scripted.requests
    assert first.body["input"] == "An article."
    assert first.body["questions"][7] == {"type": "predicate", "instructions": "7"}
    assert (len(first.body["questions"]), len(second.body["questions"])) == (400, 1)
    assert server.abilities().decisions


def test_a_statement_that_the_model_declines_is_none(scripted: ModelServer, connect: Connect) -> None:
    scripted.decider = lambda *_: [0.25, None]
    assert connect().decide("An article.", ["a", "b"]) == [0.25, None]


def test_a_server_without_decisions_is_asked_once(scripted: ModelServer, connect: Connect, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "abilities.json")
    server = connect(memory=memory)
    assert server.decide("An article.", ["a"]) is None
    assert server.decide("An article.", ["a"]) is None
    assert len(scripted.requests) == 1
    assert not server.abilities().decisions
    scripted.requests.clear()
    assert connect(memory=memory).decide("An article.", ["a"]) is None
    assert not scripted.requests


def test_a_model_that_decisions_do_not_take_counts_as_none(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(
        Fault(400, {"error": {"message": "Only gpt-6-luna is supported.", "param": "model"}}), to="decisions"
    )
    assert connect().decide("An article.", ["a"]) is None


def test_a_busy_judge_is_said_and_not_taken_for_none(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(*[Fault(429)] * 6, to="decisions")
    server = connect()
    with pytest.raises(ModelRefused, match="takes no more requests"):
        server.decide("An article.", ["a"])
    scripted.decider = lambda *_: [0.5]
    assert server.decide("An article.", ["a"]) == [0.5]


def test_the_window_that_was_given_goes_before_all(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(listing={"max_model_len": 4096})
    assert connect(context=1000).context() == 1000
    assert not scripted.requests


def test_the_window_is_asked_once(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(listing={"max_model_len": 4096})
    server = connect()
    assert (server.context(), server.context()) == (4096, 4096)
    assert len(scripted.requests) == 1


def test_a_window_that_nobody_knows_is_none_and_asked_once(scripted: ModelServer, connect: Connect) -> None:
    server = connect()
    assert (server.context(), server.context()) == (None, None)
    assert [seen.path for seen in scripted.requests] == ["/v1/models", "/props", "/api/ps", "/api/v0/models"]


def test_openais_windows_are_in_the_price_list() -> None:
    with Server("gpt-4o", key=KEY) as server:
        assert server.context() == 128_000


def test_the_key_is_in_no_message_even_if_the_server_sends_it_back(scripted: ModelServer, connect: Connect) -> None:
    for status in (400, 401, 402, 403, 404, 418, 422, 501):
        scripted.queue(Fault(status, {"error": {"message": f"bad key {KEY}", "code": KEY, "param": KEY}}), to="models")
        with pytest.raises(ModelError) as caught:
            connect().models()
        shown = traceback_of(caught.value)
        assert KEY not in shown
        assert "\n" not in str(caught.value)
    assert KEY not in repr(connect())


def traceback_of(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))


def test_a_servers_words_cannot_act_on_the_terminal(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Fault(400, {"error": {"message": "no\x1b[31m\nred\u202e" + "x" * 1000}}), to="models")
    with pytest.raises(ModelRefused) as caught:
        connect().models()
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


def test_ctrl_c_ends_the_stream(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn("The law passed. " * 200, piece=10, delay=0.01))
    server = connect()
    server.abilities()

    def interrupted(text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        server.ask(ASK, interrupted)
    server.close()
    assert scripted.hung_up.wait(10)


def test_what_is_sent_is_json_with_every_letter(scripted: ModelServer, connect: Connect) -> None:
    text = 'Ein „Gesetz“ \u0000 {"a": $x} <|endoftext|> 法律 \U0001f600'
    scripted.queue(Turn(lambda body: json.dumps(body["messages"][0]["content"], ensure_ascii=False)))
    reply = connect().ask(Request((Message("user", text),), "answer", 50))
    assert json.loads(reply.text) == text
