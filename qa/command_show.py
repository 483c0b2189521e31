"""`qa show`: one article as it is stored, its sentences numbered as citations number their places."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click

from index.errors import InputError
from qa import options, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.records import Article, Sentence

_INDENT = " " * 6  # a number of up to four digits and two spaces


@click.command("show")
@click.argument("article_id", metavar="ID")
@click.option(
    "--sentence", "number", type=click.IntRange(min=1), metavar="N", help="Only this sentence, with its place."
)
@click.option("--raw", is_flag=True, help="The stored text alone, without numbers.")
@options.json_flag
@options.takes_settings()
def command(settings: Settings, article_id: str, number: int | None, raw: bool, as_json: bool) -> int:
    """Show one article, its sentences numbered.

    ID comes from `qa list`; its first few characters are enough where no other article begins with them. Places are
    characters of the stored text, counted from 0, the end not included. Control characters are shown, not obeyed;
    --json holds the text exactly as it is stored.

    \b
    Examples:
      qa show 3fa9c2
      qa show 3fa9c2 --sentence 4
      qa show 3fa9c2 --json
    """
    from index.store import Store

    if raw and (number is not None or as_json):
        raise click.UsageError("--raw stands alone: leave out --sentence and --json.")
    with Store.open(settings.index) as store:
        full_id = store.resolve(article_id)
        (head,) = store.heads(ids=[full_id])
        article, sentences = store.article(full_id), store.sentences(head.rowid)
    if number is not None and number > len(sentences):
        raise InputError(f"article {full_id} has {len(sentences)} sentences: there is no sentence {number}")
    if as_json:
        record = as_record(article, sentences)
        terminal.put(terminal.as_json(record if number is None else _one(record, number)))
    elif raw:
        terminal.put(terminal.safe(article.text, keep_newlines=True), end="" if article.text.endswith("\n") else "\n")
    elif number is not None:
        terminal.put(_sentence_and_place(article, sentences[number - 1], number))
    else:
        terminal.put("\n".join([*_head(article), "", *_numbered(article, sentences, _width())]))
    return 0


def as_record(article: Article, sentences: list[Sentence]) -> dict[str, Any]:
    """The article as JSON says it: `text` exactly as stored, and every span a half-open range of its characters."""
    text = article.text
    return {
        "version": 1,
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "source": article.source,
        "notes": [
            {"kind": note.kind, "start": note.start, "end": note.end, "text": text[note.start : note.end]}
            for note in article.notes
        ],
        "sentences": [
            {"n": n, "start": s.start, "end": s.end, "paragraph": s.paragraph, "text": text[s.start : s.end]}
            for n, s in enumerate(sentences, 1)
        ],
        "text": text,
    }


def _one(record: dict[str, Any], number: int) -> dict[str, Any]:
    """The record with that sentence alone and without the text."""
    kept = {key: value for key, value in record.items() if key not in ("text", "sentences")}
    return {**kept, "sentence": record["sentences"][number - 1]}


def _head(article: Article) -> list[str]:
    """The title, then what is known, one line each."""
    known = [
        ("Id", article.id),
        ("Date", article.date),
        ("Publisher", article.publisher),
        ("URL", article.url),
        ("Language", article.language),
        ("Source", article.source),
        *((f"Note ({note.kind})", article.text[note.start : note.end]) for note in article.notes),
    ]
    lines = [f"{label}: {terminal.safe(value)}" for label, value in known if value]
    return [terminal.styled(terminal.safe(article.title or "(no title)"), bold=True), *lines]


def _numbered(article: Article, sentences: list[Sentence], width: int | None) -> list[str]:
    """A line or more for each sentence, with an empty one between paragraphs; `width` None: no wrapping."""
    lines: list[str] = []
    paragraph = sentences[0].paragraph if sentences else 0
    for n, sentence in enumerate(sentences, 1):
        if sentence.paragraph != paragraph:
            lines.append("")
            paragraph = sentence.paragraph
        text = " ".join(terminal.safe(article.text[sentence.start : sentence.end]).split())
        whole = f"{n:>4}  {text}"
        lines += textwrap.wrap(whole, width, subsequent_indent=_INDENT, break_long_words=False) if width else [whole]
    return lines


def _sentence_and_place(article: Article, sentence: Sentence, number: int) -> str:
    quote = terminal.safe(article.text[sentence.start : sentence.end], keep_newlines=True)
    head = [terminal.safe(value) for value in (article.title, article.publisher, article.date) if value]
    place = (
        f"sentence {number}, paragraph {sentence.paragraph + 1}, characters {sentence.start}-{sentence.end}"
        f" of article {terminal.safe(article.id)}"
    )
    return "\n".join([quote, "", ", ".join(head) or terminal.safe(article.source), place])


def _width() -> int | None:
    """The width to wrap to: the terminal's, at most 100 columns; None when stdout is no terminal."""
    return min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else None
