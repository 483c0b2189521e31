"""Files that a brief is written to: whole or not at all, and never over one that is not ours."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from index.errors import InputError
from qa.brief.shown import MARK

_LOOKED_AT = 2_000_000  # bytes of a file that are searched for our mark


def write(path: Path, content: bytes, *, force: bool = False) -> None:
    """Writes the file in one step. InputError when it can't be, or when a file that is not ours stands there."""
    try:
        if not force and path.exists() and not _ours(path):
            raise InputError(f"{path} was not written by `qa brief`: name another file, or give --force to replace it.")
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(content)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{path} can't be written ({error.strerror or error}): name a file in a folder that is there."
        ) from error


def _ours(path: Path) -> bool:
    """Whether the file bears our mark; an empty one has nothing to lose."""
    if path.is_dir():
        return True  # os.replace says what is wrong
    data = path.read_bytes()[:_LOOKED_AT]
    if not data or MARK.encode() in data:
        return True
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n == "docProps/core.xml"]
            return any(MARK.encode() in archive.read(name) for name in names)
    return False
