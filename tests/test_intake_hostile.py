"""What nobody should have to read, and everybody has: each gives one clear line, and the files beside it go on."""

from __future__ import annotations

import os
import random
import socket
import sys
from pathlib import Path

import pytest

from index.articles import Problem, count, read
from index.language import detect
from index.records import Article
from index.sentences import split

PROSE = "The two towns agreed on a common harbour, the mayor said on Monday."


def read_all(*paths: Path) -> tuple[list[Article], list[Problem]]:
    items = list(read(paths))
    problems = [item for item in items if isinstance(item, Problem)]
    for problem in problems:
        assert problem.reason
        assert "\n" not in problem.reason
        assert len(problem.reason) < 300
    found = [item for item in items if isinstance(item, Article)]
    for article in found:
        article.text.encode("utf-8")
        assert 0 <= article.body < len(article.text)
        assert all(article.text[n.start : n.end].strip() == article.text[n.start : n.end] != "" for n in article.notes)
    return found, problems


def only_problem(path: Path) -> Problem:
    """The one problem of the path, read beside a good file that must go on."""
    good = path.parent / "good-beside-it.txt"
    good.write_text(PROSE)
    found, problems = read_all(path, good)
    assert [a.source for a in found] == [str(good)]
    assert len(problems) == 1
    assert problems[0].fatal
    assert problems[0].source.split("#")[0] == str(path)
    return problems[0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.md", b" \r\n\t \n", "is empty"),
        ("a.html", b"", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b"\n\n \n", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", "—…!?\n***".encode(), "no letters or digits"),
        ("a.txt", b"\x00" * 4096, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, "binary"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 99, "binary"),
        ("a.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        ("a.jsonl", b"PK\x03\x04\x14\x00", "zip"),
        ("a.md", b"---\ntitle: T\n---\n\n", "no text after its head"),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_files_without_an_article(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in only_problem(path).reason


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    assert "doesn't exist" in only_problem(tmp_path / "nowhere.txt").reason
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "link to nothing" in only_problem(tmp_path / "broken.txt").reason


@pytest.mark.parametrize("path", ["\x00.txt", "a" * 5000 + ".txt", "\ud800.txt"])
def test_a_path_that_is_none(path: str) -> None:
    items = list(read([path]))
    assert len(items) == 1
    assert isinstance(items[0], Problem)
    count([path])


def test_folders_without_articles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "a.png").write_bytes(b"x")
    _, problems = read_all(tmp_path / "empty", tmp_path / "others")
    assert ["has no article;" in p.reason or "only 1 other file;" in p.reason for p in problems] == [True, True]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_must_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    path.chmod(0)
    assert "permission denied" in only_problem(path).reason
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    assert "permission denied" in only_problem(folder).reason
    folder.chmod(0o700)


def test_loops_of_symbolic_links_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(PROSE)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    found, problems = read_all(tmp_path)
    assert [a.source for a in found] == [str(tmp_path / "a" / "x.txt")]
    assert [p.source for p in problems] == [str(tmp_path / "round.txt")]
    assert count([tmp_path]) == 2


def test_a_folder_nested_deeper_than_pythons_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("x.txt").write_text(PROSE)
    try:
        found, problems = read_all(tmp_path)
        assert len(found) + len(problems) == 1  # read, or named as too long a path: never a crash
    finally:
        os.remove("x.txt")
        for _ in range(depth):  # shutil.rmtree, with which pytest cleans up, recurses
            os.chdir("..")
            os.rmdir("d")


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_pipes_devices_and_sockets_never_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe or a device" in only_problem(tmp_path / "pipe.txt").reason
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert count([tmp_path]) == 3
    (tmp_path / "pipe.jsonl").unlink()
    (tmp_path / "null.txt").symlink_to("/dev/zero")
    assert "pipe or a device" in only_problem(tmp_path / "null.txt").reason
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("s.txt")
        assert "can't be read" in only_problem(tmp_path / "s.txt").reason


@pytest.mark.parametrize(
    "data",
    [
        b"word " * 10_000_000,
        b"word. " * 8_000_000,
        b"x" * 50_000_000,
        "كلمة ".encode() * 1_000_000,
        "词".encode() * 3_000_000,
        b"\n" * 50_000_000 + b"The end.",
        b"caf\xe9 " * 2_000_000,
        b"date " * 2_000_000,
    ],
    ids=["words", "sentences", "one-word", "arabic", "chinese", "newlines", "cp1252", "labels"],
)
def test_huge_files_without_structure(tmp_path: Path, data: bytes) -> None:
    # Each takes seconds; with a step of quadratic time it would not come back.
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    found, _ = read_all(path)
    assert len(found) == 1


def test_mixed_encodings_are_repaired_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe und Maß – ".encode() + b"f\xfcr alle.")
    found, problems = read_all(path)
    assert found[0].text == "Größe und Maß – für alle."
    assert [p.fatal for p in problems] == [False]


def test_a_nul_in_good_text_stays_and_spans_hold(tmp_path: Path) -> None:
    text = f"{PROSE} " * 40 + "And\x00 this story has been updated.\n\nThis story has been updated."
    path = tmp_path / "a.txt"
    path.write_text(text)
    article = read_all(path)[0][0]
    assert article.text == text
    assert all("this story has been updated" in text[n.start : n.end].lower() for n in article.notes)


def test_terminal_escapes_reach_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Title: \x1b]0;owned\x07 \x9b31m Red\nPublisher: \x1b[2J\u202eP\n\n{PROSE}")
    article = read_all(path)[0][0]
    assert article.title is not None
    assert article.publisher is not None
    assert (article.title + article.publisher).isprintable()


def test_random_bytes_and_broken_articles_never_crash(tmp_path: Path) -> None:
    rng = random.Random(7)
    good = (
        f"---\ntitle: T\ndate: 2024-11-21\n---\n# H\n\n{PROSE}\n\nThis story has been updated. «قال» <p>&amp;</p>"
    ).encode()
    for number in range(400):
        data = bytearray(good * rng.randint(1, 3))
        for _ in range(rng.randint(0, 40)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        data = data[: rng.randint(0, len(data))]
        (tmp_path / f"{number}{rng.choice(['.txt', '.md', '.html', '.jsonl'])}").write_bytes(data)
    found, problems = read_all(tmp_path)
    assert len(found) > 50
    fatal = {p.source.split("#")[0] for p in problems if p.fatal}
    assert len(fatal | {a.source.split("#")[0] for a in found}) == 400
    for article in found:
        assert all(article.body <= s.start < s.end for s in split(article.text, detect(article.text), article.body))
