"""The words that text is searched by: folded, stemmed tokens, the same for articles and for questions.

FTS5's own tokenizer finds nothing in Chinese (recall@1 .108 against .928 with bigrams) and stems English alone, so the
full-text table is given these tokens, joined by spaces, and splits at nothing but the spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip

# Words that are in nearly every passage and so tell none apart; dropping them keeps a match from reading the whole
# table. English only: for other languages bm25's own weights do the work.
STOP = frozenset(
    "a about after all also am an and any are as at be been before being but by can could did do does doing done for "
    "from had has have he her here hers him his how i if in into is it its itself just me more most my no nor not of "
    "on or our out over own s same she should so some such t than that the their them then there these they this "
    "those through to too under until up us very was we were what when where which while who whom whose why will "
    "with would you your".split()
)

# Marks that stand inside words, which Python's \w leaves out: combining accents, Hebrew points, Arabic vowels, and the
# vowel signs of the Indic scripts (their whole blocks but for the two dandas, which end sentences).
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    r"|(?P<acronym>(?:[^\W\d_]\.){2,}[^\W\d_]?)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>(?![{_CJK}])[^\W_](?:(?![{_CJK}])[^\W_]|[{_MARKS}])*)"
)
_FOLD_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ئ": "ي"}
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CACHE = 200_000  # stems kept, about 30 MB: the words of some thousands of articles


def tokens(text: str, language: str | None = None) -> list[str]:
    """The tokens of a text in order: letters and digits only (and "·" for a decimal point).

    Words are case-folded, without accents and marks, and stemmed by `language` (None: by their script);
    Chinese and Japanese runs give their bigrams.
    """
    return [token for token, _, _ in located(text, language)]


def located(text: str, language: str | None = None) -> Iterator[tuple[str, int, int]]:
    """The tokens of a text with the span each was read from. Bigrams overlap."""
    for match in _RUN.finditer(text):
        kind, run, start = match.lastgroup, match.group(), match.start()
        if kind == "cjk":
            if len(run) == 1:
                yield run, start, start + 1
            for i in range(len(run) - 1):
                yield run[i : i + 2], start + i, start + i + 2
        elif kind == "word":
            if run in ("s", "S") and start and text[start - 1] in "'\u2019":
                continue  # the possessive of the word before
            token = _stem(run, language)
            if token:
                yield token, start, match.end()
        elif kind == "number":
            yield _number(run), start, match.end()
        else:
            yield run.replace(".", "").casefold(), start, match.end()


@lru_cache(maxsize=1024)
def sentence(text: str, language: str | None = None) -> tuple[tuple[str, int, int], ...]:
    """The tokens of a short text with their spans, kept: what search has ranked, readers compare."""
    return tuple(located(text, language))


def content(text: str, language: str | None = None) -> list[str]:
    """The tokens of a question worth searching for, each once, in order; all of them if every one is a stop word."""
    spans = sentence(text, language)
    kept = [token for token, start, end in spans if text[start:end].casefold() not in STOP]
    return list(dict.fromkeys(kept or [token for token, _, _ in spans]))


_ENGLISH = frozenset(  # none of them a word of another large language written in Latin letters
    "and are did does from had have how of said should that the their they this to were what when where which who whom "
    "whose why with would".split()
)


def looks_english(text: str) -> bool:
    """Whether a short text can be taken for English: Latin letters, and a word that only English has, or none at all
    that tells ("Sabbagh Tehran 2024")."""
    found = [m.group().casefold() for m in re.finditer(r"[^\W\d_]+", text)]
    if not all(c.isascii() or "\u00c0" <= c <= "\u024f" for word in found for c in word):
        return False
    return bool(_ENGLISH.intersection(found)) or (text.isascii() and len(found) <= 3)


def match(terms: Iterable[str]) -> str:
    """The FTS5 expression that finds passages with any of the tokens; "" for none."""
    return " OR ".join(f'"{term}"' for term in terms)


def _number(run: str) -> str:
    """One form for "10,000", "10000" and Eastern Arabic digits; "3.99" and "3,99" keep their fraction apart."""
    digits = "".join(str(unicodedata.digit(c, 0)) if c.isdigit() else c for c in run)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    return re.sub(r"[.,]", "\u00b7", digits)


@lru_cache(maxsize=_CACHE)
def _stem(word: str, language: str | None) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c != "\u0640")
    if _ARABIC.search(folded):
        folded = folded.translate(_FOLD_ARABIC)
        language = language if language in ("ar", "fa") else "ar"
    elif language is None:
        language = "ru" if "\u0400" <= folded[:1] <= "\u04ff" else "en"
    if language == "en":
        folded = irregular().get(folded, folded)
    algorithm = _STEMMERS.get(language)
    return _stemmer(algorithm).stemWord(folded) if algorithm and folded else folded


@cache
def irregular() -> dict[str, str]:
    """The verb of each irregular English form, which no stemmer finds: "met" is of "meet"."""
    lines = (Path(__file__).parent / "data" / "irregular.txt").read_text(encoding="utf-8").splitlines()
    forms = [line.split() for line in lines if line and not line.startswith("#")]
    return {form: verb for verb, *others in forms for form in others}


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)  # no cache of its own: _stem has one
