"""A model whose calls are paid for: each is looked up before it is sent, held to a limit, logged and kept.

One thread at a time may use it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index import tokens
from index.errors import PressbriefError, TooDear
from qa import prices
from qa.chat import Abilities, Chat, Reply, Request
from qa.records import Usage
from qa.reply_cache import ReplyCache, key
from qa.usage_log import Call, UsageLog

# What a chat adds to its texts: the marks around each message with its role, and the beginning of the reply (OpenAI's
# cookbook, "How to count tokens with tiktoken").
PER_MESSAGE = 4
PRIMING = 3
ROUNDING = 1e-9  # USD; a sum of floats may not refuse what is allowed to the cent


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a call may take. `estimated`: the model's own vocabulary is not known, so that the input is a guess."""

    input_tokens: int
    output_tokens: int  # the most: a reply is cut there
    cost_usd: float | None  # the most; None: the price is not known
    estimated: bool


class Paid:
    """A `Chat` around another. `usage` counts since `reset`, `max_cost` (USD) holds for as long as this object lives.

    `base_url` is the server's address, None for OpenAI's own. Without a `cache` or a `log` nothing is kept or logged.
    `warn` is given a line for the user when the limit was passed all the same.
    """

    def __init__(
        self,
        chat: Chat,
        *,
        base_url: str | None,
        cache: ReplyCache | None,
        log: UsageLog | None,
        max_cost: float | None,
        warn: Callable[[str], None],
    ) -> None:
        self._chat = chat
        self._base_url = base_url
        self._cache = cache
        self._log = log
        self._max_cost = max_cost
        self._warn = warn
        self._usage = Usage()
        self._spent = 0.0
        self._noted: set[str] = set()  # the purposes of the calls that the client told of during `ask`
        self._warned = False

    @property
    def name(self) -> str:
        """The model's name."""
        return self._chat.name

    @property
    def usage(self) -> Usage:
        """What was called since the last `reset`."""
        return self._usage

    def reset(self) -> None:
        """Begins the count of a new answer. What was spent still counts against the limit."""
        self._usage = Usage()

    def abilities(self) -> Abilities:
        """What the server does; the first call may probe it, which costs: TooDear if the limit can't be kept."""
        self._see_that_a_limit_can_be_kept()
        return self._chat.abilities()

    def context(self) -> int | None:
        """The context window in tokens; None when nobody knows."""
        return self._chat.context()

    def estimate(self, request: Request, beside: int = 0) -> Estimate:
        """What the request may take, at the most. Nothing is sent, and the reply cache is not looked into.

        `beside`: tokens of input that the request will have, and has not yet.
        """
        around = PER_MESSAGE * len(request.messages) + PRIMING + beside
        return self._estimate(request.texts, request.max_tokens, around)

    def allow(self, texts: Sequence[str], output_tokens: int) -> None:
        """Raises TooDear where the limit forbids a call that sends these texts and brings back that much at the most.

        Give it to the model's client, for the calls that it makes by itself.
        """
        if self._max_cost is not None:
            self._hold_to_limit(
                self._estimate(texts, output_tokens, PER_MESSAGE * len(texts) + PRIMING), self._max_cost
            )

    def ask(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The reply, from the cache if it is there, `on_text` then being given it whole.

        Raises TooDear before anything is sent, where what was spent and the most that this can cost are more than
        `max_cost` together, and ModelError as the model does.
        """
        cached_as = self._key(request) if self._cache else b""
        if self._cache and (kept := self._cache.get(cached_as)):
            reply = replace(kept, cached=True)
            self.note(request.purpose, reply)
            if on_text:
                on_text(reply.text)
            return reply
        if self._max_cost is not None:
            self._hold_to_limit(self.estimate(request), self._max_cost)
        reply = self._sent(request, on_text)
        if self._cache:
            self._cache.put(cached_as, reply)
        return reply

    def note(self, purpose: str, reply: Reply) -> None:
        """Logs and counts a call, at once.

        Give it to the model's client as the callback of its calls, for those that it makes by itself: probes, and what
        came of a stream that was cut and asked for again. What it tells of during `ask` is not counted a second time.
        """
        self._noted.add(purpose)
        if reply.cached:
            cost: float | None = 0.0
            self._usage = replace(self._usage, cached_calls=self._usage.cached_calls + 1)
        else:
            cost = prices.cost(self.name, self._base_url, reply.input_tokens, reply.output_tokens)
            self._add(reply, cost)
        if self._log:
            self._log.record(
                Call(
                    purpose=purpose,
                    model=self.name,
                    host=prices.host(self._base_url),
                    input_tokens=reply.input_tokens,
                    output_tokens=reply.output_tokens,
                    cost_usd=cost,
                    estimated=reply.estimated,
                    cached=reply.cached,
                )
            )

    def _estimate(self, texts: Sequence[str], output_tokens: int, around: int) -> Estimate:
        """What a call with these texts may take; `around`: tokens of what stands around them."""
        counts = [tokens.measure(text, self.name) for text in texts]
        amount = sum(count.tokens for count in counts) + around
        cost = prices.cost(self.name, self._base_url, amount, output_tokens)
        return Estimate(amount, output_tokens, cost, any(count.estimated for count in counts))

    def _add(self, reply: Reply, cost: float | None) -> None:
        before = self._usage
        self._usage = replace(
            before,
            calls=before.calls + 1,
            input_tokens=before.input_tokens + reply.input_tokens,
            output_tokens=before.output_tokens + reply.output_tokens,
            cost_usd=None if cost is None or before.cost_usd is None else before.cost_usd + cost,
        )
        self._spent += cost or 0.0
        if self._max_cost is not None and self._spent > self._max_cost + ROUNDING and not self._warned:
            self._warned = True
            self._warn(
                f"${_exact(self._spent)} was spent, more than --max-cost {_exact(self._max_cost)} allows: the server "
                "counted more tokens than were expected. Nothing more is sent."
            )

    def _key(self, request: Request) -> bytes:
        ability = self.abilities().schema if request.schema else ""  # without a schema it makes no difference
        return key(self._base_url, self.name, request, ability)

    def _sent(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        """The model's reply, noted. What was heard of one that breaks off is paid for, too: noted as an estimate."""
        heard: list[str] = []

        def hear(piece: str) -> None:
            heard.append(piece)
            if on_text:
                on_text(piece)

        self._noted.clear()
        try:
            reply = self._chat.ask(request, hear if on_text else None)
        except BaseException:
            if heard and request.purpose not in self._noted:
                self._note_broken(request, "".join(heard))
            raise
        if request.purpose not in self._noted:
            self.note(request.purpose, reply)
        return reply

    def _note_broken(self, request: Request, text: str) -> None:
        try:
            output = tokens.count(text, self.name)
            sent = self.estimate(request).input_tokens
        except PressbriefError:
            return  # the error that broke the reply matters more than one of counting
        self.note(request.purpose, Reply(text, "length", sent, output, estimated=True))

    def _see_that_a_limit_can_be_kept(self) -> None:
        if self._max_cost is not None and prices.price(self.name, self._base_url) is None:
            raise TooDear(
                f"The price of {self.name} at {prices.host(self._base_url)} is not known, so --max-cost "
                f"{_exact(self._max_cost)} can't be kept and nothing was sent: leave it out, or take a model whose "
                f"price is known, such as OpenAI's {prices.default_model()}."
            )

    def _hold_to_limit(self, most: Estimate, limit: float) -> None:
        self._see_that_a_limit_can_be_kept()
        if most.cost_usd and self._spent + most.cost_usd > limit + ROUNDING:
            about = "about " if most.estimated else ""
            raise TooDear(
                f"Asking {self.name} could cost ${_exact(most.cost_usd)} ({about}{most.input_tokens:,} tokens in and "
                f"at most {most.output_tokens:,} out, by the prices of {prices.dated()}) and ${_exact(self._spent)} is "
                f"spent: more than --max-cost {_exact(limit)} allows, so nothing was sent. Raise it, or take "
                "a cheaper model."
            )


def _exact(usd: float) -> str:
    """An amount in all the decimals that a comparison with a limit may need: "0.01", "0.00104"."""
    whole, _, part = f"{usd:.8f}".partition(".")
    return f"{whole}.{part.rstrip('0')}".rstrip(".")
