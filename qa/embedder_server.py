"""Vectors from the embedding model of an OpenAI-compatible server, kept so that no text is paid for twice.

A server gives one vector a text and no states of its tokens, so each sentence is embedded beside its passage. That is
about twice the tokens, and needed: passages are fused by their best sentence and sentences are ranked by their own
vectors (index/search.py, index/rank.py); words alone find the right sentence of the right passage less often.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from index import tokens
from index.embed import Passage, normalised
from index.errors import ContextTooLong, EmbedderError, ModelRefused
from index.scale import Scale, anchors, measured
from qa import embedding_prefixes, prices
from qa.embedding_batches import SHORTEST, Limits, batches, cut, limits
from qa.vector_cache import Known, VectorCache, key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

PROBE = "The ministers met on Wednesday."  # what is embedded when only the length of the vectors is asked for
LOOPBACK = re.compile(r"^(127\.[\d.]+|\[::1\]|0\.0\.0\.0)(?=:|$)")
# In the words of servers that take fewer texts at once (text-embeddings-inference, vLLM, routers).
TOO_MANY = re.compile(r"batch|too many inputs|array|maximum allowed|input(s)? (items|count)|too large", re.IGNORECASE)


class Vectorising(Protocol):
    """What asks the server; qa.llm.Server does."""

    def embed(self, texts: Sequence[str]) -> tuple[list[list[float]], int]:
        """A vector for each text, all of one length, and the tokens that were read. Raises ModelError."""


class ServerEmbedder:
    """See index.embed.Embedder. `base_url` is the server's address, None for OpenAI's own.

    `record` is told the calls and tokens of each request that was answered, `progress` how many of how many texts of a
    run of passages are embedded. `warn` is given a line for the user when a text had to be cut.
    """

    languages: frozenset[str] | None = None  # which ones a model knows, its server doesn't tell; most know many

    def __init__(
        self,
        server: Vectorising,
        model: str,
        *,
        base_url: str | None,
        cache: VectorCache,
        warn: Callable[[str], None],
        record: Callable[[int, int], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self._server = server
        self._model = model
        self._prefixes = embedding_prefixes.of(model)
        self.name = name(model, base_url)
        self._listed = _listed(model, base_url)
        self._cache = cache
        self._warn = warn
        self._record = record
        self._progress = progress
        self._most = self._limits = limits(base_url)
        self._window = prices.window(model)  # in tokens; None until the server refuses a text
        self._known: Known | None = None
        self._cuts_said = False

    @property
    def dimension(self) -> int:
        """See Embedder: known of the model, remembered from an earlier run, or found out by one short text."""
        known = self._recalled()
        if known is None:
            return len(self._vectors([self._prefixes.passage + PROBE])[0])
        return known.dimension

    def passages(self, passages: Sequence[Passage]) -> list[tuple[Vector, Vector]]:
        """See Embedder. Blank sentences have the vector 0. Raises ModelError; what came before it is kept."""
        import numpy as np

        texts = [t for p in passages for t in (p.text, *(p.text[start:end] for start, end in p.sentences))]
        vectors = iter(self._vectors([self._prefixes.passage + t if t.strip() else "" for t in texts]))
        out: list[tuple[Vector, Vector]] = []
        for passage in passages:
            whole = next(vectors)
            own = [next(vectors) for _ in passage.sentences]
            out.append((whole, np.array(own, np.float32).reshape(len(own), len(whole))))
        return out

    def query(self, text: str) -> Vector:
        """See Embedder."""
        return self._vectors([self._prefixes.query + text if text.strip() else ""])[0]

    def reach(self) -> Vector:
        """The vector of one short text, asked of the server whether or not it is kept: what a check of it needs."""
        text = self._prefixes.query + PROBE
        vectors, read = self._server.embed([text])
        if self._record:
            self._record(1, read)
        have: dict[bytes, Vector] = {}
        self._keep([text], vectors, have)
        return have[key(self.name, text)]

    def scale(self) -> Scale:
        """See index.scale.Scaled: measured once for a model, by two calls, and remembered."""
        import numpy as np

        known = self._recalled()
        if known is None or known.slope is None:
            questions, sentences = anchors()
            asked = self._vectors([self._prefixes.query + text for text in questions])
            found = self._vectors([self._prefixes.passage + text for text in sentences])
            scale = measured(np.array(asked), np.array(found))
            known = self._known = Known(len(asked[0]), scale.slope, scale.offset)
            self._cache.learn(self.name, known)
        return Scale(known.slope or 1.0, known.offset or 0.0)

    def estimate(self, passages: Sequence[Passage]) -> tuple[int, int]:
        """How many texts of the passages are not in the cache, and their tokens. Nothing is sent."""
        texts = [t for p in passages for t in (p.text, *(p.text[start:end] for start, end in p.sentences))]
        keys = {key(self.name, sent): sent for t in texts if t.strip() for sent in [_clean(self._prefixes.passage + t)]}
        missing = [keys[each] for each in self._cache.missing(list(keys))]
        return len(missing), sum(min(tokens.count(text, self._model), self._window or 1 << 62) for text in missing)

    def _recalled(self) -> Known | None:
        """What is known of the model without asking its server."""
        if self._known is None:
            self._known = self._cache.known(self.name) or (Known(self._listed) if self._listed else None)
        return self._known

    def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        """The vector of each text as it is sent, with norm 1; 0 for an empty one. Each text is sent once."""
        import numpy as np

        sent = [_clean(text) for text in texts]
        keys = {text: key(self.name, text) for text in sent if text}
        have = self._cache.get(keys.values())
        self._send([text for text, each in keys.items() if each not in have], have)
        dimension = len(next(iter(have.values()))) if have else self.dimension
        return [have[keys[text]] if text else np.zeros(dimension, np.float32) for text in sent]

    def _send(self, texts: Sequence[str], have: dict[bytes, Vector]) -> None:
        """Embeds texts that were not embedded before, batch by batch; each batch is kept before the next is sent."""
        if not texts:
            return
        if self._progress:
            self._progress(0, len(texts))
        left = list(texts)
        sizes = [tokens.count(text, self._model) for text in left]
        while left:
            run = next(batches(sizes, self._limits))
            batch = [self._fitting(text, size) for text, size in zip(left[run], sizes[run], strict=True)]
            try:
                vectors, read = self._server.embed(batch)
            except (ContextTooLong, ModelRefused) as error:
                self._smaller(error, batch)
                continue
            if self._record:
                self._record(1, read)
            self._keep(left[run], vectors, have)
            del left[run], sizes[run]
            if self._progress:
                self._progress(len(texts) - len(left), len(texts))

    def _keep(self, texts: Sequence[str], vectors: Sequence[Sequence[float]], have: dict[bytes, Vector]) -> None:
        """Checks the vectors' length and puts them into the cache and into `have`."""
        import numpy as np

        unit = normalised(np.array(vectors, np.float32))
        length = unit.shape[1]
        known = self._recalled()
        if known is not None and length != known.dimension:
            self._cache.learn(self.name, Known(length))
            raise EmbedderError(
                f"The embedding model {self.name} gives vectors of {length} numbers, not of {known.dimension}: it"
                " is another model now. What was kept of it is forgotten; run 'qa reindex'."
            )
        fresh = {key(self.name, text): vector for text, vector in zip(texts, unit, strict=True)}
        self._cache.put(self.name, fresh)
        self._known = known or Known(length)
        have.update(fresh)

    def _fitting(self, text: str, size: int) -> str:
        """The text, or as much of it as the model's window takes, which is said once."""
        if self._window is None or size <= self._window:
            return text
        if not self._cuts_said:
            self._cuts_said = True
            self._warn(
                f"A sentence or passage is longer than the {self._window:,} tokens that {self.name} takes: its end is "
                "not in its vector."
            )
        return cut(text, size, self._window, self._model)[0]

    def _smaller(self, error: ContextTooLong | ModelRefused, batch: Sequence[str]) -> None:
        """Lowers the limits after a refusal that is about size; else the error is raised again."""
        if len(batch) > 1 and (isinstance(error, ContextTooLong) or TOO_MANY.search(str(error))):
            self._limits = Limits(len(batch) // 2, self._limits.tokens)
        elif isinstance(error, ContextTooLong) and len(batch[0]) > SHORTEST:
            size = tokens.count(batch[0], self._model)
            # Its tokens are not ours: below its own figure by a tenth, and lower with each refusal.
            self._window = min(int((error.limit or size) * 0.9), int(size * 0.75))
            self._limits = self._most  # it was this text, not how many there were
        else:
            raise error


def name(model: str, base_url: str | None) -> str:
    """What is recorded in an index: "openai:MODEL", with the server unless it is OpenAI's, and the prefixes' family.

    A model of the same name on another server may be another version, cut to fewer bits or pooled in another way, and
    nothing would tell; the price is that an index is built again when its server moves. All names of this machine are
    one, "localhost". Vectors made with other prefixes differ, too, hence the family.
    """
    host = LOOPBACK.sub("localhost", prices.host(base_url))
    at = "" if host == prices.OPENAI else f"@{host}"
    family = embedding_prefixes.of(model).name
    return f"openai:{model}{at}{'+' + family if family else ''}"


def _listed(model: str, base_url: str | None) -> int | None:
    """The length of the vectors of OpenAI's own models, where they are asked of OpenAI."""
    return prices.dimensions(model) if prices.host(base_url) == prices.OPENAI else None


def _clean(text: str) -> str:
    """The text as it can be sent: half characters have no place in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
