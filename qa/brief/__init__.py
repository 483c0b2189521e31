"""Briefs: what a press or policy officer hands on, every paragraph cited and grounded, with no model needed."""

from __future__ import annotations

from qa.brief.records import Brief, Fact, Paragraph, Section, Used

__all__ = ["Brief", "Fact", "Paragraph", "Section", "Used"]
