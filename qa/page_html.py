"""A page's record as one HTML file that asks for nothing else: styles and script stand in it, by their hashes.

Articles, drafts, titles and addresses are strangers' text. They enter through an engine that escapes by default, as
text or as attributes, never as style, script or an id; a policy in the page's head lets only the two hashed texts act.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError
from index.records import Article, Sentence
from qa.caveats import CAVEATS, caveats
from qa.page_sources import Cut, Use, cut
from qa.page_text import exact, link, quotation, visible
from qa.records import Citation

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

    from qa.page import Page, Paragraph

MEANINGS = {
    "verbatim": "The source's own words.",
    "supported": "Everything in it stands in the cited sentences.",
    "unsupported": "Something in it stands in none of the sources' sentences.",
    "misattributed": "The sources give it to another speaker, or another source than the one named says it.",
    "contradicted": "The sources say otherwise.",
}
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation's number beside a statement; `runs` are the numbers, "12-14", of the runs of its place."""

    citation: Citation
    runs: str

    @property
    def first(self) -> str:
        """The number of the run that it begins with."""
        return self.runs.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the page that stands on places: its id there, the number shown, and its marks."""

    id: str
    number: str
    marks: tuple[Mark, ...]
    paragraph: Paragraph | None = None

    @property
    def runs(self) -> str:
        """The numbers of all its runs, as ranges separated by blanks."""
        return " ".join(mark.runs for mark in self.marks)

    @property
    def use(self) -> str:
        """What a sentence is to it, in words that its number follows."""
        if self.paragraph is None or self.paragraph.verdict is None:
            return "Nearest sentence"
        return "Nearest to statement" if self.paragraph.failed else "Used by statement"


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with what the page says of it. `caveats` are each a text and the number of the run that says it."""

    n: int
    cut: Cut
    link: str | None  # its address, if that is one of the web
    caveats: tuple[tuple[str, int | None], ...]
    statements: int  # how many use it

    @property
    def language(self) -> str | None:
        """The article's language, as a browser wants it to choose letters and a voice."""
        return self.cut.article.language


def render(page: Page, sentences_of: Mapping[str, Sequence[Sentence]] | None = None) -> str:
    """The page as HTML. `sentences_of` gives an article's sentences by its id; else they are split from its text."""
    parts = _parts(page)
    shown = _sources(page, parts, sentences_of or {})
    at = {source.cut.article.id: source for source in shown}
    items = {by: _item(by, part, at) for by, part in parts.items()}
    style, script = _asset("page.css"), _asset("page.js")
    return _template().render(
        page=page,
        items=items,
        sources=shown,
        notes=list({(m.citation.n, m.runs): m for i in items.values() for m in i.marks if i.paragraph}.values()),
        style=_markup(style),
        script=_markup(script),
        policy=_policy(style, script),
        meanings=MEANINGS,
        counts={v: n for v in MEANINGS if (n := sum(p.verdict == v for p in page.paragraphs))},
    )


def write(page: Page, file: str | Path, sentences_of: Mapping[str, Sequence[Sentence]] | None = None) -> None:
    """Writes the page to a file. Raises InputError when that can't be written."""
    try:
        Path(file).write_bytes(render(page, sentences_of).encode("utf-8"))
    except OSError as error:
        raise InputError(
            f"The page {str(file)!r} can't be written ({error.strerror}): name a file in a folder that is there."
        ) from error


def require_folder(file: str | Path) -> None:
    """Raises InputError when the file's folder isn't there: said before anything is asked, and perhaps paid for."""
    folder = Path(file).parent
    if not folder.is_dir():
        raise InputError(f"The page {str(file)!r} can't be written: there is no folder {str(folder)!r}; make it first.")


@dataclass(frozen=True, slots=True)
class _Part:
    """What becomes an item: a statement, a sentence beside an abstention, or a short answer (that has no number)."""

    number: str
    citations: tuple[Citation, ...]
    paragraph: Paragraph | None


def _parts(page: Page) -> dict[str, _Part]:
    """All parts by their ids: s1 s2 ... are short answers, p1 p2 ... statements, q1 q2 ... the nearest sentences."""
    parts = {f"s{n}": _Part("", (lead.citation,), None) for n, lead in enumerate(page.lead, 1)}
    for n, paragraph in enumerate(page.paragraphs, 1):
        parts[f"p{n}"] = _Part(str(paragraph.number or n), paragraph.citations, paragraph)
    for n, paragraph in enumerate(page.beside, 1):
        parts[f"q{n}"] = _Part(str(n), paragraph.citations, paragraph)
    return parts


def _sources(page: Page, parts: Mapping[str, _Part], sentences_of: Mapping[str, Sequence[Sentence]]) -> list[Shown]:
    """The articles in the order in which they are first cited, then the others, each cut into its runs."""
    articles: dict[str, Article] = {}
    uses: dict[str, list[Use]] = {}
    for by, part in parts.items():
        for c in part.citations:
            articles.setdefault(c.article.id, c.article)
            uses.setdefault(c.article.id, []).append(Use(by, c.start, c.end))
    for article in page.articles:
        articles.setdefault(article.id, article)
    shown: list[Shown] = []
    first = 1
    for n, article in enumerate(articles.values(), 1):
        own = uses.get(article.id, [])
        pieces = cut(article, own, sentences_of.get(article.id), first)
        first = pieces.last
        statements = len({use.by for use in own if use.by.startswith("p")})
        shown.append(Shown(n, pieces, link(article.url), tuple(_caveats(pieces)), statements))
    return shown


def _caveats(pieces: Cut) -> Iterator[tuple[str, int | None]]:
    """What the publisher says of the article, each kind once, with the first run of the sentence that says so."""
    for kind, note in {note.kind: note for note in reversed(pieces.article.notes)}.items():
        number = next((run.number for run in pieces.runs if run.note and run.start >= note.start), None)
        yield CAVEATS[kind], number


def _item(by: str, part: _Part, at: Mapping[str, Shown]) -> Item:
    marks = []
    for c in part.citations:
        first, last = at[c.article.id].cut.numbers(c.start, c.end)
        marks.append(Mark(c, f"{first}-{last}"))
    return Item(by, part.number, tuple(marks), part.paragraph)


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing is loaded, nothing is sent, and only these two texts act."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _groupings(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The paragraphs in groups of neighbours that stand under the same heading."""
    return [list(group) for _, group in groupby(paragraphs, key=lambda p: p.under)]


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)  # our own files, never a stranger's text


@cache
def _template() -> Template:
    return _environment().get_template("page.html")


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "visible": visible,
        "exact": exact,
        "quotation": quotation,
        "groupings": _groupings,
        "caveats": caveats,
    }
    return environment
