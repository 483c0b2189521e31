"""`qa status`: what is in force and why, and what the index holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qa import options, terminal
from qa.settings import DEFAULT_MODEL, NAMES, Settings

if TYPE_CHECKING:
    from qa.state import Holdings, State

_SHOWN = 10  # articles whose file is gone, named one by one; the rest as a number


@click.command("status")
@options.json_flag
@options.takes_settings("model", "context", "embedder", "chroma")
def command(settings: Settings, as_json: bool) -> int:
    """Show what is in force and why, and what the index holds.

    Each value is shown with where it came from: a flag, a variable, a qa.toml or the default. A key is never shown,
    only whether there is one.

    \b
    Examples:
      qa status
      qa status --json
    """
    from qa import state

    now = state.gather(settings)
    terminal.put(terminal.as_json(as_record(now)) if as_json else "\n".join(lines(now)))
    return 0


def lines(now: State) -> list[str]:
    """The state as a person reads it."""
    settings, version = now.settings, now.versions
    values = {
        "index": str(settings.index),
        "model": settings.model,
        "embedder": settings.embedder,
        "chroma": settings.chroma or "inside the index folder",
        "context": f"{settings.context:,} tokens" if settings.context else "not set",
    }
    rows: list[tuple[str, str, str]] = [(name, values[name], settings.origins[name]) for name in NAMES]
    rows.append(("key", "present" if settings.has_key else "none", "environment variable OPENAI_API_KEY"))
    rows.append(("base url", settings.base_url or "OpenAI's own", "environment variable OPENAI_BASE_URL"))
    names = {"pressbrief": "Pressbrief", "python": "Python", "chromadb": "chromadb", "sqlite": "SQLite"}
    return [
        ", ".join(f"{shown} {version[name]}" for name, shown in names.items()),
        "",
        *(f"{name + ':':<10} {terminal.safe(value)}  ({terminal.safe(origin)})" for name, value, origin in rows),
        *_unused_server(settings),
        "",
        *(_holdings(now.holdings) if now.holdings else ["The index is empty: fill it with qa add PATH."]),
    ]


def _unused_server(settings: Settings) -> list[str]:
    """A word to those who set a key or a server and wonder why it is not asked: only a named model is."""
    if settings.model == DEFAULT_MODEL and (settings.has_key or settings.base_url):
        return ["No model is named, so none is asked: name one with --model or QA_MODEL, or say auto."]
    return []


def _holdings(held: Holdings) -> list[str]:
    counts, meta, number = held.counts, held.meta, terminal.counted
    languages = ", ".join(f"{terminal.safe(name or 'unknown')} {n}" for name, n in sorted(counts.languages.items()))
    sizes = [number(counts.sentences, "sentence"), number(counts.chunks, "passage"), f"{counts.bytes / 1e6:.1f} MB"]
    vectors = f"{number(counts.vectors, 'vector')} of {terminal.safe(meta.embedder)} ({meta.dimension} dimensions)"
    gone = [f"  {terminal.safe(head.id)}  {terminal.safe(head.source)}" for head in held.gone[:_SHOWN]]
    if len(held.gone) > _SHOWN:
        gone.append(f"  and {len(held.gone) - _SHOWN} more")
    if gone:
        gone.insert(0, f"{number(len(held.gone), 'article')} whose file is gone:")
    return [
        f"{number(counts.articles, 'article')} ({languages}), {', '.join(sizes)}",
        f"{vectors}, {counts.pending:,} not yet in Chroma",
        f"format {meta.format}, generation {meta.generation}",
        *gone,
    ]


def as_record(now: State) -> dict[str, Any]:
    """The state as JSON says it."""
    settings, held = now.settings, now.holdings
    return {
        "version": 1,
        "versions": dict(now.versions),
        "settings": {
            "index": str(settings.index),
            "model": settings.model,
            "embedder": settings.embedder,
            "chroma": settings.chroma,
            "context": settings.context,
            "base_url": settings.base_url,
            "has_key": settings.has_key,
        },
        "origins": dict(settings.origins),
        "index": None
        if held is None
        else {
            "format": held.meta.format,
            "generation": held.meta.generation,
            "embedder": held.meta.embedder,
            "dimension": held.meta.dimension,
            "articles": held.counts.articles,
            "sentences": held.counts.sentences,
            "passages": held.counts.chunks,
            "vectors": held.counts.vectors,
            "pending": held.counts.pending,
            "bytes": held.counts.bytes,
            "languages": dict(held.counts.languages),
            "gone": [{"article_id": head.id, "source": head.source} for head in held.gone],
        },
    }
