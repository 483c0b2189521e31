"""The answer that a model writes: its drafts grounded as they come, what fails sent back once, the rest dropped.

Whatever a model says passes through `ground` against the stored articles. A claim that its citations don't support is
re-pointed to sentences of the evidence that do, or goes back with the reason, or is dropped and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from index import words
from index.errors import ContextTooLong, ModelError
from index.search import Retrieval
from qa import budget, evidence, injection, quoting, reader_listed, reader_llm, relevance, short_answer
from qa.chat import Chat
from qa.citing import Numbering
from qa.confidence import confidence
from qa.desk import Desk, Written
from qa.evidence import Evidence
from qa.grounding import Judge
from qa.reader_extractive import Passage
from qa.reader_llm import Reading
from qa.records import Claim, Dropped
from qa.sources import Sources

OVERLOOKED = 2  # passages of the search that are added where a model cites none of them
INSTEAD = "found by the search; nothing that the model wrote could be kept"
FOUND = "found by the search; the model's claims leave it out"


def write(
    question: str,
    retrieval: Retrieval,
    chat: Chat,
    *,
    judge: Judge | None = None,
    on_claim: Callable[[Claim], None] | None = None,
    most: int = budget.EVIDENCE,
) -> Written:
    """The grounded claims of a model's answer. `on_claim` is given each as soon as it is complete and grounded.

    Where nothing that the model wrote stands, the sentences that the reader without a model would show, if it answers.
    Raises ModelError when the server can't be used. `most`: tokens of evidence.
    """
    given, reading, desk = _first(question, retrieval, chat, judge, on_claim, most)
    written = desk.written
    written.left_out = len(given.left_out)
    written.problem = reading.problem
    written.said_no = not reading.answerable
    desk.settle()
    if desk.failed:
        repair(question, chat, given, desk)
    failed = judge is None and (written.dropped or written.problem)  # what a judge vetoes is not answered past it
    if not written.said_no and (written.claims or failed):
        note = FOUND if written.claims else INSTEAD
        for passage in _overlooked(retrieval, written.claims):
            desk.add(passage, note)
    return written


def _overlooked(retrieval: Retrieval, claims: Sequence[Claim]) -> list[Passage]:
    """What the reader without a model would answer and the model's claims leave out: all of it where they cite nothing
    of it, its best passage where they cite only others, and where there are several answers ("who met X?"), those that
    they neither cite nor name.

    A small model often takes a sentence beside the right one: of 35 questions of rtqa22 its claims held the answer to
    22, with these to 24 (by 1, 2 or 3 passages alike).
    """
    retrieval = injection.heard(retrieval)
    passages = quoting.passages(retrieval, confidence(retrieval))
    cited = {(c.article.id, c.start) for claim in claims for c in claim.citations}
    left = [p for p in passages if not _is_cited(p, retrieval, cited)]
    if len(reader_listed.listed(retrieval)) > 1:
        return [p for p in left if not _is_named(p, retrieval, claims)]
    if len(left) == len(passages):
        return left[:OVERLOOKED]
    return left[:1] if left[:1] == passages[:1] else []


def _is_cited(passage: Passage, retrieval: Retrieval, cited: Container[tuple[str, int]]) -> bool:
    """Whether a sentence of the passage, in whichever article, is among these (article's id, start)."""
    return any(
        (retrieval.articles[span.article].id, sentence.start) in cited
        for span in (passage.span, *passage.also)
        for sentence in retrieval.sentences_of[span.article][span.first : span.last]
    )


def _is_named(passage: Passage, retrieval: Retrieval, claims: Sequence[Claim]) -> bool:
    """Whether a claim that says what is asked names the passage's short answer: another outlet's sentence on the same
    person is no other."""
    article, span = retrieval.articles[passage.span.article], passage.span
    short = short_answer.find(retrieval.question, article, span.start, span.end)
    if short is None:
        return False
    last = article.text[short.start : short.end].split()[-1]
    plain = {t.token for t in retrieval.question.terms if not t.name}
    told = [c for c in claims if not plain or plain & frozenset(words.tokens(c.text, retrieval.question.language))]
    return any(last in claim.text for claim in told)


def _first(
    question: str,
    retrieval: Retrieval,
    chat: Chat,
    judge: Judge | None,
    on_claim: Callable[[Claim], None] | None,
    most: int,
) -> tuple[Evidence, Reading, Desk]:
    """The first call; with half of the evidence when the server says that it was too long."""
    room = room_for(question, chat.name, chat.context(), most)
    while True:
        given = evidence.gather(retrieval, room, chat.name)
        desk = Desk(
            given,
            Sources(retrieval),
            Numbering(),
            judge=judge,
            off=lambda cited: relevance.off_question(retrieval, cited),
            on_claim=on_claim,
        )
        if not given.lines:
            return given, Reading((), answerable=False), desk
        try:
            request = reader_llm.answer_request(chat, question, given)
            return given, reader_llm.read(chat, request, given, desk.take), desk
        except ContextTooLong:
            if room < 2 * budget.LEAST or desk.written.claims:  # what was shown can't be taken back
                raise
            room //= 2


def room_for(question: str, model: str, window: int | None, most: int = budget.EVIDENCE) -> int:
    """The tokens of evidence that a question's call may carry, `most` of them at the most; see `budget.room`."""
    return budget.room(reader_llm.request(question, evidence.NONE), model, window, most)


def repair(question: str, chat: Chat, given: Evidence, desk: Desk) -> None:
    """Failed claims go back once, with their reasons; what fails again is dropped with the reason it had first.

    When they can't be sent back, the claims that stand are kept, and it is said.
    """
    failed = desk.failed
    desk.failed = []
    request = reader_llm.repair_request(question, given, failed)
    try:
        reader_llm.read(chat, request, given, desk.take)
    except ModelError as error:
        if not desk.written.claims and not isinstance(error, ContextTooLong):
            raise
        desk.written.problem = f"claims that failed could not be sent back ({str(error).rstrip('.')})"
    desk.settle()
    reasons = {draft.sentence: reason for draft, reason in reversed(failed) if not desk.shows(draft.sentence)}
    desk.written.dropped.extend(Dropped(sentence, reason) for sentence, reason in reversed(reasons.items()))
    desk.failed = []
