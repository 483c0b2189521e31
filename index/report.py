"""What came of adding articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.problem import Problem
from index.stored import Head

if TYPE_CHECKING:
    from index.rows import Batch


@dataclass(frozen=True, slots=True)
class Report:
    """What a writer did. Counts are of articles where nothing else is said."""

    added: int
    replaced: int
    unchanged: int  # renamed files, and records that moved within their file, included
    duplicates: tuple[tuple[str, str], ...]  # the source that was not added, the id of the article it equals
    removed: int
    problems: tuple[Problem, ...]
    embedded_chunks: int  # passages that the embedder was run on
    reused_chunks: int  # passages whose vectors were there
    missing: tuple[Head, ...]  # articles whose file or record is gone
    warnings: tuple[str, ...]  # what works with a reservation, such as a Chroma server that can't be reached


@dataclass(slots=True)
class Tally:
    """A report in the making."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[Head] = field(default_factory=list)

    def report(self, batch: Batch, warnings: Sequence[str]) -> Report:
        """The finished report."""
        return Report(
            added=self.added,
            replaced=self.replaced,
            unchanged=self.unchanged,
            duplicates=tuple(self.duplicates),
            removed=self.removed,
            problems=tuple(self.problems),
            embedded_chunks=batch.embedded,
            reused_chunks=batch.reused,
            missing=tuple(self.missing),
            warnings=tuple(warnings),
        )
