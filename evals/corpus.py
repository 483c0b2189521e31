"""The articles of a suite as an index of their own, built once for the same files, embedder and program."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

import index
import qa
from index import walk
from index.embed import Embedder
from index.errors import InputError
from index.records import Article, Sentence, file_name
from index.store import Store
from index.stored import Head
from qa.grounding import Source

KEPT = 12  # indexes kept in the cache: the least lately used go
_COMPLETE = "complete"


class Corpus:
    """An open index of a suite's articles. `digest` tells its files, `index_digest` what is in it."""

    def __init__(self, store: Store, embedder: Embedder, digest: str) -> None:
        self.store = store
        self.embedder = embedder
        self.digest = digest
        self.heads = store.heads()
        self._sources: dict[str, Source | None] = {}
        whole = "\n".join(sorted(head.digest for head in self.heads))
        self.index_digest = hashlib.sha256(f"{store.meta.embedder}\n{whole}".encode()).hexdigest()[:12]

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self.store.folder

    def source(self, article_id: str) -> Source | None:
        """The article of that id as it is stored, with its sentences; None when there is none."""
        if article_id not in self._sources:
            head = next((h for h in self.heads if h.id == article_id), None)
            found = self.store.articles([head.rowid]) if head else {}
            self._sources[article_id] = (
                Source(found[head.rowid], self.store.sentences(head.rowid)) if head and found else None
            )
        return self._sources[article_id]

    def article(self, article_id: str) -> Article | None:
        """The article of that id."""
        source = self.source(article_id)
        return source.article if source else None

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """Its sentences, in order; none when there is no such article."""
        source = self.source(article_id)
        return source.sentences if source else ()

    def named(self, name: str) -> list[Head]:
        """The articles that a name means: an id or its beginning, a file's name with or without its ending, a title,
        or a part of a file's name; the first of these ways that finds any counts."""
        wanted = name.casefold()
        ways: list[Callable[[Head], bool]] = [
            lambda h: h.id == name,
            lambda h: wanted in (_file(h).casefold(), _file(h).rpartition(".")[0].casefold()),
            lambda h: wanted == (h.title or "").casefold(),
            lambda h: len(name) >= 4 and h.id.startswith(name),
            lambda h: wanted in _file(h).casefold(),
        ]
        return next((found for way in ways if (found := [h for h in self.heads if way(h)])), [])

    def names(self) -> list[str]:
        """The names of the articles' files."""
        return list(dict.fromkeys(_file(head) for head in self.heads))


def _file(head: Head) -> str:
    return file_name(head.source)


@contextmanager
def opened(
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    cached: bool = True,
    progress: Callable[[int, str], None] | None = None,
) -> Iterator[Corpus]:
    """The articles of the paths as an open index: one that was built before for the very same, or a new one.

    `cached` False: the index is new, lies in a temporary folder and is removed at the end. Raises InputError for
    articles that can't be read.
    """
    digest = digest_of(paths)
    if not cached:
        with tempfile.TemporaryDirectory(prefix="pressbrief-eval-") as holder:
            yield from _open(Path(holder), paths, embedder, digest, progress)
        return
    key = hashlib.sha256(f"{digest} {embedder.name} {_digest_of_code(index)}".encode()).hexdigest()[:16]
    root = cache_folder() / "indexes"
    (root / key).mkdir(parents=True, exist_ok=True)
    yield from _open(root / key, paths, embedder, digest, progress)
    _drop_old(root, key)


def _open(
    folder: Path,
    paths: Sequence[Path],
    embedder: Embedder,
    digest: str,
    progress: Callable[[int, str], None] | None,
) -> Iterator[Corpus]:
    """`folder` holds the index and, beside it, the mark that says it is whole: being stopped leaves none."""
    mark = folder / _COMPLETE
    if not mark.exists():
        _build(folder / "index", paths, embedder, progress)
    mark.touch()  # also tells when it was last used
    with Store.open(folder / "index") as store:
        yield Corpus(store, embedder, digest)


def _build(
    folder: Path, paths: Sequence[Path], embedder: Embedder, progress: Callable[[int, str], None] | None
) -> None:
    from index.articles import read
    from index.build import Writer

    with Writer(folder, embedder, wait=600) as writer:
        report = writer.add(read(paths), progress)
    bad = [problem for problem in report.problems if problem.fatal]
    if bad:
        raise InputError(
            f"{bad[0].source}, an article of the suite, can't be used: {bad[0].reason} "
            f"({len(bad)} such in all). Repair it or take it out of the suite's corpus"
        )


def digest_of(paths: Sequence[Path]) -> str:
    """The digest, 12 hex digits, of the files of these paths: their contents and names, not where they lie."""
    total = hashlib.sha256()
    for root in (Path(os.path.abspath(path)) for path in paths):
        for item in walk.Walk([root]):
            if not isinstance(item, str):
                raise InputError(f"{item.source}, of the suite's corpus, {item.reason}")
            name = Path(item).relative_to(root).as_posix() if root.is_dir() else root.name
            content = hashlib.sha256(Path(item).read_bytes()).hexdigest()
            total.update(f"{name}\0{content}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:12]


@cache
def program_digest() -> str:
    """The digest, 12 hex digits, of all that decides an answer: the code and data of `index` and `qa`, the prompts."""
    beside = Path(str(qa.__file__)).parents[1] / "prompts"  # in a checkout; in a wheel they lie within qa
    prompts = "".join(hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(beside.glob("*.md")))
    whole = f"{_digest_of_code(index)} {_digest_of_code(qa)} {prompts}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


@cache
def _digest_of_code(package: ModuleType) -> str:
    folder = Path(str(package.__file__)).parent
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()


def cache_folder() -> Path:
    """Where indexes and run files of evaluations are kept between runs."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("pressbrief", appauthor=False)) / "evals"


def _drop_old(root: Path, used: str) -> None:
    """Removes the indexes that were used least lately, so that the cache doesn't grow for ever."""
    ready = [(mark.stat().st_mtime, mark.parent) for mark in root.glob(f"*/{_COMPLETE}")]
    for _, folder in sorted(ready, reverse=True)[KEPT:]:
        if folder.name != used:
            shutil.rmtree(folder, ignore_errors=True)
