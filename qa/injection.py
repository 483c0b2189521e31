"""Sentences of articles that speak to a model instead of to a reader. They are kept out of what a model is given.

This is one layer of three: the evidence is fenced as data, and whatever a model makes of it is grounded. It looks for
the forms that such texts take (orders about instructions, roles and replies; data/instructions.txt), not for topics: an
article about prompt injection that quotes one loses that quotation for the model, and nothing for search and checks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_TAGS = range(0xE0020, 0xE007F)  # an invisible ASCII
_HIDDEN = 8  # characters of it that are no accident


def suspicious(sentence: str) -> bool:
    """Whether the sentence looks like an instruction to a model, also in look-alike letters or hidden characters."""
    folded = unicodedata.normalize("NFKC", sentence)
    if sum(ord(c) in _TAGS for c in folded) >= _HIDDEN:
        return True
    return bool(_forms().search("".join(c for c in folded if unicodedata.category(c) != "Cf")))


@cache
def _forms() -> re.Pattern[str]:
    named: dict[str, str] = {}
    forms: list[str] = []
    text = (Path(__file__).parent / "data" / "instructions.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        for name, part in named.items():
            line = line.replace(f"{{{name}}}", part)
        if found := re.match(r"([A-Z]+) = (.*)", line):
            named[found.group(1)] = found.group(2)
        else:
            forms.append(f"(?:{line})")
    return re.compile("|".join(forms), re.IGNORECASE)
