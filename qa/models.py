"""The model that the settings name, ready to be asked: its server, what it may cost, its cache and its judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ModelUnknown, SettingError
from qa.grounding import Judge, Rules
from qa.settings import DEFAULT_MODEL, Settings

if TYPE_CHECKING:
    from qa.chat import Reply
    from qa.llm import Server
    from qa.paid import Paid
    from qa.reply_cache import ReplyCache

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Model:
    """A model to ask, and the judge of what it says (None: the rules alone)."""

    chat: Paid
    judge: Judge | None = None


@contextmanager
def opened(
    settings: Settings,
    *,
    warn: Callable[[str], None],
    max_cost: float | None = None,
    use_cache: bool = True,
    judged: bool = False,
    anew: bool = False,
) -> Iterator[Model | None]:
    """The model of the settings, its connections closed at the end; None for the extractive reader.

    `max_cost` in USD; `judged`: whether the same model judges its claims a second time; `anew`: find out what the
    server can do, whatever is remembered. Raises SettingError where
    there is neither a key nor a server, ModelError where `auto` finds no model.
    """
    if settings.model == DEFAULT_MODEL:
        yield None
        return
    from qa import reply_cache, usage_log
    from qa.abilities import Memory
    from qa.llm import Server
    from qa.paid import Paid

    needs_a_server(settings)

    def noted(purpose: str, reply: Reply) -> None:
        paid.note(purpose, reply)

    def allow(texts: Sequence[str], output_tokens: int) -> None:
        paid.allow(texts, output_tokens)

    cache = reply_cache.ReplyCache(reply_cache.default_path(), warn) if use_cache else None
    log = usage_log.UsageLog(usage_log.default_path(), warn)
    with Server(
        _name(settings, warn),
        base_url=settings.base_url,
        context=settings.context,
        memory=None if anew else Memory(),
        on_call=noted,
        allow=allow,
        warn=warn,
    ) as server:
        paid = Paid(server, base_url=settings.base_url, cache=cache, log=log, max_cost=max_cost, warn=warn)
        yield Model(paid, _judge(server, paid, cache, settings.base_url, warn) if judged else None)


def needs_a_server(settings: Settings) -> None:
    """Raises SettingError when nothing says where the model is."""
    if not settings.has_key and not settings.base_url:
        raise SettingError(
            f"The model {settings.model!r} needs a server: set OPENAI_API_KEY for OpenAI's, or OPENAI_BASE_URL for "
            "your own (such as http://127.0.0.1:11434/v1), or use --model extractive, which needs neither."
        )


def _judge(
    server: Server, paid: Paid, cache: ReplyCache | None, base_url: str | None, warn: Callable[[str], None]
) -> Judge:
    from qa.decisions import PURPOSE, Decisions
    from qa.grounding.judge import Vetoed
    from qa.judge_llm import ModelJudge

    def decide(text: str, statements: Sequence[str]) -> Sequence[float | None] | None:
        return server.decide(text, statements, PURPOSE)

    kept = Decisions(decide, server.name, base_url, cache, paid.note) if cache else decide
    return Vetoed(Rules(), ModelJudge(paid, warn, kept))


def _name(settings: Settings, warn: Callable[[str], None]) -> str:
    """The model's name; for "auto" OpenAI's current inexpensive one, or the only one that the server lists."""
    from qa import prices

    if settings.model != AUTO:
        return settings.model
    if not settings.base_url:
        return prices.default_model()
    from qa.llm import Server

    with Server(AUTO, base_url=settings.base_url, warn=warn) as server:
        listed = server.models()
    if len(listed) != 1:
        some = f"lists {len(listed)} models ({', '.join(listed[:8])})" if listed else "lists no model"
        raise ModelUnknown(f"The server {prices.host(settings.base_url)} {some}: name one with --model or QA_MODEL.")
    return listed[0]
