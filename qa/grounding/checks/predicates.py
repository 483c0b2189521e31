"""What the claim has anybody do is in the evidence: names and nouns alone carry no verb.

"The mayor opened the new bridge and resigned" has nearly all its words in "The mayor opened the new bridge", so the
verbs of a claim are looked at one by one. They are told by form and place, for nothing here parses: what follows an
auxiliary, what ends in "-ed" or is an irregular past, an "-s" form between a subject and its object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.words import irregular
from qa.grounding.evidence import Evidence, matched
from qa.grounding.names import saying_stems
from qa.grounding.polarity import unprefixed
from qa.grounding.reading import Reading
from qa.grounding.records import Problem
from qa.grounding.speakers import attributions
from qa.grounding.words import Word, listed, stem

_MODAL = frozenset(
    "will would shall should can could may might must did does do didn't won't wouldn't couldn't".split()
)
_BE = frozenset("is are was were be been being".split())
_HAVE = frozenset("has have had having".split())
_WHO = frozenset("he she it who which that they we i".split())
_ARTICLES = frozenset(
    "the a an his her its their this that these those some any no every each my your our whose more most very".split()
)
_OPENS_OBJECT = frozenset("the a an his her its their this that these those him them".split())
_BEFORE_ING = frozenset("and or after before by while when without".split())
_AFTER_PARTICIPLE = frozenset("in to by with of on at from for over as".split())
_NEW_CLAUSE = frozenset("and but or that who which when where while because after before if".split())
_GAP = re.compile(r"[,;:()\"-]")
# They end as a past does.
_NOUNS = frozenset(
    "hundred need feed seed speed breed weed deed greed creed bed red sacred naked wicked biased alleged".split()
)


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """One problem naming the verbs of the claim that no sentence has in any form."""
    # A verb of saying is attribution's business, where the source has anyone say anything.
    spoken = any(attributions(line.reading) for line in evidence.lines)
    missing = [w for w in predicates(claim) if not (spoken and w.stem in saying_stems()) and not said(w, evidence)]
    if missing:
        named = ", ".join(f"'{w.text}'" for w in missing[:4])
        yield Problem("predicate", "unsupported", f"no cited sentence says {named} of anything")


def said(word: Word, evidence: Evidence) -> bool:
    """Whether a verb is in the sentences as itself, as a synonym or as the noun that is made of it."""
    if matched(word, evidence.stems, evidence.countries):
        return True
    bare = unprefixed(word.lower)
    if bare is not None and stem(bare) in evidence.stems:
        return True  # whether it says the opposite is the business of negation
    root = word.stem[:-1] if word.stem.endswith("e") else word.stem
    return len(root) >= 4 and any(other.startswith(root) and len(other) - len(root) <= 4 for other in evidence.stems)


def predicates(claim: Reading) -> list[Word]:
    """The words of a claim that are verbs of content, light verbs left out."""
    apart = [(n.start, n.end) for n in claim.names] + [(q.start, q.end) for q in claim.quotations]
    apart += [(n.start, n.end) for n in claim.numbers] + [(d.start, d.end) for d in claim.dates]
    return [
        word
        for at, word in enumerate(claim.words)
        if word.content
        and len(word.lower) > 2
        and word.stem not in listed("light")
        and word.text[0].islower()
        and not any(start <= word.start < end for start, end in apart)
        and _verb(claim, at)
    ]


def _verb(claim: Reading, at: int) -> bool:
    word = claim.words[at]
    lower = word.lower
    before = claim.words[at - 1] if at else None
    if before is None or lower in _NOUNS:
        return False
    parted = bool(_GAP.search(claim.text[before.end : word.start]))
    helper = _helper(claim, at)
    if lower.endswith("ing"):
        return helper in _BE or parted or before.lower in _BEFORE_ING
    if helper in _MODAL or (helper == "to" and _has_object(claim, at)):
        return True
    if before.lower in _ARTICLES and before.lower not in _WHO:
        return False
    if lower.endswith("ed") or lower in PAST:
        return bool(helper in _BE or helper in _HAVE or not _reduced(claim, at))
    return _third_person(claim, at, parted)


def _has_object(claim: Reading, at: int) -> bool:
    """Whether "the" or "his" follows a word, which then is a verb: "to hide the", not "to school"."""
    after = claim.words[at + 1] if at + 1 < len(claim.words) else None
    return (
        after is not None
        and after.lower in _OPENS_OBJECT
        and not _GAP.search(claim.text[claim.words[at].end : after.start])
    )


def _helper(claim: Reading, at: int) -> str:
    """The auxiliary before a word, adverbs and "not" passed over; "" for none."""
    place = at - 1
    while place >= 0 and (claim.words[place].lower.endswith("ly") or claim.words[place].lower in ("not", "also")):
        place -= 1
    return claim.words[place].lower if place >= 0 else ""


def _reduced(claim: Reading, at: int) -> bool:
    """Whether a participle only tells which one is meant, as in "a man held in connection with the fire was ..."."""
    rest = claim.words[at + 1 : at + 12]
    if not rest or rest[0].lower not in _AFTER_PARTICIPLE:
        return False
    for one, word in zip(claim.words[at:], rest, strict=False):
        if _GAP.search(claim.text[one.end : word.start]) or word.lower in _NEW_CLAUSE:
            return False
        if word.lower in _BE or word.lower in _HAVE or word.lower in _MODAL:
            return True
    return False


def _third_person(claim: Reading, at: int, parted: bool) -> bool:
    """Whether an "-s" form stands between a subject and an object, and so is no plural: "owns the", "who hates"."""
    word, before = claim.words[at], claim.words[at - 1]
    if parted or not word.lower.endswith("s") or word.lower.endswith(("ss", "us", "'s", "ous")):
        return False
    if before.lower in ("he", "she", "it", "who", "which"):
        return True
    after = claim.words[at + 1] if at + 1 < len(claim.words) else None
    if after is None or after.lower not in _OPENS_OBJECT or _GAP.search(claim.text[word.end : after.start]):
        return False
    return before.content and not before.lower.endswith("s") and not claim.text[before.end :].startswith("'")


_IRREGULAR_NOUNS = frozenset(
    "men women children people feet teeth lives wives knives halves countries crises better best worse worst analyses "
    "left saw felt found thought meant".split()
)
_MORE_PAST = frozenset(
    "upheld blew blown dug fed hung laid lent burst bitten dealt fled forbade forgave forgiven overthrew overthrown "
    "rang sprang swept stuck stung shrank shrunk swung tore torn wept clung crept swore wove".split()
)
PAST = frozenset(irregular()) - _IRREGULAR_NOUNS | _MORE_PAST
