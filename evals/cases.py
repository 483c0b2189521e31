"""The records of a suite: its cases, what each expects, and the places in its articles that should be cited.

Expectations that are texts or places come in groups: of each group one must be there, and of all groups each.
`evals/suite_shape.py` is how a suite is written down, `evals/suite_resolve.py` makes one into the other.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.matching import holds
from index.errors import InputError

NEEDS_MODEL = "needs-model"  # the tag of what a reader that only quotes can't do
KNOWN_FAILURE = "known-failure"  # the tag of what is asked rightly and answered wrongly today
UNSTEADY = "unsteady"  # the tag of what falls on either side of a threshold, as on processors that round differently


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a suite's file: where (both from 1), at which key, and what."""

    line: int
    column: int
    key: str
    message: str


class SuiteError(InputError):
    """A suite can't be used; `faults` are all that was found, in the order of the file."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        first = faults[0]
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults, the first"
        super().__init__(
            f"{path} can't be used for {count} in line {first.line}: {first.key}: {first.message}. "
            "Correct it and run again"
        )
        self.path = path
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to be found as a run of whole words, or a pattern written between slashes."""

    written: str
    pattern: re.Pattern[str] | None = None

    def within(self, text: str) -> bool:
        """Whether the text has it. Case, punctuation, a/an/the and marks of Arabic don't count for a text; a pattern
        is searched without regard to case, with every white space as one space."""
        if self.pattern is not None:
            return self.pattern.search(" ".join(text.split())) is not None
        return holds(text, self.written)


Texts = tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Sentences of an article of the index, by their numbers from 0; cited when each of them is."""

    article_id: str
    sentences: tuple[int, ...]
    article: str  # as the suite names it, for messages
    what: str  # the quote or the sentence, so too


Places = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What every case has. `digest` changes with what is asked and expected, not with tags or comments."""

    id: str
    digest: str
    line: int
    tags: frozenset[str] = frozenset()
    must_cite: Places = ()
    may_cite: tuple[Place, ...] = ()  # good citations that are not required
    min_citation_precision: float | None = None

    @property
    def kind(self) -> str:
        """What the suite's file calls the type of the case."""
        return type(self).__name__.lower()

    @property
    def asked(self) -> str:
        """What is put to the program, as one line names it."""
        return ""

    @property
    def gold(self) -> frozenset[tuple[str, int]]:
        """All sentences (article id, number) that are good to cite."""
        places = [place for group in self.must_cite for place in group]
        return frozenset((p.article_id, n) for p in (*places, *self.may_cite) for n in p.sentences)

    @property
    def cluster(self) -> str:
        """What the case is about, for intervals: the first article it must cite, else itself."""
        return self.must_cite[0][0].article_id if self.must_cite else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Case):
    """A case whose result is a text of claims, made of all articles or `only` of some (ids)."""

    only: frozenset[str] = frozenset()
    must_answer: Texts = ()
    must_not_say: tuple[Wanted, ...] = ()
    speaker: tuple[Wanted, ...] = ()  # one of these must be named as who says it
    abstain: bool = False
    max_sentences: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Written):
    """A question, asked as if on the day `as_of`."""

    question: str
    as_of: datetime.date
    short: tuple[str, ...] = ()  # what the short answer may be, if one is shown

    @property
    def asked(self) -> str:
        """The question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarize(Written):
    """A summary of the articles or of what they hold on a topic, of at most so many sentences."""

    topic: str | None
    about: str  # the topic, or the articles as the suite names them
    sentences: int

    @property
    def asked(self) -> str:
        """What is to be summarized."""
        return f"summary: {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Written):
    """A brief on the articles or on a topic. `sections`: what must stand in which of its sections, by their keys."""

    topic: str | None
    about: str  # the topic, or the articles as the suite names them
    as_of: datetime.date
    sections: tuple[tuple[str, Texts], ...] = ()

    @property
    def asked(self) -> str:
        """What the brief is on."""
        return f"brief: {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Case):
    """A sentence of a draft, and the verdicts that are right for it."""

    draft: str
    verdict: tuple[str, ...]
    reason: tuple[Wanted, ...] = ()  # one of these must stand in the reason

    @property
    def asked(self) -> str:
        """The draft."""
        return self.draft


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite, whole and checked. `digest` is that of its file, `as_of` its day."""

    name: str
    path: Path
    digest: str
    as_of: datetime.date
    cases: tuple[Case, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in use, in the order in which they first appear, a case's own in the order of the alphabet."""
        return tuple(dict.fromkeys(tag for case in self.cases for tag in sorted(case.tags)))
