"""What an answer is made of. One record serves the terminal, the JSON and the pages: none can lack a citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.records import Article
from qa.grounding import Verdict


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article: `quote` is `article.text[start:end]`, cut there and nowhere else."""

    n: int  # the number shown; one number a place, from 1, in the order of the answer
    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The characters of the stored article."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is shown, with the places that support it."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...]
    speaker: str | None = None  # who says so, where a source gives it as somebody's words
    score: float = 1.0
    notes: tuple[str, ...] = ()  # how the sources were read: "Wednesday" as which day, "He" as whom


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that is not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Short:
    """The short answer to a who, when, where or how-many question: a span of a cited sentence."""

    text: str  # article.text[start:end], or for a relative day that with the day it means
    citation: int  # the number of the citation that it stands in
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was searched out, as `retrieved` lists them."""

    article_id: str
    start: int
    end: int
    score: float
    found_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer cost. Calls and tokens are those that were sent and received."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0  # None: the price of a call is not known
    cached_calls: int = 0  # that were answered from the reply cache


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `answered` False is an abstention; `nearest` then holds what the sources do say."""

    question: str
    answered: bool
    claims: tuple[Claim, ...] = ()
    short: tuple[Short, ...] = ()
    nearest: tuple[Citation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    retrieved: tuple[Place, ...] = ()
    confidence: float = 0.0
    model: str = "extractive"
    prompt: Mapping[str, str] | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()  # what was not as it should be, and did not end the work

    @property
    def text(self) -> str:
        """The answer as one text: the short answer, then each claim with its citations' numbers."""
        if not self.answered:
            return ""
        said = " ".join(c.text + "".join(f" [{cite.n}]" for cite in c.citations) for c in self.claims)
        short = "; ".join(dict.fromkeys(s.text for s in self.short))
        return f"{short}. {said}" if short else said
