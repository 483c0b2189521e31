"""The sample articles as a real index, built once for a run of the tests."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from index.articles import read
from index.build import Writer
from index.embed import load

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


@functools.cache
def sample_index() -> Path:
    """The folder of the index; it is removed when the process ends."""
    holder = tempfile.TemporaryDirectory(prefix="pressbrief-sample-")
    _KEPT.append(holder)
    folder = Path(holder.name) / "index"
    with Writer(folder, load()) as writer:
        report = writer.add(read([ARTICLES]))
    assert report.added == 9, report.problems
    return folder


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
