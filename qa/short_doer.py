"""Who did the deed that a who-question asks for, as a sentence tells it: the subject of its verb, or whoever stands
behind "by". "A barge struck the bridge at Marlow" is answered by the barge, and never by Marlow.

English alone, and by the form of words: what stands straight before a verb is its subject, unless a preposition governs
it. A sentence that has the verb with a subject that can't be told gives no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa import near_words
from qa.deed import AUXILIARIES, DETERMINERS, PRONOUNS, is_past
from qa.grounding import words
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths
from qa.grounding.words import Word, synonyms
from qa.near_phrases import TIE
from qa.short_subject import BE, BY, GOVERNS, HELPING, RELATIVE, Span, subject

_WHO = re.compile(r"\bwho\b(?P<rest>[^?;]*)", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:by|with|under)\s+(?:[\w-]+\s+){0,3}$")
_IS = re.compile(r"\bwho\s+(?:is|was|are|were)\s+(?!\w+ing\b)", re.IGNORECASE)
_SPOT = re.compile(r"\b(?:at|in|near)\s+(?:the\s+)?(?:[a-z][\w-]*\s+)?$")
# Verbs that say too little to be another's; those left out say enough of a person.
_LIGHT = words.listed("light") - frozenset(map(words.stem, "receive help represent serve lead provide".split()))
_DYING = frozenset(map(words.stem, "die died perish dead drown".split()))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it: `span` in the text; None where the sentence tells the deed and not by whom."""

    span: Span | None


@lru_cache(maxsize=256)
def asked(question: str) -> Word | None:
    """The verb of the deed whose doer is asked for: "struck" of "Who struck the bridge?"; None for other questions."""
    found = _WHO.search(question)
    if found is None:
        return None
    split = [w for w in words.split(question) if found.start("rest") <= w.start < found.end("rest")]
    at = 0
    while at < len(split) and (split[at].lower in HELPING or split[at].lower.endswith("ly")):
        at += 1
    if at == len(split):
        return None
    verb, before = split[at], [w.lower for w in split[:at]]
    last = next((w for w in reversed(before) if w in AUXILIARIES | BE), "")
    bare = last not in BE and before[:1] not in (["did"], ["does"], ["do"])
    going = last in BE and verb.lower.endswith("ing")
    has = bool(before) and before[-1] in ("has", "have", "had") and not is_past(verb)  # "has tensions"
    plain = verb.content and verb.text[0].islower() and verb.lower not in DETERMINERS | PRONOUNS
    mutual = verb.stem in words.listed("symmetric")  # whoever meets Brink is met by her
    return verb if plain and (bare or going) and not has and not mutual else None


def doer(question: str, text: str) -> Doer | None:
    """Who did it by a sentence; None where the question asks for no doer or the sentence has no verb of that deed."""
    verb = asked(question)
    if verb is None:
        return None
    split = words.split(text)
    for stems in _ways(verb):
        told = [at for at, word in enumerate(split) if word.stem in stems and _is_verb(split, at)]
        told.sort(key=lambda at: not re.match(BY, text[split[at].end :]))
        found = [one for at in told if (one := subject(text, split, at)) is not None]
        if told:
            said = frozenset(w.stem for w in words.content(question))
            fresh = [s for s in found if not _own(text[slice(*s)], said) and _may_be(question, text, s)]
            return Doer(fresh[0] if fresh else None)
    return None


@lru_cache(maxsize=256)
def _ways(verb: Word) -> tuple[frozenset[str], ...]:
    """The stems in which a text may tell it, those that say the same first."""
    if verb.stem in _DYING:
        return (_DYING,)  # its synonym "kill" has another doer
    same = synonyms(verb.stem) - _DYING
    if verb.stem in strengths():
        same |= strengths().keys()
    near = frozenset(near.split(TIE)[0] for near in near_words.near(verb.stem)) - _LIGHT - _DYING
    return frozenset({verb.stem}), same, near


def may_stand(question: str, text: str, name: NameSpan) -> bool:
    """Whether a name may be who is asked for where no verb tells: no place that "at" governs, nobody who only says what
    the sentence tells, and for a deed no name behind "of" or "in"."""
    before = text[: name.start]
    if _SPOT.search(before):
        return False
    verb = asked(question)
    if verb is not None and GOVERNS.search(before) and not _AGENT.search(before):
        return False
    copular = verb is None and _IS.search(question)
    return bool(copular) or _of_saying(question) or not _only_says(text, name)


@lru_cache(maxsize=256)
def _of_saying(question: str) -> bool:
    return any(w.stem in strengths() for w in words.content(question))


def _only_says(text: str, name: NameSpan) -> bool:
    """Whether a name is of who says the sentence: "..., Brink said", "said Brink"."""
    after, before = words.split(text[name.end : name.end + 20])[:1], words.split(text[: name.start])[-1:]
    closes = text[name.end :].startswith(" ") and re.search(r"[,\"\u201d]\s*$", text[: name.start])
    behind = bool(before) and before[0].stem in strengths() and is_past(before[0])
    return behind or bool(closes and after and after[0].stem in strengths())


def _may_be(question: str, text: str, span: Span) -> bool:
    """Whether a plain noun may be meant: not where the question has a number that isn't in the sentence."""
    named = any(w.text[0].isupper() for w in words.split(text[slice(*span)])[1:] or words.split(text[slice(*span)]))
    return named or set(_NUMBER.findall(question)) <= set(_NUMBER.findall(text))


def _own(answer: str, said: frozenset[str]) -> bool:
    """Whether an answer says nothing that the question doesn't."""
    return all(w.stem in said for w in words.content(answer))


def _is_verb(split: Sequence[Word], at: int) -> bool:
    """Whether a word is the verb of a clause, and no noun: not "the strike", "of murder"."""
    before = split[at - 1].lower if at else ""
    if split[at].text[0].isupper() and at:
        return False
    if before in DETERMINERS and before != "that":
        return False
    return is_past(split[at]) or split[at].lower.endswith(("s", "ing")) or before in HELPING or before in RELATIVE
