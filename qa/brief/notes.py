"""What the sources say of themselves, and what is known of them: disclaimers, translation, second hand, age."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from qa.brief.material import Material, Text
from qa.brief.records import Fact
from qa.brief.sayings import Saying
from qa.brief.writing import Draft, Writer
from qa.grounding import dates
from qa.terminal import counted

KINDS = {
    "unverified": "Not verified",
    "translated": "Translation",
    "responsibility": "Responsibility",
    "correction": "Correction",
    "single-source": "Single source",
}
_MEDIA = re.compile(r"\b(?:news|agency|newspaper|daily|television|TV|radio|channel|magazine|broadcaster|media)\b", re.I)


def notes(writer: Writer) -> Iterator[Draft]:
    """Every note of a publisher's about its own article, word for word."""
    for text in writer.material.texts:
        for note in text.article.notes:
            lines = [
                line for line in text.all_lines if line.cited.span.start < note.end and note.start < line.cited.span.end
            ]
            for line in lines:
                claim = writer.quote(line)
                if claim is not None:
                    yield Draft(claim, KINDS[note.kind], text.name)


def facts(material: Material, said: Sequence[Saying], as_of: datetime.date | None) -> Iterator[Fact]:
    """What is known of the sources without a sentence that says so: how many origins, second hand, age."""
    yield Fact("Independent origins", f"{len(material.firsts)} ({'; '.join(t.name for t in material.firsts)})")
    for text in material.texts:
        if text.original is not None:
            yield Fact("Reprint", f"{text.name} reprints {text.original.name} and counts with it")
    media = dict.fromkeys(s.label for s in said if s.figure is None and _is_medium(s.label))
    media.update(dict.fromkeys(_quoted_by(said)))
    if media:
        yield Fact("Sources within the sources", "; ".join(media))
    if as_of is not None:
        for text in material.firsts:
            yield Fact("Age", f"{text.name}: {_age(text, as_of)}")


def remarks(material: Material) -> Iterator[str]:
    """What must be known before the brief is used."""
    if len(material.firsts) == 1:
        yield f"Everything here rests on one origin, {material.firsts[0].name}: nothing confirms it independently."
    for text in material.firsts:
        if not text.english:
            yield f"{text.name} is not in English: its sentences are quoted and not sorted."


def _quoted_by(said: Sequence[Saying]) -> Iterator[str]:
    """The agencies by which a person is quoted: "Iran's Mehr news agency quoted X as saying"."""
    from qa.grounding.speaking import speakers

    for saying in said:
        if saying.figure is not None:
            for speaker, attribution in speakers(saying.line):
                if (
                    attribution.stem in ("quot", "report", "accord")
                    and not speaker.persons
                    and _is_medium(speaker.label)
                ):
                    yield speaker.label


def _is_medium(label: str) -> bool:
    """Whether words such as "the Mehr news agency" name a medium: one of its words, and a name."""
    return bool(_MEDIA.search(label)) and any(w[:1].isupper() for w in label.split()[1:] or [label])


def _age(text: Text, as_of: datetime.date) -> str:
    published = dates.parse_day(text.article.date)
    if published is None:
        return "undated"
    days = (as_of - published).days
    if days < 0:
        return f"published {counted(-days, 'day')} after {as_of.isoformat()}"
    return f"{counted(days, 'day')} from its publication to {as_of.isoformat()}"
