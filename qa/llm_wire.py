"""JSON to and from an OpenAI-compatible server: the only module that imports openai. Raises Failed, nothing else.

The client's untyped calls (`post`, `get`) are used: servers leave out fields, add others and send strange shapes, which
are judged in qa/llm_reply.py.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import weakref
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.llm_failure import Failed, Failure, cleaned, error_in, from_status

if TYPE_CHECKING:
    import openai

OPENAI = "https://api.openai.com/v1"
_CONNECT = 10.0  # seconds to reach a server at all
_NO_KEY = "none"  # servers on one's own machine want none, and the client wants something


class Wire:
    """A connection to one server. `timeout`: seconds without a byte. `key` is None where none is needed."""

    def __init__(self, base_url: str, key: str | None, timeout: float) -> None:
        self._base_url = base_url
        self._key = key
        self._timeout = timeout

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The JSON that the server answers; a text where it sent no JSON."""
        try:
            data = self._client.post(path, body=body, cast_to=object)
        except (self._error, ValueError, RecursionError) as error:
            raise Failed(failure(error, self._key)) from None
        return _faultless(data, self._key)

    def get(self, path: str, timeout: float | None = None) -> Any:
        """The JSON found there; `path` may be a whole URL. `timeout` in seconds, the connection's own if None."""
        try:
            return self._client.get(path, cast_to=object, options={"timeout": timeout or self._timeout})
        except (self._error, ValueError, RecursionError) as error:
            raise Failed(failure(error, self._key)) from None

    def stream(self, path: str, body: dict[str, Any]) -> Events:
        """The events of a reply in pieces, once its head has come. Use it as a context manager."""
        from openai import Stream

        try:
            opened = self._client.post(path, body=body, cast_to=object, stream=True, stream_cls=Stream[object])
        except (self._error, ValueError, RecursionError) as error:
            raise Failed(failure(error, self._key)) from None
        return Events(opened, self._key)

    def close(self) -> None:
        """End the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    @cached_property
    def _client(self) -> openai.OpenAI:
        import openai

        # A proxy that the environment names does not reach this machine. An answer that leads elsewhere is not
        # followed: articles go nowhere but to the address that was set.
        plain = openai.DefaultHttpxClient(follow_redirects=False, trust_env=not _is_loopback(self._base_url))
        weakref.finalize(self, plain.close)
        return openai.OpenAI(
            api_key=self._key or _NO_KEY,
            base_url=self._base_url,
            timeout=openai.Timeout(self._timeout, connect=min(_CONNECT, self._timeout)),
            max_retries=0,
            http_client=plain,
        )

    @property
    def _error(self) -> type[openai.OpenAIError]:
        import openai

        return openai.OpenAIError


class Events:
    """The JSON of each event of a stream. `whole`: the server sent one JSON object instead of a stream."""

    def __init__(self, opened: openai.Stream[object], key: str | None) -> None:
        self._opened = opened
        self._key = key
        kind = opened.response.headers.get("content-type", "")
        self.whole = "json" in kind

    def __enter__(self) -> Events:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the connection, so that a server stops to work when nobody reads on."""
        self._opened.close()

    def __iter__(self) -> Iterator[Any]:
        import openai

        try:
            if self.whole:
                self._opened.response.read()
                yield _faultless(self._opened.response.json(), self._key)
            else:
                yield from self._opened
        except (openai.OpenAIError, ValueError, RecursionError) as error:
            raise Failed(failure(error, self._key)) from None


def failure(error: BaseException, key: str | None = None) -> Failure:
    """What an error of the openai package, or of reading JSON, says."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Failure("timeout")
    if isinstance(error, openai.APIConnectionError):
        return _connection(error, key)
    if isinstance(error, openai.APIStatusError):
        return from_status(error.status_code, error.body, error.response.headers, key)
    if isinstance(error, openai.APIResponseValidationError | ValueError | RecursionError):
        return Failure("not json", cleaned(str(error), key))
    if isinstance(error, openai.APIError):  # an event of a stream
        told = from_status(0, error.body if isinstance(error.body, dict | str) else str(error), {}, key)
        return Failure("stream", told.words, code=told.code, param=told.param, limit=told.limit)
    return Failure("client", cleaned(str(error), key))


def _faultless(data: Any, key: str | None) -> Any:
    """The reply, unless it is an error that came with the status 200."""
    told = error_in(data, key)
    if told is not None:
        raise Failed(told)
    return data


def _connection(error: BaseException, key: str | None) -> Failure:
    """Why there is no connection: the system's own error lies at the end of the chain of causes."""
    import openai

    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
        if isinstance(cause, openai.OpenAIError | Failed):  # an earlier call's
            break
    words = cleaned(str(chain[-1]), key)
    for link in reversed(chain):
        if isinstance(link, ssl.SSLError):
            return Failure("tls", words)
        if isinstance(link, socket.gaierror):
            return Failure("unknown host", words)
        if isinstance(link, ConnectionRefusedError):
            return Failure("refused", words)
    return Failure("dropped", words)


def _is_loopback(base_url: str) -> bool:
    """Whether it is a plain HTTP address of this machine."""
    parts = urlsplit(base_url)
    name = parts.hostname or ""
    try:
        own = ipaddress.ip_address(name).is_loopback
    except ValueError:
        own = name == "localhost"
    return own and parts.scheme == "http"
