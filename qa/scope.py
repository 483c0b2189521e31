"""The articles that a command is about: those of the ids and the filters that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import EmptyIndex, InputError

if TYPE_CHECKING:
    from index.store import Store
    from index.stored import Head


def chosen(
    store: Store,
    ids: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    publisher: str | None = None,
) -> list[Head] | None:
    """The articles that are meant, by date as `Store.heads` sorts them; None: nothing limits them.

    `ids` are full ids or beginnings of them, `since` and `until` days (YYYY-MM-DD), both included. Raises EmptyIndex
    where there is no article at all, InputError for an unknown id and where the filters leave none.
    """
    if not store.any_article():
        raise EmptyIndex(f"The index {store.folder} is empty: fill it with 'qa add PATH...'.")
    if not (ids or since or until or publisher):
        return None
    full = [store.resolve(i) for i in ids] or None
    heads = store.heads(since=since, until=until, publisher=publisher, ids=full)
    if not heads:
        raise InputError("No article passes these filters: 'qa list' shows what there is.")
    return heads


def rowids(heads: Sequence[Head] | None) -> frozenset[int] | None:
    """The rowids of the articles, as `Search.find` takes them; None stays None: all."""
    return None if heads is None else frozenset(head.rowid for head in heads)
