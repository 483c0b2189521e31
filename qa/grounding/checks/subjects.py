"""Who does it, where those who act are common nouns or bodies: what the publisher has not done, the author has not.

`direction`, `agents` and `pairs` look at persons by name. Here the subject of each verb of the claim is compared with
the subject that the verb has, in plain words, wherever the evidence has it. A verb whose subject there is a pronoun or
otherwise not plain proves nothing, and the claim is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding import words
from qa.grounding.checks.actors import Actor, actor, alike, apart, person
from qa.grounding.checks.clauses import BE, PREPOSITIONS, Party, act, past
from qa.grounding.evidence import Evidence, Line
from qa.grounding.names import saying_stems
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions

_HELPERS = BE | frozenset("not to will would can could may might must shall should did does do yet also".split())
_OPENS_OBJECT = frozenset("the a an this that these those all both him them".split())
_OBJECTS = frozenset("him her them us me what whatever".split())
_STRANDED = re.compile(r"\s+with(?=\s*(?:$|[.,;:]|(?:in|on|at|during|after|before|to|for|and|by)\b))")
_NEAR = (12, 16)  # words before and after a verb where its object may be


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for the first verb that, wherever the evidence has it, is done by or to somebody else."""
    yield from _partnerless(claim, evidence)
    told = {a.verb[0] for a in attributions(claim)}
    for at, verb in enumerate(claim.words):
        if not at or not verb.content or not verb.text[0].islower():
            continue
        if not (past(verb) or claim.words[at - 1].lower in _HELPERS or _opens_object(claim, at)):
            continue
        if verb.start in told and _says(claim, at):
            continue  # who says that something is so is attribution's business
        parts = act(claim, at)
        doer = actor(claim, parts.doer) if parts.doer is not None else None
        done = actor(claim, parts.done) if parts.done is not None else None
        if doer is not None and done is not None and doer.name is not None and done.name is not None:
            continue  # two names are the business of other checks
        for ours, doing in ((doer, True), (done, False)):
            reason = _elsewhere(claim, at, ours, doing, evidence) if ours is not None else None
            if reason is not None:
                yield Problem("agent", "unsupported", reason)
                return


def _says(claim: Reading, at: int) -> bool:
    """Whether a verb of saying tells what is said: "said that", "said the plan was". "Confessed in May" does not."""
    parts = act(claim, at)
    last = parts.done.last if parts.done is not None else at + 1
    after = claim.words[last] if last < len(claim.words) else None
    if after is not None and after.lower in _OBJECTS:
        return False
    if parts.done is not None:
        return after is not None and after.lower not in PREPOSITIONS
    opens = parts.doer is not None and parts.doer.first <= 1
    return not opens or after is None or after.lower not in PREPOSITIONS


def _elsewhere(claim: Reading, at: int, ours: Actor, doing: bool, evidence: Evidence) -> str | None:
    """Why somebody has no such part in an act: all that have it give it to another; None where one may not."""
    if not _known(ours, evidence) or _synonym(claim, at, ours, evidence):
        return None
    verb, reason = claim.words[at], None
    for line, i in _occurrences(claim, at, evidence):
        theirs = act(line.reading, i)
        same, cross = (theirs.doer, theirs.done) if doing else (theirs.done, theirs.doer)
        who, across = _actor(line, same), _actor(line, cross)
        if verb.stem in words.listed("symmetric") and any(
            one is None or not apart(ours, one, evidence, line) for one in (who, across)
        ):
            return None
        crossed = across is not None and alike(ours, across) and (who is None or not alike(ours, who))
        if crossed and _crosses(claim, at, ours, doing, line, i):
            reason = f"the source says '{verb.text}' of '{ours.head.text}' the other way round"
        elif crossed or who is None or same is None or not apart(ours, who, evidence, line):
            return None
        elif doing:
            reason = f"the source has '{_shown(line, same)}' do what '{verb.text}' says, and not '{ours.head.text}'"
        else:
            reason = f"'{verb.text}' is in the source what happens to '{_shown(line, same)}', not to '{ours.head.text}'"
    return reason


def _crosses(claim: Reading, at: int, ours: Actor, doing: bool, line: Line, place: int) -> bool:
    """Whether the one who, in a sentence, only does a thing undergoes it in the claim, or the other way round."""
    theirs = act(line.reading, place)
    if doing:
        return _opens_object(claim, at) and (theirs.doer is not None or theirs.passive)
    if theirs.passive:
        return theirs.done is not None
    after = line.reading.words[place + 1 :]
    if theirs.doer is None or line.reading.words[theirs.doer.first].lower in ("he", "she"):
        return False
    return _opens_object(line.reading, place) and not any(
        w.stem == ours.head.stem or w.lower in ("him", "her", "them") for w in after
    )


def _actor(line: Line, party: Party | None) -> Actor | None:
    """Who a party of a sentence is; its first "he" or "she" is whom the sentence is about."""
    if party is None:
        return None
    reading = line.reading
    word = reading.words[party.first]
    if word.lower not in ("he", "she") or line.subject is None:
        return actor(reading, party, line.cited.article.publisher)
    if any(w.lower in ("he", "she") for w in reading.words[: party.first]):
        return None
    return person(word, line.subject.label)


def _opens_object(reading: Reading, at: int) -> bool:
    """Whether the object of a verb follows it at once."""
    after = reading.words[at + 1] if at + 1 < len(reading.words) else None
    if after is None or reading.text[reading.words[at].end : after.start] != " ":
        return False
    return after.lower in _OPENS_OBJECT or any(n.start == after.start for n in reading.people)


def _occurrences(claim: Reading, at: int, evidence: Evidence) -> list[tuple[Line, int]]:
    """Where the evidence has the verb; those with something of the rest of the clause near it, if any have."""
    stem = claim.words[at].stem
    adjective = not past(claim.words[at]) and claim.words[at - 1].lower in BE
    every = [
        (line, i)
        for line in evidence.lines
        for i, w in enumerate(line.reading.words)
        if w.stem == stem and (not adjective or w.lower == claim.words[at].lower)
    ]
    rest = _rest(claim, at)
    close = [(line, i) for line, i in every if rest & _around(line.reading, i)]
    return close or every


def _rest(claim: Reading, at: int) -> frozenset[str]:
    """The stems of the content words near a verb, those of its doer left out."""
    doer = act(claim, at).doer
    mine = range(doer.first, doer.last) if doer is not None else range(0)
    first = max(0, at - 8)
    near = enumerate(claim.words[first : at + 9], first)
    return frozenset(w.stem for i, w in near if w.content and i != at and i not in mine)


def _around(reading: Reading, at: int) -> frozenset[str]:
    before, after = _NEAR
    return frozenset(w.stem for i, w in enumerate(reading.words[max(0, at - before) : at + after]))


def _synonym(claim: Reading, at: int, ours: Actor, evidence: Evidence) -> bool:
    """Whether a sentence may have the act in another word for it, with the one whom the claim names in it."""
    near, rest = words.synonyms(claim.words[at].stem), _rest(claim, at)
    for line in evidence.lines:
        for i, word in enumerate(line.reading.words):
            if word.stem not in near or word.stem in saying_stems() or not rest & _around(line.reading, i):
                continue
            theirs = act(line.reading, i)
            both = [_actor(line, party) for party in (theirs.doer, theirs.done)]
            if any(who is not None and alike(ours, who) for who in both):
                return True
            if None in both and ours.head.stem in line.reading.stems:
                return True
    return False


def _known(ours: Actor, evidence: Evidence) -> bool:
    """Whether the articles speak of the one who acts in the claim: else it may only have another word for them."""
    stem = ours.head.stem if ours.name is None else words.stem(ours.name.surname.lower())
    return any(stem in one.stems for one in evidence.contexts)


def _shown(line: Line, party: Party) -> str:
    phrase = party.words(line.reading)
    return line.reading.cut(phrase[0].start, phrase[-1].end)


def _partnerless(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for "was met with" that doesn't say with whom."""
    symmetric = words.listed("symmetric")
    for before, verb in zip(claim.words, claim.words[1:], strict=False):
        if before.lower not in BE or verb.stem not in symmetric or not past(verb):
            continue
        if _STRANDED.match(claim.text[verb.end :]) and not any(
            _STRANDED.match(line.reading.text[w.end :])
            for line in evidence.lines
            for w in line.reading.words
            if w.stem == verb.stem
        ):
            yield Problem("agent", "unsupported", f"the claim does not say with whom anyone was '{verb.text}'")
            return
