"""`qa check` on the sample articles: verdicts, marks, exit statuses, JSON and the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embed import load
from index.search import Search
from index.store import Store
from qa.check import Checked, Checker, counts
from qa.draft import parse
from tests.conftest import RunQa
from tests.sample_index import ARTICLES, sample_index

DRAFT = """Sabbagh met Pezeshkian in Tehran on 20 November 2024 [1]. Sabbagh met Pezeshkian in Baghdad.
The Port of Tamrin plans to build two berths [2]. The Port of Tamrin plans to build nine berths.

[1] Syria's foreign minister sees Iran's president and two senior officials in Tehran
[2] https://example.org/nothing-we-know
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


@pytest.fixture(scope="module")
def search(store: Store) -> Search:
    return Search(store, load(), warn=print)


def check(text: str, store: Store, search: Search) -> list[Checked]:
    draft = parse(text)
    checker = Checker(search, draft, store.heads())
    return [checker.check(statement) for statement in draft.statements]


def test_verdicts_follow_the_sources(store: Store, search: Search) -> None:
    found = check(DRAFT, store, search)
    assert [c.verdict in ("verbatim", "supported") for c in found] == [True, False, True, False]
    assert counts(found)["supported"] + counts(found)["verbatim"] == 2
    assert all(c.reason for c in found if c.verdict not in ("verbatim", "supported"))
    assert "Baghdad" in str(found[1].reason)
    assert "nine" in str(found[3].reason)


def test_every_citation_is_cut_from_its_article(store: Store, search: Search) -> None:
    for one in check(DRAFT, store, search):
        assert one.citations
        for cited in one.citations:
            assert cited.article.text[cited.start : cited.end] == cited.quote != ""
        assert 0 <= one.score <= 1


def test_support_from_another_source_than_the_cited_is_misattributed(store: Store, search: Search) -> None:
    text = (
        "The Port of Tamrin plans to build two berths for container ships by the end of 2027 [1].\n\n"
        "[1] Velayati's new film opens the mountain festival\n"
    )
    (one,) = check(text, store, search)
    assert one.verdict == "misattributed"
    assert "Port of Tamrin" in str(one.reason)


def test_the_exit_status_tells(run_qa: RunQa, tmp_path: Path) -> None:
    run_qa("add", ARTICLES)
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("Sabbagh met Pezeshkian in Tehran.\n", encoding="utf-8")
    bad.write_text("Sabbagh met Pezeshkian in Lisbon.\n", encoding="utf-8")
    assert run_qa("check", good).status == 0
    refused = run_qa("check", bad)
    assert refused.status == 4
    assert "Lisbon" in refused.out
    assert refused.out.splitlines()[-1].startswith("1 sentence: 1 ")


def test_json_says_the_same(run_qa: RunQa) -> None:
    run_qa("add", ARTICLES)
    done = run_qa("check", "-", "--json", input=DRAFT)
    record = json.loads(done.out)
    assert done.status == 4
    assert record["version"] == 1
    assert len(record["sentences"]) == 4
    assert sum(record["counts"].values()) == 4
    for sentence in record["sentences"]:
        assert DRAFT[sentence["start"] : sentence["end"]] == sentence["text"]
        assert set(sentence) >= {"text", "start", "end", "verdict", "score", "reason", "citations"}


def test_against_limits_the_articles(run_qa: RunQa, store: Store) -> None:
    run_qa("add", ARTICLES)
    (port,) = [h.id for h in store.heads() if "Tamrin" in (h.title or "")]
    text = "The Port of Tamrin plans to build two berths. Sabbagh met Pezeshkian in Tehran."
    record = json.loads(run_qa("check", "-", "--json", "--against", port, input=text).out)
    assert [s["verdict"] in ("verbatim", "supported") for s in record["sentences"]] == [True, False]
    assert {c["article_id"] for s in record["sentences"] for c in s["citations"]} == {port}


@pytest.mark.parametrize(
    ("text", "says"), [("", "no sentence"), ("--- \n", "no sentence"), ("%PDF-1.4 \x00\x01", "PDF")]
)
def test_a_draft_without_text_is_refused(run_qa: RunQa, text: str, says: str) -> None:
    run_qa("add", ARTICLES / "2024-11-18-coastal-times-port-of-tamrin.md")
    done = run_qa("check", "-", input=text)
    assert done.status == 2
    assert says in done.err


def test_a_missing_draft_is_named(run_qa: RunQa) -> None:
    run_qa("add", ARTICLES / "2024-11-18-coastal-times-port-of-tamrin.md")
    done = run_qa("check", "no-such-draft.md")
    assert done.status == 2
    assert "no-such-draft.md" in done.err


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Pezeshkian visited Syria.", False),
        ("Pezeshkian travelled to Syria.", False),
        ("Sabbagh invited Pezeshkian to visit Syria.", True),
        ("Pezeshkian invited Sabbagh to visit Syria.", False),
    ],
)
def test_an_invitation_is_no_visit(store: Store, search: Search, claim: str, supported: bool) -> None:
    (one,) = check(claim, store, search)
    assert (one.verdict in ("verbatim", "supported")) is supported, one.reason


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Velayati said that the axis of resistance becomes stronger the closer Syria and Iran stand.", True),
        ("Velayati said that the axis of resistance becomes weaker the closer Syria and Iran stand.", False),
        ("Ahmadian said that the axis of resistance becomes stronger the closer Syria and Iran stand.", False),
    ],
)
def test_a_sentence_is_read_with_the_one_that_it_takes_up(
    store: Store, search: Search, claim: str, supported: bool
) -> None:
    (found,) = check(claim, store, search)
    assert (found.verdict == "supported") is supported, found
