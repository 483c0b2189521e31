"""What somebody says, of a question for it: "What did Brink tell Tamm?" is answered by Brink's words and by no others.

English alone, and only where the question's form is plain and the articles have sentences of that speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.search import Retrieval, SentenceHit
from qa.deed import deed
from qa.grounding import Cited, Source, places, words
from qa.grounding.context import context, same_person
from qa.grounding.speakers import strengths
from qa.grounding.words import synonyms
from qa.hit_words import text_of
from qa.reader_reason import CAUSE
from qa.who_says import named

LOOKED_AT = 60  # ranks
MANY = 3  # sentences of a paragraph before a saying in which it may say to whom it is said
ROOT = 4  # letters that two forms of a word share: "Syria", "Syrian"
_THINKING = frozenset(words.stem(w) for w in "expect hope fear think believe".split())
_TELLING = frozenset(words.stem(w) for w in "tell ask promise warn advise urge assure".split())
_PLAIN = _THINKING | {words.stem(w) for w in "say tell state talk speak".split()}
_SOURCE = re.compile(r"\baccording\s+to\b", re.IGNORECASE)  # what another says that somebody said
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on|of)\s+(?P<topic>.+)", re.IGNORECASE)


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
    wanted = _wanted(retrieval)
    if wanted is None:
        return None
    sources = {rowid: Source(retrieval.articles[rowid], kept) for rowid, kept in retrieval.sentences_of.items()}
    if not _known(sources.values(), wanted):
        return None
    hits = [hit for hit in retrieval.sentences[:LOOKED_AT] if retrieval.articles[hit.article].language in ("en", None)]
    sayers = {id(hit): named(Cited(sources[hit.article], hit.n)) for hit in hits}
    if any(_organisation(wanted, name) for name in sayers.values() if name):
        return None
    own = [hit for hit in hits if _is_theirs(wanted, sources[hit.article], hit, sayers[id(hit)])]
    if not own:
        return None
    if wanted.topic and not _touched(wanted, retrieval, own):
        told = [h for h in hits if sayers[id(h)] is None and _subject(wanted, sources[h.article], h)]
        if _touched(wanted, retrieval, told):  # a saying that was not known as one
            return None
    own = _on_topic(wanted, retrieval, own)
    if wanted.addressee:
        own = [hit for hit in own if _addressed(wanted, retrieval, hit)] or own
    if wanted.why:
        own = [hit for hit in own if CAUSE.search(text_of(retrieval, hit))] or own
    return sorted(own, key=lambda hit: not _does(wanted, text_of(retrieval, hit)))


def _wanted(retrieval: Retrieval) -> _Wanted | None:
    question = retrieval.question
    one = deed(question.text) if question.language in ("en", None) else None
    if one is None or not one.doer or one.asking not in ("what", "why") or _SOURCE.search(question.text):
        return None
    speaking = one.verb.stem in _THINKING or one.verb.stem in strengths()
    why = one.asking == "why"
    if not speaking:
        return None
    rest = question.text[one.verb.end :]
    about = _ABOUT.match(rest.lstrip())
    topic = tuple(w for w in words.split(about["topic"]) if w.content) if about and not why else ()
    names = [w.text for w in words.split(rest) if w.text[0].isupper()]
    addressee = tuple(names) if one.verb.stem in _TELLING and not about and not why else ()
    if places.kind(one.doer) is not None:
        return None
    return _Wanted(tuple(one.doer.split()), one.verb.stem, topic, addressee, why)


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


def _is_theirs(wanted: _Wanted, source: Source, hit: SentenceHit, sayer: str | None) -> bool:
    """Whether the sentence is said by the speaker, or says of them what the question does: "He promised to come"."""
    if sayer is not None:
        return same_person(tuple(sayer.split()), wanted.speaker)
    text = Cited(source, hit.n).quote
    return _subject(wanted, source, hit) and (
        _does(wanted, text) or any(w.stem in strengths() for w in words.split(text))
    )


def _does(wanted: _Wanted, text: str) -> bool:
    """Whether a text has the verb of the question, as "promised", and that verb is not one for any saying."""
    own = {wanted.verb, *synonyms(wanted.verb)} - _PLAIN
    return any(w.stem in own for w in words.split(text))


def _subject(wanted: _Wanted, source: Source, hit: SentenceHit) -> bool:
    """Whether the speaker is the subject of the sentence."""
    subject = context(source).subjects[hit.n]
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
