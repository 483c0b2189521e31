"""The ranking's features and what the fitted weights make of them."""

from __future__ import annotations

import numpy as np
import pytest

from index import rank, words
from index.question import Question, analyse
from index.search import Retrieval
from qa import confidence


def asked(text: str) -> Question:
    return analyse(text, "en", lambda tokens: dict.fromkeys(tokens, 2), 100)


def candidate(text: str, passage: int = 0, place: int = 0, similarity: float | None = 0.5) -> rank.Candidate:
    return rank.Candidate(text, tuple(words.tokens(text, "en")), place, passage, place, similarity)


def found(title: str = "", similarity: float | None = 0.5, age: int | None = None) -> rank.Found:
    return rank.Found(tuple(words.tokens(title, "en")), 1, 0, 0, similarity, age)


def column(rows: object, name: str) -> list[float]:
    return [float(x) for x in np.asarray(rows)[:, rank.FEATURES.index(name)]]


def test_coverage_is_the_share_of_the_questions_weight() -> None:
    question = asked("Which ferry left the harbour?")
    rows = rank.features(
        question, [candidate("The ferry left."), candidate("It rained.", place=1)], [found("Harbour news")]
    )
    ferry, left, harbour = (term.weight / question.weight for term in question.terms)
    assert column(rows, "coverage") == pytest.approx([ferry + left, 0])
    assert column(rows, "coverage_around") == pytest.approx([1, 1])  # with the title and the sentence beside it
    assert column(rows, "coverage_title") == pytest.approx([harbour, harbour])


def test_names_are_weighed_apart_and_stand_for_all_words_where_there_are_none() -> None:
    named = rank.features(asked("When did the Halcyon sink?"), [candidate("The Halcyon left.")], [found()])
    plain = rank.features(asked("when did the ferry sink?"), [candidate("The ferry left.")], [found()])
    assert column(named, "names") == [1]
    assert column(plain, "names") == pytest.approx(column(plain, "coverage"))


def test_what_is_asked_for_must_not_be_what_the_question_says() -> None:
    texts = [candidate("The ferry Halcyon met a storm."), candidate("The ferry met Otis Brand there.", place=1)]
    rows = rank.features(asked("Who met the Halcyon?"), texts, [found()])
    assert column(rows, "fits_name") == [0, 1]
    rows = rank.features(
        asked("When did it sink?"), [candidate("It sank."), candidate("It sank on Monday.", place=1)], [found()]
    )
    assert column(rows, "fits_time") == [0, 1]


def test_articles_of_the_day_of_the_question_are_fresh() -> None:
    rows = rank.features(
        asked("Who won?"),
        [candidate("She won.", passage=i) for i in range(3)],
        [found(age=0), found(age=400), found()],
    )
    fresh = column(rows, "fresh")
    assert fresh[0] == 1
    assert fresh[1] < 0.01
    assert fresh[2] == 0


def test_nothing_found_has_no_rows_and_no_confidence() -> None:
    rows = rank.features(asked("Who won?"), [], [])
    assert rows.shape == (0, len(rank.FEATURES))
    nothing = Retrieval(asked("Who won?"), (), (), {}, {})
    assert confidence.inputs(nothing) == [0.0] * len(confidence.NAMES)


def test_the_fitted_models_name_every_feature_and_no_other() -> None:
    for vectors in (True, False):
        assert set(rank._model(vectors)) == set(rank.FEATURES)
    for model in ("vectors", "words"):
        assert set(confidence._model()[model]) == {"bias", *confidence.NAMES}


def test_a_better_sentence_has_a_higher_score() -> None:
    question = asked("When did the ferry Halcyon sink?")
    good = candidate("The ferry Halcyon sank on 3 May.", similarity=0.8)
    poor = candidate("The weather was fine.", place=1, similarity=0.1)
    scores = rank.scores(rank.features(question, [poor, good], [found()]))
    assert scores[1] > scores[0]


def test_the_word_model_is_used_where_nothing_has_a_vector() -> None:
    question = asked("When did the ferry Halcyon sink?")
    good = candidate("The ferry Halcyon sank on 3 May.", similarity=None)
    poor = candidate("The weather was fine.", place=1, similarity=None)
    scores = rank.scores(rank.features(question, [poor, good], [found(similarity=None)]))
    assert scores[1] > scores[0]
