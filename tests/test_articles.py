from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import articles
from index.articles import Problem, count, read
from index.records import Article

PROSE = "The two towns agreed on a common harbour, the mayor said on Monday."
PAGE = (
    "<!doctype html><html><head><title>Two towns</title></head>"
    f"<body><article>{f'<p>{PROSE}</p>' * 4}</article></body></html>"
)


def split(paths: Sequence[Path | str], stdin: bytes | None = None) -> tuple[list[Article], list[Problem]]:
    items = list(read(paths, stdin=None if stdin is None else io.BytesIO(stdin)))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def test_a_folder_is_walked_in_order_and_each_ending_read_its_way(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b" / "c.MD").write_text(f"# Heading\n\n{PROSE}")
    (tmp_path / "d.html").write_text(PAGE)
    (tmp_path / "e.jsonl").write_text('{"id": "x", "text": "One."}\n{"text": "Two."}\n')
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    (tmp_path / ".hidden.txt").write_text(PROSE)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(PROSE)
    reading = read([tmp_path])
    found = [item for item in reading if isinstance(item, Article)]
    assert [a.source for a in found] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b" / "c.MD"),
        str(tmp_path / "d.html"),
        str(tmp_path / "e.jsonl") + "#x",
        str(tmp_path / "e.jsonl") + "#2",
    ]
    assert [a.title for a in found[:3]] == [None, "Heading", "Two towns"]
    assert found[3].id == "x"
    assert reading.skipped == 2
    assert count([tmp_path]) == 5


def test_neither_the_files_time_nor_its_name_gives_a_date(tmp_path: Path) -> None:
    path = tmp_path / "2024-11-21-two-towns.txt"
    path.write_text(PROSE)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    found, problems = split([path])
    assert (found[0].date, found[0].title, found[0].publisher, problems) == (None, None, None, [])


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PROSE)
    found, _ = split([tmp_path])
    assert found[0].id == found[1].id == found[0].digest[:12]


def test_line_ends_and_a_mark_go_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf  One.\r\nTwo.\rThree.\x0c \n\n")
    assert split([tmp_path / "a.txt"])[0][0].text == "  One.\nTwo.\nThree.\x0c \n\n"


def test_a_file_named_twice_or_within_a_named_folder_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    monkeypatch.chdir(tmp_path)
    assert len(split([path, "a.txt", tmp_path, tmp_path / "." / "a.txt"])[0]) == 1


def test_a_named_file_of_unknown_ending_is_read_by_its_content(tmp_path: Path) -> None:
    for name, data in (("a.log", PROSE), ("b", PAGE), ("c.json", '{"text": "One."}\n{"text": "Two."}')):
        (tmp_path / name).write_text(data)
    found, problems = split([tmp_path / "a.log", tmp_path / "b", tmp_path / "c.json"])
    assert [a.text[:4] for a in found] == ["The ", "The ", "One.", "Two."]
    assert found[1].title == "Two towns"
    assert problems == []


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (PROSE.encode(), [PROSE]),
        (b'\n{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ('{"text": "One."}\r\n{"text": "Two."}'.encode("utf-16"), ["One.", "Two."]),
        (b"\xef\xbb\xbf" + b'{"text": "One."}\n', ["One."]),
        (b"{not json, but prose in braces}\nMore.", ["{not json, but prose in braces}\nMore."]),
    ],
)
def test_standard_input_is_read_by_its_content(data: bytes, texts: list[str]) -> None:
    found, problems = split(["-"], data)
    assert [a.text for a in found] == texts
    assert problems == []
    assert all(a.source.split("#")[0] == "-" for a in found)


def test_a_page_on_standard_input() -> None:
    found, _ = split(["-"], PAGE.encode())
    assert (found[0].source, found[0].title) == ("-", "Two towns")


def test_standard_input_that_is_a_json_array_or_missing_is_a_problem() -> None:
    assert "jq" in split(["-"], b'[\n{"text": "One."}\n]')[1][0].reason
    assert "nothing is piped in" in split(["-"])[1][0].reason
    assert "empty" in split(["-"], b"")[1][0].reason
    assert count(["-"]) is None


def test_a_warning_follows_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Date: 2024-13-45\n\n{PROSE}")
    (tmp_path / "b.txt").write_bytes("Der Bürgermeister sprach über die Brücke.".encode("cp1252"))
    items = list(read([tmp_path]))
    assert [type(i) for i in items] == [Article, Problem, Article, Problem]
    assert [i.fatal for i in items if isinstance(i, Problem)] == [False, False]


def test_memory_does_not_grow_with_the_lines_of_a_file(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for n in range(100):
            file.write(f'{{"id": "{n}", "text": "Article {n}. {"w" * 50_000}"}}\n')  # 5 MB
    tracemalloc.start()
    assert sum(isinstance(item, Article) for item in read([path])) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_500_000


def test_utf16_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "One."}\n{"text": "ثانيا."}\n'.encode("utf-16"))
    assert [a.text for a in split([tmp_path])[0]] == ["One.", "ثانيا."]


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LARGEST", 1000)
    (tmp_path / "a.jsonl").write_text(f'{{"text": "One."}}\n{{"text": "{"x" * 5000}"}}\n{{"text": "Three."}}\n')
    (tmp_path / "b.txt").write_text("word " * 1000)
    found, problems = split([tmp_path])
    assert [a.text for a in found] == ["One.", "Three."]
    assert [Path(p.source).name for p in problems] == ["a.jsonl#2", "b.txt"]
    assert "over 0 MB" in problems[1].reason


def test_reading_stops_where_the_reader_stops(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(PROSE)
    reading = read([tmp_path])
    assert isinstance(next(reading), Article)
    (tmp_path / "b.txt").unlink()
    item = next(reading)
    assert isinstance(item, Problem)
    assert "no such file" in item.reason
