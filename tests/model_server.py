"""A scripted OpenAI-compatible server on loopback, for every test in which a model's words matter.

    with ModelServer() as server:
        server.queue(Turn("The law passed."), Fault(429, headers={"Retry-After": "1"}), Turn(lambda body: "..."))
        Server("scripted", base_url=server.url, key="k")...
        assert server.chats[0].body["messages"][0]["role"] == "system"

Each chat request takes the next turn of the queue; a request without a turn, and a turn without a request, fail the
test when the block ends. A `Personality` says what the server takes at all: a request with something else in it is
refused with a 400 that names it, and takes no turn. Probes (recognised by their last message) are answered by the
personality and take no turn either. `/v1/embeddings` and `/v1/decisions` are answered by functions (404 without);
faults for them, for "models" and for "probes" are queued with `queue(..., to="embeddings")`; there None lets the
function answer.

In tests/conftest.py the fixture is made known with `from tests.model_server import model_server as model_server`.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, get_args

import pytest

from tests.model_script import (
    PATHS,
    PROBE,
    Body,
    Endpoint,
    Fault,
    Personality,
    Seen,
    Turn,
    api_error,
    decided,
    deltas,
    embedded,
    listed,
    probe_turn,
    refused,
    usage,
    whole,
)

__all__ = ["PROBE", "Fault", "ModelServer", "Personality", "Seen", "Turn", "model_server"]


class ModelServer:
    """The server; it listens at `url` (which ends in /v1) while its block runs."""

    def __init__(self, personality: Personality | None = None) -> None:
        self.personality = personality or Personality()
        self.embedder: Callable[[list[str]], Sequence[Sequence[float]]] | None = None
        # input, questions -> a probability each, None where a question is declined
        self.decider: Callable[[Any, list[Body]], Sequence[float | None]] | None = None
        self.requests: list[Seen] = []
        self.problems: list[str] = []
        self.pieces_sent = 0  # of streams
        self.hung_up = threading.Event()  # set when the client did not wait for a reply
        self.stopping = threading.Event()
        self._queues: dict[Endpoint, deque[Turn | Fault | None]] = {name: deque() for name in get_args(Endpoint)}
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.script = self

    @property
    def url(self) -> str:
        """The base URL, as OPENAI_BASE_URL has it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def queue(self, *turns: Turn | Fault | None, to: Endpoint = "chat") -> None:
        """Add to what is still to be answered; each takes one request."""
        with self._lock:
            self._queues[to].extend(turns)

    @property
    def chats(self) -> list[Seen]:
        """The chat requests so far that were no probes, refused ones included."""
        return [seen for seen in self.requests if PATHS.get(seen.path) == "chat" and not seen.probe]

    @property
    def probes(self) -> list[Seen]:
        """The probes so far."""
        return [seen for seen in self.requests if seen.probe]

    def take(self, endpoint: Endpoint) -> Turn | Fault | None:
        """The next turn; None if there is none."""
        with self._lock:
            return self._queues[endpoint].popleft() if self._queues[endpoint] else None

    def __enter__(self) -> ModelServer:
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        if error is None:
            left = {name: list(turns) for name, turns in self._queues.items() if turns}
            assert not self.problems, "; ".join(self.problems)
            assert not left, f"turns that nobody asked for: {left}"


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A server with the default personality; set `personality` before the first request for another."""
    with ModelServer() as server:
        yield server


class _Http(ThreadingHTTPServer):
    """Ends the connections that clients still hold when it is closed, so that nothing outlives a test."""

    script: ModelServer
    daemon_threads = False  # joined at the end

    def __init__(self, *args: Any) -> None:
        self.open: set[socket.socket] = set()
        self.resetting: set[socket.socket] = set()
        super().__init__(*args)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        if request in self.resetting:  # a close without a shutdown before it, so that the client sees a reset
            self.resetting.discard(request)
            request.close()
        else:
            super().shutdown_request(request)

    def server_close(self) -> None:
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # ended in the meantime
                pass
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if isinstance(error, ConnectionError):  # as on Ctrl-C
            self.script.hung_up.set()
        else:
            self.script.problems.append(f"the scripted server failed: {error!r}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""

    def do_GET(self) -> None:
        self._answer("GET", {})

    def do_POST(self) -> None:
        self._answer("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, method: str, body: Body) -> None:
        script, mine = self.server.script, self.server.script.personality
        seen = Seen(method, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        script.requests.append(seen)
        endpoint = PATHS.get(self.path)
        if mine.key is not None and seen.headers.get("authorization") != f"Bearer {mine.key}":
            self._fault(api_error(401, "Incorrect API key provided.", code="invalid_api_key"))
        elif self.path in mine.extra_paths:
            self._json(200, mine.extra_paths[self.path])
        elif endpoint is None:
            self._fault(Fault(404, b"404 page not found"))
        elif endpoint == "chat":
            turn = refused(mine, body) or script.take("probes" if seen.probe else "chat")
            if turn is None and seen.probe:
                turn = probe_turn(mine, body)
            if turn is None:
                script.problems.append(f"a chat request without a turn: {body}")
                turn = Fault(400, "the script has no turn for this request")
            self._fault(turn) if isinstance(turn, Fault) else self._reply(turn, body)
        else:
            turn = script.take(endpoint)
            if isinstance(turn, Fault):
                self._fault(turn)
            else:
                self._by_rule(endpoint, body)

    def _by_rule(self, endpoint: Endpoint, body: Body) -> None:
        script = self.server.script
        if endpoint == "models":
            self._json(200, listed(script.personality))
        elif endpoint == "embeddings" and script.embedder:
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            self._json(200, embedded(texts, script.embedder(texts), body))
        elif endpoint == "decisions" and script.decider:
            self._json(200, decided(script.decider(body["input"], body["questions"]), body))
        else:
            self._fault(api_error(404, f"Invalid URL (POST {self.path})"))

    def _reply(self, turn: Turn, body: Body) -> None:
        text = turn.text(body) if callable(turn.text) else turn.text
        if body.get("stream"):
            self._stream(turn, text, body)
            return
        self.server.script.stopping.wait(turn.delay)
        self._json(200, whole(turn, text, body), half=turn.cut_after is not None)

    def _stream(self, turn: Turn, text: str, body: Body) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for delta in deltas(turn, text)[: turn.cut_after]:
            self.server.script.stopping.wait(turn.delay)
            self.server.script.pieces_sent += 1
            self._event({"choices": [{"index": 0, "delta": {**delta, **turn.extra}, "finish_reason": None}]}, body)
        if turn.cut_after is not None:
            self._cut(turn)
            return
        if turn.content != "no choices":
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": turn.finish}]}, body)
        if turn.usage and (body.get("stream_options") or {}).get("include_usage"):
            self._event({"choices": [], "usage": usage(turn.usage)}, body)
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _cut(self, turn: Turn) -> None:
        if turn.error is not None:
            self._chunk(b"data: " + json.dumps({"error": turn.error}).encode() + b"\n\n")
        if turn.cut == "quiet" or turn.error is not None:
            self._chunk(b"")
        self.close_connection = True

    def _event(self, value: Body, body: Body) -> None:
        head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
        self._chunk(b"data: " + json.dumps({**head, **value}).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _fault(self, fault: Fault) -> None:
        self.server.script.stopping.wait(fault.delay)
        if fault.reset != "before":
            body = {"error": {"message": fault.body}} if isinstance(fault.body, str) else fault.body
            self._json(fault.status, body, fault.headers, half=fault.reset == "after")
        if fault.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.server.resetting.add(self.connection)
            self.close_connection = True

    def _json(self, status: int, value: Any, headers: Mapping[str, str] | None = None, half: bool = False) -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if half else data)
        if half:
            self.close_connection = True
