"""A text that somebody wrote, as statements to check: its sentences, with the marks and links that they carry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index import language, sentences

# "[1]", "[2, 3]", "[^4]", "【5】", and the superscripts that word processors write.
_ONE_MARK = (
    r"(?:\[\^?\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\]|\u3010\d{1,3}[^\u3011]{0,20}\u3011"
    r"|[\u00b9\u00b2\u00b3\u2070-\u2079]+)"
)
_MARK = re.compile(rf"\s*{_ONE_MARK}")
_HEAD = re.compile(rf"(?:{_ONE_MARK}\s*)+")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(\s*<?([^()\s<>]{1,2000})>?(?:\s+\"[^\"\n]*\")?\s*\)")
_BARE_URL = re.compile(r"<?https?://[^\s<>\"]+[^\s<>\".,;:!?)]>?")
_ORNAMENT = re.compile(
    r"(?m)^\s{0,3}(?:#{1,6}\s+|[-*+\u2022]\s+|\d{1,3}[.)]\s+|>\s?)|\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)"
)
# "[1] Title, outlet", "[^1]: https://...", the heading above such a list, a heading of one word: no statements.
_REFERENCE = re.compile(r"(?m)^\s*(?:\[\^?(\d{1,3})\]:?|(\d{1,3})\.\s+(?=<?https?://))[ \t]*(\S.*)$")
_HEADING = re.compile(r"(?im)^\s*#*\s*(?:sources|references|notes|bibliography|works cited)\s*:?\s*$")
_LABEL = re.compile(r"(?m)^\s{0,3}#{1,6}[ \t]+[^\W\d_]+(?:[ \t]+\d{1,2})?[ \t]*:?[ \t]*$")  # "# Background"
_SUPERSCRIPT = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the draft, `draft[start:end]`. `claim` is what it says, without marks, links and ornaments."""

    start: int
    end: int
    text: str
    claim: str
    marks: tuple[int, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed draft. `references` are the lines that explain its marks, by number."""

    text: str
    statements: tuple[Statement, ...]
    references: dict[int, str]


def parse(text: str) -> Draft:
    """The draft's statements in order. Lists of references, headings over them and rows of signs are no statements."""
    references = {int(m[1] or m[2]): m[3].strip() for m in _REFERENCE.finditer(text)}
    passed = [m.span() for pattern in (_REFERENCE, _HEADING, _LABEL) for m in pattern.finditer(text)]
    found: list[Statement] = []
    for span in sentences.split(text, language.detect(text)):
        if any(a <= span.start < b for a, b in passed):
            continue
        head = _HEAD.match(text, span.start, span.end)
        if head and found and "\n" not in text[found[-1].end : span.start]:  # "... he said. [1] Then ..."
            before = found[-1]
            found[-1] = replace(before, marks=tuple(dict.fromkeys([*before.marks, *_numbers_in(head.group())])))
            statement = _statement(text, head.end(), span.end)
        else:
            statement = _statement(text, span.start, span.end)
        if any(c.isalnum() for c in statement.claim):
            found.append(statement)
    return Draft(text, tuple(found), references)


def _statement(text: str, start: int, end: int) -> Statement:
    said = text[start:end]
    links = [m[2] for m in _LINK.finditer(said)]
    links += [m.group().strip("<>") for m in _BARE_URL.finditer(_LINK.sub("", said))]
    claim = _BARE_URL.sub("", _LINK.sub(r"\1", said))
    marks = dict.fromkeys(_numbers_in(claim))
    claim = _ORNAMENT.sub("", _MARK.sub("", claim))
    return Statement(start, end, said, " ".join(claim.split()), tuple(marks), tuple(links))


def _numbers_in(text: str) -> list[int]:
    return [n for m in _MARK.finditer(text) for n in _numbers(m.group())]


def _numbers(mark: str) -> list[int]:
    """The numbers of a mark; "[2-4]" means 2, 3 and 4."""
    digits = mark.translate(_SUPERSCRIPT)
    span = re.search(r"(\d+)\s*[\u2013-]\s*(\d+)", digits)
    if span and int(span[1]) < int(span[2]) <= int(span[1]) + 20:
        return list(range(int(span[1]), int(span[2]) + 1))
    return [int(n) for n in re.findall(r"\d+", digits)]
