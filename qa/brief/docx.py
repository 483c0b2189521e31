"""A brief as a Word file: headings, numbered paragraphs, and a real footnote for every citation."""

from __future__ import annotations

import datetime
import io
import re
from typing import TYPE_CHECKING

from qa.brief.docx_notes import Footnotes
from qa.brief.markdown import ABSTAINED
from qa.brief.records import Brief, Paragraph, Section
from qa.brief.shown import MARK, footnote, line, said, source, sources
from qa.page_text import link, quotation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Block

# What XML 1.0 has no place for, after qa.terminal.safe made the control characters visible.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def render(brief: Brief) -> bytes:
    """The brief as the bytes of a .docx file, with the numbers of paragraphs and citations that every format has."""
    import docx

    document = docx.Document()
    _properties(document, brief)
    document.add_heading(_text(brief.title), 0)
    notes = Footnotes(document)
    if brief.answered:
        for section in brief.sections:
            _section(document, notes, section)
    else:
        _abstention(document, notes, brief)
    document.add_heading("Sources", 1)
    for used, text in zip(brief.sources, sources(brief), strict=True):
        url = link(used.article.url)
        _runs(document.add_paragraph(style="List Bullet"), f"{text}; {url}" if url else text)
    if brief.dropped:
        document.add_heading("Left out", 1)
        for dropped in brief.dropped:
            _runs(document.add_paragraph(style="List Bullet"), f"{line(dropped.text)}: {line(dropped.reason)}")
    notes.finish()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _properties(document: Document, brief: Brief) -> None:
    known = document.core_properties
    known.title, known.author, known.comments = _text(brief.title)[:250], "", MARK
    known.created = known.modified = datetime.datetime.now(datetime.timezone.utc)
    known.last_modified_by = ""


def _section(document: Document, notes: Footnotes, section: Section) -> None:
    document.add_heading(section.title, 1)
    for fact in section.facts:
        block = document.add_paragraph()
        block.add_run(f"{_text(fact.label)}: ").bold = True
        _runs(block, fact.text)
    for under, paragraphs in section.groups():
        if under:
            document.add_heading(_text(under), 2)
        for paragraph in paragraphs:
            _paragraph(document.add_paragraph(), notes, paragraph)
    introduced = len(section.remarks) > 1 and section.remarks[0].endswith(":")
    for i, remark in enumerate(section.remarks):
        _runs(document.add_paragraph(style="List Bullet" if i or not introduced else None), remark)


def _paragraph(block: Block, notes: Footnotes, paragraph: Paragraph) -> None:
    block.add_run(f"{paragraph.n}. ")
    if paragraph.label:
        block.add_run(f"{_text(paragraph.label)}: ").bold = True
    _runs(block, said(paragraph))
    for cited in paragraph.claim.citations:
        notes.refer(block, cited.n, _text(footnote(paragraph, cited)), _text(source(cited)))
    if paragraph.claim.notes:
        block.add_run().add_break()
        block.add_run(_text("; ".join(paragraph.claim.notes))).italic = True


def _abstention(document: Document, notes: Footnotes, brief: Brief) -> None:
    document.add_paragraph(ABSTAINED)
    if brief.nearest:
        document.add_paragraph("What they do say that comes nearest:")
    for cited in brief.nearest:
        block = document.add_paragraph()
        _runs(block, quotation(line(cited.quote)))
        notes.refer(block, cited.n, _text(source(cited)), _text(source(cited)))


def _runs(block: Block, text: str) -> None:
    """Adds the text; a paragraph that is mostly in letters from right to left is set so."""
    from docx.oxml.ns import qn

    run = block.add_run(_text(text))
    if len(_RIGHT_TO_LEFT.findall(text)) * 2 > sum(c.isalpha() for c in text):
        block.paragraph_format.element.get_or_add_pPr().append(block.part.element.makeelement(qn("w:bidi"), {}))
        run.font.rtl = True


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", line(text))
