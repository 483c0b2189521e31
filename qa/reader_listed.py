"""The sentences that each name another answer to a question for who or where: "who met X?" may have three."""

from __future__ import annotations

from collections.abc import Sequence

from index import words
from index.full_names import full_names
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import short_answer, short_party
from qa.grounding import names, places
from qa.grounding.words import synonyms
from qa.hit_words import same, words_of

LISTED = 5  # sentences, where each names another person or place
LOOKED_AT = 60  # ranks
WHOLE = 0.9  # the coverage of a sentence that says all that the question says
NEARLY = 0.4  # its coverage when the rest is in the sentences beside it or in the title
FARTHEST = 2.0  # how far a sentence may score below another that names the same answer
LEAD = 2  # sentences of an article that say where its events are

_COVERAGE, _AROUND = FEATURES.index("coverage"), FEATURES.index("coverage_around")


def listed(retrieval: Retrieval) -> list[SentenceHit]:
    """The sentences that each say all that the question says and name another answer: "who met X?" may have three.

    Empty for questions that don't ask who or where.
    """
    if retrieval.question.kind not in ("person", "place"):
        return []
    excepting = short_party.excepts(retrieval.question.text)
    found: list[list[SentenceHit]] = []  # for each answer the sentences that name it
    named: list[list[str]] = []
    for hit in retrieval.sentences[:LOOKED_AT]:
        article = retrieval.articles[hit.article]
        if not (_knows_whom(retrieval, hit) if excepting else _says_it_all(retrieval, hit)):
            continue
        short = short_answer.find(retrieval.question, article, hit.start, hit.end)
        if short is None:
            continue
        name = words.tokens(article.text[short.start : short.end], retrieval.question.language)
        known = next((n for n, other in enumerate(named) if _one_name(name, other)), None)
        if known is None:
            found.append([hit])
            named.append(name)
        else:
            found[known].append(hit)
    return [_best_attested(retrieval, hits) for hits in found[:LISTED]]


def _best_attested(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> SentenceHit:
    """The first of the sentences that name one answer, or one that scores nearly as well and that two articles have."""
    near = [hit for hit in hits if hits[0].score - hit.score <= FARTHEST]
    return next((hit for hit in near if _has_twin(retrieval, hit)), hits[0])


def _has_twin(retrieval: Retrieval, hit: SentenceHit) -> bool:
    return any(h.article != hit.article and same(retrieval, h, hit) for h in retrieval.sentences[:LOOKED_AT])


def _knows_whom(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether the sentence's article shows whom the question leaves out: then any other person there may be meant."""
    return bool(short_party.barred(retrieval.question.text, retrieval.articles[hit.article].text))


def _says_it_all(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether the sentence says all that the question says, if need be in other words or with its neighbours' help."""
    if hit.features[_COVERAGE] >= WHOLE or (hit.features[_COVERAGE] >= NEARLY and hit.features[_AROUND] >= WHOLE):
        return True
    held = words_of(retrieval, hit)
    question = retrieval.question
    # An article leaves given names out after the first time; one that never gives them may speak of a namesake.
    text = retrieval.articles[hit.article].text
    known = [name for name in full_names(question.text, question.language) if name.written in text]
    waived = {given for name in known for given in name.given} | _scene(retrieval, hit)
    terms = [t for t in question.terms if t.token not in waived]
    whole = sum(t.weight for t in terms)
    said = sum(t.weight for t in terms if t.token in held or held & synonyms(t.token))
    exact = sum(t.weight for t in terms if t.token in held)
    return said >= WHOLE * whole > 0 or (exact >= NEARLY * whole > 0 and hit.features[_AROUND] >= WHOLE)


def _scene(retrieval: Retrieval, hit: SentenceHit) -> set[str]:
    """The tokens of the places in a who-question that the article names at its head, and then leaves out."""
    question, article = retrieval.question, retrieval.articles[hit.article]
    if question.kind != "person":
        return set()
    spots = [n.name for n in names.proper(question.text) if n.kind == "place" and places.kind(n.name) == "city"]
    if not spots:
        return set()
    lead = retrieval.sentences_of[hit.article][:LEAD]
    head = f"{article.title or ''} {' '.join(article.text[s.start : s.end] for s in lead)}"
    told = set(words.tokens(head, question.language))
    return {token for spot in spots for token in words.tokens(spot, question.language) if token in told}


def _one_name(one: list[str], other: list[str]) -> bool:
    """Whether two names may be one's: "Velayati" and "Ali Akbar Velayati", but not "Ali Akbar Ahmadian"."""
    return one[-1:] == other[-1:] or set(one) <= set(other) or set(other) <= set(one)
