"""Why it was done, and for what: a reason or a purpose that the claim gives is one that a sentence gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.grounding.evidence import Evidence, matched
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.words import Word

_REASON = re.compile(
    r"\b(?:because(?:\s+of)?|due\s+to|owing\s+to|thanks\s+to|as\s+a\s+result\s+of|in\s+order\s+to|so\s+that|so\s+as\s+to|"
    r"in\s+revenge\s+for|in\s+protest\s+at)\b(?P<rest>[^,;:()]*)",
    re.IGNORECASE,
)
# The words with which a sentence may give a reason, as a part of a pattern.
REASONS = (
    r"because|due\s+to|owing|thanks\s+to|result\w*|since|as|after|over|for|cause[sd]?|causing|reason\w*|so|therefore|thus|"
    r"following|amid|blam\w*|led|lead\w*|prompt\w*|trigger\w*|attribut\w*|why|in\s+order|to|when|responsib\w*|given|that|if"
)
_GIVES_REASON = re.compile(rf"\b(?:{REASONS}|by|from|with|of|who|which|but|and)\b|[:;-]", re.IGNORECASE)
_LEAST = 0.5  # of a reason's content words


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for a reason of which no one sentence has half of the words, or beside which none gives any reason."""
    for match in _REASON.finditer(claim.text):
        inside = [
            w
            for w in claim.words
            if match.start("rest") <= w.start < match.end("rest") and w.content and not w.lower[0].isdigit()
        ]
        if not inside:
            continue
        missing = [w for w in inside if not _has(w, evidence)]
        if len(missing) > _LEAST * len(inside) or (len(inside) <= 2 and missing):
            named = ", ".join(f"'{w.text}'" for w in missing[:4])
            yield Problem("cause", "unsupported", f"the cited sentences give no such reason: they have no {named}")
            return
        if not any(_GIVES_REASON.search(line.reading.text) for line in evidence.lines):
            yield Problem("cause", "unsupported", f"no cited sentence says '{claim.cut(*match.span()).strip()}'")
            return


def _has(word: Word, evidence: Evidence) -> bool:
    meant = (w.lower() for line in evidence.lines for _, p in line.meant for w in p.name)
    return matched(word, evidence.stems, evidence.countries) > 0 or word.lower in meant
