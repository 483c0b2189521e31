"""Refuses every connection that leaves this machine. Python imports it at start where this folder is on PYTHONPATH.

Name look-ups are refused too, unless they are for this machine: a look-up is network traffic, and it may hang.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import sys
from collections.abc import Iterator
from typing import Any


class Blocked(OSError):
    """A test tried to reach beyond this machine."""


def _is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _check(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: sees every connection and look-up of Python's own sockets, however they were imported."""
    if not _enabled:
        return
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        connection, address = arguments
        if connection.family in (socket.AF_INET, socket.AF_INET6) and address and not _is_local(address[0]):
            raise Blocked(f"the tests are offline: {event} to {address!r} was refused")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not _is_local(arguments[0]):
        raise Blocked(f"the tests are offline: {event} of {arguments[0]!r} was refused")


_enabled = False
_hooked = False


def enable() -> None:
    """Refuse from now on. An audit hook can't be taken off, so it stays and is switched."""
    global _enabled, _hooked
    if not _hooked:
        sys.addaudithook(_check)
        _hooked = True
    _enabled = True


@contextlib.contextmanager
def installed() -> Iterator[None]:
    """Refuse while the block runs."""
    global _enabled
    enable()
    try:
        yield
    finally:
        _enabled = False


if __name__ == "sitecustomize":
    enable()
