"""What every test stands on: no network beyond this machine, no settings of the person who runs it, the real command.

The guard and the clean environment hold for the whole run, and reach subprocesses through the environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.model_server import model_server as model_server
from tests.offline import sitecustomize as guard

ROOT = Path(__file__).parents[1]
OFFLINE = Path(guard.__file__).parent


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[None]:
    """No socket reaches beyond this machine, in this process."""
    with guard.installed():
        yield


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home folder of the run: an empty one, with no variable of ours or of a model's client set."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("OPENAI_", "QA_", "XDG_", "CHROMA_", "TIKTOKEN_")):
                patch.delenv(name)
        for name, value in environment(home).items():
            patch.setenv(name, value)
        yield home


def environment(home: Path) -> dict[str, str]:
    """The variables that move everything a user owns into `home`, and carry the guard into subprocesses."""
    paths = [str(OFFLINE), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),  # the home folder on Windows
        "LOCALAPPDATA": str(home / "local"),
        "APPDATA": str(home / "roaming"),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(os.pathsep.join(paths).split(os.pathsep))),
    }


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of `qa` left: its exit status, stdout and stderr."""

    status: int
    out: str
    err: str


class RunQa(Protocol):
    """Runs `qa` with these arguments in a process of its own."""

    def __call__(
        self,
        *args: str | Path,
        input: str | bytes | None = None,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        timeout: float = 120,
    ) -> Result: ...


@pytest.fixture
def run_qa(tmp_path: Path) -> RunQa:
    """The real `qa` in a subprocess, with a home folder and so an index of its own; `env` adds variables.

    The exit status is returned, never raised; stdin is empty unless `input` is given, and never a terminal.
    """
    home = tmp_path / "home"
    home.mkdir()

    def run(*args: str | Path, **how: Any) -> Result:
        given = how.get("input")
        variables = {**os.environ, **environment(home), "PYTHONIOENCODING": "utf-8", **(how.get("env") or {})}
        done = subprocess.run(
            [sys.executable, "-m", "qa", *map(str, args)],
            input=given.encode() if isinstance(given, str) else (given or b""),
            capture_output=True,
            env=variables,
            cwd=how.get("cwd") or tmp_path,
            timeout=how.get("timeout", 120),
            check=False,
        )
        encoding = variables["PYTHONIOENCODING"]
        return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run
