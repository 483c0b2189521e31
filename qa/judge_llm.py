"""A model as a second judge: it sees only what the rules let pass, and can veto, never pardon.

Where the server has OpenAI's Decisions endpoint, every claim is a question of one call, answered with a probability;
elsewhere a chat with a closed schema judges them. A claim of which the judge says nothing is left as it is, and said
to be: unjudged is not refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from index.errors import ModelError
from qa import evidence, prompting
from qa.chat import Chat, Request, Schema
from qa.grounding import Finding
from qa.grounding.judge import Question
from qa.partial_json import Items

AT_ONCE = 8  # claims of a chat call; small models lose count beyond
DECISIONS = 400  # questions of a Decisions call, its limit
LEAST = 0.5  # probability of support below which a claim is vetoed
PROBLEM = 160  # characters of a reason
PER_CLAIM = 90  # tokens of a verdict


class Decide(Protocol):
    """Asks the Decisions endpoint: the probability that each statement holds of the text, None where it declined,
    or None in place of all without such an endpoint."""

    def __call__(self, text: str, statements: Sequence[str]) -> Sequence[float | None] | None: ...


class ModelJudge:
    """A judge (see qa/grounding/judge.py) that asks a model. `warn` is told when it could not judge."""

    def __init__(self, chat: Chat, warn: Callable[[str], None], decide: Decide | None = None) -> None:
        self._chat = chat
        self._warn = warn
        self._decide = decide

    def judge(self, questions: Sequence[Question]) -> list[Finding]:
        """One finding a question: a veto with its reason, or a pass that changes nothing."""
        if not questions:
            return []
        try:
            return self._by_decisions(questions) or self._by_chat(questions)
        except ModelError as error:
            self._warn(f"The second judge could not be asked, so the claims stand as the rules left them: {error}")
            return [_passed(q) for q in questions]

    def _by_decisions(self, questions: Sequence[Question]) -> list[Finding]:
        """The findings by the Decisions endpoint; empty when the server has none."""
        if self._decide is None:
            return []
        found: list[Finding] = []
        for first in range(0, len(questions), DECISIONS):
            part = questions[first : first + DECISIONS]
            statements = [
                f"Claim {n} is supported: everything it says is said by the sentences listed under it, "
                "with the same speaker, numbers, dates, names, negations and degree of certainty."
                for n in range(1, len(part) + 1)
            ]
            chances = self._decide(_listed(part), statements)
            if chances is None or len(chances) != len(part):
                return []
            found.extend(
                _passed(q)
                if chance is None or chance >= LEAST
                else _vetoed(q, f"a second judge gives it a chance of {chance:.0%}")
                for q, chance in zip(part, chances, strict=True)
            )
        return found

    def _by_chat(self, questions: Sequence[Question]) -> list[Finding]:
        found: list[Finding] = []
        for first in range(0, len(questions), AT_ONCE):
            part = questions[first : first + AT_ONCE]
            request = _request(_listed(part), len(part))
            said = {n: v for n, v in _verdicts(self._chat.ask(request, _listen).text) if 0 < n <= len(part)}
            if len(said) < len(part):
                self._warn(f"The second judge left {len(part) - len(said)} of {len(part)} claims unjudged.")
            for n, question in enumerate(part, 1):
                supported, problem = said.get(n, (True, ""))
                found.append(_passed(question) if supported else _vetoed(question, _reason(problem)))
        return found


def longest(request: Request) -> Request:
    """The longest call that judging the claims of a reply takes, without these claims, for an estimate: it shows hardly
    more sentences than the request that is answered, and none of its examples."""
    return _request("\n".join(m.content for m in request.messages), AT_ONCE)


def _request(claims: str, count: int) -> Request:
    prompt = prompting.load("judge")
    return Request(prompt.messages(claims=claims), "judge", PER_CLAIM * count + 40, _schema(count), prompt.digest)


def _listen(_: str) -> None:
    """Asks for a stream: a slow server that is silent for long would be taken for one that hangs."""


def _passed(question: Question) -> Finding:
    return Finding("supported", 1.0, citations=question.cited)


def _vetoed(question: Question, reason: str) -> Finding:
    return Finding("unsupported", 0.0, (reason,), question.cited, checks=("judge",))


def _reason(problem: str) -> str:
    bare = problem.strip(" .")
    return f"a second judge finds it unsupported: {bare}" if bare else "a second judge finds it unsupported"


def _listed(questions: Sequence[Question]) -> str:
    """The claims, numbered from 1, each with its sentences."""
    return "\n\n".join(
        f"CLAIM {n}: {evidence.plain(question.claim)}\nSENTENCES:\n" + "\n".join(_sentences(question))
        for n, question in enumerate(questions, 1)
    )


def _sentences(question: Question) -> Iterator[str]:
    """The cited sentences, each after the one before it where that is not cited too: a pronoun points there."""
    shown: set[tuple[int, int]] = set()
    for cited in question.cited:
        for n in (cited.sentence - 1, cited.sentence):
            place = (id(cited.source), n)
            if n < 0 or place in shown:
                continue
            shown.add(place)
            span = cited.source.sentences[n]
            head = ", ".join(filter(None, (cited.article.publisher, cited.article.date)))
            before = "" if n == cited.sentence else "(before it) "
            text = evidence.plain(cited.article.text[span.start : span.end])
            yield f"- [{evidence.plain(head) or 'undated'}] {before}{text}"


def _schema(claims: int) -> Schema:
    verdict = {
        "type": "object",
        "properties": {
            "claim": {"type": "integer", "enum": list(range(1, claims + 1))},
            "problem": {"type": "string", "maxLength": PROBLEM},
            "supported": {"type": "boolean"},
        },
        "required": ["claim", "problem", "supported"],
        "additionalProperties": False,
    }
    body = {
        "type": "object",
        "properties": {"verdicts": {"type": "array", "items": verdict, "minItems": claims, "maxItems": claims}},
        "required": ["verdicts"],
        "additionalProperties": False,
    }
    return Schema("verdicts", body)


def _verdicts(text: str) -> Iterator[tuple[int, tuple[bool, str]]]:
    """The verdicts that a reply holds, by claim; what is not of the form asked for, or not whole, is left out."""
    for item in Items("verdicts").feed(text):
        if isinstance(item, dict) and type(item.get("claim")) is int and isinstance(item.get("supported"), bool):
            problem = item.get("problem")
            yield item["claim"], (item["supported"], problem[:PROBLEM] if isinstance(problem, str) else "")
