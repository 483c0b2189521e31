"""The numbers of a text with their units, however they are written: two, 2, "$2 billion", 2bn, a dozen, 20th, 5-7."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.grounding import words

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6,
    "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_MULTIPLES = {"dozen": 12.0, "score": 20.0, "half": 0.5, "quarter": 0.25, "twice": 2.0, "thrice": 3.0,
              "double": 2.0, "triple": 3.0, "pair": 2.0, "couple": 2.0, "both": 2.0, "once": 1.0,
              "trio": 3.0}  # fmt: skip
_OTHER_CURRENCIES = ("dinar", "riyal", "rial", "lira", "shekel", "peso", "won", "krona", "franc", "dirham", "toman",
                     "rand", "baht", "zloti", "hryvnia", "crown", "krone", "kroner", "kronor", "koruna", "forint",
                     "ringgit", "rupiah", "naira", "cedi", "shill", "birr", "peseta", "teng", "manat", "lari", "taka",
                     "kyat", "kwacha", "bolivar", "kuna", "leu", "lei", "leva")  # fmt: skip
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "dollar": "dollar", "pound": "pound",
               "euro": "euro", "yen": "yen", "usd": "dollar", "gbp": "pound", "eur": "euro", "yuan": "yuan",
               **dict.fromkeys(_OTHER_CURRENCIES, "other currency"),
               "rupee": "rupee",
               "rubl": "rouble", "roubl": "rouble", "cent": "cent", "penc": "pence"}  # fmt: skip
_MEASURES = {
    **dict.fromkeys(("hour", "hr"), "hour"), **dict.fromkeys(("minut", "min"), "minut"), "second": "second",
    "day": "day",
    "week": "week", "month": "month", "year": "year", "decad": "decade", "centuri": "century", "km": "kilometre",
    "kilometr": "kilometre", "kilomet": "kilometre", "mile": "mile", "metr": "metre", "meter": "metre", "feet": "foot",
    "foot": "foot", "ft": "foot", "inch": "inch",
    **dict.fromkeys(("cm", "centimetr", "centimet"), "centimetre"),
    **dict.fromkeys(("mm", "millimetr", "millimet"), "millimetre"), "percentag": "percentage point",
    "kg": "kilogram", "kilogram": "kilogram", "kilo": "kilogram",
    "gram": "gram", "ton": "ton", "tonn": "ton", "lb": "lb", "acr": "acre", "hectar": "hectare",
    "degre": "degree", "mph": "mph", "litr": "litre", "barrel": "barrel", "gallon": "gallon",
}  # fmt: skip
_WORDS = "|".join(sorted([*_ONES, "hundred", "thousand", "million", "billion", "trillion"], key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[٠-٩۰-۹]+"
_PATTERN = re.compile(
    rf"(?P<more>\b(?:more\s+than|over|at\s+least|upwards?\s+of|above|exceed(?:s|ed|ing)?)\s+)?"
    rf"(?P<less>\b(?:less\s+than|fewer\s+than|under|below|at\s+most|up\s+to|nearly|almost|not\s+quite)\s+)?"
    rf"(?P<about>\b(?:about|around|some|roughly|approximately|an?\s+estimated|close\s+to|as\s+many\s+as)\s+)?"
    rf"(?P<sign>[$£€¥]\s?|\b(?:US|A|C)\$\s?)?"
    rf"(?:(?<![\w.])(?P<digits>{_DIGITS})(?P<ordinal>st|nd|rd|th)?(?:[-\s]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|k|m|b)"
    rf"(?:s)?\b)?(?P<percent>\s?%|[-\s]per\s?cent\b)?"
    rf"|\b(?P<spelt>(?:(?:a|an)\s+(?=hundred|thousand|million|billion))?(?:{_WORDS})(?:(?:[-\s]+|\s+and\s+)(?:{_WORDS}))*)\b"
    rf"(?P<percent2>\s+per\s?cent\b)?"
    rf"|\b(?P<mult>(?:half\s+a\s+|a\s+|two\s+|three\s+)?(?:dozen|score(?=\s+of)|half|quarter|twice|thrice|couple|pair|trio)|(?:a|one|two)[\s-]third)s?\b"
    rf"|\b(?P<ord>{'|'.join(_ORDINALS)})\b)",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it, `text[start:end]`; `unit` is a currency, "%", a measure, or None."""

    start: int
    end: int
    value: float
    unit: str | None = None
    noun: str | None = None  # the stem of the word it counts
    bound: str | None = None  # "more", "less" or "about"
    ordinal: bool = False
    lead: int = 0  # where the words begin that make it a bound, else `start`


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in order; a day or a year counts here, too, unless the caller cuts dates out."""
    found = []
    for match in _PATTERN.finditer(text):
        value = _value(match)
        if value is None:
            continue
        bound = next((b for b in ("more", "less", "about") if match[b]), None)
        start = min(i for i in (match.start("sign"), match.start("digits"), match.start("spelt"), match.start("mult"),
                                match.start("ord")) if i >= 0)  # fmt: skip
        number = Number(
            start, match.end(), value, bound=bound, ordinal=bool(match["ordinal"] or match["ord"]), lead=match.start()
        )
        found.append(_with_unit(text, number, match))
    return tuple(found)


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        value = float(re.sub(r"[,\s]", "", match["digits"]))
        scale = (match["scale"] or "").lower()
        return value * _SCALES.get(scale, 1.0)
    if match["spelt"]:
        return _spelt(match["spelt"].lower())
    if match["mult"]:
        return _multiple(match["mult"].lower())
    return float(_ORDINALS[match["ord"].lower()])


def _spelt(text: str) -> float | None:
    """The value of a number in words, as "two hundred and five thousand"."""
    total, group = 0.0, 0.0
    for word in re.split(r"[-\s]+", text):
        if word in _ONES:
            group += _ONES[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0.0
    return total + group


def _multiple(text: str) -> float | None:
    parts = re.split(r"[\s-]+", text)
    if parts[-1] == "third":
        return 2 / 3 if parts[0] == "two" else 1 / 3
    factor = {"half": 0.5, "two": 2.0, "three": 3.0}.get(parts[0], 1.0) if len(parts) > 1 else 1.0
    return factor * _MULTIPLES[parts[-1]]


def _with_unit(text: str, number: Number, match: re.Match[str]) -> Number:
    if match["percent"] or match["percent2"]:
        return replace(number, unit="%")
    sign = (match["sign"] or "").strip()
    noun = None
    for word in words.split(text[number.end : number.end + 40])[:3]:
        between = text[number.end : number.end + word.start]
        if re.search(r"[.,;:()]\s", between):
            break
        unit = _CURRENCIES.get(word.stem) or _MEASURES.get(word.stem)
        if unit and not sign:
            return replace(number, unit=unit, noun=word.stem)
        if noun is None and word.content:
            noun = word.stem
    return replace(number, unit=_CURRENCIES[sign[-1]] if sign else None, noun=noun)


def agrees(claim: Number, source: Number) -> bool:
    """Whether a number of the source supports one of the claim: value, unit, and which way it is only a bound.

    Rounding is allowed where the claim says so ("about", "nearly", "more than"); "more than 20" is not 20.
    """
    if claim.unit and source.unit and (claim.unit, _named(claim)) != (source.unit, _named(source)):
        return False
    if claim.ordinal != source.ordinal and claim.value != source.value:
        return False
    if claim.value == source.value:
        return claim.bound == source.bound or {claim.bound, source.bound} <= {None, "about"}
    ratio = source.value / claim.value if claim.value else 0.0
    if claim.bound == "more":
        return 1 < ratio <= 1.2 and source.bound != "less"
    if claim.bound == "less":
        return 0.85 <= ratio < 1 and source.bound != "more"
    return claim.bound == "about" and 0.93 <= ratio <= 1.07


def _named(number: Number) -> str | None:
    """The currency's own name, for one that has no sign of its own."""
    return number.noun if number.unit == "other currency" else None
