"""`qa brief` on the command line: formats, filters, files that are not ours, and the abstention."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from index.errors import InputError
from qa.brief.files import write
from qa.brief.shown import MARK
from tests.brief_articles import COURT, OSLO, PORTO
from tests.conftest import RunQa
from tests.sample_index import sample_index


def test_a_topic_to_the_terminal(run_qa: RunQa) -> None:
    done = run_qa("brief", "--index", sample_index(), "Sabbagh's visit to Tehran")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# Sabbagh's visit to Tehran\n\n## Event\n")
    for name in ("Pezeshkian", "Ahmadian", "Velayati", "2024-11-20", "Tehran", "has not verified"):
        assert name in done.out
    assert "\x1b" not in done.out


def test_the_json_is_the_record(run_qa: RunQa) -> None:
    done = run_qa("brief", "--index", sample_index(), "Sabbagh's visit to Tehran", "--json")
    record = json.loads(done.out)
    assert record["version"] == 1
    assert record["answered"] is True
    assert record["origins"] == 2
    assert [source["copy_of"] is None for source in record["sources"]].count(False) == 1
    numbers = [p["n"] for section in record["sections"] for p in section["paragraphs"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for section in record["sections"]:
        for paragraph in section["paragraphs"]:
            assert paragraph["verdict"] in ("verbatim", "supported")
            assert paragraph["citations"]


def test_what_the_articles_do_not_hold_is_abstained_from(run_qa: RunQa) -> None:
    done = run_qa("brief", "--index", sample_index(), "elections in Mongolia")
    assert done.status == 3
    assert "The sources hold nothing on this." in done.out
    record = json.loads(run_qa("brief", "--index", sample_index(), "elections in Mongolia", "--json").out)
    assert (record["answered"], record["sections"]) == (False, [])
    assert record["nearest"]


def test_formats_by_suffix_and_by_option(run_qa: RunQa, tmp_path: Path) -> None:
    common = ("brief", "--index", sample_index(), "--source", "Coastal Times")
    for suffix in ("md", "json", "docx", "html"):
        for _ in range(2):  # a file of ours may be written again
            done = run_qa(*common, "-o", tmp_path / f"b.{suffix}")
            assert (done.status, done.err) == (0, ""), suffix
        assert done.out.startswith(f"Wrote {tmp_path / f'b.{suffix}'}: ")
    title = "Port of Tamrin to get two more berths; the fishing harbour stays"
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith(f"# {title}\n")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["title"] == title
    assert zipfile.is_zipfile(tmp_path / "b.docx")
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "The fishermen&#39;s cooperative doubts that." in page  # the whole article stands beside the brief
    assert run_qa(*common, "-o", tmp_path / "b", "--format", "json").status == 0


def test_formats_that_cannot_be_met(run_qa: RunQa, tmp_path: Path) -> None:
    common = ("brief", "--index", sample_index(), "--source", "Coastal Times")
    assert run_qa(*common, "-o", tmp_path / "c").status == 2
    assert run_qa(*common, "--format", "docx").status == 2
    assert run_qa(*common, "--json", "--format", "md").status == 2


def test_a_file_that_is_not_ours_is_left_alone(run_qa: RunQa, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("my notes on Pressbrief\n", encoding="utf-8")
    common = ("brief", "--index", sample_index(), "--source", "Coastal Times", "-o", file)
    done = run_qa(*common)
    assert done.status == 2
    assert "was not written by `qa brief`" in done.err
    assert file.read_text(encoding="utf-8") == "my notes on Pressbrief\n"
    assert run_qa(*common, "--force").status == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["notes.md"]  # nothing is left beside it


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"):
        write(tmp_path / "no" / "folder.md", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        write(tmp_path / "folder", b"x")
    file = tmp_path / "b.md"
    write(file, f"a\n<!-- {MARK} -->\n".encode())
    write(file, b"b")
    with pytest.raises(InputError):
        write(file, b"c")
    assert file.read_bytes() == b"b"


def test_articles_and_filters_choose_what_it_is_written_from(run_qa: RunQa, tmp_path: Path) -> None:
    for name, text in (("oslo", OSLO), ("porto", PORTO), ("court", COURT)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        assert run_qa("add", tmp_path / f"{name}.md").status == 0
    ids = {a["publisher"]: a["id"] for a in json.loads(run_qa("list", "--json").out)["articles"]}
    one = json.loads(run_qa("brief", "--article", ids["Baltic Courier"][:6], "--json").out)
    assert [source["source"] for source in one["sources"]] == ["Baltic Courier"]
    march = json.loads(run_qa("brief", "--until", "2025-03-31", "--json").out)
    assert {source["source"] for source in march["sources"]} == {"Fjord Gazette", "Porto Messenger"}
    every = json.loads(run_qa("brief", "--json", "--as-of", "2025-04-03").out)
    assert every["origins"] == 3
    notes = next(section for section in every["sections"] if section["key"] == "notes")
    assert {"label": "Age", "text": "Baltic Courier: 1 day from its publication to 2025-04-03"} in notes["facts"]
    cable = json.loads(run_qa("brief", "sea cable", "--source", "Porto", "--json").out)
    assert [source["source"] for source in cable["sources"]] == ["Porto Messenger"]
    assert run_qa("brief", "--source", "Nobody").status == 2
    assert run_qa("brief", "--article", "zzz").status == 2


def test_usage_errors(run_qa: RunQa) -> None:
    assert run_qa("brief", "Sabbagh").status == 1  # no index yet
    assert "blank" in run_qa("brief", "--index", sample_index(), "?!").err
    assert run_qa("brief", "--index", sample_index(), "port", "--as-of", "tomorrow").status == 2
