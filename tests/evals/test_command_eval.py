"""`qa eval` as a person and as CI meet it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals import evaluation
from qa.cli import main
from tests.conftest import ROOT, Result, RunQa, environment
from tests.evals.suites import SMALL, write_suite

Here = Callable[..., Result]

WRONG = SMALL.replace("must_answer: Norrholm", "must_answer: Sundby")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the tests share: the index of the one article is built once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def here(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Runs `qa` in this process, in the test's folder; what each run printed comes with its exit status."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(cache))

    def run(*args: str | Path) -> Result:
        capsys.readouterr()
        status = main([str(arg) for arg in args])
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    return run


def test_a_suite_passes(here: Here, tmp_path: Path) -> None:
    done = here("eval", write_suite(tmp_path))
    assert done.status == 0, done.err
    assert done.err == ""
    assert re.match(r"small: 2 cases on 1 article, as of 2024-03-06, \d+\.\d s\n", done.out)
    assert "passed" in done.out
    assert done.out.endswith("Gate passed: every case that counts, but for known failures.\n")


def test_a_suite_fails_and_says_why_everywhere(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["r.json", "r.xml", "r.md", "r.html"]
    reports = [part for name in names for part in ("--report", name)]
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    suite = write_suite(tmp_path, WRONG)
    done = here("eval", suite, *reports)
    assert done.status == 5
    assert "the answer lacks 'Sundby'" in done.out
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["gate"]["misses"] == ["what-was-approved fails"]
    assert ElementTree.fromstring((tmp_path / "r.xml").read_bytes()).find(".//failure") is not None
    for name in ("r.md", "r.html"):
        assert "the answer lacks" in (tmp_path / name).read_text("utf-8")
    assert summary.read_text("utf-8") == (tmp_path / "r.md").read_text("utf-8")
    again = here("eval", suite, "--failed", "--json")
    assert [r["id"] for r in json.loads(again.out)["results"]] == ["what-was-approved"]


def test_baselines_only_rise_by_themselves(here: Here, tmp_path: Path) -> None:
    suite = write_suite(tmp_path)
    assert here("eval", suite, "--save-baseline", "b.json").status == 0
    before = (tmp_path / "b.json").read_text("utf-8")
    done = here("eval", suite, "--baseline", "b.json")
    assert done.status == 0
    assert "0 lost, 0 won of 2 cases in both" in done.out
    write_suite(tmp_path, WRONG)
    assert here("eval", suite, "--baseline", "b.json").status == 5
    done = here("eval", suite, "--save-baseline", "b.json")
    assert done.status == 5
    assert "what-was-approved passed, and now has failed" in done.err
    assert "--allow-regression" in done.err
    assert (tmp_path / "b.json").read_text("utf-8") == before
    assert here("eval", suite, "--save-baseline", "b.json", "--allow-regression").status == 0
    assert here("eval", suite, "--baseline", "b.json").status == 0


def test_faults_of_a_suite_are_told_each_on_its_line(here: Here, tmp_path: Path) -> None:
    suite = write_suite(tmp_path, SMALL.replace("tags: [what]", "tgas: [what]").replace("abstain: true", "abstain: x"))
    done = here("eval", suite)
    assert done.status == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert lines[0].startswith(f"{suite}:9:5: cases[0] (what-was-approved).tgas: is no key here: did you mean 'tags'?")
    assert lines[1].startswith(f"{suite}:16:5: cases[1] (who-is-king).abstain: must be true or false")
    assert lines[2].startswith(f"Error: {suite} can't be used for 2 faults, the first in line 9")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere.yaml"], "nowhere.yaml can't be read"),
        (["small.yaml", "--report", "r.pdf"], "its ending must be one of .json, .xml, .md, .html"),
        (["small.yaml", "--filter", "wha"], "did you mean 'what'?"),
        (["small.yaml", "--filter", "what", "--save-baseline", "b.json"], "A baseline is saved from a whole run"),
        (["small.yaml", "--baseline", "none.json"], "There is no baseline none.json"),
        (["small.yaml", "--model", "gpt-5"], "needs a server"),
        (["small.yaml", "--embedder", "nonsense"], "no embedder named 'nonsense'"),
        (["init", "small.yaml", "--corpus", "articles", "--question", "x"], "small.yaml is there already"),
        (["init", "new.yaml", "--corpus", "articles", "--question", " "], "A question is blank"),
        (
            ["init", "new.yaml", "--corpus", "nowhere", "--question", "x"],
            "nowhere, of the suite's corpus, doesn't exist",
        ),
    ],
)
def test_what_cannot_be_run(here: Here, tmp_path: Path, args: list[str], said: str) -> None:
    write_suite(tmp_path)
    done = here("eval", *args)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_init_writes_a_suite_that_passes(here: Here, tmp_path: Path) -> None:
    write_suite(tmp_path)
    question = [
        "--question",
        "What did the harbour board approve on Monday?",
        "--question",
        "Who is the king of Denmark?",
    ]
    done = here("eval", "init", "mine.yaml", "--corpus", "articles", *question)
    assert done.status == 0, done.err
    assert done.out.startswith("Wrote 2 cases to mine.yaml")
    assert here("eval", "mine.yaml").status == 0


def test_help_tells_of_init_and_runs_nothing(here: Here) -> None:
    assert "qa eval init my-suite.yaml" in here("eval", "--help").out
    assert here("eval", "init", "--help").out.startswith("Usage: qa eval init [OPTIONS] FILE")


def test_a_user_s_index_is_not_touched(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "mine"))
    here("eval", write_suite(tmp_path))
    assert not (tmp_path / "mine").exists()


def test_the_bundled_suite_runs_without_being_named(run_qa: RunQa) -> None:
    done = run_qa(
        "eval", "--filter", "how-deep-the-berths", "--filter", "none-hotel", "--repeat", "2", "-j", "2", "--json"
    )
    assert done.status == 0, done.err
    made = json.loads(done.out)
    assert made["provenance"]["suite_path"] == str(evaluation.BUNDLED)
    assert made["comparison"]["lost"] == []
    assert all(len(result["repeats"]) == 2 for result in made["results"])
    assert made["models"][0]["unsteady"] == []


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    many = "".join(
        f"\n  - {{id: q{n}, question: 'Which island does ferry line {n} go to?', must_answer: Norrholm}}"
        for n in range(400)
    )
    suite = write_suite(tmp_path, SMALL + many + "\n")
    home = tmp_path / "home"
    home.mkdir()
    command = [sys.executable, "-m", "qa", "eval", str(suite)]
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment(home)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    runs = home / ".cache" / "pressbrief" / "evals" / "runs"
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and process.poll() is None:
        kept = [path.read_bytes().count(b"\n") for path in runs.glob("*.jsonl")]
        if kept and kept[0] > 5:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    found = re.search(r"(\d+) of 402 results are kept; the same command goes on from there", err)
    assert found, err
    assert int(found[1]) >= 5
    assert "Traceback" not in err
