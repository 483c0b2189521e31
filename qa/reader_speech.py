"""What somebody says, of a question for it: "What did Brink tell Tamm?" is answered by Brink's words and by no others.

English alone, and only where the question's form is plain and the articles have sentences of that speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.search import Retrieval, SentenceHit
from index.words import irregular
from qa.according import THINKING, voice
from qa.asked_saying import answers
from qa.grounding import Cited, Source, words
from qa.grounding.context import context, same_person
from qa.grounding.speakers import strengths
from qa.grounding.words import synonyms
from qa.hit_words import text_of
from qa.near_words import read, told
from qa.reader_differing import differing
from qa.reader_reason import CAUSE
from qa.sources import Sources
from qa.two_voices import both
from qa.who_says import named
from qa.whose_words import Wanted, whose

LOOKED_AT = 60  # ranks
MANY = 3  # sentences of a paragraph before a saying in which it may say to whom it is said
ROOT = 4  # letters that two forms of a word share: "Syria", "Syrian"
_ANY = frozenset(words.stem(w) for w in "say tell state talk speak".split())
_SAYING = _ANY | synonyms(words.stem("say"))
_PLAIN = THINKING | _ANY
_SUBJECTS = frozenset("i we he she they who to would will".split())
_REPLYING = frozenset(
    words.stem(w) for w in "reply respond answer react retort counter deny reject dismiss rebut refute dispute".split()
)


def said(retrieval: Retrieval) -> list[SentenceHit] | None:
    """The sentences said by the person whose words the question asks for, best first; whether they tell what is asked
    is for qa/unmet.py to say. Of a question for two, one sentence of each; of why numbers differ, how each counts.

    None for other questions and where nothing that was found is theirs.
    """
    sources = Sources(retrieval)
    if (other := differing(retrieval) or both(retrieval, sources)) is not None:
        return other
    wanted = whose(retrieval, sources)
    if wanted is None:
        return None
    if not _known(sources.every(), wanted):
        return None
    hits = [hit for hit in retrieval.sentences[:LOOKED_AT] if retrieval.articles[hit.article].language in ("en", None)]
    cited = {id(hit): Cited(sources.of(hit.article), hit.n) for hit in hits}
    if any(_organisation(wanted, name) for c in cited.values() if (name := named(c))):
        return None
    own = [hit for hit in hits if _is_theirs(wanted, cited[id(hit)])]
    for hit in _beside(retrieval, own):
        cited[id(hit)] = Cited(sources.of(hit.article), hit.n)
        own += [hit] if voice(cited[id(hit)]) is not None and _is_theirs(wanted, cited[id(hit)]) else []
    if not own:
        return None
    if wanted.form and not _fit(wanted, retrieval, own):
        return None
    if wanted.topic and not _touched(wanted, retrieval, own):
        others = [h for h in hits if voice(cited[id(h)]) is None and _subject(wanted, cited[id(h)])]
        if _touched(wanted, retrieval, others):  # a saying that was not known as one
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


def _beside(retrieval: Retrieval, own: Sequence[SentenceHit]) -> list[SentenceHit]:
    """What was found in the paragraphs of these sentences, far behind them: somebody goes on to speak there, in words
    that share none with the question."""
    paragraphs = {(hit.article, retrieval.sentences_of[hit.article][hit.n].paragraph) for hit in own}
    behind = retrieval.sentences[LOOKED_AT:] if paragraphs else ()
    return [h for h in behind if (h.article, retrieval.sentences_of[h.article][h.n].paragraph) in paragraphs]


def _fit(wanted: Wanted, retrieval: Retrieval, own: Sequence[SentenceHit]) -> bool:
    """Whether the speaker's sentences may be the view, the reply or the reason that is asked for: they are about it, or
    one has a verb for replying."""
    texts = [text_of(retrieval, hit) for hit in own]
    if wanted.form == "reply" and any(_does(wanted, text) for text in texts):
        return True
    return not wanted.topic or any(_spoken(w, text) for w in wanted.topic for text in texts)


def _known(sources: Iterable[Source], wanted: Wanted) -> bool:
    """Whether an article found has the speaker among its persons: an organisation speaks by many mouths."""
    return any(
        same_person(person.name, wanted.speaker)
        for source in sources
        if source.article.language in ("en", None)
        for person in context(source).persons
    )


def _organisation(wanted: Wanted, sayer: str) -> bool:
    """Whether the name is written as that of an organisation: "the Mehr news agency"."""
    split = sayer.split()
    return wanted.speaker[-1] in split[:-1] and split[-1].islower()


def _is_theirs(wanted: Wanted, cited: Cited) -> bool:
    """Whether the sentence is said by the speaker, or says of them what the question does: "He promised to come"."""
    who = voice(cited)
    if who is not None:
        return same_person(who, wanted.speaker)
    reason = wanted.form == "ground" and CAUSE.search(cited.quote)
    return _subject(wanted, cited) and bool(reason or _speaks(cited) or _does(wanted, cited.quote))


def _does(wanted: Wanted, text: str) -> bool:
    """Whether a text has the verb of the question, as "promised", and that verb is not one for any saying; of a reply,
    any verb for one."""
    if wanted.form == "reply":
        return any(w.stem in _REPLYING for w in words.split(text))
    own = {wanted.verb} | (synonyms(wanted.verb) if wanted.verb not in _SAYING else frozenset())
    return any(w.stem in own - _PLAIN for w in words.split(text))


def _speaks(cited: Cited) -> bool:
    """Whether a verb of saying stands in the sentence, as "said" does and "head of state" doesn't."""
    split = words.split(cited.quote)
    return any(
        w.stem in strengths() and (w.lower.endswith(("s", "ed")) or w.lower in irregular() or before.lower in _SUBJECTS)
        for before, w in pairwise(split)
    )


def _subject(wanted: Wanted, cited: Cited) -> bool:
    """Whether the speaker is the subject of the sentence."""
    subject = context(cited.source).subjects[cited.sentence]
    return subject is not None and same_person(subject.name, wanted.speaker)


def _touched(wanted: Wanted, retrieval: Retrieval, own: Sequence[SentenceHit]) -> bool:
    """Whether the speaker's sentences may be about the topic: a plain word of it stands anywhere in their articles, or
    where it has but names, one of them stands in the speaker's words."""
    names = [w for w in wanted.topic if w.text[0].isupper()]
    others = [w for w in wanted.topic if not w.text[0].isupper()]
    texts = {retrieval.articles[hit.article].text for hit in own}
    if others:
        return any(_spoken(w, text) for w in others for text in texts)
    return any(_spoken(w, text_of(retrieval, hit)) for w in names for hit in own)


def _on_topic(wanted: Wanted, retrieval: Retrieval, own: list[SentenceHit]) -> list[SentenceHit]:
    """The sentences that have a word of the topic, and the others of their paragraphs; all when none has one."""

    def paragraph(hit: SentenceHit) -> tuple[int, int]:
        return hit.article, retrieval.sentences_of[hit.article][hit.n].paragraph

    near = {paragraph(hit) for hit in own if any(_spoken(w, text_of(retrieval, hit)) for w in wanted.topic)}
    return [hit for hit in own if paragraph(hit) in near] or own


def _topical(wanted: Wanted, retrieval: Retrieval, hit: SentenceHit) -> int:
    """How much of the topic a saying has: two for each word of it there, one where only the sentence before has it, or
    where the saying has but a word near to it."""
    sentences, text = retrieval.sentences_of[hit.article], retrieval.articles[hit.article].text
    here = sentences[hit.n]
    before = next((s for s in sentences[max(0, hit.n - 1) : hit.n] if s.paragraph == here.paragraph), None)
    near = text[before.start : before.end] if before else ""
    own = text_of(retrieval, hit)
    answered = 2 * int(bool(wanted.question) and answers(wanted.question, read(own)[0]))
    return answered + sum(
        2 if _spoken(word, own) else int(_spoken(word, near) or told(word, *read(own)) > 0) for word in wanted.topic
    )


def _spoken(word: words.Word, text: str) -> bool:
    """Whether a text has the word, a synonym or another form of it."""
    near = {word.stem, *synonyms(word.stem)}
    return any(
        w.stem in near or (len(word.stem) >= ROOT and w.stem[:ROOT] == word.stem[:ROOT] and w.content)
        for w in words.split(text)
    )


def _addressed(wanted: Wanted, retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether a saying names whom it is said to, or a sentence shortly before it in its paragraph does."""
    sentences, text = retrieval.sentences_of[hit.article], retrieval.articles[hit.article].text
    near = [s for s in sentences[max(0, hit.n - MANY) : hit.n + 1] if s.paragraph == sentences[hit.n].paragraph]
    return any(wanted.addressee[-1] in text[s.start : s.end] for s in near)
