"""What servers send, read with care: fields are missing, null, of another type, or more than the protocol has."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.chat import Finish
from qa.llm_failure import Failed, Failure

_FINISHES: dict[str, Finish] = {
    "length": "length",
    "max_tokens": "length",
    "model_length": "length",
    "content_filter": "refused",
    "refusal": "refused",
    "safety": "refused",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One reply as the server told it. `finish` is None when it did not say how the reply ended."""

    text: str  # with its thinking
    finish: Finish | None
    refusal: str = ""
    usage: tuple[int, int] | None = None  # tokens of input and output
    streamed: bool = False


def whole(data: Any) -> Told:
    """A reply in one piece. Raises Failed for one without a choice."""
    choice = _choice(data)
    if choice is None:
        raise _strange("no reply in it")
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    refusal = message.get("refusal")
    return Told(
        text=_text(message.get("content")),
        finish=_finish(choice.get("finish_reason"), bool(refusal)),
        refusal=_text(refusal),
        usage=usage(data),
    )


class Gathering:
    """A streamed reply, event by event."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._refusals: list[str] = []
        self._finish: str | None = None
        self._usage: tuple[int, int] | None = None

    def take(self, event: Any) -> str:
        """The text that this event adds; it may be empty. Raises Failed for one that is no JSON object."""
        choice = _choice(event)
        self._usage = usage(event) or self._usage
        if choice is None:
            return ""
        delta = choice.get("delta")
        delta = delta if isinstance(delta, dict) else {}
        if isinstance(choice.get("finish_reason"), str):
            self._finish = choice["finish_reason"]
        self._refusals.append(_text(delta.get("refusal")))
        text = _text(delta.get("content"))
        self._texts.append(text)
        return text

    def told(self) -> Told:
        """All of it so far."""
        refusal = "".join(self._refusals)
        finish = _finish(self._finish, bool(refusal))
        return Told("".join(self._texts), finish, refusal, self._usage, streamed=True)


def vectors(data: Any, count: int) -> list[list[float]]:
    """The vectors of an embeddings reply, in the order of what was sent.

    Raises Failed unless there are `count` of one length, each of finite numbers.
    """
    entries = data.get("data") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _strange("no vectors in it")
    if len(entries) != count:
        raise _strange(f"{len(entries)} vectors for {count} texts")
    indexes = [entry.get("index") for entry in entries]
    if indexes != [None] * count:  # some servers leave them out, and keep the order
        if sorted(index for index in indexes if type(index) is int) != list(range(count)):
            raise _strange("vectors that can't be told apart")
        entries = sorted(entries, key=lambda entry: int(entry["index"]))
    found = [_vector(entry.get("embedding")) for entry in entries]
    lengths = {len(vector) for vector in found}
    if len(lengths) > 1 or 0 in lengths:
        raise _strange(f"vectors of {' and '.join(map(str, sorted(lengths)))} numbers")
    return found


def names(data: Any) -> list[str]:
    """The names in a list of models; none where it is no such list."""
    listed = data.get("data") if isinstance(data, dict) else None
    entries = listed if isinstance(listed, list) else []
    return [entry["id"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def probabilities(data: Any, count: int) -> list[float | None]:
    """The probability of each statement in a Decisions reply, in order; None where the model declined to answer."""
    answers = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(answers, list) or len(answers) != count:
        raise _strange(f"not one answer for each of {count} statements")
    found: list[float | None] = []
    for answer in answers:
        kind = answer.get("type") if isinstance(answer, dict) else None
        value = answer.get("probability") if kind == "predicate" else None
        if kind == "refusal":
            found.append(None)
        elif isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            found.append(float(value))
        else:
            raise _strange("an answer without a probability")
    return found


def _strange(what: str) -> Failed:
    return Failed(Failure("not json", what))


def _vector(value: Any) -> list[float]:
    if isinstance(value, str):
        raise _strange("vectors in base64 where numbers were asked for")
    if not isinstance(value, list) or not all(type(number) in (int, float) for number in value):
        raise _strange("vectors with something else than numbers")
    try:
        numbers = [float(number) for number in value]
    except OverflowError:  # JSON has no largest integer
        numbers = [math.inf]
    if not all(map(math.isfinite, numbers)):
        raise _strange("vectors with something else than numbers")
    return numbers


def _choice(data: Any) -> Mapping[str, Any] | None:
    """The first choice, if there is one."""
    if not isinstance(data, dict):
        raise _strange("no JSON object")
    choices = data.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        return choices[0]
    return None


def _text(content: Any) -> str:
    """A content as text: a list of parts is joined, anything else than text left out."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts: Sequence[Any] = [part.get("text") if isinstance(part, dict) else part for part in content]
        return "".join(part for part in parts if isinstance(part, str))
    return ""


def _finish(reason: Any, refused: bool) -> Finish | None:
    if refused:
        return "refused"
    return _FINISHES.get(reason.lower(), "stop") if isinstance(reason, str) else None


def usage(data: Any) -> tuple[int, int] | None:
    """Tokens of input and output; None unless both are told. Embeddings and Decisions have names of their own."""
    told = data.get("usage") if isinstance(data, dict) else None
    if not isinstance(told, dict):
        return None
    spent = told.get("prompt_tokens", told.get("input_tokens"))
    made = told.get("completion_tokens", told.get("output_tokens", 0))
    if type(spent) is not int or type(made) is not int or spent <= 0 or made < 0:  # 0 of input: not counted
        return None
    return spent, made
