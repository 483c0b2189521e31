"""Most of what a claim says in its own words is said in the evidence, by stem, synonym or kindred word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.grounding import counts, lexicon, places, words
from qa.grounding.evidence import Evidence, Line, matched
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions, strengths
from qa.grounding.words import Word

_ITSELF = frozenset({"article", "report", "story", "piece"})  # what a claim may call the source
_LIGHT = re.compile(r"\b(?:take|takes|took|taken|taking)\s+(?:place|part)\b", re.IGNORECASE)  # says no more than "was"
# Chosen on the dev claims: below it most are unsupported, above it most that people wrote from a source stand.
FLOOR = 0.5


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """One problem when less than half of the claim's content words are in the sentences, naming those that are not.

    The words that are no names must reach the floor alone, too: names stand in every sentence of an article.
    """
    share, missing = coverage(claim, evidence)
    plain, unnamed = coverage(claim, evidence, names=False)
    said = [word for word, _, _ in _weighed(claim, evidence, names=False, all_words=True)]
    empty = bool(said) and all(w.stem in strengths() or w.lower in _ITSELF for w in said)
    if empty and not any(_tells(claim, said, line) for line in evidence.lines):
        plain, unnamed = 0.0, said
    if share < FLOOR or plain < FLOOR or (plain == FLOOR and unnamed and share <= 0.8):
        named = ", ".join(f"'{w.text}'" for w in (missing if share < FLOOR else unnamed)[:4])
        yield Problem("coverage", "unsupported", f"the cited sentences say nothing of {named}")


def _tells(claim: Reading, said: Sequence[Word], line: Line) -> bool:
    """Whether a sentence has the very verb and all names of a claim that only tells that somebody says something: "The
    Gazette has verified the story." """
    meant = {w.lower() for _, p in line.meant for w in p.name}
    named = [w for n in claim.names for w in words.content(n.name)]
    verbs = [w for w in said if w.lower not in _ITSELF]
    lands = {c for n in line.reading.names if (c := places.country(n.name))}
    there = all(w.stem in line.reading.stems or w.lower in meant or places.country(w.text) in lands for w in named)
    return there and all(w.stem in line.reading.stems for w in verbs)


def coverage(claim: Reading, evidence: Evidence, names: bool = True) -> tuple[float, list[Word]]:
    """How much of the claim's content is in the evidence, 0 to 1, and the words that are not.

    Dates and numbers are left to their own checks, verbs of saying to attribution; `names`: whether names count.
    """
    return _share(_weighed(claim, evidence, names=names))


def _share(weighed: Iterable[tuple[Word, float, float]]) -> tuple[float, list[Word]]:
    total, found, missing = 0.0, 0.0, []
    for word, weight, got in weighed:
        total += weight
        found += weight * got
        if not got:
            missing.append(word)
    return (found / total if total else 1.0), missing


def _weighed(
    claim: Reading, evidence: Evidence, *, names: bool, all_words: bool = False
) -> Iterator[tuple[Word, float, float]]:
    """The words that count, each with its weight and how far it is in the evidence. `all_words`: verbs of saying and
    words for the source itself, too."""
    meant = frozenset(w.lower() for line in evidence.lines for _, p in line.meant for w in p.name)
    apart = [(d.start, d.end) for d in claim.dates] + [(n.start, n.end) for n in claim.numbers]
    if not names:
        apart += [(n.start, n.end) for n in claim.names]
    counted = [n for n in claim.numbers if n.value >= 2 and counts.listed(claim, n, evidence)]
    # A verb of saying is attribution's business, where the source has anyone say anything.
    spoken = not all_words and any(attributions(line.reading) for line in evidence.lines)
    said = {a.verb[0] for a in attributions(claim)} if spoken else set()
    apart += [m.span() for m in _LIGHT.finditer(claim.text)]
    for word in claim.words:
        if (
            not word.content
            or (word.lower in _ITSELF and not all_words)
            or word.start in said
            or any(s <= word.start < e for s, e in apart)
        ):
            continue
        if word.lower in lexicon.words("plurals") and any(n.end <= word.start <= n.end + 30 for n in counted):
            continue  # "three officials": the list that carries the number says who they are
        known = word.lower in meant or places.country(word.text) in evidence.meant_countries
        got = 1.0 if known else matched(word, evidence.stems, evidence.countries)
        yield word, 1.0 if len(word.lower) > 3 else 0.6, got
