"""What each of two says, of a question for both: "How many were hurt, according to the police and to the hospital?".

Each has a sentence of its own, and nobody else has one. English alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index import words as tokens
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa.according import NAMED, Origin, held, is_theirs, origin, voice
from qa.asked_saying import pair
from qa.grounding import Cited, words
from qa.grounding.words import Word
from qa.near_words import read, told
from qa.office_holders import speaks_for
from qa.sources import Sources

LOOKED_AT = 60  # ranks
_FITS = FEATURES.index("fits")
_MANY = re.compile(r"\bhow\s+m(?:any|uch)\b", re.IGNORECASE)
_THAT = re.compile(r"\b(?:that|this|the|its|their)\s+(?:figure|number|toll|total|count|sum)s?\b|\bit\b", re.IGNORECASE)
_LEADS = frozenset("the its their his her our this that both".split())  # a body without a name has one of these


def both(retrieval: Retrieval, sources: Sources) -> list[SentenceHit] | None:
    """The best sentence of each of the two whose words the question wants, in the order of the question and with the
    score of the better one; of one alone where the other has none. None for other questions, and where neither has."""
    question = retrieval.question
    named = pair(question.text) if question.language in ("en", None) else None
    wanted = [origin(who) for who in named or () if _whole(who)]
    if len(wanted) < 2:
        return None
    phrases = frozenset(tokens.tokens(" ".join(one.phrase for one in wanted if one), "en"))
    terms = {t.token: t.weight for t in question.terms if t.token not in phrases}
    hits = [hit for hit in retrieval.sentences[:LOOKED_AT] if retrieval.articles[hit.article].language in ("en", None)]
    least = NAMED * max((held(retrieval, hit, terms, around=0) for hit in hits), default=0.0)
    counted = _counted(question.text)
    found: list[SentenceHit] = []
    for one in wanted:
        own = [
            hit
            for hit in hits
            if one is not None
            and held(retrieval, hit, terms) >= least
            and _counts(counted, Cited(sources.of(hit.article), hit.n))
            and _says(one, Cited(sources.of(hit.article), hit.n))
        ]
        fit = [hit for hit in own if hit.features[_FITS] > 0] or own
        new = [hit for hit in fit if all((hit.article, hit.n) != (other.article, other.n) for other in found)]
        found += new[:1]
    if not found:
        return None
    best = max(hit.score for hit in found)
    return [replace(hit, score=best) for hit in found]


def _counted(question: str) -> Word | None:
    """The word that tells what is counted: "died" of "How many people died?"; None where nothing is."""
    many = _MANY.search(question)
    after = [w for w in words.content(question[many.end() :]) if w.text[0].islower()] if many else []
    return after[min(1, len(after) - 1)] if after else None


def _counts(counted: Word | None, cited: Cited) -> bool:
    """Whether a sentence speaks of what is counted, in any words; or the one before it does, of "that figure"."""
    if counted is None or told(counted, *read(cited.quote)) > 0:
        return True
    before = cited.sentence and cited.source.sentences[cited.sentence - 1].paragraph == cited.span.paragraph
    if not before or not _THAT.search(cited.quote):
        return False
    return told(counted, *read(Cited(cited.source, cited.sentence - 1).quote)) > 0


def _whole(who: str) -> bool:
    """Whether the words name somebody by themselves: "education" of "the ministry of health and education" does not."""
    first = who.split()[0]
    return first.lower() in _LEADS or first[0].isupper()


def _says(one: Origin, cited: Cited) -> bool:
    """Whether a sentence is said by that one, and a body's by no other body of its kind."""
    if not is_theirs(one, cited):
        return False
    if not one.body:
        return True
    who = voice(cited)
    if who is not None:
        return speaks_for(cited, one.body, who)
    split = words.split(cited.quote)
    return any(_agrees(split, at, one.body) for at, word in enumerate(split) if word.stem == one.body[-1])


def _agrees(split: Sequence[Word], at: int, body: Sequence[str]) -> bool:
    """Whether a body is named there by some of the words that it is asked for with, or by its head alone: "the health
    department" is not the police department."""
    start = next((i for i in range(at - 1, -1, -1) if not split[i].content), -1) + 1
    own = {word.stem for word in split[start:at]}
    return not own or len(body) == 1 or bool(own & set(body))
