"""A model behind any OpenAI-compatible server: OpenAI, llama.cpp, Ollama, vLLM, LM Studio, routers.

Only Chat Completions are used, which all of them have. A call that fails is made again where that may help
(qa/llm_retry.py); a stream that was cut is asked for once more (qa/llm_exchange.py); what remains is a ModelError
(qa/llm_errors.py). The client itself is imported in qa/llm_wire.py alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from index import tokens
from index.errors import ModelError, ModelRefused
from qa import llm_errors, llm_probe, llm_reply, llm_window, prices, terminal
from qa.abilities import Findings, Memory
from qa.chat import Abilities, Reply, Request
from qa.llm_address import checked_key, checked_url
from qa.llm_exchange import Exchange, Heard, Unheard
from qa.llm_failure import Failed, Failure
from qa.llm_reply import Told
from qa.llm_retry import Retries
from qa.llm_wire import Wire

MOST_STATEMENTS = 400  # of one call to the Decisions endpoint

OnText = Callable[[str], None]


class Server:
    """One model at one server; it implements qa.chat.Chat.

    `base_url`: of the server, OpenAI's own if None. `key`: OPENAI_API_KEY if None. `context`: the window in tokens, if
    the user set it. `memory`: where abilities are remembered between runs. `timeout`: seconds without a byte.
    `on_call` is told the purpose and the reply of each call that was made, probes included, for the log of usage; a
    stream that was cut counts with what came of it. `allow` is asked before the calls that nobody made by `ask` (probes
    and decisions), with the texts to be sent and the most tokens to come back: what it raises stops the call. `warn` is
    told of waits. Close it, or use it in a `with` block.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        key: str | None = None,
        context: int | None = None,
        memory: Memory | None = None,
        timeout: float = 120.0,
        on_call: Callable[[str, Reply], None] | None = None,
        allow: Callable[[Sequence[str], int], None] | None = None,
        warn: Callable[[str], None] = terminal.warn,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._base_url = checked_url(base_url)
        self._key = checked_key(os.environ.get("OPENAI_API_KEY") if key is None else key)
        self._context = context
        self._asked_context = False
        self._findings = Findings(self._base_url, model, memory)
        self._probed = False  # in this process: a refusal leads to one new probe, not to one each time
        self._on_call = on_call
        self._allow = allow
        self._wire = Wire(self._base_url, self._key, timeout)
        self._retries = Retries(prices.host(self._base_url), warn, sleep)
        self._exchange = Exchange(self._wire, self._retries, model, self._findings, self._report)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._wire.close()

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._model

    def abilities(self) -> Abilities:
        """What the server does for this model: remembered, or probed with mostly one small call. Raises ModelError."""
        known = self._findings.known()
        if known is not None:
            return known.abilities
        self._need_key()
        try:
            return self._probe()
        except Failed as failed:
            raise self._explained(failed.failure) from None

    def context(self) -> int | None:
        """The window in tokens: the one given, the price list's, or what the server tells; None when nobody knows.

        A server on this machine or network is asked first: it may serve less than the model was made for.
        """
        if self._context is None and not self._asked_context:
            self._asked_context = True
            listed = prices.window(self._model)
            local = prices.is_local(self._base_url)
            if listed is not None and not local:
                self._context = listed
            elif self._key or local:
                self._context = llm_window.asked(self._wire, self._base_url, self._model) or listed
        return self._context

    def ask(self, request: Request, on_text: OnText | None = None) -> Reply:
        """The reply, without thinking. `on_text` gets the text as it comes, or at once where there are no streams.

        A refusal's words are in the reply alone. Raises ModelError.
        """
        abilities = self.abilities()
        heard = Heard(on_text) if on_text else None
        try:
            try:
                reply, _ = self._exchange.ask(request, abilities, heard)
            except Failed as failed:
                reply, _ = self._exchange.ask(request, self._probed_again(failed, abilities), heard)
        except Failed as failed:
            raise self._explained(failed.failure) from None
        return reply

    def embed(self, texts: Sequence[str], purpose: str = "embed") -> tuple[list[list[float]], int]:
        """A vector for each text, in their order and of one length, and the tokens that were read.

        One call: the caller keeps to the server's limits. Raises ModelError.
        """
        if not texts:
            return [], 0
        self._need_key()
        body = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        try:
            data = self._retries.run(lambda: self._wire.post("/embeddings", body))
            vectors = llm_reply.vectors(data, len(texts))
        except Failed as failed:
            raise self._explained(failed.failure, "embeddings") from None
        used = llm_reply.usage(data)
        read = used[0] if used else self._counted(texts)
        self._report(purpose, Reply("", "stop", read, 0, estimated=used is None))
        return vectors, read

    def decide(self, text: str, statements: Sequence[str], purpose: str = "judge") -> list[float | None] | None:
        """The probability that each statement is true of the text, in order, by OpenAI's Decisions endpoint.

        An item is None where the model declined. The whole is None where the server has no such endpoint or not for
        this model, which is remembered. Raises ModelError for any other failure.
        """
        if self._findings.decisions() is False:
            return None
        self._need_key()
        found: list[float | None] = []
        for start in range(0, len(statements), MOST_STATEMENTS):
            try:
                found += self._decided(text, statements[start : start + MOST_STATEMENTS], purpose)
            except Failed as failed:
                if not _lacks_decisions(failed.failure):
                    raise self._explained(failed.failure, "decisions") from None
                self._findings.learn_decisions(False)
                return None
        if statements:
            self._findings.learn_decisions(True)
        return found

    def models(self) -> list[str]:
        """The names of the models that the server lists. Raises ModelError."""
        self._need_key()
        try:
            data = self._retries.run(lambda: self._wire.get("/models"))
        except Failed as failed:
            raise self._explained(failed.failure, "models") from None
        return llm_reply.names(data)

    def _probe(self) -> Abilities:
        """What a new probe finds; it is remembered. Raises Failed."""
        self._probed = True

        def send(request: Request, abilities: Abilities) -> Told:
            self._need_leave(request.texts, request.max_tokens)
            return self._exchange.ask(request, abilities, Unheard())[1]

        known = llm_probe.probe(send, hosted=prices.host(self._base_url) == prices.OPENAI)
        return self._findings.keep(known).abilities

    def _probed_again(self, failed: Failed, abilities: Abilities) -> Abilities:
        """The abilities after a new probe, if the failure names one of them; else the failure is raised again."""
        if self._probed or llm_probe.adapted(failed.failure, abilities, {abilities}) is None:
            raise failed
        self._findings.forget()
        changed = self._probe()
        if changed == abilities:
            raise failed
        return changed

    def _decided(self, text: str, statements: Sequence[str], purpose: str) -> list[float | None]:
        """One call to the Decisions endpoint. Raises Failed."""
        self._need_leave([text, *statements], len(statements))
        questions = [{"type": "predicate", "instructions": statement} for statement in statements]
        body = {"model": self._model, "input": text, "questions": questions}
        data = self._retries.run(lambda: self._wire.post("/decisions", body))
        found = llm_reply.probabilities(data, len(statements))
        used = llm_reply.usage(data)
        spent, made = used or (self._counted([text, *statements]), len(statements))
        self._report(purpose, Reply("", "stop", spent, made, estimated=used is None))
        return found

    def _counted(self, texts: Sequence[str]) -> int:
        return sum(tokens.count(text, self._model) for text in texts)

    def _report(self, purpose: str, reply: Reply) -> None:
        if self._on_call is not None:
            self._on_call(purpose, reply)

    def _need_leave(self, texts: Sequence[str], most_tokens: int) -> None:
        if self._allow is not None:
            self._allow(texts, most_tokens)

    def _need_key(self) -> None:
        """Raises ModelRefused before anything is sent to OpenAI's own server without a key."""
        if not self._key and prices.host(self._base_url) == prices.OPENAI:
            raise ModelRefused(
                f"There is no key for {self._model} at {prices.OPENAI}: set OPENAI_API_KEY, or OPENAI_BASE_URL for a "
                "server that needs none"
            )

    def _explained(self, failure: Failure, endpoint: str = "chat/completions") -> ModelError:
        place = llm_errors.Place(
            self._base_url, terminal.safe(self._model), bool(self._key), endpoint, listed=self._listed
        )
        return llm_errors.explained(failure, place)

    def _listed(self) -> list[str]:
        """The models' names for a message about one that is missing: nothing more goes wrong here."""
        try:
            return llm_reply.names(self._wire.get("/models", timeout=5.0))
        except Failed:
            return []


def _lacks_decisions(failure: Failure) -> bool:
    """Whether the server has no Decisions endpoint, or not for this model."""
    if llm_errors.window_of(failure)[0]:
        return False
    unfit = failure.status in (400, 403, 422) and failure.says(r"\bmodel|support")
    return unfit or failure.status in (404, 405, 501)
