"""A name or a number that only one of several cited sentences has goes with the rest of what that sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.grounding import places
from qa.grounding.context import same_person
from qa.grounding.dates import covers
from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.names import NameSpan, saying_stems
from qa.grounding.numbers import agrees
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions
from qa.grounding.words import Word

SHORT = 6  # content words
_LOCATIVE = re.compile(r"\b(?:in|at|near|from|to)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINS = frozenset("and but that who which while when where because after before as if".split())
_ANAPHOR = re.compile(r"\W*(?:it|its|they|their|this|these|those|he|she|his|her|of these|of this)\b", re.IGNORECASE)


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """Problems of joined evidence: an anchor whose neighbours, or whose partner, stand in other sentences."""
    if not evidence.joined:
        return
    yield from _scattered(claim, evidence)
    yield from _placed(claim, evidence)
    anchors = list(_anchors(claim, evidence))
    for anchor in anchors:
        yield from _apart(claim, anchor, evidence)
    for at, one in enumerate(anchors):
        for other in anchors[at + 1 :]:
            if _together(claim, one, other) and not _meet(one, other):
                said = f"'{claim.cut(one.start, one.end)}' and '{claim.cut(other.start, other.end)}'"
                yield Problem("binding", "unsupported", f"no one sentence has {said} together")
                return


def _placed(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when no sentence that names a place says there what the claim has happen in it."""
    taken = [(n.start, n.end) for n in claim.names] + [(d.start, d.end) for d in claim.dates]
    for name in claim.names:
        if name.kind != "place" or not _LOCATIVE.search(claim.text[: name.start]):
            continue
        before = [w for w in claim.words if w.end <= name.start and w.content]
        plain = [w for w in before if not any(start <= w.start < end for start, end in taken)]
        having = [line for line in evidence.lines if any(n.name == name.name for n in line.reading.names)]
        if plain and having and not any(matched(plain[-1], line.reading.stems) for line in having):
            said = f"'{plain[-1].text}' of '{claim.cut(name.start, name.end)}'"
            yield Problem("binding", "unsupported", f"no one sentence says {said}")
            return


def _scattered(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem when some words of one clause, names apart, come from one sentence only and some from another only."""
    spans = [(n.start, n.end) for n in claim.names] + [(n.start, n.end) for n in claim.numbers]
    said = {a.verb[0] for a in attributions(claim)}
    for first, last in _clauses(claim):
        if sum(w.content for w in claim.words[first:last]) > SHORT:
            continue  # a long clause may well gather what two sentences say
        own: dict[int, str] = {}
        for word in claim.words[first:last]:
            quoted = any(q.start <= word.start < q.end for q in claim.quotations)
            if quoted or not word.content or word.start in said or any(s <= word.start < e for s, e in spans):
                continue
            having = [i for i, line in enumerate(evidence.lines) if matched(word, line.reading.stems)]
            if len(having) == 1:
                own.setdefault(having[0], word.text)
        if len(own) > 1 and not _linked([evidence.lines[i] for i in own]):
            one, other = list(own.values())[:2]
            yield Problem("binding", "unsupported", f"no one sentence says both '{one}' and '{other}'")
            return


def _clauses(claim: Reading) -> Iterator[tuple[int, int]]:
    """The clauses of a claim as runs of words, cut at commas and at "and", "that", "who", "while"."""
    first = 0
    for at in range(1, len(claim.words)):
        gap = claim.text[claim.words[at - 1].end : claim.words[at].start]
        if re.search(r"[,;:()\"]", gap) or claim.words[at].lower in _JOINS:
            yield first, at
            first = at
    yield first, len(claim.words)


def _linked(lines: list[Line]) -> bool:
    """Whether one of the sentences goes on from another by "it", "this" or "he"."""
    return any(_continues(a, b) for a in lines for b in lines if a is not b)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name, number or date of the claim, `text[start:end]`, and the sentences that have it."""

    start: int
    end: int
    bearers: tuple[Line, ...]


def _anchors(claim: Reading, evidence: Evidence) -> Iterator[Anchor]:
    lines = evidence.lines
    for name in claim.names:
        yield Anchor(name.start, name.end, tuple(line for line in lines if _names(name, line)))
    for number in claim.numbers:
        if number.value > 2:
            bearers = (li for li in lines if any(agrees(number, n) for n in li.reading.numbers))
            yield Anchor(number.start, number.end, tuple(bearers))
    for mention in claim.dates:
        bearers = (li for li in lines if any(covers(mention, d) for d in li.reading.dates))
        yield Anchor(mention.start, mention.end, tuple(bearers))


def _together(claim: Reading, one: Anchor, other: Anchor) -> bool:
    """Whether two anchors stand in one clause of the claim, and in a sentence each."""
    first, last = sorted((one, other), key=lambda a: a.start)
    between = claim.text[first.end : last.start]
    return bool(one.bearers and other.bearers) and not re.search(r"[,;:()]|\b(?:and|that|who|which|where)\b", between)


def _meet(one: Anchor, other: Anchor) -> bool:
    """Whether a sentence has both, or one that means the other's sentence by "it" or "he" follows it."""
    if any(a is b for a in one.bearers for b in other.bearers):
        return True
    return any(_continues(a, b) or _continues(b, a) for a in one.bearers for b in other.bearers)


def _names(name: NameSpan, line: Line) -> bool:
    if name.kind == "place":
        return any(places.supports(n.name, name.name) for n in line.reading.names)
    if name.kind == "person":
        if line.names(name) or any(same_person(p.name, name.parts) for _, p in line.meant):
            return True
        namesake = any(n.surname == name.surname for n in line.reading.people)  # who is not the person, as just seen
        return name.surname in line.reading.text and not namesake
    return name.name.lower() in line.reading.text.lower()


def _clause(claim: Reading, at: int, reach: int = 6) -> list[Word]:
    """The words around a place, up to the nearest comma or semicolon on either side."""
    first = last = at
    while (
        first > 0
        and at - first < reach
        and not re.search(r"[,;:()]", claim.text[claim.words[first - 1].end : claim.words[first].start])
    ):
        first -= 1
    while (
        last + 1 < len(claim.words)
        and last - at < reach
        and not re.search(r"[,;:()]", claim.text[claim.words[last].end : claim.words[last + 1].start])
    ):
        last += 1
    return list(claim.words[first : last + 1])


def _continues(line: Line, bearer: Line) -> bool:
    """Whether a sentence follows the one with the anchor at once, so that "it" or "of these" may mean the anchor."""
    apart = line.cited.sentence - bearer.cited.sentence
    if line.cited.source is not bearer.cited.source or not 1 <= apart <= 2:
        return False
    if apart == 1 and (bearer.reading.text.count('"') % 2 or len(line.reading.words) <= 6):
        return True  # one quotation over two sentences; an afterthought such as "No date has been set."
    return bool(_ANAPHOR.match(line.reading.text))


def _apart(claim: Reading, anchor: Anchor, evidence: Evidence) -> Iterator[Problem]:
    if not anchor.bearers or len(anchor.bearers) == len(evidence.lines):
        return
    at = next(i for i, w in enumerate(claim.words) if w.end > anchor.start)
    names = [(n.start, n.end) for n in claim.names] + [(anchor.start, anchor.end)]
    near = {
        w.stem
        for w in _clause(claim, at)
        if w.content and w.stem not in saying_stems() and not any(s <= w.start < e for s, e in names)
    }
    ours = max(len(near & line.reading.stems) for line in anchor.bearers)
    others = [line for line in evidence.lines if not any(_continues(line, bearer) for bearer in anchor.bearers)]
    best = max((len(near & line.reading.stems) for line in others), default=0)
    if best >= 2 and ours < 0.5 * best:
        said = claim.cut(anchor.start, anchor.end)
        yield Problem("binding", "unsupported", f"the sentence that has '{said}' does not say the rest of it")
