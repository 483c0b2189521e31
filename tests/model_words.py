"""What a scripted model says: claims in the form that the reader asks for, citing by the words of a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.model_script import Body

# A claim, and what it cites: numbers as they are, or words of the evidence's sentence whose number is meant.
Claimed = tuple[str, Any]


def claims(*listed: Claimed, answerable: bool = True) -> Callable[[Body], str]:
    """A reply as JSON, made of the request that it answers."""

    def text(body: Body) -> str:
        items = [{"cites": cited(body, cites), "sentence": sentence} for sentence, cites in listed]
        return json.dumps({"answerable": answerable, "claims": items})

    return text


def marked(*listed: Claimed) -> Callable[[Body], str]:
    """The same as prose with [n] marks."""

    def text(body: Body) -> str:
        return "\n".join(sentence + "".join(f" [{n}]" for n in cited(body, cites)) for sentence, cites in listed)

    return text


def cited(body: Body, cites: Any) -> Any:
    """The numbers meant by `cites`: words are looked up, anything else stays as it is."""
    if isinstance(cites, str):
        return [number(body, cites)]
    if isinstance(cites, list | tuple):
        return [number(body, one) if isinstance(one, str) else one for one in cites]
    return cites


def number(body: Body, words: str) -> int:
    """The number of the first sentence of the evidence that has these words."""
    for n, sentence in evidence(body).items():
        if words in sentence:
            return n
    raise AssertionError(f"no sentence of the evidence has {words!r}: {evidence(body)}")


def evidence(body: Body) -> dict[int, str]:
    """The numbered sentences that the request's last turn gives."""
    found = re.finditer(r"(?m)^\[(\d+)\] (.*)$", str(body["messages"][-1]["content"]))
    return {int(m[1]): m[2] for m in found}
