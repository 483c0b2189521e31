"""Searching by vector: Chroma where it can be trusted, with what it lacks; else every stored vector in turn."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from index import chroma_sync, schema
from index.lock import reading_chroma
from index.store import Store
from index.vectors import Vectors, VectorsUnusable, graph_sizes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Up to this many vectors all are compared one by one, which is exact and spares the import of chromadb and the loading
# of its graph: for one question 15 ms (index/flat.py) against 1,100 at 100,000 vectors.
COMPARED = 150_000


class Nearest:
    """The vector side of one Store. `warn` is told, once and in one line, why Chroma could not be used."""

    def __init__(
        self, store: Store, warn: Callable[[str], None], *, chroma_url: str | None = None, compared: int = COMPARED
    ) -> None:
        self._store = store
        self._warn = warn
        self._url = (chroma_url or "").rstrip("/")
        self._compared = compared
        self._vectors: Vectors | None = None
        self._size: int | None = None
        self._exact = False

    def search(
        self, vector: NDArray[np.float32], k: int, *, articles: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The k chunks nearest to a vector of norm 1, best first, with their cosines; in those articles if given."""
        near = self._ask_chroma(vector, k) if articles is None and self._are_many() else None
        if near is None:
            return self._store.by_vector_exact(vector, k, articles=articles)
        found = self._store.chunks_of(near) + self._store.by_vector_exact(vector, k, pending_only=True)
        return sorted(found, key=lambda scored: (-scored[1], scored[0]))[:k]

    def close(self) -> None:
        """Frees Chroma."""
        vectors, self._vectors = self._vectors, None
        if vectors is not None:
            try:
                vectors.close()
            except VectorsUnusable:
                pass  # it was only read

    def _are_many(self) -> bool:
        """Whether there are so many vectors that Chroma is asked."""
        if self._size is None:
            self._size = self._store.vector_count()
        return self._size > self._compared and not self._exact

    def _ask_chroma(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """The k nearest embeddings that Chroma knows, with cosines; None when it can't be asked now or at all."""
        seen = self._store.meta
        with reading_chroma(self._store.folder) as free:
            if not free:
                return None  # a writer is at it: a matter of seconds
            now = self._store.now()
            if now.chroma_epoch != seen.chroma_epoch:
                self.close()
                self._exact = True  # Chroma is ahead of what the store sees
                return None
            try:
                near = self._open(now).query(vector, k)
                if len(near) < min(k, now.chroma_count):
                    raise VectorsUnusable("the vector index has lost some of its vectors")
            except VectorsUnusable as error:
                self.close()
                self._exact = True
                self._warn(f"{error}: all vectors are compared instead, exact but slower; 'qa reindex' repairs it.")
                return None
        return near

    def _open(self, meta: schema.Meta) -> Vectors:
        """Chroma's collection; raises VectorsUnusable unless it is complete and where it should be."""
        if self._vectors is not None:
            return self._vectors
        if not meta.chroma_clean:
            raise VectorsUnusable("the vector index was left unfinished")
        if meta.chroma_at != self._url:
            raise VectorsUnusable(
                f"the vectors are in {meta.chroma_at or 'the index folder'}, not where they are asked"
            )
        folder = self._store.folder / schema.CHROMA
        if graph_sizes(folder) != meta.chroma_graph:
            raise VectorsUnusable(f"the vector index in {folder} is damaged")
        self._vectors = Vectors.open(folder, self._url, chroma_sync.collection(meta), meta.dimension)
        if (held := self._vectors.count()) != meta.chroma_count:
            raise VectorsUnusable(f"the vector index holds {held} vectors where {meta.chroma_count} were written")
        return self._vectors
