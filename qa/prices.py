"""What a call of a model costs, by a price list with its date: data/models.json. What it lacks is never guessed.

Costs are the most that a call can cost at the standard rate. A server discounts what it has in its own prompt cache and
charges what it puts there; neither is known before a call, so input counts at the dearer of both rates.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

OPENAI = "api.openai.com"
ROUTED = "openai/"  # how routers write OpenAI's models
SNAPSHOT = re.compile(r"-\d{4}-\d\d-\d\d$")
CACHED_FROM = 1024  # tokens of input from which OpenAI's servers keep prompts, by themselves (guide "Prompt caching")
PRIVATE_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")  # never public (RFC 6761, 6762, 8375)


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens. `local`: a server on this machine or a private network, which costs nothing."""

    input: float
    output: float
    cache_write: float | None = None  # of input that the server puts into its prompt cache
    long_above: int | None = None  # tokens of input above which the whole request is dearer, by these factors
    long_input_times: float = 1.0
    long_output_times: float = 1.0
    local: bool = False

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """The most that a call can cost, in USD."""
        rate_in = self.input
        if self.cache_write is not None and input_tokens >= CACHED_FROM:
            rate_in = max(rate_in, self.cache_write)
        rate_out = self.output
        if self.long_above is not None and input_tokens > self.long_above:
            rate_in, rate_out = rate_in * self.long_input_times, rate_out * self.long_output_times
        return (input_tokens * rate_in + output_tokens * rate_out) / 1e6


def window(model: str) -> int | None:
    """The context window in tokens, of question and reply together; None when it is not known."""
    entry = _entry(model.removeprefix(ROUTED))
    return None if entry is None else entry["context"]


def dimensions(model: str) -> int | None:
    """The length of an embedding model's vectors; None when it is not known or no embedding model."""
    entry = _entry(model.removeprefix(ROUTED))
    return None if entry is None else entry.get("dimensions")


def price(model: str, base_url: str | None) -> Price | None:
    """The price of a chat or embedding model; None when it is not known.

    `base_url` is the server's address, None for OpenAI's own. A local address costs nothing, whatever stands behind it:
    a proxy that passes calls on to a paid server can't be told apart. Of other servers' models the list knows those
    that a router names as OpenAI's ("openai/gpt-4o").
    """
    if is_local(base_url):
        return Price(0.0, 0.0, local=True)
    if host(base_url) != OPENAI and not model.startswith(ROUTED):
        return None
    entry = _entry(model.removeprefix(ROUTED))
    if entry is None or entry["input"] is None:
        return None
    long = entry.get("long")
    return Price(
        input=entry["input"],
        output=entry.get("output", 0.0),  # embeddings have none
        cache_write=entry.get("cache_write"),
        long_above=long["above"] if long else None,
        long_input_times=long["input_times"] if long else 1.0,
        long_output_times=long["output_times"] if long else 1.0,
    )


def cost(model: str, base_url: str | None, input_tokens: int, output_tokens: int) -> float | None:
    """The most that a call of so many tokens can cost, in USD; None when the price is not known."""
    known = price(model, base_url)
    return None if known is None else known.of(input_tokens, output_tokens)


def default_model() -> str:
    """The model for those who name none: current, inexpensive, and not announced to be shut down."""
    name: str = _list()["default"]
    return name


def dated() -> str:
    """The day of the price list, as YYYY-MM-DD."""
    day: str = _list()["dated"]
    return day


def host(base_url: str | None) -> str:
    """The server's name with its port, if one is given, without user and password; OpenAI's own for None."""
    if not base_url:
        return OPENAI
    try:
        parts = urlsplit(base_url)
        name, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is no number, an unclosed [
        return "unknown"
    default = {"http": 80, "https": 443}.get(parts.scheme)
    shown = f"[{name}]" if ":" in name else name
    return (f"{shown}:{port}" if port not in (None, default) else shown) or "unknown"


def is_local(base_url: str | None) -> bool:
    """Whether the address is this machine's or a private network's."""
    try:
        name = (urlsplit(base_url).hostname or "").rstrip(".") if base_url else OPENAI
    except ValueError:
        return False
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        # A name of one part is looked up in the local network alone, such as a container's.
        return bool(name) and ("." not in name or name.endswith(PRIVATE_NAMES))
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return not (mapped or address).is_global


def shown(usd: float) -> str:
    """The amount for a person: cents, or four decimals below a cent; never "$0.00" for more than nothing."""
    if usd == 0:
        return "$0"
    if usd < 0.00005:
        return "under $0.0001"
    return f"${usd:,.4f}" if round(usd, 4) < 0.01 else f"${usd:,.2f}"


def _entry(model: str) -> Mapping[str, Any] | None:
    """What the list says of a model, by its own name or, for a dated snapshot, by its family's."""
    listed: dict[str, Mapping[str, Any]] = {**_list()["models"], **_list()["embeddings"]}
    return listed.get(model) or listed.get(SNAPSHOT.sub("", model))


@cache
def _list() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "models.json").read_text(encoding="utf-8"))
    return found
