"""Decisions of a model, kept as its replies are: the same statements on the same text cost nothing a second time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence

from qa.chat import Reply
from qa.judge_llm import Decide
from qa.reply_cache import ReplyCache

PURPOSE = "decisions"


class Decisions:
    """A `Decide` (qa/judge_llm.py) around the server's own. `note` is told of what came from the cache."""

    def __init__(
        self, ask: Decide, model: str, base_url: str | None, cache: ReplyCache, note: Callable[[str, Reply], None]
    ) -> None:
        self._ask = ask
        self._at = (model, (base_url or "").rstrip("/"))
        self._cache = cache
        self._note = note

    def __call__(self, text: str, statements: Sequence[str]) -> Sequence[float | None] | None:
        """The probability of each statement; see Decide. What a server without the endpoint says is not kept."""
        asked = json.dumps([PURPOSE, *self._at, text, *statements], separators=(",", ":"))
        key = hashlib.sha256(asked.encode()).digest()
        if kept := self._cache.get(key):
            self._note(PURPOSE, Reply(kept.text, "stop", 0, 0, cached=True))
            chances: list[float | None] = json.loads(kept.text)
            return chances
        found = self._ask(text, statements)
        if found is not None:
            self._cache.put(key, Reply(json.dumps(list(found)), "stop", 0, 0))
        return found
