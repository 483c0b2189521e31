"""What is scored, and what a score is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from evals.cases import Case
from evals.corpus import Corpus

Unit = Literal["share", "seconds", "tokens", "usd"]
Sentence = tuple[str, int]  # an article's id and the number of a sentence in it, from 0


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of one result. `value` None: unscored, which is no 0. `passed` None: it decides nothing."""

    value: float | None
    passed: bool | None = None
    why: str = ""  # what is wrong, for a person; empty unless `passed` is False


UNSCORED = Score(None)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A figure by name. All are means over the results that have one; `gated` ones get a floor in a baseline."""

    name: str
    of: Callable[[Seen], Score]
    unit: Unit = "share"
    gated: bool = True


class Seen:
    """A case and what came of it: the JSON that `qa ask --json` or `qa check --json` gives, and what was retrieved.

    The scores read nothing else of the program, so a stored run can be scored again.
    """

    def __init__(
        self,
        case: Case,
        payload: Mapping[str, Any],
        found: Sequence[tuple[str, int, int]] | None,
        corpus: Corpus,
        seconds: float,
        retrieval_seconds: float | None,
    ) -> None:
        self.case = case
        self.payload = payload
        self.found = found  # article id, start, end, best first; None: what was retrieved is not known
        self.corpus = corpus
        self.seconds = seconds
        self.retrieval_seconds = retrieval_seconds

    @property
    def answered(self) -> bool:
        """Whether there is a result, and no abstention; a checked draft has always one."""
        return bool(self.payload.get("answered", True))

    @cached_property
    def claims(self) -> Sequence[Mapping[str, Any]]:
        """What is shown as said, each with its citations."""
        return claims_of(self.payload)

    @property
    def citations(self) -> list[Mapping[str, Any]]:
        """All citations, in order."""
        return [citation for claim in self.claims for citation in claim["citations"]]

    @cached_property
    def text(self) -> str:
        """What a reader is told: the short answers, then the claims. Nothing for an abstention."""
        if not self.answered:
            return ""
        parts = [*(s["text"] for s in self.payload.get("short", ())), *(c["text"] for c in self.claims)]
        return "\n".join(parts)

    @cached_property
    def cited(self) -> list[Sentence]:
        """The sentences that the citations touch, each once, in order; one that no sentence lies in has number -1."""
        places = [(c["article_id"], c["start"], c["end"]) for c in self.citations]
        return list(dict.fromkeys(s for place in places for s in self.sentences_at(*place)))

    def sentences_at(self, article_id: str, start: int, end: int) -> list[Sentence]:
        """The sentences of an article that a span touches."""
        spans = self.corpus.sentences(article_id)
        touched = [n for n, s in enumerate(spans) if s.start < end and start < s.end]
        return [(article_id, n) for n in touched or [-1]]


def claims_of(payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claims of an answer or a summary, the paragraphs of a brief, or the sentences of a checked draft."""
    if "sections" in payload:
        return [paragraph for section in payload["sections"] for paragraph in section["paragraphs"]]
    return list(payload.get("claims", payload.get("sentences", [])))


def one_line(text: str, width: int = 120) -> str:
    """The text for a reason: on one line, cut where it is longer."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= width else line[: width - 1].rstrip() + "\u2026"
