"""Reprints are told apart from sources of their own."""

from __future__ import annotations

from index.records import Article
from index.sentences import split
from index.store import Store
from qa.grounding import Source
from qa.origins import origins
from tests.sample_index import sample_index

STORY = (
    "The harbour council of Tamrin voted on Monday to deepen the northern basin. Councillor Ada Brink said the work "
    "would take two winters and cost 40 million crowns. Fishermen fear for the spawning grounds off the old mole. "
    "The ministry has asked for a study of the currents before the first dredger arrives. No date was set for it. "
    "A second vote, on the fees that ships pay, was put off until the spring session of the council."
)
OTHER = (
    "Tamrin will get a deeper port. Its council passed the plan by nine votes to four, after a debate of five hours in "
    "which opponents spoke of lost herring and of debts. Ada Brink, who leads the majority, called it the cheapest way "
    "to keep the freight line in town. Work is to begin once a survey of the sea bed is done, an official said."
)


def source(id: str, text: str, date: str = "2024-03-05", publisher: str = "Levant Wire") -> Source:
    article = Article(id=id, text=text, source=f"{id}.txt", date=date, publisher=publisher, language="en")
    return Source(article, tuple(split(text, "en")))


def ids(found: list[Source]) -> list[list[str]]:
    return [[m.article.id for m in origin.members] for origin in origins(found)]


def test_a_cut_and_edited_copy_has_the_origin_of_its_original() -> None:
    copy = "From our partners. " + STORY.replace("on Monday", "this Monday").rpartition(" A second vote")[0]
    later = source("copy", copy, "2024-03-06", "River Herald")
    assert ids([later, source("wire", STORY)]) == [["wire", "copy"]]


def test_two_reports_of_one_event_have_two_origins() -> None:
    assert ids([source("wire", STORY), source("post", OTHER, "2024-03-06", "Coast Post")]) == [["wire"], ["post"]]


def test_the_sample_reprint_is_the_only_one() -> None:
    with Store.open(sample_index()) as store:
        rowids = [head.rowid for head in store.heads()]
        articles = store.articles(rowids)
        found = origins([Source(articles[r], store.sentences(r)) for r in rowids])
    copies = {m.article.publisher: origin.first.article.publisher for origin in found for m in origin.copies}
    assert copies == {"River Herald": "Levant Wire"}
    assert len(found) == 8
