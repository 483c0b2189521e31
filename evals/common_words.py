"""Writes index/data/common_words.txt: `python -m evals.common_words`.

The embedder's tokenizer has BERT's vocabulary (Devlin et al. 2019), which lists the words of Wikipedia and books by how
often they stand there, so a word's place in it tells its frequency (Zipf 1949) without a corpus at hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from index import words
from index.embed import TOKENIZER

FIRST = "the"  # what comes before it in the vocabulary are characters and control tokens
KEPT = 8_000  # stems: rarer ones weigh as much as one that is not listed, to a tenth
WHERE = Path(words.__file__).parent / "data" / "common_words.txt"


def main() -> int:
    """Write the file; the exit status."""
    vocabulary: dict[str, int] = json.loads(TOKENIZER.read())["model"]["vocab"]
    stems: dict[str, None] = {}
    for word, n in sorted(vocabulary.items(), key=lambda item: item[1]):
        if n >= vocabulary[FIRST] and word.isascii() and word.isalpha() and len(word) > 1:
            stems.update(dict.fromkeys(words.tokens(word, "en")))
    kept = list(stems)[:KEPT]
    head = "# English stems, the commonest first; made by `python -m evals.common_words`, which says from what.\n"
    WHERE.write_text(head + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"wrote {len(kept)} stems: {WHERE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
