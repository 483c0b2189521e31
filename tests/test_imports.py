"""What is slow to import is imported when it is needed; who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from qa.cli import COMMANDS

ROOT = Path(__file__).parents[1]
HEAVY = ("chromadb", "openai", "onnxruntime", "numpy", "trafilatura", "tiktoken", "tokenizers", "yaml", "httpx")
# The one module that is the edge of each, and may import it at its top.
EDGES = {"chromadb": "index/vectors.py", "openai": "qa/llm_wire.py"}
BELOW = {"index": {"qa", "evals"}, "qa": {"evals"}}


def heavy_after(*args: str) -> set[str]:
    """The heavy modules that a run of `qa` with these arguments has imported."""
    code = (
        "import sys; from qa.cli import main; main(sys.argv[1:]);"
        "print('IMPORTED', *sorted(m.partition('.')[0] for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=60, check=False)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("IMPORTED"))
    return set(line.split()) & set(HEAVY)


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], ["nonsense"], ["list", "--nonsense"], *([entry.name, "--help"] for entry in COMMANDS)],
    ids=" ".join,
)
def test_help_and_usage_errors_import_nothing_heavy(args: list[str]) -> None:
    assert heavy_after(*args) == set()


def test_status_of_an_empty_index_imports_nothing_heavy(tmp_path: Path) -> None:
    assert heavy_after("status", "--index", str(tmp_path / "none")) == set()


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(tree: ast.AST, *, late: bool) -> set[str]:
    """The top-level names of the modules imported; with `late` also those inside functions and for types alone."""
    nodes = ast.walk(tree) if late else ast.iter_child_nodes(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("room", ["index", "qa"])
def test_dependencies_go_one_way(room: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): bad
        for path in modules(room)
        if (bad := imported(ast.parse(path.read_text(encoding="utf-8")), late=True) & BELOW[room])
    }
    assert not wrong


def test_index_knows_nothing_of_the_command_line() -> None:
    wrong = [p for p in modules("index") if "click" in imported(ast.parse(p.read_text(encoding="utf-8")), late=True)]
    assert not wrong


@pytest.mark.parametrize("heavy", ["chromadb", "openai", "onnxruntime"])
def test_heavy_modules_are_imported_late(heavy: str) -> None:
    wrong = [
        name
        for path in [*modules("index"), *modules("qa")]
        if (name := path.relative_to(ROOT).as_posix()) != EDGES.get(heavy)
        and heavy in imported(ast.parse(path.read_text(encoding="utf-8")), late=False)
    ]
    assert not wrong
