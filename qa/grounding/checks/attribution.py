"""Who said it stays with it: the right speaker, no stronger verb, no "both sides" for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.grounding import lexicon, words
from qa.grounding.context import Person, same_person
from qa.grounding.evidence import Evidence, Line
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import Attribution, attributions
from qa.grounding.speaking import Speaker, about, claimed, same_speaker, speakers

_VAGUE = re.compile(r"(?:he|she|they|it|who|which|we|i|one)")
_FINDS = frozenset({"show", "reveal", "demonstr", "establish", "disclos"})


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """The first problem among the sayings of the claim."""
    for attribution in attributions(claim):
        speaker = claimed(claim, attribution, evidence)
        lines = about(claim, attribution, evidence)
        if not lines or speaker is None:
            continue
        problem = _speaker(speaker, lines) or _strength(claim, attribution, lines)
        if problem is not None:
            yield problem
            return


def _speaker(speaker: Speaker, lines: Sequence[Line]) -> Problem | None:
    """A problem when those sentences have others say it."""
    theirs = [(s, a) for line in lines for s, a in speakers(line)]
    if speaker.collective or len(speaker.persons) > 1:
        return _flattened(speaker, theirs)
    if any(same_speaker(speaker, other) for other, _ in theirs):
        return None
    nearest = [pair for pair in speakers(lines[0]) if not _VAGUE.fullmatch(pair[0].label.lower())]
    if nearest and (speaker.persons or _names_somebody(speaker)):
        other = nearest[-1][0]
        if other.collective and not other.persons:
            return None
        if speaker.persons and _silent(speaker, lines):
            return Problem("speaker", "misattributed", f"the source has {other.label} say this, not {speaker.label}")
        if not speaker.persons and _another(speaker, other, lines[0]):
            return Problem("speaker", "misattributed", f"the source has {other.label} say this, not {speaker.label}")
        return None
    if speaker.persons and not nearest and _silent(speaker, lines) and not _speaks_near(speaker, lines):
        return Problem("speaker", "misattributed", f"no cited sentence has {speaker.label} say this")
    return None


def _another(speaker: Speaker, other: Speaker, line: Line) -> bool:
    """Whether a speaker without a name is surely not the source's: another country, or a body it does not name."""
    lands = {s for s in speaker.stems if s[0] == "@"}
    if (
        lands
        and not lands & other.stems
        and not any(lands & {f"@{c}" for c in p.countries} for p in _persons(other, line))
    ):
        return True
    proper = any(word[:1].isupper() for word in speaker.label.split()[1:])
    return proper and not speaker.stems & line.reading.stems and not _persons(other, line)


def _persons(speaker: Speaker, line: Line) -> list[Person]:
    return [p for p in line.context.persons if any(same_person(p.name, n) for n in speaker.persons)]


def _silent(speaker: Speaker, lines: Sequence[Line]) -> bool:
    """Whether no sentence has the claim's speaker for its subject."""
    return not any(
        line.subject is not None and same_person(line.subject.name, name) for line in lines for name in speaker.persons
    )


def _speaks_near(speaker: Speaker, lines: Sequence[Line], reach: int = 3) -> bool:
    """Whether the speaker says something in the sentences around, so that an unmarked sentence may be theirs, too."""
    for line in lines:
        at = line.cited.sentence
        near = line.context.readings[max(0, at - reach) : at + reach]
        subjects = line.context.subjects[max(0, at - reach) : at + reach]
        for reading, subject in zip(near, subjects, strict=True):
            if (
                attributions(reading)
                and subject is not None
                and any(same_person(subject.name, n) for n in speaker.persons)
            ):
                return True
    return False


def _names_somebody(speaker: Speaker) -> bool:
    """Whether the words for a speaker are a noun of their own, and no pronoun or clause."""
    return bool(speaker.stems) and len(speaker.stems) <= 4


def _flattened(speaker: Speaker, theirs: Sequence[tuple[Speaker, Attribution]]) -> Problem | None:
    """ "Both sides said" needs two speakers, "X and Y said" both of them."""
    if not theirs or any(other.collective or len(other.persons) > 1 for other, _ in theirs):
        return None
    if len(speaker.persons) > 1:
        missing = [n for n in speaker.persons if not any(same_person(n, p) for o, _ in theirs for p in o.persons)]
        if missing and len(missing) < len(speaker.persons):
            only = theirs[0][0].label
            return Problem(
                "speaker", "misattributed", f"only {only} says this in the source, not {' '.join(missing[0])}"
            )
        return None
    spoken = [other for other, a in theirs if a.stem != "accord"] or [other for other, _ in theirs]
    distinct: list[Speaker] = []
    for other in spoken:
        if not any(same_speaker(other, known) for known in distinct) and not other.stems & speaker.stems:
            distinct.append(other)
    if len(distinct) == 1:
        return Problem(
            "speaker", "misattributed", f"only {distinct[0].label} says this in the source, not '{speaker.label}'"
        )
    return None


def _strength(claim: Reading, attribution: Attribution, lines: Sequence[Line]) -> Problem | None:
    """A problem when the claim's verb vouches for what the source's verb only reports, or denies what it affirms."""
    said = [(line, a) for line in lines for _, a in speakers(line)]
    theirs = [a for _, a in said]
    if not theirs or any(a.stem == attribution.stem for a in theirs):
        return None
    if any(words.stem(w) in line.reading.stems for line in lines for w in _forms(attribution.stem)):
        return None
    ours, strengths = attribution.strength, {a.strength for a in theirs}
    verb = claim.cut(*attribution.verb)
    source = said[0][0].reading.cut(*said[0][1].verb)
    if ours == "strong" and "strong" not in strengths and attribution.stem not in _FINDS:
        return Problem("verb", "unsupported", f"the source has '{source}', which is weaker than '{verb}'")
    if (ours == "against") != ("against" in strengths) and "against" in {ours, *strengths} and len(strengths) == 1:
        return Problem("verb", "contradicted", f"the source has '{source}', not '{verb}'")
    return None


def _forms(stem: str) -> tuple[str, ...]:
    return tuple(v for verbs in lexicon.classes("sayings").values() for v in verbs if words.stem(v) == stem)
