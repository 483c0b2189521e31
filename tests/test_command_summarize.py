"""`qa summarize` as a person runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index.records import Article
from qa import payload, summary_show
from qa.records import Citation, Claim
from qa.summarize import Listed, Summary
from qa.summary_material import Covered
from tests.conftest import RunQa
from tests.sample_index import sample_index


@pytest.fixture
def index() -> str:
    return str(sample_index())


def test_an_article_in_its_own_sentences(run_qa: RunQa, index: str) -> None:
    article = run_qa("list", "--source", "Levant Wire", "--index", index).out.splitlines()[1].split()[0]
    done = run_qa("summarize", article, "--sentences", "3", "--json", "--index", index)
    found = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert len(found["claims"]) == 3
    text = json.loads(run_qa("show", article, "--json", "--index", index).out)["text"]
    for cited in (c for claim in found["claims"] for c in claim["citations"]):
        if cited["article_id"] == article:
            assert text[cited["start"] : cited["end"]] == cited["quote"]
    starts = [claim["citations"][0]["start"] for claim in found["claims"]]
    assert starts == sorted(starts), "in the order of the article"
    notes = {"has not verified", "translated and edited"}
    assert not any(note in claim["text"] for claim in found["claims"] for note in notes)


def test_a_topic_over_all_articles_counts_origins_and_not_copies(run_qa: RunQa, index: str) -> None:
    found = json.loads(run_qa("summarize", "--about", "Sabbagh's visit to Tehran", "--json", "--index", index).out)
    sources = {a["source"]: a for a in found["articles"]}
    assert sources["River Herald"]["origin"] == sources["Levant Wire"]["id"]
    assert found["origins"] == len({a["origin"] for a in found["articles"]}) < len(found["articles"])
    texts = [claim["text"] for claim in found["claims"]]
    assert len(set(texts)) == len(texts) > 1


def test_what_the_articles_do_not_hold_is_not_summarized(run_qa: RunQa, index: str) -> None:
    done = run_qa("summarize", "--about", "the capital of Mongolia", "--index", index)
    assert done.status == 3
    assert "Sources" in done.out


def test_as_many_words_as_were_allowed(run_qa: RunQa, index: str) -> None:
    done = run_qa("summarize", "--all", "--words", "60", "--json", "--index", index)
    claims = json.loads(done.out)["claims"]
    assert 0 < sum(len(claim["text"].split()) for claim in claims) <= 60


def test_what_was_meant_must_be_said(run_qa: RunQa, index: str) -> None:
    done = run_qa("summarize", "--index", index)
    assert done.status == 2
    assert "9 articles" in done.err
    assert run_qa("summarize", "--words", "5", "--sentences", "2", "--index", index).status == 2
    assert run_qa("summarize", "--about", "?!", "--index", index).status == 2


def test_the_page(run_qa: RunQa, index: str, tmp_path: Path) -> None:
    page = tmp_path / "summary.html"
    done = run_qa("summarize", "--about", "Sabbagh's visit to Tehran", "--html", page, "--index", index)
    assert done.status == 0
    assert "Content-Security-Policy" in page.read_text("utf-8")


def test_the_terminal_shows_claims_copies_and_sources(run_qa: RunQa, index: str) -> None:
    done = run_qa("summarize", "--since", "2024-11-21", "--until", "2024-11-22", "--index", index)
    assert (done.status, done.err) == (0, "")
    assert "From 4 articles of 3 origins: 1 repeats the text of another." in done.out
    assert "River Herald, 2024-11-22 (" in done.out
    assert ") repeats Levant Wire, 2024-11-21 (" in " ".join(done.out.split())
    assert "Wednesday = 2024-11-20" in done.out
    marks = set(re.findall(r"\[(\d+)\]", done.out.partition("\nSources\n")[0]))
    listed = re.findall(r"^  \[(\d+)\] ", done.out.partition("\nSources\n")[2], re.MULTILINE)
    assert marks == set(listed)
    assert len(listed) == len(set(listed))


def test_the_json_has_what_the_terminal_shows(run_qa: RunQa, index: str) -> None:
    asked = ("summarize", "--source", "Levant Wire", "--index", index)
    shown = " ".join(run_qa(*asked).out.split())
    found = json.loads(run_qa(*asked, "--json").out)
    assert list(found)[:6] == ["version", "topic", "answered", "summary", "claims", "articles"]
    assert {"origins", "dropped", "nearest", "model", "prompt", "usage", "seconds"} <= set(found)
    assert (found["version"], found["topic"], found["model"], found["prompt"]) == (1, None, "extractive", None)
    assert list(found["articles"][0]) == ["id", "title", "date", "source", "origin"]
    for claim in found["claims"]:
        assert claim["origins"] == 1
        assert " ".join(claim["text"].split()) in shown
        for cited in claim["citations"]:
            assert f"characters {cited['start']}-{cited['end']}" in shown


def test_several_articles_are_named_by_the_beginnings_of_their_ids(run_qa: RunQa, index: str) -> None:
    ids = [a["id"] for a in json.loads(run_qa("list", "--json", "--index", index).out)["articles"]][:2]
    found = json.loads(run_qa("summarize", *(i[:6] for i in ids), "--json", "--index", index).out)
    assert sorted(a["id"] for a in found["articles"]) == sorted(ids)
    missing = run_qa("summarize", "no-such-id", "--index", index)
    assert missing.status == 2
    assert "qa list" in missing.err


def test_the_only_article_of_an_index_needs_no_name(run_qa: RunQa) -> None:
    run_qa("add", "-", input="Ferry\n\nThe ferry to Norrholm sails again from Monday on, the harbour board said.\n")
    done = run_qa("summarize")
    assert done.status == 0
    assert "The ferry to Norrholm sails again" in done.out


def test_an_abstention_shows_what_comes_nearest(run_qa: RunQa, index: str) -> None:
    done = run_qa("summarize", "--about", "who won the chess olympiad", "--index", index)
    assert done.status == 3
    assert done.out.startswith("The sources hold nothing on “who won the chess olympiad”.")
    assert "What they do say that comes nearest:" in done.out
    record = json.loads(run_qa("summarize", "--about", "who won the chess olympiad", "--json", "--index", index).out)
    assert (record["answered"], record["claims"], record["summary"]) == (False, [], "")
    assert len(record["nearest"]) == 3


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--sentences", "0"), "--sentences"),
        (("--all", "--about", "Iran"), "--all means every article"),
        (("--until", "1999-01-01"), "No article passes"),
        (("--about", "  "), "The topic is blank"),
        (("--all", "--words", "1"), "1 words or fewer"),
        (("--all", "--html", "no-such-folder/page.html"), "no folder"),
    ],
)
def test_what_cannot_be_done_is_said(run_qa: RunQa, index: str, args: tuple[str, ...], said: str) -> None:
    done = run_qa("summarize", *args, "--index", index)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_an_empty_index_says_how_to_fill_it(run_qa: RunQa) -> None:
    done = run_qa("summarize", "--all")
    assert done.status == 1
    assert "qa add" in done.err


def test_an_articles_escape_sequences_never_reach_the_terminal(run_qa: RunQa) -> None:
    pilot = "\x1b[31mOtis\x1b[0m \x1b]0;owned\x07"
    run_qa("add", "-", input=f"Title: Harbour\n\nThe pilot {pilot} guided \u202eferries\u202c into the harbour.\n")
    done = run_qa("summarize")
    assert done.status == 0
    assert "Otis" in done.out
    assert not any(c in done.out for c in "\x1b\x07\u202e\u202c")


def test_a_claim_with_hundreds_of_places_lists_a_few() -> None:
    articles = [Article(f"a{n}", "The ferry sails.", "-", date="2024-03-05", publisher=f"P{n}") for n in range(300)]
    citations = tuple(Citation(n, article, 0, 16) for n, article in enumerate(articles, 1))
    listed = tuple(Listed(Covered(a.id, None, a.date, a.publisher, "-"), "a0") for a in articles)
    found = Summary(None, True, (Claim("The ferry sails.", "verbatim", citations),), listed)
    shown = summary_show.summary(found)
    assert "296 more places: see --json" in shown
    assert "From 300 articles of 1 origin: 299 repeat the text of others." in shown
    assert "and 294 more: see --json" in shown
    assert len(shown.splitlines()) < 30
    assert len(payload.of_summary(found)["claims"][0]["citations"]) == 300
