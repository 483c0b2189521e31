"""The Markdown of a brief: the same numbers as the record, and no markup out of an article."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from qa.brief.assemble import assemble
from qa.brief.markdown import escaped, render
from qa.brief.shown import MARK
from tests.brief_articles import OSLO, PORTO, REPRINT, material, sample

HOSTILE = """---
title: "<script>alert(1)</script> *T* [x](http://evil.example)"
date: 2025-03-14
publisher: "P|Q `r`"
language: en
---

Mayor Ana Ruiz said that <b>the dam</b> ![x](http://evil.example/a.png) was *safe*, see http://evil.example and
www.evil.example. 1. She invited_him_ to Lima ~~now~~ & then # said \u202eno\u202c.
"""


def test_every_paragraph_stands_under_its_number_with_its_footnotes() -> None:
    brief = assemble(material(OSLO, PORTO, REPRINT))
    text = render(brief)
    for paragraph in brief.paragraphs:
        marks = "".join(f"[^{c.n}]" for c in paragraph.claim.citations)
        (shown,) = re.findall(rf"^{paragraph.n}\. (.*)$", text, re.MULTILINE)
        assert shown.rstrip().endswith(marks)
    for cited in brief.citations:
        assert f"\n[^{cited.n}]: " in text
        assert f"characters {cited.start}-{cited.end}" in text
    assert text.endswith(f"<!-- {MARK} -->\n")


def test_a_quotation_stands_between_marks_and_is_not_changed() -> None:
    text = render(assemble(material(OSLO)))
    assert "“The meeting lasted 40 minutes.”" in text
    assert '«"We need this cable, and we need it soon," Valadares said.»' in text


def test_no_markup_comes_out_of_an_article() -> None:
    text = render(assemble(material(HOSTILE)))
    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"]).render(text)
    assert not re.search(r"<(?:script|b|img|a|s|del|table)\b", html)
    assert "<em>safe" not in html
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "+ one", "# one", "> one", "a * b * c", "a_b_c", "[x](y)", "<i>", "`c`"]
)
def test_escaped_text_is_shown_letter_by_letter(text: str) -> None:
    html = MarkdownIt("commonmark").render(escaped(text))
    shown = re.sub(r"</?p>", "", html).strip().replace("&lt;", "<").replace("&gt;", ">")
    assert shown == text


def test_what_is_hostile_in_the_samples_is_harmless() -> None:
    text = render(assemble(sample("valley-post")))
    assert "\x1b" not in text
    assert "<|endoftext|>" not in text
