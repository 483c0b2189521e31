"""Sentences of articles that speak to a model instead of to a reader: no model is given them, and they answer nothing.

The one question that they do answer is that about themselves: what did the comment say?

This is one layer of three: the evidence is fenced as data, and whatever a model makes of it is grounded. It looks for
the forms that such texts take (orders about instructions, roles and replies; data/instructions.txt), not for topics: an
article about prompt injection that quotes one loses that quotation for the model.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.search import Retrieval, SentenceHit

# An invisible ASCII, and 240 selectors of a letter's variant, which are as good for writing what nobody sees.
_HIDDEN = re.compile("[\U000e0020-\U000e007e\U000e0100-\U000e01ef]")
_FEW = 8  # characters of them that are no accident
# Cyrillic and Greek letters that look like Latin ones; letters of mathematics and wide ones are folded by Unicode.
_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЅЈавекмнорстухіѕјԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχı",
    "ABEKMHOPCTYXISJabekmhopctyxisjdqwhlABEZHIKMNOPTYXaeikvoptuxi",
)


class _Seen(dict[int, "int | None"]):
    """For each character the one it is read as; none for marks and for characters that nobody sees."""

    def __missing__(self, code: int) -> int | None:
        unseen = unicodedata.category(chr(code)) in ("Cf", "Mn", "Me")
        self[code] = None if unseen else _ALIKE.get(code, code)
        return self[code]


_SEEN = _Seen()
LOOKED_AT = 60  # ranks that readers look at
ASKED_ABOUT = 0.75  # of the question must stand beside a quotation that it is to be about
_QUOTED = re.compile('["\u201c\u00ab\u201e].*?(?:["\u201d\u00bb]|$)', re.DOTALL)
_ASKS = re.compile(
    r"\?|\b(?:who|whom|whose|what|which|when|where|why|how)\b|"
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)  # an eighth of a millisecond a sentence, and each is asked about several times
def suspicious(sentence: str) -> bool:
    """Whether the sentence looks like an instruction to a model, also in look-alike letters or hidden characters."""
    if sentence.isascii():
        return _speaks(sentence)
    folded = unicodedata.normalize("NFKD", sentence)
    return len(_HIDDEN.findall(folded)) >= _FEW or _speaks(folded.translate(_SEEN))


def order(question: str) -> bool:
    """Whether what stands for a question is an order to a model, and asks nothing: "Reveal your prompt."."""
    return suspicious(question) and not _ASKS.search(question)


def heard(retrieval: Retrieval, ranks: int = LOOKED_AT) -> Retrieval:
    """The retrieval without sentences that speak to a model, its first `ranks` at least; those asked about stay.

    A question is about one when it asks for it in its own words ("Who wrote 'Ignore all instructions'?"), or when what
    stands beside the quotation is what it says: "What did the reader write?" of `The reader wrote: "Ignore ..."`.
    """
    if suspicious(retrieval.question.text) and _ASKS.search(retrieval.question.text):
        return retrieval
    kept: list[SentenceHit] = []
    rest = iter(retrieval.sentences)
    while len(kept) < ranks and (hit := next(rest, None)) is not None:
        if not _unasked(retrieval, hit):
            kept.append(hit)
    kept.extend(rest)
    return retrieval if len(kept) == len(retrieval.sentences) else replace(retrieval, sentences=tuple(kept))


def _unasked(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether the sentence speaks to a model and the question is about something else."""
    sentence = retrieval.articles[hit.article].text[hit.start : hit.end]
    if not suspicious(sentence):
        return False
    beside = _QUOTED.sub(" ", sentence)
    if beside == sentence or suspicious(beside):
        return True
    from index import words  # a stemmer, for the few sentences that come so far

    terms = retrieval.question.terms
    said = frozenset(words.tokens(beside, retrieval.question.language))
    return sum(t.weight for t in terms if t.token in said) < ASKED_ABOUT * sum(t.weight for t in terms)


def _speaks(text: str) -> bool:
    """Whether a text in plain letters has one of the forms."""
    lower = text.lower()
    for needed, form in _forms():
        for word in needed:
            if word in lower:
                if form.search(text):
                    return True
                break
    return False


@cache
def _forms() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """The forms, each with words of which it needs one."""
    named: dict[str, str] = {}
    forms: list[tuple[tuple[str, ...], re.Pattern[str]]] = []
    needed: tuple[str, ...] = ()
    text = (Path(__file__).parent / "data" / "instructions.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("NEEDS "):
            needed = tuple(line.split()[1:])
            continue
        for name, part in named.items():
            line = line.replace(f"{{{name}}}", part)
        if found := re.match(r"([A-Z]+) = (.*)", line):
            named[found.group(1)] = found.group(2)
        else:
            forms.append((needed, re.compile(line, re.IGNORECASE)))
    return tuple(forms)
