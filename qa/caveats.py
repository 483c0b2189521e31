"""What a publisher says of its own article, in words: one wording for the terminal, the pages and the files."""

from __future__ import annotations

from collections.abc import Mapping

from index.records import Article, NoteKind

CAVEATS: Mapping[NoteKind, str] = {
    "unverified": "not verified by its publisher",
    "translated": "translated by its publisher",
    "responsibility": "responsibility left to its author",
    "correction": "corrected since",
    "single-source": "rests on one source",
}


def caveats(article: Article) -> list[str]:
    """The caveats of the article, each once, in the order of its notes."""
    return list(dict.fromkeys(CAVEATS[note.kind] for note in article.notes))
