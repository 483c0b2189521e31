"""Most of what a claim says in its own words is said in the evidence, by stem, synonym or kindred word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding import counts, lexicon, places
from qa.grounding.evidence import Evidence, matched
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions
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
    if share < FLOOR or plain < FLOOR or (plain == FLOOR and unnamed and share <= 0.8):
        named = ", ".join(f"'{w.text}'" for w in (missing if share < FLOOR else unnamed)[:4])
        yield Problem("coverage", "unsupported", f"the cited sentences say nothing of {named}")


def coverage(claim: Reading, evidence: Evidence, names: bool = True) -> tuple[float, list[Word]]:
    """How much of the claim's content is in the evidence, 0 to 1, and the words that are not.

    Dates and numbers are left to their own checks, verbs of saying to attribution; `names`: whether names count.
    """
    meant = frozenset(w.lower() for line in evidence.lines for _, p in line.meant for w in p.name)
    apart = [(d.start, d.end) for d in claim.dates] + [(n.start, n.end) for n in claim.numbers]
    if not names:
        apart += [(n.start, n.end) for n in claim.names]
    counted = [n for n in claim.numbers if n.value >= 2 and counts.listed(claim, n, evidence)]
    # A verb of saying is attribution's business, where the source has anyone say anything.
    spoken = any(attributions(line.reading) for line in evidence.lines)
    said = {a.verb[0] for a in attributions(claim)} if spoken else set()
    apart += [m.span() for m in _LIGHT.finditer(claim.text)]
    total, found, missing = 0.0, 0.0, []
    for word in claim.words:
        if (
            not word.content
            or word.lower in _ITSELF
            or word.start in said
            or any(s <= word.start < e for s, e in apart)
        ):
            continue
        weight = 1.0 if len(word.lower) > 3 else 0.6
        if word.lower in lexicon.words("plurals") and any(n.end <= word.start <= n.end + 30 for n in counted):
            continue  # "three officials": the list that carries the number says who they are
        known = word.lower in meant or places.country(word.text) in evidence.meant_countries
        got = 1.0 if known else matched(word, evidence.stems, evidence.countries)
        total += weight
        found += weight * got
        if not got:
            missing.append(word)
    return (found / total if total else 1.0), missing
