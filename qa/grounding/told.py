"""Sentences of interviews as evidence: what an answer says, its speaker says, and what a question says, nobody does.

An answer is judged as if the article wrote: Ada Brink said: "Because darkness is dear." So every rule about sayings
holds for it, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.grounding import dates
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading, read
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions
from qa.grounding.turn_forms import UNKNOWN, Turn
from qa.grounding.turn_labels import bare
from qa.grounding.turns import turn

NEARLY = 0.75  # of the claim's words that the nearest sentence has: then a sentence may be what the claim rests on
FEWEST = 2  # such words


def spoken(evidence: Evidence) -> Evidence:
    """The evidence, each answer of an interview as a saying of whoever speaks; without its questions, if there is more.

    The same evidence where no sentence is of an interview.
    """
    own = [turn(line.cited) for line in evidence.lines]
    if not any(own):
        return evidence
    answers = [(line, t) for line, t in zip(evidence.lines, own, strict=True) if t is None or not t.asks]
    return replace(evidence, lines=tuple(line if t is None else _said(line, t) for line, t in answers))


def unsaid(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when a claim rests on an answer of an interview and doesn't say whose it is, or on a question alone."""
    own = {id(line): turn(line.cited) for line in evidence.lines}
    if not any(own.values()):
        return
    content = [w for w in claim.words if w.content]
    scored = [(sum(w.stem in line.reading.stems for w in content), line) for line in evidence.lines]
    best = max(score for score, _ in scored)
    near = [own[id(line)] for score, line in scored if score >= NEARLY * best]
    if best < FEWEST or not all(near):
        return
    if all(t is not None and t.asks for t in near):
        yield Problem("speaker", "unsupported", "in the source an interviewer asks this, and nobody says it")
        return
    said = next((t for t in near if t is not None and not t.asks), None)
    if said is None or said.speaker is None or claim.quotations or attributions(claim):
        return
    reason = f"in the source these are the words of {said.speaker}; the claim states them as fact"
    yield Problem("speaker", "misattributed", reason)


def _said(line: Line, own: Turn) -> Line:
    """A sentence as what its speaker says; as it is where nobody speaks it."""
    if own.speaker is None:
        return line
    text = bare(line.cited.quote).translate(str.maketrans('"\u201c\u201d', "'''"))
    who = "The interviewee" if own.speaker == UNKNOWN else own.speaker
    reading = read(f'{who} said: "{text}"', dates.parse_day(line.cited.article.date), line.context.surnames)
    speaker = line.context.person(tuple(who.split()))
    return replace(line, reading=reading, subject=speaker or line.subject)
