"""One request and its reply, streamed or whole, with what happens when a stream is cut.

A cut stream is asked for once more, from the start. Whoever listens never gets a text twice: of the second reply only
what goes beyond the first is passed on, and a second reply that does not begin as the first did is a failure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index import tokens
from qa import llm_reply, llm_request, thinking
from qa.abilities import Findings
from qa.chat import Abilities, Reply, Request
from qa.llm_errors import is_elsewhere
from qa.llm_failure import Failed, Failure
from qa.llm_reply import Gathering, Told
from qa.llm_retry import Retries
from qa.llm_wire import Wire

PATH = "/chat/completions"
_TURN_TOKENS = 4  # that templates add to each message; only for estimates

Report = Callable[[str, Reply], None]


class Heard:
    """Passes text on to whoever listens, each part once, however often the reply begins."""

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self._on_text = on_text
        self._passed = ""
        self._now = ""  # of the reply that is coming

    def begin(self) -> None:
        """A reply begins."""
        self._now = ""

    def take(self, text: str) -> None:
        """The next text of it. Raises Failed where it differs from what was passed on."""
        self._now += text
        if not (self._now.startswith(self._passed) or self._passed.startswith(self._now)):
            raise Failed(Failure("differs"))
        new = self._now[len(self._passed) :]
        if new:
            self._passed = self._now
            self._on_text(new)

    def end(self) -> None:
        """The reply is complete. Raises Failed if an earlier one went further."""
        if len(self._now) < len(self._passed):
            raise Failed(Failure("differs"))


class Unheard(Heard):
    """Nobody listens, as to a probe: nothing can differ."""

    def __init__(self) -> None:
        super().__init__(lambda _: None)

    def take(self, text: str) -> None:
        """Nothing is kept."""


class Exchange:
    """Makes the calls of one model. `report` is told each reply with its purpose."""

    def __init__(
        self, wire: Wire, retries: Retries, model: str, findings: Findings, report: Callable[[str, Reply], None]
    ) -> None:
        self._wire = wire
        self._retries = retries
        self._model = model
        self._findings = findings
        self._report = report

    def ask(self, request: Request, abilities: Abilities, heard: Heard | None) -> tuple[Reply, Told]:
        """The reply, for people and as the server told it; streamed if somebody listens. Raises Failed."""
        if heard is not None and abilities.stream:
            told = self._streamed(request, abilities, heard)
        else:
            body = llm_request.body(self._model, request, abilities)
            told = llm_reply.whole(self._retries.run(lambda: self._wire.post(PATH, body)))
        if thinking.is_opened(told.text):
            self._findings.learn_opened()
        reply = self._reply(request, told)
        self._report(request.purpose, reply)
        if heard is not None and reply.finish != "refused":
            heard.begin()
            heard.take(reply.text)  # nothing new after a stream, unless it was no stream
            heard.end()
        return reply, told

    def _streamed(self, request: Request, abilities: Abilities, heard: Heard) -> Told:
        body = llm_request.body(self._model, request, abilities, stream=True)
        first, failure = self._stream_once(body, heard)
        if failure is None:
            return first
        self._report(request.purpose, replace(self._reply(request, first), finish="length"))
        if is_elsewhere(failure):
            raise Failed(failure)
        second, failure = self._stream_once(body, heard)
        if failure is None or (failure.kind == "dropped" and second == first):
            return second  # a server that never says how a reply ends says the same twice
        self._report(request.purpose, replace(self._reply(request, second), finish="length"))
        raise Failed(failure)

    def _stream_once(self, body: dict[str, object], heard: Heard) -> tuple[Told, Failure | None]:
        """What came, and why it ended too early if it did."""
        gathering, visible = Gathering(), thinking.Visible(self._findings.opened)
        heard.begin()
        with self._retries.run(lambda: self._wire.stream(PATH, body)) as events:
            try:
                for event in events:
                    if events.whole:
                        return llm_reply.whole(event), None
                    heard.take(visible.feed(gathering.take(event)))
            except Failed as failed:
                if failed.failure.kind == "differs":
                    raise
                return gathering.told(), failed.failure
        told = gathering.told()
        ended = told.finish is not None or told.usage is not None
        return told, None if ended else Failure("dropped", "the stream ended without its end")

    def _reply(self, request: Request, told: Told) -> Reply:
        """The reply as readers see it; tokens are estimated where the server tells none."""
        finish = told.finish or "stop"
        text = thinking.visible(told.text, self._findings.opened, cut=finish == "length")
        if finish == "refused":
            text = told.refusal or text
        if told.usage is not None:
            return Reply(text, finish, *told.usage)
        sent = sum(tokens.count(turn.content, self._model) + _TURN_TOKENS for turn in request.messages)
        return Reply(text, finish, sent, tokens.count(told.text, self._model), estimated=True)
