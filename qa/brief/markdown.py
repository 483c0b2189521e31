"""A brief as Markdown: numbered paragraphs with footnotes, a strangers' text escaped so that none of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.brief.records import Brief, Paragraph, Section
from qa.brief.shown import MARK, footnote, line, said, sources
from qa.page_text import link, quotation

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~$#&])")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp)(://)|\bwww(\.)")
_NO_LINK = re.compile(r"[\s<>\\\x00-\x1f\x7f]|[^\x21-\x7e]")
ABSTAINED = "The sources hold nothing on this."


def render(brief: Brief) -> str:
    """The brief as one Markdown file. The same paragraph numbers, citation numbers and words as in every format."""
    parts = [f"# {escaped(line(brief.title))}", *(_answered(brief) if brief.answered else _abstained(brief))]
    return "\n\n".join(parts) + f"\n\n<!-- {MARK} -->\n"


def escaped(text: str) -> str:
    """The text as Markdown shows it letter by letter: no emphasis, link, heading, list or HTML comes of it."""
    found = _ACTIVE.sub(r"\\\1", text)
    found = _LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", found)
    return _AUTOLINK.sub(lambda m: f"{m[1]}\\:{m[2][1:]}" if m[1] else f"www\\{m[3]}", found)


def _answered(brief: Brief) -> Iterator[str]:
    for section in brief.sections:
        yield f"## {section.title}"
        yield from _section(section)
    yield "## Sources"
    yield "\n".join(_sources(brief))
    if brief.dropped:
        yield "## Left out"
        yield "\n".join(f"- {escaped(line(d.text))}: {escaped(line(d.reason))}" for d in brief.dropped)
    yield _footnotes(brief)


def _sources(brief: Brief) -> Iterator[str]:
    """A line an article, with its address as a link if it is one of the web."""
    for used, text in zip(brief.sources, sources(brief), strict=True):
        url = link(used.article.url)
        linked = url and not _NO_LINK.search(url)
        yield f"- {escaped(text)}" + (f"; <{url}>" if linked else f"; {escaped(line(url))}" if url else "")


def _section(section: Section) -> Iterator[str]:
    if section.facts:
        yield "\n".join(f"- **{escaped(line(f.label))}:** {escaped(line(f.text))}" for f in section.facts)
    for under, paragraphs in section.groups():
        if under:
            yield f"### {escaped(line(under))}"
        for paragraph in paragraphs:
            yield _paragraph(paragraph)
    if section.remarks:
        yield _remarks(section.remarks)


def _paragraph(paragraph: Paragraph) -> str:
    """A numbered paragraph, as an item of a list that begins with its number."""
    label = f"**{escaped(line(paragraph.label))}:** " if paragraph.label else ""
    marks = "".join(f"[^{c.n}]" for c in paragraph.claim.citations)
    number = f"{paragraph.n}. "
    text = f"{number}{label}{escaped(said(paragraph))}{marks}"
    notes = "; ".join(escaped(line(note)) for note in paragraph.claim.notes)
    return f"{text}  \n{' ' * len(number)}*{notes}*" if notes else text


def _remarks(remarks: tuple[str, ...]) -> str:
    """The remarks as a list, under the first one where that introduces the others."""
    first, rest = remarks[0], remarks[1:]
    if first.endswith(":") and rest:
        return "\n".join([escaped(line(first)), "", *(f"- {escaped(line(r))}" for r in rest)])
    return "\n".join(f"- {escaped(line(r))}" for r in remarks)


def _footnotes(brief: Brief) -> str:
    """Each place once, with its source; the sentence itself where no paragraph is that sentence alone."""
    found: dict[int, str] = {}
    for paragraph in brief.paragraphs:
        for cited in paragraph.claim.citations:
            text = f"[^{cited.n}]: {escaped(footnote(paragraph, cited))}"
            found[cited.n] = min(found.get(cited.n, text), text, key=len)
    return "\n".join(found[n] for n in sorted(found))


def _abstained(brief: Brief) -> Iterator[str]:
    yield ABSTAINED
    if brief.nearest:
        yield "What they do say that comes nearest:"
        yield "\n\n".join(f"{escaped(quotation(line(c.quote)))}[^{c.n}]" for c in brief.nearest)
        from qa.brief.shown import source

        yield "\n".join(f"[^{c.n}]: {escaped(source(c))}" for c in brief.nearest)
