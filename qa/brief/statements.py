"""Who said what: every reported or quoted sentence under its speaker, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from qa.brief.sayings import Saying
from qa.brief.writing import Draft, Writer

_BODY = frozenset("news agency newspaper television tv radio daily wire".split())
MOST = 12  # of one speaker in one origin
SPEAKERS = 20


def statements(writer: Writer, said: Sequence[Saying]) -> tuple[list[Draft], list[str]]:
    """The paragraphs, grouped by speaker in the order in which these first speak, and what was left out."""
    names = _one_name({s.label for s in said if s.figure is None})
    groups: dict[object, list[Saying]] = {}
    for saying in said:
        groups.setdefault(id(saying.figure) if saying.figure else names[saying.label], []).append(saying)
    drafts: list[Draft] = []
    remarks: list[str] = []
    for group in list(groups.values())[:SPEAKERS]:
        drafts += _of_one(writer, group, remarks)
    if len(groups) > SPEAKERS:
        remarks.append(f"{len(groups) - SPEAKERS} more speakers are not listed here.")
    return drafts, remarks


def _of_one(writer: Writer, group: Sequence[Saying], remarks: list[str]) -> Iterator[Draft]:
    first = max(group, key=lambda s: len(s.label)) if group[0].figure is None else group[0]
    heading = first.figure.described if first.figure else _capital(first.label)
    taken: dict[int, int] = {}
    for saying in group:
        taken[saying.text.origin] = taken.get(saying.text.origin, 0) + 1
        if taken[saying.text.origin] > MOST:
            continue
        claim = writer.quote(saying.line)
        if claim is not None:
            yield Draft(claim, under=heading)
    left = sum(max(0, count - MOST) for count in taken.values())
    if left:
        remarks.append(
            f"{left} more sentences of {first.figure.label if first.figure else first.label} are not listed here."
        )


def _one_name(labels: Set[str]) -> dict[str, str]:
    """For each speaker without a person's name the fullest words for the same one: "Mehr" is "the Mehr news agency"."""
    fullest: dict[str, str] = {}
    for label in sorted(labels, key=lambda one: (-len(one), one)):
        own = _words(label)
        known = next(
            (k for k in fullest if fullest[k] == k and own and own <= _words(k) and _words(k) - own <= _BODY), None
        )
        fullest[label] = known or label
    return fullest


def _words(label: str) -> frozenset[str]:
    return frozenset(w.lower() for w in label.split()) - {"the", "a", "an"}


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
