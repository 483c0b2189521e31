"""A file of questions: one JSON object a line, with a `question` and what else belongs to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import InputError

if TYPE_CHECKING:
    from index.store import Store


def questions(file: BinaryIO) -> list[str]:
    """The questions of a file; lines that hold none are left out, as they are when answered."""
    read = (question(line) for _, line in lines(file))
    return [record["question"] for record, error in read if error is None]


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    return ((n, line) for n, line in enumerate(file, 1) if line.strip())


def question(line: bytes) -> tuple[dict[str, Any], str | None]:
    """The record of a line, and what is wrong with it, if anything."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return {}, f"is not JSON in UTF-8 ({error})"
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        return {}, "is no object with a `question`"
    if not any(c.isalnum() for c in record["question"]):
        return record, "its question is blank"
    return record, None


def narrowed(store: Store, scope: frozenset[int] | None, record: dict[str, Any]) -> frozenset[int] | None:
    """The scope of one line: its own `articles`, within that of the command."""
    ids = record.get("articles")
    if ids is None:
        return scope
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise InputError("its `articles` is no list of ids")
    own = frozenset(head.rowid for head in store.heads(ids=[store.resolve(i) for i in ids]))
    return own if scope is None else own & scope
