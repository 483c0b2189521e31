"""Words in quotation marks stand in a cited sentence, letter for letter after typographic folding."""

from __future__ import annotations

from collections.abc import Iterator

from qa.grounding import words
from qa.grounding.evidence import Evidence
from qa.grounding.quotes import holds, loose, pieces
from qa.grounding.reading import Reading
from qa.grounding.records import Problem


def check(claim: Reading, evidence: Evidence) -> Iterator[Problem]:
    """A problem for each quotation that the sentences don't have: invented, altered, or standing elsewhere."""
    texts = [loose(line.reading.text) for line in evidence.lines]
    for quotation in claim.quotations:
        parts = pieces(claim.text[quotation.start : quotation.end])
        if not parts or all(any(holds(text, part) for text in texts) for part in parts):
            continue
        if all(any(holds(_around(evidence, at), part) for at in range(len(evidence.lines))) for part in parts):
            continue
        said = claim.cut(quotation.start, quotation.end)
        shown = said if len(said) <= 60 else said[:57].rstrip() + "..."
        if all(any(holds(text, part) for text in _articles(evidence)) for part in parts):
            yield Problem(
                "quote", "unsupported", f'"{shown}" stands elsewhere in the article, not in the cited sentences'
            )
        elif _share(said, evidence) >= 0.6:
            yield Problem("quote", "contradicted", f'"{shown}" is not how the source words it')
        else:
            yield Problem("quote", "unsupported", f'"{shown}" is nowhere in the source')


def _around(evidence: Evidence, at: int) -> str:
    """The cited sentence with its neighbours: a quotation may go on past the end of a sentence."""
    line = evidence.lines[at]
    near = line.context.readings[max(0, line.cited.sentence - 1) : line.cited.sentence + 3]
    return loose(" ".join(reading.text for reading in near))


def _articles(evidence: Evidence) -> list[str]:
    return [loose(" ".join(reading.text for reading in (*c.readings, c.heading))) for c in evidence.contexts]


def _share(said: str, evidence: Evidence) -> float:
    """How many of the quotation's content words the sentences have, 0 to 1."""
    ours = words.content(said)
    return sum(w.stem in evidence.stems for w in ours) / len(ours) if ours else 0.0
