"""Summaries: choose sentences, ground them, cite them, and tell reprints from sources of their own."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.errors import InputError
from index.search import Search
from index.store import Store
from qa import prompting, summary_extractive
from qa.citing import Numbering, nearest, sorted_out
from qa.grounding import Source
from qa.origins import independent
from qa.reader_extractive import Passage
from qa.records import Citation, Claim, Dropped, Usage
from qa.sources import Sources
from qa.summary_extractive import Size
from qa.summary_llm import Job
from qa.summary_material import Covered, Material, Progress, of_articles
from qa.summary_topic import on_topic

if TYPE_CHECKING:
    from qa.models import Model

DEFAULT = Size(sentences=5)
INSTEAD = "Nothing that the model wrote could be kept: these are sentences of the articles."


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that was summarized; `origin` is the id of the first article of its origin: its own, or that of the
    article whose text it repeats."""

    article: Covered
    origin: str

    @property
    def copy(self) -> bool:
        """Whether it repeats another article's text."""
        return self.origin != self.article.id


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of articles, or of what they hold on a topic. `answered` False is an abstention; `nearest` then holds
    what the sources do say."""

    topic: str | None
    answered: bool
    claims: tuple[Claim, ...] = ()
    articles: tuple[Listed, ...] = ()
    nearest: tuple[Citation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    confidence: float | None = None  # 0 to 1, that the articles hold something on the topic; None without one
    model: str = "extractive"
    prompt: Mapping[str, str] | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()  # what was not as it should be, and did not end the work

    @property
    def origins(self) -> int:
        """How many articles are no copies of others."""
        return len({listed.origin for listed in self.articles})

    @property
    def text(self) -> str:
        """The summary as one text, each claim with its citations' numbers."""
        return " ".join(c.text + "".join(f" [{cite.n}]" for cite in c.citations) for c in self.claims)

    def origins_of(self, claim: Claim) -> int:
        """How many independent origins print the claim: copies count with their first article, and a publisher once."""
        origin = {listed.article.id: listed.origin for listed in self.articles}
        firsts = {origin.get(c.article.id, c.article.id) for c in claim.citations}
        cited = {c.article.id: c.article for c in claim.citations}
        listed = {one.article.id: one.article for one in self.articles}
        return independent([listed.get(first) or cited[first] for first in firsts])


def summarize(
    store: Store,
    *,
    articles: Collection[int] | None = None,
    topic: str | None = None,
    search: Search | None = None,
    size: Size = DEFAULT,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Summary:
    """The grounded summary of articles (rowids, None: all), or with `topic` and a `search` in the same store of what
    they hold on it.

    Each claim is one sentence of an article, cited wherever it is printed; with a `model` it is the model's, grounded.
    `progress`: see `of_articles`. Raises InputError when no sentence is as short as `size` wants it, ModelError.
    """
    began = time.perf_counter()
    material = gather(store, articles=articles, topic=topic, search=search, size=size, progress=progress)
    if model is not None and material.candidates:
        found = _written(store, material, Job(size, topic, model.chat, model.judge, progress), model)
        return replace(found, topic=topic, seconds=time.perf_counter() - began)
    found = _grounded(store, material, summary_extractive.choose(store, material, size))
    if material.candidates and not (found.claims or found.dropped):
        raise InputError(f"No sentence has {size.words} words or fewer: allow more of them.")
    return replace(found, topic=topic, seconds=time.perf_counter() - began)


def gather(
    store: Store,
    *,
    articles: Collection[int] | None = None,
    topic: str | None = None,
    search: Search | None = None,
    size: Size = DEFAULT,
    progress: Progress | None = None,
) -> Material:
    """What the summary of these articles, or of the topic, is made of."""
    if topic is None:
        rowids = [head.rowid for head in store.heads() if articles is None or head.rowid in articles]
        return of_articles(store, rowids, size.about, progress)
    if search is None:
        raise ValueError("a topic needs a search")
    return on_topic(search, store, topic, articles)


def _grounded(store: Store, material: Material, passages: Iterable[Passage]) -> Summary:
    """The summary of passages, each let through by grounding or dropped."""
    stand, dropped = sorted_out(passages, Stored(store), Numbering())
    return _summary(material, [claim for _, claim in stand], dropped)


def _written(store: Store, material: Material, job: Job, model: Model) -> Summary:
    """The summary that a model writes; where nothing of it stands, the articles' own sentences."""
    from qa.ask import warnings
    from qa.summary_llm import write

    model.chat.reset()
    written = write(store, material, job)
    found = _summary(material, written.claims, written.dropped)
    said = list(warnings(written.problem, written.left_out))
    if not written.claims and not written.said_no and model.judge is None:  # as in qa/written.py
        quoted = _grounded(store, material, summary_extractive.choose(store, material, job.size))
        found = replace(quoted, dropped=(*written.dropped, *quoted.dropped))
        said.append(INSTEAD)
    return replace(
        found,
        model=model.chat.name,
        prompt=prompting.load("summary").identity,
        usage=model.chat.usage,
        warnings=tuple(said),
    )


def _summary(material: Material, claims: Sequence[Claim], dropped: Sequence[Dropped]) -> Summary:
    """The summary of the material that these claims are."""
    retrieval = material.retrieval
    origin_of = {rowid: group[0] for group in material.origins for rowid in group}
    return Summary(
        topic=None,
        answered=bool(claims),
        claims=tuple(claims),
        articles=tuple(Listed(one, material.articles[origin_of[rowid]].id) for rowid, one in material.articles.items()),
        nearest=() if claims or retrieval is None else nearest(retrieval),
        dropped=tuple(dropped),
        confidence=material.confidence,
    )


class Stored(Sources):
    """The articles of a store as grounding wants them, each read when it is first cited."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def of(self, rowid: int) -> Source:
        """The article of that rowid."""
        if rowid not in self._taken:
            self.add(rowid, self._store.articles([rowid])[rowid], self._store.sentences(rowid))
        return super().of(rowid)
