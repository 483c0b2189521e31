"""The publisher whose report a question wants: "according to The Example Times" limits the search to its articles.

Only a publisher of the index counts, by its whole name: "according to Mehr" asks for what an article has from Mehr.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.store import Store

_NAME = r"(?P<name>[^\W\d_a-z][\w.&'\u2019-]*(?:\s+(?:[^\W\d_a-z][\w.&'\u2019-]*|of|the|and|&))*)"
_CREDIT = re.compile(
    rf"(?P<phrase>,?\s*\b(?i:according\s+to|as\s+reported\s+by|in\s+the\s+report\s+(?:of|by))\s+(?i:the\s+)?{_NAME})"
)


def credited(question: str, store: Store) -> tuple[str, Collection[int]] | None:
    """The question without its "according to PUBLISHER", and the rowids of that publisher's articles; None when it
    names no publisher of the index. What is no question is left as it is: a statement is checked against all."""
    if not question.rstrip().endswith("?"):
        return None
    for found in _CREDIT.finditer(question):
        name = _bare(found["name"])
        rowids = frozenset(head.rowid for head in store.heads(publisher=name) if _bare(head.publisher or "") == name)
        if rowids:
            rest = f"{question[: found.start()]} {question[found.end() :]}"
            return re.sub(r"\s+(?=[?,])|^[\s,]+", "", " ".join(rest.split())), rowids
    return None


def _bare(name: str) -> str:
    """The name as it is compared: without regard to case, without "The" and a possessive."""
    return re.sub(r"^the\s+|['\u2019]s?$", "", " ".join(name.casefold().split()))
