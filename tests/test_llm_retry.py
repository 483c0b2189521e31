"""Calls are made again where that may help, as often and after such waits as the trouble deserves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from index.errors import ModelError, ModelRefused, ModelUnreachable
from qa.chat import Message, Request
from qa.llm import Server
from qa.llm_failure import Failed, Failure
from qa.llm_retry import TOTAL, Retries, pause
from tests.model_server import Fault, ModelServer, Turn

ASK = Request((Message("user", "What passed?"),), "answer", 200)


@pytest.fixture
def scripted() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


class Waiting:
    """A server that notes its waits and what it says of them, and does not sleep."""

    def __init__(self, scripted: ModelServer, timeout: float = 20.0) -> None:
        self.waits: list[float] = []
        self.said: list[str] = []
        self.server = Server(
            "scripted", base_url=scripted.url, key="k", timeout=timeout, sleep=self.waits.append, warn=self.said.append
        )
        self.server.abilities()

    def ask(self, *, fails: type[ModelError] | None = None, match: str | None = None) -> None:
        with self.server:
            if fails is None:
                assert self.server.ask(ASK).text == "done"
            else:
                with pytest.raises(fails, match=match):
                    self.server.ask(ASK)


def test_retry_after_is_kept_to(scripted: ModelServer) -> None:
    scripted.queue(Fault(429, headers={"Retry-After": "7"}), Turn("done"))
    waiting = Waiting(scripted)
    waiting.ask()
    assert waiting.waits == [7.0]
    (line,) = waiting.said
    assert line.endswith("takes no more requests just now: trying again in 7 seconds")


def test_a_longer_wait_is_said_and_not_waited(scripted: ModelServer) -> None:
    scripted.queue(Fault(429, headers={"Retry-After": "3600"}))
    waiting = Waiting(scripted)
    waiting.ask(fails=ModelRefused, match="takes no more requests for scripted just now and asks to wait 60 minutes")
    assert waiting.waits == []


def test_without_it_waits_double(scripted: ModelServer) -> None:
    scripted.queue(*[Fault(429)] * 5, Turn("done"))
    waiting = Waiting(scripted)
    waiting.ask()
    for wait, most in zip(waiting.waits, (0.5, 1.0, 2.0, 4.0, 8.0), strict=True):
        assert 0.75 * most <= wait <= most


@pytest.mark.parametrize(("status", "tries"), [(429, 6), (500, 3), (502, 4), (503, 6), (504, 4), (599, 3)])
def test_it_ends(scripted: ModelServer, status: int, tries: int) -> None:
    scripted.queue(*[Fault(status)] * tries)
    waiting = Waiting(scripted)
    waiting.ask(fails=ModelRefused if status == 429 else ModelUnreachable, match="scripted fault")
    assert len(waiting.waits) == tries - 1


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 418, 422, 501])
def test_what_stays_wrong_is_sent_once(scripted: ModelServer, status: int) -> None:
    scripted.queue(Fault(status, "no"))
    waiting = Waiting(scripted)
    waiting.ask(fails=ModelError)
    assert waiting.waits == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}),
        Fault(429, {"error": {"message": "Request too large for m: Limit 30000, Requested 40000"}}),
        Fault(503, "maintenance", headers={"X-Should-Retry": "false"}),
    ],
)
def test_so_is_what_the_server_knows_to_be_final(scripted: ModelServer, fault: Fault) -> None:
    scripted.queue(fault)
    waiting = Waiting(scripted)
    waiting.ask(fails=ModelError)
    assert waiting.waits == []


@pytest.mark.parametrize(
    "trouble", [Fault(reset="before"), Fault(200, {}, reset="after"), Turn("half", cut_after=1), Fault(500), Fault(503)]
)
def test_passing_trouble_passes(scripted: ModelServer, trouble: Fault | Turn) -> None:
    scripted.queue(trouble, Turn("done"))
    waiting = Waiting(scripted)
    waiting.ask()
    assert len(waiting.waits) == 1


def test_silence_is_waited_for_twice(scripted: ModelServer) -> None:
    waiting = Waiting(scripted)
    waiting.server.close()
    waiting.server = Server("scripted", base_url=scripted.url, key="k", timeout=0.3, sleep=waiting.waits.append)
    scripted.queue(Fault(delay=20), Fault(delay=20), to="models")
    with waiting.server, pytest.raises(ModelUnreachable, match="sent nothing in time for scripted"):
        waiting.server.models()


def test_nothing_listening_is_said_at_once() -> None:
    waits: list[float] = []
    with (
        Server("m", base_url="http://127.0.0.1:9/v1", key="k", sleep=waits.append) as server,
        pytest.raises(ModelUnreachable, match=r"Nothing listens at 127\.0\.0\.1:9: start the server of m"),
    ):
        server.abilities()
    assert waits == []


def failing(*failures: Failure) -> Callable[[], str]:
    """A call that fails in these ways, and then works."""
    left = list(failures)

    def call() -> str:
        if left:
            raise Failed(left.pop(0))
        return "done"

    return call


def test_each_sort_of_trouble_has_its_own_tries() -> None:
    waits: list[float] = []
    sorts = [Failure("status", status=500)] * 2 + [Failure("dropped")] * 2 + [Failure("timeout")]
    assert Retries("host", lambda _: None, waits.append).run(failing(*sorts)) == "done"
    assert len(waits) == 5


def test_but_all_together_have_an_end() -> None:
    sorts = [Failure("status", status=status) for status in (429, 503, 529, 504) for _ in range(3)]
    waits: list[float] = []
    with pytest.raises(Failed):
        Retries("host", lambda _: None, waits.append).run(failing(*sorts))
    assert len(waits) == 7


def test_the_waits_of_one_call_have_a_limit() -> None:
    waits: list[float] = []
    with pytest.raises(Failed):
        Retries("host", lambda _: None, waits.append).run(
            failing(*[Failure("status", status=429, retry_after=50.0)] * 6)
        )
    assert sum(waits) <= TOTAL
    assert waits == [50.0, 50.0]


def test_a_wait_of_nothing_is_one() -> None:
    assert pause(Failure("status", status=429, retry_after=0.0), 1, 0.5) == 0.0
