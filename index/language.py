"""The language of a text, from its script, then from function words and rare letters within the script.

No model and no dependency: `qa list` and `qa add` load it in a few milliseconds. Measured on the public question sets
(English, Spanish, Russian, Chinese, Arabic, Persian) it equals py3langid (needs numpy) and lingua (96 MB) on articles.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache

from index import language_profiles as profiles

_WINDOW = 2000  # characters, taken from the start, the middle and the end of a long text
_FEW_LETTERS = 20  # below this only the script, or clear words, decide
_MARGIN = 1.05  # the best must beat the second by this much
_NAME = 0.3  # weight of a capitalised word: "Los Angeles" and "El Paso" make no Spanish text
# These must say it more clearly than their big neighbours.
_RARE = frozenset({"af", "be", "cy", "eo", "eu", "ga", "gl", "is", "ku", "mt", "so", "tl"})
_SHARE = 0.04  # of the words that must speak for a Latin-script language: unknown languages score less

# First code point of each range, and its script; "" ends a range. Only scripts that decide something are listed.
_RANGES: list[tuple[int, str]] = [
    (0x41, "Latin"), (0x5B, ""), (0x61, "Latin"), (0x7B, ""), (0xC0, "Latin"), (0xD7, ""), (0xD8, "Latin"),
    (0xF7, ""), (0xF8, "Latin"), (0x250, ""), (0x370, "el"), (0x400, "Cyrillic"), (0x530, "hy"), (0x590, "Hebrew"),
    (0x600, "Arabic"), (0x700, ""), (0x750, "Arabic"), (0x780, "dv"), (0x7C0, ""), (0x8A0, "Arabic"),
    (0x900, "Devanagari"), (0x980, "Bengali"), (0xA00, "pa"), (0xA80, "gu"), (0xB00, "or"), (0xB80, "ta"),
    (0xC00, "te"), (0xC80, "kn"), (0xD00, "ml"), (0xD80, "si"), (0xE00, "th"), (0xE80, "lo"), (0xF00, "bo"),
    (0x1000, "my"), (0x10A0, "ka"), (0x1100, "ko"), (0x1200, "Ethiopic"), (0x13A0, ""), (0x1780, "km"), (0x1800, ""),
    (0x1E00, "Latin"), (0x1F00, "el"), (0x2000, ""), (0x3041, "kana"), (0x3100, "han"), (0x3130, "ko"), (0x3190, ""),
    (0x31F0, "kana"), (0x3200, ""), (0x3400, "han"), (0xA000, ""), (0xAC00, "ko"), (0xD7B0, ""), (0xF900, "han"),
    (0xFB00, ""), (0xFB1D, "Hebrew"), (0xFB50, "Arabic"), (0xFE00, ""), (0xFE70, "Arabic"), (0xFEFF, ""),
    (0xFF66, "kana"), (0xFFA0, ""), (0x20000, "han"), (0x32000, ""),
]  # fmt: skip
_STARTS = [start for start, _ in _RANGES]
_DENSE = {"han", "kana", "ko"}  # one character says what two letters do
_SHARED = {
    "Latin": profiles.LATIN,
    "Cyrillic": profiles.CYRILLIC,
    "Arabic": profiles.ARABIC,
    "Hebrew": profiles.HEBREW,
    "Devanagari": profiles.DEVANAGARI,
    "Bengali": profiles.BENGALI,
    "Ethiopic": profiles.ETHIOPIC,
}
# With enough letters and no other evidence; Latin script alone proves nothing.
_DEFAULT = {
    "Cyrillic": "ru", "Arabic": "ar", "Hebrew": "he", "Devanagari": "hi", "Bengali": "bn", "Ethiopic": "am",
}  # fmt: skip
_ONE_MOSTLY = frozenset({"Hebrew", "Bengali", "Ethiopic"})  # scripts of one language with many readers
_NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+")
# Vowel signs of Indic scripts are no \w for `re`, hence the ranges; the apostrophe keeps "l'" and "qu'" apart.
_WORD = re.compile(r"[^\W\d_\u0900-\u0DFF]+['’ʻ]?|[\u0900-\u0DFF]+")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language most of `text` is in (`ckb` for Sorani), None when it can't be told.

    Texts of fewer than about 20 letters are None unless their script or their words leave no doubt. Norwegian is
    `no`; Croatian, Bosnian and Serbian in Latin script are `hr`. Time does not grow with the length of the text.
    """
    sample = _NOT_PROSE.sub(" ", _sample(text))
    script, letters = _main_script(sample)
    if script is None:
        return None
    if script not in _SHARED:
        return script
    return _among(script, letters, sample)


def _sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


def _main_script(sample: str) -> tuple[str | None, int]:
    """The script with the most letters, or the language where the script has one; and how many letters it has."""
    count: Counter[str] = Counter()
    for char, times in Counter(sample).items():
        script = _RANGES[bisect_right(_STARTS, ord(char)) - 1][1] if char >= "A" else ""
        if script:
            count[script] += times * (2 if script in _DENSE else 1)
    kana, han = count.pop("kana", 0), count.pop("han", 0)
    if kana + han:
        # A Chinese text may quote a few kana, a Japanese one has at least one in ten.
        count["ja" if kana * 10 >= kana + han else "zh"] = kana + han
    if not count:
        return None, 0
    script, letters = count.most_common(1)[0]
    return (script, letters) if letters >= 2 else (None, letters)


def _among(script: str, letters: int, sample: str) -> str | None:
    words = [w.replace("’", "'") for w in _WORD.findall(sample.replace("\u200c", " "))]
    score = _score(script, words)
    fallback = _DEFAULT.get(script) if letters >= _FEW_LETTERS or script in _ONE_MOSTLY else None
    if not score:
        return fallback
    best, second, *_ = [*sorted(score.items(), key=lambda item: -item[1]), ("", 0.0)]
    if script == "Latin" and (letters < _FEW_LETTERS or best[1] < _SHARE * len(words)):
        return None
    if best[1] < second[1] * _MARGIN:
        return fallback
    return best[0]


def _score(script: str, words: list[str]) -> dict[str, float]:
    """For each language how much of the words speaks for it: a word shared by n languages counts 1/n for each."""
    by_word, by_letter = _evidence(script)
    score: defaultdict[str, float] = defaultdict(float)
    for written, times in Counter(words).items():
        word = written.lower()
        languages = by_word.get(word) or by_word.get(word.rstrip("'"), ())
        for language in languages:
            score[language] += times * (1.0 if word == written else _NAME) / len(languages)
    for letter, times in Counter("".join(words).lower()).items():
        languages = by_letter.get(letter, ())
        for language in languages:
            # A letter is a weaker sign than a word: names keep theirs in every language.
            score[language] += 0.3 * times / len(languages)
    for language in _RARE & score.keys():
        score[language] *= 0.9
    return score


@lru_cache
def _evidence(script: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The languages of each function word, and of each rare letter."""
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for language, signs in _SHARED[script].items():
        for word in signs.words:
            by_word[word].append(language)
        for letter in dict.fromkeys(signs.letters):
            by_letter[letter].append(language)
    return {w: tuple(who) for w, who in by_word.items()}, {c: tuple(who) for c, who in by_letter.items()}
