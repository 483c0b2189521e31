"""The answer that a model writes: its drafts grounded as they come, what fails sent back once, the rest dropped.

Whatever a model says passes through `ground` against the stored articles. A claim that its citations don't support is
re-pointed to sentences of the evidence that do, or goes back with the reason, or is dropped and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.errors import ContextTooLong
from index.search import Retrieval
from qa import evidence, reader_llm, relevance
from qa.chat import Chat
from qa.citing import Numbering, Sources, relative_days
from qa.evidence import Evidence
from qa.grounding import Cited, Finding, Judge, Rules
from qa.grounding.judge import Question
from qa.grounding.speech import opening, sayer
from qa.reader_llm import Draft, Reading
from qa.records import Claim, Dropped

EVIDENCE = 3_000  # tokens of evidence for a question
UNKNOWN_CONTEXT = 8_192  # tokens, where neither the server nor our data tells a window
HEADROOM = 1.25  # other tokenizers may count that much more than ours
LEAST = 200  # tokens of evidence below which asking is of no use
ONE_SENTENCE = 60  # words: a "sentence" that is longer says several things


@dataclass(slots=True)
class Written:
    """What became of a model's drafts. `problem`: why its reply could not be used, or None."""

    claims: list[Claim] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    left_out: int = 0  # sentences kept from the model, since they look like instructions to one
    problem: str | None = None
    said_no: bool = False  # the model said that the sentences don't answer


def write(
    question: str,
    retrieval: Retrieval,
    chat: Chat,
    *,
    judge: Judge | None = None,
    on_claim: Callable[[Claim], None] | None = None,
    most: int = EVIDENCE,
) -> Written:
    """The grounded claims of a model's answer. `on_claim` is given each as soon as it is complete and grounded.

    Raises ModelError when the server can't be used. `most`: tokens of evidence.
    """
    given, reading, desk = _first(question, retrieval, chat, judge, on_claim, most)
    written = desk.written
    written.left_out = len(given.left_out)
    written.problem = reading.problem
    written.said_no = not reading.answerable
    desk.settle()
    if desk.failed:
        _repair(question, chat, given, desk)
    return written


def _first(
    question: str,
    retrieval: Retrieval,
    chat: Chat,
    judge: Judge | None,
    on_claim: Callable[[Claim], None] | None,
    most: int,
) -> tuple[Evidence, Reading, _Desk]:
    """The first call; with half of the evidence when the server says that it was too long."""
    budget = min(most, room(question, chat.name, chat.context()))
    while True:
        given = evidence.gather(retrieval, budget, chat.name)
        desk = _Desk(question, retrieval, given, judge, on_claim)
        if not given.lines:
            return given, Reading((), answerable=False), desk
        try:
            request = reader_llm.answer_request(chat, question, given)
            return given, reader_llm.read(chat, request, given, desk.take), desk
        except ContextTooLong:
            if budget < 2 * LEAST:
                raise
            budget //= 2


def room(question: str, model: str, window: int | None) -> int:
    """The tokens that are left for evidence in a model's window (None: not known)."""
    from index import tokens

    empty = reader_llm.request(question, Evidence((), "", 0))
    used = sum(tokens.count(m.content, model) for m in empty.messages) + 8 * len(empty.messages)
    return max(LEAST, int(((window or UNKNOWN_CONTEXT) - empty.max_tokens) / HEADROOM) - used)


def _repair(question: str, chat: Chat, given: Evidence, desk: _Desk) -> None:
    """Failed claims go back once, with their reasons; what fails again is dropped with the reason it had first."""
    failed = desk.failed
    desk.failed = []
    request = reader_llm.repair_request(question, given, failed)
    reader_llm.read(chat, request, given, desk.take)
    desk.settle()
    desk.written.dropped.extend(Dropped(draft.sentence, reason) for draft, reason in failed)
    desk.failed = []


class _Desk:
    """Where drafts are judged one by one. With a second judge they wait for `settle`, so that it is asked once."""

    def __init__(
        self,
        question: str,
        retrieval: Retrieval,
        given: Evidence,
        judge: Judge | None,
        on_claim: Callable[[Claim], None] | None,
    ) -> None:
        self.written = Written()
        self.failed: list[tuple[Draft, str]] = []
        self._question = question
        self._retrieval = retrieval
        self._given = given
        self._judge = judge
        self._rules = Rules()
        self._on_claim = on_claim
        self._sources = Sources(retrieval)
        self._numbering = Numbering()
        self._waiting: list[tuple[Draft, Question]] = []
        self._pool = self._cited(range(1, len(given.lines) + 1))

    def take(self, draft: Draft) -> None:
        """Judges a draft, or puts it off until `settle`."""
        question = Question(draft.sentence, tuple(self._cited(draft.cites)), tuple(self._pool))
        if self._judge is None:
            self._judged(draft, self._rules.judge([question])[0])
        else:
            self._waiting.append((draft, question))

    def settle(self) -> None:
        """Judges what was put off."""
        waiting, self._waiting = self._waiting, []
        if self._judge is not None and waiting:
            findings = self._judge.judge([question for _, question in waiting])
            for (draft, _), finding in zip(waiting, findings, strict=True):
                self._judged(draft, finding)

    def _judged(self, draft: Draft, finding: Finding) -> None:
        if len(draft.sentence.split()) > ONE_SENTENCE:
            self.failed.append((draft, f"it has more than {ONE_SENTENCE} words: a claim is one sentence"))
        elif not finding.passed:
            self.failed.append((draft, "; ".join(finding.reasons)))
        elif any(_same(draft.sentence, claim.text) for claim in self.written.claims):
            return  # said already
        elif (reason := relevance.off_question(self._retrieval, finding.citations)) is not None:
            self.written.dropped.append(Dropped(draft.sentence, reason))
        else:
            claim = self._claim(draft, finding)
            self.written.claims.append(claim)
            if self._on_claim:
                self._on_claim(claim)

    def _claim(self, draft: Draft, finding: Finding) -> Claim:
        citations = tuple(self._numbering.cite(c.article, c.span.start, c.span.end) for c in finding.citations)
        days = dict.fromkeys(day for cited in citations for day in relative_days(cited))
        said = {sayer(c) for c in finding.citations}
        meant = opening(finding.citations[0]) if finding.verdict == "verbatim" else None
        return Claim(
            draft.sentence,
            finding.verdict,
            citations,
            said.pop() if len(said) == 1 else None,
            finding.score,
            (*filter(None, [meant]), *days, *finding.notes),
        )

    def _cited(self, numbers: Sequence[int]) -> list[Cited]:
        lines = [line for n in numbers if (line := self._given.line(n)) is not None]
        return [cited for line in lines for cited in self._sources.cited(line.article, [line.n])]


def _same(one: str, other: str) -> bool:
    """Whether two sentences have the same letters and digits."""
    return [c for c in one.casefold() if c.isalnum()] == [c for c in other.casefold() if c.isalnum()]
