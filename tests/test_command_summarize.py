"""`qa summarize` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
