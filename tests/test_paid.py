"""Nothing is paid twice, nothing is sent above the limit, and nothing that was paid is lost from count and log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from index import tokens
from index.errors import ModelUnreachable, TooDear
from qa import payload, prices
from qa.chat import Abilities, Chat, Message, Reply, Request, Schema
from qa.paid import PER_MESSAGE, PRIMING, Estimate, Paid
from qa.records import Answer, Usage
from qa.reply_cache import ReplyCache
from qa.usage_log import Total, UsageLog

LOCAL = "http://127.0.0.1:8080/v1"
REMOTE = "https://llm.example/v1"
REPLY = Reply("The ferry sails in April. [1]", "stop", 1_000, 200)
COST = (1_000 * 2 + 200 * 8) / 1e6  # of REPLY from gpt-4.1, below the size from which prompts are kept
REQUEST = Request(
    (Message("system", "Cite the sentences."), Message("user", "[1] The ferry sails in April.\nWhen does it sail?")),
    purpose="answer",
    max_tokens=500,
    prompt="p1",
)
WITH_SCHEMA = replace(REQUEST, schema=Schema("answer", {"type": "object"}))


def ignore(piece: str) -> None:
    """Hears a stream."""


@dataclass
class Scripted:
    """Stands for a model's words: each ask takes the next of the queue, and fails when there is none."""

    queue: list[Reply | BaseException] = field(default_factory=list)
    name: str = "gpt-4.1"
    asked: list[Request] = field(default_factory=list)
    probes: int = 0
    breaks_after: str = ""  # what is streamed before an error of the queue is raised
    on_call: Callable[[str, Reply], None] | None = None  # told of every call, as the client tells it
    cut: list[Reply] = field(default_factory=list)  # streams that were cut before the reply came

    def abilities(self) -> Abilities:
        self.probes += 1
        return Abilities("json_schema")

    def context(self) -> int | None:
        return 4096

    def ask(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        assert self.queue, "the model was asked more often than the test foresees"
        self.asked.append(request)
        said = self.queue.pop(0)
        text = said.text if isinstance(said, Reply) else self.breaks_after
        if on_text:
            for piece in text.split():
                on_text(piece + " ")
        if isinstance(said, BaseException):
            raise said
        if self.on_call:
            for reply in (*self.cut, said):
                self.on_call(request.purpose, reply)
        return said


@dataclass
class Desk:
    """A folder for the log and the cache, and what was warned of."""

    folder: Path
    said: list[str] = field(default_factory=list)

    def paid(
        self, chat: Chat, *, base_url: str | None = None, max_cost: float | None = None, cached: bool = True
    ) -> Paid:
        return Paid(
            chat,
            base_url=base_url,
            cache=ReplyCache(self.folder / "replies.sqlite", self.said.append) if cached else None,
            log=UsageLog(self.folder / "usage.sqlite", self.said.append),
            max_cost=max_cost,
            warn=self.said.append,
        )

    def logged(self) -> dict[str, Total]:
        return {t.key: t for t in UsageLog(self.folder / "usage.sqlite", self.said.append).totals(by="purpose")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_is_a_chat_itself(desk: Desk) -> None:
    chat: Chat = desk.paid(Scripted())
    assert (chat.name, chat.context(), chat.abilities().schema) == ("gpt-4.1", 4096, "json_schema")


def test_a_call_is_counted_and_logged(desk: Desk) -> None:
    paid = desk.paid(Scripted([REPLY]))
    heard: list[str] = []
    assert paid.ask(REQUEST, heard.append) == REPLY
    assert len(heard) > 1
    assert paid.usage == Usage(calls=1, input_tokens=1_000, output_tokens=200, cost_usd=COST)
    (total,) = desk.logged().values()
    assert (total.key, total.calls, total.cached_calls, total.cost_usd) == ("answer", 1, 0, COST)
    (by_model,) = UsageLog(desk.folder / "usage.sqlite", desk.said.append).totals(by="model")
    assert (by_model.key, by_model.host) == ("gpt-4.1", "api.openai.com")
    assert desk.said == []


def test_the_same_request_costs_nothing_again(desk: Desk) -> None:
    desk.paid(Scripted([REPLY])).ask(REQUEST)
    again = desk.paid(Scripted([]))
    heard: list[str] = []
    reply = again.ask(REQUEST, heard.append)
    assert reply == replace(REPLY, cached=True)
    assert heard == [REPLY.text]
    assert again.usage == Usage(cached_calls=1)
    assert again.usage.cost_usd == 0
    total = desk.logged()["answer"]
    assert (total.calls, total.cached_calls, total.input_tokens, total.cost_usd) == (1, 1, 1_000, COST)


def test_another_request_another_model_or_another_server_is_asked(desk: Desk) -> None:
    chat = Scripted([REPLY, REPLY, REPLY])
    paid = desk.paid(chat)
    paid.ask(REQUEST)
    paid.ask(replace(REQUEST, max_tokens=501))
    desk.paid(chat, base_url=LOCAL).ask(REQUEST)
    assert len(chat.asked) == 3
    other = Scripted([REPLY], name="gpt-4.1-mini")
    desk.paid(other).ask(REQUEST)
    assert len(other.asked) == 1


def test_without_a_cache_each_call_is_sent(desk: Desk) -> None:
    chat = Scripted([REPLY, REPLY])
    for _ in range(2):
        desk.paid(chat, cached=False).ask(REQUEST)
    assert not chat.queue
    assert not (desk.folder / "replies.sqlite").exists()


def test_a_reply_that_was_cut_is_not_kept(desk: Desk) -> None:
    chat = Scripted([replace(REPLY, finish="length"), REPLY])
    paid = desk.paid(chat)
    assert paid.ask(REQUEST).finish == "length"
    assert paid.ask(REQUEST) == REPLY
    assert paid.usage.calls == 2


def test_the_server_is_probed_for_a_key_only_where_it_matters(desk: Desk) -> None:
    chat = Scripted([REPLY, REPLY])
    paid = desk.paid(chat)
    paid.ask(REQUEST)
    assert chat.probes == 0
    paid.ask(WITH_SCHEMA)
    assert chat.probes == 1


def test_an_estimate_counts_all_that_is_sent_and_the_longest_reply(desk: Desk) -> None:
    paid = desk.paid(Scripted())
    alone = sum(tokens.count(m.content, "gpt-4.1") for m in REQUEST.messages) + 2 * PER_MESSAGE + PRIMING
    most = (alone * 2 + 500 * 8) / 1e6
    assert paid.estimate(REQUEST) == Estimate(alone, 500, most, estimated=False)
    assert paid.estimate(WITH_SCHEMA).input_tokens > alone
    assert desk.paid(Scripted(name="qwen"), base_url=REMOTE).estimate(REQUEST).cost_usd is None
    local = desk.paid(Scripted(name="qwen"), base_url=LOCAL).estimate(REQUEST)
    assert (local.cost_usd, local.estimated) == (0, True)
    assert not (desk.folder / "usage.sqlite").exists()


def test_above_the_limit_nothing_is_sent(desk: Desk) -> None:
    chat = Scripted([])
    with pytest.raises(TooDear, match=r"could cost \$0\.0040\d+ \(\d+ tokens in and at most 500 out") as caught:
        desk.paid(chat, max_cost=0.004).ask(REQUEST)
    message = str(caught.value)
    assert "$0 is spent" in message
    assert "--max-cost 0.004 allows" in message
    assert prices.dated() in message
    assert "\n" not in message
    assert caught.value.exit_status == 2
    assert desk.logged() == {}


def test_what_was_spent_counts_against_the_limit_also_after_a_reset(desk: Desk) -> None:
    most = desk.paid(Scripted()).estimate(REQUEST).cost_usd
    assert most is not None
    paid = desk.paid(Scripted([REPLY, REPLY]), max_cost=most + COST, cached=False)
    paid.ask(REQUEST)
    paid.reset()
    assert paid.usage == Usage()
    paid.ask(REQUEST)  # what is left is just enough
    with pytest.raises(TooDear, match=r"\$0\.0072 is spent"):
        paid.ask(REQUEST)
    assert paid.usage.calls == 1


def test_a_reply_from_the_cache_is_within_any_limit(desk: Desk) -> None:
    desk.paid(Scripted([REPLY])).ask(REQUEST)
    assert desk.paid(Scripted([]), max_cost=0).ask(REQUEST).cached


def test_a_limit_on_an_unknown_price_is_refused_before_anything_is_sent(desk: Desk) -> None:
    chat = Scripted([], name="qwen")
    paid = desk.paid(chat, base_url=REMOTE, max_cost=5)
    for request in (REQUEST, WITH_SCHEMA):
        with pytest.raises(TooDear, match=r"price of qwen at llm\.example is not known"):
            paid.ask(request)
    with pytest.raises(TooDear):
        paid.abilities()
    assert chat.probes == 0


def test_a_local_server_is_within_any_limit(desk: Desk) -> None:
    paid = desk.paid(Scripted([REPLY], name="qwen"), base_url=LOCAL, max_cost=0)
    paid.ask(REQUEST)
    assert paid.usage == Usage(calls=1, input_tokens=1_000, output_tokens=200, cost_usd=0)


def test_an_unknown_price_is_said_as_unknown(desk: Desk) -> None:
    paid = desk.paid(Scripted([REPLY, REPLY], name="qwen"), base_url=REMOTE, cached=False)
    paid.ask(REQUEST)
    paid.ask(REQUEST)
    assert paid.usage == Usage(calls=2, input_tokens=2_000, output_tokens=400, cost_usd=None)
    assert desk.logged()["answer"].unpriced_calls == 2
    told = payload.of_answer(Answer("?", answered=False, usage=paid.usage))["usage"]
    assert told == {"calls": 2, "cached_calls": 0, "input_tokens": 2_000, "output_tokens": 400, "cost_usd": None}


def test_calls_behind_ask_are_counted_too(desk: Desk) -> None:
    paid = desk.paid(Scripted([REPLY]))
    paid.note("probe", Reply("ok", "stop", 10, 1, estimated=True))
    paid.ask(REQUEST)
    assert (paid.usage.calls, paid.usage.input_tokens) == (2, 1_010)
    logged = desk.logged()
    assert (logged["probe"].calls, logged["probe"].estimated_calls, logged["answer"].calls) == (1, 1, 1)


def test_a_client_that_tells_of_its_calls_is_not_counted_twice(desk: Desk) -> None:
    chat = Scripted([REPLY], cut=[Reply("The fer", "length", 1_000, 3, estimated=True)])
    paid = desk.paid(chat)
    chat.on_call = paid.note
    assert paid.ask(REQUEST, ignore) == REPLY
    assert (paid.usage.calls, paid.usage.output_tokens) == (2, 203)
    assert (desk.logged()["answer"].calls, desk.logged()["answer"].estimated_calls) == (2, 1)


def test_a_probe_during_a_call_does_not_hide_the_call(desk: Desk) -> None:
    class Probing(Scripted):
        def ask(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
            paid.note("probe", Reply("ok", "stop", 10, 1))
            return super().ask(request, on_text)

    paid = desk.paid(Probing([REPLY]))
    paid.ask(REQUEST)
    assert {key: total.calls for key, total in desk.logged().items()} == {"answer": 1, "probe": 1}


def test_a_call_that_fails_unheard_costs_nothing(desk: Desk) -> None:
    paid = desk.paid(Scripted([ModelUnreachable("no route")]))
    with pytest.raises(ModelUnreachable):
        paid.ask(REQUEST, ignore)
    assert paid.usage == Usage()
    assert desk.logged() == {}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ModelUnreachable("the stream broke")])
def test_what_was_heard_of_a_broken_reply_is_paid_for(desk: Desk, error: BaseException) -> None:
    paid = desk.paid(Scripted([error], breaks_after="The ferry sails in"))
    with pytest.raises(type(error)):
        paid.ask(REQUEST, ignore)
    assert paid.usage.calls == 1
    assert paid.usage.input_tokens == paid.estimate(REQUEST).input_tokens
    assert paid.usage.output_tokens == tokens.count("The ferry sails in ", "gpt-4.1")
    assert desk.logged()["answer"].estimated_calls == 1
    assert paid._cache is not None
    assert paid._cache.clear() == 0


def test_a_caller_that_fails_while_it_is_told_loses_nothing(desk: Desk) -> None:
    def show(piece: str) -> None:
        raise BrokenPipeError

    paid = desk.paid(Scripted([REPLY]))
    with pytest.raises(BrokenPipeError):
        paid.ask(REQUEST, show)
    assert desk.logged()["answer"].calls == 1


def test_a_limit_that_was_passed_all_the_same_is_said_once(desk: Desk) -> None:
    dear = replace(REPLY, input_tokens=2_000_000)
    paid = desk.paid(Scripted([dear, REPLY]), max_cost=0.01, cached=False)
    paid.ask(REQUEST)
    paid.note("probe", REPLY)
    (line,) = desk.said
    assert line.startswith("$4.0016 was spent, more than --max-cost 0.01 allows: the server counted more tokens")
    with pytest.raises(TooDear):
        paid.ask(REQUEST)


def test_a_log_that_cant_be_written_stops_no_answer(desk: Desk) -> None:
    (desk.folder / "usage.sqlite").mkdir()
    (desk.folder / "replies.sqlite").mkdir()
    paid = desk.paid(Scripted([REPLY, REPLY]))
    assert paid.ask(REQUEST) == REPLY
    assert paid.ask(REQUEST) == REPLY
    assert paid.usage.calls == 2
    assert len(desk.said) == 2  # one line for the log, one for the cache
