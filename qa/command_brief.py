"""`qa brief`: a cited brief on a topic or on articles, to the terminal or into a file."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from index.errors import InputError
from qa import index_open, options, scope, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.store import Store
    from index.stored import Head
    from qa.brief import Brief
    from qa.brief.material import Material
    from qa.models import Model

ABSTAINED = 3
FORMATS = ("md", "json", "docx", "html")
SUFFIXES = {".md": "md", ".markdown": "md", ".json": "json", ".docx": "docx", ".html": "html", ".htm": "html"}
MOST = 20  # articles that a brief without a topic is written from
Format = Literal["md", "json", "docx", "html"]


@click.command("brief")
@click.argument("topic", required=False)
@click.option("--article", "ids", multiple=True, metavar="ID", help="Only this article; may be repeated.")
@options.filter_options
@click.option(
    "--as-of", type=options.Day(), metavar="DATE", help="The day by which the age of the sources is reckoned."
)
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="[default: by FILE's suffix; md to the terminal]")
@click.option("--force", is_flag=True, help="Replace FILE though `qa brief` did not write it.")
@options.model_options
@options.json_flag
@options.takes_settings("model", "context", "embedder", "chroma")
def command(
    settings: Settings,
    topic: str | None,
    ids: tuple[str, ...],
    since: str | None,
    until: str | None,
    publisher: str | None,
    as_of: str | None,
    file: Path | None,
    form: Format | None,
    force: bool,
    as_json: bool,
    max_cost: float | None,
    estimate: bool,
    no_cache: bool,
    judged: bool,
) -> int:
    """Write a brief with every paragraph cited: who met, who said what, what was agreed, where the sources differ.

    With --model a model writes the bottom line, held to the same checks; all other sections are the sources' own words.

    TOPIC selects the articles; without it, those of --article or of the filters are used whole. Exit status 0: written;
    3: the sources hold nothing on the topic, and the nearest sentences are shown as such.

    \b
    Examples:
      qa brief "Sabbagh's visit to Tehran"
      qa brief --article 3fa9c2 --article 81b0d4 -o visit.docx
      qa brief "port of Tamrin" --since 2024-11-01 -o tamrin.html
    """
    from index.store import Store
    from qa import models

    chosen = _format(file, form, as_json)
    if topic is not None and not any(c.isalnum() for c in topic):
        raise InputError('The topic is blank: name one in quotation marks, for example qa brief "port of Tamrin".')
    began = time.perf_counter()
    with (
        Store.open(settings.index) as store,
        models.opened(settings, warn=terminal.warn, max_cost=max_cost, use_cache=not no_cache, judged=judged) as model,
    ):
        rowids = _scope(scope.chosen(store, ids, since, until, publisher), store, topic)
        day = date.fromisoformat(as_of) if as_of else None
        found, material = (
            _on_topic(settings, store, topic, rowids, day) if topic else _of_articles(store, rowids or [], day)
        )
        if estimate:
            return _estimate(found, material, model, settings)
        if model is not None and material is not None:
            found = _written(found, material, model)
    found = replace(found, seconds=time.perf_counter() - began)
    _deliver(found, chosen, file, force)
    return 0 if found.answered else ABSTAINED


def _format(file: Path | None, form: Format | None, as_json: bool) -> str:
    """The format asked for, else that of the file's suffix, else Markdown. InputError where they can't be met."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} exclude each other: give one of them.")
    chosen = "json" if as_json else form
    if chosen is None and file is not None:
        chosen = SUFFIXES.get(file.suffix.lower())  # type: ignore[assignment]
        if chosen is None:
            raise InputError(
                f"{file} has no suffix of a format: end it in .md, .json, .docx or .html, or give --format."
            )
    if chosen == "docx" and file is None:
        raise InputError("A Word file can't go to the terminal: name one with -o FILE.docx.")
    return chosen or "md"


def _scope(heads: list[Head] | None, store: Store, topic: str | None) -> list[int] | None:
    """The rowids of the articles to use, oldest first; None: all, for a topic to choose from."""
    if heads is None:
        if topic:
            return None
        heads = store.heads()
    if topic is None and len(heads) > MOST:
        raise InputError(
            f"{len(heads)} articles are too many for one brief: name a TOPIC, or narrow them with --article, --since, "
            f"--until or --source to {MOST} at most."
        )
    return [head.rowid for head in heads]


def _of_articles(store: Store, rowids: list[int], as_of: date | None) -> tuple[Brief, Material | None]:
    """The brief on whole articles: no embedder is loaded."""
    from qa.brief.assemble import assemble
    from qa.brief.material import Material
    from qa.brief.selection import whole

    material = Material(whole(store, rowids))
    return assemble(material, as_of=as_of), material


def _on_topic(
    settings: Settings, store: Store, topic: str, rowids: list[int] | None, as_of: date | None
) -> tuple[Brief, Material | None]:
    """The brief on what the articles hold of a topic with what it is made of, or the abstention."""
    from qa.brief import Brief
    from qa.brief.assemble import assemble
    from qa.brief.material import Material
    from qa.brief.selection import on_topic
    from qa.citing import nearest

    with index_open.searching(settings, store) as search:
        selected = on_topic(search, topic, rowids)
    if not selected.sources:
        near = nearest(selected.retrieval)
        return Brief(topic, topic, False, nearest=near, as_of=as_of, confidence=selected.confidence), None
    material = Material(selected.sources, selected.chosen)
    found = assemble(material, topic=topic, as_of=as_of)
    return replace(found, confidence=selected.confidence), material


def _written(found: Brief, material: Material, model: Model) -> Brief:
    """The brief with the bottom line that the model writes; what was left out is said on stderr."""
    from qa.ask import warnings
    from qa.brief.written import with_bottom_line

    found, written = with_bottom_line(found, material, model.chat, model.judge)
    for line in warnings(written.problem, written.left_out):
        terminal.warn(line)
    if written.dropped:
        terminal.warn(
            f"{terminal.counted(len(written.dropped), 'statement')} of the model's left out: the sources don't say so."
        )
    return replace(found, usage=model.chat.usage)


def _estimate(found: Brief, material: Material | None, model: Model | None, settings: Settings) -> int:
    """Says what the bottom line would take at the most; nothing is sent."""
    from qa import estimate
    from qa.brief.written import request

    if model is None:
        raise InputError("There is nothing to estimate: the extractive brief sends nothing. Name a model with --model.")
    requests = [] if material is None else [request(found, material, model.chat.name, settings.context)]
    terminal.put(estimate.said(estimate.of_requests(requests, model.chat, settings, judged=model.judge is not None)))
    return 0


def _deliver(found: Brief, form: str, file: Path | None, force: bool) -> None:
    """Prints the brief, or writes the file and says so."""
    content = _rendered(found, form)
    if file is None:
        assert isinstance(content, str)
        terminal.put(content.rstrip("\n"))
        return
    from qa.brief.files import write

    write(file, content.encode("utf-8") if isinstance(content, str) else content, force=force)
    counts = (
        f"{terminal.counted(len(found.paragraphs), 'paragraph')}, {terminal.counted(len(found.citations), 'citation')}"
    )
    said = f"{counts}, from {terminal.counted(len(found.sources), 'article')}"
    terminal.put(f"Wrote {terminal.safe(str(file))}: {said if found.answered else 'the sources hold nothing on this'}.")


def _rendered(found: Brief, form: str) -> str | bytes:
    """The brief in a format: text, or the bytes of a Word file."""
    if form == "json":
        from qa import payload

        return terminal.as_json(payload.of_brief(found)) + "\n"
    if form == "docx":
        from qa.brief import docx

        return docx.render(found)
    if form == "html":
        from qa.brief.web import render

        return render(found)
    from qa.brief import markdown

    return markdown.render(found)
