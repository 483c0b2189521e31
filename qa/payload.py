"""An answer as the JSON that others build on (version 1): keys are added, never renamed or given another meaning."""

from __future__ import annotations

from typing import Any

from qa.records import Answer, Citation, Claim, Place

VERSION = 1


def of_answer(answer: Answer) -> dict[str, Any]:
    """The payload of `qa ask --json`."""
    return {
        "version": VERSION,
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.text,
        "short": [{"text": s.text, "citation": s.citation, "start": s.start, "end": s.end} for s in answer.short],
        "claims": [of_claim(claim) for claim in answer.claims],
        "dropped": [{"text": d.text, "reason": d.reason} for d in answer.dropped],
        "nearest": [of_citation(citation) for citation in answer.nearest],
        "retrieved": [_of_place(place) for place in answer.retrieved],
        "confidence": round(answer.confidence, 4),
        "model": answer.model,
        "prompt": None if answer.prompt is None else dict(answer.prompt),
        "usage": {
            "calls": answer.usage.calls,
            "input_tokens": answer.usage.input_tokens,
            "output_tokens": answer.usage.output_tokens,
            "cost_usd": answer.usage.cost_usd,
        },
        "seconds": round(answer.seconds, 4),
    }


def of_claim(claim: Claim) -> dict[str, Any]:
    """A claim, the same in every command's JSON."""
    return {
        "text": claim.text,
        "verdict": claim.verdict,
        "score": round(claim.score, 4),
        "speaker": claim.speaker,
        "citations": [of_citation(citation) for citation in claim.citations],
        "notes": list(claim.notes),
    }


def of_citation(citation: Citation) -> dict[str, Any]:
    """A citation: `source` is the publisher, or where the article was read when it names none."""
    article = citation.article
    return {
        "n": citation.n,
        "article_id": article.id,
        "title": article.title,
        "date": article.date,
        "source": article.publisher or article.source,
        "url": article.url,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "caveats": [note.kind for note in article.notes],
    }


def _of_place(place: Place) -> dict[str, Any]:
    return {
        "article_id": place.article_id,
        "start": place.start,
        "end": place.end,
        "score": round(place.score, 6),
        "found_by": list(place.found_by),
    }
