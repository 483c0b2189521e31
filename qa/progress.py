"""How far a long run is: one line on stderr, and only on a terminal."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

from qa import terminal

_REDRAW = 0.1  # seconds between two drawings: a terminal over ssh is slow


class Progress:
    """A line such as "Adding 120 of 500 (24 %), 31 s left: news.jsonl"; silent when stderr is no terminal.

    Call it with the number of items done and the source of the last one. On leaving, the line is wiped.
    """

    def __init__(self, verb: str, total: int | None) -> None:
        self._verb = verb
        self._total = total
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._began = time.monotonic()
        self._drawn = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, done: int, source: str = "") -> None:
        """Draw, unless the last drawing is less than a tenth of a second old."""
        now = time.monotonic()
        if not self._shown or now - self._drawn < _REDRAW:
            return
        self._drawn = now
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write("\r\x1b[K" + terminal.shortened(self.line(done, source, now - self._began), width))
        sys.stderr.flush()

    def line(self, done: int, source: str, seconds: float) -> str:
        """The line without its drawing; the time left is a guess from the pace so far."""
        if not self._total or done > self._total:  # the total is an estimate and may be too low
            text = f"{self._verb} {done}"
        else:
            text = f"{self._verb} {done} of {self._total} ({100 * done // self._total} %)"
            if done and seconds >= 1:
                text += f", {seconds / done * (self._total - done):.0f} s left"
        return f"{text}: {source}" if source else text
