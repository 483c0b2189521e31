"""Which sentences of different origins are about the same thing, and in which number, day or place they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from qa.brief.days import single
from qa.brief.material import Text
from qa.grounding import places
from qa.grounding.evidence import Line
from qa.grounding.numbers import Number, agrees
from qa.grounding.words import stem, synonyms

ALIKE = 0.5  # the share of the lighter sentence's weight that both must have
FEWEST = 3  # content words in common


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences of different origins about the same thing; `share` is how much of the lighter one both have."""

    one: Line
    other: Line
    share: float


class Likeness:
    """Compares the sentences of several articles; words that stand in many sentences count little."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        lines = [line for text in texts for line in text.lines]
        counted = Counter(stem for line in lines for stem in _content(line))
        self._weight = {stem: log(1 + len(lines) / n) for stem, n in counted.items()}

    def pairs(self) -> Iterator[Pair]:
        """For every two origins of about one time, the sentences that are each other's nearest and alike enough."""
        for i, text in enumerate(self._texts):
            for other in self._texts[i + 1 :]:
                if text.near(other):
                    yield from self._between(text, other)

    def nearest(self, line: Line, text: Text) -> tuple[Line | None, float]:
        """The sentence of an article that is most like another one, and how much; None when the article has none."""
        scored = [(self.share(line, other), -other.cited.sentence, other) for other in text.lines]
        if not scored:
            return None, 0.0
        share, _, best = max(scored, key=lambda item: item[:2])
        return best, share

    def share(self, one: Line, other: Line) -> float:
        """The weight that both have over that of the lighter sentence, 0 to 1; 0 below FEWEST words in common."""
        a, b = _content(one), _content(other)
        common = {s for s in a if s in b or synonyms(s) & b}
        if len(common) < FEWEST:
            return 0.0
        lighter = min(self._sum(a), self._sum(b))
        return min(1.0, self._sum(common) / lighter) if lighter else 0.0

    def _between(self, text: Text, other: Text) -> Iterator[Pair]:
        for line in text.lines:
            if line.reading.text.rstrip("\"' ").endswith("?"):
                continue
            best, share = self.nearest(line, other)
            if best is None or share < ALIKE:
                continue
            back, _ = self.nearest(best, text)
            if back is line:
                yield Pair(line, best, share)

    def _sum(self, stems: frozenset[str] | set[str]) -> float:
        return sum(self._weight.get(s, 1.0) for s in stems)


def _content(line: Line) -> frozenset[str]:
    reading = line.reading
    apart = [(n.start, n.end) for n in reading.numbers] + [(d.start, d.end) for d in reading.dates]
    return frozenset(w.stem for w in reading.words if w.content and not any(a <= w.start < b for a, b in apart))


def differing(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """What the two sentences give otherwise: a number, a day or a place, each as what it is and both versions."""
    one, other = pair.one.reading, pair.other.reading
    for number in one.numbers:
        rival = _rival(number, one.numbers, other.numbers)
        if rival is not None:
            yield "number", one.cut(number.lead, _end(one.text, number)), other.cut(rival.lead, _end(other.text, rival))
    days = [single(line) for line in (pair.one, pair.other)]
    if len(days[0]) == len(days[1]) == 1 and days[0][0].first != days[1][0].first:
        yield "day", _iso(days[0][0].first), _iso(days[1][0].first)
    cities = [
        {n.name for n in r.names if n.kind == "place" and _located(r.text, n.start, n.name)} for r in (one, other)
    ]
    if len(cities[0]) == len(cities[1]) == 1 and not any(places.supports(a, b) for a in cities[0] for b in cities[1]):
        yield "place", cities[0].pop(), cities[1].pop()


def _rival(number: Number, ours: Sequence[Number], theirs: Sequence[Number]) -> Number | None:
    """The number of the other sentence that counts the same and is another; None when any of its numbers agrees."""
    if number.ordinal or number.noun is None:
        return None
    same = [n for n in theirs if n.noun == number.noun and n.unit == number.unit and not n.ordinal]
    if len(same) != 1 or any(agrees(number, n) or agrees(n, number) for n in theirs):
        return None
    if sum(n.noun == number.noun for n in ours) != 1:
        return None
    near = same[0].value and 0.93 <= number.value / same[0].value <= 1.07
    rounded = number.bound or same[0].bound
    return None if near and rounded else same[0]


def _end(text: str, number: Number) -> int:
    """Where the word that is counted ends, if it follows at once."""
    word = re.match(r"[ -](?P<word>[^\W\d_]+)", text[number.end :])
    return number.end + word.end() if word and stem(word["word"].lower()) == number.noun else number.end


def _located(text: str, at: int, name: str) -> bool:
    return places.kind(name) == "city" and text[:at].rstrip().lower().endswith((" in", " at"))


def _iso(day: object) -> str:
    return str(day)
