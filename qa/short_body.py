"""Whether the answer to a who-question may be a body: "Whom does she represent?" asks for a guild or a firm as well."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.grounding import words
from qa.grounding.names import NameSpan

_FOR = "represent|serve"
_WITH = r"(?:work|act|play|speak|write|stand|run|drive|fight|race|report|sing)s?(?:ed|ing)?\s+for|belong(?:s|ed)?\s+to"
_WHOM = re.compile(
    rf"\bwhom?\s+(?:does|did|do|will|would|has|had|is|was)\s+[^?]+?\s(?:(?:{_FOR})(?:ed|ing)?|{_WITH})\W*$|"
    r"\b(?:for|to)\s+whom\s+(?:does|did|do|will|has|had|is|was)\s+[^?]+?\s"
    r"(?:work|act|play|speak|write|stand|run|drive|race|belong)(?:ed|ing)?\W*$|"
    r"\bwhom?\s+(?:is|was|are|were)\s+[^?]+?\s(?:owned|employed|hired|run|built|published|made)\s+by\W*$|"
    r"\bby\s+whom\s+(?:is|was|are|were)\s+[^?]+?\s(?:owned|employed|hired|run|built|published|made)\W*$|"
    r"\bwho\s+(?:owns|employs|employed|hired)\b",
    re.IGNORECASE,
)
# Behind one of these a name is of whom somebody speaks or works for.
_BEFORE = re.compile(
    r"\b(?:for|of|by|with|at|to|represent(?:s|ed|ing)?|serv(?:es|ed|ing)|join(?:s|ed)?)\s+(?:the\s+)?$", re.I
)


@lru_cache(maxsize=256)
def may_be(question: str) -> bool:
    """Whether a question asks for whom somebody speaks or works, or whose something is."""
    return _WHOM.search(question) is not None


def fits(text: str, name: NameSpan) -> bool:
    """Whether a name of a sentence is a body's that somebody speaks or works for, or that has something."""
    if name.kind != "other" or not any(word.content for word in words.split(name.name)):
        return False
    return _BEFORE.search(text[: name.start]) is not None or text[name.end :].startswith(("'s", "\u2019s"))
