"""How a suite is written down, as pydantic models of its YAML.

The YAML reader gives every scalar as the text that stands in the file, so that `no`, `1.50` and 2024-11-20 are what
was written; pydantic makes numbers, days and truth values of them where a key wants those.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

Text = Annotated[str, Field(min_length=1)]
Verdict = Literal["verbatim", "supported", "unsupported", "misattributed", "contradicted"]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w.-]*$", max_length=80)]


class Shape(BaseModel):
    """A mapping with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _form(value: Any) -> str | None:
    """Which form of an expectation this is."""
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "any of" if "any" in value else "all of" if "all" in value else "a place"
    return None


class AnyText(Shape):
    """One of these texts."""

    any: Annotated[list[Text], Field(min_length=1)]


TextItem = Annotated[Annotated[Text, Tag("a text")] | Annotated[AnyText, Tag("any of")], Discriminator(_form)]
TextItems = Annotated[list[TextItem], Field(min_length=1)]


class AllTexts(Shape):
    """All of these."""

    all: TextItems


Texts = Annotated[
    Annotated[Text, Tag("a text")]
    | Annotated[TextItems, Tag("a list")]
    | Annotated[AnyText, Tag("any of")]
    | Annotated[AllTexts, Tag("all of")],
    Discriminator(_form),
]
# One of several: a text alone is one of one.
Alternatives = Annotated[
    Annotated[Text, Tag("a text")] | Annotated[Annotated[list[Text], Field(min_length=1)], Tag("a list")],
    Discriminator(_form),
]


class PlaceShape(Shape):
    """A place in an article, or the same in any of several: the sentences that `quote` stands in, or the sentence of
    that number (from 1)."""

    article: Alternatives
    quote: Text | None = None
    sentence: Annotated[int, Field(ge=1)] | None = None


class AnyPlace(Shape):
    """One of these places."""

    any: Annotated[list[PlaceShape], Field(min_length=1)]


PlaceItem = Annotated[Annotated[PlaceShape, Tag("a place")] | Annotated[AnyPlace, Tag("any of")], Discriminator(_form)]
PlaceItems = Annotated[list[PlaceItem], Field(min_length=1)]
Places = Annotated[
    Annotated[PlaceShape, Tag("a place")] | Annotated[PlaceItems, Tag("a list")] | Annotated[AnyPlace, Tag("any of")],
    Discriminator(_form),
]


class CaseShape(Shape):
    """What every case may have."""

    id: Id
    tags: list[Text] = []
    must_cite: Places | None = None
    may_cite: list[PlaceShape] = []
    min_citation_precision: Annotated[float, Field(ge=0, le=1)] | None = None


class WrittenShape(CaseShape):
    """What a case may have whose result is a text."""

    must_answer: Texts | None = None
    must_not_say: Alternatives | None = None
    speaker: Alternatives | None = None
    abstain: bool = False
    max_sentences: Annotated[int, Field(ge=1)] | None = None
    only: list[Text] = []


class AskShape(WrittenShape):
    """A question; the type of a case that names none."""

    type: Literal["ask"] = "ask"
    question: Text
    as_of: datetime.date | None = None
    short: Alternatives | None = None


class SummarizeShape(WrittenShape):
    """A summary of the articles, or of what they hold on a topic, in so many sentences."""

    type: Literal["summarize"]
    topic: Text | None = None
    sentences: Annotated[int, Field(ge=1, le=100)] = 5


Section = Literal[
    "head", "bottom_line", "participants", "meetings", "statements", "commitments", "comparison", "timeline", "notes",
    "gaps",
]  # fmt: skip


class BriefShape(WrittenShape):
    """A brief on the articles or on a topic. `sections`: what must stand in which of its sections."""

    type: Literal["brief"]
    topic: Text | None = None
    as_of: datetime.date | None = None
    sections: dict[Section, Texts] = {}


class CheckShape(CaseShape):
    """A sentence of a draft."""

    type: Literal["check"]
    draft: Text
    verdict: Annotated[
        Annotated[Verdict, Tag("a text")] | Annotated[Annotated[list[Verdict], Field(min_length=1)], Tag("a list")],
        Discriminator(_form),
    ]
    reason: Alternatives | None = None


def _type(value: Any) -> str | None:
    return str(value.get("type", "ask")) if isinstance(value, dict) else None


AnyCase = Annotated[
    Annotated[AskShape, Tag("ask")]
    | Annotated[CheckShape, Tag("check")]
    | Annotated[SummarizeShape, Tag("summarize")]
    | Annotated[BriefShape, Tag("brief")],
    Discriminator(_type),
]


class Defaults(Shape):
    """What holds for every case that doesn't say otherwise. `must_not_say` adds to a case's own."""

    tags: list[Text] = []
    must_not_say: Alternatives | None = None
    min_citation_precision: Annotated[float, Field(ge=0, le=1)] | None = None
    max_sentences: Annotated[int, Field(ge=1)] | None = None


class SuiteShape(Shape):
    """The file. `corpus` are files and folders, from the file's own folder; `articles` short names for articles."""

    version: Literal["1"]
    name: Id
    corpus: Annotated[list[Text], Field(min_length=1)]
    as_of: datetime.date
    articles: dict[str, Text] = {}
    defaults: Defaults = Defaults()
    cases: Annotated[list[AnyCase], Field(min_length=1)]


# The models by what stands for them in an error's location: pydantic puts the tag of a union's member there.
SHAPES: dict[str, type[Shape]] = {
    "": SuiteShape,
    "defaults": Defaults,
    "ask": AskShape,
    "check": CheckShape,
    "summarize": SummarizeShape,
    "brief": BriefShape,
    "a place": PlaceShape,
    "may_cite": PlaceShape,
    "any of": AnyText,
    "all of": AllTexts,
}
