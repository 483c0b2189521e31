"""How many of them: "most" is not "all", and "only" is not left to the reader's fancy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.grounding import lexicon
from qa.grounding.evidence import Evidence
from qa.grounding.numbers import Number
from qa.grounding.reading import Reading
from qa.grounding.records import Problem

# How much each word takes of what it counts; a claim may take less than its source, and not more.
_SHARE = {
    "none": 0.0, "no": 0.0, "few": 0.1, "some": 0.3, "several": 0.3, "many": 0.4, "half": 0.5, "most": 0.7,
    "majority": 0.7, "all": 1.0, "every": 1.0, "each": 1.0, "entire": 1.0, "whole": 1.0,
}  # fmt: skip
_PASSED = frozenset("of the his her its their our these those this that a an".split())
_ALONE = frozenset("only sole solely exclusively".split())
_LIMITS = frozenset(
    "only sole solely exclusively just alone exclusive except unique single nobody but lone limited restricted nothing "
    "merely first one".split()
)
_REACH = 4  # words from the quantifier to what it counts


@dataclass(frozen=True, slots=True)
class Quantity:
    """A word or a ratio that takes a share of some things, and the stems of what these may be."""

    label: str
    share: float
    stems: frozenset[str]


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """Problems for a share that is larger than each sentence has, or of the other end, and for an "only" of its own."""
    yield from _shares(claim, evidence)
    yield from _only(claim, evidence)


def _shares(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    for ours in quantities(claim):
        rivals = [q for line in evidence.lines for q in quantities(line.reading) if q.stems & ours.stems]
        if rivals and not any(_fits(ours, q) for q in rivals):
            yield Problem("quantifier", "contradicted", f"the source has '{rivals[0].label}', the claim '{ours.label}'")
            return


def _fits(ours: Quantity, theirs: Quantity) -> bool:
    """Whether the source's share bears out the claim's: "all" does for "most", and "few" only for "few"."""
    if ours.share < 0.2 or theirs.share < 0.2:
        return abs(ours.share - theirs.share) < 0.15 and (ours.share == 0) == (theirs.share == 0)
    return ours.share <= theirs.share + 0.1


def quantities(reading: Reading) -> list[Quantity]:
    """The quantifiers of a text before the things they count, "two of the twelve jurors" as a share, too."""
    found = []
    for at, word in enumerate(reading.words):
        share = _SHARE.get(word.lower)
        if share is None:
            continue
        if word.lower == "most" and not _before_nouns(reading, at):
            continue
        stems = _counted(reading, at)
        if stems:
            found.append(Quantity(word.text, share, stems))
    found += _ratios(reading)
    return found


def _before_nouns(reading: Reading, at: int) -> bool:
    """Whether "most" counts things, and does not make a superlative: "most of", "most villagers", not "most modern"."""
    following = reading.words[at + 1] if at + 1 < len(reading.words) else None
    before = reading.words[at - 1].lower if at else ""
    return (
        following is not None
        and before not in ("the", "a", "its", "his", "her", "their")
        and (following.lower == "of" or following.lower.endswith("s"))
    )


def _counted(reading: Reading, at: int) -> frozenset[str]:
    """The stems of the nouns straight after a quantifier, articles and numbers passed over; empty when none follows."""
    stems: list[str] = []
    last = reading.words[at].end
    for word in reading.words[at + 1 : at + 1 + _REACH + 2]:
        if reading.text[last : word.start].strip(" -"):
            break
        last = word.end
        if (
            word.lower in _PASSED
            or word.lower[0].isdigit()
            or any(n.start <= word.start < n.end for n in reading.numbers)
        ):
            continue
        if not word.content:
            break
        stems.append(word.stem)
        if word.lower.endswith("s") or len(stems) == 2:
            break
    return frozenset(stems)


def _ratios(reading: Reading) -> Iterator[Quantity]:
    """Shares written as two numbers: "two of the twelve jurors"."""
    for one, other in zip(reading.numbers, reading.numbers[1:], strict=False):
        between = reading.text[one.end : other.start].strip().lower()
        if between in ("of", "of the", "out of", "out of the", "of its", "of their") and _part(one, other):
            at = next(i for i, w in enumerate(reading.words) if w.end >= other.end)
            stems = _counted(reading, at)
            if stems:
                yield Quantity(reading.cut(one.start, other.end), one.value / other.value, stems)


def _part(one: Number, other: Number) -> bool:
    return 0 < one.value <= other.value and not one.unit and not other.ordinal


def _only(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for an "only" when no sentence limits anything."""
    for at, word in enumerate(claim.words):
        before = claim.words[at - 1].lower if at else ""
        if word.lower not in _ALONE or before in ("not", "if"):
            continue
        limits = any(w.lower in _LIMITS for line in evidence.lines for w in line.reading.words)
        few = lexicon.classes("negations")["words"]
        if not limits and not any(w.lower in few for line in evidence.lines for w in line.reading.words):
            yield Problem("quantifier", "unsupported", f"the claim has '{word.text}', and no cited sentence limits it")
        return
