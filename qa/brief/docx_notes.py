"""Footnotes for a Word file: python-docx 1.2 has none, so their part, its styles and the references are made here.

The form is that of ECMA-376, part 1, 17.11: a part /word/footnotes.xml with two separators and the notes, which
`w:footnoteReference` in the text names by id. Each carries our citation's own number as a custom mark, so that a number
means the same place in every format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """The footnotes of one document. Call `finish` before saving."""

    def __init__(self, document: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        self._document = document
        self._notes: list[str] = []
        self._seen: set[int] = set()
        text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = document.styles["Normal"]
        text.font.size = Pt(9)
        mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        self._text_style, self._mark_style = text.style_id, mark.style_id

    def refer(self, block: Paragraph, number: int, text: str, short: str) -> None:
        """Adds a reference to the end of a paragraph; its note has `short` when that number was given before."""
        from docx.oxml import parse_xml

        at = len(self._notes) + 1
        block._p.append(
            parse_xml(
                f'<w:r xmlns:w="{_NS}"><w:rPr><w:rStyle w:val="{self._mark_style}"/></w:rPr>'
                f'<w:footnoteReference w:customMarkFollows="1" w:id="{at}"/><w:t>[{number}]</w:t></w:r>'
            )
        )
        said = short if number in self._seen else text
        self._seen.add(number)
        self._notes.append(
            f'<w:footnote w:id="{at}"><w:p><w:pPr><w:pStyle w:val="{self._text_style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{self._mark_style}"/></w:rPr><w:t>[{number}]</w:t></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(said)}</w:t></w:r></w:p></w:footnote>'
        )

    def finish(self) -> None:
        """Puts the notes into the document, and names the separators in its settings."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        content = f'<w:footnotes xmlns:w="{_NS}">{_SEPARATORS}{"".join(self._notes)}</w:footnotes>'
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, (head + content).encode("utf-8"), package)
        self._document.part.relate_to(part, _RELATION)
        settings = self._document.settings.element
        named = parse_xml(f'<w:footnotePr xmlns:w="{_NS}"><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
        before = settings.find(f"{{{_NS}}}compat")  # the schema's order: footnotePr, endnotePr, compat
        if before is None:
            settings.append(named)
        else:
            before.addprevious(named)
