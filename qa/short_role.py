"""Who holds an office that a question asks for: "Who is the president of X?" against the title written beside a name.

A title is written before a name ("X's president, Ada Brink,", "the X-ian President Ada Brink") or after it ("Ada Brink,
president of X," "Ada Brink was elected president"). A question's own words for the office and for whom it is an office
must agree with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.records import Article
from qa.grounding import lexicon, names, places, words
from qa.grounding.context import Person, same_person
from qa.grounding.names import NameSpan
from qa.grounding.roles import MODIFIERS, role_after
from qa.grounding.words import Word, synonyms

NEAR = 300  # characters before a sentence in which "its chairman" may be explained
_ASKS = re.compile(
    r"\bwho(?:\s+(?P<verb>is|was|are|were|became|serves?\s+as)|'s|\u2019s)\s+(?:now\s+|currently\s+)?(?P<phrase>[^?;:]+)",
    re.IGNORECASE,
)
_REST = re.compile(r",|\b(?:who|whom|that|which|when|while|during|after|before|until|since|as\s+of)\b", re.IGNORECASE)
_OF = frozenset("of for at to in on with from".split())
_STAND_INS = frozenset(
    "vice deputy assistant acting former ex late outgoing then designate elect interim honorary".split()
)
_PAST = frozenset("former ex late outgoing then".split())
# What may stand in a title and change nothing: "the new president", "the Supreme Leader".
_OWN_WORDS = frozenset("new current supreme grand national general chief head senior top first lead under".split())
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


def before(article: Article, start: int) -> str:
    """What a reader has in mind at a place of an article, for `holders`: its title and the text just before."""
    return f"{article.title or ''} {article.text[max(0, start - NEAR) : start]}"


def asked(question: str) -> Office | None:
    """The office whose holder a question asks for; None for other questions."""
    found = _ASKS.search(question)
    if found is None:
        return None
    phrase = _REST.split(found["phrase"])[0]
    return _office(phrase, past=(found["verb"] or "").lower() in ("was", "were", "became"))


def holders(office: Office, text: str, before: str = "") -> list[NameSpan]:
    """The persons that a sentence shows to hold the office. `before` is what stands before it: "its chairman" is the
    one of what was spoken of there. Those that a title shows for sure, else those of whom it only says the head."""
    sure: list[NameSpan] = []
    likely: list[NameSpan] = []
    for name in names.proper(text):
        if name.kind == "place" or places.kind(name.name):
            continue
        found = [_agrees(office, title) for title in titles(text, name) if title.head in office.heads]
        if True in found:
            sure.append(name)
        elif None in found and False not in found and _spoken_of(office, f"{before} {text}"):
            likely.append(name)
    return sure or likely


def titles(text: str, name: NameSpan) -> list[Office]:
    """The offices that a text gives to a name in it."""
    return [title for phrase in _titles(text, name) if (title := _office(phrase)) is not None]


def spoken(text: str) -> Iterator[tuple[int, Office]]:
    """The offices that a text speaks of, with the place where each begins."""
    split = words.split(text)
    for i, word in enumerate(split):
        if _is_head(word):
            start = _left(text, split, i)
            end = next((w.end for w in split[i + 2 : i + 3] if split[i + 1].lower in _OF), word.end)
            if (office := _office(text[start:end])) is not None:
                yield start, office


def tied(office: Office, text: str) -> bool:
    """Whether a text speaks of that office of one of its countries."""
    return any(office.covers(one) for _, one in spoken(text))


def abroad(office: Office, text: str) -> list[NameSpan]:
    """The persons of a text who have such an office of other countries alone."""
    return [
        name
        for name in names.proper(text)
        if any(
            t.head in office.heads and t.countries and not t.countries & office.countries for t in titles(text, name)
        )
    ]


def disproved(office: Office, name: Sequence[str], persons: Iterable[Person]) -> bool:
    """Whether somebody whom a sentence calls "the minister" is known as the minister of other countries alone.

    `persons` are those of the articles at hand, with their roles.
    """
    if not office.countries:
        return False
    known = [p for p in persons if len(name) > 1 and len(p.name) > 1 and same_person(p.name, name)]
    roled = [p for p in known if p.countries and office.head in p.roles]
    return bool(roled) and not any(p.countries & office.countries for p in known)


def _office(phrase: str, *, past: bool = False) -> Office | None:
    """The office that a phrase such as "Iran's foreign minister" or "secretary of the council" names."""
    split = words.split(phrase)
    at = next((i for i, w in enumerate(split) if w.lower in _OF), len(split))
    front, back = split[:at], split[at:]
    if not front or not _is_head(front[-1]):
        return None
    kind: set[str] = set()
    owner = [w for w in back if w.content]
    for word in front[:-1]:
        if word.lower in _STAND_INS or (word.lower in MODIFIERS and not _possessive(phrase, word)):
            kind.add(word.stem)
        elif word.content:
            owner.append(word)
    lands = {c for w in owner if (c := places.country(w.text))} | _long_lands(phrase)
    head = words.stem(_SHORTENED.get(front[-1].lower, front[-1].lower))
    return Office(head, frozenset(kind), frozenset(w.stem for w in owner), frozenset(lands), past)


def _is_head(word: Word) -> bool:
    return word.lower in lexicon.words("roles") or word.lower in _SHORTENED


def _long_lands(phrase: str) -> set[str]:
    """The countries of several words that a phrase names, as "South Korea"."""
    return {c for n in names.proper(phrase) if n.kind == "place" and (c := places.country(n.name))}


def _possessive(text: str, word: Word) -> bool:
    return text[word.end : word.end + 2] in ("'s", "\u2019s") or text[word.end : word.end + 1] in ("'", "\u2019")


def _agrees(office: Office, title: Office) -> bool | None:
    """Whether a title of the same head is that office: True, False, or None when it does not say of what it is one."""
    stand_ins = _STAND_INS - _PAST if office.past else _STAND_INS
    stems = {words.stem(w) for w in stand_ins}
    if (title.kind & stems) != (office.kind & stems):
        return False
    whole = office.kind | office.owner
    free = {words.stem(w) for w in _OWN_WORDS | _PAST}
    if title.kind - free - whole or (title.kind and office.kind - title.kind - title.owner):
        return False
    said = office.kind <= title.kind | title.owner
    if office.countries:
        if title.countries:
            return said and bool(office.countries & title.countries)
        return False if title.owner - whole else None
    if not office.owner:
        return said or None
    if not title.owner:
        return None
    shared = len(title.owner & whole)
    return said and shared * 2 >= min(len(title.owner), len(office.owner)) and shared > 0


def _spoken_of(office: Office, text: str) -> bool:
    """Whether a text names what the office is one of."""
    if office.countries:
        return any(places.country(n.name) in office.countries for n in names.proper(text) if n.kind == "place")
    return office.owner <= {w.stem for w in words.split(text)}


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
        plain = word.text[0].islower() and word.lower not in MODIFIERS | _STAND_INS and not _possessive(text, word)
        determined = at > 1 and (split[at - 2].lower in _DETERMINERS or _possessive(text, split[at - 2]))
        if (plain and not determined) or not (word.content or word.lower in MODIFIERS | _STAND_INS):
            break
        at -= 1
    return split[at].start
