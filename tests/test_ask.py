"""Answers on the sample articles: the invariants that hold for every question, and the answers of known ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.embed import load
from index.search import Search
from index.store import Store
from qa import payload, reader_extractive, show
from qa.ask import ask
from qa.records import Answer
from tests.conftest import RunQa
from tests.sample_index import ARTICLES, sample_index

QUESTIONS = (
    "who met Sabbagh?",
    "Whom did Sabbagh meet in Tehran?",
    "When did Sabbagh meet Pezeshkian?",
    "Where did Sabbagh and Pezeshkian meet?",
    "Who invited Pezeshkian to visit Syria?",
    "What did Ahmadian say about Israel?",
    "How many berths will the port of Tamrin get?",
    "Who is the secretary of Iran's Supreme National Security Council?",
    "من التقى صباغ في طهران؟",
)
UNANSWERABLE = (
    "What is the capital of Mongolia?",
    "Who won the chess olympiad in Budapest?",
    "How many goals did the striker score in the cup final?",
    "What is the boiling point of mercury?",
    "Which bank raised its interest rates in March?",
    "When was the museum of aviation opened in Oslo?",
)


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


@pytest.fixture(scope="module")
def answers(search: Search) -> dict[str, Answer]:
    return {question: ask(search, question) for question in (*QUESTIONS, *UNANSWERABLE)}


def test_every_quote_is_cut_from_its_article(answers: dict[str, Answer]) -> None:
    seen = 0
    for found in answers.values():
        for cited in (*[c for claim in found.claims for c in claim.citations], *found.nearest):
            assert cited.article.text[cited.start : cited.end] == cited.quote != ""
            seen += 1
        for short in found.short:
            (claim,) = [c for c in found.claims if c.citations[0].n == short.citation]
            where = claim.citations[0]
            assert where.start <= short.start < short.end <= where.end
            assert short.text.startswith(where.article.text[short.start : short.end])
    assert seen > 20


def test_every_number_shown_resolves_to_one_place(answers: dict[str, Answer]) -> None:
    for found in answers.values():
        places: dict[int, tuple[str, int, int]] = {}
        for cited in [c for claim in found.claims for c in claim.citations]:
            place = (cited.article.id, cited.start, cited.end)
            assert places.setdefault(cited.n, place) == place
        assert sorted(places) == list(range(1, len(places) + 1))


def test_nothing_that_grounding_refuses_is_shown(answers: dict[str, Answer]) -> None:
    for found in answers.values():
        assert all(claim.verdict in ("verbatim", "supported") and claim.citations for claim in found.claims)


def test_an_answer_is_a_few_sentences(answers: dict[str, Answer]) -> None:
    assert all(len(found.claims) <= 5 for found in answers.values())


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_articles_hold_is_answered(answers: dict[str, Answer], question: str) -> None:
    assert answers[question].answered


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_they_do_not_hold_is_not(answers: dict[str, Answer], question: str) -> None:
    found = answers[question]
    assert not found.answered
    assert (found.claims, found.text) == ((), "")
    assert found.nearest


def test_who_met_sabbagh_names_all_three_and_keeps_the_reprint_with_its_original(answers: dict[str, Answer]) -> None:
    found = answers["who met Sabbagh?"]
    said = " ".join(claim.text for claim in found.claims)
    for name in ("Pezeshkian", "Ahmadian", "Velayati"):
        assert name in said
    texts = [claim.text for claim in found.claims]
    assert len(texts) == len(set(texts))


def test_a_relative_day_has_its_date_beside_the_quote_and_not_in_it(answers: dict[str, Answer]) -> None:
    found = answers["When did Sabbagh meet Pezeshkian?"]
    notes = [note for claim in found.claims for note in claim.notes]
    assert any(note.endswith("= 2024-11-20") for note in notes)
    assert not any("2024-11-20" in cited.quote for claim in found.claims for cited in claim.citations)


def test_a_number_is_answered_in_short(answers: dict[str, Answer]) -> None:
    assert "two" in [s.text for s in answers["How many berths will the port of Tamrin get?"].short]


def test_the_json_holds_all_that_the_screen_shows(answers: dict[str, Answer]) -> None:
    for found in answers.values():
        record = json.loads(json.dumps(payload.of_answer(found)))
        assert record["answered"] is found.answered
        shown = " ".join(show.answer(found).split())
        for claim in record["claims"]:
            assert " ".join(claim["text"].split()) in shown
            for cited in claim["citations"]:
                assert f"[{cited['n']}]" in shown
                assert f"characters {cited['start']}-{cited['end']}" in shown


def test_three_meetings_are_found_by_the_full_name_too(search: Search) -> None:
    in_full = ask(search, "Who met Bassam Sabbagh?")
    named = {s.text.split()[-1] for s in in_full.short}
    assert named == {"Pezeshkian", "Velayati", "Ahmadian"}


def test_ask_on_the_command_line(run_qa: RunQa) -> None:
    assert run_qa("add", ARTICLES).status == 0
    asked = run_qa("ask", "who met Sabbagh?")
    assert (asked.status, asked.err) == (0, "")
    assert "Pezeshkian" in asked.out
    assert "Sources" in asked.out
    assert "\x1b" not in asked.out
    refused = run_qa("ask", "What is the capital of Mongolia?")
    assert refused.status == 3
    assert refused.out.startswith("The sources don't answer this.")


def test_the_same_question_as_json(run_qa: RunQa) -> None:
    run_qa("add", ARTICLES)
    record = json.loads(run_qa("ask", "who met Sabbagh?", "--json").out)
    assert record["version"] == 1
    assert list(record)[:5] == ["version", "question", "answered", "answer", "short"]
    for cited in (c for claim in record["claims"] for c in claim["citations"]):
        text = json.loads(run_qa("show", cited["article_id"], "--json").out)["text"]
        assert text[cited["start"] : cited["end"]] == cited["quote"]
        break


def test_a_file_of_questions_is_answered_line_by_line(run_qa: RunQa) -> None:
    run_qa("add", ARTICLES)
    lines = [
        json.dumps({"id": 1, "question": "who met Sabbagh?"}),
        "not json",
        json.dumps({"id": 2, "question": "  "}),
        json.dumps({"id": 3, "question": "What is the boiling point of mercury?"}),
    ]
    done = run_qa("ask", "--jsonl", "-", input="\n".join(lines))
    records = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 1
    assert [r.get("id") for r in records] == [1, None, 2, 3]
    assert [r.get("answered") for r in records] == [True, None, None, False]
    assert "line 2" in records[1]["error"]
    assert "blank" in records[2]["error"]


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_a_blank_question_is_refused(run_qa: RunQa, question: str) -> None:
    done = run_qa("ask", question)
    assert done.status == 2
    assert "The question is blank" in done.err


def test_an_empty_index_says_how_to_fill_it(run_qa: RunQa) -> None:
    done = run_qa("ask", "who met Sabbagh?")
    assert done.status == 1
    assert "qa add" in done.err


def test_filters_that_leave_nothing_say_so(run_qa: RunQa) -> None:
    run_qa("add", ARTICLES)
    done = run_qa("ask", "who met Sabbagh?", "--until", "1999-01-01")
    assert done.status == 2
    assert "No article passes" in done.err


def test_an_articles_escape_sequences_never_reach_the_terminal(run_qa: RunQa) -> None:
    pilot = "\x1b[31mOtis\x1b[0m \x1b]0;owned\x07"
    hostile = f"Title: Harbour\n\nThe pilot {pilot} guided the ferry \u202egnihton\u202c into the harbour on Friday.\n"
    run_qa("add", "-", input=hostile)
    done = run_qa("ask", "Who guided the ferry into the harbour?")
    assert done.status == 0
    assert not any(c in done.out for c in "\x1b\x07\u202e\u202c")
    record = json.loads(run_qa("ask", "Who guided the ferry into the harbour?", "--json").out)
    assert "\x1b[31mOtis" in record["claims"][0]["citations"][0]["quote"]


def test_a_reader_that_cites_wrongly_gets_nothing_shown(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grounding stands between every reader and the screen: claims on sentences that don't hold them are dropped."""
    retrieval = search.find("who met Sabbagh?")
    right = reader_extractive.read(retrieval)
    sentences = retrieval.sentences_of[right[0].span.article]

    def wrong(_: object) -> list[reader_extractive.Passage]:
        far = [n for n in range(len(sentences)) if abs(n - right[0].span.first) > 3]
        spans = [replace(right[0].span, first=n, last=n + 1) for n in far[:6]]
        return [reader_extractive.Passage(span) for span in spans]

    monkeypatch.setattr(reader_extractive, "read", wrong)
    found = ask(search, "who met Sabbagh?")
    assert (found.answered, found.claims) == (False, ())
    assert len(found.dropped) == 6
    assert all(d.reason for d in found.dropped)
    shown = show.answer(found)
    assert "The sources don't answer this." in shown
    assert "Left out" in shown
