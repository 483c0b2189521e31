"""Streams: text is passed on as it comes, once, without thinking; a cut one is asked for once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.errors import BadReply, ContextTooLong, ModelRefused, ModelUnreachable
from qa.chat import Message, Reply, Request
from qa.llm import Server
from tests.model_server import Fault, ModelServer, Personality, Turn

ASK = Request((Message("user", "What passed?"),), "answer", 200)
TEXT = "The law passed.\nIt comes into force in May."
Connect = Callable[..., Server]


@pytest.fixture
def scripted() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def connect(scripted: ModelServer) -> Iterator[Connect]:
    opened: list[Server] = []

    def make(**how: Any) -> Server:
        opened.append(Server("scripted", **{"base_url": scripted.url, "key": "k", "sleep": lambda _: None, **how}))
        return opened[-1]

    yield make
    for server in opened:
        server.close()


def test_text_is_passed_on_as_it_comes(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT, piece=3, usage=(31, 9)))
    heard: list[str] = []
    assert connect().ask(ASK, heard.append) == Reply(TEXT, "stop", 31, 9)
    assert "".join(heard) == TEXT
    assert len(heard) > 10
    body = scripted.chats[0].body
    assert (body["stream"], body["stream_options"]) == (True, {"include_usage": True})


def test_the_first_piece_is_heard_before_the_last_is_sent(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn("one two three four ", piece=4, delay=0.05))
    at: list[int] = []
    connect().ask(ASK, lambda _: at.append(scripted.pieces_sent))
    assert at[0] < scripted.pieces_sent


def test_nobody_listening_means_no_stream(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT))
    connect().ask(ASK)
    assert "stream" not in scripted.chats[0].body


@pytest.mark.parametrize("piece", [1, 3, 50])
def test_thinking_is_never_heard(scripted: ModelServer, connect: Connect, piece: int) -> None:
    scripted.queue(Turn(f"<think>Which law?\nThat one.</think>\n\n{TEXT}", piece=piece, reasoning="Which law?"))
    heard: list[str] = []
    assert connect().ask(ASK, heard.append).text == "".join(heard) == TEXT


def test_a_server_without_streams_is_heard_at_once(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(stream=False)
    scripted.queue(Turn(TEXT))
    heard: list[str] = []
    connect().ask(ASK, heard.append)
    assert heard == [TEXT]


def test_a_server_that_ignores_the_wish_for_a_stream_is_heard_at_once(scripted: ModelServer, connect: Connect) -> None:
    whole = {"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 9}}
    scripted.queue(Fault(200, whole))
    heard: list[str] = []
    assert connect().ask(ASK, heard.append).text == TEXT
    assert heard == [TEXT]


def test_a_refusal_is_not_heard(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(refusal="I can't help with that."))
    heard: list[str] = []
    assert connect().ask(ASK, heard.append).finish == "refused"
    assert heard == []


@pytest.mark.parametrize("cut", ["hard", "quiet"])
@pytest.mark.parametrize("pieces", [1, 2, 4])
def test_after_a_cut_only_what_is_new_is_heard(scripted: ModelServer, connect: Connect, cut: Any, pieces: int) -> None:
    calls: list[Reply] = []
    scripted.queue(Turn(TEXT, cut_after=pieces, cut=cut), Turn(TEXT, piece=7))
    heard: list[str] = []
    reply = connect(on_call=lambda _, reply: calls.append(reply)).ask(ASK, heard.append)
    assert reply.text == "".join(heard) == TEXT
    _probe, lost, whole = calls  # what was lost is paid for, too
    assert (lost.finish, lost.estimated, whole) == ("length", True, reply)


def test_another_reply_after_a_cut_is_a_bad_one(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT, cut_after=5), Turn("The bill failed."))
    heard: list[str] = []
    with pytest.raises(BadReply, match="broke off the reply of scripted, and began another one"):
        connect().ask(ASK, heard.append)
    assert TEXT.startswith("".join(heard))


def test_a_shorter_reply_after_a_cut_is_a_bad_one(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT, cut_after=8), Turn(TEXT[:10]))
    with pytest.raises(BadReply, match="began another one"):
        connect().ask(ASK, lambda _: None)


def test_another_reply_is_fine_if_nothing_was_heard_yet(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn("<think>Which law, I wonder?", cut_after=4), Turn("The bill failed."))
    heard: list[str] = []
    connect().ask(ASK, heard.append)
    assert "".join(heard) == "The bill failed."


def test_two_cuts_are_said(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT, cut_after=3), Turn(TEXT, cut_after=5))
    with pytest.raises(ModelUnreachable, match="ended before scripted had answered"):
        connect().ask(ASK, lambda _: None)


def test_a_server_that_never_says_how_it_ended_says_the_same_twice(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(*[Turn(TEXT, finish=None, usage=None)] * 2)
    heard: list[str] = []
    assert connect().ask(ASK, heard.append).finish == "stop"
    assert "".join(heard) == TEXT


def test_an_error_in_the_stream_is_a_cut(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT, cut_after=3, error={"message": "overloaded", "code": 503}), Turn(TEXT))
    assert connect().ask(ASK, lambda _: None).text == TEXT


def test_an_error_in_the_stream_that_stays_is_said(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(*[Turn(TEXT, cut_after=3, error={"message": "out of memory"})] * 2)
    with pytest.raises(ModelUnreachable, match=r'with an error in its reply \("out of memory"\)'):
        connect().ask(ASK, lambda _: None)


def test_a_full_window_in_the_stream_is_not_asked_again(scripted: ModelServer, connect: Connect) -> None:
    error = {"message": "This model's maximum context length is 512 tokens."}
    scripted.queue(Turn(TEXT, cut_after=3, error=error))
    with pytest.raises(ContextTooLong) as caught:
        connect().ask(ASK, lambda _: None)
    assert caught.value.limit == 512


def test_trouble_before_the_stream_is_tried_again(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Fault(429), Fault(503), Fault(reset="before"), Turn(TEXT))
    assert connect().ask(ASK, lambda _: None).text == TEXT


def test_no_credit_is_said_at_once(scripted: ModelServer, connect: Connect) -> None:
    inner = {"message": "You exceeded your current quota.", "code": "insufficient_quota"}
    scripted.queue(Fault(429, {"error": inner}))
    with pytest.raises(ModelRefused, match="no credit left"):
        connect().ask(ASK, lambda _: None)


def test_silence_in_the_stream_is_a_cut(scripted: ModelServer, connect: Connect) -> None:
    server = connect(timeout=1.5)
    server.abilities()
    scripted.queue(Turn("slow, slower", piece=6, delay=20), Turn("slow, slower"))
    heard: list[str] = []
    assert server.ask(ASK, heard.append).text == "".join(heard) == "slow, slower"


def test_thinking_that_the_template_opened_is_held_back_from_then_on(scripted: ModelServer, connect: Connect) -> None:
    turn = Turn(f"Which law?\n</think>\n\n{TEXT}")
    scripted.queue(turn, turn)
    server = connect()
    with pytest.raises(BadReply, match="began another one"):  # it was heard before anybody could know
        server.ask(ASK, lambda _: None)
    heard: list[str] = []
    assert server.ask(ASK, heard.append).text == "".join(heard) == TEXT


def test_such_thinking_is_found_by_the_probe(scripted: ModelServer, connect: Connect) -> None:
    scripted.personality = Personality(think_block="They greet.\n</think>\n\n")
    scripted.queue(Turn(f"Which law?\n</think>\n\n{TEXT}"))
    heard: list[str] = []
    assert connect().ask(ASK, heard.append).text == "".join(heard) == TEXT


def test_an_error_of_the_listener_passes_through(scripted: ModelServer, connect: Connect) -> None:
    scripted.queue(Turn(TEXT))

    def broken(_: str) -> None:
        raise RuntimeError("a bug of the reader")

    with pytest.raises(RuntimeError, match="a bug of the reader"):
        connect().ask(ASK, broken)
