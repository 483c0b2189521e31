"""A suite as written made into one that can be run: articles by their names, quotes by their sentences."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evals import suite_shape as shapes
from evals.cases import Ask, Case, Check, Fault, Place, Places, Suite, SuiteError, Texts, Wanted
from evals.corpus import Corpus
from evals.suite_file import Location, Written, plain_list
from index.stored import Head


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
    maker = _Maker(written, corpus)
    cases = [maker.case(n, shape) for n, shape in enumerate(written.shape.cases)]
    if maker.faults:
        raise SuiteError(written.path, sorted(maker.faults, key=lambda fault: (fault.line, fault.column)))
    digest = hashlib.sha256(written.text.encode()).hexdigest()[:12]
    return Suite(written.shape.name, written.path, digest, written.shape.as_of, tuple(cases))


class _Maker:
    """Makes cases, and gathers what is wrong with them."""

    def __init__(self, written: Written, corpus: Corpus) -> None:
        self._written = written
        self._shape = written.shape
        self._corpus = corpus
        self.faults: list[Fault] = []
        self._aliases: dict[str, Head | None] = {}
        for alias, name in written.shape.articles.items():
            self._aliases[alias] = self._head(name, ("articles", alias))

    def case(self, n: int, shape: shapes.AskShape | shapes.CheckShape) -> Case:
        """The n-th case."""
        at: Location = ("cases", n)
        defaults = self._shape.defaults
        least = shape.min_citation_precision
        common = {
            "id": shape.id,
            "digest": self._digest(n),
            "line": self._written.where(at)[0],
            "tags": frozenset((*defaults.tags, *shape.tags)),
            "must_cite": self._places(shape.must_cite, (*at, "must_cite")),
            "may_cite": tuple(
                place for i, each in enumerate(shape.may_cite) for place in self._place(each, (*at, "may_cite", i))
            ),
            "min_citation_precision": defaults.min_citation_precision if least is None else least,
        }
        if isinstance(shape, shapes.CheckShape):
            return self._check(shape, at, common)
        return self._ask(shape, at, common)

    def _ask(self, shape: shapes.AskShape, at: Location, common: dict[str, Any]) -> Ask:
        wanted = (shape.must_answer, shape.must_cite, shape.short, shape.speaker)
        if shape.abstain and any(wanted):
            self._blame(
                (*at, "abstain"), "is true, so must_answer, must_cite, short and speaker can't be met: drop one"
            )
        if not shape.abstain and not any(wanted) and shape.must_not_say is None:
            self._blame(at, "expects nothing: give must_answer, must_cite, must_not_say or abstain")
        defaults = self._shape.defaults
        only = [self._head(name, (*at, "only", i)) for i, name in enumerate(shape.only)]
        return Ask(
            **common,
            question=shape.question,
            as_of=shape.as_of or self._shape.as_of,
            must_answer=self._texts(shape.must_answer, (*at, "must_answer")),
            must_not_say=(
                *self._alternatives(defaults.must_not_say, ("defaults", "must_not_say")),
                *self._alternatives(shape.must_not_say, (*at, "must_not_say")),
            ),
            short=tuple(w.written for w in self._alternatives(shape.short, (*at, "short"))),
            speaker=self._alternatives(shape.speaker, (*at, "speaker")),
            abstain=shape.abstain,
            max_sentences=shape.max_sentences or defaults.max_sentences,
            only=frozenset(head.id for head in only if head),
        )

    def _check(self, shape: shapes.CheckShape, at: Location, common: dict[str, Any]) -> Check:
        from qa.draft import parse

        count = len(parse(shape.draft).statements)
        if count != 1:
            self._blame((*at, "draft"), f"has {count} sentences to check: give one a case")
        verdicts = (shape.verdict,) if isinstance(shape.verdict, str) else tuple(shape.verdict)
        reason = self._alternatives(shape.reason, (*at, "reason"))
        return Check(**common, draft=shape.draft, verdict=verdicts, reason=reason)

    def _digest(self, n: int) -> str:
        """The digest of what is asked and expected: a baseline compares a case only while it is the same."""
        own = {key: value for key, value in self._written.data["cases"][n].items() if key not in ("id", "tags")}
        defaults = self._shape.defaults.model_dump(mode="json", include={"max_sentences", "min_citation_precision"})
        if "question" in own:
            defaults["must_not_say"] = self._written.data.get("defaults", {}).get("must_not_say")
            own.setdefault("as_of", self._shape.as_of.isoformat())
        else:
            del defaults["max_sentences"]
        text = json.dumps([own, defaults], sort_keys=True)
        used = {alias: name for alias, name in self._shape.articles.items() if json.dumps(alias) in text}
        return hashlib.sha256(f"{text}{json.dumps(used, sort_keys=True)}".encode()).hexdigest()[:12]

    def _texts(self, shape: Any, at: Location) -> Texts:
        """The groups of an expectation: one of each must be said."""
        if shape is None:
            return ()
        if isinstance(shape, str):
            return ((self._wanted(shape, at),),)
        if isinstance(shape, shapes.AnyText):
            return (tuple(self._wanted(text, (*at, "any", i)) for i, text in enumerate(shape.any)),)
        if isinstance(shape, shapes.AllTexts):
            shape, at = shape.all, (*at, "all")
        return tuple(group for i, item in enumerate(shape) for group in self._texts(item, (*at, i)))

    def _alternatives(self, shape: Any, at: Location) -> tuple[Wanted, ...]:
        if shape is None:
            return ()
        if isinstance(shape, str):
            return (self._wanted(shape, at),)
        return tuple(self._wanted(text, (*at, i)) for i, text in enumerate(shape))

    def _wanted(self, text: str, at: Location) -> Wanted:
        if not (len(text) > 2 and text.startswith("/") and text.endswith("/")):
            if not any(c.isalnum() for c in text):
                self._blame(
                    at, f"{text!r} has no words to look for: write a pattern between slashes if signs are meant"
                )
            return Wanted(text)
        try:
            return Wanted(text, re.compile(text[1:-1], re.IGNORECASE))
        except re.error as error:
            self._blame(at, f"{text} is no regular expression: {error}")
            return Wanted(text)

    def _places(self, shape: Any, at: Location) -> Places:
        if shape is None:
            return ()
        if isinstance(shape, shapes.AnyPlace):
            each = [self._place(place, (*at, "any", i)) for i, place in enumerate(shape.any)]
            return tuple(filter(None, [tuple(place for group in each for place in group)]))
        if isinstance(shape, shapes.PlaceShape):
            return tuple(filter(None, [self._place(shape, at)]))
        return tuple(group for i, item in enumerate(shape) for group in self._places(item, (*at, i)))

    def _place(self, shape: shapes.PlaceShape, at: Location) -> tuple[Place, ...]:
        """The places, any of which will do: several when there are several articles, or the quote stands repeatedly."""
        if (shape.quote is None) == (shape.sentence is None):
            self._blame(at, "needs a quote or a sentence, and not both")
            return ()
        one = isinstance(shape.article, str)
        names = [shape.article] if isinstance(shape.article, str) else shape.article
        found: list[Place] = []
        for i, name in enumerate(names):
            head = self._head(name, (*at, "article") if one else (*at, "article", i))
            if head is not None:
                found += self._place_in(head, name, shape, at)
        return tuple(dict.fromkeys(found))

    def _place_in(self, head: Head, name: str, shape: shapes.PlaceShape, at: Location) -> Iterator[Place]:
        source = self._corpus.source(head.id)
        assert source is not None
        if shape.sentence is not None:
            if shape.sentence > len(source.sentences):
                self._blame((*at, "sentence"), f"{name} has only {len(source.sentences)} sentences")
            else:
                yield Place(head.id, (shape.sentence - 1,), name, f"sentence {shape.sentence}")
            return
        quote = shape.quote or ""
        spans = [(s.start, s.end) for s in source.sentences]
        nowhere = True
        for a, b in _occurrences(quote, source.article.text):
            inside = tuple(n for n, (start, end) in enumerate(spans) if start < b and a < end)
            if inside:
                nowhere = False
                yield Place(head.id, inside, name, f"\u201c{quote}\u201d")
        if nowhere:
            near = _nearest(quote, [source.article.text[a:b] for a, b in spans])
            self._blame((*at, "quote"), f"{quote!r} is not in {name}{near}")

    def _head(self, name: str, at: Location) -> Head | None:
        """The one article of that name; None, and a fault, when there is none or more than one."""
        if name in self._aliases:
            return self._aliases[name]
        found = self._corpus.named(name)
        if len(found) == 1:
            return found[0]
        if found:
            self._blame(
                at, f"{name!r} means {len(found)} articles ({plain_list([h.id for h in found])}): give one's id"
            )
        else:
            known = [*self._aliases, *self._corpus.names()]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            guess = f"did you mean {near[0]!r}?" if near else f"there are {plain_list(known)}"
            self._blame(at, f"no article of the corpus is named {name!r}: {guess}")
        return None

    def _blame(self, at: Location, message: str) -> None:
        self.faults.append(self._written.fault(at, message))


def _occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands in the text, character by character but for white space."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return (m.span() for m in re.finditer(pattern, text)) if pattern else iter(())


def _nearest(quote: str, sentences: Sequence[str]) -> str:
    near = difflib.get_close_matches(quote, sentences, n=1, cutoff=0.4) or _sharing(quote, sentences)
    return f"; the nearest sentence is {' '.join(near[0].split())[:160]!r}" if near else ""


def _sharing(quote: str, sentences: Iterable[str]) -> list[str]:
    """The sentence with most words of the quote: a part of a long sentence is not like the whole."""
    words = set(quote.lower().split())
    best = max(sentences, key=lambda s: len(words & set(s.lower().split())), default="")
    return [best] if words & set(best.lower().split()) else []
