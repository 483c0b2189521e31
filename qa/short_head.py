"""Who heads a body, and whom somebody speaks or works for, when a question asks with a verb: "Who runs the agency?",
"Whom does Karl Dunne speak for?".

The office stands beside a name: "the agency's director, Ada Brink", or "Its director" after a sentence that speaks of
the agency. English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.records import Article
from qa.grounding import names, words
from qa.grounding.names import NameSpan
from qa.grounding.offices import STAND_INS, Office, titles

NEAR = 300  # characters before a sentence in which a body may be named that "its" is of
_HEADED = re.compile(
    r"\bwho\s+(?:(?:now|currently)\s+)?(?P<verb>heads?|headed|runs?|ran|leads?|led|directs?|directed|manages?|managed|chairs?|"
    r"chaired|(?:speaks?|spoke)\s+for|is\s+in\s+charge\s+of|is\s+at\s+the\s+head\s+of|is\s+the\s+(?:head|boss|leader)\s+of)\s+"
    r"(?:the\s+)?(?P<body>(?:[^\W\d_][\w'\u2019-]*\s*){1,6})\W*$",
    re.IGNORECASE,
)
_ACTS = r"(?:speak|work|act)s?(?:ed|ing)?\s+for|represent(?:s|ed)?"
_ACTS_FOR = re.compile(
    rf"\b(?:whom?\s+(?:does|did|is|was)\s+(?P<name>[^?]+?)\s+(?:{_ACTS})|"
    r"for\s+whom\s+(?:does|did|is|was)\s+(?P<of>[^?]+?)\s+(?:speak|work|act)(?:ing)?)\W*$",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\bwho\s+(?:is|was|are|were)\s+(?P<name>[^?.,;:]+?)\W*$", re.IGNORECASE)
_SPEAKS = frozenset("spokesman spokeswoman spokesperson".split())
_CHAIR = frozenset("chair chairman chairwoman chairperson president speaker".split())
_HEADS = _CHAIR | frozenset(
    "director head chief boss leader manager ceo commissioner commander governor rector principal dean secretary "
    "executive captain editor coordinator chancellor".split()
)
# Of what a head may be with these before it: "managing director", and no "sporting director".
_WHOLE = frozenset(
    map(words.stem, "general managing executive chief head current new first long-time director".split())
)
_ASIDE = frozenset(map(words.stem, STAND_INS))
_ITS = re.compile(r"\b(?:its|their|her|his|the)\s+(?:[\w-]+\s+){0,2}[\w-]+,?\s*$", re.IGNORECASE)
_OWNER = re.compile(
    r"(?P<owner>(?:[A-Z][\w-]*|(?:the|The)(?:\s+[a-z][\w-]*){1,4})(?:\s+[A-Z][\w-]*)*)['\u2019]s?\s+(?:[\w-]+\s+){1,3}$"
)


def find(question: str, article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The span of the article that names the head of the body, or whom somebody acts for, within a sentence of it."""
    text = article.text[start:end]
    if (acts := _actor(question)) is not None:
        span = next((found for name in _having(text, acts) if (found := _owner(text, name))), None)
        return None if span is None else (start + span[0], start + span[1])
    body = _body(question)
    if body is None:
        return None
    heads, stems = body
    if stems[-1] not in {w.stem for w in words.split(f"{article.text[max(0, start - NEAR) : start]} {text}")}:
        return None
    for name in names.proper(text):
        if name.kind == "place":
            continue
        for title in titles(text, name):
            if _is_head(title, heads) and _is_of(title, stems, article, start, text, name):
                return start + name.start, start + name.end
    return None


def holds_office(question: str, text: str) -> bool:
    """Whether a question for whom somebody speaks or works is told by a text that gives them an office: a spokesman
    speaks for someone."""
    acts = _actor(question)
    return acts is not None and any(titles(text, name) for name in _having(text, acts))


def of_body(question: str) -> bool:
    """Whether a question is one for the head of a body."""
    return _body(question) is not None


def asks(question: str) -> bool:
    """Whether a question is one for the head of a body or for whom somebody acts."""
    return _body(question) is not None or _actor(question) is not None


@lru_cache(maxsize=256)
def about_a_name(question: str) -> bool:
    """Whether a question asks who somebody is, "Who is Ada Brink?": no other name answers that."""
    found = _WHO_IS.search(question)
    if found is None:
        return False
    named = names.proper(found["name"])
    return len(named) == 1 and named[0].name == found["name"].strip()


@lru_cache(maxsize=256)
def _actor(question: str) -> str | None:
    found = _ACTS_FOR.search(question)
    if found is None:
        return None
    own = words.split(found["name"] or found["of"])
    return own[-1].text if own and own[-1].text[0].isupper() else None


@lru_cache(maxsize=256)
def _body(question: str) -> tuple[frozenset[str], tuple[str, ...]] | None:
    """The offices that are asked for and the body's words, all as stems; the body's head is the last."""
    found = _HEADED.search(question)
    if found is None:
        return None
    parts = re.split(r"\s+(?:of|for|in|at)\s+", found["body"].strip())
    content = [[w.stem for w in words.content(part)] for part in parts]
    stems = [stem for part in reversed(content) for stem in part]
    if not content[0]:
        return None
    verb = found["verb"].lower()
    heads = _SPEAKS if verb.startswith("sp") else _CHAIR if verb.startswith("chair") else _HEADS
    return frozenset(map(words.stem, heads)), tuple(stems)


def _having(text: str, surname: str) -> Iterator[NameSpan]:
    return (name for name in names.proper(text) if name.surname == surname)


def _is_head(title: Office, heads: frozenset[str]) -> bool:
    """Whether an office is one of the heads, of the whole body, and no deputy's."""
    return title.head in heads and title.kind <= _WHOLE and not title.kind & _ASIDE


def _is_of(title: Office, body: tuple[str, ...], article: Article, start: int, text: str, name: NameSpan) -> bool:
    """Whether an office is one of the body: named beside it, or "its" where the body was spoken of just before."""
    around = {w.stem for w in words.split(article.text)}
    if not set(body) <= around:
        return False
    owner = title.owner - _WHOLE
    if owner:  # "the agency's director" of "the civil protection agency"
        return body[-1] in owner and owner <= set(body)
    before = _last_sentence(article.text[max(0, start - NEAR) : start]) + " " + text[: name.start]
    mine = text[: name.start]
    return bool(_ITS.search(mine)) and body[-1] in {w.stem for w in words.split(before)}


def _last_sentence(before: str) -> str:
    """The end of a text from its last full stop but that which ends it; nothing of another paragraph."""
    here = before.rsplit("\n\n", 1)[-1].rstrip()
    return re.split(r"[.!?][\"\u201d]?\s+(?=[A-Z\"\u201c])", here)[-1]


def _owner(text: str, name: NameSpan) -> tuple[int, int] | None:
    """Whom the office before a name is of, "the mayor" of "the mayor's spokesman, Karl Dunne"."""
    before = text[: name.start].rstrip(", ") + " "
    found = _OWNER.search(before)
    return None if found is None else found.span("owner")
