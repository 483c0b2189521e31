"""Which number a question asks for, and where it ends: a share is no sum of money, and metres are no square metres."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.grounding import places, words
from qa.grounding.numbers import Number, numbers
from qa.short_people import are_people, counted, fates, of_another_fate
from qa.short_people import asked as people

CURRENCIES = frozenset("dollar pound euro yen yuan rupee rouble cent pence".split()) | {"other currency"}
_TIMES = frozenset("second minut hour day week month year decade century".split())
_LENGTHS = frozenset("kilometre metre centimetre mile foot inch".split())
_WEIGHTS = frozenset("kilogram gram ton lb".split())
_CHANGING = (
    r"(?:gr[eo]w[ns]?|ris(?:e[sn]?|ing)|rose|increas\w*|f[ae]ll(?:en|s)?|dropp?\w*|declin\w*|decreas\w*|shr[aiu]nk|"
    r"climb\w*|gain\w*|went\s+(?:up|down)|gone\s+(?:up|down)|cut|reduc\w*|rais\w*|lower\w*)"
)
_SHARE = re.compile(r"\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:share|percentage|percent|per\s+cent|proportion|fraction)\b|"
                    r"\bhow\s+many\s+per\s?cent", re.IGNORECASE)  # fmt: skip
_CHANGE = re.compile(rf"\bby\s+how\s+(?:much|many)\b|\bhow\s+much\s+(?:\w+\s+){{0,8}}?{_CHANGING}\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\bhow\s+much\s+(?:\w+\s+){0,12}?(?:costs?|pay|paid|pays|spend|spent|worth|priced?|charged?|earn(?:ed|s)?|fined?|"
    r"sell|sold|money)\b|\bhow\s+much\s+(?:is|are|was|were)\s+(?:it|they)\W*$|"
    r"\b(?:what|which)\s+(?:\w+\s+)?(?:price|salary|fee|fine|cost|sum\s+of\s+money)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\bhow\s+long\s+(?:[\w'\u2019-]+\s+){0,14}?(?:last|take|took|taken|wait|stay|live[ds]?|serve|spend|remain|been|work|rule)"
    r"(?:ed|ing|s)?\b",
    re.IGNORECASE,
)
_HOW = (
    (re.compile(r"\bhow\s+(?:far|tall|high|deep|wide|thick)\b", re.IGNORECASE), _LENGTHS),
    (re.compile(r"\bhow\s+heavy\b", re.IGNORECASE), _WEIGHTS),
    (re.compile(r"\bhow\s+long\b", re.IGNORECASE), _LENGTHS | _TIMES),
    (re.compile(r"\bhow\s+old\b", re.IGNORECASE), _TIMES - {"second", "minut"}),
)
_MANY = re.compile(r"\bhow\s+many\s+(?P<noun>(?:[^\W\d_][\w'\u2019-]*\s*){1,3})", re.IGNORECASE)
# Words that may stand between a number and its unit: "36 square metres", "nine straight days".
_BETWEEN = frozenset(
    "square cubic nautical metric light long short fluid consecutive straight full whole more calendar working".split()
)
_RANKED = re.compile(r"\b(?:place|rank|position|number|anniversary|edition)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"[\s-]+(?:[^\W\d_]+\s+){0,2}?(?:more|less|fewer|higher|lower|larger|smaller|longer|shorter|up|down|above|below|"
    r"increase|rise|growth|gain|drop|fall|decline|decrease|cut|reduction|jump|loss)\b|\s*(?:percent|per\s+cent|%)?\s+on\s+"
)
_SHARE_OF = re.compile(r"\s*(?:percent|per\s+cent|%)?\s+of\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:No\.?|number|#)\s*$", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s+$|,\s*$")
_OF = re.compile(
    r"\s+of\s+(?:[\w'\u2019-]+\s+){0,2}?(?P<noun>[\w-]+)(?=\s*(?:[.,;:!?)]|$|\s(?:and|by|in|on|with|over)\s))"
)
_BY = re.compile(rf"(?:\bby|\b{_CHANGING}|\b(?:up|down))\s+(?:[^\W\d_]+\s+){{0,3}}?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number must be to answer. `units` None: any; `made` are the words that belong to the unit asked for."""

    units: frozenset[str | None] | None = None
    made: frozenset[str] | None = None  # stems: "square" and "metre"
    share: bool = False
    change: bool = False
    ranked: bool = False  # "first" may answer
    aged: bool = False
    nouns: frozenset[str] = frozenset()  # stems of what is counted, where that is no unit
    people: bool = False  # "how many people", whoever they are
    fates: frozenset[int] = frozenset()  # what happened to them
    lasting: frozenset[str] | None = None  # stems of a question for how long something takes

    def fits(self, text: str, number: Number) -> bool:
        """Whether a number of a text can answer."""
        unit = unit_of(text, number)
        if not self.ranked and (number.ordinal or _NUMBERED.search(text[: number.start])):
            return False
        if of_another_fate(self.fates, text, number.start, number.end):
            return False
        if self.share:
            return unit == "%" or (unit is None and 0 < number.value < 1)
        if self.change:
            return bool(_COMPARED.match(text, number.end) or _BY.search(text[: number.lead]))
        if self.lasting is not None and (of := _of(text, number)) and not self.lasting & ({of} | words.synonyms(of)):
            return False
        if self.made is not None:
            return self.made == _made(text, number)
        if self.aged and unit is None:
            return bool(_AGED.search(text[: number.start])) and text[number.end : number.end + 1] in (",", ".", "")
        if self.nouns and unit == "%":  # "60 percent of the voters", and not "4.5 percent more than last year"
            return bool(_SHARE_OF.match(text, number.end))
        if self.nouns and unit is None and (other := _plural(text, number)) is not None:
            return bool(self.nouns & ({other} | words.synonyms(other))) or (self.people and are_people(other))
        if self.people and unit is None and (other := counted(text[number.end :])) is not None:
            return are_people(other)
        return self.units is None or unit in self.units


def asked(question: str) -> Measure:
    """What a question for a number asks for."""
    ranked = bool(_RANKED.search(question))
    if _SHARE.search(question):
        return Measure(share=True)
    if _CHANGE.search(question):
        return Measure(change=True)
    if _MONEY.search(question):
        return Measure(CURRENCIES)
    if _LASTING.search(question):
        return Measure(_TIMES, lasting=_stems(question))
    many = _MANY.search(question)
    if many:
        return replace(_counted(many["noun"], ranked), people=people(question), fates=_fates(question, many["noun"]))
    for pattern, units in _HOW:
        if pattern.search(question):
            lasting = _stems(question) if "long" in pattern.pattern else None
            return Measure(frozenset(units), aged="old" in pattern.pattern, lasting=lasting)
    return Measure(ranked=ranked)


def _fates(question: str, noun: str) -> frozenset[int]:
    """What happened to the people whom a question counts; none where it counts no people."""
    first = words.stem(noun.split()[0].lower())
    return fates(question) if people(question) or are_people(first) else frozenset()


def _stems(question: str) -> frozenset[str]:
    return frozenset(w.stem for w in words.split(question) if w.content)


def _of(text: str, number: Number) -> str | None:
    """The stem of what a length of time is one of: "nine years of talks" says how long the talks took."""
    found = _OF.match(text, end(text, number))
    return words.stem(found["noun"].lower()) if found else None


def _counted(noun: str, ranked: bool) -> Measure:
    """What "how many NOUN" asks for: so many of a unit, or so many of what is no unit."""
    (number, *_) = numbers(f"5 {noun}")
    if number.unit is not None and (made := _made(f"5 {noun}", number)):
        return Measure(made=made)
    return Measure(frozenset({None, "%"}), ranked=ranked, nouns=frozenset(w.stem for w in words.split(noun)))


def end(text: str, number: Number) -> int:
    """Where a number ends, the words of its unit included: "45 minutes", "36 square metres", "a 101-year-old"."""
    unit = _unit(text, number)
    if not unit:
        return number.end
    last = number.end + unit[-1].end
    old = re.match(r"-old\b", text[last:])
    return last + (old.end() if old else 0)


def unit_of(text: str, number: Number) -> str | None:
    """The unit of a number if it is written beside it: of "1.9 million containers last year" the year is none."""
    written = number.unit == "%" or text[number.start] in "$\u00a3\u20ac\u00a5" or _unit(text, number)
    return number.unit if written else None


def counts(text: str, number: Number, nouns: frozenset[str]) -> bool:
    """Whether a number counts one of the nouns (stems): "2,800 young soldiers" counts soldiers."""
    if _unit(text, number):
        return number.noun in nouns
    after = re.split(r"[.,;:()]\s", text[number.end : number.end + 40])[0]
    return any(w.stem in nouns for w in words.split(after)[:3] if w.content)


def _unit(text: str, number: Number) -> list[words.Word]:
    """The words from a number to its unit, spans from the number's end; none when other words stand between."""
    if number.unit is None or number.unit == "%" or text[number.start] in "$\u00a3\u20ac\u00a5":
        return []
    found: list[words.Word] = []
    for word in words.split(text[number.end : number.end + 40])[:3]:
        found.append(word)
        if word.stem == number.noun:
            return found
        if word.lower not in _BETWEEN and places.kind(word.text) is None:
            return []
    return []


def _made(text: str, number: Number) -> frozenset[str]:
    """The stems of the words of a number's unit: "square" and "metre"; "hr" and "hour" are one."""
    unit = _unit(text, number)
    return frozenset([*(w.stem for w in unit[:-1]), number.unit or ""]) if unit else frozenset()


def _plural(text: str, number: Number) -> str | None:
    """The stem of a plural that stands straight after a number, or after "of"; None for another word, or none."""
    found = re.match(
        r"[\s-]+(?:of\s+(?:the\s+|its\s+)?)?([^\W\d_]+(?:[^s\W]s|people|men|women|children))\b", text[number.end :]
    )
    return words.stem(found[1].lower()) if found and found[1].lower() not in ("was", "is", "has", "this") else None
