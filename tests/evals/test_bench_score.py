"""The scorer of public sets counts as the sets' own scorer does, to the last digit."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.bench import records
from evals.bench_score import Figures, score

SETS = Path(__file__).parents[3] / "shared" / "benchmarks"
NAMES = sorted(path.name.removesuffix(".questions.jsonl") for path in SETS.glob("*.questions.jsonl"))

Record = dict[str, Any]
ARTICLES = {
    "a": {"id": "a", "text": "The ferry Halcyon sank off Port Lune on Monday. Nobody was hurt."},
    "b": {"id": "b", "text": "The ferry Petrel was sold in Norrhaven. It cost two million crowns."},
}
SANK = {"article_id": "a", "start": 0, "end": 47}
HURT = {"article_id": "a", "start": 48, "end": 64}


def question(**more: Any) -> Record:
    base = {"id": "1", "question": "?", "answers": ["Halcyon"], "answerable": True, "article_ids": ["a"]}
    return {**base, "gold_sentences": [SANK], "gold_mode": "any", **more}


def quoted(place: Mapping[str, Any]) -> Record:
    return {**place, "quote": ARTICLES[place["article_id"]]["text"][place["start"] : place["end"]]}


def figures(asked: Record, **prediction: Any) -> Figures:
    return score(ARTICLES, [asked], {"1": {"id": "1", **prediction}} if prediction else {})


def test_a_right_answer_and_its_citation() -> None:
    found = figures(
        question(), answer="The Halcyon.", abstained=False, citations=[quoted(SANK)], retrieved=[HURT, SANK]
    )
    assert (found["em"], found["f1"], found["contains"]) == (100.0, 100.0, 100.0)
    assert (found["citation_precision"], found["citation_recall"], found["quote_exact"]) == (100.0, 100.0, 100.0)
    assert (found["sentence_hit@1"], found["sentence_hit@5"], found["sentence_mrr@10"]) == (0.0, 100.0, 50.0)
    assert found["article_hit@1"] == 100.0


def test_a_missing_prediction_is_a_wrong_answer_and_no_abstention() -> None:
    found = figures(question())
    assert (found["missing"], found["contains"], found["answered_answerable"]) == (1, 0.0, 0.0)
    assert figures(question(answerable=False, gold_sentences=[]))["abstain_recall"] == 0.0


def test_what_was_cut_by_one_character_is_no_exact_quote() -> None:
    cited = {**quoted(SANK), "start": 1}
    assert figures(question(), answer="Halcyon", abstained=False, citations=[cited])["quote_exact"] == 0.0


def test_all_gold_sentences_or_one_of_them() -> None:
    both = question(gold_sentences=[SANK, HURT], gold_mode="all")
    assert figures(both, answer="Halcyon", abstained=False, citations=[quoted(SANK)])["citation_recall"] == 50.0


def test_a_citation_that_holds_the_answer_hits_but_not_strictly() -> None:
    elsewhere = {"article_id": "b", "start": 0, "end": 39}
    found = figures(question(answers=["Petrel"]), answer="Petrel", abstained=False, citations=[quoted(elsewhere)])
    assert (found["citation_precision"], found["citation_strict_precision"]) == (100.0, 0.0)
    assert found["citation_in_gold_article"] == 0.0


def test_nothing_to_count_is_no_zero() -> None:
    found = figures(question(answerable=False, gold_sentences=[]), answer="", abstained=True)
    assert found["contains"] is None
    assert (found["abstain_precision"], found["abstain_recall"], found["abstain_f1"]) == (100.0, 100.0, 100.0)
    assert "sentence_hit@1" not in found


def test_both_sides_of_a_contradiction() -> None:
    asked = question(conflict_answers=["Petrel"])
    assert figures(asked, answer="Halcyon, or Petrel", abstained=False)["conflict_both_sides"] == 100.0
    assert figures(asked, answer="Petrel", abstained=False)["conflict_one_sided_wrong"] == 100.0


@pytest.fixture(scope="module")
def theirs() -> Callable[..., Figures]:
    """The sets' own scorer."""
    path = SETS / "score.py"
    if not path.exists():
        pytest.skip("no ../shared/benchmarks here")
    spec = importlib.util.spec_from_file_location("sets_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., Figures] = module.score
    return found


def guesses(articles: dict[str, Record], questions: list[Record], rng: random.Random) -> Iterator[Record]:
    """Predictions of every kind: right, half right, wrong, abstaining, broken, missing."""
    ids = sorted(articles)
    for asked in questions:
        if rng.random() < 0.1:
            continue
        places = [dict(gold) for gold in asked.get("gold_sentences") or [] if rng.random() < 0.6]
        for _ in range(rng.randrange(4)):
            article = rng.choice([*(asked.get("article_ids") or []), rng.choice(ids)])
            start = rng.randrange(len(articles[article]["text"]))
            places.append({"article_id": article, "start": start, "end": start + rng.randrange(200)})
        rng.shuffle(places)
        cited = [
            {**p, "quote": articles[p["article_id"]]["text"][p["start"] : p["end"]] if rng.random() < 0.8 else "no"}
            for p in places
        ]
        answers = [*(asked.get("answers") or []), *asked.get("conflict_answers", []), "zz", " ", ""]
        said = rng.choice(answers)
        if rng.random() < 0.4:
            said = f"{said}: the answer, {rng.choice(answers)} [1]"
        yield {
            "id": asked["id"],
            "answer": said,
            "abstained": rng.random() < 0.3,
            "citations": cited,
            **({"retrieved": places} if rng.random() < 0.9 else {}),
        }


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_it_agrees_with_the_sets_own_scorer(name: str, theirs: Callable[..., Figures]) -> None:
    articles = {a["id"]: a for a in records(SETS / f"{name}.articles.jsonl")}
    questions = list(records(SETS / f"{name}.questions.jsonl"))[:150]
    predictions = {p["id"]: p for p in guesses(articles, questions, random.Random(name))}
    ours = score(articles, questions, predictions)
    assert ours == theirs(articles, questions, predictions)
    assert 0 < (ours["citation_precision"] or 0) < 100
