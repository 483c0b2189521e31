"""A claim against its cited sentences: verbatim, supported, unsupported, misattributed or contradicted, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.grounding.checks import problems
from qa.grounding.checks.coverage import coverage
from qa.grounding.evidence import Evidence, gather, read_claim
from qa.grounding.fold import fold
from qa.grounding.quotes import loose
from qa.grounding.reading import Reading
from qa.grounding.records import Cited, Finding, Problem, Verdict
from qa.grounding.repoint import alternatives, tagged
from qa.grounding.score import Similarity, support
from qa.grounding.speech import speaker
from qa.grounding.told import spoken, unsaid
from qa.grounding.turn_labels import bare

LONGEST = 250  # words; the time that a claim takes grows with the square of its length
# A claim is re-pointed only to sentences that have most of its words, and nearly as many as any others have.
LEAST, SLACK = 0.6, 0.12
_WORST: tuple[Verdict, ...] = ("contradicted", "unsupported")


def ground(
    claim: str,
    cited: Sequence[Cited],
    evidence: Sequence[Cited] = (),
    *,
    similarity: Similarity | None = None,
    shown_as_quote: bool = False,
) -> Finding:
    """The finding on a claim, judged by its cited sentences in the context of their whole articles.

    `evidence`: other sentences to which a claim that fails may be re-pointed; the finding then says so.
    `similarity`: the likeness, -1 to 1, of a text to each of others; it only refines `score`. With nothing cited, the
    claim is judged by the best of `evidence`; with neither, it is unsupported. `shown_as_quote`: the claim will stand
    between quotation marks with its speaker's name, so somebody's words are no misattribution.
    """
    if any(c.isalnum() for c in claim):
        if same := _quoted(claim, cited):
            quoted = shown_as_quote or _marked(claim)
            return Finding("verbatim", 1.0, citations=tuple(same)) if quoted else _own_words(same)
        twin = None if cited else next((e for e in evidence if _quoted(claim, [e])), None)
        if twin is not None and speaker(twin) is None:
            return Finding("verbatim", 1.0, citations=(twin,))
    pool = (*cited, *evidence)
    reading = read_claim(claim, pool)
    if not reading.words:
        return Finding("unsupported", 0.0, ("the claim has no words",), tuple(cited))
    if not pool:
        return Finding("unsupported", 0.0, ("nothing is cited",))
    if len(reading.words) > LONGEST:
        return Finding(
            "unsupported", 0.0, (f"more than {LONGEST} words are no one claim: check its sentences",), tuple(cited)
        )
    first = _judge(reading, gather(cited)) if cited else None
    if first is not None and first.passed:
        return _scored(first, reading, pool, similarity)
    joints = [gather(c, joined=len(c) > 1 and not tagged(c)) for c in alternatives(reading, cited, evidence)]
    shares = [coverage(reading, joint)[0] for joint in joints]
    best = max([coverage(reading, gather(cited))[0] if cited else 0.0, *shares])
    for joint, share in zip(joints, shares, strict=True):
        if share < max(LEAST, best - SLACK) and first is not None:
            continue
        found = _judge(reading, joint)
        if not found.passed and (going_on := _going_on(reading, joint)) is not None:
            found = going_on
        if found.passed:
            return _scored(replace(found, repointed=bool(cited)), reading, pool, similarity)
        if first is None:
            first = found
    if first is None:
        first = Finding("unsupported", 0.0, ("no sentence shares a word with the claim",))
    return _scored(first, reading, pool, similarity)


def _going_on(reading: Reading, joint: Evidence) -> Finding | None:
    """The finding on two sentences of which the second supports the claim alone, as its article reads it; the first,
    straight before it, only has the words that it takes up: "the two", "that axis"."""
    cited = [line.cited for line in joint.lines]
    if len(cited) != 2 or cited[0].source is not cited[1].source or cited[0].sentence + 1 != cited[1].sentence:
        return None
    found = _judge(reading, gather(cited[1:]))
    return replace(found, citations=tuple(cited)) if found.passed else None


def _quoted(claim: str, cited: Sequence[Cited]) -> list[Cited]:
    """The cited sentences that the claim is, word for word: each that is it, or several that follow one another.

    Asked first, since it needs no reading of the articles: an extractive answer is checked in a millisecond.
    """
    said = _plain(claim)
    same = [one for one in cited if said in (_plain(one.quote), _plain(bare(one.quote)))]
    if same:
        return same
    runs: list[list[Cited]] = []
    for one in cited:
        last = runs[-1][-1] if runs else None
        if last is not None and last.source is one.source and last.sentence + 1 == one.sentence:
            runs[-1].append(one)
        else:
            runs.append([one])
    whole = (run for run in runs if said == _plain(run[0].article.text[run[0].span.start : run[-1].span.end]))
    return next(whole, [])


def _own_words(cited: Sequence[Cited]) -> Finding:
    """Verbatim, unless all that is cited is what the article only quotes: plainly stated, it would lose its speaker."""
    said = [speaker(c) for c in cited]
    if all(said):
        reason = f"in the source these are the words of {said[0]}; the claim states them as fact"
        return Finding("misattributed", 0.5, (reason,), tuple(cited), checks=("speaker",))
    return Finding("verbatim", 1.0, citations=tuple(cited))


def _marked(claim: str) -> bool:
    """Whether the claim carries a quotation mark at one of its ends, and so is no plain statement."""
    bare = claim.strip(" .,")
    return bare.startswith(tuple("\"\u201c\u00ab\u201e'\u2018`")) or bare.endswith(tuple("\"\u201d\u00bb'\u2019"))


def _plain(text: str) -> str:
    return loose(fold(text).text).strip(" .")


def _judge(reading: Reading, evidence: Evidence) -> Finding:
    citations = tuple(line.cited for line in evidence.lines)
    same = _verbatim(reading, evidence)
    if same:
        return Finding("verbatim", 1.0, citations=tuple(same)) if _marked(reading.folded.original) else _own_words(same)
    wrong = [*unsaid(reading, evidence), *problems(reading, spoken(evidence))]
    notes = _notes(reading, evidence)
    if not wrong:
        return Finding("supported", 1.0, citations=citations, notes=notes)
    return Finding(
        _worst(wrong),
        0.0,
        tuple(dict.fromkeys(p.reason for p in wrong)),
        citations,
        notes=notes,
        checks=tuple(dict.fromkeys(p.check for p in wrong)),
    )


def _worst(found: Sequence[Problem]) -> Verdict:
    """The verdict of the gravest problem. What one person says is not contradicted by what another says."""
    verdicts = {p.verdict for p in found}
    if "misattributed" in verdicts:
        return "misattributed"
    return next(verdict for verdict in _WORST if verdict in verdicts)


def _verbatim(reading: Reading, evidence: Evidence) -> list[Cited]:
    """The cited sentences that the claim is, word for word."""
    ours = loose(reading.text).strip(" .'")
    return [line.cited for line in evidence.lines if ours == loose(line.reading.text).strip(" .'")]


def _notes(reading: Reading, evidence: Evidence) -> tuple[str, ...]:
    """How the cited sentences were read: whom "He" means, where the claim names that person and they don't."""
    notes = []
    for name in reading.people:
        if not evidence.names_person(name):
            meant = evidence.means_person(name)
            if meant is not None:
                notes.append(f"'{meant[0]}' read as '{meant[1].label}' from the sentences before")
    return tuple(dict.fromkeys(notes))


def _scored(found: Finding, reading: Reading, pool: Sequence[Cited], similarity: Similarity | None) -> Finding:
    if found.verdict == "verbatim":
        return replace(found, score=1.0)
    return replace(found, score=support(reading, pool, found, similarity))
