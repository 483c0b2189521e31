"""Whether a grounded claim answers the question that was asked: a true sentence about something else is no answer."""

from __future__ import annotations

from collections.abc import Sequence

from index.search import Retrieval
from qa.grounding import Cited


def off_question(retrieval: Retrieval, claim: str, citations: Sequence[Cited]) -> str | None:
    """Why the claim is no answer to the question; None when it may be one."""
    return None
