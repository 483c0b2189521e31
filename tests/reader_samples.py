"""An index of articles of our own on which the reader without a model is tested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.articles import read
from index.build import Writer
from index.embed import load
from index.problem import Problem
from index.records import Article
from index.search import Search
from index.store import Store
from qa import reader_extractive
from qa.reader_extractive import Passage, Span
from qa.unmet import unmet

LEASE = (
    "Hallam and Osterby signed their lease of the quarry on Friday, after six years of quarrels. Hallam will dig no "
    "deeper than 40 metres, and Osterby will pay for the road. The lease does not cover the years after 2031.\n\n"
    "The miners had asked for a second lift. Petra Lund said the quarry could not pay for it: sales fell by 9 percent "
    "last year.\n\n"
    "The visitors' hut will open in spring at the quarry of Osterby. Lund promised the hut a place next to the old "
    "crane.\n\n"
    "## What comes next\n\n"
    "- Bids open on March 3, 2023.\n"
    "- The county must rule by June 30, 2023.\n"
    "- A public walk is planned. No date has been set.\n"
)
ENVOYS = (
    "Norway's trade minister, Karin Moe, met Danish President Ole Dahl in Aarhus on Tuesday. Dahl told his guest that "
    "Denmark wants closer ties with Norway.\n\n"
    "Later on Tuesday the Norwegian minister Karin Moe met the harbour commissioner, Inga Storm. Moe told her that the "
    "ferries were old and only their paint was new. Storm described Norway and Denmark as two banks of one river. The "
    "closer the two are, she said, the stronger that river flows.\n\n"
    "Ferry makers, Moe said, must draw closer to each other because steel has become dear. Dahl called Sweden's cranes "
    "unsafe.\n\n"
    "A last talk was with Torben Friis. As chief of the council of pilots he is in charge of planning Denmark's pilot "
    "routes."
)
GAZETTE = (
    "On Wednesday, the last day of her journey, the Norwegian minister Karin Moe was received by the harbour "
    "commissioner, Inga Storm, in Aarhus."
)


def search_of(folder: Path) -> Iterator[Search]:
    """A search of the articles, made in a folder; for a fixture."""
    articles = [
        Article(name, text, f"{name}.txt", date=date, language="en", title=title)
        for name, text, date, title in (
            ("lease", LEASE, "2023-01-16", "A lease for the quarry"),
            ("envoys", ENVOYS, "2023-02-09", "Moe in Aarhus"),
            ("gazette", GAZETTE, "2023-02-09", "A journey ends"),
        )
    ]
    yield from searching(folder, articles)


def of_files(folder: Path, **texts: str) -> Iterator[Search]:
    """A search of articles that lie in files of the folder, by their names without the ending; for a fixture."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    yield from searching(folder, read([folder / f"{name}.txt" for name in texts]))


def searching(folder: Path, articles: Iterable[Article | Problem]) -> Iterator[Search]:
    """A search of an index of these articles, made in the folder; closed at the end."""
    embedder = load()
    with Writer(folder / "index", embedder) as writer:
        report = writer.add(articles)
    assert not report.problems, report.problems
    with Store.open(folder / "index") as store:
        search = Search(store, embedder, warn=pytest.fail)
        yield search
        search.close()


def answer(search: Search, question: str) -> list[str]:
    """The texts of the passages that the reader answers with."""
    found = search.find(question)
    passages = reader_extractive.read(found)
    return [found.articles[p.span.article].text[p.span.start : p.span.end] for p in passages]


def reason(search: Search, question: str) -> str | None:
    """Why what the reader chooses is no answer, or the sentence found first where it chooses none."""
    retrieval = search.find(question)
    best = retrieval.sentences[0]
    kept = retrieval.sentences_of[best.article][best.n]
    first = Passage(Span(best.article, best.n, best.n + 1, kept.start, kept.end))
    return unmet(retrieval, reader_extractive.read(retrieval) or [first])
