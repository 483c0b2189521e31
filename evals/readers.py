"""Which reader answers for a model's name: the one place where the evaluation meets the readers."""

from __future__ import annotations

from collections.abc import Callable

from index.errors import InputError
from index.search import Retrieval
from qa.records import Answer
from qa.settings import Settings

EXTRACTIVE = "extractive"

Reader = Callable[[str, Retrieval], Answer]


def reader(settings: Settings, *, seed: int = 0, cached: bool = True) -> Reader:  # noqa: ARG001
    """What answers a question from what was found for it, by the model of the settings; safe to call from any thread.

    `seed` and `cached` (whether replies given before may be used) concern readers that ask a model.
    """
    if settings.model == EXTRACTIVE:
        from qa.ask import answer

        return answer
    raise InputError(
        f"The model {settings.model!r} can't be used yet: this version reads with 'extractive' alone; "
        "leave --model and QA_MODEL out."
    )
