"""Prompts: files in `prompts/`, each a head (name, version, inputs) and the turns of a chat with `$name` placeholders.

    ---
    name: answer
    version: 1
    inputs: [question, evidence]
    ---
    === system
    ...
    === user
    $question

Placeholders are filled in one pass (string.Template), so `$`, braces and "===" in an article are plain text.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from index.errors import PressbriefError
from qa.chat import Message, Role

_TURN = re.compile(r"^=== (\S+)[ \t]*$", re.MULTILINE)


class PromptError(PressbriefError):
    """A prompt file that can't be used: it is named, with what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as its file has it. `digest`: the first 16 hex digits of the sha256 of the file's text."""

    name: str
    version: int
    inputs: tuple[str, ...]
    turns: tuple[tuple[Role, string.Template], ...]
    digest: str

    def messages(self, **values: str) -> tuple[Message, ...]:
        """The turns, filled in. Raises TypeError unless exactly the inputs are given."""
        if set(values) != set(self.inputs):
            raise TypeError(f"the prompt {self.name} takes {', '.join(self.inputs)}")
        return tuple(Message(role, body.substitute(values)) for role, body in self.turns)

    @property
    def identity(self) -> Mapping[str, str]:
        """What an answer or a report tells of the prompt that it came from."""
        return {"name": self.name, "version": str(self.version), "digest": self.digest}


@cache
def load(name: str) -> Prompt:
    """The prompt of that name; raises PromptError when its file can't be used."""
    path = folder() / f"{name}.md"
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise PromptError(f"The prompt {path} can't be read ({reason}): install Pressbrief again.") from error


def names() -> list[str]:
    """The names of all prompts."""
    return sorted(path.stem for path in folder().glob("*.md") if path.stem != "README")


def folder() -> Path:
    """Where the prompts lie: inside the package when it is installed, beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "prompts"
    return inside if inside.is_dir() else here.parent / "prompts"


def parse(text: str, path: Path) -> Prompt:
    """The prompt that a file's text holds; raises PromptError."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    version, inputs = _head(found.group(1) if found else "", path)
    turns = tuple(_turns(text[found.end() if found else 0 :], path))
    used = {name for _, body in turns for name in _placeholders(body)}
    if used != set(inputs):
        odd = ", ".join(sorted(used ^ set(inputs)))
        raise PromptError(f"The inputs in the head of the prompt {path} differ from its placeholders: {odd}.")
    return Prompt(path.stem, version, inputs, turns, hashlib.sha256(text.encode()).hexdigest()[:16])


def _head(text: str, path: Path) -> tuple[int, tuple[str, ...]]:
    """The version and the inputs that a head names; its name must be the file's."""
    import yaml

    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"The head of the prompt {path} is not YAML ({' '.join(str(error).split())}).") from error
    if not isinstance(head, dict) or set(head) != {"name", "version", "inputs"}:
        raise PromptError(f"The prompt {path} needs a head with name, version and inputs, and nothing else.")
    if head["name"] != path.stem:
        raise PromptError(f"The prompt {path} is named {head['name']!r} in its head: name it as its file.")
    version, inputs = head["version"], head["inputs"]
    if type(version) is not int or version < 1:
        raise PromptError(f"The prompt {path} has the version {version!r}: count versions from 1.")
    if not isinstance(inputs, list) or not all(isinstance(name, str) for name in inputs):
        raise PromptError(f"The inputs in the head of the prompt {path} are no list of names: write [question].")
    return version, tuple(inputs)


def _turns(body: str, path: Path) -> list[tuple[Role, string.Template]]:
    parts = _TURN.split(body)
    if parts[0].strip() or len(parts) < 3:
        raise PromptError(f"The prompt {path} must begin with a line such as '=== system'.")
    found: list[tuple[Role, string.Template]] = []
    for role, content in zip(parts[1::2], parts[2::2], strict=True):
        known: Role | None = next((r for r in get_args(Role) if r == role), None)
        template = string.Template(content.strip())
        if known is None:
            raise PromptError(f"The prompt {path} has a turn of {role!r}: write system, user or assistant.")
        if any(m.group("invalid") is not None for m in string.Template.pattern.finditer(template.template)):
            raise PromptError(f"The prompt {path} has a '$' that begins no placeholder: write '$$' for the sign.")
        found.append((known, template))
    return found


def _placeholders(body: string.Template) -> list[str]:
    """The names of the placeholders. (Template.get_identifiers needs Python 3.11.)"""
    found = (m.group("named") or m.group("braced") for m in string.Template.pattern.finditer(body.template))
    return [name for name in found if name]
