"""What reading could not do, or did with a reservation, for one file or record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One line for a person: which file or record, and what, why and what to do.

    `fatal`: the file or record gave no article. Otherwise its article is in, and this is worth saying.
    """

    source: str
    reason: str
    fatal: bool = True
