"""Whether a grounded claim answers the question that was asked: a true sentence about something else is no answer.

A small model that has nothing to say copies sentences, and grounding lets a copy pass. So the chance that the question
is answered (qa/confidence.py) is reckoned once more, from the sentences alone that the claim stands on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from index import words
from index.question import Question
from index.search import Retrieval
from qa.confidence import confidence
from qa.grounding import Cited, lexicon, names, numbers, places
from qa.grounding.evidence import gather
from qa.grounding.words import synonyms
from qa.injection import heard

LEAST = 0.35  # the chance below which a claim is no answer
ALIKE = 0.82  # how alike two spellings of a name are, one with a slip of the keys: "Kllbrandon", "Kilbrandon"
FARTHEST = 5.0  # how far the best of its sentences may score below the best of all


def off_question(retrieval: Retrieval, citations: Sequence[Cited]) -> str | None:
    """Why a claim that stands on these sentences is no answer to the question; None when it may be one."""
    if foreign(retrieval):
        return None
    retrieval = heard(retrieval)  # what speaks to a model may score best, and is no measure for the others
    if (missing := unnamed(retrieval.question, citations)) is not None:
        return f"the question is about {missing}, whom or which its article does not name"
    if retrieval.question.kind == "number" and not any(numbers.numbers(c.quote) for c in citations):
        return "the question asks for a number, and there is none in what it cites"
    places = {(c.article.id, c.sentence) for c in citations}
    hits = tuple(h for h in retrieval.sentences if (retrieval.articles[h.article].id, h.n) in places)
    if not hits:
        return "the sentences it cites are none of those found for the question"
    if _says_it_all(retrieval.question, citations):
        return None
    far = retrieval.sentences[0].score - hits[0].score > FARTHEST
    if far or confidence(replace(retrieval, sentences=hits)) < LEAST:
        return "the sources say so, but it does not answer the question"
    return None


def _says_it_all(question: Question, citations: Sequence[Cited]) -> bool:
    """Whether the sentences say all that the question says, in other words or of whom they mean without a name, and
    beside it somebody else where it asks who: "The minister was received by Ode" for "Who met Brink?"."""
    if question.language != "en" or not question.terms:
        return False
    held, titled = _held(citations)
    for term in question.terms:
        if not (term.token in held or held & synonyms(term.token) or (term.name and term.token in titled)):
            return False
    said = frozenset(words.tokens(question.text, "en"))
    others = (name for c in citations for name in names.people(c.quote))
    return question.kind != "person" or any(not said.intersection(words.tokens(n.name, "en")) for n in others)


def _held(citations: Sequence[Cited]) -> tuple[frozenset[str], frozenset[str]]:
    """The tokens of the sentences, with the full names and the roles of whom they mean; and those of the titles."""
    held = {token for c in citations for token in words.tokens(c.quote, "en")}
    for line in gather(citations).lines:
        known = [line.context.person(name.parts) for name in line.reading.people]
        for person in (*known, *(meant for _, meant in line.meant)):
            if person is not None:
                held |= {*words.tokens(person.label, "en"), *person.roles}
    titled = {token for c in citations for token in words.tokens(c.article.title or "", "en")}
    return frozenset(held), frozenset(titled)


def unnamed(question: Question, citations: Sequence[Cited]) -> str | None:
    """A name of the question that no cited article has, in its text or its title, as a name or as its country."""
    if question.language != "en":
        return None
    for name in names.proper(question.text):
        last = name.name.split()[-1]
        tokens = words.tokens(last, "en")
        common = len(name.parts) == 1 and last.lower() in lexicon.words("organisations")  # "Eastern", "Party"
        if (
            common
            or len(tokens) != 1
            or len(last) < 4
            or not any(t.name and t.token == tokens[0] for t in question.terms)
        ):
            continue
        if not any(_names(c, last, tokens[0]) for c in citations):
            return name.name
    return None


def _names(cited: Cited, name: str, token: str) -> bool:
    text = f"{cited.article.title or ''} {cited.article.publisher or ''} {cited.article.text}"
    if name.lower() in text.lower() or token in words.tokens(text, "en"):
        return True
    if get_close_matches(name.lower(), re.findall(r"\w+", text.lower()), 1, ALIKE):
        return True
    country = places.country(name)
    return country is not None and any(places.country(n.name) == country for n in names.proper(text))


def foreign(retrieval: Retrieval) -> bool:
    """Whether the question is in another language than the best article: then no word of it need stand there, and
    nothing can be said of the chance that it is answered."""
    spoken = retrieval.question.language
    if spoken is None or not retrieval.sentences:
        return False
    written = retrieval.articles[retrieval.sentences[0].article].language
    return written is not None and written != spoken
