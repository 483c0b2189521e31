"""Bytes to text: UTF-8 first, then marks, declarations and detection. Time is linear in the size."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from index.errors import ArticleError
from index.legacy_encoding import SAMPLE, likely_encodings

_NULS = 0.001  # share of NUL characters above which a file is binary
_BAD = 0.01  # share of bytes that may be repaired in a text that is otherwise UTF-8
_UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})  # Unicode categories that no prose has
_BOMS = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "save it as .txt or .html first"),
    (b"{\\rtf", "a rich-text document", "save it as .txt or .html first"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that gave it, and what is worth saying about it."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`, without a byte order mark; line ends are left as they are.

    Order: byte order mark, UTF-16 without one, UTF-8, UTF-8 with a few stray Windows-1252 bytes (repaired, with a
    warning), the `declared` encoding, detection. Raises `ArticleError` for what isn't text.
    """
    for magic, what, step in _MAGIC:
        if data.startswith(magic):
            raise ArticleError(f"is {what}; {step}")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_mark(data[len(bom) :], encoding)
    nuls = data.count(0)
    if nuls:
        wide = _utf16(data)
        if wide:
            return wide
        if nuls > _NULS * len(data):
            raise ArticleError("is binary, not text; name a .txt, .md, .html or .jsonl file")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _repaired(data) or _declared(data, declared) or _detected(data)


def _with_mark(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as cause:
        if encoding == "utf-8":
            return _repaired(data) or _detected(data)
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > max(1, _BAD * len(text)):
            raise ArticleError(f"begins with the mark of {encoding.upper()} and isn't; save it as UTF-8") from cause
        return Decoded(text, encoding, f"has broken {encoding.upper()}; what can't be read is shown as \ufffd")


def _utf16(data: bytes) -> Decoded | None:
    """The text when `data` is UTF-16 without a mark. The right byte order is the one with more blanks and stops."""
    if len(data) % 2:
        return None
    best: tuple[int, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:SAMPLE].decode(encoding, "ignore")
        written = sum(c in "\n\r\t" or unicodedata.category(c) not in _UNWRITTEN for c in sample)
        stops = sum(sample.count(c) for c in " \n。，،.,")
        if sample and written >= 0.98 * len(sample) and stops and (best is None or stops > best[0]):
            best = (stops, encoding)
    if best is None:
        return None
    try:
        return Decoded(data.decode(best[1]), best[1])
    except UnicodeDecodeError:
        return None


def _repaired(data: bytes) -> Decoded | None:
    """The text when most of what isn't ASCII is sound UTF-8: stray bytes are read as Windows-1252."""
    lenient = data.decode("utf-8", "replace")
    stray = lenient.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    beyond_ascii = len(lenient) - len(lenient.encode("ascii", "ignore"))
    sound = beyond_ascii - lenient.count("\ufffd")
    if stray > _BAD * len(data) + 1 or sound < stray:
        return None
    text = data.decode("utf-8", "pressbrief_cp1252")
    return Decoded(text, "utf-8", f"is UTF-8 with {stray} other bytes, which were read as Windows-1252")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler that reads a byte UTF-8 can't hold as Windows-1252; a cut last character as U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    if error.end >= len(error.object):
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("pressbrief_cp1252", _as_cp1252)


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        # The web reads "latin-1" as Windows-1252, its superset: https://encoding.spec.whatwg.org/#names-and-labels
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError):
        return None


def _detected(data: bytes) -> Decoded:
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:SAMPLE]) > 0.01 * len(data[:SAMPLE]):
        raise ArticleError("is binary, not text; name a .txt, .md, .html or .jsonl file")
    likely = likely_encodings(data)
    for encoding in likely:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        warning = f"isn't UTF-8 and was read as {encoding}; save it as UTF-8 if letters look wrong"
        return Decoded(text, encoding, warning)
    text = data.decode(likely[0], "replace")
    if text.count("\ufffd") > _BAD * len(text):
        raise ArticleError("is in no encoding that could be found out; save it as UTF-8")
    return Decoded(text, likely[0], f"was read as {likely[0]}; what can't be read is shown as \ufffd; save it as UTF-8")
