"""Where a model's drafts become claims or don't: each is grounded against the stored articles, whoever wrote it.

A claim that its citations don't support is re-pointed to sentences of the evidence that do, or fails with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from qa.citing import Numbering, grounded, relative_days
from qa.drafts import Draft
from qa.evidence import Evidence
from qa.grounding import Cited, Finding, Judge, ground, lexicon
from qa.grounding.checks.coverage import coverage
from qa.grounding.evidence import gather, read_claim
from qa.grounding.fold import fold
from qa.grounding.judge import Question
from qa.grounding.speech import opening, sayer
from qa.reader_extractive import Passage
from qa.records import Claim, Dropped
from qa.sources import Sources

_PREPOSITIONS = frozenset("with of to by from for in on at between against about over under after before".split())
_UNNAMED = re.compile(
    r"\b(?:the\s+two|both)\s+(?:\w+\s+)?(?:countries|nations|states|sides|leaders|men|parties)\b", re.I
)
MISSING = 0.2  # of a claim's content words, names apart, may be the model's own
TOGETHER = 2  # sentences to which a claim is re-pointed; what takes more, nobody said
ONE_SENTENCE = 60  # words: a "sentence" that is longer says several things


@dataclass(slots=True)
class Written:
    """What became of a model's drafts. `problem`: why its reply could not be used, or None."""

    claims: list[Claim] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    left_out: int = 0  # sentences kept from the model, since they look like instructions to one
    problem: str | None = None
    said_no: bool = False  # the model said that the sentences don't answer


class Desk:
    """Where drafts are judged one by one. With a second judge they wait for `settle`, so that it is asked once.

    `off` says why sentences are beside the point, or None. What fails is in `failed`, all else in `written`.
    """

    def __init__(
        self,
        given: Evidence,
        sources: Sources,
        numbering: Numbering,
        *,
        judge: Judge | None = None,
        off: Callable[[Sequence[Cited]], str | None] | None = None,
        on_claim: Callable[[Claim], None] | None = None,
    ) -> None:
        self.written = Written()
        self.failed: list[tuple[Draft, str]] = []
        self._given = given
        self._judge = judge
        self._on_claim = on_claim
        self._off = off
        self._sources = sources
        self._numbering = numbering
        self._waiting: list[tuple[Draft, Question]] = []
        self._pool = self._cited(range(1, len(given.lines) + 1))

    def take(self, draft: Draft) -> None:
        """Judges a draft, or puts it off until `settle`."""
        finding = self._found(draft)  # one at a time: a claim that stands is shown before the model has ended
        if self._judge is None or not finding.passed:
            self._judged(draft, finding)
        else:
            self._waiting.append((draft, Question(draft.sentence, finding.citations)))

    def _found(self, draft: Draft) -> Finding:
        """What the rules find: by what the draft cites, else by the evidence.

        A model that cites several sentences together may have put into one what is said of two things, as whoever joins
        sentences may. So each is tried alone first, and the rules for joined evidence hold for what takes several.
        """
        cited = tuple(self._cited(draft.cites))
        first = ground(draft.sentence, cited) if len(cited) == 1 else ground(draft.sentence, (), cited)
        if first.passed:
            return first
        found = ground(draft.sentence, (), self._pool)
        far = len(found.citations) > TOGETHER and not set(found.citations) <= set(cited)
        return first if cited and (far or not found.passed) else found

    def settle(self) -> None:
        """Judges what was put off."""
        waiting, self._waiting = self._waiting, []
        if self._judge is not None and waiting:
            findings = self._judge.judge([question for _, question in waiting])
            for (draft, _), finding in zip(waiting, findings, strict=True):
                self._judged(draft, finding)

    def add(self, passage: Passage, note: str) -> None:
        """Adds sentences of the sources as they stand, with a note on why."""
        claim = grounded(passage, self._sources, self._numbering)
        if isinstance(claim, Dropped):
            self.written.dropped.append(claim)
        else:
            self._show(replace(claim, notes=(*claim.notes, note)))

    def shows(self, sentence: str) -> bool:
        """Whether a claim that stands says this, letter by letter."""
        return any(_same(sentence, claim.text) for claim in self.written.claims)

    def _judged(self, draft: Draft, finding: Finding) -> None:
        if len(draft.sentence.split()) > ONE_SENTENCE:
            self.failed.append((draft, f"it has more than {ONE_SENTENCE} words: a claim is one sentence"))
        elif _breaks_off(draft.sentence):
            self.failed.append((draft, "it breaks off: a claim is a whole sentence"))
        elif not finding.passed:
            self.failed.append((draft, "; ".join(finding.reasons)))
        elif (missing := _thin(draft.sentence, finding)) is not None:
            self.failed.append((draft, f"the cited sentences say nothing of {missing}"))
        elif any(_torn(draft.sentence, one.quote) for one in finding.citations):
            self.failed.append((draft, "it is the end of a sentence: a claim says who does what"))
        elif _UNNAMED.match(draft.sentence) and not any(_UNNAMED.search(one.quote) for one in finding.citations):
            self.failed.append((draft, "it does not name the two it is about, and no cited sentence speaks of two"))
        elif self.shows(draft.sentence):
            return  # said already
        elif self._off is not None and (reason := self._off(finding.citations)) is not None:
            self.written.dropped.append(Dropped(draft.sentence, reason))
        else:
            self._show(self._claim(draft, finding))

    def _show(self, claim: Claim) -> None:
        self.written.claims.append(claim)
        if self._on_claim:
            self._on_claim(claim)

    def _claim(self, draft: Draft, finding: Finding) -> Claim:
        citations = tuple(self._numbering.cite(c.article, c.span.start, c.span.end) for c in finding.citations)
        days = dict.fromkeys(day for cited in citations for day in relative_days(cited))
        said = {sayer(c) for c in finding.citations}
        meant = opening(finding.citations[0]) if finding.verdict == "verbatim" else None
        return Claim(
            _own_words(finding) if finding.verdict == "verbatim" else draft.sentence,
            finding.verdict,
            citations,
            said.pop() if len(said) == 1 else None,
            finding.score,
            (*filter(None, [meant]), *days, *finding.notes),
        )

    def _cited(self, numbers: Sequence[int]) -> list[Cited]:
        lines = [line for n in numbers if (line := self._given.line(n)) is not None]
        return [cited for line in lines for cited in self._sources.cited(line.article, [line.n])]


def _own_words(finding: Finding) -> str:
    """The source's characters for a claim that is a sentence of it, or several that follow one another: what is shown
    between quotation marks is cut there, and no model's spelling of it."""
    first, *others = finding.citations
    run = [first]
    for one in others:
        if one.source is run[-1].source and one.sentence == run[-1].sentence + 1:
            run.append(one)
    return first.article.text[first.span.start : run[-1].span.end]


def _thin(claim: str, finding: Finding) -> str | None:
    """The words that are not in the sentences, when more than MISSING of a claim's are not; None otherwise.

    People are given the benefit of the doubt down to half (checks/coverage.py), a model is not. Names don't count: they
    would carry a "resigned" or a "collapsed" that no sentence has. On the dev claims this refuses 6 % of those that
    people found supported and half of those that they did not.
    """
    if finding.verdict == "verbatim":
        return None
    # Read anew (3 ms): `ground` read the claim by all that it was given, this by what it was found to rest on.
    evidence = gather(finding.citations)
    share, missing = coverage(read_claim(claim, finding.citations), evidence, names=False)
    return ", ".join(f"'{w.text}'" for w in missing[:4]) if share < 1 - MISSING else None


def _torn(claim: str, sentence: str) -> bool:
    """Whether a claim is the rest of a sentence after "with" or "of", without the verb that stood before it."""
    own, whole = (" ".join(fold(t).text.split()).rstrip(".") for t in (claim, sentence))
    at = whole.find(own)
    before = whole[:at].split()
    return at > 0 and bool(before) and before[-1].lower() in _PREPOSITIONS


def _breaks_off(sentence: str) -> bool:
    """Whether a sentence ends in the middle, as one does that was cut at its longest: "... because of the"."""
    words = sentence.split()
    return sentence[-1].isalnum() and words[-1].islower() and words[-1] in lexicon.words("functions")


def _same(one: str, other: str) -> bool:
    """Whether two sentences have the same letters and digits."""
    return [c for c in one.casefold() if c.isalnum()] == [c for c in other.casefold() if c.isalnum()]
