"""A suite's file: what is wrong is told with its line and key, and what is written is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import Fault, SuiteError
from evals.suite_file import read
from evals.suite_shape import AskShape
from index.errors import InputError
from tests.evals.suites import SMALL, is_told, write_suite


def faults(tmp_path: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(SuiteError) as caught:
        read(write_suite(tmp_path, text))
    assert "\n" not in str(caught.value)
    return caught.value.faults


def test_a_good_one(tmp_path: Path) -> None:
    written = read(write_suite(tmp_path))
    assert [case.id for case in written.shape.cases] == ["what-was-approved", "who-is-king"]
    assert written.where(("cases", 1, "abstain")) == (16, 5)


def test_scalars_are_what_is_written(tmp_path: Path) -> None:
    """YAML would make a truth value, a number and a day of these."""
    text = SMALL.replace("must_answer: Norrholm", "must_answer: [no, 1.50, 2024-03-05, 007]")
    shape = read(write_suite(tmp_path, text)).shape.cases[0]
    assert isinstance(shape, AskShape)
    assert shape.must_answer == ["no", "1.50", "2024-03-05", "007"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ("tags: [what]", "tag: [what]", 9, "cases[0] (what-was-approved).tag", "did you mean 'tags'?"),
        ("as_of: 2024-03-06\n", "", 1, "as_of", "is missing"),
        ("as_of: 2024-03-06", "as_of: yesterday", 4, "as_of", "must be a day"),
        ("    question: Who is the king of Denmark?\n", "", 13, "cases[1] (who-is-king).question", "is missing"),
        ("abstain: true", "abstain: perhaps", 16, "cases[1] (who-is-king).abstain", "must be true or false"),
        ("abstain: true", "max_sentences: 0", 16, "cases[1] (who-is-king).max_sentences", "must be 1 or more"),
        ("abstain: true", "min_citation_precision: 2", 16, "(who-is-king).min_citation_precision", "1 or less"),
        ("tags: [what]", "tags: what", 9, "cases[0] (what-was-approved).tags", "must be a list"),
        ("must_answer: Norrholm", "must_answer: []", 10, "cases[0] (what-was-approved).must_answer", "empty list"),
        ("must_answer: Norrholm", "must_answer: [{some: x}]", 10, "(what-was-approved).must_answer[0]", "'any of'"),
        ("must_answer: Norrholm", "must_answer: {any: [a, '']}", 10, "must_answer.any[1]", "is empty"),
        ("{article: ferry.md, quote:", "{artcle: ferry.md, quote:", 11, "must_cite.artcle", "did you mean 'article'?"),
        ("id: who-is-king", "id: what-was-approved", 13, "(what-was-approved).id", "taken by the case in line 7"),
        ("id: who-is-king", "id: who is king?", 13, "(who is king?).id", "letters, digits"),
        ("abstain: true", "type: breif\n    topic: x", 13, "cases[1] (who-is-king)", "of the kind 'breif'"),
        ("version: 1", "version: 2", 1, "version", "must be '1'"),
        ("name: small", "name: small\nname: large", 3, "name", "stands twice, also in line 2"),
        ("abstain: true", "abstain: true\n    abstain: false", 17, "(who-is-king).abstain", "also in line 16"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str, message: str) -> None:
    assert old in SMALL
    found = faults(tmp_path, SMALL.replace(old, new, 1))
    assert is_told(found, line, key, message), found


def test_all_faults_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SMALL.replace("as_of: 2024-03-06", "as_of: now").replace("abstain: true", "abstain: perhaps")
    found = faults(tmp_path, text.replace("tags: [what]", "tgas: [what]"))
    assert [f.line for f in found] == [4, 9, 16]


@pytest.mark.parametrize(
    ("text", "line"), [("version: 1\ncases: [\n", 3), ("", 1), ("a: b: c\n", 1), ("version: 1\nname: \x07\n", 2)]
)
def test_what_is_no_yaml(tmp_path: Path, text: str, line: int) -> None:
    assert faults(tmp_path, text)[0].line == line


def test_what_is_no_mapping(tmp_path: Path) -> None:
    assert "must be a mapping" in faults(tmp_path, "- one\n- two\n")[0].message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml can't be read"):
        read(tmp_path / "nowhere.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: caf\xe9".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read(tmp_path / "latin.yaml")
