"""What form of a saying a word is the verb of, where the grammar of grounding (qa/grounding/speakers.py) has none.

", Brink added," stands inside a sentence; "spoke of" and "put the loss at" have no verb of saying. English alone.
"""

from __future__ import annotations

import re

from qa.grounding import words
from qa.grounding.reading import Reading
from qa.grounding.speakers import strengths
from qa.grounding.words import Word

NEAR = 20  # characters before the number in "put the loss at nearly nine boats"
MORE = frozenset(map(words.stem, "complain remind advise caution testify lament inform assure object agree".split()))
_TOLD = frozenset(map(words.stem, "tell remind inform assure warn promise advise".split()))  # these name a hearer
# Words for seeing, showing and feeling, and those that are done to a thing as often as they are said.
MUTE = frozenset(
    map(words.stem, "show see read write view feel present establish prove consider answer call continue post".split())
)
_DEEDS = {
    "speak": re.compile(r"\s+(?:\w+ly\s+)?(?:of|about|against)\b"),
    "talk": re.compile(r"\s+(?:of|about)\b"),
    "complain": re.compile(r"\s+(?:of|about)\b"),
    "call": re.compile(r"\s+(?:for\b|on\s+(?:[\w'-]+\s+){1,14}?to\s+[a-z])"),
    "point": re.compile(r"\s+out\s+(?:that|how)\b"),
    "put": re.compile(r"\s+[^,.;]{2,60}?\s(?:at|as)\s"),
    "give": re.compile(r"\s+[^,.;]{2,60}?\sas\s"),
}
_SAID = re.compile(r"\s+(?:that|how|whether|he|she|it|they|the)\b|,?\s*\"")  # what is said begins
_GOVERNING = frozenset(
    "to be been being is are was were not never a an the his her its their would could should may might will".split()
)

# "the friends of the agency": what stands there is no subject
_ANOTHERS = re.compile(
    r"\b(?:of|in|for|at|from|with|by|to|about|near)\s+(?:(?:the|an?|its|his|her|their)\s+)?"
    r"(?:(?!the\b|an?\b|its\b|his\b|her\b|their\b)[a-z][\w-]*\s+){0,2}$"
)


def saying(reading: Reading, at: int) -> str:
    """What form of a saying a word is the verb of: an "aside"; a "deed"; or one "shared", behind an "and" or a "but",
    with what the sentence opens with. "" for none, as for what an auxiliary or an article governs."""
    word, before = reading.words[at], reading.words[at - 1].lower if at else ""
    if before in ("and", "but"):
        said = word.stem in strengths() and word.stem not in MUTE and _SAID.match(reading.text[word.end :])
        return "shared" if said else ""
    if word.lower.endswith("ing") or before in _GOVERNING:
        return ""
    return "aside" if _is_aside(reading, word) else "deed" if _is_deed(reading, word) else ""


def _is_deed(reading: Reading, word: Word) -> bool:
    """Whether a saying begins there that has no verb of saying: "spoke of", "put the loss at nine boats"."""
    rest = reading.text[word.end :]
    if word.stem in MORE and re.match(r"\s+(?:[\w'-]+\s+){0,4}?that\b", rest):
        return True
    found = _DEEDS[word.stem].match(rest) if word.stem in _DEEDS else None
    if found is None or word.stem not in ("put", "give"):
        return found is not None
    return any(0 <= number.start - word.end - found.end() <= NEAR for number in reading.numbers)


def _is_aside(reading: Reading, word: Word) -> bool:
    """Whether a verb of saying closes an aside, or the sentence, behind what is said: ", Brink added,"."""
    if word.stem not in strengths() and word.stem not in MORE:
        return False
    hearer = r"(?:\s+[\w'-]+){0,3}" if word.stem in _TOLD else r"\s+out" if word.stem == "point" else ""
    aside = bool(re.match(rf"{hearer}\s*(?:,|\W*$)", reading.text[word.end :]))
    return aside and bool(re.search(r"[^,;:]{8},\s[^,;:]+$", reading.text[: word.start]))


def speaks(reading: Reading, head: str) -> bool:
    """Whether whoever is named by a noun of that stem says something in such a form: "The mill had put its loss at"."""
    for at in range(1, len(reading.words)):
        if saying(reading, at) == "deed":
            before = [w for w in reading.words[max(0, at - 4) : at] if w.content and not w.lower.endswith("ly")]
            between = reading.text[before[-1].end : reading.words[at].start] if before else ","
            apart = not before or re.search(r"[,;:]", between) or _ANOTHERS.search(reading.text[: before[-1].start])
            if not apart and before[-1].stem == head:
                return True
    return False
