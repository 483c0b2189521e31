"""What is in force, and where each value came from: flag over environment over qa.toml over default.

    [qa.toml in the current folder, then in the user's configuration folder]
    index = "articles-index"     # relative to the folder of the qa.toml
    model = "extractive"
    embedder = "minilm"
    chroma = "http://127.0.0.1:8000"
    context = "8192"             # the model's context window in tokens, where its server doesn't tell

The key and the address of a model's server are read from the environment alone (OPENAI_API_KEY, OPENAI_BASE_URL): a
qa.toml that came with somebody's folder of articles must not be able to send questions, articles or the key elsewhere.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from index.errors import SettingError

Name = Literal["index", "model", "embedder", "chroma", "context"]
NAMES: tuple[Name, ...] = ("index", "model", "embedder", "chroma", "context")
FILE = "qa.toml"

SMALLEST, LARGEST = 1_024, 100_000_000  # tokens of a context window that can be meant

# Why each default is what it is; `qa status` shows it.
DEFAULT_MODEL = "extractive"  # answers by quoting; needs no key and no network
DEFAULT_EMBEDDER = "minilm"  # comes with the package; English
_REASONS: dict[Name, str] = {
    "index": "default: this user's data folder",
    "model": "default: quotes the sources, needs no key and no network",
    "embedder": "default: comes with the package, English",
    "chroma": "default: needs no server",
    "context": "default: known of the model, or asked of its server",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. `origins[name]` says in words where each came from."""

    index: Path
    model: str = DEFAULT_MODEL
    embedder: str = DEFAULT_EMBEDDER
    chroma: str | None = None  # URL of a Chroma server; None: vectors lie in the index folder
    context: int | None = None  # tokens of the model's window; None: nobody set it
    base_url: str | None = None  # of an OpenAI-compatible server; None: OpenAI's own
    has_key: bool = False  # whether OPENAI_API_KEY is set; the key itself is read by the module that calls the model
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    origin: str
    folder: Path  # what a relative path is relative to


def load(
    flags: Mapping[Name, str | None] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings for one run. `flags` holds the given ones; a None or an absent one was not given.

    Raises SettingError for an unknown key, a value of the wrong kind or a qa.toml that is not TOML.
    """
    environ = os.environ if environ is None else environ
    folder = Path.cwd() if folder is None else folder
    found = {**_from_files(folder), **_from_environment(environ, folder), **_from_flags(flags or {}, folder)}
    index, chroma, context = found.get("index"), found.get("chroma"), found.get("context")
    return Settings(
        index=_folder(index) if index else default_index(),
        model=found["model"].text if "model" in found else DEFAULT_MODEL,
        embedder=found["embedder"].text if "embedder" in found else DEFAULT_EMBEDDER,
        chroma=_url(chroma) if chroma else None,
        context=_tokens(context) if context else None,
        base_url=environ.get("OPENAI_BASE_URL") or None,
        has_key=bool(environ.get("OPENAI_API_KEY")),
        origins={name: found[name].origin if name in found else _REASONS[name] for name in NAMES},
    )


def default_index() -> Path:
    """The index folder when nobody names one."""
    import platformdirs

    return Path(platformdirs.user_data_dir("pressbrief", appauthor=False)) / "index"


def files(folder: Path) -> list[Path]:
    """The qa.toml files that are read, the one that wins first; they need not exist."""
    import platformdirs

    user = Path(platformdirs.user_config_dir("pressbrief", appauthor=False))
    return [folder / FILE, user / FILE]


def _from_flags(flags: Mapping[Name, str | None], folder: Path) -> dict[Name, _Value]:
    return {name: _Value(text, f"flag --{name}", folder) for name, text in flags.items() if text is not None}


def _from_environment(environ: Mapping[str, str], folder: Path) -> dict[Name, _Value]:
    """An empty variable counts as not set, as a shell script that clears one means it."""
    names = {name: f"QA_{name.upper()}" for name in NAMES}
    return {
        name: _Value(environ[variable], f"environment variable {variable}", folder)
        for name, variable in names.items()
        if environ.get(variable)
    }


def _from_files(folder: Path) -> dict[Name, _Value]:
    found: dict[Name, _Value] = {}
    for path in reversed(files(folder)):
        found.update(_from_file(path))
    return found


def _from_file(path: Path) -> dict[Name, _Value]:
    """The values of one qa.toml, empty when there is none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingError(f"{path} can't be read ({error.strerror}): make it readable, or remove it") from error
    except UnicodeDecodeError as error:
        raise SettingError(f"{path} is not UTF-8: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f'{path} is not valid TOML ({error}): write lines such as index = "my-index"') from error
    found: dict[Name, _Value] = {}
    for key, value in table.items():
        name = _known(key, path)
        if not isinstance(value, str) or not value.strip():
            raise SettingError(f"{name} in {path} is {value!r}: it must be a text in quotation marks")
        found[name] = _Value(value, str(path), path.parent)
    return found


def _known(key: str, path: Path) -> Name:
    for name in NAMES:
        if key == name:
            return name
    near = difflib.get_close_matches(key, NAMES, n=1)
    guess = f"did you mean {near[0]!r}? " if near else ""
    raise SettingError(f"unknown key {key!r} in {path}: {guess}The keys are {', '.join(NAMES)}")


def _folder(value: _Value) -> Path:
    if not value.text.strip() or "\0" in value.text:
        raise SettingError(f"index from {value.origin} is {value.text!r}: give the path of a folder")
    return (value.folder / os.path.expanduser(value.text)).absolute()  # Path.expanduser raises where there is no home


def _tokens(value: _Value) -> int:
    """A context window: a whole number of tokens, enough for a question and a few sentences."""
    text = value.text.strip().replace("_", "")
    if not (text.isascii() and text.isdigit()) or not SMALLEST <= int(text) <= LARGEST:
        raise SettingError(
            f"context from {value.origin} is {value.text!r}: give the model's window in tokens, such as 8192 "
            f"(at least {SMALLEST})"
        )
    return int(text)


def _url(value: _Value) -> str:
    """The Chroma server's URL, checked for its shape alone."""
    try:
        parts = urlsplit(value.text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number, an unclosed [
        good = False
    if not good:
        raise SettingError(
            f"chroma from {value.origin} is {value.text!r}: give the server's URL, such as http://127.0.0.1:8000"
        )
    return value.text.rstrip("/")
