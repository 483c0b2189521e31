"""What the source only has somebody say, the claim does not state as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding.context import same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import Attribution, attributions
from qa.grounding.speaking import speakers
from qa.grounding.words import Word

_VOUCHES = frozenset({"show", "prove", "demonstr", "establish", "reveal", "verifi", "certifi", "disclos"})


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when the claim's words all stand in what somebody says, and the claim names no speaker."""
    if claim.quotations or any(a.strength != "against" for a in attributions(claim)):
        return
    content = [w for w in claim.words if w.content]
    scored = [(sum(w.stem in line.reading.stems for w in content), line) for line in evidence.lines]
    best = max((score for score, _ in scored), default=0)
    if best < 2:
        return
    tied = [line for score, line in scored if score >= 0.75 * best]
    reports = [_report(claim, content, line) for line in tied]
    if reports and all(reports):
        speaker = next(r for r in reports if r)
        yield Problem(
            "attribution", "unsupported", f"in the source only {speaker} says this; the claim states it as fact"
        )


def _report(claim: Reading, content: list[Word], line: Line) -> str | None:
    """The speaker whose words hold nearly all that claim and sentence share; None when the sentence itself vouches."""
    for speaker, attribution in speakers(line):
        if (
            attribution.stem in _VOUCHES
            or _relative(line.reading, attribution)
            or any(w.stem == attribution.stem for w in claim.words)
        ):
            continue
        if speaker.persons and any(same_person(n.parts, p) for n in claim.people for p in speaker.persons):
            continue
        inside = _said_stems(line.reading, attribution)
        shared = [w for w in content if w.stem in line.reading.stems]
        if shared and sum(w.stem in inside for w in shared) >= 0.85 * len(shared):
            return speaker.label
    return None


def _relative(reading: Reading, attribution: Attribution) -> bool:
    """Whether the subject is a relative word or a participle, and so no speaker: "which shows", "the gauge reading"."""
    subject = reading.text[slice(*attribution.subject)].lower()
    verb = reading.text[slice(*attribution.verb)].lower()
    return subject.split()[0] in ("which", "who", "where", "it", "that", "in") or (
        verb.endswith("ing") and verb != "saying"
    )


def _said_stems(reading: Reading, attribution: Attribution) -> set[str]:
    """The stems of what is said: after the verb, or before the speaker when the saying closes the sentence."""
    after = [w for w in reading.words if w.start >= max(attribution.verb[1], attribution.subject[1])]
    before = [w for w in reading.words if w.end <= min(attribution.verb[0], attribution.subject[0])]
    opens = re.match(r"\s+(?:that|how|why)\b|[,:]?\s*\"", reading.text[attribution.verb[1] :])
    opening = reading.text[: min(attribution.verb[0], attribution.subject[0])].rstrip()
    closing = opening.endswith((",", '"', "'")) and not opens and len(after) < len(before)
    return {w.stem for w in (before if closing or (attribution.stem == "accord" and not after) else after)}
