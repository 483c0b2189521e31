"""An article that attacks the terminal, through the real command; and streams that can't show every letter."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import RunQa

ESC, BELL, OVERRIDE, TAG = "\x1b", "\x07", "\u202e", "\U000e0041"
TITLE = f"Port{ESC}]0;owned{BELL} budget {ESC}[2J{OVERRIDE}desrever"
TEXT = (
    f"The port spends 40 million.{ESC}[8m Hidden.{ESC}[0m The rest is\x9b31m red.\n\n"
    f"It will {OVERRIDE}ton\u202c grow{TAG}. \u2066Isolated\u2069 words end\u200b here.\r\nA\x00B\x08C."
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A JSONL file with one article whose every field attacks."""
    path = tmp_path / f"hostile{ESC}[31m.jsonl"
    record = {
        "id": "x1",
        "title": TITLE,
        "publisher": f"Pub{ESC}c",
        "text": TEXT,
        "url": f"http://x.test/{ESC}[7m",
    }
    path.write_text(json.dumps(record) + "\n{broken" + ESC + "[5m\n", encoding="utf-8")
    return path


def harmful(text: str) -> set[str]:
    """The characters that a terminal would act on."""
    marks = {OVERRIDE, "\u202c", "\u2066", "\u2069", "\u200b", TAG}
    return {c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or c in marks}


def test_no_command_lets_it_through(run_qa: RunQa, hostile: Path) -> None:
    added = run_qa("add", hostile)
    assert added.status == 1  # the broken line
    (article,) = json.loads(run_qa("list", "--json").out)["articles"]
    assert article["title"].startswith("Port ")
    assert json.loads(run_qa("show", article["id"], "--json").out)["text"] == TEXT  # nothing is lost in JSON
    runs = [
        added,
        run_qa("add", hostile, "--json"),
        run_qa("list"),
        run_qa("list", "--json"),
        run_qa("show", article["id"]),
        run_qa("show", article["id"], "--json"),
        run_qa("show", article["id"], "--raw"),
        run_qa("show", article["id"], "--sentence", "1"),
        run_qa("show", "x"),
        run_qa("show", f"y{ESC}[1m"),
        run_qa("ask", "what does the port spend?"),
        run_qa("ask", "what does the port spend?", "--json"),
        run_qa("ask", f"who is {ESC}[5m Nobody?"),
        run_qa("status"),
        run_qa("status", "--index", f"no{ESC}[1msuch"),
        run_qa(f"nonsense{ESC}[1m"),
    ]
    assert any("␛[8m Hidden.␛[0m" in run.out for run in runs)
    hostile.unlink()
    runs += [run_qa("status"), run_qa("status", "--json"), run_qa("remove", article["id"], "--yes")]
    for run in runs:
        assert not harmful(run.out), run.out
        assert not harmful(run.err), run.err
        assert "Traceback" not in run.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_stream_that_lacks_a_letter_does_not_crash(run_qa: RunQa, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text("الوزير زار طهران. “Łódź” was quoted. 东京 too.", encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    assert run_qa("add", "a.txt").status == 0
    done = run_qa("list", "--json", env=env)
    assert done.status == 0, done.err
    article_id = json.loads(done.out)["articles"][0]["id"]
    shown = run_qa("show", article_id, env=env)
    assert shown.status == 0, shown.err
    assert "\\u0627" in shown.out
    # A letter that was replaced by its escape is still that letter in JSON.
    record = json.loads(run_qa("show", article_id, "--json", env={**env, "PYTHONIOENCODING": "ascii"}).out)
    assert record["text"].startswith("الوزير زار")


def test_a_name_that_is_not_utf8(run_qa: RunQa, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "w", encoding="utf-8") as file:
            file.write("The town of Brackwater has a new mayor. She took office in May.")
    except OSError:
        pytest.skip("the file system takes UTF-8 names alone")
    (tmp_path / "good.txt").write_text("The mill at Brackwater closed in June.", encoding="utf-8")
    done = run_qa("add", tmp_path)
    assert "Traceback" not in done.err
    articles = json.loads(run_qa("list", "--json").out)["articles"]
    # The file is in, or it is named and the status says so; never neither.
    assert len(articles) == 2 or (done.status == 1 and "caf" in done.err)
    assert any("good.txt" in article["source"] for article in articles)
    assert run_qa("status").status == 0


def on_a_terminal(args: list[str], answer: bytes, env: dict[str, str]) -> tuple[int, str]:
    """The exit status and all output of `qa` on a pseudo-terminal, where `answer` is typed."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", *args],
        stdin=child,
        stdout=child,
        stderr=child,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **env},
    )
    os.close(child)
    os.write(parent, answer)
    seen = b""
    while select.select([parent], [], [], 60)[0]:
        try:
            part = os.read(parent, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            break
        if not part:
            break
        seen += part
    os.close(parent)
    return process.wait(timeout=60), seen.decode("utf-8", "replace")


@pytest.mark.parametrize(("answer", "status", "left"), [(b"n\n", 1, 1), (b"\n", 1, 1), (b"y\n", 0, 0)])
def test_remove_asks_on_a_terminal(run_qa: RunQa, tmp_path: Path, answer: bytes, status: int, left: int) -> None:
    folder = str(tmp_path / "mine")
    run_qa("add", "-", "--index", folder, input="The mill closed in June. Forty people lost their work.")
    (article,) = json.loads(run_qa("list", "--json", "--index", folder).out)["articles"]
    got, seen = on_a_terminal(["remove", article["id"], "--index", folder], answer, {})
    assert got == status, seen
    assert "Remove 1 article from the index?" in seen
    assert len(json.loads(run_qa("list", "--json", "--index", folder).out)["articles"]) == left


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal_alone(run_qa: RunQa, tmp_path: Path, env: dict[str, str], coloured: bool) -> None:
    folder = str(tmp_path / "mine")
    run_qa(
        "add", "-", "--index", folder, input="Mill closes\n\nThe mill closed in June.\x1b[31m Forty people lost work."
    )
    (article,) = json.loads(run_qa("list", "--json", "--index", folder).out)["articles"]
    status, seen = on_a_terminal(["show", article["id"], "--index", folder], b"", env)
    assert status == 0, seen
    assert ("\x1b[1m" in seen) is coloured
    assert "\x1b[31m" not in seen
    assert "\x1b" not in run_qa("show", article["id"], "--index", folder).out
