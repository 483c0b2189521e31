"""What is known about an article besides its text, from fields that a file or a record gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.published import DateError, publication_date

# The names that a field goes by, the first found counts.
ALIASES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publication date", "publication_date", "published_at", "pubdate"),
    "publisher": ("publisher", "source", "outlet", "site"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
_LONGEST = 1000  # characters of a field; more is no title and no name
_URL = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_NAMES = {
    "english": "en", "eng": "en", "arabic": "ar", "ara": "ar", "persian": "fa", "farsi": "fa", "fas": "fa", "per": "fa",
    "french": "fr", "fra": "fr", "fre": "fr", "german": "de", "deu": "de", "ger": "de", "spanish": "es", "spa": "es",
    "russian": "ru", "rus": "ru", "chinese": "zh", "zho": "zh", "chi": "zh", "turkish": "tr", "tur": "tr",
    "hebrew": "he", "heb": "he", "iw": "he", "in": "id", "nb": "no", "nn": "no",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """Cleaned fields, each None where nothing (or nothing usable) was given, and what is worth saying about them."""

    title: str | None = None
    date: str | None = None  # YYYY-MM-DD
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1, lower case
    warnings: tuple[str, ...] = ()


def read_metadata(fields: Mapping[str, object]) -> Metadata:
    """The metadata in `fields` (keys in lower case), under any of their usual names.

    A value that can't be used is None with a warning, never an error: the article is worth more than its head.
    A "source" that is a web address is the article's url, not its publisher.
    """
    warnings: list[str] = []
    found = {name: _first(fields, names, warnings) for name, names in ALIASES.items()}
    names = [v for name in ALIASES["publisher"] if isinstance(v := fields.get(name), str)]
    publisher = next((c for c in map(clean, names) if c and not _URL.match(c)), None)
    url = found["url"] or next((c for c in map(clean, names) if _URL.match(c)), None)
    if url and not _URL.match(url):
        warnings.append(f"{_shown(url)} isn't a web address (http or https); the article is kept without it")
        url = None
    date = None
    if found["date"]:
        try:
            date = publication_date(found["date"])
        except DateError as cause:
            warnings.append(f"the date {cause}; the article is kept without a date")
    language = _language(found["language"], warnings)
    return Metadata(found["title"], date, publisher, url, language, tuple(warnings))


def clean(value: str) -> str:
    """`value` on one line, without control characters, direction overrides or lone surrogates, at most 1,000 long.

    For metadata and names only: an article's own text is never cleaned, since spans point into it.
    """
    value = value[: 4 * _LONGEST].encode("utf-8", "replace").decode("utf-8")
    return _BLANK.sub(" ", _BIDI.sub("", value)).strip()[:_LONGEST]


def _first(fields: Mapping[str, object], names: tuple[str, ...], warnings: list[str]) -> str | None:
    for name in names:
        value = fields.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            cleaned = clean(str(value))
            if cleaned:
                return cleaned
        else:
            warnings.append(f'the field "{name}" is neither text nor a number; the article is kept without it')
    return None


def _language(given: str | None, warnings: list[str]) -> str | None:
    if given is None:
        return None
    code = re.split(r"[-_]", given.lower(), maxsplit=1)[0]
    code = _NAMES.get(code, code)
    if _LANGUAGE.match(code):
        return code
    warnings.append(f"the language {_shown(given)} isn't a code such as en or ar; it is taken from the text instead")
    return None


def _shown(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:57] + "...")
