"""A suite as written made into one that can be run, with all that it names found in its articles."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from evals import suite_shape as shapes
from evals.cases import Ask, Brief, Case, Check, Suite, SuiteError, Summarize
from evals.corpus import Corpus
from evals.suite_file import Location, Written
from evals.suite_places import Finder


def corpus_paths(written: Written) -> list[Path]:
    """The files and folders of the suite's articles; SuiteError for one that doesn't exist."""
    found = [written.path.parent / name for name in written.shape.corpus]
    faults = [
        written.fault(("corpus", n), f"{path} doesn't exist: paths begin at the folder of the suite's file")
        for n, path in enumerate(found)
        if not path.exists()
    ]
    if faults:
        raise SuiteError(written.path, faults)
    return found


def resolve(written: Written, corpus: Corpus) -> Suite:
    """The suite with its articles and quotes found in the corpus; SuiteError with all that isn't there."""
    finder = Finder(written, corpus)
    maker = _Maker(written, finder)
    cases = [maker.case(n, shape) for n, shape in enumerate(written.shape.cases)]
    if finder.faults:
        raise SuiteError(written.path, sorted(finder.faults, key=lambda fault: (fault.line, fault.column)))
    digest = hashlib.sha256(written.text.encode()).hexdigest()[:12]
    return Suite(written.shape.name, written.path, digest, written.shape.as_of, tuple(cases))


class _Maker:
    """Makes cases of a suite's shapes."""

    def __init__(self, written: Written, finder: Finder) -> None:
        self._written = written
        self._shape = written.shape
        self._find = finder

    def case(self, n: int, shape: shapes.CaseShape) -> Case:
        """The n-th case."""
        at: Location = ("cases", n)
        common = self._common(n, shape, at)
        if isinstance(shape, shapes.CheckShape):
            return self._check(shape, at, common)
        assert isinstance(shape, shapes.WrittenShape)
        common |= self._written_part(shape, at)
        about = ", ".join(shape.only) or "all articles"
        if isinstance(shape, shapes.SummarizeShape):
            return Summarize(**common, topic=shape.topic, about=shape.topic or about, sentences=shape.sentences)
        if isinstance(shape, shapes.BriefShape):
            groups = {key: self._find.texts(texts, (*at, "sections", key)) for key, texts in shape.sections.items()}
            day = shape.as_of or self._shape.as_of
            topic = shape.topic
            return Brief(**common, topic=topic, about=topic or about, as_of=day, sections=tuple(groups.items()))
        assert isinstance(shape, shapes.AskShape)
        short = self._find.alternatives(shape.short, (*at, "short"))
        return Ask(
            **common,
            question=shape.question,
            as_of=shape.as_of or self._shape.as_of,
            short=tuple(wanted.written for wanted in short),
        )

    def _common(self, n: int, shape: shapes.CaseShape, at: Location) -> dict[str, Any]:
        """What every case has."""
        defaults = self._shape.defaults
        least = shape.min_citation_precision
        may = [self._find.place(each, (*at, "may_cite", i)) for i, each in enumerate(shape.may_cite)]
        return {
            "id": shape.id,
            "digest": self._digest(n),
            "line": self._written.where(at)[0],
            "tags": frozenset((*defaults.tags, *shape.tags)),
            "must_cite": self._find.places(shape.must_cite, (*at, "must_cite")),
            "may_cite": tuple(place for places in may for place in places),
            "min_citation_precision": defaults.min_citation_precision if least is None else least,
        }

    def _written_part(self, shape: shapes.WrittenShape, at: Location) -> dict[str, Any]:
        """What every case has whose result is a text."""
        positive = [shape.must_answer, shape.must_cite, shape.speaker]
        positive += [getattr(shape, "short", None), getattr(shape, "sections", None)]
        if shape.abstain and any(positive):
            message = "is true, so must_answer, must_cite, short, speaker and sections can't be met: drop one"
            self._find.blame((*at, "abstain"), message)
        if not shape.abstain and not any(positive) and shape.must_not_say is None:
            self._find.blame(at, "expects nothing: give must_answer, must_cite, must_not_say or abstain")
        defaults = self._shape.defaults
        only = [self._find.head(name, (*at, "only", i)) for i, name in enumerate(shape.only)]
        limit = defaults.max_sentences if isinstance(shape, shapes.AskShape) else None  # a brief is long by nature
        return {
            "must_answer": self._find.texts(shape.must_answer, (*at, "must_answer")),
            "must_not_say": (
                *self._find.alternatives(defaults.must_not_say, ("defaults", "must_not_say")),
                *self._find.alternatives(shape.must_not_say, (*at, "must_not_say")),
            ),
            "speaker": self._find.alternatives(shape.speaker, (*at, "speaker")),
            "abstain": shape.abstain,
            "max_sentences": shape.max_sentences or limit,
            "only": frozenset(head.id for head in only if head),
        }

    def _check(self, shape: shapes.CheckShape, at: Location, common: dict[str, Any]) -> Check:
        from qa.draft import parse

        count = len(parse(shape.draft).statements)
        if count != 1:
            self._find.blame((*at, "draft"), f"has {count} sentences to check: give one a case")
        verdicts = (shape.verdict,) if isinstance(shape.verdict, str) else tuple(shape.verdict)
        reason = self._find.alternatives(shape.reason, (*at, "reason"))
        return Check(**common, draft=shape.draft, verdict=verdicts, reason=reason)

    def _digest(self, n: int) -> str:
        """The digest of what is asked and expected: a baseline compares a case only while it is the same."""
        own = {key: value for key, value in self._written.data["cases"][n].items() if key not in ("id", "tags")}
        defaults = self._shape.defaults.model_dump(mode="json", include={"max_sentences", "min_citation_precision"})
        kind = own.get("type", "ask")
        if kind != "check":
            defaults["must_not_say"] = self._written.data.get("defaults", {}).get("must_not_say")
        if kind in ("ask", "brief"):
            own.setdefault("as_of", self._shape.as_of.isoformat())
        if kind != "ask":
            del defaults["max_sentences"]
        text = json.dumps([own, defaults], sort_keys=True)
        used = {alias: name for alias, name in self._shape.articles.items() if json.dumps(alias) in text}
        return hashlib.sha256(f"{text}{json.dumps(used, sort_keys=True)}".encode()).hexdigest()[:12]
