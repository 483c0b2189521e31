"""Offices as texts name them: "Iran's foreign minister", "secretary of the council", and whose title one is.

A title is written before a name ("X's president, Ada Brink,", "the X-ian President Ada Brink") or after it ("Ada Brink,
president of X," "Ada Brink was elected president").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.grounding import lexicon, names, places, words
from qa.grounding.names import NameSpan
from qa.grounding.roles import MODIFIERS, role_after
from qa.grounding.words import Word, synonyms

STAND_INS = frozenset(
    "vice deputy assistant acting former ex late outgoing then designate elect interim honorary".split()
)
_OF = frozenset("of for at to in on with from".split())
_SHORTENED = {
    "rep": "representative", "sen": "senator", "gov": "governor", "gen": "general", "col": "colonel",
    "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "prof": "professor", "adm": "admiral",
    "pres": "president",
}  # fmt: skip
_DETERMINERS = frozenset("the a an its his her their our your my this that".split())
_BECAME = re.compile(
    r"^\s*,?\s*(?:(?:is|was|has\s+been|will\s+be|became|becomes)\s+)?"
    r"(?:(?:re-?)?(?:elected|appointed|named|chosen|sworn\s+in|nominated)\s+)?(?:as\s+)?"
)
_CLOSED = re.compile(r"\s*(?:[,.;:)\"\u201d\u2019]|$)")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a question or a title names it; all words as stems.

    `kind` are the words before its head ("foreign" of a minister), `owner` those for what it is an office of.
    """

    head: str
    kind: frozenset[str]
    owner: frozenset[str]
    countries: frozenset[str]
    past: bool = False  # the question asks who held it once

    @property
    def heads(self) -> frozenset[str]:
        """Its head and the words that say the same."""
        return synonyms(self.head) | {self.head}

    def covers(self, title: Office) -> bool:
        """Whether a title is of its head and of one of its countries."""
        return title.head in self.heads and bool(title.countries & self.countries)


def named(phrase: str, *, past: bool = False) -> Office | None:
    """The office that a phrase such as "Iran's foreign minister" or "secretary of the council" names."""
    split = words.split(phrase)
    at = next((i for i, w in enumerate(split) if w.lower in _OF), len(split))
    front, back = split[:at], split[at:]
    if not front or not _is_head(front[-1]):
        return None
    kind: set[str] = set()
    owner = [w for w in back if w.content]
    for word in front[:-1]:
        if word.lower in STAND_INS or (word.lower in MODIFIERS and not _possessive(phrase, word)):
            kind.add(word.stem)
        elif word.content:
            owner.append(word)
    lands = {c for w in owner if (c := places.country(w.text))} | _long_lands(phrase)
    head = words.stem(_SHORTENED.get(front[-1].lower, front[-1].lower))
    return Office(head, frozenset(kind), frozenset(w.stem for w in owner), frozenset(lands), past)


def titles(text: str, name: NameSpan) -> list[Office]:
    """The offices that a text gives to a name in it."""
    return [title for phrase in _titles(text, name) if (title := named(phrase)) is not None]


def spoken(text: str) -> Iterator[tuple[int, Office]]:
    """The offices that a text speaks of, with the place where each begins."""
    split = words.split(text)
    for i, word in enumerate(split):
        if _is_head(word):
            start = _left(text, split, i)
            end = next((w.end for w in split[i + 2 : i + 3] if split[i + 1].lower in _OF), word.end)
            if (office := named(text[start:end])) is not None:
                yield start, office


def _is_head(word: Word) -> bool:
    return word.lower in lexicon.words("roles") or word.lower in _SHORTENED


def _long_lands(phrase: str) -> set[str]:
    """The countries of several words that a phrase names, as "South Korea"."""
    return {c for n in names.proper(phrase) if n.kind == "place" and (c := places.country(n.name))}


def _possessive(text: str, word: Word) -> bool:
    return text[word.end : word.end + 2] in ("'s", "\u2019s") or text[word.end : word.end + 1] in ("'", "\u2019")


def _titles(text: str, name: NameSpan) -> Iterator[str]:
    """The phrases that may be a title of the name: what stands before it, what stands after it."""
    before = text[: name.start].rstrip()
    if name.role and before.endswith(name.role):
        yield from _before(before)
    elif before.endswith(",") and _CLOSED.match(text, name.end):
        piece = re.split(r"[,;:()\"\u201c\u201d]|\s[-\u2013\u2014]\s", before[:-1])[-1]
        yield from _apposed(piece)
    else:
        yield from _before(before)
    role = role_after(text, name.end)
    if role is not None:
        yield role
    became = _BECAME.match(text[name.end :])
    if became and became.group().strip(" ,"):
        yield re.split(r"[,.;:()\"]|\s(?:who|and|on|in|by|after|last)\s", text[name.end + became.end() :])[0]


def _apposed(piece: str) -> Iterator[str]:
    """The title in what stands before ", NAME,": its last role with the "of ..." that ends it."""
    split = words.split(piece)
    for i in range(len(split) - 1, -1, -1):
        if not _is_head(split[i]):
            continue
        if i + 1 == len(split) or split[i + 1].lower in _OF:
            yield piece[_left(piece, split, i) :]
            return


def _before(before: str) -> Iterator[str]:
    """The title that ends straight before a name."""
    near = before[-120:].removesuffix(".")
    split = words.split(near)
    if split and split[-1].end == len(near) and _is_head(split[-1]):
        yield near[_left(near, split, len(split) - 1) :]


def _left(text: str, split: Sequence[Word], head: int) -> int:
    """Where the title begins whose head is that word: before its modifiers, owners, and adjectives of places."""
    at = head
    while at > 0:
        word, after = split[at - 1], split[at]
        gap = text[word.end : after.start]
        if not re.fullmatch(r"(?:'s?|\u2019s?)?[\s-]+", gap) or word.lower in _DETERMINERS:
            break
        plain = word.text[0].islower() and word.lower not in MODIFIERS | STAND_INS and not _possessive(text, word)
        determined = at > 1 and (split[at - 2].lower in _DETERMINERS or _possessive(text, split[at - 2]))
        if (plain and not determined) or not (word.content or word.lower in MODIFIERS | STAND_INS):
            break
        at -= 1
    return split[at].start
