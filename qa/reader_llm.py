"""The reader that asks a model: from numbered sentences to draft claims, each with the numbers that it cites.

A server that keeps to a JSON schema is given a closed list of the numbers, and the citations come before the sentence
they support: a small model answered 7 of 8 questions so, and 4 the other way round. Every other server is asked for
the same JSON by the prompt alone, or for prose with [n] marks. What comes back is a draft: nothing in it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa import evidence, prompting
from qa.chat import Chat, Message, Reply, Request, Schema
from qa.evidence import Evidence
from qa.partial_json import Items
from qa.prompting import Prompt

CLAIMS = 8  # claims of a reply
CITES = 4  # citations of a claim
LONGEST = 400  # characters of a sentence; without a limit every invalid reply of a small model was a runaway string
REPLY = 900  # tokens of a reply: 8 claims of 100
REPAIR = 500
_MARK = re.compile(r"\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]")
_NOT_ANSWERED = re.compile(r"\s*NOT ANSWERED", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as the model wrote it: `cites` are numbers of lines of the evidence, only those that there are."""

    sentence: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply held. `problem` says why it could not be used, or not wholly; None when it could."""

    drafts: tuple[Draft, ...]
    answerable: bool
    problem: str | None = None


def schema(lines: int) -> Schema:
    """The form of a reply on that many numbered sentences."""
    claim = {
        "type": "object",
        "properties": {
            "cites": {
                "type": "array",
                "items": {"type": "integer", "enum": list(range(1, lines + 1))},
                "minItems": 1,
                "maxItems": CITES,
            },
            "sentence": {"type": "string", "maxLength": LONGEST},
        },
        "required": ["cites", "sentence"],
        "additionalProperties": False,
    }
    return Schema(
        "claims",
        {
            "type": "object",
            "properties": {
                "answerable": {"type": "boolean"},
                "claims": {"type": "array", "items": claim, "maxItems": CLAIMS},
            },
            "required": ["answerable", "claims"],
            "additionalProperties": False,
        },
    )


def prompt(chat: Chat) -> Prompt:
    """The prompt that suits what the model's server can do."""
    return prompting.load("answer_markers" if chat.abilities().schema == "none" else "answer")


def answer_request(chat: Chat, question: str, given: Evidence) -> Request:
    """The call that answers a question, in the form that the server can keep to."""
    return request(question, given, prompt(chat))


def request(question: str, given: Evidence, chosen: Prompt | None = None) -> Request:
    """The call that answers a question, by the prompt chosen, or the one for servers that can keep to a form."""
    chosen = chosen or prompting.load("answer")
    messages = chosen.messages(question=evidence.plain(question), evidence=given.text, first=_first(given))
    return Request(messages, "answer", REPLY, schema(len(given.lines)), chosen.digest)


def _first(given: Evidence) -> str:
    """The numbers that search ranks first: a small model that is not told them copies the head of the article."""
    return " ".join(f"[{n}]" for n in given.first) or "none"


def repair_request(question: str, given: Evidence, failed: Sequence[tuple[Draft, str]]) -> Request:
    """The call that sends failed claims back, each with the reason why it failed."""
    chosen = prompting.load("repair")
    said = "\n".join(
        f'- "{evidence.plain(draft.sentence)}" {"".join(f"({n})" for n in draft.cites)}: {evidence.plain(reason)}'
        for draft, reason in failed
    )
    messages = chosen.messages(question=evidence.plain(question), evidence=given.text, failed=said)
    return Request(messages, "repair", REPAIR, schema(len(given.lines)), chosen.digest)


def read(chat: Chat, request: Request, given: Evidence, on_draft: Callable[[Draft], None] | None = None) -> Reading:
    """What the model replies. `on_draft` is given each claim as soon as it is complete. Raises ModelError.

    A reply that is not of the form asked for, or was cut before its first claim was whole, is asked for once more.
    """
    as_json = _is_json(request)
    reading = _asked(chat, request, given, on_draft, as_json)
    if reading.problem and not reading.drafts:
        again = Request(
            (*request.messages, Message("user", _again(reading.problem, as_json))),
            f"{request.purpose}, again",
            request.max_tokens,
            request.schema,
            request.prompt,
        )
        reading = _asked(chat, again, given, on_draft, as_json)
    return reading


def _is_json(request: Request) -> bool:
    return request.prompt != prompting.load("answer_markers").digest


def _again(problem: str, as_json: bool) -> str:
    form = "the JSON described above, complete and with short sentences," if as_json else "short lines with [n] marks,"
    return f"Your last reply could not be used: {problem}. Reply again with {form} and nothing else."


def _asked(
    chat: Chat, request: Request, given: Evidence, on_draft: Callable[[Draft], None] | None, as_json: bool
) -> Reading:
    """One call, its claims handed on while they come in."""
    seen: list[Draft] = []

    def take(draft: Draft | None) -> None:
        if draft is not None and draft not in seen and len(seen) < CLAIMS:
            seen.append(draft)
            if on_draft:
                on_draft(draft)

    parts = _JsonDrafts(given) if as_json else _MarkedDrafts(given)

    def on_text(text: str) -> None:
        for draft in parts.feed(text):
            take(draft)

    reply = chat.ask(request, on_text)
    for draft in parts.end():
        take(draft)
    return Reading(tuple(seen), parts.answerable, _problem(reply, parts.whole))


def _problem(reply: Reply, whole: bool) -> str | None:
    if reply.finish == "refused":
        return "the model refused to reply"
    if reply.finish == "length":
        return None if whole else "it was cut off before its end"
    return None if whole else "it was not of the form asked for"


class _JsonDrafts:
    """Draft claims out of a JSON reply that comes in pieces."""

    def __init__(self, given: Evidence) -> None:
        self._given = given
        self._items = Items("claims")

    def feed(self, text: str) -> Iterator[Draft | None]:
        """The claims that the piece completes."""
        for item in self._items.feed(text):
            yield _draft(item, self._given)

    def end(self) -> Iterator[Draft | None]:
        """None: whatever is complete was handed on already."""
        self._items.end()
        return iter(())

    @property
    def whole(self) -> bool:
        """Whether the reply was an object with a list of claims."""
        return isinstance(self._items.value, dict) and isinstance(self._items.value.get("claims"), list)

    @property
    def answerable(self) -> bool:
        """What the model said; True where it said nothing."""
        value = self._items.value
        return not (isinstance(value, dict) and value.get("answerable") is False)


class _MarkedDrafts:
    """Draft claims out of prose with [n] marks that comes in pieces; a line is read when its end is there."""

    whole = True

    def __init__(self, given: Evidence) -> None:
        self._given = given
        self._rest = ""
        self.answerable = True

    def feed(self, text: str) -> Iterator[Draft | None]:
        """The claims of the lines that the piece completes."""
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            yield from self._read(line)

    def end(self) -> Iterator[Draft | None]:
        """The claims of the last line."""
        yield from self._read(self._rest)
        self._rest = ""

    def _read(self, line: str) -> Iterator[Draft | None]:
        if _NOT_ANSWERED.match(line):
            self.answerable = False
            return
        for sentence, marks in _marked(line):
            yield _draft({"sentence": sentence, "cites": marks}, self._given)


def _marked(line: str) -> Iterator[tuple[str, list[int]]]:
    """The sentences of a line, each with the numbers behind it. A sentence with none cites nothing."""
    at = 0
    for run in re.finditer(rf"(?:{_MARK.pattern}\s*)+[.!?]?", line):
        sentence = line[at : run.start()]
        marks = [int(n) for m in _MARK.finditer(run.group()) for n in re.findall(r"\d+", m.group(1))]
        yield _MARK.sub("", sentence).lstrip("-*\u2022 ."), marks
        at = run.end()
    yield line[at:].lstrip("-*\u2022 ."), []


def _draft(item: Any, given: Evidence) -> Draft | None:
    """The claim that an item of a reply is; None when it is none. A number alone is taken as a list of one."""
    if not isinstance(item, dict) or not isinstance(item.get("sentence"), str):
        return None
    sentence = " ".join(_MARK.sub("", item["sentence"]).split())
    if not any(c.isalnum() for c in sentence):
        return None
    cites = item.get("cites")
    listed = cites if isinstance(cites, list) else [cites]
    numbers = [n for c in listed for n in _numbers(c)]
    known = [n for n in dict.fromkeys(numbers) if given.line(n) is not None]
    return Draft(sentence, tuple(known[:CITES]))


def _numbers(value: object) -> list[int]:
    """The numbers in what a model gave as one: 3, "3", "[3]", "3, 4"."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [value]
    return [int(n) for n in re.findall(r"\d{1,4}", value)] if isinstance(value, str) else []
