"""What the source only plans, offers or thinks possible is no fact in the claim."""

from __future__ import annotations

from collections.abc import Iterator

from qa.grounding import lexicon
from qa.grounding.checks.agents import tied
from qa.grounding.evidence import Evidence, Line
from qa.grounding.polarity import hedged, negated
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import synonyms

_SURE = frozenset({"will", "shall", "must"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "would"})
_SAYS_SO = frozenset(
    "plan intend hope want offer invit agre propos promis vow pledg expect urg ask call demand suggest recommend "
    "consid weigh".split()
)


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for the first word that every sentence hedges and the claim does not."""
    ours = hedged(claim)
    yield from _surer(claim, ours, evidence)
    for place, word in enumerate(claim.words):
        if not word.content or place in ours or place in negated(claim):
            continue
        forms = {word.stem, *synonyms(word.stem)} if word.lower.endswith("ed") else {word.stem}
        hits = [(line, i) for line in evidence.lines for i, w in enumerate(line.reading.words) if w.stem in forms]
        # "mutual visits" tells of no visit that was made, and so pardons no "invited ... to visit" beside it.
        hits = [(line, i) for line, i in hits if tied(line.reading, i)] or hits
        if not hits or not all(i in hedged(line.reading) for line, i in hits):
            continue
        line, at = hits[0]
        if _hedge_before(claim, place) or not _acts(claim, place) or not _kept(claim, line, place, at):
            continue
        by = hedged(line.reading)[at]
        theirs = line.reading.words[at].text
        yield Problem(
            "hedge", "unsupported", f"the source has '{by} ... {theirs}', the claim states '{word.text}' as done"
        )
        return


def _surer(claim: Reading, ours: dict[int, str], evidence: Evidence) -> Iterator[Problem]:
    """A problem for the first "will" of the claim where every sentence has only "may", "plans to" or "in talks to"."""
    # Who agreed, promised or ordered will do it, as news words it; who only hopes or is in talks may not.
    wished = lexicon.classes("hedges")["wish"]
    for place, by in ours.items():
        stem = claim.words[place].stem
        hits = [(line, i) for line in evidence.lines for i, w in enumerate(line.reading.words) if w.stem == stem]
        theirs = [hedged(line.reading).get(i, "") for line, i in hits]
        if by.lower() in _SURE and theirs and all(t.lower() in _POSSIBLE | wished for t in theirs):
            reason = f"the source has '{theirs[0]} ... {claim.words[place].text}', which is less than '{by}'"
            yield Problem("hedge", "unsupported", reason)
            return


def _hedge_before(claim: Reading, place: int) -> bool:
    """Whether the claim hedges a word close before, "agreed on a plan to ...", in its own way."""
    near = {claim.words[i].stem for i in range(max(0, place - 3), place)}
    return bool(near & _SAYS_SO) or any(i in hedged(claim) for i in range(max(0, place - 3), place))


def _acts(claim: Reading, place: int) -> bool:
    """Whether the claim uses the word as a finite verb or a participle: not after "the", "to" or a preposition."""
    before = claim.words[place - 1].lower if place else ""
    return before not in (
        "the",
        "a",
        "an",
        "to",
        "of",
        "for",
        "his",
        "her",
        "its",
        "their",
        "this",
        "in",
        "by",
        "on",
        "with",
    )


def _kept(claim: Reading, line: Line, place: int, at: int, reach: int = 6) -> bool:
    """Whether the words around are shared, so that both speak of one act."""
    here = {w.stem for i, w in enumerate(claim.words) if w.content and i != place and abs(i - place) <= reach}
    there = {w.stem for i, w in enumerate(line.reading.words) if w.content and i != at and abs(i - at) <= reach + 4}
    return len(here & there) >= 1
