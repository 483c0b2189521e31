"""`qa doctor`: the state, and checks of each part that `qa` stands on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from index.errors import EmptyIndex, PressbriefError, StorageError, WrongFormat
from qa import options, terminal
from qa.settings import DEFAULT_MODEL, Settings

SENTENCE = "The ministers met on Wednesday."


@dataclass(frozen=True, slots=True)
class Check:
    """One part and how it is; `says` names the next step where `ok` is false."""

    name: str
    ok: bool
    says: str


@click.command("doctor")
@options.json_flag
@options.takes_settings("model", "context", "embedder", "chroma")
def command(settings: Settings, as_json: bool) -> int:
    """Check that everything `qa` needs is there and works.

    Shows what `qa status` shows, then checks the index and the files of the embedding model against their known hashes,
    embeds one sentence and asks the vector index for it. A model that is named is sent a greeting, to see what its
    server can do. Exit status 1 if a check fails.

    \b
    Examples:
      qa doctor
      qa doctor --json
    """
    from qa import command_status, state

    found = list(checks(settings))
    try:
        now = state.gather(settings)
    except PressbriefError:  # the check named "index" says it; the settings are worth showing all the same
        now = state.State(settings, state.versions(), None)
    if as_json:
        record: dict[str, Any] = command_status.as_record(now)
        record["checks"] = [{"name": check.name, "ok": check.ok, "says": check.says} for check in found]
        terminal.put(terminal.as_json(record))
    else:
        marks = [f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {terminal.safe(check.says)}" for check in found]
        terminal.put("\n".join([*command_status.lines(now), "", *marks]))
    return 0 if all(check.ok for check in found) else 1


def checks(settings: Settings) -> Iterator[Check]:
    """Each check, run as it is asked for."""
    for name, run in (("index", _index), ("embedder", _embedder), ("vectors", _vectors), ("model", _model)):
        try:
            yield Check(name, True, run(settings))
        except PressbriefError as error:
            yield Check(name, False, str(error))


def _index(settings: Settings) -> str:
    """What the index is like; raises StorageError."""
    from qa import state

    held = state.holdings(settings.index)
    return "nothing added yet" if held is None else f"readable, format {held.meta.format}"


def _embedder(settings: Settings) -> str:
    """How long one embedding took; raises EmbedderError when a file differs or the model can't run, ModelError when its
    server can't be used: that is asked whether or not the sentence's vector is kept."""
    from qa import embedders

    embedder = embedders.load(settings)
    began = time.monotonic()
    vector = embedder.reach() if isinstance(embedder, embedders.Reachable) else embedder.query(SENTENCE)
    seconds = time.monotonic() - began
    return f"{embedder.name}, {len(vector)} dimensions, loaded and one sentence embedded in {seconds:.2f} s"


def _vectors(settings: Settings) -> str:
    """How Chroma answered one question; raises StorageError when it can't be used, WrongFormat for another embedder."""
    from index.nearest import Nearest
    from index.store import Store
    from qa import embedders

    try:
        store = Store.open(settings.index)
    except EmptyIndex:
        return "nothing added yet"
    with store:
        embedder = embedders.load(settings)
        if store.meta.embedder != embedder.name:
            raise WrongFormat(
                f"The index was built with the embedder {store.meta.embedder}, not {embedder.name}: "
                "run 'qa reindex' to change it, or set the embedder back."
            )
        if not store.vector_count():
            return "none: no article is in a language that the embedder serves"
        found: list[str] = []
        # compared=0: ask Chroma however few the vectors are
        nearest = Nearest(store, found.append, chroma_url=settings.chroma, compared=0)
        try:
            nearest.search(embedder.query(SENTENCE), 1)
        finally:
            nearest.close()
    if found:
        raise StorageError(found[0])
    return "Chroma answers and agrees with the stored articles"


def _model(settings: Settings) -> str:
    """What the model's server can do, asked anew; raises ModelError or SettingError when it can't be used."""
    if settings.model == DEFAULT_MODEL:
        return "extractive: quotes the sources and sends nothing"
    from qa import models

    found: list[str] = []
    with models.opened(settings, warn=found.append, anew=True) as model:
        assert model is not None
        able, window = model.chat.abilities(), model.chat.context()
        forms = {
            "json_schema": "keeps to JSON schemas",
            "json_object": "writes JSON",
            "none": "writes prose with marks",
        }
        streams = "streams" if able.stream else "does not stream"
        size = f"a window of {window:,} tokens" if window else "a window that nobody tells (set QA_CONTEXT)"
        return "; ".join([f"{model.chat.name} {forms[able.schema]}, {streams}, has {size}", *found])
