"""What a brief is made of: numbered paragraphs in sections, each a claim with its citations."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.records import Article
from qa.records import Citation, Claim, Dropped, Usage

Key = Literal[
    "head", "bottom_line", "participants", "meetings", "statements", "commitments", "comparison", "timeline", "notes",
    "gaps",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph. `under` groups those that follow one another; `label` says in a word what the claim is.

    Neither states anything that the claim's sentences don't: a name, a day, a place, or a word such as "Invitation".
    """

    n: int  # counts from 1 through the whole brief
    claim: Claim
    label: str = ""
    under: str = ""

    @property
    def verbatim(self) -> bool:
        """Whether it is the source's own sentence, to be shown between quotation marks."""
        return self.claim.verdict == "verbatim"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is recorded with an article and stands in no sentence of it, such as its publisher, or a count of ours."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `facts` come first, then the paragraphs, then `remarks`, which say what was looked for or left out."""

    key: Key
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = ()

    def groups(self) -> Iterator[tuple[str, list[Paragraph]]]:
        """The paragraphs in runs of one `under`, "" for those that have none."""
        run: list[Paragraph] = []
        for paragraph in self.paragraphs:
            if run and run[-1].under != paragraph.under:
                yield run[0].under, run
                run = []
            run.append(paragraph)
        if run:
            yield run[0].under, run


@dataclass(frozen=True, slots=True)
class Used:
    """An article that the brief stands on; `copy_of` is the article that it reprints, if it is no origin of its own."""

    article: Article
    copy_of: Article | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief. `answered` False: the sources hold nothing on the topic, and `nearest` is what they do say."""

    title: str
    topic: str | None
    answered: bool
    sections: tuple[Section, ...] = ()
    sources: tuple[Used, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    nearest: tuple[Citation, ...] = ()
    as_of: datetime.date | None = None
    confidence: float = 1.0
    model: str = "extractive"
    prompt: Mapping[str, str] | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in their order."""
        return tuple(p for section in self.sections for p in section.paragraphs)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Each place that is cited, once, by its number; for an abstention the nearest places."""
        places = {c.n: c for p in self.paragraphs for c in p.claim.citations} or {c.n: c for c in self.nearest}
        return tuple(places[n] for n in sorted(places))

    @property
    def origins(self) -> int:
        """How many of the articles are no reprints of another."""
        return sum(used.copy_of is None for used in self.sources)
