"""Failures in words: each becomes a ModelError that names server and model, the cause, and what to do next.

401                      ModelRefused      the key
402, 403, 429            ModelRefused      credit, permission, too many requests
404, 400                 ModelUnknown      if it is about the model, with near names
404, 405, 501            ModelUnreachable  otherwise: the address lacks something, mostly "/v1"
400, 413, 422, 429, 500  ContextTooLong    if it is about the length
other 4xx                ModelRefused
3xx, 5xx, no connection  ModelUnreachable
no JSON                  BadReply
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import BadReply, ContextTooLong, ModelError, ModelRefused, ModelUnknown, ModelUnreachable
from qa import prices, terminal
from qa.llm_failure import Failure
from qa.llm_retry import NO_CREDIT, TOO_LARGE

_SHOWN_NAMES = 5
_TOO_LONG = (
    r"context_length_exceeded|exceed_context_size|context_window_exceeded|maximum context length|maximum model length"
    r"|max(imum)? context size|context (length|window|size)\b.*\bexceed|exceed\w*\b.*\bcontext (length|window|size)"
    r"|context length of only|prompt is too long|too large to process|tokens exceed the configured limit"
    r"|reduce the length of the messages|string_above_max_length"
)
_LIMITS = (  # each with the window as its one number
    r"maximum context (?:length|size) (?:is|of) (?:only )?(\d[\d,]*)",
    r"maximum model length (?:is|of) (\d[\d,]*)",
    r"available context size \((\d[\d,]*) tokens",
    r"(\d[\d,]*) (?:token )?maximum context length",
    r"context length of only (\d[\d,]*)",
    r"configured limit of (\d[\d,]*)",
    r"tokens? > (\d[\d,]*) maximum",
    r"\bLimit:? (\d[\d,]*), Requested",
)
_NO_MODEL = (
    r"model_not_found|model\b.*\b(does not exist|not found|not exist|is not available|not loaded)"
    r"|(unknown|invalid|no such) model\b|not a valid model|invalid model id|failed to load model|no models loaded"
)


_BAD_KEY = r"\b(incorrect|invalid|wrong|missing) api[ _-]?key|api[ _-]?key\b.*\b(not valid|invalid|incorrect|missing)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call went. `listed` asks the server for the names of its models; empty if it can't be had."""

    base_url: str
    model: str
    has_key: bool
    endpoint: str = "chat/completions"
    listed: Callable[[], Sequence[str]] = tuple

    @property
    def host(self) -> str:
        """The server's name for people, with its port."""
        return prices.host(self.base_url)


def explained(failure: Failure, place: Place) -> ModelError:
    """The error that a person sees; raise it `from None`, for the client's own may show more than it should."""
    if failure.kind in ("status", "stream"):
        return _told(failure, place)
    host, model = place.host, place.model
    if failure.kind == "not json":
        return BadReply(
            f"What {host} sent for {model} is not what an OpenAI-compatible server sends{_quoted(failure)}: "
            f"check OPENAI_BASE_URL (now {_shown_url(place)})"
        )
    if failure.kind == "differs":
        return BadReply(f"{host} broke off the reply of {model}, and began another one when asked again: ask anew")
    if failure.kind == "client":
        return BadReply(f"The request for {model} at {host} did not work{_quoted(failure)}: try again")
    reasons = {
        "refused": f"Nothing listens at {host}: start the server of {model}, or correct OPENAI_BASE_URL",
        "unknown host": f"The name {host} can't be found ({model}): check OPENAI_BASE_URL and the network",
        "tls": f"No secure connection to {host} ({model}){_quoted(failure)}: check whether OPENAI_BASE_URL should "
        "begin with http://, and the certificates of this machine",
        "timeout": f"{host} sent nothing in time for {model}: try again, or take a smaller model or less text",
        "dropped": f"The connection to {host} ended before {model} had answered{_quoted(failure)}: try again, and look "
        "at the server's log if it stays",
    }
    return ModelUnreachable(reasons[failure.kind])


def window_of(failure: Failure) -> tuple[bool, int | None]:
    """Whether the request was too long for the model, and its window in tokens if the server tells it."""
    named = failure.limit
    for pattern in _LIMITS:
        if named is None and (found := re.search(pattern, failure.words, re.IGNORECASE)):
            named = int(found[1].replace(",", ""))
    too_long = failure.status == 413 or failure.says(_TOO_LONG) or failure.says(TOO_LARGE)
    return too_long and failure.status not in (401, 403), named


def is_elsewhere(failure: Failure) -> bool:
    """Whether a refusal is about key, credit, model or length, so that another form of the request changes nothing."""
    return window_of(failure)[0] or any(failure.says(pattern) for pattern in (NO_CREDIT, _NO_MODEL, _BAD_KEY))


def unknown_model(place: Place, words: str = "") -> ModelUnknown:
    """That the server lacks the model, with the names that it has."""
    names = sorted(terminal.safe(name) for name in place.listed() if name != place.model)
    near = difflib.get_close_matches(place.model, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    if names:
        more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
        hint += f"It has {', '.join(names[:_SHOWN_NAMES])}{more}; choose one with --model or QA_MODEL"
    else:
        hint += f"check --model or QA_MODEL{words}"
    return ModelUnknown(f"{place.host} has no model {place.model!r}: {hint}")


def _told(failure: Failure, place: Place) -> ModelError:
    """What the server's own error comes to."""
    host, model, status, words = place.host, place.model, failure.status or 0, _quoted(failure)
    too_long, limit = window_of(failure)
    if too_long:
        room = f" of {limit:,} tokens" if limit else ""
        return ContextTooLong(
            f"The request is longer than the window{room} of {model} at {host}{'' if limit else words}: give less "
            "text, or choose a model with a larger window",
            limit,
        )
    if status == 401 or (status == 400 and failure.says(_BAD_KEY)):
        if not place.has_key:
            return ModelRefused(f"{host} wants a key for {model}{words}: set OPENAI_API_KEY")
        return ModelRefused(f"OPENAI_API_KEY was refused by {host}{words}: check that it is whole and still valid")
    if status == 402 or failure.says(NO_CREDIT):
        return ModelRefused(f"There is no credit left at {host} for {model}{words}: look at the account's billing")
    if status == 403:
        return ModelRefused(f"{host} does not let this key use {model}{words}: choose another model or key")
    if status == 429:
        wait = f" and asks to wait {_duration(failure.retry_after)}" if failure.retry_after else ""
        return ModelRefused(f"{host} takes no more requests for {model} just now{wait}{words}: try again later")
    if failure.says(_NO_MODEL) and status in (0, 400, 404, 422):
        return unknown_model(place, words)
    if status in (404, 405, 501):
        return _nothing_there(failure, place)
    if 300 <= status < 400:
        return ModelUnreachable(
            f"{host} sends requests for {model} to another address{words}: set OPENAI_BASE_URL to that one"
        )
    if status == 0 or status >= 500:
        number = f"error {status}" if status else "an error in its reply"
        return ModelUnreachable(f"{host} failed at the request for {model} with {number}{words}: try again later")
    return ModelRefused(f"{host} did not take the request for {model} (error {status}){words}: check model and server")


def _nothing_there(failure: Failure, place: Place) -> ModelError:
    """The address answers, but not at this path."""
    if place.endpoint != "chat/completions":
        return ModelUnreachable(
            f"{place.host} has no {place.endpoint} for {place.model}{_quoted(failure)}: choose a server that has, and "
            "set OPENAI_BASE_URL to it"
        )
    if urlsplit(place.base_url).path.rstrip("/").endswith("/v1"):
        advice = "check OPENAI_BASE_URL and what runs there"
    else:
        advice = f"OPENAI_BASE_URL should probably be {_shown_url(place).rstrip('/')}/v1"
    what = f"There is no chat at {_shown_url(place)} to ask {place.model} (error {failure.status})"
    return ModelUnreachable(f"{what}{_quoted(failure)}: {advice}")


def _quoted(failure: Failure) -> str:
    """The server's words in brackets, without the full stop that would end the message too early."""
    words = failure.words.rstrip(" .:")
    return f' ("{words}")' if words else ""


def _duration(seconds: float | None) -> str:
    seconds = seconds or 0.0
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _shown_url(place: Place) -> str:
    """The base URL without user and password."""
    parts = urlsplit(place.base_url)
    return terminal.safe(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}")
