"""Which of the sentences found are about those whom a question names, or name who holds the office that it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import short_answer, short_head, short_role
from qa.hit_words import words_of

LOOKED_AT = 12  # ranks
AHEAD = 1.3  # by which a sentence without a name scores above all that have it, where it may stay
WHOLE = 0.9  # of the names of the question, with what stands around
SHORT = 4  # content words of a question
_NAMES, _FITS = FEATURES.index("names_around"), FEATURES.index("fits")


def in_office(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """Those of the hits that name the holder of the office that the question asks for, or the head of the body, if some
    do; else all."""
    question = retrieval.question
    if question.kind != "person":
        return list(hits)
    if short_head.asks(question.text):
        among = retrieval.sentences[:LOOKED_AT] if short_head.of_body(question.text) else hits  # "its" names no body
        heads = (h for h in among if short_head.find(question.text, retrieval.articles[h.article], h.start, h.end))
        return list(heads) or list(hits)
    if short_role.asked(question.text) is None:
        return list(hits)
    return [hit for hit in hits if _short(retrieval, hit) is not None] or list(hits)


def _short(retrieval: Retrieval, hit: SentenceHit) -> short_answer.Span | None:
    return short_answer.find(retrieval.question, retrieval.articles[hit.article], hit.start, hit.end)


def about(retrieval: Retrieval) -> list[SentenceHit]:
    """The first hits; if some of them, with what stands around them, have all names of a short question, only those:
    another Velayati is no answer to what Sabbagh and Velayati did. (Of a long one, no sentence has them all.)

    The very first stays without a name if it says all but that, as "the invitation came from". All stay if it scores
    far above those that have the names, and its article has them: there a name may stand some sentences before.
    """
    hits = retrieval.sentences[:LOOKED_AT]
    terms = retrieval.question.terms
    if len(terms) > SHORT or not any(term.name for term in terms):
        return list(hits)
    named = [hit for hit in hits if hit.features[_NAMES] >= WHOLE]
    if _far_ahead(retrieval, hits[0], named):
        return list(hits)
    stays = _says_all_but(retrieval, hits[0])
    kept = [hit for n, hit in enumerate(hits) if hit in named or (n == 0 and stays)]
    # "The foreign minister met him on Monday" tells the time; what tells none is no better for naming both.
    lost = any(hit.features[_FITS] for hit in hits) and not any(hit.features[_FITS] for hit in kept)
    return list(hits) if not kept or lost else kept


def _says_all_but(retrieval: Retrieval, hit: SentenceHit) -> bool:
    plain = {term.token for term in retrieval.question.terms if not term.name}
    return len(plain) > 1 and plain <= words_of(retrieval, hit)


def _far_ahead(retrieval: Retrieval, hit: SentenceHit, named: Sequence[SentenceHit]) -> bool:
    if hit.score - max((n.score for n in named), default=0.0) <= AHEAD:
        return False
    article = retrieval.articles[hit.article]
    text = f"{article.title} {article.text}".lower()
    return all(term.token in text for term in retrieval.question.terms if term.name)
