"""Text cut into the pieces of multilingual-e5's vocabulary, each with where it begins: a SentencePiece unigram model.

Of all ways to cut a text, the one whose pieces have the largest sum of scores (Kudo 2018, Viterbi). Written in Python
because building the tokenizers library's own model of these 250,000 pieces takes 1.2 s, this 0.2; a passage takes 2 ms.
"""

from __future__ import annotations

from index.e5_file import Vocabulary

META = "\u2581"  # stands for a space inside a piece
UNKNOWN = 10.0  # what a character that is in no piece costs below the worst piece, as SentencePiece has it


class Pieces:
    """The vocabulary, ready to cut texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ids = {text: i for i, text in enumerate(vocabulary.texts)}
        self._scores = vocabulary.scores
        self._unknown = vocabulary.unknown
        self._penalty = min(vocabulary.scores) - UNKNOWN
        self._longest = max(map(len, vocabulary.texts))
        self._replaced = vocabulary.replaced
        for control in vocabulary.texts[: vocabulary.unknown + 1]:  # "<s>" in an article is text, not a control token
            self._ids.pop(control, None)

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """The ids of the pieces of a text, and the character of it at which each begins, a space before left out."""
        normal, places = self._normal(text)
        best = [0.0] + [float("-inf")] * len(normal)
        came = [(0, self._unknown)] * (len(normal) + 1)  # from where, with which piece
        ids, scores, penalty = self._ids, self._scores, self._penalty
        for start in range(len(normal)):
            so_far = best[start]
            for end in range(start + 1, min(start + self._longest, len(normal)) + 1):
                piece = ids.get(normal[start:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end] = so_far + scores[piece]
                    came[end] = start, piece
            if so_far + penalty > best[start + 1]:
                best[start + 1] = so_far + penalty
                came[start + 1] = start, self._unknown
        found: list[int] = []
        begins: list[int] = []
        at = len(normal)
        while at:
            start, piece = came[at]
            visible = start + 1 if normal[start] == META and start + 1 < at else start
            found.append(piece)
            begins.append(places[visible])
            at = start
        return found[::-1], begins[::-1]

    def _normal(self, text: str) -> tuple[str, list[int]]:
        """The text as the vocabulary writes it, and for each of its characters the one of `text` it stands for."""
        pairs = [(c, i) for i, char in enumerate(text) for c in self._replaced.get(ord(char), char)]
        pairs = [pair for n, pair in enumerate(pairs) if not (pair[0] == " " and n and pairs[n - 1][0] == " ")]
        normal, places = "".join(c for c, _ in pairs), [i for _, i in pairs]
        if not normal.startswith(" "):
            normal, places = " " + normal, [0, *places]
        return normal.replace(" ", META), places
