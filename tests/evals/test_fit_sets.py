"""The questions that models are fitted on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import fit_sets
from evals.fit_confidence import fit, seen
from evals.fit_second_look import SUITE, ranked
from evals.fitting import by_fold
from index.embed import load
from qa import confidence

ARTICLES = {
    "quay": "The new quay of Osterby cost 4 million crowns. It was opened by Ines Moller on Monday. Two ferries moored "
    "there at noon, and a band played on the deck of the larger one.",
    "mill": "The mill of Hallam burned down on Friday. Nobody was hurt, the fire chief said. The owner wants to build "
    "it again beside the river, where the old stones still lie.",
}
QUESTIONS = (
    ("q1", "Who opened the quay of Osterby?", "quay", "It was opened by Ines Moller on Monday."),
    ("q2", "When did the mill burn down?", "mill", "The mill of Hallam burned down on Friday."),
    ("q3", "How long is the quay?", "quay", None),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of two articles and three questions, the last without an answer."""
    articles = [{"id": name, "title": name, "text": text, "lang": "en"} for name, text in ARTICLES.items()]
    questions = [
        {
            "id": name,
            "question": question,
            "answers": [],
            "answerable": quote is not None,
            "article_ids": [own],
            "gold_sentences": []
            if quote is None
            else [{"article_id": own, "start": (at := ARTICLES[own].index(quote)), "end": at + len(quote)}],
        }
        for name, question, own, quote in QUESTIONS
    ]
    for kind, rows in (("articles", articles), ("questions", questions)):
        (tmp_path / f"set.{kind}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_a_question_is_asked_with_and_without_the_sentences_that_answer_it(folder: Path) -> None:
    asked = list(fit_sets.cut(folder, "set", load()))
    assert [(q.id, q.answerable) for q in asked] == [
        ("q1", True), ("q1", False), ("q2", True), ("q2", False), ("q3", False),
    ]  # fmt: skip
    for question in asked:
        assert any(question.gold) == question.answerable
        texts = [question.retrieval.articles[h.article].text for h in question.retrieval.sentences]
        if question.id == "q1":
            assert any("Ines Moller" in text for text in texts) == question.answerable


def test_the_models_are_fitted_on_such_questions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = list(fit_sets.cut(folder, "set", load()))
    rows = list(ranked(iter(asked)))
    assert len(rows) == 2
    assert len(by_fold([*rows, *ranked(fit_sets.suite(SUITE, load()))][:40])) == 40
    fitted = fit(list(seen(iter(asked))) + list(seen(fit_sets.suite(SUITE, load()))), ("set, cut",), ("set, cut",))
    assert set(fitted) == {"bias", *confidence.NAMES}
    assert "the bias is set by" in capsys.readouterr().out


def test_the_questions_of_a_suite_know_what_answers_them() -> None:
    asked = list(fit_sets.suite(SUITE, load()))
    assert sum(q.answerable and any(q.gold) for q in asked) > 80
    assert not any(any(q.gold) for q in asked if not q.answerable)
