"""JSON Lines to articles, one line at a time: a file of any size needs the memory of its longest line."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from index.assemble import assemble
from index.decode import decode
from index.errors import ArticleError
from index.frontmatter import leading_date
from index.metadata import Metadata, read_metadata
from index.problem import Problem
from index.records import Article

_TEXT = ("text", "body", "content")
_LONGEST_ID = 200  # characters
_SURROGATE = re.compile("[\ud800-\udfff]")


class TooLong(bytes):
    """The beginning of a line that is longer than may be read; the rest of it was passed over."""


def read_jsonl(lines: Iterable[bytes], path: str, longest: int) -> Iterator[Article | Problem]:
    """The articles of JSON Lines, a `Problem` for each bad line, in order. `path` is the source they get a # of.

    A record gives `text` (or body, content), which is stored exactly as the JSON has it, and id, title, date
    (published), publisher (source, outlet), url, language (lang). The same record twice is one article; the same id
    with another content is a `Problem`. `longest`: bytes a line may have.
    """
    seen: dict[str, bytes] = {}
    taken: set[str] = set()  # numbers that are in use as sources
    encoding_said = False
    for number, line in enumerate(lines, start=1):
        if isinstance(line, TooLong):
            yield Problem(f"{path}#{number}", f"line {number} is over {longest // 1_000_000} MB; split the article")
            continue
        if not line.strip(b" \t\r\n\x00"):
            continue
        if not seen and line.strip() == b"[":
            yield Problem(path, "is one JSON array, not JSON Lines; turn it around with: jq -c '.[]'")
            return
        try:
            article, odd_encoding, warnings = _record(line, path, number)
        except ArticleError as cause:
            yield Problem(f"{path}#{number}", f"line {number} {cause}")
            continue
        digest = hashlib.blake2b(article.digest.encode("ascii"), digest_size=16).digest()
        known = seen.setdefault(article.id, digest)
        if known is digest:  # it was not there
            article = _with_own_source(article, path, number, taken)
            yield article
            if odd_encoding and not encoding_said:
                encoding_said = True
                warnings.insert(0, f"{odd_encoding} (said once for the file)")
            for warning in warnings:
                yield Problem(article.source, f"line {number}: {warning}", fatal=False)
        elif known != digest:
            reason = f"line {number} has the id {article.id!r} of an earlier line, and another content; give it its own"
            yield Problem(f"{path}#{number}", reason)


def is_record(line: bytes) -> bool:
    """Whether a line is a record as `read_jsonl` reads it: a JSON object with a text."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and any(name in record for name in _TEXT)


def _with_own_source(article: Article, path: str, number: int, taken: set[str]) -> Article:
    """`article`, under another source if its id is the line number of an earlier one, or the other way round."""
    place = article.source[len(path) + 1 :]
    if place.isdigit():
        if place in taken:
            return dataclasses.replace(article, source=f"{path}#line-{number}")
        taken.add(place)
    return article


def _record(line: bytes, path: str, number: int) -> tuple[Article, str | None, list[str]]:
    """The article of a line, its encoding's warning, and others. Raises `ArticleError`; its text follows "line N"."""
    decoded = decode(line.rstrip(b"\r\n"))
    warnings: list[str] = []
    record = _parsed(decoded.text)
    text = next((record[name] for name in _TEXT if record.get(name) is not None), None)
    if text is None:
        raise ArticleError('has no "text"; each record needs one')
    if not isinstance(text, str):
        raise ArticleError('has a "text" that is no string; write it in quotes')
    if _SURROGATE.search(text):
        # Half of a surrogate pair can't be stored as UTF-8. One character for one keeps every offset.
        text = _SURROGATE.sub("\ufffd", text)
        warnings.append("half characters (lone surrogates) in its text are shown as \ufffd")
    given = _id(record.get("id"))
    known = read_metadata({name.strip().lower(): value for name, value in record.items()})
    dated = leading_date(text)
    if dated:
        date = known.date or dated.metadata.date
        known = Metadata(known.title, date, known.publisher, known.url, known.language, known.warnings)
    source = f"{path}#{given or number}"
    article = assemble(text, source, known, body=dated.body if dated else 0, id=given)
    return article, decoded.warning, [*warnings, *known.warnings]


def _parsed(line: str) -> dict[str, object]:
    try:
        # Raw control characters in strings are against the standard, and harmless.
        record = json.loads(line, strict=False)
    except json.JSONDecodeError as cause:
        raise ArticleError(f"isn't JSON ({cause.msg}, column {cause.colno}); each line is one object") from cause
    except ValueError as cause:  # an integer of over 4,300 digits
        raise ArticleError("has a number that is too long; write it in quotes") from cause
    except RecursionError as cause:
        raise ArticleError("is nested too deeply; each line is one flat object") from cause
    if not isinstance(record, dict):
        raise ArticleError('is no JSON object; each line is one, such as {"text": "..."}')
    return record


def _id(given: object) -> str | None:
    """The record's id as text, None if it has none. Raises `ArticleError` for one that can't name an article."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise ArticleError('has an "id" that is neither text nor a number')
    text = str(given).strip()
    if len(text) > _LONGEST_ID or not text.isprintable():
        raise ArticleError(f'has an "id" over {_LONGEST_ID} characters or with control characters; shorten it')
    return text or None
