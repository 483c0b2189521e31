"""Whether what is shown as quoted stands in the stored article, character by character, at the place that is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evals.cases import Written
from evals.scores.record import UNSCORED, Score, Seen, one_line


def score(seen: Seen) -> Score:
    """The share, 0 to 1, of exact quotations among citations, verbatim claims and short answers; passed at 1.

    A citation is exact when its article is in the index, its quote is the stored text from `start` to `end`, it begins
    and ends where sentences do, and neither end cuts a word. A verbatim claim is exact when it is one of its quotes, a
    short answer when it begins with what stands at its place.
    """
    checks = [*_citations(seen), *_verbatim(seen), *_shorts(seen)]
    if not checks:
        return UNSCORED
    wrong = [fault for fault in checks if fault]
    return Score((len(checks) - len(wrong)) / len(checks), not wrong, wrong[0] if wrong else "")


def _citations(seen: Seen) -> Iterator[str]:
    """For each citation what is wrong with it; nothing when it is exact."""
    nearest = seen.payload.get("nearest", ())  # what is shown beside an abstention is quoted, too
    for cited in (*seen.citations, *nearest):
        article = seen.corpus.article(cited["article_id"])
        start, end = cited["start"], cited["end"]
        place = f"{cited['article_id']}, characters {start}-{end}"
        if article is None:
            yield f"it cites {cited['article_id']}, which is no article"
        elif not 0 <= start < end <= len(article.text):
            yield f"it cites {place}, which is no place in it"
        elif article.text[start:end] != cited["quote"]:
            yield f"the quote \u201c{one_line(cited['quote'], 60)}\u201d is not what stands at {place}"
        elif not _whole(seen, cited):
            yield f"the quote \u201c{one_line(cited['quote'], 60)}\u201d at {place} is not made of whole sentences"
        elif _cuts(article.text, start) or _cuts(article.text, end):
            yield f"the quote \u201c{one_line(cited['quote'], 60)}\u201d at {place} cuts a word"
        else:
            yield ""


def _whole(seen: Seen, cited: Mapping[str, Any]) -> bool:
    """Whether a citation begins where a sentence begins, and ends where one ends."""
    spans = seen.corpus.sentences(cited["article_id"])
    return any(s.start == cited["start"] for s in spans) and any(s.end == cited["end"] for s in spans)


def _cuts(text: str, at: int) -> bool:
    """Whether a place lies within a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _verbatim(seen: Seen) -> Iterator[str]:
    if not isinstance(seen.case, Written):
        return  # the sentences of a draft are the draft's own words
    for claim in seen.claims:
        if claim["verdict"] == "verbatim":
            same = any(claim["text"] == cited["quote"] for cited in claim["citations"])
            yield "" if same else f"\u201c{one_line(claim['text'], 60)}\u201d is shown as quoted, and is no quote"


def _shorts(seen: Seen) -> Iterator[str]:
    by_number: dict[int, Mapping[str, Any]] = {c["n"]: c for c in seen.citations}
    for short in seen.payload.get("short", ()):
        cited = by_number.get(short["citation"])
        article = seen.corpus.article(cited["article_id"]) if cited else None
        text = article.text[short["start"] : short["end"]] if article else ""
        exact = bool(text) and short["text"].startswith(text)
        yield "" if exact else f"the short answer {short['text']!r} does not stand at its place"
