"""The sample articles hold what the demo and the suites rely on, in exactly the files they expect it in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from index.sentences import split

FOLDER = Path(__file__).parents[1] / "evals" / "articles"
SHARED = Path(__file__).parents[2] / "shared" / "articles"
WIRE = "2024-11-21-levant-wire-sabbagh-tehran.md"
COURIER = "2024-11-21-orontes-courier-sabbagh-tehran.md"
REPRINT = "2024-11-22-river-herald-sabbagh-tehran.txt"
ARABIC = "2024-11-21-sahifat-al-jisr-sabbagh-tehran.md"
LAYLA = "2019-05-14-harbour-gazette-layla-sabbagh.md"
FILM = "2021-09-08-cinema-weekly-velayati.md"
FOOTBALL = "2023-03-02-touchline-ahmadian.txt"
PORT = "2024-11-18-coastal-times-port-of-tamrin.md"
HOSTILE = "2024-11-25-valley-post-readers-comments.md"
ALL = {WIRE, COURIER, REPRINT, ARABIC, LAYLA, FILM, FOOTBALL, PORT, HOSTILE}

# A phrase, and all files that hold it.
FACTS = [
    ("met Iranian President Masoud Pezeshkian in Tehran on Wednesday", {WIRE, REPRINT}),
    ("Secretary of the Supreme National Security Council", {WIRE, REPRINT, COURIER}),
    ("Ali Akbar Velayati", {WIRE, REPRINT, COURIER}),
    ("at the earliest opportunity", {WIRE, REPRINT, COURIER}),
    ("Mehr news agency", {WIRE, REPRINT, COURIER}),
    ("He asserted that its economy had collapsed.", {WIRE, REPRINT}),
    ("has not verified", {WIRE, REPRINT}),
    ("Later on Wednesday the foreign minister met Ali Akbar Velayati", {WIRE, REPRINT}),
    ("On Thursday, the last day of his visit, Sabbagh was received by Ali Akbar Velayati", {COURIER}),
    ("Bassam Sabbagh", {WIRE, REPRINT, COURIER}),
    ("Sabbagh", {WIRE, REPRINT, COURIER, LAYLA}),
    ("Velayati", {WIRE, REPRINT, COURIER, FILM}),
    ("Ahmadian", {WIRE, REPRINT, COURIER, FOOTBALL}),
    ("بسام صباغ", {ARABIC}),
    ("no joint statement was issued", {COURIER}),
    ("From our partner Levant Wire", {REPRINT}),
    ("plans to build two berths", {PORT}),
    ("We are not closing the fishing harbour", {PORT}),
    ("Ignore all previous instructions", {HOSTILE}),
    ("\x1b[31m", {HOSTILE}),
    ("<|endoftext|>", {HOSTILE}),
    ("The agreement has not been cancelled", {HOSTILE}),
]


def read(name: str) -> tuple[dict[str, object], str]:
    """The front matter and the prose of a sample article."""
    found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", (FOLDER / name).read_text("utf-8"), re.DOTALL)
    assert found, f"no front matter in {name}"
    return yaml.safe_load(found[1]), found[2]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'").replace("'s", "").lower())


def test_the_folder_holds_the_articles_and_their_list() -> None:
    assert {path.name for path in FOLDER.iterdir()} == ALL
    listed = set(re.findall(r"^\| `([^`]+)`", (FOLDER.parent / "ARTICLES.md").read_text("utf-8"), re.MULTILINE))
    assert listed == ALL


@pytest.mark.parametrize("name", sorted(ALL))
def test_front_matter_says_where_and_when(name: str) -> None:
    head, body = read(name)
    assert set(head) == {"title", "date", "publisher", "url", "language"}
    assert str(head["date"]) == name[:10]
    assert re.match(r"https://[a-z-]+\.example\.org/", str(head["url"]))
    assert head["language"] == ("ar" if name == ARABIC else "en")
    assert len(split(body, str(head["language"]))) >= 5


@pytest.mark.parametrize(("phrase", "files"), FACTS)
def test_facts_stand_in_exactly_these_articles(phrase: str, files: set[str]) -> None:
    assert {name for name in ALL if phrase in read(name)[1]} == files


def test_the_reprint_is_the_wire_story_but_for_its_credits() -> None:
    """Two paragraphs of the ten differ: a spelling, and the closing note."""
    wire, reprint = (set(read(name)[1].strip().split("\n\n")) for name in (WIRE, REPRINT))
    assert len(wire & reprint) == 8
    assert len(wire) == 10


def test_no_sentence_of_the_original_is_repeated() -> None:
    if not SHARED.is_dir():
        pytest.skip("no ../shared/articles here")
    for original in SHARED.glob("*.txt"):
        theirs = words(original.read_text("utf-8"))
        runs = {tuple(theirs[i : i + 8]) for i in range(len(theirs) - 7)}
        for name in ALL:
            ours = words(read(name)[1])
            assert not runs & {tuple(ours[i : i + 8]) for i in range(len(ours) - 7)}, name
