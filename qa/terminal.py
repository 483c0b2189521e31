"""Text of strangers, made safe to print; JSON, made safe to print; streams that never crash on a character.

Articles, their metadata and file names are hostile input: a terminal obeys escape sequences, a bidi override shows
words in another order than they stand, and an invisible character hides a difference. Whatever comes from an article
goes through `safe` or `as_json` on its way to stdout or stderr.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _span(first: int, last: int) -> Iterable[int]:
    return range(first, last + 1)


# Shown as one visible character each: an escape sequence stays readable and does nothing.
_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in _span(0x00, 0x1F)},  # C0 -> U+2400 control pictures: ESC is shown as "␛"
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(_span(0x80, 0x9F), _REPLACEMENT),  # C1: 0x9B alone begins a control sequence
    **dict.fromkeys(_span(0xD800, 0xDFFF), _REPLACEMENT),  # lone surrogates, from file names that are not UTF-8
}

# Dropped: without them the text stands in its logical order, as it is searched and quoted.
# Kept: U+200C and U+200D (Persian, Indic scripts, emoji), U+200E, U+200F and U+061C (marks of Arabic and Hebrew).
_INVISIBLE = (
    0x00AD,  # soft hyphen
    0x180E,  # Mongolian vowel separator
    0x200B,  # zero width space
    *_span(0x202A, 0x202E),  # bidi embeddings and overrides
    *_span(0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates, deprecated format characters
    0xFEFF,  # zero width no-break space, byte order mark
    *_span(0xFFF9, 0xFFFB),  # interlinear annotation
    *_span(0xE0000, 0xE007F),  # tags: a whole invisible ASCII, used to smuggle instructions
)

_LINE_ENDS = ("\n", "\r", "\x0b", "\x0c", "\x85", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")

_ONE_LINE: dict[int, str | None] = {
    **_VISIBLE,
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(map(ord, _LINE_ENDS), " "),
    ord("\t"): " ",
}
_LINES: dict[int, str | None] = {**_ONE_LINE, **dict.fromkeys(map(ord, _LINE_ENDS), "\n"), ord("\t"): "\t"}

# JSON escapes C0 by itself. The rest of the same characters is escaped too, so that nothing is lost and nothing acts.
_UNSAFE_IN_JSON = re.compile(
    "[\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str, keep_newlines: bool = False) -> str:
    """The text as it may be printed to a terminal, on one line unless `keep_newlines`.

    Control characters are shown as pictures ("␛[31m"), other controls as U+FFFD, bidi controls and invisible characters
    are dropped, every kind of line end is a space, or "\\n" with `keep_newlines`.
    """
    if text.isprintable():  # true for most sentences, and 20 times faster than looking at each character
        return text
    if keep_newlines:
        return text.replace("\r\n", "\n").translate(_LINES)
    return text.replace("\r\n", "\n").translate(_ONE_LINE)


def as_json(value: object, indent: int | None = 2) -> str:
    """The value as JSON in which ordinary non-ASCII letters stay readable and no character acts on a terminal.

    Parsing it gives back every string unchanged, also where stdout lacks a letter. With `indent=None` it is one line.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8", "surrogatepass")
    except UnicodeEncodeError:  # "backslashreplace" would write \xe9, which JSON does not know
        text = json.dumps(value, indent=indent)
    return _UNSAFE_IN_JSON.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def prepare_streams() -> None:
    """Make stdout and stderr show "\\u2019" where their encoding lacks a character, instead of raising.

    Redirected output is ASCII or cp1252 under many locales; one curly quote would end the run.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def shortened(text: str, width: int) -> str:
    """The text, safe and on one line, cut to `width` characters with "…" at its end where something was cut."""
    line = " ".join(safe(text).split())
    return line if len(line) <= width else line[: max(width - 1, 0)].rstrip() + "…"


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: East Asian wide letters two, marks above a letter none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def counted(count: int, noun: str) -> str:
    """The number with its noun: "1 article", "2 articles", "1,234 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def styled(text: str, *, bold: bool = False, dim: bool = False) -> str:
    """The text in bold or dim; unchanged where stdout is no terminal, or where NO_COLOR or TERM=dumb asks for none.

    Give it what `safe` returned: it adds the only escape sequences that `qa` prints.
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    if plain or not (bold or dim):
        return text
    return f"\x1b[{'1' if bold else '2'}m{text}\x1b[0m"


def put(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print to stdout, or to stderr with `err`. `click.echo` would write UTF-8 where the stream was set to ASCII."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed before the start, as by `qa ... 2>&-`
        return
    stream.write(text + end)
    if err:
        stream.flush()  # what went wrong is seen at once, before a progress line is drawn over it


def warn(line: str) -> None:
    """Print "Warning: ..." to stderr; the line may hold words of an article, a file or a server."""
    put(f"Warning: {safe(line)}", err=True)
