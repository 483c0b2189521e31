"""The names of a text: persons with the role written beside them, and other proper names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.grounding import lexicon, places, words
from qa.grounding.roles import MODIFIERS, has_capital, is_role, role_after, role_before
from qa.grounding.spelling import same
from qa.grounding.words import Word

_PARTICLES = frozenset("bin ibn bint ben abu abd de del della da dos di du la le van von der den ter al el of".split())
_GAP = re.compile(r"^(?:[ \t]|-|\n(?!\n))$")
_ABBREVIATED = re.compile(r"^\.[ \t]?$")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december may".split()
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens "
    "hundreds thousands millions".split()
)
_SPOTS_FIRST = frozenset("port mount lake fort cape camp".split())
_SPOTS_LAST = frozenset(
    "hill hills park river valley bay island beach street avenue road lane square bridge palace station harbour "
    "harbor castle creek falls heights springs ferry cross gate field fields point wood woods moor ridge lake mill "
    "green quay".split()
)
_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around)\s+(?:the\s+)?$", re.IGNORECASE)
_OBLIQUE = re.compile(
    r"\b(?:of|to)\s+(?:the\s+)?(?:[A-Za-z'-]+\s+){0,3}$|\b(?:asked|told|urged|invited)\s+(?:[A-Z][a-z]+\s+)?$"
)
_BLOCK = re.compile(r"[,;:.]|\b(?:and|that|who|which|with|by|is|was|said|met)\b")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name as a text writes it, `text[start:end]`, without the role; `role` is that written beside it, or None."""

    start: int
    end: int
    name: str
    role: str | None
    kind: str = "person"  # person, place, or other

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the name without titles, initials and particles."""
        return tuple(w.text for w in words.split(self.name) if w.lower not in _PARTICLES)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        parts = self.parts
        return parts[-1] if parts else self.name


@lru_cache(maxsize=512)
def people(text: str) -> tuple[NameSpan, ...]:
    """The persons that a text names, in order, each with the role beside it ("Foreign Minister", "the adviser").

    Judged by shape alone: a run of capitals without a word of organisations or places, or one word that a title, a verb
    of saying or an earlier full name shows to be a person's.
    """
    return tuple(name for name in proper(text) if name.kind == "person")


@lru_cache(maxsize=4096)
def proper(text: str, known: frozenset[str] = frozenset()) -> tuple[NameSpan, ...]:
    """All proper names of a text, in order, none inside another; `known` are surnames of persons met before."""
    found = _by_shape(text)
    surnames = known | surnames_of(found)
    return tuple(_as_person(name, surnames) for name in found)


@lru_cache(maxsize=4096)
def _by_shape(text: str) -> tuple[NameSpan, ...]:
    """The names of a text as it alone tells them: a text is read for them once, whoever is known later."""
    return tuple(name for run in _runs(text) for name in _classify(text, run))


def surnames_of(found: Sequence[NameSpan]) -> frozenset[str]:
    """The surnames of the persons whom the names give in full or with a role."""
    return frozenset(n.surname for n in found if n.kind == "person" and (len(n.parts) > 1 or n.role))


def _as_person(name: NameSpan, surnames: frozenset[str]) -> NameSpan:
    """A single word becomes a person's name when it is the surname of one."""
    if name.kind == "other" and len(name.parts) == 1 and any(same(s, name.parts[0]) for s in surnames):
        return replace(name, kind="person")
    return name


def _runs(text: str) -> list[list[Word]]:
    """Runs of words with capitals that stand together, particles between them included."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    held: list[Word] = []
    last = 0
    for word in words.split(text):
        gap = text[last : word.start]
        if run and not (_GAP.match(gap) or (_ABBREVIATED.match(gap) and _shortened(run[-1]))):
            runs.append(run)
            run, held = [], []
        if has_capital(word) and not _no_name(word, bool(run)):
            run, held = [*run, *held, word], []
        elif run and word.lower in _PARTICLES:
            held.append(word)
        elif run:
            runs.append(run)
            run, held = [], []
        last = word.end
    if run:
        runs.append(run)
    return runs


def _shortened(word: Word) -> bool:
    """Whether a full stop after a word is that of an initial or of a shortened title."""
    return len(word.text) == 1 or word.lower in lexicon.words("honorifics")


def _no_name(word: Word, inside: bool) -> bool:
    """Whether a capital tells nothing: "The" and "He" at the head of a sentence, "I", "Wednesday", "November"."""
    if word.lower in _CALENDAR or (word.lower in _NUMBERS and not inside):
        return True
    return word.lower in lexicon.words("functions") and not (inside and len(word.text) == 1 and word.text != "I")


def _classify(text: str, run: list[Word]) -> list[NameSpan]:
    """The names in a run of capitals: places cut out, titles taken as roles, the rest a person or another name."""
    for size in range(min(len(run), places.longest()), 0, -1):
        for at in range(len(run) - size + 1):
            piece = text[run[at].start : run[at + size - 1].end]
            if places.kind(piece) is None or (size == 1 and _part_of_name(run, at)):
                continue
            place = NameSpan(run[at].start, run[at + size - 1].end, piece, None, "place")
            before, after = run[:at], run[at + size :]
            return [*(_classify(text, before) if before else []), place, *(_classify(text, after) if after else [])]
    return _titled(text, run)


def _part_of_name(run: list[Word], at: int) -> bool:
    """Whether a place's word stands inside another name, as in "Paris Hilton" or "Bank of England"."""
    rest = [w for i, w in enumerate(run) if i != at]
    if not rest or any(places.kind(w.text) for w in rest):
        return False
    if places.kind(run[at].text) == "people":
        return any(w.lower in lexicon.words("organisations") for w in run[at + 1 :])
    organisation = any(w.lower in lexicon.words("organisations") for w in rest)
    titled = any(w.lower in lexicon.words("roles") or w.lower in lexicon.words("honorifics") for w in rest)
    return (
        organisation
        or (not titled and at == len(run) - 1 and len(run) == 2)
        or (not titled and at == 0 and len(run) == 2)
    )


def _titled(text: str, run: list[Word]) -> list[NameSpan]:
    """A person with the title before it, or another proper name."""
    while run and run[-1].lower in _PARTICLES:
        run = run[:-1]
    heads = [i for i, w in enumerate(run) if is_role(w)]
    if heads and run[heads[-1]].lower.rstrip(".") in ("saint", "st") and heads[-1] + 1 < len(run):
        return [_span(text, run[heads[-1] :], None, "other")]  # a town, a church or a hospital
    cut = heads[-1] + 1 if heads else 0
    rest = run[cut:]
    while rest and rest[0].lower in _PARTICLES - {
        "al",
        "el",
        "abu",
        "bin",
        "ibn",
        "van",
        "von",
        "de",
        "di",
        "da",
        "la",
        "le",
    }:
        rest = rest[1:]
    if not rest:
        if len(run) > 1 and any(w.lower in lexicon.words("organisations") for w in run):
            return [_span(text, run, None, "other")]
        return []
    while len(rest) > 1 and rest[0].lower in MODIFIERS and role_before(text, rest[0].start, rest[-1].end, joined=True):
        rest = rest[1:]
    before = role_before(text, rest[0].start, rest[-1].end)
    after = role_after(text, rest[-1].end)
    if any(w.lower in lexicon.words("organisations") for w in rest) or all(w.lower in MODIFIERS for w in rest):
        return [_span(text, run if heads else rest, None, "other")]
    shaped = 2 <= len(rest) <= 4 and not _of(rest) and not _spot(text, rest)
    person = bool(before) or bool(after) or shaped or _speaks(text, rest)
    if all(w.text.isupper() and len(w.text) > 1 for w in rest) and not before:
        person = False
    return [_span(text, rest, (before or after) if person else None, "person" if person else "other")]


def _spot(text: str, rest: Sequence[Word]) -> bool:
    """Whether a run names a spot that no list of places has: "Port Elande"; "at Marlow Ferry", but not "Rosa Hill"."""
    if rest[0].lower in _SPOTS_FIRST:
        return True
    owner = text[rest[-1].end : rest[-1].end + 1] in ("'", "\u2019")  # "in Rosa Hill's words"
    return rest[-1].lower in _SPOTS_LAST and not owner and bool(_LOCATIVE.search(text[: rest[0].start]))


def _of(rest: Sequence[Word]) -> bool:
    return any(w.lower == "of" for w in rest)


def _span(text: str, run: Sequence[Word], role: str | None, kind: str) -> NameSpan:
    start, end = run[0].start, run[-1].end
    return NameSpan(start, end, text[start:end], role, kind)


def _speaks(text: str, rest: Sequence[Word]) -> bool:
    """Whether one capital word stands beside a verb of saying, as only a speaker's does."""
    following = words.split(text[rest[-1].end : rest[-1].end + 40])[:1]
    beside = re.match(r"\s|,\s+for\s+(?:his|her)\s+part", text[rest[-1].end :])
    return bool(beside and following and following[0].stem in saying_stems() and not following[0].lower.endswith("s"))


@lru_cache(maxsize=1)
def saying_stems() -> frozenset[str]:
    """The stems of all verbs of saying."""
    return frozenset(words.stem(verb) for verbs in lexicon.classes("sayings").values() for verb in verbs)


def oblique(text: str, name: NameSpan) -> bool:
    """Whether a name stands only as the one "of whom" or "to whom" something is, and so does not act."""
    match = _OBLIQUE.search(text[: name.start])
    return match is not None and not _BLOCK.search(text[match.start() + 2 : name.start])
