"""Whoever the claim makes act is, in the evidence, more than the person "of whom" or "to whom" something is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.names import NameSpan, oblique
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import synonyms

_RECEIVES = frozenset("receiv get hear accept face suffer welcom".split())
_SUBJECTS = frozenset("he she they it who which that also to will would did and then i we you".split())
_BE = frozenset("is are was were be been being".split())


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when the claim's first person acts, and every sentence names them only after "of" or "to"."""
    actor = _actor(claim)
    if actor is None:
        return
    yield from _nominal(claim, actor, evidence)
    seen = False
    for line in _of_the_act(claim, actor, evidence):
        if any(same_person(p.name, actor.parts) for _, p in line.meant):
            return
        for name in line.reading.names:
            if name.kind != "place" and same_person(name.parts, actor.parts):
                seen = True
                if not oblique(line.reading.text, name):
                    return
    if seen:
        said = claim.cut(actor.start, actor.end)
        yield Problem("agent", "unsupported", f"the cited sentences do not have {said} do this")


def _actor(claim: Reading) -> NameSpan | None:
    """The person at the head of a claim whose verb is active and is no verb of receiving."""
    first = claim.people[0] if claim.people else None
    if first is None or oblique(claim.text, first) or len(claim.text[: first.start].split()) > 4:
        return None
    after = [w for w in claim.words if w.start >= first.end][:3]
    if not after or any(w.lower in _BE or w.stem in _RECEIVES for w in after[:2]):
        return None
    return first


def _of_the_act(claim: Reading, actor: NameSpan, evidence: Evidence) -> Sequence[Line]:
    """The sentences that have the verb after the actor; all of them when none has it."""
    verb = next((w for w in claim.words if w.start >= actor.end and w.content), None)
    having = [line for line in evidence.lines if verb is not None and verb.stem in line.reading.stems]
    return having or evidence.lines


def _nominal(claim: Reading, actor: NameSpan, evidence: Evidence) -> Iterator[Problem]:
    """A problem when the evidence has the claim's act only as a noun that nothing ties to a person: "mutual visits"."""
    verb = next((w for w in claim.words if w.start == actor.end + 1), None)
    if verb is None or not verb.content or not verb.lower.endswith("ed"):
        return
    forms = {verb.stem, *synonyms(verb.stem)}
    hits = [(line, i) for line in evidence.lines for i, w in enumerate(line.reading.words) if w.stem in forms]
    if hits and not any(tied(line.reading, i) for line, i in hits):
        word = hits[0][0].reading.words[hits[0][1]].text
        yield Problem(
            "agent", "unsupported", f"the source speaks of '{word}', and nowhere says that anyone '{verb.text}'"
        )


def tied(reading: Reading, place: int) -> bool:
    """Whether a word is a verb, or a noun with an owner or a doer beside it: "his visit", "a visit by"."""
    word, text = reading.words[place], reading.text
    before = reading.words[place - 1] if place else None
    after = reading.words[place + 1].lower if place + 1 < len(reading.words) else ""
    if word.lower.endswith("ed") or before is None or after in ("with", "from"):
        return True
    if after == "by":  # "a visit by Ana Rivas" tells who came, "visits by officials" nothing of one person
        return any(0 <= n.start - word.end <= 25 for n in reading.names if n.kind != "place")
    if any(w.lower in ("his", "her", "their") for w in reading.words[max(0, place - 2) : place]):
        return True
    if text[before.end : before.end + 2] == "'s" or any(
        n.end == before.end for n in reading.names if n.kind != "place"
    ):
        return True
    return before.lower in _SUBJECTS or not word.lower.endswith(("s", word.stem))
