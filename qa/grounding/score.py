"""A graded support score: how much of a claim's wording stands together in the sentences, apart from the verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from qa.grounding.evidence import matched
from qa.grounding.reading import Reading, read
from qa.grounding.records import Cited, Finding
from qa.grounding.words import Word, synonyms

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
NEAREST = 8  # sentences looked at, those that share most with the claim

# Mean and spread of each part over the 448 judged claims of the dev set, and the weight of each. Chosen there from a
# dozen round settings, so .868 (cnndm) and .706 (xsum) AUC are dev figures; weights fitted by logistic regression on
# the same parts had .85 and .69 under tenfold cross-validation by article.
_LINKS, _PAIRS, _LIKENESS = (0.69, 0.33, 2.0), (0.61, 0.35, 1.0), (0.63, 0.11, 1.0)
# A number, date, name, place, quotation or role that fails counts against the score, a failed relation a little.
_HARD, _RELATION = 0.4, 0.2
_HARD_CHECKS = frozenset({"number", "date", "name", "place", "quote", "role", "word"})
_RELATION_CHECKS = frozenset({"negation", "speaker", "hedge", "direction", "agent", "binding", "verb"})


def support(claim: Reading, pool: Sequence[Cited], finding: Finding, similarity: Similarity | None = None) -> float:
    """The support of a claim in the sentences of a pool, 0 to 1; it ranks claims, and decides nothing."""
    content = [w for w in claim.words if w.content]
    if not content or not pool:
        return 0.0
    ranked = sorted(pool, key=lambda c: -sum(w.stem in _stems(c) for w in content))[:NEAREST]
    texts = [[w for w in read(c.quote).words if w.content] for c in ranked]
    parts = [(links(content, texts), _LINKS), (pairs(content, texts), _PAIRS)]
    if similarity is not None:
        nearest = sorted(similarity(claim.folded.original, [c.quote for c in ranked]))[-3:]
        parts.append((sum(nearest) / len(nearest), _LIKENESS))
    failed = set(finding.checks)
    level = sum(weight * (value - mean) / spread for value, (mean, spread, weight) in parts)
    level = (
        level / sum(weight for _, (_, _, weight) in parts)
        - _HARD * bool(failed & _HARD_CHECKS)
        - _RELATION * bool(failed & _RELATION_CHECKS)
    )
    return round(1 / (1 + math.exp(-1.5 * level)), 4)


def _stems(cited: Cited) -> frozenset[str]:
    return read(cited.quote).stems


def links(content: Sequence[Word], texts: Sequence[Sequence[Word]], reach: int = 2, around: int = 5) -> float:
    """How firmly the weaker words of a claim hang together with their neighbours in one sentence, 0 to 1.

    For each word: the best share of its `reach` neighbours on either side that stand within `around` content words of
    it in a sentence. Returned is the 20th percentile: a claim is as good as its weak links.
    """
    found = []
    for at, word in enumerate(content):
        near = [*content[max(0, at - reach) : at], *content[at + 1 : at + 1 + reach]]
        found.append(max((_link(word, near, text, around) for text in texts), default=0.0))
    found.sort()
    place = 0.2 * (len(found) - 1)
    low = int(place)
    high = min(low + 1, len(found) - 1)
    return found[low] + (place - low) * (found[high] - found[low])


def _link(word: Word, near: Sequence[Word], text: Sequence[Word], around: int) -> float:
    best = 0.0
    for place, other in enumerate(text):
        head = 1.0 if other.stem == word.stem else 0.7 if other.stem in synonyms(word.stem) else 0.0
        if not head:
            continue
        stems = frozenset(w.stem for w in text[max(0, place - around) : place + around + 1])
        held = sum(1.0 if w.stem in stems else 0.7 if synonyms(w.stem) & stems else 0.0 for w in near)
        best = max(best, head * (1 + held) / (1 + len(near)))
    return best


def pairs(content: Sequence[Word], texts: Sequence[Sequence[Word]]) -> float:
    """The share of the claim's ordered pairs of words, at most four apart, that one sentence has, too; 0 to 1."""
    ours = _skips(content)
    if not ours:
        return matched(content[0], frozenset(w.stem for text in texts for w in text)) if content else 0.0
    return max((len(ours & _skips(text)) for text in texts), default=0) / len(ours)


def _skips(text: Sequence[Word]) -> set[tuple[str, str]]:
    stems = [w.stem for w in text]
    return {(stems[i], stems[j]) for i in range(len(stems)) for j in range(i + 1, min(i + 5, len(stems)))}
