"""To whom it was done: whom a passive claim makes the one invited, asked or told is not the doer in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.records import Problem

# Stems of verbs whose object is a person, and of the nouns that are made of them: "an invitation".
_TO_PERSONS = frozenset(
    "invit ask urg tell offer award grant promis assur summon appoint elect nomin arrest accus sue welcom thank".split()
)
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?(?:[A-Za-z'-]+\s+){0,3}$")
_NEW_CLAUSE = re.compile(r"[;:.]|\b(?:and|that|who|which)\b")
_BE = frozenset("is are was were be been being".split())


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when every sentence that has the act has that person only before it, as the one who acts."""
    found = _passive(claim)
    if found is None:
        return
    name, place = found
    stem = claim.words[place].stem
    acting: list[bool] = []
    for line in evidence.lines:
        for at, word in enumerate(line.reading.words):
            if not (word.stem == stem or (len(stem) >= 5 and word.stem.startswith(stem))):
                continue
            theirs = [n for n in line.reading.names if n.kind != "place" and same_person(n.parts, name.parts)]
            if theirs:
                acting.append(_acts(line, at, theirs))
    if acting and all(acting):
        said = claim.cut(name.start, name.end)
        yield Problem(
            "direction", "contradicted", f"in the source '{said}' is not the one who was {claim.words[place].text}"
        )


def _passive(claim: Reading) -> tuple[NameSpan, int] | None:
    """The person of "X was invited ..." and the place of the verb; None for any other claim."""
    for place, word in enumerate(claim.words):
        before = [w.lower for w in claim.words[max(0, place - 3) : place]]
        if word.stem not in _TO_PERSONS or not word.lower.endswith("ed") or not _BE.intersection(before):
            continue
        names = [n for n in claim.people if n.end <= word.start]
        if names:
            return names[-1], place
    return None


def _acts(line: Line, at: int, theirs: list[NameSpan]) -> bool:
    """Whether the person stands before the act and nowhere as the one "to whom" or after it; not for a passive."""
    words, text = line.reading.words, line.reading.text
    if _BE.intersection(w.lower for w in words[max(0, at - 3) : at]) and words[at].lower.endswith("ed"):
        return False
    return all(n.end <= words[at].start and not _given(text, n, words[at].start) for n in theirs)


def _given(text: str, name: NameSpan, act: int) -> bool:
    """Whether the act is given "to" the person: "greetings to the president, along with an invitation"."""
    return bool(_TO.search(text[: name.start])) and not _NEW_CLAUSE.search(text[name.end : act])
