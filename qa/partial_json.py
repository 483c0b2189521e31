"""A JSON object that comes in pieces: the items of one of its lists, each as soon as it is complete.

No JSON is mended here. `json.JSONDecoder.raw_decode` reads an item or says that it is not whole yet; so do numbers of
thousands of digits and lists thousands deep, which Python does not read, and which a runaway model may write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[\s,]*")
_ENDED = re.compile(r"[\s,\]}]")  # what may follow a number or a word of JSON


class Items:
    """The items of the list under `key` of the object that a text is; what stands around the object is left out."""

    def __init__(self, key: str) -> None:
        self._opening = re.compile(rf'"{re.escape(key)}"\s*:\s*\[')
        self._text = ""
        self._at: int | None = None  # where the next item begins, once the list has begun
        self._done = False
        self.value: Any = None  # the whole object, once it is there and is JSON

    def feed(self, text: str) -> Iterator[Any]:
        """The items that this piece completes."""
        self._text += text
        if self._at is None and (found := self._opening.search(self._text)):
            self._at = found.end()
        while self._at is not None and not self._done:
            start = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._text[start : start + 1] == "]":
                self._done = True
                return
            read = _read(self._text, start)
            if read is None or (self._text[start] not in '{["' and not _ENDED.match(self._text, read[1])):
                return  # "12" may go on as "123", and "5.8" of "5.8e" as "5.8e+84"
            item, self._at = read
            yield item

    def end(self) -> None:
        """Sets `value` when the text holds a whole object; nothing more will come."""
        begin = self._text.find("{")
        if begin >= 0 and (read := _read(self._text, begin)) is not None:
            self.value = read[0]


def _read(text: str, at: int) -> tuple[Any, int] | None:
    """The JSON value that begins there and where it ends; None when there is no whole one."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
