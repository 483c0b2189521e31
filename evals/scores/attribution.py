"""Whether it stays said who says it: somebody's words are shown as that person's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen, one_line
from qa.grounding import Cited
from qa.grounding.speech import SOMEBODY, speaker


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of what must be attributed that is; unscored when nothing must.

    That is each claim that cites a sentence which its article gives as somebody's words: its speaker, its notes or its
    text must name that person. And where the case names a speaker, one of the claims must have that one.
    """
    if not isinstance(seen.case, Written) or not seen.answered:
        return UNSCORED
    faults = [*_lost(seen), *_expected(seen)]
    if not faults:
        return UNSCORED
    wrong = [fault for fault in faults if fault]
    return Score((len(faults) - len(wrong)) / len(faults), not wrong, wrong[0] if wrong else "")


def _lost(seen: Seen) -> Iterator[str]:
    """For each claim in somebody's words what is wrong with it; nothing when that person is named."""
    for claim in seen.claims:
        names = list(dict.fromkeys(_speakers(seen, claim)))
        if names:
            shown = _shown(claim)
            kept = any(name.split()[-1] in shown for name in names) or (
                SOMEBODY in names and "in the words of" in shown
            )
            text = one_line(claim["text"], 80)
            yield "" if kept else f"\u201c{text}\u201d is what {names[0]} says, and is shown without saying so"


def _speakers(seen: Seen, claim: Mapping[str, Any]) -> Iterator[str]:
    for citation in claim["citations"]:
        source = seen.corpus.source(citation["article_id"])
        if source is not None:
            for _, n in seen.sentences_at(citation["article_id"], citation["start"], citation["end"]):
                name = speaker(Cited(source, n)) if n >= 0 else None
                if name:
                    yield name


def _expected(seen: Seen) -> Iterator[str]:
    if isinstance(seen.case, Written) and seen.case.speaker:
        speakers = [claim["speaker"] or "" for claim in seen.claims]
        found = any(wanted.within(name) for wanted in seen.case.speaker for name in speakers)
        names = ", ".join(name or "nobody" for name in dict.fromkeys(speakers))
        right = " or ".join(repr(wanted.written) for wanted in seen.case.speaker)
        yield "" if found else f"it should be said by {right}, and is said by {names}"


def _shown(claim: Mapping[str, Any]) -> str:
    return "\n".join([claim["text"], claim["speaker"] or "", *claim["notes"]])
