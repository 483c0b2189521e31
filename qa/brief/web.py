"""A brief as a page: the shared page's record of it, and the file, marked as ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.brief.records import Brief
from qa.brief.shown import MARK

if TYPE_CHECKING:
    from qa import page


def render(brief: Brief) -> str:
    """The brief as one self-contained HTML file, the full sources beside it."""
    from qa.page_html import render as as_html

    return f"{as_html(record(brief))}\n<!-- {MARK} -->\n"


def record(brief: Brief) -> page.Page:
    """What the page shows of a brief: its sections with facts and remarks, and every article that it stands on."""
    from qa import page

    return page.Page(
        title=brief.title,
        kind="Brief",
        sections=tuple(
            page.Section(
                section.title,
                tuple(
                    page.Paragraph.of_claim(p.claim, number=p.n, label=p.label, under=p.under)
                    for p in section.paragraphs
                ),
                tuple((fact.label, fact.text) for fact in section.facts),
                section.remarks,
            )
            for section in brief.sections
        ),
        notice=None if brief.answered else page.UNANSWERED,
        facts=(("Reader", brief.model),),
        dropped=brief.dropped,
        nearest=brief.nearest,
        articles=tuple(used.article for used in brief.sources),
        remarks_on={
            used.article.id: f"a reprint of {used.copy_of.publisher or used.copy_of.title or used.copy_of.id}"
            for used in brief.sources
            if used.copy_of is not None
        },
    )
