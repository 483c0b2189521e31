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

# An invisible ASCII, and 240 selectors of a letter's variant, which are as good for writing what nobody sees.
_HIDDEN = (range(0xE0020, 0xE007F), range(0xE0100, 0xE01F0))
_FEW = 8  # characters of them that are no accident
# Cyrillic and Greek letters that look like Latin ones; letters of mathematics and wide ones are folded by Unicode.
_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЅЈавекмнорстухіѕјԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ",
    "ABEKMHOPCTYXISJabekmhopctyxisjdqwhlABEZHIKMNOPTYXaeikvoptux",
)


def suspicious(sentence: str) -> bool:
    """Whether the sentence looks like an instruction to a model, also in look-alike letters or hidden characters."""
    folded = unicodedata.normalize("NFKD", sentence)
    if sum(any(ord(c) in hidden for hidden in _HIDDEN) for c in folded) >= _FEW:
        return True
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    return bool(_forms().search(bare.translate(_ALIKE)))


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
