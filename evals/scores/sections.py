"""How much of what must stand in a brief's sections does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evals.cases import Brief
from evals.scores.record import UNSCORED, Score, Seen


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of what `sections` asks for that stands in the right section; passed when all does.

    A section's text is its title, paragraphs with their labels, recorded facts and remarks.
    """
    case = seen.case
    if not isinstance(case, Brief) or not case.sections:
        return UNSCORED
    texts = {section["key"]: "\n".join(_lines(section)) for section in seen.payload.get("sections", ())}
    asked = [(key, group) for key, groups in case.sections for group in groups]
    missing = [(key, group) for key, group in asked if not any(w.within(texts.get(key, "")) for w in group)]
    if not missing:
        return Score(1.0, True)
    names = "; ".join(f"{key} lacks {' or '.join(repr(w.written) for w in group)}" for key, group in missing)
    return Score((len(asked) - len(missing)) / len(asked), False, names)


def _lines(section: Mapping[str, Any]) -> Iterator[str]:
    yield section["title"]
    for fact in section["facts"]:
        yield f"{fact['label']}: {fact['text']}"
    for paragraph in section["paragraphs"]:
        yield f"{paragraph['under']}: {paragraph['label']}: {paragraph['text']}"
    yield from section["remarks"]
