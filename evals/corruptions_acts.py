"""Lies about what was done, by how many, how surely: a second act, "will" for "may", "all" for "most", a lost "if"."""

# ruff: noqa: ARG001  (all corruptions have one signature; not every one draws or needs the pool)
from __future__ import annotations

import random
import re

from evals.corruption_pool import Pool
from evals.faithful import Base
from qa.grounding import lexicon, words
from qa.grounding.context import context

_ACTS = (
    "resigned", "apologised", "wept", "fled abroad", "burned the letters", "sold the company", "demolished the house",
    "sued the newspaper", "vanished", "poisoned the dog",
)  # fmt: skip
_REASONS = (
    "because the orchestra had gone bankrupt", "because of a shortage of violins", "in order to please a stepmother",
    "because the elephants had escaped", "due to a broken pipeline",
)  # fmt: skip
_UNSURE = re.compile(
    r"\b(?:may|might|could|plans\s+to|hopes\s+to|wants\s+to|seeks\s+to|intends\s+to|is\s+considering\s+whether\s+to|"
    r"(?:is|are)\s+(?:expected|likely)\s+to|(?:is|are)\s+in\s+talks\s+to)\s+"
    r"(?=(?!not\b|never\b|also\b|have\b|be\b)[a-z]{3,})"
)
_MORE = {"most of": "all of", "some of": "all of", "half of": "all of", "few of": "most of", "many of": "all of",
         "most": "all", "some": "all", "several": "all", "many": "all", "few": "most"}  # fmt: skip
_RANK = re.compile(r"\b(?:deputy|vice|acting|former|interim|assistant)[\s-]+(?=[A-Za-z])", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b")  # who writes "would" or "could" leaves it open still


def _closed(claim: str) -> bool:
    """Whether a claim ends in a plain full stop, and in nobody's "he said"."""
    last = words.split(claim)[-1:]
    return claim.endswith(".") and not any(w.lower in ("said", "says", "told", "reported") for w in last)


def second_act(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """An act more, whose words are nowhere in the article."""
    known = context(base.source).stems
    free = [act for act in _ACTS if words.split(act)[0].stem not in known]
    if not free or not _closed(base.claim):
        return None
    return f"{base.claim[:-1]} and {rng.choice(free)}."


def cause(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """A reason of its own at the end."""
    if not _closed(base.claim) or re.search(r"\b(?:because|due\s+to)\b", base.claim):
        return None
    return f"{base.claim[:-1]} {rng.choice(_REASONS)}."


def certainty(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What may be, or is only planned or hoped for, will be."""
    found = _UNSURE.search(base.claim)
    return base.claim[: found.start()] + "will " + base.claim[found.end() :] if found else None


def quantifier(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """More of them: all for most or some, most for few."""
    spots = list(
        re.finditer(rf"\b(?:{'|'.join(_MORE)})\b(?=\s+(?:the\s+|his\s+|their\s+)?[a-z]+s\b)", base.claim, re.I)
    )
    if not spots:
        return None
    spot = rng.choice(spots)
    new = _MORE[re.sub(r"\s+", " ", spot[0].lower())]
    return base.claim[: spot.start()] + (new.capitalize() if spot[0][0].isupper() else new) + base.claim[spot.end() :]


def rank(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """The deputy, acting or former holder of an office made its holder."""
    for found in _RANK.finditer(base.claim):
        after = [w.lower for w in words.split(base.claim[found.end() :])[:2]]
        if any(w in lexicon.words("roles") for w in after):
            rest = base.claim[found.end() :]
            return base.claim[: found.start()] + (rest[0].upper() + rest[1:] if found.start() == 0 else rest)
    return None


def condition(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What hangs on an "if", said without it."""
    opening = re.match(r"(?:If|Unless)\s[^,\"“”]{8,90},\s+(?=[a-z\w])", base.claim)
    if opening and _WILL.search(base.claim[opening.end() :]):
        rest = base.claim[opening.end() :]
        return rest[0].upper() + rest[1:]
    closing = re.search(r",?\s(?:if|unless)\s[^,\"“”]{8,90}\.$", base.claim)
    before = base.claim[: closing.start()] if closing else ""
    if closing and _WILL.search(before) and not re.search(r"\b(?:as|even|only|asked?|see|know|whether)$", before):
        return before + "."
    return None
