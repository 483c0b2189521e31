"""An answer as the JSON that others build on (version 1): keys are added, never renamed or given another meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.records import Answer, Citation, Claim, Place

if TYPE_CHECKING:
    from qa.brief.records import Brief, Section
    from qa.summarize import Summary

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
        **_not_said(answer),
        "retrieved": [_of_place(place) for place in answer.retrieved],
        "confidence": round(answer.confidence, 4),
        **_how(answer),
        "warnings": list(answer.warnings),
    }


def of_brief(brief: Brief) -> dict[str, Any]:
    """The payload of `qa brief --format json`: the claims and citations of an answer, numbered, in their sections."""
    from qa.brief.shown import MARK

    return {
        "version": VERSION,
        "generator": MARK,
        "title": brief.title,
        "topic": brief.topic,
        "answered": brief.answered,
        "as_of": brief.as_of.isoformat() if brief.as_of else None,
        "sections": [_of_section(section) for section in brief.sections],
        "sources": [
            {
                "article_id": used.article.id,
                "title": used.article.title,
                "date": used.article.date,
                "source": used.article.publisher or used.article.source,
                "url": used.article.url,
                "caveats": [note.kind for note in used.article.notes],
                "copy_of": used.copy_of.id if used.copy_of else None,
            }
            for used in brief.sources
        ],
        "origins": brief.origins,
        **_not_said(brief),
        "confidence": round(brief.confidence, 4),
        **_how(brief),
    }


def of_summary(summary: Summary) -> dict[str, Any]:
    """The payload of `qa summarize --json`. An article's `origin` is the id of the article whose text it repeats, or
    its own; `origins` counts the articles that repeat no other, and in a claim the independent ones that print it."""
    return {
        "version": VERSION,
        "topic": summary.topic,
        "answered": summary.answered,
        "summary": summary.text,
        "claims": [of_claim(claim) | {"origins": summary.origins_of(claim)} for claim in summary.claims],
        "articles": [
            {
                "id": listed.article.id,
                "title": listed.article.title,
                "date": listed.article.date,
                "source": listed.article.publisher or listed.article.source,
                "origin": listed.origin,
            }
            for listed in summary.articles
        ],
        "origins": summary.origins,
        **_not_said(summary),
        "confidence": None if summary.confidence is None else round(summary.confidence, 4),
        **_how(summary),
        "warnings": list(summary.warnings),
    }


def _of_section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "facts": [{"label": fact.label, "text": fact.text} for fact in section.facts],
        "paragraphs": [{"n": p.n, "label": p.label, "under": p.under, **of_claim(p.claim)} for p in section.paragraphs],
        "remarks": list(section.remarks),
    }


def _not_said(found: Answer | Brief | Summary) -> dict[str, Any]:
    """What was left out and why, and beside an abstention what the sources do say."""
    return {
        "dropped": [{"text": d.text, "reason": d.reason} for d in found.dropped],
        "nearest": [of_citation(citation) for citation in found.nearest],
    }


def _how(found: Answer | Brief | Summary) -> dict[str, Any]:
    """By whom it was written, and what that took."""
    usage = found.usage
    return {
        "model": found.model,
        "prompt": None if found.prompt is None else dict(found.prompt),
        "usage": {
            "calls": usage.calls,
            "cached_calls": usage.cached_calls,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "cost_usd": usage.cost_usd,
        },
        "seconds": round(found.seconds, 4),
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
