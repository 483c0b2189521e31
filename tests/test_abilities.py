"""What is remembered of servers: for 30 days, by server and model, without any key, whatever else writes the file."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from qa.abilities import Findings, Known, Memory, default_path
from qa.chat import Abilities

URL = "http://127.0.0.1:8080/v1"
ODD = Known(
    Abilities("json_object", "developer", "max_completion_tokens", temperature=False, stream=False, decisions=True),
    tried_decisions=True,
    opened=True,
)
TODAY = date(2026, 11, 25)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "abilities.json"


def test_what_was_kept_is_recalled_by_another_process(path: Path) -> None:
    Memory(path).keep(URL, "small", ODD, TODAY)
    assert Memory(path).recall(URL, "small", TODAY) == ODD
    assert Memory(path).recall(URL + "/", "small", TODAY) == ODD


def test_another_server_or_model_is_not_known(path: Path) -> None:
    Memory(path).keep(URL, "small", ODD, TODAY)
    assert Memory(path).recall(URL, "large", TODAY) is None
    assert Memory(path).recall("http://127.0.0.1:8081/v1", "small", TODAY) is None


def test_it_is_forgotten_after_thirty_days_and_when_asked(path: Path) -> None:
    memory = Memory(path)
    memory.keep(URL, "small", ODD, TODAY)
    assert memory.recall(URL, "small", TODAY + timedelta(30)) == ODD
    assert memory.recall(URL, "small", TODAY + timedelta(31)) is None
    assert memory.recall(URL, "small", TODAY - timedelta(2)) is None  # written by a clock that was wrong
    memory.forget(URL, "small")
    assert memory.recall(URL, "small", TODAY) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format": 1}',
        b'{"format": 2, "known": {}}',
        b'{"format":1,"known":3}',
    ],
)
def test_a_file_that_cannot_be_read_counts_as_empty_and_is_replaced(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert Memory(path).recall(URL, "small", TODAY) is None
    Memory(path).keep(URL, "small", ODD, TODAY)
    assert Memory(path).recall(URL, "small", TODAY) == ODD


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schema", "xml"),
        ("schema", None),
        ("stream", "yes"),
        ("stream", 1),
        ("limit", ["max_tokens"]),
        ("surplus", True),
        ("temperature", ...),  # missing
    ],
)
def test_an_entry_of_another_version_is_not_used(path: Path, name: str, value: Any) -> None:
    Memory(path).keep(URL, "small", ODD, TODAY)
    stored = json.loads(path.read_text())
    entry = stored["known"][f"{URL} small"]["abilities"]
    entry[name] = value
    if value is ...:
        del entry[name]
    path.write_text(json.dumps(stored))
    assert Memory(path).recall(URL, "small", TODAY) is None


def test_user_password_and_query_of_the_address_are_not_written(path: Path) -> None:
    memory = Memory(path)
    memory.keep("http://reader:sesame@example.org/v1?token=sesame", "small", ODD, TODAY)
    assert "sesame" not in path.read_text()
    assert "http://example.org/v1 small" in path.read_text()


def test_a_folder_that_takes_no_files_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "abilities.json")
    memory.keep(URL, "small", ODD, TODAY)
    memory.forget(URL, "small")
    assert memory.recall(URL, "small", TODAY) is None


def test_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.abilities import Known, Memory; from qa.chat import Abilities\n"
        "memory, known = Memory(Path(sys.argv[1])), Known(Abilities('none'))\n"
        "for n in range(10): memory.keep('http://h/v1', sys.argv[2] + str(n), known)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len(json.loads(path.read_text())["known"]) == 30
    assert sorted(file.name for file in path.parent.iterdir()) == ["abilities.json", "abilities.lock"]


def test_it_lies_in_the_users_cache_folder(clean_environment: Path) -> None:
    assert default_path().is_relative_to(clean_environment)
    assert default_path().name == "abilities.json"


def test_findings_are_kept_together(path: Path) -> None:
    findings = Findings(URL, "small", Memory(path))
    findings.learn_decisions(True)  # before anything was probed
    assert findings.known() is None
    findings.keep(Known(Abilities("json_schema")))
    findings.learn_opened()
    again = Findings(URL, "small", Memory(path))
    assert again.known() == Known(Abilities("json_schema", decisions=True), tried_decisions=True, opened=True)
    assert again.decisions() is True
    assert again.opened
    again.forget()
    assert Findings(URL, "small", Memory(path)).known() is None
