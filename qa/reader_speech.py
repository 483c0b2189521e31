"""What somebody says, of a question for it: "What did Brink tell Tamm?" is answered by Brink's words and by no others.

English alone, and only where the question's form is plain and the articles have sentences of that speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.search import Retrieval, SentenceHit
from index.words import irregular
from qa.according import THINKING, voice
from qa.deed import deed
from qa.grounding import Cited, Source, places, words
from qa.grounding.context import context, same_person
from qa.grounding.speakers import strengths
from qa.grounding.words import synonyms
from qa.hit_words import text_of
from qa.office_holders import holders, offices
from qa.reader_reason import CAUSE
from qa.sources import Sources
from qa.who_says import named

LOOKED_AT = 60  # ranks
MANY = 3  # sentences of a paragraph before a saying in which it may say to whom it is said
ROOT = 4  # letters that two forms of a word share: "Syria", "Syrian"
_TELLING = frozenset(words.stem(w) for w in "tell ask promise warn advise urge assure".split())
_ANY = frozenset(words.stem(w) for w in "say tell state talk speak".split())
_SAYING = _ANY | synonyms(words.stem("say"))
_PLAIN = THINKING | _ANY
_ASKS = re.compile(r"\b(?P<asking>what|why)\s+(?:did|does|do|has|have|had)\s+", re.IGNORECASE)
_SUBJECTS = frozenset("i we he she they who to would will".split())
_SOURCE = re.compile(r"\baccording\s+to\b", re.IGNORECASE)  # what another says that somebody said
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on|of)\s+(?P<topic>.+)", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|while|after|before|during)\b", re.IGNORECASE)  # no more of the topic


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose words a question asks for, what they are to be about (its words, in any form), and to whom they go."""

    speaker: tuple[str, ...]
    verb: str  # stem
    topic: tuple[words.Word, ...] = ()
    addressee: tuple[str, ...] = ()
    why: bool = False


def said(retrieval: Retrieval) -> list[SentenceHit] | None:
    """The sentences said by the person whose words the question asks for, best first; whether they tell what is asked
    is for qa/unmet.py to say. None for other questions and where nothing that was found is theirs."""
    sources = Sources(retrieval)
    wanted = _wanted(retrieval, sources)
    if wanted is None:
        return None
    if not _known(sources.every(), wanted):
        return None
    hits = [hit for hit in retrieval.sentences[:LOOKED_AT] if retrieval.articles[hit.article].language in ("en", None)]
    cited = {id(hit): Cited(sources.of(hit.article), hit.n) for hit in hits}
    if any(_organisation(wanted, name) for c in cited.values() if (name := named(c))):
        return None
    own = [hit for hit in hits if _is_theirs(wanted, cited[id(hit)])]
    if not own:
        return None
    if wanted.topic and not _touched(wanted, retrieval, own):
        told = [h for h in hits if voice(cited[id(h)]) is None and _subject(wanted, cited[id(h)])]
        if _touched(wanted, retrieval, told):  # a saying that was not known as one
            return None
    own = _on_topic(wanted, retrieval, own)
    if wanted.addressee:
        own = [hit for hit in own if _addressed(wanted, retrieval, hit)] or own
    if wanted.why:
        own = [hit for hit in own if CAUSE.search(text_of(retrieval, hit))] or own

    def order(hit: SentenceHit) -> tuple[bool, bool, int]:
        does = _does(wanted, text_of(retrieval, hit))
        return not does, voice(cited[id(hit)]) is None, -_topical(wanted, retrieval, hit)

    return sorted(own, key=order)


def _wanted(retrieval: Retrieval, sources: Sources) -> _Wanted | None:
    question = retrieval.question
    if question.language not in ("en", None) or _SOURCE.search(question.text):
        return None
    one = deed(question.text)
    if (held := _holder(question.text, sources)) is not None:
        asking, doer, verb, office = held
    elif one is None or not one.doer or places.kind(one.doer) is not None:
        return None
    else:
        asking, doer, verb, office = one.asking, tuple(one.doer.split()), one.verb, ""
    if asking not in ("what", "why") or not _speaking(verb):
        return None
    rest, why = question.text[verb.end :], asking == "why"
    about = _ABOUT.match(rest.lstrip())
    topic = tuple(w for w in words.split(_WHEN.split(about["topic"])[0]) if w.content) if about and not why else ()
    others = tuple(w for w in topic if w.stem not in {o.stem for o in words.split(office)})
    names = [w.text for w in words.split(rest) if w.text[0].isupper()]
    addressee = tuple(names) if verb.stem in _TELLING and not about and not why else ()
    return _Wanted(doer, verb.stem, others or topic, addressee, why)


def _speaking(verb: words.Word) -> bool:
    return verb.stem in THINKING or verb.stem in strengths()


def _holder(question: str, sources: Sources) -> tuple[str, tuple[str, ...], words.Word, str] | None:
    """The question word, who holds the office that is said to speak, its verb and the office, of "What did the mayor
    say?"; None where the articles have nobody in that office, or several."""
    found = _ASKS.search(question)
    verb = next((w for w in words.split(question) if found and w.start > found.end() and _speaking(w)), None)
    if found is None or verb is None:
        return None
    office = question[found.end() : verb.start].strip()
    asked = offices(office)
    every = [name for source in sources.every() for name in holders(source, asked)] if asked else []
    if not every or not all(same_person(every[0], name) for name in every):
        return None
    return found["asking"].lower(), max(every, key=len), verb, office


def _known(sources: Iterable[Source], wanted: _Wanted) -> bool:
    """Whether an article found has the speaker among its persons: an organisation speaks by many mouths."""
    return any(
        same_person(person.name, wanted.speaker)
        for source in sources
        if source.article.language in ("en", None)
        for person in context(source).persons
    )


def _organisation(wanted: _Wanted, sayer: str) -> bool:
    """Whether the name is written as that of an organisation: "the Mehr news agency"."""
    split = sayer.split()
    return wanted.speaker[-1] in split[:-1] and split[-1].islower()


def _is_theirs(wanted: _Wanted, cited: Cited) -> bool:
    """Whether the sentence is said by the speaker, or says of them what the question does: "He promised to come"."""
    who = voice(cited)
    if who is not None:
        return same_person(who, wanted.speaker)
    return _subject(wanted, cited) and (_speaks(cited) or _does(wanted, cited.quote))


def _does(wanted: _Wanted, text: str) -> bool:
    """Whether a text has the verb of the question, as "promised", and that verb is not one for any saying."""
    own = {wanted.verb} | (synonyms(wanted.verb) if wanted.verb not in _SAYING else frozenset())
    return any(w.stem in own - _PLAIN for w in words.split(text))


def _speaks(cited: Cited) -> bool:
    """Whether a verb of saying stands in the sentence, as "said" does and "head of state" doesn't."""
    split = words.split(cited.quote)
    return any(
        w.stem in strengths() and (w.lower.endswith(("s", "ed")) or w.lower in irregular() or before.lower in _SUBJECTS)
        for before, w in pairwise(split)
    )


def _subject(wanted: _Wanted, cited: Cited) -> bool:
    """Whether the speaker is the subject of the sentence."""
    subject = context(cited.source).subjects[cited.sentence]
    return subject is not None and same_person(subject.name, wanted.speaker)


def _touched(wanted: _Wanted, retrieval: Retrieval, own: Sequence[SentenceHit]) -> bool:
    """Whether the speaker's sentences may be about the topic: a plain word of it stands anywhere in their articles, or
    where it has but names, one of them stands in the speaker's words."""
    names = [w for w in wanted.topic if w.text[0].isupper()]
    others = [w for w in wanted.topic if not w.text[0].isupper()]
    texts = {retrieval.articles[hit.article].text for hit in own}
    if others:
        return any(_spoken(w, text) for w in others for text in texts)
    return any(_spoken(w, text_of(retrieval, hit)) for w in names for hit in own)


def _on_topic(wanted: _Wanted, retrieval: Retrieval, own: list[SentenceHit]) -> list[SentenceHit]:
    """The sentences that have a word of the topic, and the others of their paragraphs; all when none has one."""

    def paragraph(hit: SentenceHit) -> tuple[int, int]:
        return hit.article, retrieval.sentences_of[hit.article][hit.n].paragraph

    near = {paragraph(hit) for hit in own if any(_spoken(w, text_of(retrieval, hit)) for w in wanted.topic)}
    return [hit for hit in own if paragraph(hit) in near] or own


def _topical(wanted: _Wanted, retrieval: Retrieval, hit: SentenceHit) -> int:
    """How much of the topic a saying has: two for each word of it there, one where only the sentence before has it."""
    sentences, text = retrieval.sentences_of[hit.article], retrieval.articles[hit.article].text
    here = sentences[hit.n]
    before = next((s for s in sentences[max(0, hit.n - 1) : hit.n] if s.paragraph == here.paragraph), None)
    near = text[before.start : before.end] if before else ""
    own = text_of(retrieval, hit)
    return sum(2 if _spoken(word, own) else int(_spoken(word, near)) for word in wanted.topic)


def _spoken(word: words.Word, text: str) -> bool:
    """Whether a text has the word, a synonym or another form of it."""
    near = {word.stem, *synonyms(word.stem)}
    return any(
        w.stem in near or (len(word.stem) >= ROOT and w.stem[:ROOT] == word.stem[:ROOT] and w.content)
        for w in words.split(text)
    )


def _addressed(wanted: _Wanted, retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether a saying names whom it is said to, or a sentence shortly before it in its paragraph does."""
    sentences, text = retrieval.sentences_of[hit.article], retrieval.articles[hit.article].text
    near = [s for s in sentences[max(0, hit.n - MANY) : hit.n + 1] if s.paragraph == sentences[hit.n].paragraph]
    return any(wanted.addressee[-1] in text[s.start : s.end] for s in near)
