"""The bottom line: two or three sentences of the sources that say most of what all of them say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from qa import standalone
from qa.brief.material import Text
from qa.brief.writing import Draft, Writer
from qa.grounding import Cited
from qa.grounding.evidence import Line
from qa.grounding.speech import speaker
from qa.injection import suspicious
from qa.reader_contrary import denies

MOST = 3
LONGEST = 55  # words of a sentence
SAME = 0.6  # the share of common words from which two sentences say the same
# Such a beginning needs the sentence before it, or speaks to the reader.
_LEANS = re.compile(
    r"\W*(?:in\s+turn|for\s+(?:his|her)\s+part|there|then|the\s+(?:meeting|talks|man|woman)|we|i|you)\b", re.IGNORECASE
)
_TAKES_UP = re.compile(
    r"\b(?:puts?|gave)\s+(?:the|that|this|its)\s+(?:numbers?|tolls?|figures?|totals?)\b", re.IGNORECASE
)


def bottom_line(writer: Writer, weighty: Collection[int], wanted: frozenset[str] = frozenset()) -> list[Draft]:
    """The lead of the article that says most of what the others say, then what adds most to it, in their order.

    `weighty`: the id() of each sentence that tells of a meeting or a commitment. `wanted`: the stems of the topic.
    """
    texts = [t for t in writer.material.read if t.lines]
    if not texts:
        return [d for d in (_quoted(writer, line) for line in _others(writer)) if d is not None]
    weight = _weights(texts)
    main = max(texts, key=lambda t: (sum(weight[s] for s in _stems_of(t)), -t.origin))
    lead = next((line for line in main.lines if _usable(line)), main.lines[0])
    chosen = [lead]
    pool = [line for text in texts for line in text.lines if line is not lead and _usable(line) and not _leans(line)]
    while pool and len(chosen) < MOST:
        best = max(pool, key=lambda line: _worth(line, weight, chosen, wanted) * (1.5 if id(line) in weighty else 1))
        if _worth(best, weight, chosen, wanted) <= 0:
            break
        chosen.append(best)
        pool = [line for line in pool if line is not best and not _same(line, best)]
    chosen = _with_denials(texts, chosen)
    chosen = [
        lead,
        *sorted(chosen[1:], key=lambda line: (line.cited.source is not lead.cited.source, line.cited.sentence)),
    ]
    return [draft for draft in (_quoted(writer, line) for line in chosen) if draft is not None]


def _with_denials(texts: Sequence[Text], chosen: Sequence[Line]) -> list[Line]:
    """The sentences, each with another's denial of it that stands behind it, in the place of the last ones."""
    kept: list[Line] = []
    for line in chosen:
        if len(kept) >= MOST or line in kept:
            break
        kept.append(line)
        after = Cited(line.cited.source, line.cited.sentence + 1)
        if denies(after.source, after.sentence):
            kept += [
                other for text in texts for other in text.all_lines if other.cited == after and other not in chosen
            ]
    return kept


def _quoted(writer: Writer, line: Line) -> Draft | None:
    claim = writer.quote(line)
    return None if claim is None else Draft(claim)


def _others(writer: Writer) -> list[Line]:
    """The first sentences of the articles that are not in English."""
    return [text.lines[0] for text in writer.material.firsts if text.lines][:MOST]


def _content(line: Line) -> frozenset[str]:
    return frozenset(w.stem for w in line.reading.words if w.content)


def _stems_of(text: Text) -> frozenset[str]:
    return frozenset().union(*(_content(line) for line in text.lines)) if text.lines else frozenset()


def _weights(texts: Sequence[Text]) -> Counter[str]:
    """How many sentences have each stem; one counts for nothing, since only what returns is what it is about."""
    counted = Counter(stem for text in texts for line in text.lines for stem in _content(line))
    return Counter({stem: n - 1 for stem, n in counted.items()})


def _worth(line: Line, weight: Counter[str], chosen: Sequence[Line], wanted: frozenset[str]) -> float:
    """The new weight that a sentence brings by its length, more for the topic's words and for an early place."""
    content = _content(line)
    had = frozenset().union(*(_content(other) for other in chosen))
    if any(_same(line, other) for other in chosen) or not content:
        return 0.0
    new = sum(weight[s] for s in content - had) + 0.3 * sum(weight[s] for s in content & had)
    early = 1 + 1 / (1 + line.cited.sentence / 4)
    return new / (8 + len(content)) * early * (1 + 0.5 * len(content & wanted))


def _same(line: Line, other: Line) -> bool:
    a, b = _content(line), _content(other)
    return len(a & b) >= SAME * max(1, min(len(a), len(b)))


def _usable(line: Line) -> bool:
    """Whether a sentence can stand in a bottom line: the article's own, no question, not too long."""
    quote = line.cited.quote.rstrip("\"”’' ")
    whole = line.reading.text.count('"') % 2 == 0  # no quotation that goes on after it
    if not whole or suspicious(quote):
        return False
    return speaker(line.cited) is None and not quote.endswith("?") and 6 <= len(line.reading.words) <= LONGEST


def _leans(line: Line) -> bool:
    """Whether a sentence hangs on the one before."""
    text = line.reading.text
    leans = bool(_LEANS.match(text) or _TAKES_UP.search(text))
    return standalone.hangs(text, "en") or leans or text.startswith(('"', "'"))
