"""The reader that asks a model: from numbered sentences to draft claims, each with the numbers that it cites.

A server that keeps to a JSON schema is given a closed list of the numbers, and the citations come before the sentence
they support: a small model answered 7 of 8 questions so, and 4 the other way round. Every other server is asked for
the same JSON by the prompt alone, or for prose with [n] marks. What comes back is a draft: nothing in it is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa import evidence, prompting
from qa.chat import Chat, Message, Reply, Request, Schema
from qa.drafts import CITES, JsonDrafts, MarkedDrafts
from qa.drafts import Draft as Draft
from qa.evidence import Evidence
from qa.prompting import Prompt

CLAIMS = 8  # claims of a reply
LONGEST = 400  # characters of a sentence; without a limit every invalid reply of a small model was a runaway string
REPLY = 900  # tokens of a reply: 8 claims of 100
REPAIR = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply held. `problem` says why it could not be used, or not wholly; None when it could."""

    drafts: tuple[Draft, ...]
    answerable: bool
    problem: str | None = None


def schema(lines: int, most: int = CLAIMS) -> Schema:
    """The form of a reply of at most so many claims on that many numbered sentences."""
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
                "claims": {"type": "array", "items": claim, "maxItems": most},
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
        *before, last = request.messages
        again = Request(
            # In the same turn: some chat templates refuse two turns of the user in a row.
            (*before, Message(last.role, f"{last.content}\n\n{_again(reading.problem, as_json)}")),
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
    most = request.schema.body["properties"]["claims"]["maxItems"] if request.schema else CLAIMS

    def take(draft: Draft | None) -> None:
        if draft is not None and draft not in seen and len(seen) < most:
            seen.append(draft)
            if on_draft:
                on_draft(draft)

    parts = JsonDrafts(given) if as_json else MarkedDrafts(given)

    def on_text(text: str) -> None:
        for draft in parts.feed(text):
            take(draft)

    reply = chat.ask(request, on_text)
    for draft in parts.end(cut=reply.finish == "length"):
        take(draft)
    return Reading(tuple(seen), parts.answerable, _problem(reply, parts.whole))


def _problem(reply: Reply, whole: bool) -> str | None:
    if reply.finish == "refused":
        return "the model refused to reply"
    if reply.finish == "length":
        return None if whole else "it was cut off before its end"
    return None if whole else "it was not of the form asked for"
