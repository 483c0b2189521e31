"""Draft claims out of a model's reply while it comes in: as JSON, or as prose with [n] marks.

Nothing in a reply is believed: a number that the evidence lacks is left out, a form that was not asked for is taken as
what it plainly means or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa.evidence import Evidence
from qa.partial_json import Items

CITES = 4  # citations of a claim
_MARK = re.compile(r"[\[\u3010]\^?(\d{1,4}(?:\s*[,;\u2013-]\s*\d{1,4})*)[\]\u3011]")  # "[3]", "[3, 4]", "[^3]", "【3】"
_SPACED = re.compile(rf"\s*{_MARK.pattern}")
_HALF = re.compile(r"\s*[\[\u3010][\^\d\s,;\u2013-]*$")  # a mark that a reply ends in
_ORNAMENT = re.compile(r"^[-*\u2022#>.\s]*(?:\d{1,2}[.)]\s+)?")  # of a list's entry
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, from an escape in JSON: nothing can be sent with it
_NOT_ANSWERED = re.compile(r"\s*NOT ANSWERED", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as the model wrote it: `cites` are numbers of lines of the evidence, only those that there are."""

    sentence: str
    cites: tuple[int, ...]


class JsonDrafts:
    """Draft claims out of a JSON reply that comes in pieces."""

    def __init__(self, given: Evidence) -> None:
        self._given = given
        self._items = Items("claims")
        self._found = False

    def feed(self, text: str) -> Iterator[Draft | None]:
        """The claims that the piece completes."""
        for item in self._items.feed(text):
            draft = _draft(item, self._given)
            self._found = self._found or draft is not None
            yield draft

    def end(self, cut: bool) -> Iterator[Draft | None]:
        """None: whatever is complete was handed on already."""
        self._items.end()
        return iter(())

    @property
    def whole(self) -> bool:
        """Whether the reply was an object with a list of claims, and not with a list of something else."""
        value = self._items.value
        listed = value.get("claims") if isinstance(value, dict) else None
        return isinstance(listed, list) and (self._found or not listed)

    @property
    def answerable(self) -> bool:
        """What the model said; True where it said nothing."""
        value = self._items.value
        return not (isinstance(value, dict) and value.get("answerable") is False)


class MarkedDrafts:
    """Draft claims out of prose with [n] marks that comes in pieces; a line is read when its end is there."""

    def __init__(self, given: Evidence) -> None:
        self._given = given
        self._rest = ""
        self._found = False
        self._cut = False
        self.answerable = True

    def feed(self, text: str) -> Iterator[Draft | None]:
        """The claims of the lines that the piece completes."""
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            yield from self._read(line)

    def end(self, cut: bool) -> Iterator[Draft | None]:
        """The claims of the last line; of one that was cut off only those that have their marks."""
        self._cut = cut
        yield from self._read(self._rest, cut)
        self._rest = ""

    @property
    def whole(self) -> bool:
        """Whether the reply said something, up to its end."""
        return not self._cut and (self._found or not self.answerable)

    def _read(self, line: str, cut: bool = False) -> Iterator[Draft | None]:
        if _NOT_ANSWERED.match(line):
            self.answerable = False
            return
        for sentence, marks in _marked(line):
            draft = _draft({"sentence": sentence, "cites": marks}, self._given)
            if draft is not None and (marks or not cut):
                self._found = True
                yield draft


def _marked(line: str) -> Iterator[tuple[str, list[int]]]:
    """The sentences of a line, each with the numbers behind it. A sentence with none cites nothing."""
    at = 0
    for run in re.finditer(rf"(?:{_MARK.pattern}\s*)+[.!?]?", line):
        sentence = line[at : run.start()]
        marks = [int(n) for m in _MARK.finditer(run.group()) for n in re.findall(r"\d+", m.group(1))]
        yield _ORNAMENT.sub("", sentence), marks
        at = run.end()
    yield _ORNAMENT.sub("", _HALF.sub("", line[at:])), []


def _draft(item: Any, given: Evidence) -> Draft | None:
    """The claim that an item of a reply is; None when it is none. A number alone is taken as a list of one, a text
    alone as a sentence with its marks."""
    if isinstance(item, str):
        item = {"sentence": item, "cites": _MARK.findall(item)}
    if not isinstance(item, dict) or not isinstance(item.get("sentence"), str):
        return None
    bare = _HALF.sub("", _SPACED.sub("", _SURROGATE.sub("\ufffd", item["sentence"])))
    sentence = " ".join(bare.replace("**", "").split())
    if not any(c.isalnum() for c in sentence):
        return None
    cites = item.get("cites")
    listed = cites if isinstance(cites, list) else [cites]
    numbers = [n for c in listed for n in _numbers(c)]
    known = [n for n in dict.fromkeys(numbers) if given.line(n) is not None]
    return Draft(sentence, tuple(known[:CITES]))


def _numbers(value: object) -> list[int]:
    """The numbers in what a model gave as one: 3, 3.0, "3", "[3]", "3, 4"."""
    if isinstance(value, str):
        return [int(n) for n in re.findall(r"(?<!\d)\d{1,4}(?!\d)", value)]
    if isinstance(value, float) and value.is_integer():
        return [int(value)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []
