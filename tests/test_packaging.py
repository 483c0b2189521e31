"""The wheel holds the packages, their data and nothing else, and works from another folder."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("qa", "index", "evals")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network."""
    into = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = into.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The paths inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def of_checkout(room: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_is_whole(room: str, names: list[str]) -> None:
    there = {name for name in names if name.startswith(f"{room}/") and not name.startswith("qa/prompts/")}
    assert there == of_checkout(room)


def test_data_is_in(names: list[str]) -> None:
    assert len([name for name in names if re.fullmatch(r"evals/articles/2.*\.(md|txt)", name)]) >= 8
    prompts = {f"qa/{name}" for name in of_checkout("prompts")}
    assert prompts
    assert prompts <= set(names)


def test_nothing_else_is_in(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    (info,) = (top for top in tops if top.endswith(".dist-info"))
    assert tops == {*ROOMS, info}
    assert f"{info}/licenses/LICENSE" in names
    assert not [name for name in names if re.search(r"(^|/)(tests?|\.|__pycache__)|\.(pyc|sqlite|log|orig|rej)$", name)]


def test_it_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r}); import qa.cli; print(qa.cli.__file__); qa.cli.main()"
    command = [sys.executable, "-I", "-c", code, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(unpacked))
    assert "Usage: qa" in done.stdout


def test_each_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if re.match(r'    "[A-Za-z][\w.-]*[<>=!~]', line)]
    assert len(listed) > 15
    assert not [line for line in listed if not re.search(r'",\s+# \w.{8,}', line)]


def test_the_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
