"""Who is interviewed: the person whom an interview's title and introduction present, by the longest name there."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Article, Sentence
from qa.grounding import names
from qa.grounding.fold import fold
from qa.grounding.names import NameSpan
from qa.grounding.speakers import PREPOSITION
from qa.grounding.spelling import same

Name = tuple[str, ...]


def interviewee(article: Article, introduction: Sequence[Sentence], label: str | None) -> str | None:
    """The longest name of the person whom the label means, or, without a label, of the one person who is presented.

    None where that is nobody, or not plain. What names are is known for English alone; a label is looked for in any.
    """
    texts = [article.title or "", *(article.text[s.start : s.end] for s in introduction)]
    if label is not None:
        wanted = label.split()
        full = [n for text in texts for n in names.proper(fold(text).text) if _bears(n.parts, wanted)]
        return max(full, key=lambda n: len(n.parts)).name if full else _written(label)
    if article.language not in ("en", None):
        return None
    found = [list(names.people(fold(text).text)) for text in texts]
    free = [n for n in found[0] if not _owns(texts[0], n)]
    free += [n for text, own in zip(texts[1:], found[1:], strict=True) for n in own if not _governed(text, n)]
    full = list({n.parts: n for n in free if len(n.parts) > 1}.values())
    full = [n for n in full if not any(len(m.parts) > len(n.parts) and _one(n, m) for m in full)]
    if len(full) > 1:  # the one who is also in the title, or spoken of in more sentences
        full = [n for n in full if _times(n, found[:1])] or full
    if len(full) > 1:
        times = [_times(n, found) for n in full]
        full = [n for n, k in zip(full, times, strict=True) if k == max(times)] if times.count(max(times)) == 1 else []
    return full[0].name if len(full) == 1 else None


def _times(name: NameSpan, found: Sequence[Sequence[NameSpan]]) -> int:
    """In how many of the texts a person is named."""
    return sum(any(_one(name, other) for other in own) for own in found)


def _one(name: NameSpan, other: NameSpan) -> bool:
    """Whether two names are one person's, as far as an introduction goes: they end alike."""
    return same(name.parts[-1], other.parts[-1])


def _owns(text: str, name: NameSpan) -> bool:
    """Whether a name is there for something of that person's: "Ada Brink's bridge"."""
    return fold(text).text[name.end :].startswith("'s")


def _governed(text: str, name: NameSpan) -> bool:
    """Whether a preposition stands before a name: "spoke to Ada Brink" presents somebody else."""
    return bool(PREPOSITION.search(fold(text).text[: name.start])) or _owns(text, name)


def _bears(parts: Name, label: Sequence[str]) -> bool:
    """Whether a name ends as a label does, which may be in capitals, or has its letters: "AB" for "Ada Brink"."""
    own, wanted = [p.casefold() for p in parts], [w.casefold() for w in label]
    if len(label) == 1 and len(parts) > 1 and label[0] == "".join(p[0] for p in parts):
        return True
    if len(own) < len(wanted):  # the label has a title, too
        return len(own) > 1 and wanted[-len(own) :] == own
    return same(own[-1], wanted[-1]) and all(w in own for w in wanted)


def _written(label: str) -> str:
    """A label as a name is written: "ABASI" as "Abasi"; an abbreviation of few letters stays as it is."""
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in label.split())
