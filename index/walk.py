"""The files that paths and folders stand for: in order, each once, and nothing that would block or never end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.problem import Problem

TEXT = frozenset({".txt"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm"})
JSONL = frozenset({".jsonl", ".ndjson"})
ENDINGS = TEXT | MARKDOWN | HTML | JSONL


class Walk:
    """Iterates over the absolute paths of the files to read, and a `Problem` for each path that gives none.

    Folders are walked in the order of their names; hidden files and folders in them are left out, files with other
    endings are counted in `skipped`. A folder reached twice, as by a loop of symbolic links, is walked once.
    """

    def __init__(self, paths: Sequence[Path | str]) -> None:
        self._paths = paths
        self._folders: set[tuple[int, int]] = set()  # device and inode
        self._files: set[str] = set()
        self.skipped = 0

    def __iter__(self) -> Iterator[str | Problem]:
        for path in self._paths:
            yield from self._named(os.path.abspath(path))

    def _named(self, path: str) -> Iterator[str | Problem]:
        """The file or the folder's files that the user named."""
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            broken = os.path.islink(path)
            yield Problem(path, "is a symbolic link to nothing" if broken else "doesn't exist; check the path")
            return
        except (OSError, ValueError) as cause:
            yield Problem(path, reason_of(cause))
            return
        if not stat.S_ISDIR(mode):
            if path not in self._files:
                self._files.add(path)
                yield path
            return
        before = self.skipped
        found = False
        for item in self._folder(path):
            found = True
            yield item
        if not found:
            others = self.skipped - before
            has = f"has no article, only {others} other file{'s' * (others != 1)}" if others else "has no article"
            yield Problem(path, f"{has}; articles end in .txt, .md, .html or .jsonl")

    def _folder(self, path: str) -> Iterator[str | Problem]:
        # A stack and no recursion: folders may be nested deeper than Python's calls.
        waiting = [path]
        while waiting:
            path = waiting.pop()
            if os.path.isdir(path):
                inside, problem = self._entries(path)
                waiting += reversed(inside)
                if problem:
                    yield problem
            elif ending(path) not in ENDINGS:
                self.skipped += 1
            elif path not in self._files:
                self._files.add(path)
                yield path

    def _entries(self, path: str) -> tuple[list[str], Problem | None]:
        """The paths of what is in a folder, sorted; none if it was met before."""
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in self._folders:
                return [], None
            self._folders.add((status.st_dev, status.st_ino))
            return sorted(os.path.join(path, name) for name in os.listdir(path) if not name.startswith(".")), None
        except OSError as cause:
            return [], Problem(path, reason_of(cause))


def ending(path: str) -> str:
    """The ending of a file's name in lower case, with its dot; "" without one."""
    return os.path.splitext(path)[1].lower()


def reason_of(cause: OSError | ValueError) -> str:
    """Why a file or folder can't be read, and what to do, on one line."""
    if isinstance(cause, PermissionError):
        return "can't be read: permission denied; change its permissions or leave it out"
    if isinstance(cause, OSError):
        return f"can't be read: {(cause.strerror or type(cause).__name__).lower()}; check the path"
    return "is no path; check its spelling"
