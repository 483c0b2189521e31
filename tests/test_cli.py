"""The command `qa` as a person and as a script meet it: results on stdout, the rest on stderr, honest exit statuses."""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from qa.cli import COMMANDS
from tests.conftest import ROOT, RunQa
from tests.ferry import FERRY

BRIDGE = """---
title: Bridge works delayed
date: 2024-05-17
publisher: Norrholm Daily
---
Work on the Norrholm bridge stops until autumn. The council cited a lack of steel.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    return folder


def listed(run_qa: RunQa, *args: str) -> list[dict[str, object]]:
    done = run_qa("list", "--json", *args)
    assert done.status == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out)["articles"]
    return found


def test_add_list_show_remove(run_qa: RunQa, articles: Path) -> None:
    done = run_qa("add", articles)
    assert done.status == 0, done.err
    assert re.match(r"Added 2 articles in \d+\.\d s\. The index holds 2 articles, 5 sentences: .*index\n\Z", done.out)
    assert done.err == ""

    bridge, ferry = sorted(listed(run_qa), key=lambda each: str(each["title"]))
    assert (ferry["title"], ferry["date"], ferry["publisher"]) == (
        "Ferry line to Norrholm to open in spring",
        "2024-03-05",
        "Sound Courier",
    )
    text = run_qa("list").out.splitlines()
    assert text[0].split() == ["ID", "DATE", "LANG", "SENTENCES", "PUBLISHER", "TITLE"]
    assert [line.split()[0] for line in text[1:]] == [ferry["id"], bridge["id"]]  # oldest first

    prefix = str(ferry["id"])[:6]
    done = run_qa("show", prefix)
    assert done.out.startswith("Ferry line to Norrholm to open in spring\n")
    assert re.search(r"^ +2  The first boat sails on 2 April\.$", done.out, re.MULTILINE)

    done = run_qa("remove", prefix, "--yes")
    assert done.status == 0, done.err
    assert done.out.startswith("Removed 1 article:\n")
    assert [each["id"] for each in listed(run_qa)] == [bridge["id"]]
    assert (articles / "ferry.md").exists()


def test_adding_again_adds_nothing(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    done = run_qa("add", articles, "--json")
    report = json.loads(done.out)
    assert (report["added"], report["replaced"], report["unchanged"]) == (0, 0, 2)
    (articles / "ferry.md").write_text(FERRY.replace("2 April", "9 April"), encoding="utf-8")
    done = run_qa("add", articles)
    assert done.out.startswith("Added 0 articles (1 replaced, 1 unchanged)")
    assert len(listed(run_qa)) == 2


def test_a_bad_file_is_named_and_the_rest_is_in(run_qa: RunQa, articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    done = run_qa("add", articles)
    assert done.status == 1
    assert done.out.startswith("Added 2 articles")
    assert re.search(r"^Error: .*empty\.txt: .*empty", done.err, re.MULTILINE)


def test_a_path_that_is_not_there(run_qa: RunQa, tmp_path: Path) -> None:
    done = run_qa("add", tmp_path / "nowhere")
    assert done.status == 1
    assert "nowhere" in done.err
    assert "Traceback" not in done.err


def test_standard_input(run_qa: RunQa) -> None:
    done = run_qa("add", "-", input=FERRY)
    assert done.status == 0, done.err
    assert listed(run_qa)[0]["source"] == "-"


def test_a_file_that_is_gone_is_said_and_pruned_on_request(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    (articles / "bridge.md").unlink()
    done = run_qa("add", articles)
    assert re.search(r"bridge\.md: is gone", done.err)
    assert len(listed(run_qa)) == 2
    assert "file is gone" in run_qa("status").out
    done = run_qa("add", articles, "--prune")
    assert "1 removed" in done.out
    assert len(listed(run_qa)) == 1


def test_filters(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    assert len(listed(run_qa, "--since", "2024-03-06")) == 1
    assert len(listed(run_qa, "--until", "2024-03-05")) == 1
    assert len(listed(run_qa, "--source", "Sound Courier")) == 1
    done = run_qa("list", "--since", "2030-01-01")
    assert (done.status, done.out, done.err) == (0, "", "No article matches.\n")


@pytest.mark.parametrize("day", ["2024-13-45", "03/04/2024", "yesterday", "٢٠٢٤-٠٣-٠٤", "20240304", ""])
def test_a_day_is_written_one_way(run_qa: RunQa, day: str) -> None:
    done = run_qa("list", "--since", day)
    assert done.status == 2
    assert "YYYY-MM-DD" in done.err


def test_show_json_holds_the_spans(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    article_id = str(listed(run_qa)[0]["id"])
    record = json.loads(run_qa("show", article_id, "--json").out)
    assert record["text"] == FERRY
    assert len(record["sentences"]) == 3
    assert all(record["text"][s["start"] : s["end"]] == s["text"] for s in record["sentences"])
    one = json.loads(run_qa("show", article_id, "--json", "--sentence", "2").out)["sentence"]
    assert one == record["sentences"][1]
    assert run_qa("show", article_id, "--raw").out == FERRY
    shown = run_qa("show", article_id, "--sentence", "2").out
    assert shown.startswith("The first boat sails on 2 April.\n")
    assert f"characters {one['start']}-{one['end']} of article {article_id}" in shown


def test_a_sentence_that_is_not_there(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    done = run_qa("show", str(listed(run_qa)[0]["id"]), "--sentence", "99")
    assert done.status == 2
    assert "has 3 sentences" in done.err


def test_an_unknown_id_removes_nothing(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    done = run_qa("remove", str(listed(run_qa)[0]["id"]), "zzzz", "--yes")
    assert done.status == 2
    assert "zzzz" in done.err
    assert len(listed(run_qa)) == 2


def test_remove_asks_and_without_a_terminal_wants_yes(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    done = run_qa("remove", str(listed(run_qa)[0]["id"]), input="y\n")
    assert done.status == 2
    assert "--yes" in done.err
    assert len(listed(run_qa)) == 2


@pytest.mark.parametrize("command", [["list"], ["show", "abc"], ["remove", "abc", "--yes"]])
def test_an_empty_index_says_how_to_fill_it(run_qa: RunQa, command: list[str], tmp_path: Path) -> None:
    done = run_qa(*command, "--index", tmp_path / "none")
    assert done.status == 1
    assert done.err.startswith("Error: ")
    assert "qa add" in done.err
    assert not (tmp_path / "none").exists()  # reading makes no folder


def test_a_folder_of_something_else_is_left_alone(run_qa: RunQa, articles: Path) -> None:
    before = sorted(articles.iterdir())
    for command in (["add", articles], ["list"], ["status"], ["reindex"]):
        done = run_qa(*command, "--index", articles)
        assert done.status == 1, command
        assert re.match(r"Error: .*articles", done.err)
    assert sorted(articles.iterdir()) == before


def test_status_says_what_is_in_force_and_why(run_qa: RunQa, articles: Path, tmp_path: Path) -> None:
    key = "sk-0123456789abcdef"
    done = run_qa("status", env={"OPENAI_API_KEY": key})
    assert done.status == 0, done.err
    assert "The index is empty" in done.out
    assert "present" in done.out
    run_qa("add", articles, "--index", tmp_path / "mine")
    (tmp_path / "qa.toml").write_text('index = "mine"\n', encoding="utf-8")
    now = json.loads(run_qa("status", "--json", "--model", "other", env={"OPENAI_API_KEY": key}).out)
    assert now["origins"]["index"].endswith("qa.toml")
    assert now["origins"]["model"] == "flag --model"
    assert now["index"]["articles"] == 2
    assert now["index"]["pending"] == 0
    assert now["settings"]["has_key"] is True
    text = run_qa("status", env={"OPENAI_API_KEY": key})
    assert "2 articles" in text.out
    assert key not in done.out + text.out + json.dumps(now)


def test_doctor_checks_the_embedder(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    done = run_qa("doctor", "--json")
    assert done.status == 0, done.out
    checks = {check["name"]: check["ok"] for check in json.loads(done.out)["checks"]}
    assert checks["index"]
    assert checks["embedder"]
    done = run_qa("doctor", "--embedder", "no-such-model")
    assert done.status == 1
    assert re.search(r"^FAIL  embedder: .*no-such-model", done.out, re.MULTILINE)


def test_reindex_keeps_everything(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    before = listed(run_qa)
    done = run_qa("reindex")
    assert done.status == 0, done.err
    assert listed(run_qa) == before


def test_the_index_is_named_before_or_after_the_command(run_qa: RunQa, articles: Path, tmp_path: Path) -> None:
    assert run_qa("--index", tmp_path / "a", "add", articles).status == 0
    assert len(listed(run_qa, "--index", str(tmp_path / "a"))) == 2
    done = run_qa("--index", tmp_path / "b", "list", "--index", tmp_path / "a", "--json")
    assert len(json.loads(done.out)["articles"]) == 2
    done = run_qa("list", "--json", env={"QA_INDEX": str(tmp_path / "a")})
    assert len(json.loads(done.out)["articles"]) == 2


def test_a_wrong_setting_is_a_usage_error(run_qa: RunQa, tmp_path: Path) -> None:
    (tmp_path / "qa.toml").write_text('modle = "x"\n', encoding="utf-8")
    done = run_qa("list")
    assert done.status == 2
    assert re.match(r"Error: unknown key 'modle' in .*qa\.toml: did you mean 'model'\?", done.err)


def test_a_near_command_is_offered(run_qa: RunQa) -> None:
    done = run_qa("lst")
    assert done.status == 2
    assert "'list'" in done.err


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_known_help_is_the_commands_own(entry: object) -> None:
    from qa.cli import Entry

    assert isinstance(entry, Entry)
    command = importlib.import_module(entry.module).command
    assert isinstance(command, click.Command)
    assert command.name == entry.name
    assert command.get_short_help_str(limit=200) == entry.help
    assert command.help is not None
    assert "Example" in command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_a_closed_pipe_ends_quietly(run_qa: RunQa, articles: Path) -> None:
    run_qa("add", articles)
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "list", "--index", str(run_index(run_qa))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # before anything was written
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def run_index(run_qa: RunQa) -> Path:
    """The index folder that `run_qa` uses."""
    return Path(json.loads(run_qa("status", "--json").out)["settings"]["index"])


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a child another way on Windows")
def test_ctrl_c_stops_and_keeps_what_is_in(run_qa: RunQa, articles: Path, tmp_path: Path) -> None:
    run_qa("add", articles, "--index", tmp_path / "mine")
    many = tmp_path / "many.jsonl"
    with many.open("w", encoding="utf-8") as lines:
        for n in range(3000):
            text = f"Notice {n}: the office at number {n} closes at noon. It opens again on day {n + 1}."
            lines.write(json.dumps({"id": str(n), "text": text}) + "\n")
    command = [sys.executable, "-m", "qa", "add", str(many), "--index", str(tmp_path / "mine")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(listed(run_qa, "--index", str(tmp_path / "mine"))) == 2 and time.monotonic() < deadline:
        assert process.poll() is None, "ended before it could be stopped"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert err.endswith("Stopped.\n")
    assert "Traceback" not in err
    kept = listed(run_qa, "--index", str(tmp_path / "mine"))
    assert 2 < len(kept) < 3002
    assert {each["title"] for each in kept} >= {"Bridge works delayed"}
    assert run_qa("show", str(kept[-1]["id"]), "--index", tmp_path / "mine").status == 0


def test_python_dash_m_and_the_script_are_one(run_qa: RunQa) -> None:
    script = Path(sys.executable).with_name("qa")
    if not script.exists():
        pytest.skip("not installed: python -m qa alone is tested")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == run_qa("--version").out


def test_no_module_of_the_command_line_is_long() -> None:
    long = {
        path.name: n for path in (ROOT / "qa").glob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 250
    }
    assert not long
