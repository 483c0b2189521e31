"""The head of a text file: YAML between `---` lines, "Key: value" lines, or a leading date; and where prose begins."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from index.metadata import ALIASES, Metadata, read_metadata
from index.published import DATE

_BLANK = re.compile(r"\s*")
_LONGEST = (
    16_384  # characters: a head that is longer is no head, and PyYAML takes 0.1 ms a character of nested brackets
)
_FENCED = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LOOKS_LIKE_KEY = re.compile(r"---[ \t]*\n\s*[\w -]{1,40}:(?:\s|\Z)")
# `title: Tehran: a visit` is what people write, and is no YAML: such a value gets its quotes.
_BARE_COLON = re.compile(r"""^([\w-]+):[ \t]+(?!["'\[{|>&*!%@`#])(.*:[ \t].*?)[ \t]*$""", re.MULTILINE)
_KEYS = {name: field for field, names in ALIASES.items() for name in names}
_OTHER_KEYS = {"author", "authors", "by", "byline", "section", "category", "categories", "tags", "keywords", "id"}
_HEADER = re.compile(r"[ \t]*([A-Za-z][A-Za-z_ -]{1,30}?)[ \t]*:[ \t]*(.*)")
# "date 2024-11-21 Prose", or a date alone on the first line, or "21 November 2024 - Prose".
_LABEL = r"(?P<label>(?:date|published|posted|publication date)(?:\s+on)?[ \t]*:?[ \t]+|date:)?"
_LEADING = re.compile(
    _LABEL + r"(?P<date>" + DATE + r")"
    r"(?P<after>[ \t]*(?:updated:?[ \t][^\n]{0,50}\d[^\n]{0,25})?[.:|]?[ \t]*(?:\n|\Z)"
    r"|[ \t]*[–—|][ \t]*|[ \t]+-+[ \t]+|(?=\s))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text says, where its prose begins (a character offset), and what is worth saying about it."""

    metadata: Metadata
    body: int


def read_head(text: str) -> Head:
    """The head of `text`: metadata of front matter or header lines, a date in front of the prose, the prose's offset.

    Front matter that can't be read is prose from 0 on, with a warning. A date in the head wins over a leading one.
    """
    head = _front_matter(text) or _header_lines(text) or Head(Metadata(), 0)
    dated = leading_date(text, head.body)
    if dated is None:
        return head
    known = head.metadata
    date = known.date or dated.metadata.date
    warnings = known.warnings + dated.metadata.warnings
    merged = Metadata(known.title, date, known.publisher, known.url, known.language, warnings)
    return Head(merged, dated.body)


def leading_date(text: str, start: int = 0) -> Head | None:
    """The date that stands in front of the prose, and the offset after it; None when the text begins with prose.

    A bare date counts when alone on its line or followed by a dash; one labelled "date" always. 2024-13-45 with a
    label or alone on its line is a head without a date, with a warning.
    """
    # Blanks are passed over first: within the pattern, a million of them would be tried a million times.
    match = _LEADING.match(text, _skip_blank(text, start))
    if not match:
        return None
    after = match["after"]
    body = _skip_blank(text, match.end())
    follows = text[body : body + 1]
    if not match["label"]:
        if not after:
            return None
        # "21 November 2024 - 25 November 2024" and "2024-11-21 - the day when" are prose.
        if "\n" not in after and (follows.isdigit() or follows.islower()):
            return None
    return Head(read_metadata({"date": match["date"]}), body)


def _front_matter(text: str) -> Head | None:
    if not text.startswith("---"):
        return None
    match = _FENCED.match(text, 0, _LONGEST)
    if not match:
        if _LOOKS_LIKE_KEY.match(text):
            return _broken("its front matter has no closing line ---")
        return None
    fields, reason = _yaml_mapping(match[1])
    if fields is None:
        return _broken(reason)
    return Head(read_metadata(fields), _skip_blank(text, match.end()))


def _broken(reason: str) -> Head:
    return Head(Metadata(warnings=(f"{reason}; the file is read as text from its first line on, without metadata",)), 0)


def _yaml_mapping(source: str) -> tuple[dict[str, object] | None, str]:
    """The mapping in `source`, its keys in lower case and every scalar a string; or None and the reason."""
    import yaml

    loaded: object = None
    reason = ""
    for attempt in (source, _BARE_COLON.sub(lambda m: f"{m[1]}: {json.dumps(m[2], ensure_ascii=False)}", source)):
        try:
            # BaseLoader builds strings, lists and mappings only: safe, `language: no` stays "no", and a date such as
            # 2024-13-45 is ours to judge. https://yaml.org/type/bool.html
            loaded = yaml.load(attempt, Loader=yaml.BaseLoader)
            break
        except yaml.YAMLError as cause:
            line = getattr(getattr(cause, "problem_mark", None), "line", None)
            where = f" (line {line + 2})" if line is not None else ""
            reason = f"its front matter isn't YAML{where}"
        except RecursionError:
            return None, "its front matter is nested too deeply"
    else:
        return None, reason
    if loaded is None:
        return {}, ""
    if not isinstance(loaded, dict):
        return None, "what stands between its --- lines isn't a list of `key: value`"
    return {key.strip().lower(): value for key, value in loaded.items() if isinstance(key, str)}, ""


def _header_lines(text: str) -> Head | None:
    """The head that "Title: ..." lines at the very top make, up to the first blank line; None if there is none."""
    fields: dict[str, object] = {}
    at = 0
    known = False
    while at < min(len(text), _LONGEST):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if not line.strip():
            if known:
                return Head(read_metadata(fields), _skip_blank(text, end))
            return None
        match = _HEADER.fullmatch(line) if len(line) <= 1000 else None
        key = re.sub(r"[\s_-]+", " ", match[1].lower()) if match else ""
        if match is None or (key not in _KEYS and key not in _OTHER_KEYS):
            return None
        fields.setdefault(key, match[2].strip())
        known = known or key in _KEYS
        at = end + 1
    return None


def _skip_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
