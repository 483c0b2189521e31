"""A run as JSON (version 1), with every answer, score and reason."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evals.compare import Comparison, Flip
from evals.intervals import Interval
from evals.report import VERSION, Report
from evals.results import Outcome
from evals.summary import Summary


def payload(report: Report) -> dict[str, Any]:
    """The payload of `qa eval --json`."""
    return {
        "version": VERSION,
        "provenance": {**asdict(report.provenance), "versions": dict(report.provenance.versions)},
        "cases": report.cases,
        "seconds": round(report.seconds, 3),
        "models": [_model(summary) for summary in report.summaries],
        "results": [_outcome(outcome) for outcome in report.outcomes],
        "comparison": None if report.comparison is None else _comparison(report.comparison),
        "gate": {
            "passed": report.gate.passed,
            "held_to": report.gate.checked,
            "misses": list(report.gate.misses),
        },
    }


def _model(summary: Summary) -> dict[str, Any]:
    return {
        "model": summary.model,
        "passed": summary.passed,
        "failed": summary.failed,
        "errors": summary.errors,
        "uncounted": summary.uncounted,
        "pass_rate": _interval(summary.pass_rate),
        "spread": [round(share, 4) for share in summary.spread],
        "unsteady": list(summary.unsteady),
        "prompts": [dict(prompt) for prompt in summary.prompts],
        "scores": {
            f.name: {
                "mean": round(f.mean, 6),
                "n": f.n,
                "unit": f.unit,
                "median": round(f.median, 6),
                "most": round(f.most, 6),
                "total": round(f.total, 6),
                "interval": _interval(f.interval),
            }
            for f in summary.figures
        },
        "tags": {tag: _interval(found) for tag, found in summary.by_tag.items()},
    }


def _interval(found: Interval | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(found).items()}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    return {
        "id": case.id,
        "type": case.kind,
        "line": case.line,
        "digest": case.digest,
        "tags": sorted(case.tags),
        "asked": case.asked,
        "model": outcome.model,
        "state": outcome.state,
        "reasons": list(outcome.first.reasons),
        "repeats": [
            {
                "state": judged.state,
                "reasons": list(judged.reasons),
                "scores": {name: score.value for name, score in judged.scores.items()},
                "seconds": round(judged.result.seconds, 4),
                "error": judged.result.error,
                "result": judged.result.payload,
            }
            for judged in outcome.judged
        ],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "model": comparison.model,
        "baseline_model": comparison.baseline_model,
        "paired": comparison.paired,
        "lost": [_flip(flip) for flip in comparison.lost],
        "won": [_flip(flip) for flip in comparison.won],
        "changed": list(comparison.changed),
        "new": list(comparison.new),
        "gone": list(comparison.gone),
        "chance": round(comparison.chance, 4),
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return {**asdict(flip), "reasons": list(flip.reasons)}
