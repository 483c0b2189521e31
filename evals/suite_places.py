"""What a suite names, found in its articles: articles by their names, places by their words, texts as patterns."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evals import suite_shape as shapes
from evals.cases import Fault, Place, Places, Texts, Wanted
from evals.corpus import Corpus
from evals.suite_file import Location, Written, plain_list
from index.stored import Head


class Finder:
    """Finds what a suite names, and gathers in `faults` what isn't there."""

    def __init__(self, written: Written, corpus: Corpus) -> None:
        self._written = written
        self._corpus = corpus
        self.faults: list[Fault] = []
        self._aliases: dict[str, Head | None] = {}
        for alias, name in written.shape.articles.items():
            self._aliases[alias] = self.head(name, ("articles", alias))

    def texts(self, shape: Any, at: Location) -> Texts:
        """The groups of an expectation: one of each must be said."""
        if shape is None:
            return ()
        if isinstance(shape, str):
            return ((self.wanted(shape, at),),)
        if isinstance(shape, shapes.AnyText):
            return (tuple(self.wanted(text, (*at, "any", i)) for i, text in enumerate(shape.any)),)
        if isinstance(shape, shapes.AllTexts):
            shape, at = shape.all, (*at, "all")
        return tuple(group for i, item in enumerate(shape) for group in self.texts(item, (*at, i)))

    def alternatives(self, shape: Any, at: Location) -> tuple[Wanted, ...]:
        """The texts of which one must be said, or none."""
        if shape is None:
            return ()
        if isinstance(shape, str):
            return (self.wanted(shape, at),)
        return tuple(self.wanted(text, (*at, i)) for i, text in enumerate(shape))

    def wanted(self, text: str, at: Location) -> Wanted:
        """The text, or the pattern when it stands between slashes."""
        if re.fullmatch(r"/.+/[a-z]+", text):
            self.blame(at, f"{text} has letters behind its pattern: leave them out, case is ignored without them")
        if not (len(text) > 2 and text.startswith("/") and text.endswith("/")):
            if not any(c.isalnum() for c in text):
                self.blame(at, f"{text!r} has no words to look for: write a pattern between slashes if signs are meant")
            return Wanted(text)
        try:
            return Wanted(text, re.compile(text[1:-1], re.IGNORECASE))
        except re.error as error:
            self.blame(at, f"{text} is no regular expression: {error}")
            return Wanted(text)

    def places(self, shape: Any, at: Location) -> Places:
        """The groups of places: one of each must be cited."""
        if shape is None:
            return ()
        if isinstance(shape, shapes.AnyPlace):
            each = [self.place(place, (*at, "any", i)) for i, place in enumerate(shape.any)]
            return tuple(filter(None, [tuple(place for group in each for place in group)]))
        if isinstance(shape, shapes.PlaceShape):
            return tuple(filter(None, [self.place(shape, at)]))
        return tuple(group for i, item in enumerate(shape) for group in self.places(item, (*at, i)))

    def place(self, shape: shapes.PlaceShape, at: Location) -> tuple[Place, ...]:
        """The places, any of which will do: several when there are several articles, or the quote stands repeatedly."""
        if (shape.quote is None) == (shape.sentence is None):
            self.blame(at, "needs a quote or a sentence, and not both")
            return ()
        one = isinstance(shape.article, str)
        names = [shape.article] if isinstance(shape.article, str) else shape.article
        found: list[Place] = []
        for i, name in enumerate(names):
            head = self.head(name, (*at, "article") if one else (*at, "article", i))
            if head is not None:
                found += self._place_in(head, name, shape, at)
        return tuple(dict.fromkeys(found))

    def _place_in(self, head: Head, name: str, shape: shapes.PlaceShape, at: Location) -> Iterator[Place]:
        source = self._corpus.source(head.id)
        assert source is not None
        if shape.sentence is not None:
            if shape.sentence > len(source.sentences):
                self.blame((*at, "sentence"), f"{name} has only {len(source.sentences)} sentences")
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
            self.blame((*at, "quote"), f"{quote!r} is not in {name}{near}")

    def head(self, name: str, at: Location) -> Head | None:
        """The one article of that name; None, and a fault, when there is none or more than one."""
        if name in self._aliases:
            return self._aliases[name]
        found = self._corpus.named(name)
        if len(found) == 1:
            return found[0]
        if found:
            self.blame(at, f"{name!r} means {len(found)} articles ({plain_list([h.id for h in found])}): give one's id")
        else:
            known = [*self._aliases, *self._corpus.names()]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            guess = f"did you mean {near[0]!r}?" if near else f"there are {plain_list(known)}"
            self.blame(at, f"no article of the corpus is named {name!r}: {guess}")
        return None

    def blame(self, at: Location, message: str) -> None:
        """Notes a fault at that place of the suite."""
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
