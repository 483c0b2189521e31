"""What an embedding model wants to see before a question and a passage, by its name: data/embedding_prefixes.json.

A model that was trained with prefixes finds less without them, and says nothing of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The texts put before; `name` is of the family that wants them, "" for models that want none."""

    name: str = ""
    query: str = ""
    passage: str = ""


def of(model: str) -> Prefixes:
    """The prefixes of a model, by the first pattern that fits its name."""
    for pattern, prefixes in _known():
        if pattern.search(model):
            return prefixes
    return Prefixes()


@cache
def _known() -> list[tuple[re.Pattern[str], Prefixes]]:
    content = json.loads((Path(__file__).parent / "data" / "embedding_prefixes.json").read_text(encoding="utf-8"))
    return [
        (re.compile(entry["pattern"], re.IGNORECASE), Prefixes(entry["name"], entry["query"], entry["passage"]))
        for entry in content["models"]
    ]
