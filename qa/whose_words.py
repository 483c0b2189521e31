"""Whose words a question wants, as somebody of the articles that were found: "What did the mayor tell Brink?" wants
those of whom they give that office.

English alone, and only the plain forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.search import Retrieval
from qa.according import THINKING, person
from qa.asked_saying import asked, indirect
from qa.deed import deed
from qa.grounding import places, words
from qa.grounding.context import same_person
from qa.grounding.speakers import strengths
from qa.grounding.words import Word
from qa.office_holders import Name, holders, offices
from qa.sources import Sources

_TELLING = frozenset(words.stem(w) for w in "tell ask promise warn advise urge assure".split())
_ASKS = re.compile(r"\b(?P<asking>what|why)\s+(?:did|does|do|has|have|had)\s+", re.IGNORECASE)
_SOURCE = re.compile(r"\baccording\s+to\b", re.IGNORECASE)  # what another says that somebody said
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on|of)\s+(?P<topic>.+)", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|while|after|before|during)\b", re.IGNORECASE)  # no more of the topic
_SAY = words.stem("say")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose words a question asks for, what they are to be about (its words, in any form), and to whom they go.

    `form` is how the question asks for them where that is no verb of saying: see qa/asked_saying.py.
    """

    speaker: Name
    verb: str  # stem
    topic: tuple[Word, ...] = ()
    addressee: tuple[str, ...] = ()
    why: bool = False
    form: str = ""
    question: str = ""  # the topic, where it is a question of its own: "whose fault it was"


def whose(retrieval: Retrieval, sources: Sources) -> Wanted | None:
    """Whose words the question wants; None where it wants nobody's, or an organisation's: that has many mouths."""
    question = retrieval.question
    if question.language not in ("en", None) or _SOURCE.search(question.text):
        return None
    if (other := asked(question.text)) is not None:
        speaker = person(other.who) or _in_office(other.who, sources)
        topic = _topic(other.topic)
        return Wanted(speaker, _SAY, topic, (), other.form == "ground", other.form) if speaker else None
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
    topic = _topic(about["topic"]) if about and not why else ()
    others = tuple(w for w in topic if w.stem not in {o.stem for o in words.split(office)})
    names = [w.text for w in words.split(rest) if w.text[0].isupper()]
    addressee = tuple(names) if verb.stem in _TELLING and not about and not why else ()
    own = about["topic"].rstrip("?") if about and not why and indirect(about["topic"]) else ""
    return Wanted(doer, verb.stem, others or topic, addressee, why, question=own)


def _topic(text: str) -> tuple[Word, ...]:
    return tuple(words.content(_WHEN.split(text)[0]))


def _speaking(verb: Word) -> bool:
    return verb.stem in THINKING or verb.stem in strengths()


def _holder(question: str, sources: Sources) -> tuple[str, Name, Word, str] | None:
    """The question word, who holds the office that is said to speak, its verb and the office, of "What did the mayor
    say?"; None where the articles have nobody in that office, or several."""
    found = _ASKS.search(question)
    verb = next((w for w in words.split(question) if found and w.start > found.end() and _speaking(w)), None)
    if found is None or verb is None:
        return None
    office = question[found.end() : verb.start].strip()
    name = _in_office(office, sources)
    return (found["asking"].lower(), name, verb, office) if name else None


def _in_office(office: str, sources: Sources) -> Name:
    """The one who holds an office in the articles; empty where nobody does, or several do."""
    asked_for = offices(office)
    every = [name for source in sources.every() for name in holders(source, asked_for)] if asked_for else []
    return max(every, key=len) if every and all(same_person(every[0], name) for name in every) else ()
