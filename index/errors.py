"""Everything that can go wrong on purpose.

    PressbriefError
    |-- InputError            what the user gave can't be used              (exit 2)
    |   |-- ArticleError      one file or record can't become an article
    |   `-- SettingError      a flag, a variable or a key of qa.toml
    |-- StorageError           the index on disk
    |   |-- NotAnIndex        the folder is not ours
    |   |-- EmptyIndex        nothing in it yet
    |   |-- WrongFormat       another format version or another embedder
    |   |-- Locked            another process is writing
    |   `-- StorageFull       the disk took no more
    |-- EmbedderError         the embedding model can't be loaded or used
    `-- ModelError            a model's server did not give what was asked
        |-- ModelUnreachable  no route to it, or no reply in time
        |-- ModelRefused      no or a wrong key, no permission, no credit
        |-- ModelUnknown      the server has no such model
        |-- ContextTooLong    the question and its evidence are longer than the model takes
        |-- BadReply          what came back can't be used, also after asking again
        `-- TooDear           it would cost more than --max-cost allows                (exit 2)

Each message names the thing, the cause and the next step, on one line. The command line turns them into
`Error: ...` and `exit_status`; anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations


class PressbriefError(Exception):
    """The root: a message for a person, and the exit status of the command that met it."""

    exit_status = 1


class InputError(PressbriefError):
    """What the user gave can't be used."""

    exit_status = 2


class ArticleError(InputError):
    """One file or record can't become an article; the others of the run go on."""

    exit_status = 1


class SettingError(InputError):
    """A flag, an environment variable or a key of qa.toml has a value that can't be used."""


class StorageError(PressbriefError):
    """The index on disk can't be used as asked."""


class NotAnIndex(StorageError):
    """The folder exists and holds something that is not an index of ours."""


class EmptyIndex(StorageError):
    """There is no article to search."""


class WrongFormat(StorageError):
    """The index was written by another format version or with another embedder."""


class Locked(StorageError):
    """Another process holds the writer's lock."""


class StorageFull(StorageError):
    """The disk took no more; what was acknowledged before is kept."""


class EmbedderError(PressbriefError):
    """The embedding model can't be loaded or used."""


class ModelError(PressbriefError):
    """A model's server did not give what was asked."""


class ModelUnreachable(ModelError):
    """No route to the server, or no reply in time."""


class ModelRefused(ModelError):
    """The server refused: no or a wrong key, no permission, no credit left, too many requests."""


class ModelUnknown(ModelError):
    """The server has no such model."""


class ContextTooLong(ModelError):
    """The question with its evidence is longer than the model takes; `limit` is its window in tokens, if told."""

    def __init__(self, message: str, limit: int | None = None) -> None:
        super().__init__(message)
        self.limit = limit


class BadReply(ModelError):
    """What came back can't be used, also after asking again."""


class TooDear(ModelError):
    """It would cost more than was allowed; nothing was sent."""

    exit_status = 2
