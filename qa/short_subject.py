"""The subject of a verb in a sentence, or whoever stands behind the "by" of a passive: a name, or a plain noun.

English alone, and by the form of words: what stands straight before a verb is its subject, unless a preposition governs
it; commas, "who" and "and" are looked through where that is plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.deed import AUXILIARIES, DETERMINERS, is_past
from qa.grounding import lexicon, names, words
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths
from qa.grounding.words import Word

Span = tuple[int, int]
GOVERNS = re.compile(
    r"\b(?:of|at|in|on|near|from|to|for|with|by|about|against|between|under|over|into|behind|after|before|since|until|"
    r"than|like|around|during|through|across|beside|off|without|towards?|outside|inside)\s+(?:the\s+|an?\s+|his\s+|her\s+"
    r"|its\s+|their\s+)?(?:[a-z][\w-]*\s+){0,2}$"
)
BE = frozenset("be been being is are was were am got gets getting".split())
HELPING = (
    AUXILIARIES
    | BE
    | frozenset("having not never also already just then now still currently once later even only to".split())
)
RELATIVE = frozenset("who that which".split())
_JOINING = frozenset("and but or as if when while because after before since until although though where than".split())
_JOINED = re.compile(r"\s+the\s+|\s*,?\s+(?:and|or)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}")
_ASIDE = re.compile(r",\s*(?P<inside>[^,.;:\u2014]{2,70}),\s*$")
_FINITE = re.compile(r"\b(?:is|was|are|were|has|had|will|said|says)\b")
_BEHIND_BY = re.compile(r"(?P<lead>(?:(?:the|an?|its|his|her|their)\s+)?(?:[a-z][\w'\u2019-]*\s+){0,4})$")
_PLAIN = re.compile(r"(?:the|an?|its|his|her|their|two|three|four|five|six|several|some)\b(?:\s+[a-z][\w-]*){1,4}")
REACH = 60  # characters from a passive verb to its "by"
BY = rf"[^.;:!?]{{0,{REACH}}}?\bby\s+"
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())
_BEFORE_DAY = frozenset("on last late early".split())
_HE = frozenset("he she".split())
_NUMERAL = re.compile(r"[IVX]+\b|\w{1,2}$")


def subject(text: str, split: Sequence[Word], at: int) -> Span | None:
    """The doer of the verb at a place; None where it can't be told."""
    verb = split[at]
    behind = re.match(BY, text[verb.end :])
    if is_past(verb) and (at == 0 or _passive(split, at) or re.match(r"\s+by\s", text[verb.end :])):
        return _after(text, verb.end + behind.end()) if behind else None
    start = at
    while start and (split[start - 1].lower in HELPING or split[start - 1].lower.endswith("ly")):
        if "," in text[split[start - 1].end : split[start].start]:
            break
        start -= 1
    day = start
    while day and split[day - 1].lower in (_DAYS if day == start else _BEFORE_DAY):
        day -= 1
    return _before(text, split, day, verb) or (_inverted(text, verb) if verb.stem in strengths() else None)


def _passive(split: Sequence[Word], at: int) -> bool:
    """Whether a past form is a passive's: "was struck", "has since been struck"."""
    for word in reversed(split[max(0, at - 3) : at]):
        if word.lower in BE:
            return True
        if word.lower not in HELPING and not word.lower.endswith("ly"):
            return False
    return False


def _inverted(text: str, verb: Word) -> Span | None:
    """Who says it, in "..., said Ada Brink"."""
    if not re.search(r"[,\"\u201d]\s*$", text[: verb.start]):
        return None
    return _after(text, verb.end + 1)


def _after(text: str, start: int) -> Span | None:
    """The name that begins at a place behind what may stand before it ("by the mayor, Ada Brink"), else the plain noun
    there with its article."""
    for name in names.proper(text):
        if name.start >= start:
            lead = text[start : name.start].replace(",", "")
            titled = name.role and lead.strip().lower().endswith(name.role.lower())
            if not lead or titled or _BEHIND_BY.fullmatch(lead):
                return _with_joined(text, name, forward=True)
            break
    plain = _PLAIN.match(text, start)
    return None if plain is None else (start, _end_of_noun(text, start, plain.end()))


def _end_of_noun(text: str, start: int, end: int) -> int:
    """Where a plain noun ends: before the first word that joins or governs something else."""
    for word in words.split(text[start:end])[1:]:
        if not word.content or word.lower in _JOINING or word.lower.endswith("ly"):
            return start + word.start - 1
    return end


def _before(text: str, split: Sequence[Word], start: int, verb: Word) -> Span | None:
    """The subject that ends straight before a place; through "who" and a phrase between commas."""
    if not start:
        return None
    last = split[start - 1]
    gap = text[last.end : split[start].start]
    if last.lower in RELATIVE and not re.search(r"[.;:\u2014]", gap):
        head = text[: last.start].rstrip()
        end = len(head.rstrip(","))
        return _apposed(text, end) or _ending(text, end)
    if last.lower in _HE:
        persons = {n.surname: (n.start, n.end) for n in names.proper(text[: last.start]) if n.kind == "person"}
        return next(iter(persons.values())) if len(persons) == 1 else None
    if last.lower in ("and", "but"):
        return _shared(text, last.start)
    if re.fullmatch(r"\s+", gap):
        return _ending(text, last.end)
    aside = _ASIDE.search(text[: split[start].start])
    if "," in gap and aside and not verb.lower.endswith("ing"):
        inside = next((n for n in names.proper(text) if (n.start, n.end) == aside.span("inside")), None)
        return (inside.start, inside.end) if inside is not None else _ending(text, aside.start())
    return None


def _shared(text: str, end: int) -> Span | None:
    """The first name before a place that a verb follows: of "Ada Brink came and struck it" it is that of both."""
    for name in names.proper(text):
        after = words.split(text[name.end : end])[:1]
        if after and (after[0].lower in AUXILIARIES or is_past(after[0])) and text[name.end :].startswith(" "):
            return _ending(text, name.end)
    return None


def _apposed(text: str, end: int) -> Span | None:
    """The name before a phrase for it: "Ada Brink, a baker" where "who" follows."""
    comma = text.rfind(",", 0, end)
    if comma < 0 or not re.match(r",\s+(?:an?|the|[a-z0-9])", text[comma:end]) or _FINITE.search(text[comma:end]):
        return None
    return _ending(text, comma)


def _ending(text: str, end: int) -> Span | None:
    """The name or the plain noun with its article that ends at a place and that no preposition governs."""
    name = next((n for n in names.proper(text) if n.end == end), None)
    if name is not None:
        if _NUMERAL.fullmatch(name.name):
            return None
        start, stop = _with_joined(text, name, forward=False)
        governed = GOVERNS.search(text[:start])
        return None if governed and not _is_role(text[: name.start]) else (start, stop)
    run = re.search(r"(?:^|(?<=[\s\"\u201c(]))(?:[A-Za-z][\w-]*\s+){0,4}[a-z][\w-]*$", text[max(0, end - 80) : end])
    if run is None:
        return None
    split = words.split(run.group())
    at = len(split)
    while at and split[at - 1].content and split[at - 1].lower not in HELPING | _JOINING and not is_past(split[at - 1]):
        at -= 1
    if at == len(split):
        return None
    if at > 1 and split[at - 1].lower == "and" and split[at - 2].lower.endswith("s"):
        at -= 2
    opens = at > 0 and split[at - 1].lower in DETERMINERS - {"that"}
    first = run.start() + max(0, end - 80) + split[at - 1 if opens else at].start
    verbal = any(w.lower.endswith("ed") for w in split[at:])
    return (first, end) if not verbal and _opens_clause(text[:first].rstrip()) else None


def _opens_clause(before: str) -> bool:
    """Whether what follows a text can begin a clause, and no preposition governs it."""
    last = (words.split(before[-30:]) or [None])[-1] if before and before[-1].isalpha() else None
    if last is None:
        return not before or not before[-1].isalnum()
    if last.lower in ("and", "or"):
        return bool(re.search(r",\s*\w+$", before))
    return last.lower in _JOINING or last.lower in ("that", "whom", "which") or last.stem in strengths()


def _is_role(before: str) -> bool:
    """Whether a title stands straight before a name: what governs it governs the title's own noun."""
    split = words.split(before[-40:])
    return bool(split) and split[-1].lower in lexicon.words("roles")


def _with_joined(text: str, name: NameSpan, *, forward: bool) -> Span:
    """The span of a name with those that "and" joins to it."""
    start, end = name.start, name.end
    found = names.proper(text)
    for other in found if forward else reversed(found):
        if forward and other.start > end and _JOINED.fullmatch(text[end : other.start]):
            end = other.end
        elif not forward and other.end < start and _JOINED.fullmatch(text[other.end : start]):
            start = other.start
    return start, end
