"""The guard that keeps the tests offline is itself worth a test: were it off, the others would prove less."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from tests.offline.sitecustomize import Blocked

OUTSIDE = ("192.0.2.1", 80)  # TEST-NET-1: documentation only, never routed


def test_a_connection_beyond_this_machine_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(Blocked, match="offline"):
        connection.connect(OUTSIDE)


def test_a_look_up_is_refused() -> None:
    with pytest.raises(Blocked):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_subprocesses_are_offline_too() -> None:
    code = f"import socket; socket.socket().connect({OUTSIDE!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode != 0
    assert "the tests are offline" in done.stderr


def test_no_variable_of_a_user_is_left() -> None:
    assert not [name for name in os.environ if name.startswith(("OPENAI_", "QA_"))]
