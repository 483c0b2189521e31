"""The result of a call that is made again when the trouble may pass: too many requests, a busy server, a lost line.

Waits double from half a second, less a random part, so that several programs do not come back at the same moment; a
server's Retry-After goes before. The client's own retries are off: they retry an empty account, wait up to two minutes
without a word, and know no limit for the whole.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from qa.llm_failure import Failed, Failure

T = TypeVar("T")

LONGEST = 60.0  # seconds a server may ask to wait; beyond, a person is told instead
TOTAL = 120.0  # seconds of waiting for one call, all together
_FIRST, _MOST = 0.5, 16.0  # seconds of the waits that no server asked for
_WORTH_SAYING = 3.0  # seconds from which a wait is announced
_TRIES_BY_STATUS = {408: 2, 409: 2, 429: 6, 502: 4, 503: 6, 504: 4, 529: 6}
_TRIES_BY_KIND = {"dropped": 3, "timeout": 2}
_TRIES = 8  # of all sorts together
_TRIES_AT_500 = 3  # few: llama.cpp answers a malformed request with it, every time
NO_CREDIT = r"insufficient_quota|insufficient_credits|billing_hard_limit|exceeded your current quota"
TOO_LARGE = r"request too large"  # a limit of tokens a minute that one request breaks alone


def pause(failure: Failure, tries: int, chance: float) -> float | None:
    """How long to wait after `tries` failures of this sort, in seconds; None when it is of no use.

    `chance` is random, from 0 to 1.
    """
    if failure.kind == "status" and failure.status is not None:
        most = _TRIES_BY_STATUS.get(failure.status, _TRIES_AT_500 if failure.status >= 500 else 1)
    else:
        most = _TRIES_BY_KIND.get(failure.kind, 1)
    if failure.status == 501 or failure.final or failure.says(NO_CREDIT) or failure.says(TOO_LARGE):
        most = 1
    if tries >= most:
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= LONGEST else None
    return min(_FIRST * 2.0 ** (tries - 1), _MOST) * (1 - 0.25 * chance)


class Retries:
    """Runs calls, with waits between tries. `warn` is told of waits that a person would notice."""

    def __init__(self, server: str, warn: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        self._server = server
        self._warn = warn
        self._sleep = sleep

    def run(self, call: Callable[[], T]) -> T:
        """What `call` returns in the end. Raises the last Failed."""
        tries: Counter[tuple[str, int | None]] = Counter()
        waited = 0.0
        while True:
            try:
                return call()
            except Failed as failed:
                sort = (failed.failure.kind, failed.failure.status)
                tries[sort] += 1
                seconds = pause(failed.failure, tries[sort], random.random())
                if seconds is None or waited + seconds > TOTAL or tries.total() >= _TRIES:
                    raise
                if seconds >= _WORTH_SAYING:
                    self._warn(f"{self._server} {_trouble(failed.failure)}: trying again in {seconds:.0f} seconds")
            self._sleep(seconds)
            waited += seconds


def _trouble(failure: Failure) -> str:
    if failure.status == 429:
        return "takes no more requests just now"
    if failure.status is not None:
        return f"answers with an error ({failure.status})"
    return "sent nothing in time" if failure.kind == "timeout" else "dropped the connection"
