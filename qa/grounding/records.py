"""The records of grounding: what is cited, what a check finds wrong, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.records import Article, Sentence

Verdict = Literal["verbatim", "supported", "unsupported", "misattributed", "contradicted"]
Fault = Literal["unsupported", "misattributed", "contradicted"]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """An article with its sentences. Compared by identity, so make one for each article and keep it."""

    article: Article
    sentences: Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence of an article, by its place in `source.sentences`."""

    source: Source
    sentence: int

    @property
    def article(self) -> Article:
        """The whole article."""
        return self.source.article

    @property
    def span(self) -> Sentence:
        """Where the sentence lies in the article's text."""
        return self.source.sentences[self.sentence]

    @property
    def quote(self) -> str:
        """The sentence's own characters."""
        return self.article.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a check finds wrong: which check, what it makes of the claim, and why in plain words."""

    check: str
    verdict: Fault
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What grounding makes of a claim.

    `score` is graded support, 0 to 1. `reasons` say what is wrong, `notes` how a sentence was read ("He" as whom).
    `citations` are the sentences that were judged last: those given, or those that the claim was re-pointed to.
    """

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    repointed: bool = False
    notes: tuple[str, ...] = ()
    checks: tuple[str, ...] = field(default=())  # the checks that failed, by name

    @property
    def passed(self) -> bool:
        """Whether the claim may be shown."""
        return self.verdict in ("verbatim", "supported")
