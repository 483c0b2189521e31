"""The Word file of a brief: real footnotes that resolve, the numbers of the record, nothing that breaks XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import docx

from qa.brief.assemble import assemble
from qa.brief.docx import render
from qa.brief.records import Brief
from qa.brief.shown import MARK
from tests.brief_articles import OSLO, PORTO, REPRINT, material, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(brief: Brief) -> tuple[ElementTree.Element, ElementTree.Element]:
    """The document and its footnotes, as XML."""
    with zipfile.ZipFile(io.BytesIO(render(brief))) as archive:
        return tuple(ElementTree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "footnotes"))  # type: ignore[return-value]


def text_of(element: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def test_every_citation_has_a_footnote_of_its_own_number() -> None:
    brief = assemble(material(OSLO, PORTO, REPRINT))
    document, notes = parts(brief)
    known = {note.get(f"{W}id"): text_of(note) for note in notes if note.get(f"{W}type") is None}
    references = [r.get(f"{W}id") for r in document.iter(f"{W}footnoteReference")]
    assert references == list(known)
    assert len(references) == sum(len(p.claim.citations) for p in brief.paragraphs)
    cited = [c for p in brief.paragraphs for c in p.claim.citations]
    for id_, place in zip(references, cited, strict=True):
        assert known[id_].startswith(f"[{place.n}] ")
        assert f"characters {place.start}-{place.end}" in known[id_]


def test_word_and_others_can_find_the_part() -> None:
    with zipfile.ZipFile(io.BytesIO(render(assemble(material(OSLO))))) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
        styles = archive.read("word/styles.xml").decode()
        footnotes = archive.read("word/footnotes.xml").decode()
        assert MARK in archive.read("docProps/core.xml").decode()
    assert 'PartName="/word/footnotes.xml"' in types
    assert "relationships/footnotes" in relations
    for style in set(re.findall(r'w:(?:pStyle|rStyle) w:val="([^"]+)"', footnotes)):
        assert f'w:styleId="{style}"' in styles
    assert footnotes.index('w:type="separator"') < footnotes.index('w:id="1"')


def test_paragraphs_headings_and_numbers_are_those_of_the_record() -> None:
    brief = assemble(material(OSLO))
    opened: Any = docx.Document(io.BytesIO(render(brief)))
    texts = [p.text for p in opened.paragraphs]
    for section in brief.sections:
        assert section.title in texts
    for paragraph in brief.paragraphs:
        assert any(text.startswith(f"{paragraph.n}. ") for text in texts)


def test_hostile_and_arabic_articles_make_a_valid_file() -> None:
    for name in ("valley-post", "sahifat"):
        document, _ = parts(assemble(sample(name)))
        assert "\x1b" not in text_of(document)
    document, _ = parts(assemble(sample("sahifat")))
    assert list(document.iter(f"{W}rtl"))
    assert list(document.iter(f"{W}bidi"))
