"""Other sentences that may support a claim when the cited ones don't: the nearest, alone and joined with others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.grounding.context import context
from qa.grounding.evidence import matched
from qa.grounding.reading import Reading, read
from qa.grounding.records import Cited
from qa.grounding.speech import speaker

SINGLES = 4  # sentences tried alone
MOST = 3  # sentences of a joined citation
MANY = 5  # sentences of a citation for a count
_ANAPHOR = re.compile(r"\b(?:these|this|those|such|it|they|them|its|their|the\s+two)\b", re.IGNORECASE)


def alternatives(claim: Reading, cited: Sequence[Cited], evidence: Sequence[Cited]) -> Iterator[tuple[Cited, ...]]:
    """Citations to try in order: single sentences, the nearest first, then those that cover the claim together."""
    pool = list(dict.fromkeys((*cited, *evidence)))
    content = [w for w in claim.words if w.content]
    if not content or not pool:
        return
    cover = {c: frozenset(i for i, w in enumerate(content) if matched(w, _stems(c))) for c in pool}
    named = frozenset(i for i, w in enumerate(content) if any(n.start <= w.start < n.end for n in claim.names))
    ranked = sorted(pool, key=lambda c: -len(cover[c]))
    singles = [c for c in ranked[:SINGLES] if cover[c]]
    unlike = {c.quote: c for c in reversed(ranked)}  # a reprint's sentence is read on once
    for one in singles:
        if (one,) != tuple(cited):
            yield (one,)
    for one in [c for c in ranked if cover[c] and unlike[c.quote] is c][:SINGLES]:
        if one.sentence and _ANAPHOR.search(_text(one)):
            yield (Cited(one.source, one.sentence - 1), one)
    for one in singles[:3]:
        yield from _with_tag(one)
    counted = _counted(claim, pool)
    if len(counted) > 1:
        yield counted
    for first in [*dict.fromkeys((*cited[:1], *singles[:2]))]:
        joined = _joined(first, pool, cover, named)
        for size in range(2, len(joined) + 1):
            yield joined[:size]


def _with_tag(one: Cited) -> Iterator[tuple[Cited, ...]]:
    """A sentence that is all quotation, with the one beside it that tells whose words it is: '"We lost," she said.'"""
    if speaker(one) is None:
        return
    for n in (one.sentence - 1, one.sentence + 1):
        if 0 <= n < len(one.source.sentences) and one.source.sentences[n].paragraph == one.span.paragraph:
            beside = Cited(one.source, n)
            yield (beside, one) if n < one.sentence else (one, beside)


def tagged(citation: Sequence[Cited]) -> bool:
    """Whether a citation is a quotation and the sentence beside it, of its paragraph, that tells whose it is."""
    return len(citation) == 2 and any(tuple(citation) in _with_tag(one) for one in citation)


def _counted(claim: Reading, pool: Sequence[Cited]) -> tuple[Cited, ...]:
    """The sentences in which a claim that counts persons finds them: each has the claim's act with a name after it."""
    if not any(2 <= n.value <= MANY and not n.unit for n in claim.numbers):
        return ()
    acts = {w.stem for w in claim.words if w.content and not any(n.start <= w.start < n.end for n in claim.names)}
    subject = {w.stem for n in claim.names[:1] for w in claim.words if n.start <= w.start < n.end}
    found = []
    for cited in pool:
        reading = context(cited.source).readings[cited.sentence]
        if subject <= reading.stems and any(
            _act_on_name(reading, i) for i, w in enumerate(reading.words) if w.stem in acts
        ):
            found.append(cited)
    return tuple(found[:MANY])


def _act_on_name(reading: Reading, place: int) -> bool:
    """Whether a person's name stands within some words after a place, no comma between."""
    end = reading.words[place].end
    ahead = next((n for n in reading.people if n.start >= end), None)
    return (
        ahead is not None
        and len(reading.text[end : ahead.start].split()) <= 6
        and "," not in reading.text[end : ahead.start]
    )


def _text(cited: Cited) -> str:
    return read(cited.quote).text


def _stems(cited: Cited) -> frozenset[str]:
    """The stems of a sentence, read alone: the whole article is read only for what is then judged."""
    return read(cited.quote).stems


def _joined(
    first: Cited, pool: Sequence[Cited], cover: dict[Cited, frozenset[int]], names: frozenset[int]
) -> tuple[Cited, ...]:
    """The sentence with those that add most of what it lacks, at least two words each."""
    chosen, seen = [first], set(cover[first])
    while len(chosen) < MOST:
        best = max(pool, key=lambda c: len(cover[c] - seen))
        gain = cover[best] - seen
        if len(gain) < 2 and not gain & names:
            break
        chosen.append(best)
        seen |= cover[best]
    return tuple(chosen)
