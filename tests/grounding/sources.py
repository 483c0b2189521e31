"""A source for the tests of grounding: an article of our own, with its sentences."""

from __future__ import annotations

from index.records import Article
from index.sentences import split
from qa.grounding import Cited, Finding, Source, ground

VISIT = (
    "Norlandian President Mara Lindqvist met Ostrian Foreign Minister Teodor Bassani in Oslo on Wednesday. "
    "During the meeting, Bassani conveyed the greetings of President Ilya Korwin to Lindqvist, along with an "
    "invitation to visit Vienna. "
    "He stressed that both ministries face a shortage of 20 translators. "
    "Lindqvist said that the ferry line would not be closed, and thanked Bassani for the invitation. "
    "“The line is a lifeline for our islands,” she said. "
    "Bassani also met Jon Aasen, Secretary of the National Fisheries Board, to discuss quotas. "
    "Aasen asserted that foreign trawlers have lost $2 billion since 2019. "
    "Bassani also met Henrik Aasen, the Mayor of Bergen, who plans to open a second harbour. "
    "The Harbour Gazette has not verified the content of this story."
)


def source(text: str = VISIT, date: str | None = "2024-11-21", id: str = "visit") -> Source:
    """The text as an article of 21 November 2024, a Thursday."""
    article = Article(id=id, text=text, source="visit.txt", date=date, publisher="The Harbour Gazette")
    return Source(article, tuple(split(text, "en")))


def check(claim: str, text: str = VISIT, cited: int | None = None, date: str | None = "2024-11-21") -> Finding:
    """The claim judged by one sentence of the text, or by the best of them."""
    own = source(text, date)
    whole = [Cited(own, i) for i in range(len(own.sentences))]
    return ground(claim, [whole[cited]]) if cited is not None else ground(claim, [], whole)
