"""The sentence that tells the very thing asked for put before one that has more of the question's words.

Four things that questions ask for in other words than articles tell them: an obstacle ("What is holding up the
bridge?": "but no firm has bid for it"), a wish ("What did the miners want?": "The miners had asked for more pay"), the
topics of a talk ("What did they discuss?": "Their subjects were ...") and what two did together ("What did Brink and
Tamm condemn?": "The ministers condemned ..."). English alone, and silent where the best sentence tells it already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.search import Retrieval, SentenceHit
from index.words import tokens
from qa.deed import deed
from qa.grounding import words
from qa.grounding.speakers import strengths
from qa.hit_words import text_of, words_of
from qa.reader_reason import CAUSE

LOOKED_AT = 12  # ranks
FARTHEST = 2.0  # how far it may score below the best sentence
NEAR = 6  # words behind its doer in which a wish is looked for
_HINDERS = (
    r"hold(?:s|ing)?\s+(?:up|back)|held\s+(?:up|back)|delay(?:s|ed|ing)?|block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|"
    r"stop(?:s|ped|ping)?|hinder(?:s|ed|ing)?|hamper(?:s|ed|ing)?|stall(?:s|ed|ing)?|obstruct(?:s|ed|ing)?|"
    r"imped(?:es|ed|ing)|slow(?:s|ed|ing)?\s+down"
)
_OBSTACLE = re.compile(
    rf"\bwhat(?:['\u2019]s|\s+(?:is|are|was|were|has|have|had|been|still|now|keeps?|kept))*\s+(?:{_HINDERS})\b|"
    r"\bwhat\b[^?]*\b(?:obstacles?|hurdles?|stands?\s+in\s+the\s+way|stood\s+in\s+the\s+way)\b",
    re.IGNORECASE,
)
_HINDERING = re.compile(rf"\b(?:{_HINDERS}|obstacles?|hurdles?|in\s+the\s+way)\b", re.IGNORECASE)
_LACK = re.compile(
    r"\b(?:not|no|none|nobody|never|cannot|without|lack\w*|unable|until|unless|missing|await\w*|pending|refus\w+|reject\w+|"
    r"object(?:s|ed|ions?)|oppos\w+|disput\w+|disagree\w*|shortages?|too\s+\w+\s+(?:to|for))\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_WISHING = frozenset(
    words.stem(w) for w in "want wish desire demand request urge seek hope expect insist propose require".split()
)
_WISHING_FOR = frozenset(words.stem(w) for w in "ask call appeal plead push press beg lobby campaign".split())
_TALK = r"talks?|meetings?|discussions?|conversations?|negotiations?|consultations?|summit|audience|visit"
_TOPICS = re.compile(
    rf"\bwhat\b[^?]*\b(?:subjects?|topics?|agenda|themes?)\b[^?]*\b(?:{_TALK})\b|"
    r"\bwhat\b[^?]*\b(?:discuss(?:ed)?|"
    r"(?:talk|speak|spoke|converse|confer|negotiate)(?:ed|d)?\s+(?:[\w'\u2019 ]+\s)?about)\b",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:subjects?|topics?|agenda|discuss\w*|debated|reviewed|dealt\s+with|focus\w*\s+on|cent(?:er|r)ed\s+on|"
    r"touched\s+(?:up)?on|revolved\s+around|exchanged\s+views|(?:talked|spoke|conferred|negotiated)\s+about|"
    r"talks?\s+(?:were|was)\s+about|turned\s+to)\b",
    re.IGNORECASE,
)

_DID = re.compile(
    r"\W*what\s+(?:exactly\s+)?(?:did|does|do|has|have|had|will|would)\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_DETERMINERS = frozenset("the a an this that these those his her its their our all both some".split())
_OPENS = re.compile(
    r"[\W_]*(?:(?:but|and|yet|so|later|then|there|also)[,\s]+)?"
    r"(?:he|she|they|it|his|her|its|their|this|these|those|both|we|our|the\s+two|among\s+the)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\b[A-Z][\w'\u2019-]+\s+and\s+(?:[a-z]+\s+){0,3}[A-Z][\w'\u2019-]+")
_THE_TWO = re.compile(
    r"\W*(?:(?:In|At|During|After|Later|On)\b[^,]{0,60},\s+)?(?:they|both|the\s+(?:two\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:two|pair|sides|\w+s))\s+",
    re.IGNORECASE,
)


def first(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """The hits, that first which tells what the question asks for, if it is nearly as good as the best one; the hits
    as they are of other questions, and where the best one tells it or none does."""
    tells = _telling(retrieval) if hits and retrieval.question.language == "en" else None
    if tells is None or tells(hits[0]):
        return list(hits)
    best = hits[0]
    others = [h for h in retrieval.sentences[:LOOKED_AT] if h.article == best.article and h not in hits]
    near = [h for h in (*hits[1:], *others) if best.score - h.score <= FARTHEST and tells(h)]
    if not near:
        return list(hits)
    found = max(near, key=lambda hit: hit.score)
    return [found, *(hit for hit in hits if hit is not found)]


def _telling(retrieval: Retrieval) -> Callable[[SentenceHit], bool] | None:
    """What decides whether a sentence tells what the question asks for; None of other questions."""
    question = retrieval.question.text
    if _OBSTACLE.search(question):
        return lambda hit: _hinders(retrieval, hit)
    if _TOPICS.search(question):
        return lambda hit: bool(_DISCUSSED.search(text_of(retrieval, hit))) and _of_the_named(retrieval, hit)
    doer = _wisher(question)
    if doer is not None:
        return lambda hit: _wishes(doer, words.split(text_of(retrieval, hit)))
    if (verb := _joint(question)) is not None:
        return lambda hit: _do_together(verb, text_of(retrieval, hit))
    return None


def _joint(question: str) -> words.Word | None:
    """The verb of what two persons are asked to have done: "condemn" of "What did Brink and Tamm condemn?"."""
    one = deed(question)
    if one is None or one.asking != "what" or one.verb.stem in strengths():
        return None
    return one.verb if _PAIR.search(question[one.asked : one.verb.start]) else None


def _do_together(verb: words.Word, text: str) -> bool:
    """Whether a sentence has the deed, done by the two under any name: "The ministers condemned ..."."""
    split = words.split(text)
    at = next((n for n, word in enumerate(split) if word.stem == verb.stem), None)
    return at is not None and (bool(_THE_TWO.match(text)) or bool(_PAIR.search(text[: split[at].start])))


def _hinders(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether a sentence tells a lack, an obstacle or a cause, and has a word of what is hindered."""
    text = text_of(retrieval, hit)
    if not (_LACK.search(text) or CAUSE.search(text) or _HINDERING.search(text)):
        return False
    hindering = {w.stem for w in words.split(" ".join(_HINDERING.findall(retrieval.question.text)))}
    held = words_of(retrieval, hit)
    return any(term.token in held and term.token not in hindering for term in retrieval.question.terms)


def _wisher(question: str) -> words.Word | None:
    """The last word of who is said to wish: "miners" of "What did the old miners want?"; None of other questions."""
    found = _DID.match(question)
    rest = words.split(found["rest"]) if found else []
    verb = next((i for i, w in enumerate(rest) if w.stem in _WISHING or w.stem in _WISHING_FOR), 0)
    doer = [w for w in rest[:verb] if w.lower not in _DETERMINERS]
    if not doer or not all(w.content for w in doer):
        return None
    particle = rest[verb].stem in _WISHING or rest[-1].lower == "for"
    return doer[-1] if particle else None


def _wishes(doer: words.Word, split: Sequence[words.Word]) -> bool:
    """Whether the doer wants or asks for something there: "the miners had asked for", not "asked the miners"."""
    for at, word in enumerate(split):
        if word.stem != doer.stem:
            continue
        for n, verb in enumerate(split[at + 1 : at + 1 + NEAR], at + 1):
            behind = {w.lower for w in split[n + 1 : n + 4]}
            if verb.stem in _WISHING or (verb.stem in _WISHING_FOR and behind & {"for", "to", "that"}):
                return True
    return False


def _of_the_named(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether a sentence has the names of the question, or goes on from the one before it, of its paragraph, which with
    it has them. One of two or more may stand elsewhere in the article: "the minister met Tamm"."""
    names = {term.token for term in retrieval.question.terms if term.name}
    text, sentences = text_of(retrieval, hit), retrieval.sentences_of[hit.article]
    article = retrieval.articles[hit.article].text
    held = set(words_of(retrieval, hit))
    if _OPENS.match(text) and hit.n and sentences[hit.n - 1].paragraph == sentences[hit.n].paragraph:
        span = sentences[hit.n - 1]
        held.update(tokens(article[span.start : span.end], "en"))
    lacking = names - held
    return len(lacking) < max(1, min(2, len(names))) and lacking <= set(tokens(article, "en"))
