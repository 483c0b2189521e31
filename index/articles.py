"""Articles from files, folders and standard input, one at a time; what can't be read is a `Problem`."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from index import walk
from index.decode import Decoded, decode
from index.errors import ArticleError
from index.problem import Problem
from index.read_html import decode_html, read_html
from index.read_jsonl import TooLong, is_record, read_jsonl
from index.read_text import normalise, read_text
from index.records import Article

__all__ = ["LARGEST", "Problem", "Reading", "count", "read"]

LARGEST = 200_000_000  # bytes of a file that is one article, or of one line of JSON Lines
_STDIN = "-"
_BLOCK = 1 << 20  # bytes
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class Reading(Iterator[Article | Problem]):
    """The articles and problems of paths, in order; `skipped` files in folders have another ending than ours."""

    def __init__(self, paths: Sequence[Path | str], stdin: BinaryIO | None) -> None:
        self._files = [path for path in paths if str(path) != _STDIN]
        self._walk = walk.Walk(self._files)
        self._items = self._read(len(self._files) < len(paths), stdin)

    @property
    def skipped(self) -> int:
        """Files in folders, read so far, that were left out for their ending."""
        return self._walk.skipped

    def __next__(self) -> Article | Problem:
        return next(self._items)

    def _read(self, from_stdin: bool, stdin: BinaryIO | None) -> Iterator[Article | Problem]:
        for item in self._walk:
            if isinstance(item, Problem):
                yield item
            else:
                yield from _guarded(item, _file(item))
        if from_stdin:
            if stdin is None:
                yield Problem(_STDIN, "nothing is piped in; use: qa add - < FILE")
            else:
                yield from _guarded(_STDIN, _sniffed(stdin, _STDIN))


def read(paths: Sequence[Path | str], *, stdin: BinaryIO | None = None) -> Reading:
    """Iterates over the articles of `paths` and over a `Problem` for whatever gives none; "-" is `stdin`, read last.

    A problem that is not fatal follows the article it is about. One article is in memory at a time. A file's ending
    says how it is read; without a known one, and from `stdin`, its content does. Nothing is taken from the file's
    time or name.
    """
    return Reading(paths, stdin)


def count(paths: Sequence[Path | str]) -> int | None:
    """About how many articles `paths` hold: files, and lines of JSON Lines; None when standard input is among them."""
    if any(str(path) == _STDIN for path in paths):
        return None
    files = (item for item in walk.Walk(paths) if isinstance(item, str))
    return sum(_lines_in(file) if walk.ending(file) in walk.JSONL else 1 for file in files)


def _guarded(source: str, items: Iterator[Article | Problem]) -> Iterator[Article | Problem]:
    """`items`, and what stops them as a `Problem`: the next file goes on."""
    try:
        yield from items
    except ArticleError as cause:
        yield Problem(source, str(cause))
    except OSError as cause:
        yield Problem(source, walk.reason_of(cause))


def _file(path: str) -> Iterator[Article | Problem]:
    with _opened(path) as file:
        ending = walk.ending(path)
        if ending in walk.JSONL:
            yield from _json_lines(file, path)
        elif ending in walk.ENDINGS:
            data = _whole(file, b"")
            yield from _one(data, path, html=ending in walk.HTML, markdown=ending in walk.MARKDOWN)
        else:
            yield from _sniffed(file, path)


def _opened(path: str) -> BinaryIO:
    """The file, open for reading. Opening never waits: a named pipe or a device is an `ArticleError`."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb", buffering=_BLOCK)
    os.close(descriptor)
    raise ArticleError("is a pipe or a device, not a file; pipe its content in: qa add - < FILE")


def _sniffed(file: BinaryIO, source: str) -> Iterator[Article | Problem]:
    """The articles of a stream whose content says what it is: JSON Lines, HTML or text."""
    head = b""
    while not head.strip() and len(head) < _BLOCK:
        line = file.readline(LARGEST + 1)
        if not line:
            break
        head += line
    if head.startswith(_WIDE) or not is_record(head):
        data = _whole(file, head)
        first = data[:_BLOCK].split(b"\n", 1)[0]
        if data.startswith(_WIDE) and is_record(decode(data).text.split("\n", 1)[0].encode()):
            yield from _json_lines(io.BytesIO(data), source)
        elif first.strip() == b"[":
            raise ArticleError("is one JSON array, not JSON Lines; turn it around with: jq -c '.[]'")
        else:
            yield from _one(data, source, html=None, markdown=False)
    else:
        yield from read_jsonl(chain(head.splitlines(keepends=True), _lines(file)), source, LARGEST)


def _one(data: bytes, source: str, *, html: bool | None, markdown: bool) -> Iterator[Article | Problem]:
    """The one article of `data` and its reservations; `html` None: the content says."""
    decoded = _decoded(data, html)
    if html or (html is None and _HTML.match(decoded.text, 0, 10_000)):
        article, warnings = read_html(decoded.text, source)
    else:
        article, warnings = read_text(normalise(decoded.text), source, markdown=markdown)
    yield article
    for warning in (decoded.warning, *warnings):
        if warning:
            yield Problem(source, warning, fatal=False)


def _decoded(data: bytes, html: bool | None) -> Decoded:
    return decode(data) if html is False else decode_html(data)


def _whole(file: BinaryIO, head: bytes) -> bytes:
    data = head + file.read(LARGEST + 1 - len(head))
    if len(data) > LARGEST:
        raise ArticleError(f"is over {LARGEST // 1_000_000} MB; split it, or make it JSON Lines")
    return data


def _json_lines(file: BinaryIO, path: str) -> Iterator[Article | Problem]:
    head = file.read(8192)
    if not head.strip():
        raise ArticleError("is empty; nothing to add")
    file.seek(0)
    if head.startswith(_WIDE):
        text = decode(_whole(file, b"")).text
        yield from read_jsonl((line.encode("utf-8") for line in text.split("\n")), path, LARGEST)
        return
    if not any(is_record(line) for line in head.split(b"\n")):
        decode(head)  # raises for a binary file, which would otherwise be a problem on each of its lines
    yield from read_jsonl(_lines(file), path, LARGEST)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of `file`; one over LARGEST is passed over in blocks, and given as its beginning."""
    while line := file.readline(LARGEST + 1):
        if len(line) <= LARGEST:
            yield line
            continue
        beginning = TooLong(line[:80])
        while line and not line.endswith(b"\n"):
            line = file.readline(_BLOCK)
        yield beginning


def _lines_in(path: str) -> int:
    """The number of lines of a file, 1 for one that can't be read."""
    lines, block = 0, b"\n"
    try:
        with _opened(path) as file:
            while found := file.read(_BLOCK):
                lines += found.count(b"\n")
                block = found
    except (OSError, ArticleError):
        return 1
    return lines + (not block.endswith(b"\n"))
