"""The vectors in Chroma: one collection of one index. The only module that imports chromadb.

Chroma is derived: SQLite has every vector, too. So whatever goes wrong here is one error, VectorsUnusable, after which
a reader compares the vectors of SQLite one by one and a writer builds the collection again.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import StorageError

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings
    from numpy.typing import NDArray

# Chroma saves its graph when this many vectors were written since the last time; what is not saved is inserted anew by
# every process that opens the folder. With the default of 1,000, opening 20,000 vectors took 750 ms; saved, 55 ms.
UNSAVED = 32


class VectorsUnusable(StorageError):
    """Chroma's collection is missing, damaged, of another metric or size, or its server can't be reached."""


class Vectors:
    """The collection of an index; ids are the rowids of embeddings. `close` it before another process may write."""

    def __init__(self, client: ClientAPI, name: str, dimension: int, where: str, *, fresh: bool) -> None:
        self._client = client
        self._name = name
        self._dimension = dimension
        self._where = where
        with chroma_errors(where):
            self._collection = self._fresh() if fresh else client.get_collection(name, embedding_function=None)
            self._check()

    @classmethod
    def open(cls, folder: Path, url: str, name: str, dimension: int, *, fresh: bool = False) -> Vectors:
        """The collection `name` in a folder or, if `url` isn't "", on a server.

        If `fresh` it is made, empty; else VectorsUnusable is raised when there is none, and nothing is written.
        """
        if not url and not fresh and not (folder / "chroma.sqlite3").is_file():
            raise VectorsUnusable(f"there is no vector index in {folder}")
        where = url or str(folder)
        with chroma_errors(where):
            client = _client(folder, url)
            try:
                return cls(client, name, dimension, where, fresh=fresh)
            except BaseException:
                _close(client)
                raise

    def upsert(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds or replaces vectors, (n, d), in batches that Chroma takes. Raises VectorsUnusable."""
        with chroma_errors(self._where):
            size = self._client.get_max_batch_size()
            for start in range(0, len(ids), size):
                some = [str(number) for number in ids[start : start + size]]
                self._collection.upsert(ids=some, embeddings=vectors[start : start + size])

    def delete(self, ids: Sequence[int]) -> None:
        """Removes vectors; unknown ids are left alone. Raises VectorsUnusable."""
        with chroma_errors(self._where):
            size = self._client.get_max_batch_size()
            for start in range(0, len(ids), size):
                self._collection.delete(ids=[str(number) for number in ids[start : start + size]])

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The ids of the k nearest vectors, best first, each with its cosine. Raises VectorsUnusable."""
        with chroma_errors(self._where):
            found = self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"])
            distances = (found["distances"] or [[]])[0]
            return [(int(number), 1.0 - float(d)) for number, d in zip(found["ids"][0], distances, strict=True)]

    def count(self) -> int:
        """How many vectors the collection holds. Raises VectorsUnusable."""
        with chroma_errors(self._where):
            return int(self._collection.count())

    def holds(self, count: int) -> bool:
        """Whether there are so many vectors and they can be found. A graph that lost its files finds none, silently."""
        import numpy as np

        if self.count() != count:
            return False
        probe = np.full(self._dimension, self._dimension**-0.5, np.float32)
        return len(self.query(probe, 10)) == min(count, 10)

    def reset(self) -> None:
        """Makes the collection empty. Raises VectorsUnusable."""
        with chroma_errors(self._where):
            self._collection = self._fresh()

    def close(self) -> None:
        """Frees the folder or the connection."""
        with chroma_errors(self._where):
            _close(self._client)

    def _fresh(self) -> Collection:
        from chromadb.errors import NotFoundError

        try:
            self._client.delete_collection(self._name)
        except NotFoundError:
            pass  # the first time
        return self._client.create_collection(
            self._name,
            embedding_function=None,  # else Chroma prepares to download a model
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "sync_threshold": UNSAVED,
                    # With Chroma's own 16, 100 and 100 the graph left single vectors out of reach: 4 of about 4,000
                    # searches for a vector that was there did not find it; with these none.
                    "max_neighbors": 32,
                    "ef_construction": 200,
                    "ef_search": 200,
                }
            },
            metadata={"dimension": self._dimension},
        )

    def _check(self) -> None:
        """Raises VectorsUnusable unless metric and size are what the index needs: Chroma ignores a changed metric."""
        configuration: Any = self._collection.configuration
        graph = configuration.get("hnsw") or configuration.get("spann") or {}
        metric, dimension = graph.get("space"), (self._collection.metadata or {}).get("dimension")
        if metric != "cosine" or dimension != self._dimension:
            raise VectorsUnusable(
                f"the vector index in {self._where} has metric {metric} and {dimension} dimensions,"
                f" not cosine and {self._dimension}"
            )


def _client(folder: Path, url: str) -> ClientAPI:
    """A client for the folder or the server, silent and without telemetry."""
    import chromadb

    if not url:
        from chromadb.api.shared_system_client import SharedSystemClient

        path = str(folder.absolute())
        try:
            return chromadb.PersistentClient(path, settings=_settings())
        except BaseException:
            # Chroma 1.5.9 keeps what it could not start, and gives it out again for the same path, whatever is there.
            SharedSystemClient._identifier_to_system.pop(path, None)
            raise
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise VectorsUnusable(f"{url!r} is not the address of a Chroma server: write http://HOST:PORT")
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        parts.hostname, parts.port or (443 if secure else 8000), ssl=secure, settings=_settings()
    )


def _close(client: ClientAPI) -> None:
    """Closes the client and, for a server, both its connections, which its own `close` leaves open in 1.5.9."""
    parts = [client, getattr(client, "_admin_client", None)]
    sessions = [getattr(getattr(part, "_server", None), "_session", None) for part in parts]
    client.close()  # type: ignore[attr-defined]
    for session in filter(None, sessions):
        session.close()


def _settings() -> Settings:
    from chromadb.config import Settings

    # Chroma reads its settings from the working folder's .env, too: a stranger's file must not move the index.
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        migrations="apply",
        chroma_server_host=None,
        chroma_server_http_port=None,
    )


def graph_sizes(folder: Path) -> str:
    """The sizes of the graph's files in Chroma's folder, as one line to compare; "" when there is none.

    Chroma reads what is left of a cut or missing file, finds other neighbours, or crashes the process: so files are
    compared with what they were before it sees them. Sizes, for a copied folder must still do.
    """
    files = sorted((file.name, file.stat().st_size) for file in folder.glob("*/*") if file.is_file())
    return " ".join(f"{name}:{size}" for name, size in files)


@contextmanager
def chroma_errors(where: str) -> Iterator[None]:
    """Turns what Chroma raises into VectorsUnusable, and keeps its deprecation notes from people's terminals."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except StorageError:
        raise
    except BaseException as error:
        if not _is_chromas(error):
            raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise VectorsUnusable(f"the vector index in {where} can't be used ({reason})") from error


def _is_chromas(error: BaseException) -> bool:
    """Whether this is a failure of Chroma's: its own errors, the network's and files', or a panic of its Rust part.

    A panic is no Exception, so it can't be caught by its class without importing what may not be loaded.
    """
    if type(error).__name__ == "PanicException":
        return True
    if isinstance(error, (OSError, ValueError, RuntimeError, KeyError)):
        return True
    return any(base.__module__.startswith(("chromadb.", "httpx")) for base in type(error).__mro__)
