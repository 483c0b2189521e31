"""The embedder that the settings name: the embedded ones, or the model of an OpenAI-compatible server."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from index import embed
from index.errors import SettingError
from qa import terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.embed import Embedder, Vector
    from qa.chat import Reply
    from qa.embedder_server import ServerEmbedder

SERVER = "openai:"

Warn = Callable[[str], None]


@runtime_checkable
class Reachable(Protocol):
    """An embedder that stands on a server."""

    def reach(self) -> Vector:
        """The vector of one short text, asked of the server whether or not it is kept. Raises ModelError."""


def load(
    settings: Settings, *, warn: Warn = terminal.warn, progress: Callable[[int, int], None] | None = None
) -> Embedder:
    """The embedder; nothing heavy is imported and nothing sent before it is used.

    `warn` is given lines for the user. `progress` is told how many of how many texts a server has embedded. Raises
    SettingError for an unknown name or a server that nothing leads to, EmbedderError where the extra is missing.
    """
    name = settings.embedder
    if name.startswith(SERVER):
        return server(settings, warn=warn, progress=progress)
    if name not in embed.NAMES:
        raise SettingError(f"There is no embedder named {name!r}{_near(name)}")
    return embed.load(name)


def server(
    settings: Settings, *, warn: Warn = terminal.warn, progress: Callable[[int, int], None] | None = None
) -> ServerEmbedder:
    """The embedder of a server; each of its calls is logged for `qa usage`. Raises SettingError."""
    from qa import vector_cache
    from qa.embedder_server import ServerEmbedder
    from qa.llm import Server

    model = settings.embedder.removeprefix(SERVER).strip()
    if not model:
        raise SettingError(
            f"The embedder {settings.embedder!r} names no model: write openai:MODEL, such as "
            "openai:text-embedding-3-small."
        )
    if not settings.has_key and not settings.base_url:
        raise SettingError(
            f"The embedder {settings.embedder!r} needs a server: set OPENAI_API_KEY for OpenAI's, or OPENAI_BASE_URL "
            "for your own (such as http://127.0.0.1:11434/v1), or use the embedder minilm, which needs neither."
        )
    return ServerEmbedder(
        Server(model, base_url=settings.base_url, on_call=_logged(settings, model, warn), warn=warn),
        model,
        base_url=settings.base_url,
        cache=vector_cache.VectorCache(vector_cache.default_path(), warn),
        warn=warn,
        progress=progress,
    )


def is_paid(settings: Settings) -> bool:
    """Whether the settings name a server's embedder, whose calls may cost money."""
    return settings.embedder.startswith(SERVER)


def _logged(settings: Settings, model: str, warn: Warn) -> Callable[[str, Reply], None]:
    """What writes a call into the log of usage."""
    from qa import prices, usage_log

    log = usage_log.UsageLog(usage_log.default_path(), warn)

    def record(purpose: str, reply: Reply) -> None:
        log.record(
            usage_log.Call(
                purpose=purpose,
                model=model,
                host=prices.host(settings.base_url),
                input_tokens=reply.input_tokens,
                output_tokens=0,
                cost_usd=prices.cost(model, settings.base_url, reply.input_tokens, 0),
                estimated=reply.estimated,
            )
        )

    return record


def _near(name: str) -> str:
    """The choices, and the one that was probably meant."""
    close = difflib.get_close_matches(name.casefold(), [*embed.NAMES, "openai"], n=1, cutoff=0.5)
    meant = {"openai": "openai:MODEL"}
    hint = f": did you mean {meant.get(close[0], close[0])}? " if close else ": "
    if name.startswith("text-embedding-"):
        hint = f": did you mean openai:{name}? "
    return (
        f"{hint}The choices are minilm (English, comes with the package), e5 (some 100 languages, the extra "
        "[multilingual]) and openai:MODEL (an OpenAI-compatible server)."
    )
