"""Whose word an answer is: the voice of a sentence, and whose words a question wants.

"What is the film about, according to Brink?" asks for what Brink says, "according to its CEO" for what the chief
executive of the article says, "according to the ministry" for what a ministry says or somebody who speaks for it.
English alone, but for the voices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index import words as tokens
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import who_says
from qa.asked_saying import body
from qa.deed import deed
from qa.grounding import Cited, names, places, words
from qa.grounding.context import context, same_person
from qa.grounding.offices import Office
from qa.grounding.speakers import strengths
from qa.grounding.speech import SOMEBODY, speaker
from qa.hit_words import text_of, words_of
from qa.office_holders import Name, holders, holds, offices, says, speaks_for
from qa.reader_reason import CAUSE
from qa.saying_forms import speaks
from qa.sources import Sources

NEARLY = 0.9  # of the most that a hit and its neighbours hold of the question
NAMED = 0.4  # the same, where the question names its source: what others say is no answer to it
FARTHEST = 1.6  # how far such a sentence may else score below the best one
LOOKED_AT = 30  # ranks
_AROUND, _FITS = FEATURES.index("coverage_around"), FEATURES.index("fits")
_WHO = re.compile(
    r"\b(?P<all>(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?P<who>[^,.;?!]{2,80}))", re.IGNORECASE
)
_VERSION = re.compile(
    r"['\u2019]s?\s+(?:own\s+)?(?:view|opinion|version|account|words|figures?|numbers?|count|statement|estimate)\b.*",
    re.IGNORECASE,
)
_IN_VIEW = re.compile(
    r"\b(?P<all>(?:in|by|from)\s+(?P<who>[^,.;?!]{2,60}?)['\u2019]s?\s+(?:own\s+)?(?:view|opinion|words|eyes|judge?ment|"
    r"estimation|account|version|reckoning|point\s+of\s+view))\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\s+(?:as|what|who|whom|which|when|where|why|how|did|does|do|is|are|was|were|will|would|has|have|had|in|on|at|"
    r"during|after|before|since|until)\s.*",
    re.IGNORECASE,
)
_RELAY = re.compile(r"\bas\s+(?:quoted|reported|cited|told)\s+(?:by|in|to)\s+(?P<by>.+)", re.IGNORECASE)
_REASONS = re.compile(r"\b(?:why|reasons?|causes?)\b", re.IGNORECASE)
_QUOTED = re.compile('["\u201c][^"\u201d]*["\u201d]?')
_OF = re.compile(r"\s+(?:of|in|for|at|from)\s")
THINKING = frozenset(map(words.stem, "expect hope fear think believe".split()))
# Verbs of saying that are nothing else: to call, to present or to answer may be a deed.
_CLEAR = THINKING | frozenset(map(words.stem, "say tell state claim warn predict estimate argue promise blame".split()))
# What is written has no voice of its own: whole paragraphs tell what a study found.
_PAPERS = frozenset(
    map(
        words.stem,
        "report study survey poll article text passage story book film novel law document paper statement data figures "
        "research author list map plan agreement treaty bible legend tradition".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose words a question wants: a person's, an office's holder's or a body's; and how near they must come."""

    phrase: str
    person: Name = ()
    offices: tuple[Office, ...] = ()
    body: tuple[str, ...] = ()  # the stems of its words, the head last
    verb: str = ""  # the stem of the question's own verb of saying
    relay: frozenset[str] = frozenset()  # the tokens of who has it from them: "as quoted by Mehr"
    share: float = NAMED


def voice(cited: Cited) -> Name | None:
    """The words of the name of who says the sentence, at its longest in the article; None for nobody that is named."""
    name = who_says.named(cited)
    if name is None or name == SOMEBODY:
        return None
    parts = tuple(w.text for w in words.split(name))
    known = context(cited.source).person(parts)
    return known.name if known is not None else parts


def one_voice(one: Cited, other: Cited) -> bool:
    """Whether two sentences are said by the same person, or both by nobody; a quotation goes with the words beside it
    that tell whose it is."""
    a, b = voice(one), voice(other)
    same = a == b or (a is not None and b is not None and same_person(a, b))
    return same or _tagged(one, other) or _tagged(other, one)


def _tagged(one: Cited, other: Cited) -> bool:
    """Whether one is all quotation, and the other tells whose without a name: '"A cold book," wrote a baker.'"""
    if speaker(one) is None or who_says.named(other) is not None:
        return False
    outside = _QUOTED.sub(" ", other.quote)
    return outside != other.quote and any(w.stem in strengths() for w in words.split(outside))


def common(cited: Sequence[Cited]) -> str | None:
    """Who says all of the sentences, under the longest name that they have; None when one of them is another's."""
    said = [name for c in cited if (name := who_says.named(c)) is not None]
    if len(said) < len(cited) or not all(one_voice(cited[0], c) for c in cited[1:]):
        return None
    return max(said, key=len, default=None)


def said_by(retrieval: Retrieval, hits: Sequence[SentenceHit]) -> list[SentenceHit]:
    """Those of the hits, else of the next ones, that are said by whom the question names as its source.

    All hits when it names nobody, or when none is that holds with its neighbours nearly as much of the question as the
    best, the words that name the source aside.
    """
    wanted = _wanted(retrieval)
    if wanted is None or not hits:
        return list(hits)
    sources = Sources(retrieval)
    left_out = frozenset(tokens.tokens(wanted.phrase, "en"))
    terms = {t.token: t.weight for t in retrieval.question.terms if t.token not in left_out}
    best = max(held(retrieval, hit, terms, around=0) for hit in hits)
    around = max(hit.features[_AROUND] for hit in hits)
    top, why = hits[0].score, _REASONS.search(retrieval.question.text)

    def near(hit: SentenceHit) -> bool:
        fits = hit.features[_FITS] > 0
        if hits[0].features[_FITS] and not fits:
            return False
        if hit.features[_AROUND] >= NEARLY * around:
            return True
        strict = wanted.share == NEARLY or (wanted.body and not fits)
        if not strict and (top - hit.score <= FARTHEST or (why and CAUSE.search(text_of(retrieval, hit)))):
            return True
        return held(retrieval, hit, terms) >= (NEARLY if strict else NAMED) * best

    def own(hit: SentenceHit) -> bool:
        cited = Cited(sources.of(hit.article), hit.n)
        return near(hit) and cited.article.language in ("en", None) and is_theirs(wanted, cited)

    more = retrieval.sentences[:LOOKED_AT] if wanted.share == NAMED else ()
    found = [hit for hit in hits if own(hit)] or [hit for hit in more if own(hit)]
    relayed = [hit for hit in found if wanted.relay <= frozenset(tokens.tokens(text_of(retrieval, hit), "en"))]
    return relayed or found or list(hits)


def clause(retrieval: Retrieval, start: int, end: int, article: int) -> tuple[int, int]:
    """Where in a span of an article a short answer may stand: in the one clause, of those that semicolons part, that
    names the source which the question names; else anywhere in it."""
    wanted = _wanted(retrieval)
    text = retrieval.articles[article].text[start:end]
    if wanted is None or not wanted.body or ";" not in text:
        return start, end
    parts = [m for m in re.finditer(r"[^;]+", text) if any(w.stem == wanted.body[-1] for w in words.split(m.group()))]
    return (start + parts[0].start(), start + parts[0].end()) if len(parts) == 1 else (start, end)


def held(retrieval: Retrieval, hit: SentenceHit, terms: Mapping[str, float], *, around: int = 1) -> float:
    """How much weight of the terms a hit holds with so many sentences on each side and its article's title."""
    sentences = retrieval.sentences_of[hit.article]
    there = frozenset(tokens.content(retrieval.articles[hit.article].title or "", retrieval.question.language))
    for one in sentences[max(0, hit.n - around) : hit.n + 1 + around]:
        there |= words_of(retrieval, replace(hit, start=one.start, end=one.end))
    return sum(weight for token, weight in terms.items() if token in there)


def _wanted(retrieval: Retrieval) -> Origin | None:
    """Whose words the question wants; None for questions that want nobody's."""
    question = retrieval.question
    if question.language not in ("en", None):
        return None
    if found := _WHO.search(question.text) or _IN_VIEW.search(question.text):
        who = _BEYOND.sub("", found["who"]).strip()
        by = _RELAY.search(found["who"])
        relay = frozenset(tokens.content(by["by"], "en")) if by else frozenset()
        one = origin(who)
        return one and replace(one, phrase=found["all"].replace(found["who"], who), relay=relay)
    if (spoken := body(question.text)) is not None:
        one = origin(spoken[0])
        return replace(one, phrase=spoken[1], share=NEARLY) if one is not None and one.body else None
    done = deed(question.text)
    if done is None or not done.doer or done.verb.stem not in _CLEAR or places.kind(done.doer) is not None:
        return None
    return Origin(f"{done.doer} {done.verb.text}", tuple(done.doer.split()), verb=done.verb.stem, share=NEARLY)


@lru_cache(maxsize=256)
def origin(who: str) -> Origin | None:
    """Whose words are meant by a phrase: a name, an office or a body; None for a paper, "the report"."""
    who = _BEYOND.sub("", _VERSION.sub("", who)).strip()
    if name := person(who):
        return Origin(who, person=name)
    if asked := offices(who):
        return Origin(who, offices=asked)
    stems = tuple(w.stem for w in words.content(_OF.split(who)[0]))
    return Origin(who, body=stems) if stems and stems[-1] not in _PAPERS else None


def person(who: str) -> Name:
    """The name of the person whom the words name; empty for "Brink's lawyer" and for what is no person."""
    named = names.proper(who)
    if not named or named[0].kind == "place" or who[named[0].end :].startswith(("'", "\u2019")):
        return ()
    if who[: named[0].start].lower() == "the ":  # "the Red Cross"
        return ()
    one_word = len(named[0].parts) == 1 and len(who.split()) == 1
    return named[0].parts if named[0].kind == "person" or one_word else ()


def is_theirs(wanted: Origin, cited: Cited) -> bool:
    """Whether the sentence is said by whom the question wants."""
    if wanted.body:
        counts = speaks(context(cited.source).readings[cited.sentence], wanted.body[-1])
        return counts or says(cited, wanted.body) or speaks_for(cited, wanted.body, voice(cited))
    said = voice(cited)
    if wanted.offices and said is not None:
        named_so = holds(who_says.named(cited) or "", wanted.offices)  # "Fiji's defense minister said"
        return named_so or any(same_person(said, one) for one in holders(cited.source, wanted.offices))
    around = context(cited.source)
    if said is not None and (same_person(said, wanted.person) or around.person(said) is not None):
        return same_person(said, wanted.person)
    # Nobody's, or a paper's: "The Gazette reported that he spoke of ..."
    told = any(w.stem == wanted.verb for w in words.split(cited.quote)) if said is None else " that " in cited.quote
    subject = around.subjects[cited.sentence]
    return told and subject is not None and same_person(subject.name, wanted.person)
