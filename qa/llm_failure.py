"""What went wrong with one call, as data: what retries, probes and messages go by. The client's own errors end here."""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from qa import terminal

Kind = Literal[
    "status",  # the server answered with an error: see `status`
    "stream",  # the server sent an error in the middle of its reply
    "refused",  # nothing listens there
    "unknown host",
    "tls",
    "timeout",  # no byte in time
    "dropped",  # the connection ended before the reply did
    "differs",  # asked again after a cut, it began another reply
    "not json",  # the reply is something else than what the protocol says
    "client",  # the client itself did not want to
]
WORDS = 300  # characters of a server's words that are kept
_SHORT_KEY = 8  # characters: a key below that is a placeholder such as "none", and taking it out would spoil words
_LIMIT_FIELDS = ("n_ctx", "max_model_len", "context_length")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call. `words` are the server's own, on one line, without the key."""

    kind: Kind
    words: str = ""
    status: int | None = None
    code: str = ""
    param: str = ""
    retry_after: float | None = None  # seconds that the server asks to wait
    limit: int | None = None  # the context window in tokens, where the server has a field for it
    final: bool = False  # the server says that asking again is of no use

    def says(self, pattern: str) -> bool:
        """Whether the code, the parameter or the words of the server match, in small or capital letters."""
        return re.search(pattern, f"{self.code} {self.param} {self.words}", re.IGNORECASE) is not None


class Failed(Exception):
    """A call failed; `failure` says how. It never leaves qa/llm.py: people see a ModelError."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.kind} {failure.status or ''}: {failure.words}")
        self.failure = failure


def from_status(status: int, body: Any, headers: Mapping[str, str], key: str | None = None) -> Failure:
    """The failure that an error reply of a server tells; `body` is its JSON, or its text."""
    inner = _inner(body)
    moved = headers.get("location", "") if 300 <= status < 400 else ""
    return Failure(
        kind="status",
        words=cleaned(moved or " ".join(_words(body)), key),
        status=status,
        code=cleaned(str(inner.get("code") or inner.get("type") or ""), key),
        param=cleaned(str(inner.get("param") or ""), key),
        retry_after=wait_asked(headers),
        limit=next((inner[name] for name in _LIMIT_FIELDS if type(inner.get(name)) is int), None),
        final=headers.get("x-should-retry") == "false",
    )


def error_in(data: Any, key: str | None = None) -> Failure | None:
    """The failure that a reply with the status 200 tells, as routers pass on the errors of others; None if none."""
    if not isinstance(data, dict) or not data.get("error") or data.get("choices"):
        return None
    code = _inner(data).get("code")
    return from_status(code if type(code) is int and 400 <= code < 600 else 500, data, {}, key)


def cleaned(text: str, key: str | None) -> str:
    """A server's words, fit for a message: on one line, shortened, nothing that acts on a terminal, no key."""
    if key and len(key) >= _SHORT_KEY:
        text = text.replace(key, "[key]")
    return terminal.shortened(text, WORDS)


def wait_asked(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds that the server asks to wait before the next try; None if it does not say. `now`: a Unix time."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        return max(seconds, 0.0) if seconds == seconds else None  # "nan" is a float, too
    try:
        moment = email.utils.parsedate_to_datetime(headers["retry-after"])
        return max(moment.timestamp() - (time.time() if now is None else now), 0.0)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _inner(body: Any) -> Mapping[str, Any]:
    """The part of an error reply that has its code and message: OpenAI nests it, vLLM and others do not always."""
    if not isinstance(body, dict):
        return {}
    inner = body.get("error")
    return inner if isinstance(inner, dict) else body


def _words(body: Any) -> Iterator[str]:
    """The texts of an error reply, in every form that was met."""
    if isinstance(body, str):
        yield re.sub(r"<[^>]*>", " ", body)  # the HTML page of a proxy
        return
    if isinstance(body, list):
        for item in body:
            yield from _words(item)
        return
    if not isinstance(body, dict):
        return
    if "loc" in body and "msg" in body:  # how FastAPI names what it refused
        where = ".".join(map(str, body["loc"])) if isinstance(body["loc"], list) else str(body["loc"])
        yield f"{where}: {body['msg']}"
        return
    for name in ("error", "message", "detail"):
        if body.get(name):
            yield from _words(body[name])
            return
