"""Tokens: tiktoken's own numbers, without the network, on a cache that may be missing, broken or read-only."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index import tokens, vocabulary
from index.errors import PressbriefError

ROOT = Path(__file__).parents[1]
KEY = hashlib.sha1(b"https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken").hexdigest()

# Runs in a process of its own, because tiktoken keeps what it has loaded; any use of a socket ends it.
CHILD = """
import json, os, socket, sys
def refuse(*args, **kwargs):
    raise SystemExit("a socket was used")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from index import tokens
assert "tiktoken" not in sys.modules
before = dict(os.environ)
counts = [tokens.measure("The port of Tamrin opens.", model) for model in ("gpt-4o", "gpt-4")]
assert dict(os.environ) == before
print(json.dumps([[c.tokens, c.estimated] for c in counts]))
"""


def child(folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A process that counts with its cache in `folder`."""
    variables = {**os.environ, "TIKTOKEN_CACHE_DIR": str(folder), **environment}
    return subprocess.Popen([sys.executable, "-c", CHILD], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> object:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(out)


EXPECTED = [[7, False], [7, False]]


def test_counts_are_those_of_the_models_vocabulary() -> None:
    text = 'Ali Akbar Ahmadian, ١٢ مليون, 中文的。\n\n"Quoted"  twice'
    for model, name in (("gpt-4o", "o200k_base"), ("openai/gpt-4.1-mini", "o200k_base"), ("gpt-4", "cl100k_base")):
        exact = len(vocabulary.load(name).encode(text, disallowed_special=()))
        assert tokens.measure(text, model) == tokens.Count(exact, estimated=False)
    assert tokens.count(text, "gpt-4") > tokens.count(text, "gpt-4o")
    assert tokens.encoding("gpt-oss-20b").name == "o200k_harmony"


@pytest.mark.parametrize("model", [None, "", "qwen2.5-1.5b-instruct", "gpt2", "text-davinci-003", "a/b/c"])
def test_an_unknown_model_is_estimated_and_said_so(model: str | None) -> None:
    assert tokens.measure("The port opens.", model) == tokens.Count(
        tokens.count("The port opens.", "gpt-4o"), estimated=True
    )


def test_control_tokens_in_an_article_are_plain_text() -> None:
    assert tokens.count("<|endoftext|>", "gpt-4o") > 1


def test_pieces_make_no_difference_in_prose_and_little_in_a_long_run() -> None:
    prose = "The director of the port said, on Friday, that none of the boats would have to leave. " * 1_500
    assert tokens.count(prose) == len(tokens.encoding().encode(prose))
    run = "ab" * 30_000
    exact = len(tokens.encoding().encode(run))
    assert exact <= tokens.count(run) <= 1.01 * exact


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, " " * 1_000_000, "." * 1_000_000, "中" * 300_000, "a\ud800b", "\x00"]
)
def test_hostile_text_is_counted(text: str) -> None:
    assert 0 < tokens.count(text) <= len(text.encode("utf-8", "replace")) + 3
    assert tokens.count("") == 0


def test_the_vocabularies_are_unpacked_without_the_network(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    assert answer(child(folder)) == EXPECTED
    assert len(list(folder.iterdir())) == 2
    assert hashlib.sha256((folder / KEY).read_bytes()).hexdigest() == vocabulary.HASHES["o200k_base"]


def test_two_processes_at_once_share_a_cache(tmp_path: Path) -> None:
    both = [child(tmp_path), child(tmp_path)]
    assert [answer(process) for process in both] == [EXPECTED, EXPECTED]
    assert {len(path.name) for path in tmp_path.iterdir()} == {40}


def test_a_broken_file_in_the_cache_is_replaced_not_downloaded(tmp_path: Path) -> None:
    (tmp_path / KEY).write_bytes(b"half a vocabul")
    assert answer(child(tmp_path)) == EXPECTED
    assert hashlib.sha256((tmp_path / KEY).read_bytes()).hexdigest() == vocabulary.HASHES["o200k_base"]


def test_a_cache_that_cant_be_written_is_gone_round(tmp_path: Path) -> None:
    blocked, temporary = tmp_path / "file", tmp_path / "tmp"
    blocked.write_text("a file where the folder should be")
    temporary.mkdir()
    assert answer(child(blocked / "cache", TMPDIR=str(temporary))) == EXPECTED
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root can write everywhere")
def test_a_read_only_cache_is_read(tmp_path: Path) -> None:
    answer(child(tmp_path))
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert answer(child(tmp_path)) == EXPECTED


def test_without_the_package_the_error_names_the_next_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vocabulary, "PACKAGE", "pressbrief-no-such-package")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    with pytest.raises(PressbriefError, match="pip install --force-reinstall"):
        vocabulary.load.__wrapped__("o200k_base")


def test_the_cache_is_the_users_own_unless_tiktokens_variable_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert vocabulary.cache_folder().parts[-2:] == ("pressbrief", "tiktoken")
