"""A brief as a page: the one self-contained file, marked as ours."""

from __future__ import annotations

from qa.brief.records import Brief
from qa.brief.shown import MARK


def render(brief: Brief) -> str:
    """The page of qa.page, the full sources beside the brief, with the mark by which the file is known as ours."""
    from qa import page

    return f"{page.brief(brief)}\n<!-- {MARK} -->\n"
