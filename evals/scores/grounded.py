"""Whether what is shown is supported by what it cites, judged anew and not as the answer itself says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen, one_line
from qa.grounding import Cited, Finding, ground


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of shown claims that grounding lets pass on their cited sentences; passed at 1."""
    if not isinstance(seen.case, Written) or not seen.answered or not seen.claims:
        return UNSCORED
    findings = [(claim, _finding(seen, claim)) for claim in seen.claims]
    wrong = [(claim, found) for claim, found in findings if not found.passed]
    if not wrong:
        return Score(1.0, True)
    claim, found = wrong[0]
    reason = "; ".join(found.reasons) or found.verdict
    return Score(
        (len(findings) - len(wrong)) / len(findings),
        False,
        f"\u201c{one_line(claim['text'], 80)}\u201d is shown, but {reason}",
    )


def _finding(seen: Seen, claim: Mapping[str, Any]) -> Finding:
    cited = []
    for citation in claim["citations"]:
        source = seen.corpus.source(citation["article_id"])
        if source is not None:
            places = seen.sentences_at(citation["article_id"], citation["start"], citation["end"])
            cited += [Cited(source, n) for _, n in places if n >= 0]
    return ground(claim["text"], cited, shown_as_quote=claim["verdict"] == "verbatim")
