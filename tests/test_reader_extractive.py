"""Which sentences the reader without a model answers with, on articles of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Writer
from index.embed import load
from index.records import Article
from index.search import Search
from index.store import Store
from qa import reader_extractive

ZOO = (
    "Norwick's mayor, Ada Brink, visited the director of the city zoo on Monday. They agreed on a new gate.\n\n"
    "The zoo's director, Paul Okoro, showed her the otters. He had bought them in spring.\n\n"
    "The keepers' union distrusts the plan. Its chairman, Olaf Tamm, begged for a second vet.\n\n"
    "A last word came from Jon Falk. As warden of the pier he is in charge of the gulls of Norwick."
)
BOOK = (
    'The jury read "The Salt Road" in one night. It won the Harbour Prize for prose.\n\n'
    '"A cold book," wrote a baker from Upper Lunden. "I wondered who counts the gulls."\n\n'
    'Is it a love story? "It is about herring," said Mira Brink.'
)
WEEK = (
    "Syrian-born envoy Karim Nader met Mayor Ada Brink in Tallinn on Tuesday. They had lunch.\n\n"
    "Nader also held talks with the port's chief, Toomas Saar. In the evening Nader met Liis Kask, a poet.\n\n"
    "An invitation to Riga came from Juris Ozols. The mayor of Riga liked the invitation, and will come again."
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder: Path = tmp_path_factory.mktemp("reader") / "index"
    embedder = load()
    articles = [
        Article(name, text, f"{name}.txt", date="2024-05-08", language="en", title=title)
        for name, text, title in (
            ("zoo", ZOO, "A gate for the Norwick zoo"),
            ("book", BOOK, "A novel of the coast"),
            ("week", WEEK, "Envoy in Tallinn"),
        )
    ]
    with Writer(folder, embedder) as writer:
        writer.add(articles)
    with Store.open(folder) as store:
        yield Search(store, embedder, warn=pytest.fail)


def answer(search: Search, question: str) -> list[str]:
    found = search.find(question)
    passages = reader_extractive.read(found)
    for p in passages:  # whole sentences, as they are stored
        kept = found.sentences_of[p.span.article]
        assert (kept[p.span.first].start, kept[p.span.last - 1].end) == (p.span.start, p.span.end)
    return [found.articles[p.span.article].text[p.span.start : p.span.end] for p in passages]


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("Who is the director of the zoo in Norwick?", r"^The zoo's director, Paul Okoro"),
        ("Which book won the Harbour Prize for prose?", r"^The jury read \"The Salt Road\" in one night\. It won"),
        ("Who wondered who counts the gulls?", r"^\"A cold book,\" wrote a baker.*gulls\.\"$"),
        ("What did the chairman of the keepers' union beg for?", r"a second vet\.$"),
        ("What is the book about, according to Brink?", r"herring"),
        ("From whom did the invitation to Riga come?", r"^An invitation to Riga came from Juris Ozols"),
    ],
)
def test_the_first_passage(search: Search, question: str, pattern: str) -> None:
    first = answer(search, question)[0]
    assert re.search(pattern, first, re.DOTALL), first


def test_everybody_whom_a_visitor_met_where_the_article_says_it_happens(search: Search) -> None:
    found = " ".join(answer(search, "Whom did Karim Nader meet in Tallinn?"))
    assert all(name in found for name in ("Ada Brink", "Toomas Saar", "Liis Kask"))


def test_a_sentence_that_names_what_is_asked_for_stands_alone(search: Search) -> None:
    assert answer(search, "Who showed the mayor the otters?")[0] == (
        "The zoo's director, Paul Okoro, showed her the otters."
    )


def test_a_he_inside_a_sentence_brings_the_sentence_that_names_him(search: Search) -> None:
    (first, *_) = answer(search, "Who is in charge of the gulls of Norwick?")
    assert first.startswith("A last word came from Jon Falk. As warden")
