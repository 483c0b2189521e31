"""Texts made comparable: for finding one in another, and for SQuAD's exact match and F1 (Rajpurkar et al. 2016).

Case, punctuation, the articles a/an/the and the marks of Arabic don't count; Chinese and Japanese are compared by
character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARTICLES = re.compile(r"\b(?:an?|the)\b")
_BY_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def tokens(text: str, *, parted: bool = False) -> list[str]:
    """The words that count. Punctuation inside a word vanishes ("U.S." is "us"); with `parted` it parts two words."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    plain = "".join(_shown(c, " " if parted else "") for c in plain)
    plain = _BY_CHARACTER.sub(lambda m: f" {m.group()} ", _ARTICLES.sub(" ", plain))
    return plain.split()


def _shown(character: str, for_punctuation: str) -> str:
    group = unicodedata.category(character)[0]
    return for_punctuation if group == "P" else " " if group in "ZC" else character


def holds(text: str, part: str) -> bool:
    """Whether the text has the part as a run of whole words; never for a part without words."""
    wanted = " ".join(tokens(part, parted=True))
    return bool(wanted) and f" {wanted} " in f" {' '.join(tokens(text, parted=True))} "


def exact(answer: str, gold: str) -> bool:
    """Whether both have the same words in the same order."""
    return tokens(answer) == tokens(gold)


def f1(answer: str, gold: str) -> float:
    """The harmonic mean of the shares of common words, 0 to 1; where one has no words, whether both have none."""
    ours, theirs = tokens(answer), tokens(gold)
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs)) if common else 0.0


def rouge_l(answer: str, gold: str) -> float:
    """ROUGE-L's F-measure by words (Lin 2004), 0 to 1: the longest common subsequence against both lengths."""
    ours, theirs = tokens(answer), tokens(gold)
    if not ours or not theirs:
        return 0.0
    lengths = [0] * (len(theirs) + 1)
    for word in ours:
        diagonal = 0
        for j, other in enumerate(theirs, 1):
            above = lengths[j]
            lengths[j] = diagonal + 1 if word == other else max(above, lengths[j - 1])
            diagonal = above
    return 2 * lengths[-1] / (len(ours) + len(theirs)) if lengths[-1] else 0.0
