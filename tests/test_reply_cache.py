"""The same request finds its reply, any other none; nothing that is wrong with the file stops an answer."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa.chat import Message, Reply, Request, Schema
from qa.reply_cache import ReplyCache, default_path, key
from tests.conftest import ROOT

REQUEST = Request(
    (Message("system", "Answer from the sentences."), Message("user", "Who met the ferry's crew? [1] …")),
    purpose="answer",
    max_tokens=800,
    schema=Schema("answer", {"type": "object", "properties": {"cites": {}, "text": {}}}),
    prompt="abc123",
)
REPLY = Reply("The mayor met them. ✓", "stop", 120, 9, estimated=True)
URL = "http://127.0.0.1:8080/v1"


@pytest.fixture
def said() -> list[str]:
    """What the cache warned of."""
    return []


@pytest.fixture
def cache(tmp_path: Path, said: list[str]) -> ReplyCache:
    """A cache that is not there yet."""
    return ReplyCache(tmp_path / "cache" / "replies.sqlite", said.append)


def named(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_a_reply_comes_back_as_it_was(cache: ReplyCache, said: list[str]) -> None:
    name = key(URL, "m", REQUEST, "json_schema")
    assert len(name) == 32
    assert cache.get(name) is None
    cache.put(name, REPLY)
    assert cache.get(name) == REPLY
    assert ReplyCache(cache.path, said.append).get(name) == REPLY
    cache.put(name, replace(REPLY, text="Another."))
    found = cache.get(name)
    assert found is not None
    assert found.text == "Another."
    assert said == []


def test_whatever_the_model_could_see_changes_the_key() -> None:
    other_schema = Schema("answer", {"type": "object", "properties": {"text": {}, "cites": {}}})
    requests = [
        REQUEST,
        replace(REQUEST, messages=REQUEST.messages[:1]),
        replace(REQUEST, messages=REQUEST.messages[::-1]),
        replace(REQUEST, messages=(Message("user", REQUEST.messages[0].content), REQUEST.messages[1])),
        replace(REQUEST, max_tokens=801),
        replace(REQUEST, schema=None),
        replace(REQUEST, schema=Schema("other", REQUEST.schema.body if REQUEST.schema else {})),
        replace(REQUEST, schema=other_schema),  # the order of the properties is the order in which they are written
        replace(REQUEST, prompt="abc124"),
    ]
    keys = [key(URL, "m", request, "json_schema") for request in requests]
    keys += [key(None, "m", REQUEST, "json_schema"), key(URL, "n", REQUEST, "json_schema")]
    keys += [key(URL, "m", REQUEST, "json_object")]
    assert len(set(keys)) == len(keys)


def test_what_it_is_asked_for_does_not_change_the_key() -> None:
    assert key(URL, "m", replace(REQUEST, purpose="eval"), "none") == key(URL + "/", "m", REQUEST, "none")


@pytest.mark.parametrize(
    "reply",
    [
        replace(REPLY, finish="length"),
        replace(REPLY, finish="refused"),
        replace(REPLY, text=" \n"),
        replace(REPLY, text="half a character \ud83d"),
    ],
)
def test_only_a_reply_that_ended_by_itself_and_says_something_is_kept(
    cache: ReplyCache, said: list[str], reply: Reply
) -> None:
    cache.put(named(1), reply)
    assert cache.get(named(1)) is None
    assert said == []


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_the_file_is_the_users_alone(cache: ReplyCache) -> None:
    cache.put(named(1), REPLY)
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in cache.path.parent.iterdir()} == {0o600}


def test_a_damaged_file_is_moved_aside(cache: ReplyCache, said: list[str]) -> None:
    cache.path.parent.mkdir()
    cache.path.write_bytes(b"\x00\x01 noise " * 1000)
    assert cache.get(named(1)) is None
    cache.put(named(1), REPLY)
    assert cache.get(named(1)) == REPLY
    (aside,) = cache.path.parent.glob("replies.aside-*.sqlite")
    (line,) = said
    assert line.startswith(f"The reply cache {cache.path} can't be used (")
    assert line.endswith(f"): it is now {aside}, a new one is begun.")


def test_a_folder_that_cant_be_used_is_said_once(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = ReplyCache(tmp_path / "cache" / "replies.sqlite", said.append)
    assert cache.get(named(1)) is None
    cache.put(named(1), REPLY)
    assert cache.get(named(1)) is None
    assert len(said) == 1
    assert "--no-cache" in said[0]


def test_it_stays_within_its_size_and_keeps_what_is_used(tmp_path: Path, said: list[str]) -> None:
    most = 120_000
    cache = ReplyCache(tmp_path / "replies.sqlite", said.append, most_bytes=most)
    for number in range(60):
        cache.put(named(number), replace(REPLY, text=f"{number} " + "word " * 800))
        assert cache.get(named(0)) is not None, number  # used again and again, so it stays
    assert cache.path.stat().st_size <= most + 16_384
    kept = [number for number in range(60) if cache.get(named(number))]
    assert kept == [0, *range(kept[1], 60)]  # the newest, without a gap
    assert 10 < len(kept) < 40
    assert said == []


def test_a_reply_larger_than_all_the_room_is_kept_alone(tmp_path: Path, said: list[str]) -> None:
    cache = ReplyCache(tmp_path / "replies.sqlite", said.append, most_bytes=50_000)
    cache.put(named(1), REPLY)
    cache.put(named(2), replace(REPLY, text="word " * 20_000))
    assert cache.get(named(1)) is None
    assert cache.get(named(2)) is not None


def test_what_is_cleared_can_not_be_read_in_the_file(cache: ReplyCache) -> None:
    assert cache.clear() == 0
    assert not cache.path.exists()
    for number in range(5):
        cache.put(named(number), replace(REPLY, text=f"Halvorsen said {number}"))
    assert any(b"Halvorsen" in entry.read_bytes() for entry in cache.path.parent.iterdir())
    assert cache.clear() == 5
    assert not any(b"Halvorsen" in entry.read_bytes() for entry in cache.path.parent.iterdir())
    assert cache.get(named(1)) is None


def test_several_processes_use_it_at_once(cache: ReplyCache) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.reply_cache import *; from qa.chat import Reply\n"
        "def fail(line): raise SystemExit(line)\n"
        "cache = ReplyCache(Path(sys.argv[1]), fail)\n"
        "for n in range(8):\n"
        "    cache.put(bytes([n]) * 32, Reply('yes', 'stop', 1, 1)); assert cache.get(bytes([n]) * 32)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(cache.path)], cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    assert cache.clear() == 8


def test_it_lies_in_the_users_cache_folder(clean_environment: Path) -> None:
    assert default_path().name == "replies.sqlite"
    assert clean_environment in default_path().parents
