"""What the reader without a model answers with, and when it does: for `qa ask`, and beside what a model leaves out."""

from __future__ import annotations

from index.search import Retrieval
from qa import reader_extractive
from qa.confidence import SURE
from qa.reader_extractive import Passage
from qa.unmet import unmet


def passages(retrieval: Retrieval, sure: float) -> list[Passage]:
    """The passages that answer; none where it is not `sure` enough (0 to 1) that something does, or where the question
    takes for granted what they don't say. The retrieval is one without what speaks to a model (injection.heard)."""
    found = reader_extractive.read(retrieval) if sure >= SURE else []
    return [] if unmet(retrieval, found) is not None else found
