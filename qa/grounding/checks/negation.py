"""What the source negates the claim negates, and the reverse; an antonym counts as a negation."""

from __future__ import annotations

from collections.abc import Iterator

from qa.grounding import lexicon, words
from qa.grounding.antonyms import opposites
from qa.grounding.evidence import Evidence, matched
from qa.grounding.polarity import near_no, negated, negative, unprefixed
from qa.grounding.reading import Reading
from qa.grounding.records import Problem


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """At most one problem for each way of turning a claim round: a no added, a no left out, an antonym."""
    yield from list(_added(claim, evidence))[:1]
    yield from list(_dropped(claim, evidence))[:1]
    yield from list(_turned(claim, evidence))[:1]


def _added(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    for place, by in negated(claim).items():
        word = claim.words[place]
        hits = [(line, i) for line in evidence.lines for i, w in enumerate(line.reading.words) if w.stem == word.stem]
        if hits and not any(near_no(line.reading, i) for line, i in hits):
            yield _problem(f"the claim has '{by} ... {word.text}', the source has it without the no")
    if negated(claim) and not any(negative(line.reading) for line in evidence.lines):
        place, by = next(iter(negated(claim).items()))
        if by.lower() not in lexicon.classes("negations")["verbs"]:
            yield _problem(
                f"the claim has '{by} ... {claim.words[place].text}', and no cited sentence negates anything"
            )


def _dropped(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    for line in evidence.lines:
        for place, by in negated(line.reading).items():
            word = line.reading.words[place]
            ours = [i for i, w in enumerate(claim.words) if w.stem == word.stem]
            if not ours or any(near_no(claim, i) for i in ours) or _free_elsewhere(word.stem, evidence):
                continue
            if _same_clause(claim, ours[0], line.reading, place):
                yield _problem(f"the source has '{by} ... {word.text}', the claim leaves the no out")


def _free_elsewhere(stem: str, evidence: Evidence) -> bool:
    """Whether some sentence has the word without a negation."""
    return any(
        w.stem == stem and i not in negated(line.reading)
        for line in evidence.lines
        for i, w in enumerate(line.reading.words)
    )


def _same_clause(claim: Reading, ours: int, source: Reading, theirs: int, reach: int = 7, least: int = 2) -> bool:
    """Whether the words around both places have something in common besides."""
    here = {w.stem for w in claim.words[max(0, ours - reach) : ours + reach + 1] if w.content}
    there = {w.stem for w in source.words[max(0, theirs - reach) : theirs + reach + 1] if w.content}
    return len(here & there) >= least


def _turned(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    for place, word in enumerate(claim.words):
        if matched(word, evidence.stems, evidence.countries) and word.lower not in ("un",):
            continue
        against = opposites(word.stem)
        bare = unprefixed(word.lower)
        if bare is not None:
            against = against | {words.stem(bare)}
        for line in evidence.lines:
            for i, other in enumerate(line.reading.words):
                opposed = other.stem in against or (unprefixed(other.lower) == word.lower and len(word.lower) > 3)
                if not opposed or i in negated(line.reading) or place in negated(claim):
                    continue
                if word.stem == "defeat" and other.stem == "lose" and not word.lower.endswith("ed"):
                    continue  # "their defeat by X" is what they lost
                if negative(claim, but=place) and not negative(line.reading):
                    continue
                near = _same_clause(claim, place, line.reading, i, reach=2, least=1)
                if near or _same_clause(claim, place, line.reading, i, reach=4):
                    yield _problem(f"the source has '{other.text}', the claim '{word.text}'")


def _problem(reason: str) -> Problem:
    return Problem("negation", "contradicted", reason)
