"""How many tokens of evidence a call carries: what the job calls for, within what the model's window leaves."""

from __future__ import annotations

from index import tokens
from qa.chat import Request

EVIDENCE = 1_500  # tokens of evidence for a question
LEAST = 200  # tokens of evidence below which asking is of no use
UNKNOWN_CONTEXT = 8_192  # tokens, where neither the server nor our data tells a window
HEADROOM = 1.25  # other tokenizers may count that much more than ours
PER_MESSAGE = 8  # tokens that a chat template may add to a message


def room(empty: Request, model: str, window: int | None, most: int) -> int:
    """The tokens that are left for evidence in a model's window (None: not known): LEAST to `most`.

    `empty` is the request as it would be without any evidence. Where a window leaves less than LEAST, the server is
    left to say so.
    """
    used = sum(tokens.count(m.content, model) + PER_MESSAGE for m in empty.messages)
    left = int(((window or UNKNOWN_CONTEXT) - empty.max_tokens) / HEADROOM) - used
    return min(most, max(LEAST, left))
