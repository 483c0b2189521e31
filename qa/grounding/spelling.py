"""Whether two spellings are one name: Masoud and Massoud, el-Sisi and al-Sisi, Erdogan and Erdoğan."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.grounding.fold import bare

_ARTICLE = re.compile(r"^(?:al|el|ad|as|an|ar|ash|at|az)-(?=\w{2})")
_STEPS = (
    (re.compile(r"['’.\-]"), ""),
    (re.compile(r"ph"), "f"), (re.compile(r"q|ck"), "k"), (re.compile(r"kh"), "k"), (re.compile(r"gh"), "g"),
    (re.compile(r"dh"), "d"), (re.compile(r"ou|oo"), "u"), (re.compile(r"ee|ei|ey|ie|ay|ai"), "i"),
    (re.compile(r"o"), "u"),
    (re.compile(r"y"), "i"), (re.compile(r"h$"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """A spelling's skeleton: equal skeletons are one name."""
    found = _ARTICLE.sub("", bare(name))
    for pattern, put in _STEPS:
        found = pattern.sub(put, found)
    return found


def same(one: str, other: str) -> bool:
    """Whether two words are the same name, allowing one e for an a or an i between letters that agree otherwise."""
    a, b = key(one), key(other)
    if a == b:
        return True
    if len(a) != len(b) or len(a) < 5:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(apart) <= 1 and all({x, y} in ({"a", "e"}, {"e", "i"}) for x, y in apart)
