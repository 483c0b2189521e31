"""The visible part of a reply: what a model thinks aloud before it answers is taken out, also while it streams.

A block of thinking begins where a line begins (`<think>`, `<thinking>`, `<thought>`, `<reasoning>`, `[THINK]`), so that
an answer which quotes such a tag in the middle of a sentence, or in a string of JSON, keeps it. An unclosed block goes
on to the end. Some chat templates open the block themselves: the reply then has the closing tag alone.
"""

from __future__ import annotations

import re

_NAMES = ("think", "thinking", "thought", "reasoning")
_OPENING = (*(f"<{name}>" for name in _NAMES), "[think]")
_CLOSING = (*(f"</{name}>" for name in _NAMES), "[/think]")
_OPEN = re.compile(r"\s*(?:" + "|".join(map(re.escape, _OPENING)) + ")", re.IGNORECASE)
_CLOSE = re.compile("|".join(map(re.escape, _CLOSING)), re.IGNORECASE)
_STRAY = re.compile(r"\s*(?:" + _CLOSE.pattern + ")", re.IGNORECASE)
_HELD = max(map(len, _CLOSING)) - 1  # characters inside a block that may be the beginning of its closing tag


class Visible:
    """Takes a reply in pieces and gives what is visible of it. Half a tag is never given; the start has no white space.

    `opened`: the chat template has opened a block already. Then everything is held back up to the closing tag; if the
    reply ends by itself without one, it was no thinking and is given as a whole.
    """

    def __init__(self, opened: bool = False) -> None:
        self.stray = False  # whether a closing tag came without an opening one: what was before it was thinking
        self._opened = opened
        self._inside = opened
        self._line_start = True
        self._begun = False  # whether anything visible was given
        self._buffer = ""
        self._searched = 0  # characters of the buffer in which no closing tag begins

    def feed(self, piece: str) -> str:
        """The visible text that is certain with this piece; it may be empty."""
        self._buffer += piece
        visible = ""
        while self._buffer:
            if self._inside:
                if not self._close():
                    break
            elif self._line_start:
                if not self._at_line_start():
                    break
            else:
                visible += self._to_line_end()
        return visible

    def end(self, cut: bool = False) -> str:
        """The rest. `cut`: the reply was ended by its token limit, so a block that the template opened stays one."""
        held, self._buffer = self._buffer, ""
        if self._inside and (cut or not self._opened):
            return ""
        return self._given(held)

    def _close(self) -> bool:
        """Whether the block ended; what is certain to lie inside it is thrown away."""
        closing = _CLOSE.search(self._buffer, self._searched)
        if closing is None:
            if not self._opened:
                self._buffer = self._buffer[-_HELD:]
            self._searched = max(0, len(self._buffer) - _HELD)
            return False
        self._searched = 0
        self._buffer = self._buffer[closing.end() :]
        self._inside = self._opened = False
        self._line_start = True
        return True

    def _at_line_start(self) -> bool:
        """Whether it is decided if a tag stands here."""
        if opening := _OPEN.match(self._buffer):
            self._buffer = self._buffer[opening.end() :]
            self._inside = True
        elif stray := _STRAY.match(self._buffer):
            self._buffer = self._buffer[stray.end() :]
            self.stray = True
        else:
            begun = self._buffer.lstrip().lower()
            if not begun or any(tag.startswith(begun) for tag in (*_OPENING, *_CLOSING)):
                return False
            self._line_start = False
        return True

    def _to_line_end(self) -> str:
        end = self._buffer.find("\n") + 1 or len(self._buffer)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        self._line_start = line.endswith("\n")
        return self._given(line)

    def _given(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def visible(text: str, opened: bool = False, cut: bool = False) -> str:
    """The visible part of a whole reply."""
    parts = Visible(opened or is_opened(text))
    return parts.feed(text) + parts.end(cut)


def is_opened(text: str) -> bool:
    """Whether a whole reply shows that its template opened the block of thinking: a closing tag comes alone."""
    parts = Visible()
    parts.feed(text)
    return parts.stray
