"""`qa ask` with a model, as a person or a program runs it: the real command, the real client, a scripted server."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qa.cli import main
from qa.written import FOUND, INSTEAD
from tests.conftest import Result, RunQa, environment
from tests.model_server import Fault, ModelServer, Personality, Turn
from tests.model_words import claims
from tests.sample_index import sample_index
from tests.test_imports import heavy_after
from tests.test_judge_llm import verdicts
from tests.test_written import LENGTH, MET, NOTHING, RIGHT, SCRIPT, TOO_LONG, WHO, WRONG, Gate

UNRELATED = "What is the boiling point of mercury?"


class Command:
    """Runs the command on the sample articles against the scripted server.

    In this process, since there are many runs: what only a process of its own shows is run by `run_qa`.
    """

    def __init__(self, server: ModelServer, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.server = server
        self._patch = patch
        self._capsys = capsys

    def __call__(self, *args: str | Path, turns: tuple[Turn | Fault, ...] = (), **env: str) -> Result:
        """`qa ask` with these arguments; `turns` is what the server says, `env` more variables."""
        self.server.queue(*turns)
        return self.run("ask", *args, **env)

    def run(self, *args: str | Path, **env: str) -> Result:
        with self._patch.context() as patch:
            for name, value in {"OPENAI_BASE_URL": self.server.url, "QA_MODEL": "scripted", **env}.items():
                patch.setenv(name, value)
            index = [] if args[0] == "usage" else ["--index", str(sample_index())]
            status = main([*map(str, args), *index])
        out, err = self._capsys.readouterr()
        return Result(status, out, err)


@pytest.fixture
def asked(
    model_server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return Command(model_server, monkeypatch, capsys)


def flat(text: str) -> str:
    return " ".join(text.split())


# Answers


def own(record: dict[str, Any]) -> list[str]:
    """The model's claims, without what the search adds to them."""
    return [claim["text"] for claim in record["claims"] if not {FOUND, INSTEAD} & set(claim["notes"])]


def test_text_json_and_stream_say_the_same(asked: Command) -> None:
    turns = (Turn(claims(*SCRIPT)), NOTHING)
    stream = asked(WHO, "--no-cache", turns=turns)
    whole = asked(WHO, "--no-cache", "--no-stream", turns=turns)
    as_json = asked(WHO, "--no-cache", "--json", turns=turns)
    assert (stream.status, whole.status, as_json.status) == (0, 0, 0)
    assert stream.out == whole.out
    assert stream.err == whole.err == as_json.err
    assert stream.err.count("\n") == 1
    assert "1 statement" in stream.err
    assert "left out" in stream.err

    record = json.loads(as_json.out)
    assert (record["version"], record["answered"], record["model"]) == (1, True, "scripted")
    assert own(record) == [RIGHT[0], SCRIPT[2][0]]
    assert [d["text"] for d in record["dropped"]] == [WRONG[0]]
    assert set(record["prompt"]) == {"name", "version", "digest"}
    assert record["usage"]["calls"] == 2
    text = flat(stream.out)
    for claim in record["claims"]:
        marks = "".join(f"[{cited['n']}]" for cited in claim["citations"])
        shown = f"\u201c{claim['text']}\u201d" if claim["verdict"] == "verbatim" else claim["text"]
        assert f"{shown} {marks}" in text
    head, _, rest = text.partition("Left out")
    assert WRONG[0] not in head
    assert WRONG[0] in rest
    cited = {str(c["n"]) for claim in record["claims"] for c in claim["citations"]}
    assert set(re.findall(r"\[(\d+)\]", rest.partition("Sources")[2])) == cited


def test_every_quote_is_cut_from_the_article_that_it_names(asked: Command) -> None:
    record = json.loads(asked(WHO, "--json", turns=(Turn(claims(*SCRIPT)), NOTHING)).out)
    articles: dict[str, str] = {}
    for cited in [c for claim in record["claims"] for c in claim["citations"]]:
        if cited["article_id"] not in articles:
            articles[cited["article_id"]] = json.loads(asked.run("show", cited["article_id"], "--json").out)["text"]
        assert articles[cited["article_id"]][cited["start"] : cited["end"]] == cited["quote"] != ""
    assert articles


def test_an_abstention_shows_the_nearest_sentences(asked: Command) -> None:
    done = asked(WHO, turns=(Turn(claims(answerable=False)),))
    assert (done.status, done.err) == (3, "")
    assert done.out.startswith("The sources don't answer this.\n")
    assert "nearest" in done.out
    record = json.loads(asked(WHO, "--json").out)
    assert (record["answered"], record["claims"], record["answer"]) == (False, [], "")
    assert record["nearest"]


def test_what_no_sentence_supports_leaves_an_abstention_that_says_so(asked: Command) -> None:
    said = ("Sabbagh and Pezeshkian met in Damascus for three hours.", MET)
    done = asked(LENGTH, turns=(Turn(claims(said)), Turn(claims(said))))
    assert done.status == 3
    assert done.out.startswith("The sources don't answer this.\n")
    assert "'Damascus' is in none of the cited sentences" in flat(done.out)
    assert "1 statement" in done.err


def test_a_reply_that_can_not_be_used_is_said_on_stderr(asked: Command) -> None:
    done = asked(LENGTH, turns=(Turn("I would rather not say."), Turn("As I said.")))
    assert done.status == 3
    assert done.err.startswith("Warning: The model's reply could not be used")
    assert done.err.count("could not be used") == 1
    assert len(asked.server.chats) == 2


def test_a_question_on_which_nothing_was_found_sends_nothing(asked: Command) -> None:
    assert asked(UNRELATED).status == 3
    assert asked.server.chats == []


# Streams


@contextmanager
def running(home: Path, server: ModelServer, *args: str) -> Iterator[subprocess.Popen[str]]:
    """`qa ask` in the background."""
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "ask", *args, "--index", str(sample_index())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment(home), "OPENAI_BASE_URL": server.url, "QA_MODEL": "scripted"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_claim(process: subprocess.Popen[str]) -> str:
    """The first line of the answer, read as soon as it is there."""
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.fixture
def held(model_server: ModelServer) -> Iterator[Gate]:
    """A server that holds its reply back after the first claim, until the gate is opened."""
    gate = Gate((len(json.dumps(RIGHT[0])) + 80) // 4)
    model_server.queue(Turn(claims(RIGHT, SCRIPT[2]), extra=gate))
    yield gate
    gate.opened.set()


def test_a_claim_is_printed_while_the_server_still_writes(
    tmp_path: Path, model_server: ModelServer, held: Gate
) -> None:
    with running(tmp_path, model_server, WHO) as process:
        line = first_claim(process)
        assert RIGHT[0] in line
        assert not held.opened.is_set()
        held.opened.set()
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert SCRIPT[2][0] in flat(out)
        assert not held.timed_out, "the claim was printed only when the server went on"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a child another way on Windows")
def test_ctrl_c_while_the_server_writes(tmp_path: Path, model_server: ModelServer, held: Gate) -> None:
    with running(tmp_path, model_server, WHO) as process:
        first_claim(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert not held.opened.is_set(), "it did not wait for the server"
    assert process.returncode == 130
    assert err.strip() == "Stopped."
    assert "Sources\n  [1] " in out, "what was shown gets its sources"


# Settings and errors


@pytest.mark.parametrize("name", ["gpt-4.1", "auto"])
def test_a_model_without_key_and_server_is_a_usage_error_before_anything_is_imported(run_qa: RunQa, name: str) -> None:
    done = run_qa("ask", WHO, "--model", name, "--index", sample_index())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert done.err.count("\n") == 1
    for step in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "--model extractive"):
        assert step in done.err
    assert heavy_after("ask", WHO, "--model", name, "--index", str(sample_index())) == set()


def one_line(done: Result, status: int = 1) -> str:
    """The message of a run that failed: one line, and nothing on stdout."""
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("Error: ")
    assert done.err.count("\n") == 1
    return done.err


def test_a_server_that_is_down(asked: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        message = one_line(asked(WHO, OPENAI_BASE_URL=url))
    assert "OPENAI_BASE_URL" in message


def test_a_wrong_key(asked: Command) -> None:
    asked.server.personality = Personality(key="right")
    message = one_line(asked(WHO, OPENAI_API_KEY="sk-wrong-wrong-wrong"))
    assert "OPENAI_API_KEY was refused" in message
    assert "wrong-wrong" not in message


def test_an_unknown_model_names_those_that_there_are(asked: Command) -> None:
    asked.server.personality = Personality(models=("scripted-7b", "other"), strict_model=True)
    message = one_line(asked(WHO, "--model", "scripted-7"))
    assert "'scripted-7'" in message
    assert "scripted-7b" in message


def test_a_server_that_fails_after_the_first_claim_is_an_error_and_what_was_shown_gets_its_sources(
    asked: Command,
) -> None:
    failing = Turn(claims(RIGHT, SCRIPT[2]), cut_after=40, error={"message": "out of memory", "code": 500})
    for turns in ((failing, failing), (Turn(claims(RIGHT, SCRIPT[2]), cut_after=40, error=TOO_LONG.body["error"]),)):
        done = asked(WHO, turns=turns)
        assert done.status == 1
        assert done.err.startswith("Error: ")
        assert done.err.count("\n") == 1
        assert RIGHT[0] in flat(done.out)
        assert re.findall(r"\[(\d+)\]", done.out) == ["1", "1"]
        assert "Sources" in done.out


def test_a_stream_that_ends_too_early_is_asked_for_again_and_then_said(asked: Command) -> None:
    cut = Turn(claims(RIGHT, SCRIPT[2]), cut_after=40)
    done = asked(WHO, turns=(cut, Turn(claims(RIGHT, SCRIPT[2]))))
    assert (done.status, done.err) == (0, "")
    assert SCRIPT[2][0] in flat(done.out)
    done = asked(WHO, "--no-cache", turns=(cut, cut))
    assert RIGHT[0] in flat(done.out)
    assert SCRIPT[2][0] not in flat(done.out)
    assert done.err.startswith("Warning: The model's reply could not be used in full")


def test_auto_takes_the_only_model_of_a_server(asked: Command) -> None:
    asked.server.personality = Personality(models=("only-one",), strict_model=True)
    record = json.loads(asked(WHO, "--json", turns=(Turn(claims(RIGHT)),), QA_MODEL="auto").out)
    assert record["model"] == "only-one"


def test_auto_does_not_choose_among_several(asked: Command) -> None:
    asked.server.personality = Personality(models=("one", "two"))
    message = one_line(asked(WHO, QA_MODEL="auto"))
    assert "one, two" in message
    assert "--model" in message


# Money


def test_the_same_question_costs_nothing_twice(asked: Command) -> None:
    turns = (Turn(claims(*SCRIPT), usage=(1_000, 50)), Turn(claims(), usage=(1_200, 5)))
    first = json.loads(asked(WHO, "--json", turns=turns).out)
    calls = len(asked.server.requests)
    second = json.loads(asked(WHO, "--json").out)
    assert asked.server.chats[2:] == []
    assert [seen.path for seen in asked.server.requests[calls:] if seen.method == "POST"] == []
    assert second["claims"] == first["claims"]
    assert second["dropped"] == first["dropped"]
    assert first["usage"]["calls"] == 3, "a probe, the answer and the claims that went back"
    assert first["usage"]["input_tokens"] >= 2_200
    assert second["usage"] == {**second["usage"], "calls": 0, "cached_calls": 2, "input_tokens": 0, "output_tokens": 0}
    anew = json.loads(asked(WHO, "--json", "--no-cache", turns=(Turn(claims(answerable=False)),)).out)
    assert anew["answered"] is False
    logged = {row["purpose"]: row for row in json.loads(asked.run("usage", "--json", "--by", "purpose").out)["rows"]}
    assert (logged["answer"]["calls"], logged["answer"]["cached_calls"]) == (2, 1)


def test_an_estimate_sends_nothing_at_all(asked: Command, tmp_path: Path) -> None:
    done = asked(WHO, "--estimate")
    assert (done.status, done.err) == (0, "")
    assert re.search(r"1 call to scripted at 127\.0\.0\.1:\d+: about [\d,]{3,} tokens in", done.out)
    assert "Nothing was sent" in done.out
    file = tmp_path / "questions.jsonl"
    lines = [json.dumps({"question": q}) for q in (WHO, UNRELATED, "Whom did Sabbagh meet in Tehran?")]
    file.write_text("\n".join([*lines, "not json"]), encoding="utf-8")
    done = asked("--jsonl", file, "--estimate")
    assert done.out.startswith("2 calls to scripted")
    assert asked.server.requests == []


def test_there_is_nothing_to_estimate_without_a_model(run_qa: RunQa) -> None:
    message = one_line(run_qa("ask", WHO, "--estimate", "--index", sample_index()), 2)
    assert "--model" in message


def test_a_limit_on_a_server_of_ones_own_is_kept_by_itself(asked: Command) -> None:
    assert asked(WHO, "--max-cost", "0", turns=(Turn(claims(RIGHT)),)).status == 0


def test_a_limit_that_can_not_be_kept_is_refused_before_anything_is_sent(run_qa: RunQa) -> None:
    """The guard of the tests would turn a request that leaves this machine into another error."""
    env = {"OPENAI_BASE_URL": "https://llm.example/v1", "QA_MODEL": "some-model"}
    done = run_qa("ask", WHO, "--max-cost", "1", "--index", sample_index(), env=env)
    message = one_line(done, 2)
    assert "price of some-model at llm.example is not known" in message


# A second judge


def test_a_judge_vetoes(asked: Command) -> None:
    second = SCRIPT[2]
    turns = (
        Turn(claims(RIGHT, WRONG, second)),
        Turn(verdicts(True, False, problem="that it was on that day")),
        Turn(claims(RIGHT)),
        Turn(verdicts(True)),
    )
    done = asked(WHO, "--judge", "--json", turns=turns)
    record = json.loads(done.out)
    assert own(record) == [RIGHT[0]]
    dropped = {d["text"]: d["reason"] for d in record["dropped"]}
    assert set(dropped) == {WRONG[0], second[0]}
    assert "that it was on that day" in dropped[second[0]]
    judged = str(asked.server.chats[1].body["messages"][-1]["content"])
    assert WRONG[0] not in judged, "what the rules refuse is no question"
    assert "that it was on that day" in str(asked.server.chats[2].body["messages"][-1]["content"])


def test_a_judge_never_pardons(asked: Command) -> None:
    asked.server.decider = lambda _, questions: [1.0] * len(questions)
    record = json.loads(asked(WHO, "--judge", "--json", turns=(Turn(claims(WRONG)), Turn(claims(WRONG)))).out)
    assert (record["claims"], [d["text"] for d in record["dropped"]]) == ([], [WRONG[0]])
    assert [seen for seen in asked.server.requests if seen.path == "/v1/decisions"] == []


def test_decisions_veto(asked: Command) -> None:
    asked.server.decider = lambda _, questions: [0.9, 0.1][: len(questions)]
    record = json.loads(asked(WHO, "--judge", "--json", turns=(Turn(claims(RIGHT, SCRIPT[2])), NOTHING)).out)
    assert own(record) == [RIGHT[0]]
    assert "10%" in record["dropped"][0]["reason"]


def test_a_judge_that_fails_leaves_the_claims_and_says_so(asked: Command) -> None:
    done = asked(WHO, "--judge", turns=(Turn(claims(RIGHT)), Fault(403, "not for you")))
    assert done.status == 0
    assert RIGHT[0] in flat(done.out)
    assert done.err.startswith("Warning: The second judge could not be asked")
    assert done.err.count("\n") == 1


# Files of questions


def test_an_error_in_one_line_leaves_the_others(asked: Command, tmp_path: Path) -> None:
    lines = [
        {"id": 1, "question": WHO},
        {"id": 2, "question": "Who invited Pezeshkian to visit Syria?"},
        {"id": 3, "question": "Whom did Sabbagh meet in Tehran?"},
        {"id": 4, "question": UNRELATED},
    ]
    turns = (Turn(claims(RIGHT)), Fault(400, "the server has hiccups"), Turn(claims(RIGHT)))
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = asked("--jsonl", file, turns=turns)
    records = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 1
    assert [r["id"] for r in records] == [1, 2, 3, 4]
    assert [r.get("answered") for r in records] == [True, None, True, False]
    assert "line 2" in records[1]["error"]
    assert "hiccups" in records[1]["error"]
    assert own(records[2]) == [RIGHT[0]]
    assert records[2]["usage"]["calls"] == 1, "each answer counts its own calls"
    assert MET in records[0]["claims"][0]["citations"][0]["quote"]
