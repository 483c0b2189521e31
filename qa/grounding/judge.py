"""The protocol of judges, and the one that is always there.

Another judge, such as a model, may be asked after it and can only veto: what the rules refuse no judge pardons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from qa.grounding.records import Cited, Finding
from qa.grounding.score import Similarity
from qa.grounding.verdict import ground


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge is asked: a claim, the sentences it cites, and others that may support it."""

    claim: str
    cited: tuple[Cited, ...]
    evidence: tuple[Cited, ...] = ()


class Judge(Protocol):
    """What gives each claim a finding, in the order given."""

    def judge(self, questions: Sequence[Question]) -> Sequence[Finding]:
        """One finding a question."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The deterministic judge: offline, the same finding for the same claim every time."""

    similarity: Similarity | None = None

    def judge(self, questions: Sequence[Question]) -> list[Finding]:
        """One finding a question."""
        return [ground(q.claim, q.cited, q.evidence, similarity=self.similarity) for q in questions]


@dataclass(frozen=True, slots=True)
class Vetoed:
    """The rules first, and a second judge on what they let pass: the worse of both findings holds."""

    rules: Rules
    second: Judge

    def judge(self, questions: Sequence[Question]) -> list[Finding]:
        """One finding a question; the second judge is asked only what the rules let pass, and cites nothing anew."""
        findings = self.rules.judge(questions)
        open_ = [i for i, found in enumerate(findings) if found.passed]
        asked = [replace(questions[i], cited=findings[i].citations) for i in open_]
        for i, second in zip(open_, self.second.judge(asked), strict=True):
            if not second.passed:
                findings[i] = replace(second, citations=findings[i].citations)
        return findings
