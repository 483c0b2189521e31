"""Lies about who said it and in which words: another speaker, a lost attribution, words put into a mouth."""

# ruff: noqa: ARG001  (all corruptions have one signature; not every one draws or needs the pool)
from __future__ import annotations

import random
import re

from evals.corruption_pool import DAYS, Pool, others, put
from evals.faithful import Base
from qa.grounding import names
from qa.grounding.quotes import quotations

_SAID = (
    r"(?:said|says|told|stated|stressed|added|announced|argued|claimed|explained|noted|warned|insisted|wrote|asserted)"
)
# After "said", these open no clause that stands alone, or one that needs what came before.
_NO_CLAUSE = re.compile(rf"(?:to|in|on|at|the\s+same|he|she|it|they|{'|'.join(DAYS)}|his|her|their)\b")


def speaker(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Another person of the article, or one from elsewhere, who says it."""
    for name in names.people(base.claim):
        after = base.claim[name.end : name.end + 12]
        before = base.claim[max(0, name.start - 12) : name.start]
        if re.match(rf",?\s+(?:\w+ly\s+|also\s+)?{_SAID}\b", after) or re.search(rf"\b{_SAID}\s+$", before):
            near = others(base, name)
            other = rng.choice(near) if near else rng.choice(pool.persons)
            if set(other.split()) & set(name.name.split()):
                return None
            return put(base.claim, name.start, name.end, other if len(name.parts) > 1 else other.split()[-1])
    return None


def attribution(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What somebody said, stated as a fact."""
    found = re.match(
        rf"^[A-Z][^,\"“]{{2,60}}?\s(?:(?:said|says)\s+(?:that\s+)?|{_SAID}\s+that\s+)(?=[a-zA-Z]{{2,}}\s)", base.claim
    )
    if found and not re.search(r"[\"“]", base.claim):
        rest = base.claim[found.end() :]
        return None if _NO_CLAUSE.match(rest) else rest[0].upper() + rest[1:]
    tail = re.search(
        rf",\s+(?:[A-Z][\w.'’ ]{{2,40}}|police|officials)\s+{_SAID}\.$|,\s+according to [^,]+\.$", base.claim
    )
    if tail and not re.search(r"[\"“]", base.claim):
        return base.claim[: tail.start()] + "."
    return None


def flattened(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """What one person said, said by "both sides"."""
    for name in names.people(base.claim):
        after = base.claim[name.end : name.end + 12]
        found = re.match(rf",?\s+{_SAID}\b", after)
        if found and (name.start == 0 or base.claim[name.start - 2 : name.start] == ", "):
            both = rng.choice(("Both sides", "Both leaders", "The two men", "Both"))
            return put(base.claim, name.start, name.end, both if name.start == 0 else both[0].lower() + both[1:])
    return None


def invented_quote(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """Quoted words of another article."""
    found = re.search(r"[\"“][^\"“”]{12,}[\"”]", base.claim)
    other = rng.choice(pool.quotations)
    if found:
        return put(base.claim, found.start() + 1, found.end() - 1, other)
    own = names.people(base.claim)
    if not own:
        return None
    return f'{own[0].name} said: "{other}"'


def altered_quote(base: Base, pool: Pool, rng: random.Random) -> str | None:
    """One word of a quotation changed."""
    own = [q for q in quotations(base.claim.replace("“", '"').replace("”", '"')) if q.end - q.start > 20]
    if not own:
        return None
    found = rng.choice(own)
    spots = list(re.finditer(r"\b[a-z]{4,}\b", base.claim[found.start : found.end]))
    if not spots:
        return None
    spot = rng.choice(spots)
    new = rng.choice(
        [w for w in ("never", "always", "great", "people", "trouble", "maybe", "terrible") if w != spot[0]]
    )
    at = found.start
    return put(base.claim, at + spot.start(), at + spot.end(), new)
