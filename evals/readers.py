"""Which reader answers for a model's name: the one place where the evaluation meets the readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.search import Retrieval
from qa import models
from qa.ask import answer, written
from qa.records import Answer
from qa.settings import DEFAULT_MODEL, Settings

if TYPE_CHECKING:
    from qa.models import Model

EXTRACTIVE = DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Reader:
    """What answers a question from what was found for it, and the model that it asks, if it asks one."""

    answer: Callable[[str, Retrieval], Answer]
    model: Model | None = None


Opener = Callable[[], AbstractContextManager[Reader]]  # each worker opens its own: a model serves one thread at a time


@contextmanager
def opened(
    settings: Settings,
    *,
    cached: bool = True,
    max_cost: float | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Iterator[Reader]:
    """The reader of the model that the settings name, its connections closed at the end.

    `cached`: whether replies that a model gave before may be used; `max_cost`: USD, of this reader. Raises SettingError
    where nothing says where the model is.
    """
    with models.opened(settings, warn=warn, max_cost=max_cost, use_cache=cached) as model:
        if model is None:
            yield Reader(answer)
        else:
            yield Reader(lambda question, retrieval: written(question, retrieval, model), model)
