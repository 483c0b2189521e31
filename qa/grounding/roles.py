"""The role written beside a name: "Foreign Minister X", "X, the adviser for trade,"."""

from __future__ import annotations

import re
from bisect import bisect_left

from qa.grounding import lexicon, places, words
from qa.grounding.words import Word

LONGEST = 15  # words of a role
_SAYS = re.compile(r"\b(?:said|says|told|was|is|has|had|will|would|met|went|added|stated)\b")
_ROLE_GAP = re.compile(r"^(?:[ \t,.-]|['’]s?[ \t])*$")
_AFTER = re.compile(
    r"^(?:,\s+|\s+(?:is|was)\s+(?=the|a|an|also))(?:(?:who\s+(?:is|was)|the|a|an|then|now|her|his|its|their)\s+)?"
)
MODIFIERS = frozenset(
    "foreign prime deputy vice interior defence defense finance trade health justice education culture supreme "
    "national acting former outgoing chief general special senior first second executive managing assistant "
    "attorney top then expatriates affairs security international permanent under police army air force head lead "
    "current late ex new crown grand state press opposition party parliament parliamentary house bank central oil "
    "energy economy".split()
)


def is_role(word: Word) -> bool:
    lower = word.lower.rstrip(".")
    return lower in lexicon.words("roles") or lower in lexicon.words("honorifics")


def has_capital(word: Word) -> bool:
    return word.text[0].isupper() or (word.text[2:3] == "-" and word.text[3:4].isupper())


def role_before(text: str, at: int, named: int, joined: bool = False) -> str | None:
    """The role written straight before a name: "Foreign Minister and Expatriates X", "the adviser X", "Mr. X".

    `at` and `named` are the name's ends. `joined`: an "and" may stand last, as before the second half of such a title.
    """
    split = words.split(text)  # kept: the words of a slice would be made for each name
    before = split[: bisect_left(split, at, key=lambda word: word.start)][-LONGEST:]
    taken: list[Word] = []
    edge = at
    for word in reversed(before):
        gap = text[word.end : edge]
        head = is_role(word)
        apposed = not taken and "," in gap and text[named : named + 1] in (",", ".")  # "the minister, X,"
        if not _ROLE_GAP.match(gap) or ("," in gap and not apposed) or "\n" in gap:
            break
        lower = word.lower
        if taken and places.kind(word.text) in ("people", "country"):
            taken.insert(0, word)
            break
        if not (head or lower in MODIFIERS or ((taken or joined) and lower in ("and", "of", "for"))):
            break
        taken.insert(0, word)
        edge = word.start
    while taken and taken[0].lower in ("and", "of", "for"):
        taken.pop(0)
    if not any(is_role(w) for w in taken):
        return None
    while taken[-1].lower in ("and", "of", "for"):
        taken.pop()
    return text[taken[0].start : taken[-1].end]


def role_after(text: str, at: int) -> str | None:
    """The role written straight after a name: "X, the Supreme Leader's Advisor for International Affairs,"."""
    match = _AFTER.match(text[at : at + 40])
    if not match:
        return None
    begin = at + match.end()
    stretch = re.split(r"[,.;:()\n\"]| who | and ", text[begin : begin + 90])[0]
    closed = text[begin + len(stretch) : begin + len(stretch) + 1] in (",", ".", ";", ":", ")", "\n", '"', " ", "")
    if _SAYS.search(stretch) or not closed or re.search(r"\baccording\s+to\s+\S*\s*\S*$", text[:at], re.IGNORECASE):
        return None  # "According to X, the president said": the role is another's
    for word in words.split(stretch)[:8]:
        if is_role(word):
            return stretch.strip()
        owner = text[begin + word.end : begin + word.end + 2] in ("'s", "’s")
        if not (owner or has_capital(word) or word.lower in MODIFIERS or places.kind(word.text)):
            return None
    return None
