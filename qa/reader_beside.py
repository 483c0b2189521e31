"""Sentences that belong beside the best one: another day of the same event, and the spot in the place asked about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import short_answer
from qa.grounding import dates, names
from qa.hit_words import text_of

AMONG = 12  # ranks
WHOLE = 0.9  # of the names of the question, with what stands around
NEARLY = 0.8  # of what the best sentence says of the question
LEAST = 0.6  # of the question
SAME_NEWS = 7  # days between two articles on one event
_INSIDE = re.compile(r"\bwhere\s+(?:at|in|on|inside|within)\s+(?:the|its|his|her|their)\b", re.IGNORECASE)
_SPOT = re.compile(
    r"\b(?:near|next\s+to|beside|opposite|behind|in\s+front\s+of|between|close\s+to|across\s+from|"
    r"at\s+the\s+(?:back|front|foot|end|top|entrance|corner|centre|center|edge))\b",
    re.IGNORECASE,
)
_COVERAGE, _NAMES = FEATURES.index("coverage"), FEATURES.index("names_around")


def other_day(retrieval: Retrieval, chosen: Sequence[SentenceHit]) -> SentenceHit | None:
    """The sentence of another article, of the same week, that tells another day of what the best one tells the day of;
    None of questions that don't ask when, and where none does."""
    if retrieval.question.kind != "time" or not chosen:
        return None
    best = chosen[0]
    day = _day(retrieval, best)
    if day is None:
        return None
    for hit in retrieval.sentences[:AMONG]:
        if hit.article == best.article or hit in chosen or not _same_news(retrieval, best, hit):
            continue
        told = max(LEAST, NEARLY * best.features[_COVERAGE])
        if hit.features[_COVERAGE] < told or hit.features[_NAMES] < WHOLE:
            continue
        if not all(person.surname in text_of(retrieval, hit) for person in names.people(retrieval.question.text)):
            continue
        other = _day(retrieval, hit)
        if other is not None and (other[1] < day[0] or day[1] < other[0]):
            return hit
    return None


def spot(retrieval: Retrieval, chosen: Sequence[SentenceHit]) -> SentenceHit | None:
    """The sentence of the best one's article that tells a spot, when it is asked where in a place something is."""
    if not chosen or not _INSIDE.search(retrieval.question.text):
        return None
    if any(_SPOT.search(text_of(retrieval, hit)) for hit in chosen):
        return None
    own = (hit for hit in retrieval.sentences[:AMONG] if hit.article == chosen[0].article)
    return next((hit for hit in own if hit.features[_COVERAGE] > 0 and _SPOT.search(text_of(retrieval, hit))), None)


def _same_news(retrieval: Retrieval, one: SentenceHit, other: SentenceHit) -> bool:
    days = [dates.parse_day(retrieval.articles[hit.article].date) for hit in (one, other)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= SAME_NEWS


def _day(retrieval: Retrieval, hit: SentenceHit) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that the sentence's short answer can mean."""
    article = retrieval.articles[hit.article]
    span = short_answer.find(retrieval.question, article, hit.start, hit.end)
    if span is None:
        return None
    for mention in dates.mentions(article.text[hit.start : hit.end], dates.parse_day(article.date)):
        if hit.start + mention.start == span.start and mention.first and mention.last:
            return mention.first, mention.last
    return None
