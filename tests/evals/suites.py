"""The bundled suite, and small ones, as the tests run them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import corpus as corpora
from evals import evaluation, suite_file
from evals.cases import Case, Fault, Suite
from evals.corpus import Corpus
from evals.readers import Opener, Reader
from evals.results import Outcome, outcomes
from evals.run import run
from evals.run_file import RunFile
from evals.scores import Seen
from evals.suite_resolve import resolve
from index.embed import load
from index.store import Store
from qa.ask import answer
from tests.ferry import FERRY
from tests.sample_index import ARTICLES, sample_index

SMALL = """\
version: 1
name: small
corpus: [articles]
as_of: 2024-03-06

cases:
  - id: what-was-approved
    question: What did the harbour board approve on Monday?
    tags: [what]
    must_answer: Norrholm
    must_cite: {article: ferry.md, quote: "approved a ferry line to Norrholm"}

  - id: who-is-king
    question: Who is the king of Denmark?
    tags: [abstain]
    abstain: true
"""


def write_suite(folder: Path, text: str = SMALL, *, ferry: str = FERRY) -> Path:
    """A suite's file in the folder, with its one article in `articles` beside it."""
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "ferry.md").write_text(ferry, encoding="utf-8")
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def is_told(found: Sequence[Fault], line: int, key: str, message: str) -> bool:
    """Whether one of the faults is in that line, under a key that ends so, with that in its message."""
    return any(f.line == line and f.key.endswith(key) and message in f.message for f in found)


@functools.cache
def samples() -> Corpus:
    """The sample articles as a suite meets them, for a run of the tests."""
    return Corpus(Store.open(sample_index()), load(), corpora.digest_of([ARTICLES]))


@functools.cache
def bundled() -> Suite:
    """The suite that comes with `qa`."""
    return resolve(suite_file.read(evaluation.BUNDLED), samples())


def extractive() -> Mapping[str, Opener]:
    """What opens the reader that needs no model, by its name."""
    return {"extractive": lambda: nullcontext(Reader(answer))}


def ran(cases: Sequence[Case], corpus: Corpus | None = None, jobs: int = 1) -> list[Outcome]:
    """The outcomes of cases with the extractive reader."""
    articles = corpus or samples()
    return outcomes(cases, ["extractive"], run(cases, articles, extractive(), RunFile(), jobs=jobs), articles)


def case(case_id: str) -> Case:
    """The case of that id of the bundled suite."""
    return next(c for c in bundled().cases if c.id == case_id)


@dataclass(frozen=True, slots=True)
class Wire:
    """Where things stand in one of the sample articles."""

    id: str
    text: str

    def citation(self, quote: str, n: int = 1) -> dict[str, Any]:
        """A citation of the first place where the quote stands."""
        start = self.text.index(quote)
        return {"n": n, "article_id": self.id, "start": start, "end": start + len(quote), "quote": quote}

    def found(self, quote: str) -> tuple[str, int, int]:
        """The place as retrieval gives it."""
        start = self.text.index(quote)
        return self.id, start, start + len(quote)


def wire() -> Wire:
    """The article of Levant Wire."""
    (head,) = samples().named("levant-wire")
    article = samples().article(head.id)
    assert article is not None
    return Wire(head.id, article.text)


def claim(text: str, *citations: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A claim as `qa ask --json` gives it."""
    base = {"text": text, "verdict": "verbatim", "score": 1.0, "speaker": None, "notes": []}
    return {**base, "citations": list(citations), **more}


def seen(
    asked: Case,
    *claims: Mapping[str, Any],
    short: Sequence[Mapping[str, Any]] = (),
    found: Sequence[tuple[str, int, int]] | None = (),
    **more: Any,
) -> Seen:
    """What a score is asked about: an answer of these claims, an abstention if there are none."""
    payload = {"answered": bool(claims), "claims": list(claims), "short": list(short), **more}
    return Seen(asked, payload, found, samples(), 0.5, 0.2)
