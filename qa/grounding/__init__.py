"""Grounding: every claim is judged by the exact sentences it cites, offline and by rule."""

from __future__ import annotations

from qa.grounding.judge import Judge, Rules
from qa.grounding.records import Cited, Finding, Problem, Source, Verdict
from qa.grounding.verdict import ground

__all__ = ["Cited", "Finding", "Judge", "Problem", "Rules", "Source", "Verdict", "ground"]
