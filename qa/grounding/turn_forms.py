"""The forms of an interview: where its turns begin and end, and which of them ask.

Three are known: labels ("Q: ... / A: ...", "Frage: ...", "GAZETTE: ... / BRINK: ..."), questions set off as bold
paragraphs or headings, and plain paragraphs that end in a question mark. What only explains a matter in questions and
answers has such turns too, but nobody says its answers: in an interview, "you" is asked and "I" answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.records import Article, Sentence
from qa.grounding.turn_labels import ANSWER, QUESTION, label

FEWEST = 2  # questions of an interview, and turns of each of its labels
PLAIN = 3  # questions that nothing but their mark sets off: of an essay, one or two may stand alone
LONGEST = 400  # characters of a question
SHARE = 1 / 3  # of the questions say "you", of the answers "I"
UNKNOWN = "somebody whom the article quotes"

_ASKS = re.compile(r"[?\uff1f\u061f]['\"\u2019\u201d\u00bb)\]*_ ]*$", re.MULTILINE)
_ENDED = re.compile(r"[.!?\u2026:;\u3002\uff01\uff1f\u061f\u06d4\u0964]['\"\u2019\u201d\u00bb)\]*_ ]*$")
_NAMED = re.compile(r"\S[^\n:]{1,80}:\s")
_BOLD = re.compile(r"(\*\*|__).+\1\W*$", re.DOTALL)
_I = {
    "en": r"i|me|my|mine|myself",
    "de": r"ich|mich|mir|mein\w*",
    "fr": r"je|j|me|moi|mon|ma|mes",
    "es": r"yo|me|mí|mi|mis",
    "it": r"io|mi|me|mio|mia|miei",
    "pt": r"eu|me|mim|meu|minha|meus",
    "nl": r"ik|mij|me|mijn",
    "ru": r"я|меня|мне|мой|моя|моё|мои",
}
_YOU = {"en": r"you|your|yours|yourself"}
_CLOSING = re.compile(r"\W*(?:(?:this|the|our)\s+(?:interview|conversation)\b|interview(?:ed)?\s+by\b)", re.IGNORECASE)
_QUOTED = re.compile('["\u201c\u00ab\u201e][^"\u201d\u00bb]*(?:["\u201d\u00bb]|$)')


@dataclass(frozen=True, slots=True)
class Turn:
    """Sentences `first` to `last`, exclusive, of one voice. `speaker`: as the article names them, None for nobody."""

    first: int
    last: int
    asks: bool
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """Sentences that begin a line together: a paragraph, or a labelled or bold line of one."""

    first: int
    last: int
    text: str
    label: str | None  # as it is written
    marked: bool  # bold, or a heading


@lru_cache(maxsize=1024)
def possible(text: str) -> bool:
    """Whether a text may hold an interview: lines of it end in question marks, and some are labelled, or bold, or there
    are enough to do without. Asked of every article that is found, so kept."""
    if "?" not in text and "\uff1f" not in text and "\u061f" not in text:
        return False
    asking = [text[text.rfind("\n", 0, m.start()) + 1 : m.end()] for m in _ASKS.finditer(text)]
    if len(asking) < FEWEST:
        return False
    if sum(line.lstrip().startswith(("**", "__", "#")) for line in asking) >= FEWEST:
        return True
    if any(label(line) for line in asking):
        return True
    return sum(len(line) <= LONGEST for line in asking) >= PLAIN


def found(article: Article, sentences: Sequence[Sentence]) -> list[Turn]:
    """The turns of an article with these sentences, in order, each speaker as its label has them: UNKNOWN for an answer
    without a name, None for what is asked, or explained, by the article. None when it is no interview."""
    if not possible(article.text):
        return []
    blocks = _blocks(article.text, sentences)
    return next((told for form in (_labelled, _marked, _plain) if (told := form(blocks, article))), [])


def _blocks(text: str, sentences: Sequence[Sentence]) -> list[_Block]:
    starts: list[tuple[int, str | None]] = []
    for n, sentence in enumerate(sentences):
        before = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
        own = text[sentence.start : sentence.end]
        written = None if before.strip(" \t*_>#") else label(own)
        new = n == 0 or sentence.paragraph != sentences[n - 1].paragraph
        if new or written or (not before.strip() and own.startswith(("**", "__", "#"))):
            starts.append((n, written))
    ends = [n for n, _ in starts[1:]] + [len(sentences)]
    found_blocks = []
    for (first, written), last in zip(starts, ends, strict=True):
        own = text[sentences[first].start : sentences[last - 1].end]
        found_blocks.append(_Block(first, last, own, written, own.startswith("#") or bool(_BOLD.match(own))))
    return found_blocks


def _keys(blocks: Sequence[_Block]) -> dict[str, str]:
    """For each label what its voice is called here: "Ada Brink" and "Brink" are one, "Ada Brink MP" and "Ole Moe MP"
    two."""
    labels = {block.label for block in blocks if block.label}
    short = {one.casefold() for one in labels if len(one.split()) == 1}
    ends = [one.split()[-1].casefold() for one in labels if len(one.split()) > 1]

    def key(one: str) -> str:
        last = one.split()[-1].casefold()
        return last if last in short and ends.count(last) <= 1 else one.casefold()

    return {one: key(one) for one in labels}


def _labelled(blocks: Sequence[_Block], article: Article) -> list[Turn]:
    """The turns of an article whose paragraphs name who speaks, or say that they ask and answer."""
    keys = _keys(blocks)
    spoken: dict[str, list[_Block]] = {}
    for block in blocks:
        if block.label:
            spoken.setdefault(keys[block.label], []).append(block)
    letters = bool(spoken.keys() & QUESTION and spoken.keys() & ANSWER)
    asking = QUESTION & spoken.keys() if letters else _asking(spoken)
    if sum(len(spoken[key]) for key in asking) < FEWEST:
        return []
    voices = ANSWER & spoken.keys() if letters else {key for key, own in spoken.items() if len(own) >= FEWEST}
    if not voices - asking:
        return []
    if not letters:  # who speaks but once answers a question
        after = pairwise(blocks)
        voices |= {keys[b.label] for a, b in after if a.label and b.label and keys[a.label] in asking}

    def begins(block: _Block) -> Turn | None:
        key = keys[block.label] if block.label else ""
        if key not in voices | asking:
            return None
        longest = max((b.label or "" for b in spoken[key]), key=len)
        return Turn(block.first, block.last, key in asking, None if letters else longest)

    found = _runs(blocks, begins)
    if letters:
        return _told(blocks, article, found, labelled=True)
    names = {t.speaker for t in found if not t.asks and t.speaker}
    alone = names.pop() if len(names) == 1 else None  # who answers where a label is missing
    return [t if t.speaker else replace(t, speaker=alone) for t in found]


def _asking(spoken: dict[str, list[_Block]]) -> frozenset[str]:
    """The one label that mostly asks, while no other does."""
    shares = {
        key: sum(bool(_ASKS.search(b.text)) for b in own) / len(own)
        for key, own in spoken.items()
        if len(own) >= FEWEST
    }
    asking = [key for key, share in shares.items() if share >= 0.5]
    return frozenset(asking) if len(asking) == 1 and len(shares) > 1 else frozenset()


def _marked(blocks: Sequence[_Block], article: Article) -> list[Turn]:
    """The turns of an article that sets its questions off as bold paragraphs or headings."""
    asking = [b for b in blocks if b.marked and len(b.text) <= LONGEST and _ASKS.search(b.text)]
    bold = sum(not b.text.startswith("#") for b in asking)
    others = [b for b in blocks if b.marked and not b.text.startswith("#") and b not in asking]
    if len(asking) < FEWEST or len(others) > bold:
        return []
    first = asking[0].first
    statements = bold == len(asking) and len({b.first for b in others if b.first > first}) > 0

    def begins(block: _Block) -> Turn | None:
        asks = block in asking or (statements and block in others and block.first > first)
        return Turn(block.first, block.last, True) if asks else None

    return _told(blocks, article, _answered(_runs(blocks, begins)))


def _plain(blocks: Sequence[_Block], article: Article) -> list[Turn]:
    """The turns of an article with plain paragraphs that end in a question mark, if it is an interview beyond doubt."""

    def begins(block: _Block) -> Turn | None:
        asks = len(block.text) <= LONGEST and block.label is None and _ASKS.search(block.text[-8:])
        return Turn(block.first, block.last, True) if asks else None

    found = _answered(_runs(blocks, begins))
    if sum(t.asks for t in found) < PLAIN:
        return []
    texts = [b.text for b in blocks if any(t.first == b.first and not t.asks for t in found)]
    if 2 * sum(bool(_NAMED.match(text)) for text in texts) > len(texts):  # a record of who says what
        return []
    told = _told(blocks, article, found)
    return told if any(t.speaker for t in told) else []


def _answered(found: list[Turn]) -> list[Turn]:
    """The turns with an answer after each question: what the paragraphs up to the next question say."""
    return [t for t, after in zip(found, [*found[1:], None], strict=False) if not t.asks or (after and not after.asks)]


def _runs(blocks: Sequence[_Block], begins: Callable[[_Block], Turn | None]) -> list[Turn]:
    """The turns that begin at blocks, each going on up to the next one or to a heading or credit. What follows a
    question without a label answers it."""
    found: list[Turn] = []
    open_ = False
    for block in blocks:
        one = begins(block)
        if one is not None:
            found.append(one)
            open_ = True
        elif block.marked or not _ENDED.search(block.text) or _CLOSING.match(block.text):
            open_ = False
        elif open_ and found[-1].asks:
            found.append(Turn(block.first, block.last, False))
        elif open_:
            found[-1] = replace(found[-1], last=block.last)
    return found


def _told(blocks: Sequence[_Block], article: Article, found: list[Turn], *, labelled: bool = False) -> list[Turn]:
    """The turns, their answers somebody's (UNKNOWN) if it is a person who is asked and answers."""
    text = {b.first: b.text for b in blocks}
    language = article.language or "en"
    asked = [_QUOTED.sub(" ", text[t.first]) for t in found if t.asks]
    answers = [_QUOTED.sub(" ", text[t.first]) for t in found if not t.asks]
    addressed = labelled or _share(_YOU.get(language), asked) >= SHARE
    if not addressed or _share(_I.get(language, "(?!)"), answers) < SHARE:
        return found
    return [t if t.asks else replace(t, speaker=UNKNOWN) for t in found]


def _share(words: str | None, texts: Sequence[str]) -> float:
    """The share of texts with one of the words; 1 where no words are known."""
    if words is None or not texts:
        return 1.0 if words is None else 0.0
    looked_for = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return sum(bool(looked_for.search(text)) for text in texts) / len(texts)
