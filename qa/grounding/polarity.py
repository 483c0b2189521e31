"""Which words of a sentence stand under a negation or a hedge: "did not sign", "declined to sign", "will sign"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from qa.grounding import lexicon
from qa.grounding.reading import Reading
from qa.grounding.words import Word

_BREAK = re.compile(r"[,;:.()\"]|--")
_STOPS = frozenset("but and or while although because since when after before who which that".split())
_WEIGHS = frozenset("consid weigh mull propos contempl".split())
_STOPS_WEIGHING = _STOPS | frozenset("of on in for by at from with to that as".split())
_PHRASAL = {
    "turn": "down",
    "vote": "down",
    "strike": "down",
    "call": "off",
    "break": "off",
    "put": "off",
    "hold": "off",
}
_PREFIXES = ("un", "in", "im", "dis", "non", "ir", "il")


def is_negation(word: Word) -> bool:
    """Whether a word turns what follows: "not", "didn't", "declined"."""
    lower = word.lower
    return (
        lower.endswith(("n't", "n’t"))
        or lower in lexicon.classes("negations")["words"]
        or lower in lexicon.classes("negations")["verbs"]
    )


@lru_cache(maxsize=4096)
def negated(reading: Reading) -> dict[int, str]:
    """The places, in `reading.words`, of the words that a negation turns, each with the word that turns it."""
    return _governed(reading, is_negation)


@lru_cache(maxsize=4096)
def hedged(reading: Reading) -> dict[int, str]:
    """The places, in `reading.words`, of the words that are only willed, planned, possible or asked for."""
    kinds = lexicon.classes("hedges")
    modal = _governed(reading, lambda w: w.lower in kinds["modal"] or w.lower.endswith("'ll"))
    return {**_weighed(reading), **_intended(reading, kinds["intent"]), **modal}


def _governed(reading: Reading, governs: Callable[[Word], bool]) -> dict[int, str]:
    """The first content word after each governing word, adverbs passed over; two of them after "no" and "without"."""
    found: dict[int, str] = {}
    split = reading.words
    for at, word in enumerate(split):
        if not governs(word):
            continue
        if word.lower == "not" and at + 1 < len(split) and split[at + 1].lower in ("only", "just", "merely"):
            continue
        taken, reach = 0, 2 if word.lower in ("no", "without") else 1
        for place in range(at + 1, min(at + 8, len(split))):
            other = split[place]
            if _BREAK.search(reading.text[split[place - 1].end : other.start]) or other.lower in _STOPS:
                break
            if other.content and not governs(other):
                found.setdefault(place, word.text)
                taken += not other.lower.endswith("ly")
                if taken >= reach:
                    break
    return found


def _intended(reading: Reading, intent: frozenset[str]) -> dict[int, str]:
    """The verb that follows "to" after a word of intent: "plans to sign", "an invitation to visit"."""
    found: dict[int, str] = {}
    split = reading.words
    for at, word in enumerate(split):
        in_talks = word.lower in ("talks", "negotiations") and at and split[at - 1].lower == "in"
        if word.lower not in intent and not in_talks:
            continue
        for place in range(at + 1, min(at + 8, len(split))):
            other = split[place]
            if _BREAK.search(reading.text[split[place - 1].end : other.start]) or other.lower in (
                "and",
                "but",
                "because",
            ):
                break
            if other.lower == "to" and place + 1 < len(split):
                target = place + 1 + split[place + 1].lower.endswith("ly")
                if target < len(split) and split[target].content:
                    found.setdefault(target, word.text)
                break
    return found


def _weighed(reading: Reading) -> dict[int, str]:
    """The act that is only weighed or proposed, as a noun or a participle: "considering a ban", "proposed a tax"."""
    found: dict[int, str] = {}
    split = reading.words
    for at, word in enumerate(split):
        if word.stem not in _WEIGHS:
            continue
        for place in range(at + 1, min(at + 6, len(split))):
            other = split[place]
            if _BREAK.search(reading.text[split[place - 1].end : other.start]) or other.lower in _STOPS_WEIGHING:
                break
            if other.content:
                found.setdefault(place, word.text)
    return found


def negative(reading: Reading, but: int | None = None) -> bool:
    """Whether any word of the text, `but` one left out, holds a no, however mild: "not", "banned", "few", "unable"."""
    return any(
        is_negation(w) or mild_no(reading, i) or (w.lower.startswith(("un", "dis", "non", "mis")) and len(w.lower) > 5)
        for i, w in enumerate(reading.words)
        if i != but
    )


def near_no(reading: Reading, place: int, reach: int = 6) -> bool:
    """Whether a no, however mild, stands within some words of a place; the word there is none of itself."""
    around = [i for i in range(max(0, place - reach), min(place + reach + 1, len(reading.words))) if i != place]
    return any(is_negation(reading.words[i]) or mild_no(reading, i) for i in around)


def mild_no(reading: Reading, place: int) -> bool:
    """Whether the word at a place says no, alone or with a small word behind it: "banned", "turned it down"."""
    word = reading.words[place]
    particle = _PHRASAL.get(word.stem)
    behind = (other.lower for other in reading.words[place + 1 : place + 5])
    return word.lower in lexicon.classes("negations")["implicit"] or (particle is not None and particle in behind)


def unprefixed(lower: str) -> str | None:
    """The word without its negative prefix, "able" of "unable", or None."""
    for prefix in _PREFIXES:
        if lower.startswith(prefix) and len(lower) - len(prefix) >= 4:
            return lower[len(prefix) :]
    return None
