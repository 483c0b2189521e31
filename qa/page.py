"""The page's record: one neutral shape for an answer, a checked draft, a summary and a brief, and how each becomes it.

    Path("answer.html").write_text(page.render(page.of_answer(found)), encoding="utf-8")

`qa.page_html` turns the record into the one self-contained file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.records import Article
from qa import terminal
from qa.grounding import Verdict
from qa.page_html import render, require_folder, write
from qa.records import Answer, Citation, Claim, Dropped

if TYPE_CHECKING:
    from qa.brief.records import Brief
    from qa.brief.records import Paragraph as Numbered
    from qa.check import Checked
    from qa.summarize import Summary

__all__ = [
    "Lead",
    "Page",
    "Paragraph",
    "Section",
    "brief",
    "of_answer",
    "of_brief",
    "of_check",
    "of_claims",
    "of_summary",
    "read_by",
    "render",
    "require_folder",
    "write",
]

UNANSWERED = "The sources don't answer this."
NOTHING = "The sources hold nothing on this."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A statement as the page shows it: its text, what became of it and why, and the places in the sources.

    A statement that failed keeps its citations: they are then the places that come nearest to it, and shown as such.
    """

    text: str
    verdict: Verdict | None  # None: a source's sentence that is shown beside an abstention, and claims nothing
    citations: tuple[Citation, ...]
    reason: str | None = None  # why it failed
    notes: tuple[str, ...] = ()  # how the sources were read
    quoted: bool = False  # the text is the source's own, and stands between quotation marks
    number: int | None = None  # None: its place on the page, from 1
    label: str = ""  # what it is, in a word or two, set before it
    under: str = ""  # the heading of the group that it and its neighbours stand in

    @property
    def failed(self) -> bool:
        """Whether the sources don't support it."""
        return self.verdict not in ("verbatim", "supported", None)

    @classmethod
    def of_claim(cls, claim: Claim, *, number: int | None = None, label: str = "", under: str = "") -> Paragraph:
        """A claim that was let through; a verbatim one is shown between quotation marks."""
        quoted = claim.verdict == "verbatim"
        return cls(
            claim.text,
            claim.verdict,
            claim.citations,
            None,
            claim.notes,
            quoted,
            number=number,
            label=label,
            under=under,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one title (None: no title). `facts` are label and text; `remarks` follow the statements."""

    title: str | None
    paragraphs: tuple[Paragraph, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """The short answer, and the exact characters that it was read from."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows.

    `articles` are shown whole after those that are cited, each once; `remarks_on` says something of an article by its
    id, such as whose reprint it is.
    """

    title: str
    kind: str  # what the document is, in a word or two: "Answer"
    sections: tuple[Section, ...] = ()
    lead: tuple[Lead, ...] = ()
    notice: str | None = None  # said first, such as that the sources don't answer
    warnings: tuple[str, ...] = ()  # what was not as it should be in the making
    facts: tuple[tuple[str, str], ...] = ()
    dropped: tuple[Dropped, ...] = ()
    nearest: tuple[Citation, ...] = ()
    articles: tuple[Article, ...] = ()
    remarks_on: Mapping[str, str] = field(default_factory=dict)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All statements in the order of the page."""
        return tuple(p for section in self.sections for p in section.paragraphs)

    @property
    def beside(self) -> tuple[Paragraph, ...]:
        """The nearest sentences, as they are shown beside an abstention."""
        return tuple(Paragraph(c.quote, None, (c,), quoted=True) for c in self.nearest)


def of_answer(answer: Answer) -> Page:
    """The page of `qa ask`: the short answer, the claims with their sentences, or the abstention."""
    places = {c.n: c for claim in answer.claims for c in claim.citations}
    short = {
        s.text: Lead(s.text, Citation(s.citation, places[s.citation].article, s.start, s.end))
        for s in reversed(answer.short)  # so that the first of equal ones stays
    }
    return Page(
        title=answer.question,
        kind="Answer",
        sections=of_claims(answer.claims),
        lead=tuple(reversed(short.values())),
        notice=None if answer.answered else UNANSWERED,
        warnings=answer.warnings,
        facts=read_by(answer.model, answer.prompt),
        dropped=answer.dropped,
        nearest=answer.nearest,
    )


def of_check(checked: Iterable[Checked], *, title: str = "Checked draft") -> Page:
    """The page of `qa check`: every sentence of the draft with its verdict. `title` may be the draft's file name."""
    paragraphs = tuple(
        Paragraph(c.statement.text, c.verdict, c.citations, reason=c.reason, notes=c.notes) for c in checked
    )
    return Page(title, "Checked draft", (Section(None, paragraphs),))


def of_brief(brief: Brief) -> Page:
    """The page of `qa brief`: its sections with facts, numbered paragraphs and remarks; reprints are named as such."""
    from qa.brief.shown import said

    def paragraph(p: Numbered) -> Paragraph:
        claim = p.claim  # `said` sets the quotation marks, and leaves out a list's bullet
        return Paragraph(
            said(p), claim.verdict, claim.citations, None, claim.notes, number=p.n, label=p.label, under=p.under
        )

    copies = {used.article.id: used.copy_of for used in brief.sources if used.copy_of is not None}
    return Page(
        title=brief.title,
        kind="Brief",
        sections=tuple(
            Section(s.title, tuple(map(paragraph, s.paragraphs)), tuple((f.label, f.text) for f in s.facts), s.remarks)
            for s in brief.sections
        ),
        notice=None if brief.answered else NOTHING,
        facts=read_by(brief.model, brief.prompt),
        dropped=brief.dropped,
        nearest=brief.nearest,
        articles=tuple(used.article for used in brief.sources),
        remarks_on={id: f"a reprint of {of.publisher or of.title or of.id}" for id, of in copies.items()},
    )


def of_summary(summary: Summary) -> Page:
    """The page of `qa summarize`: the claims, the articles they cite, how many were read, and which repeat another."""
    read = {listed.article.id: listed.article for listed in summary.articles}
    (only,) = read.values() if len(read) == 1 else (None,)
    counted = terminal.counted(len(read), "article")
    origins = f"{counted}, {summary.origins} of them no copies of others" if summary.origins < len(read) else counted
    copies = {listed.article.id: read.get(listed.origin) for listed in summary.articles if listed.copy}
    names = {id: of.publisher or of.title if of else None for id, of in copies.items()}
    return Page(
        title=summary.topic or (only.title if only and only.title else f"Summary of {counted}"),
        kind="Summary",
        sections=of_claims(summary.claims),
        notice=None if summary.answered else NOTHING,
        facts=(("Read", origins), *read_by(summary.model, summary.prompt)),
        dropped=summary.dropped,
        nearest=summary.nearest,
        remarks_on={id: f"repeats {name or 'another article'}" for id, name in names.items()},
    )


def brief(of: Brief) -> str:
    """The page of a brief as HTML."""
    return render(of_brief(of))


def of_claims(claims: Iterable[Claim]) -> tuple[Section, ...]:
    """The claims as one section without a title; no section where there is none."""
    paragraphs = tuple(map(Paragraph.of_claim, claims))
    return (Section(None, paragraphs),) if paragraphs else ()


def read_by(model: str, prompt: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Which reader wrote it, and by which version of which prompt."""
    facts = [("Reader", model)]
    if prompt:
        facts.append(("Prompt", " ".join(str(prompt[key]) for key in ("name", "version") if key in prompt)))
    return tuple(facts)
