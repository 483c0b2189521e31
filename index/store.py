"""A whole index, open for reading: its articles and their sentences, beside its passages (index/passages.py)."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence

from index import schema
from index.errors import InputError
from index.passages import Passages
from index.records import Article, Sentence
from index.stored import ARTICLE, HEAD, Counts, Head, as_article, as_head


class Store(Passages):
    """An index open for reading, as it was when it was opened; use it as a context manager, or close it."""

    def heads(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[Head]:
        """The articles that pass every filter given, by date, then title; undated ones come last.

        `since` and `until` are days, YYYY-MM-DD, both included; an undated article passes neither. `publisher` is
        compared without regard to case, whole or as a part. `ids` are full ids.
        """
        named = None if ids is None else set(ids)
        part = None if publisher is None else publisher.casefold()
        found: list[Head] = []
        for row in self._rows(f"SELECT {HEAD} FROM article ORDER BY date IS NULL, date, title, rowid"):
            head = as_head(row)
            if (since or until) and not (head.date and (since or "") <= head.date <= (until or "9999-12-31")):
                continue
            if part is not None and part not in (head.publisher or "").casefold():
                continue
            if named is None or head.id in named:
                found.append(head)
        return found

    def resolve(self, prefix_or_id: str) -> str:
        """The id that this is, or the only one that begins with it; InputError when there is none or several."""
        ids = [row[0] for row in self._rows("SELECT id FROM article ORDER BY id")]
        begin = [known for known in ids if known.startswith(prefix_or_id)] if prefix_or_id else []
        if prefix_or_id in begin:
            return prefix_or_id
        if len(begin) == 1:
            return str(begin[0])
        if begin:
            shown = ", ".join(begin[:3]) + (", ..." if len(begin) > 3 else "")
            raise InputError(
                f"{len(begin)} articles have an id that begins with {prefix_or_id!r} ({shown}): give more of it."
            )
        near = difflib.get_close_matches(prefix_or_id, ids, n=3, cutoff=0.6)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise InputError(f"There is no article {prefix_or_id!r}: {hint}'qa list' shows them all.")

    def article(self, article_id: str) -> Article:
        """The article of that full id; InputError when there is none."""
        for row in self._rows(f"SELECT {ARTICLE} FROM article WHERE id = ?", [article_id]):
            return as_article(row)
        raise InputError(f"There is no article {article_id!r}: 'qa list' shows them all.")

    def articles(self, rowids: Collection[int]) -> dict[int, Article]:
        """The articles of those rowids; a rowid that isn't there is left out."""
        return {row[0]: as_article(row) for row in self._by_rowid(f"SELECT {ARTICLE} FROM article", rowids)}

    def sentences(self, article_rowid: int) -> list[Sentence]:
        """The sentences of an article, in order."""
        sql = "SELECT start, end, paragraph FROM sentence WHERE article = ? ORDER BY n"
        return [Sentence(*row) for row in self._rows(sql, [article_rowid])]

    def languages(self) -> list[str | None]:
        """The languages of the articles, the commonest first; None: those of which none is known."""
        return [row[0] for row in self._rows("SELECT language FROM article GROUP BY 1 ORDER BY count(*) DESC, 1")]

    def any_article(self) -> bool:
        """Whether there is an article at all."""
        return bool(self._rows("SELECT 1 FROM article LIMIT 1"))

    def counts(self) -> Counts:
        """How much the index holds."""
        languages = self._rows("SELECT coalesce(language, ''), count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, 1")
        with schema.storage_errors(self.folder):
            size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        pending = f"SELECT count(*) FROM embedding WHERE in_chroma = 0 AND space = {self.meta.space}"
        return Counts(
            articles=self._count("SELECT count(*) FROM article"),
            sentences=self._count("SELECT count(*) FROM sentence"),
            chunks=self._count("SELECT count(*) FROM chunk"),
            vectors=self.vector_count(),
            pending=self._count(pending),
            bytes=size,
            languages=dict(languages),
        )
