"""Whether a name is of an outlet that only reports: nobody who did what a who-question asks for.

"OSLO (Fjord Courier) - Ada Brink ..." and "Brink told the Fjord Courier" name a paper that did nothing of what they
tell. One that is sued, or that sues somebody, is no such paper.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.records import Article
from qa.grounding import words
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths

_HEADS = frozenset(
    "times post courier news tribune chronicle observer herald gazette journal telegraph guardian mirror express star "
    "echo mail inquirer enquirer examiner globe sentinel dispatch daily weekly magazine review radio tv television "
    "broadcaster wire press agency bulletin monitor standard record reporter today online".split()
)
_DATELINE = re.compile(r"^\W*(?:[A-Z][\w.'\u2019-]*[ ,]+){1,4}\((?P<name>[^()]{2,40})\)\s*[-\u2013\u2014:]")
# "told the Fjord Courier", "in an interview with it", "according to the newspaper Fjord Courier", "its newspaper".
_BEFORE = re.compile(
    r"\b(?:told|tells|telling|informed|to|with|by|from|in|on|of|via|citing|cites|quoting|for|at)\s+(?:the\s+)?"
    r"(?:(?:news|press|state|local|daily|weekly|national)\s+)*(?:newspaper|agency|paper|daily|weekly|magazine|website|"
    r"broadcaster|network|channel|outlet|station)?\s*[\"']?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^[\"']?,?\s+(?:(?:has|had|have|was|is)\s+)?(?:not\s+)?(?P<verb>[^\W\d_]+)")
_REPORTING = frozenset(map(words.stem, "publish print verify quote cite learn understand translate carry".split()))


def only_reports(article: Article, text: str, name: NameSpan) -> bool:
    """Whether a name of a sentence of the article is the article's publisher or another outlet, and only reports."""
    head = _DATELINE.match(text)
    if head is not None and head.start("name") <= name.start < head.end("name"):
        return True
    if not _is_outlet(article, name):
        return False
    after = _ASIDE.match(text[name.end :])
    says = after is not None and words.stem(after["verb"].lower()) in {*strengths(), *_REPORTING}
    return says or _BEFORE.search(text[: name.start]) is not None


def _is_outlet(article: Article, name: NameSpan) -> bool:
    if name.role is not None:
        return False
    own = name.name.removeprefix("The ").casefold()
    publisher = (article.publisher or "").removeprefix("The ").casefold()
    return own == publisher or (len(name.parts) > 1 and own.split()[-1] in _HEADS)


@lru_cache(maxsize=256)
def may_answer(question: str) -> bool:
    """Whether a question asks for who reports, so that an outlet may be its answer: "Who reported it first?"."""
    asked = [w for w in words.split(question) if w.content]
    return any(w.stem in strengths() or w.stem in _REPORTING for w in asked)
