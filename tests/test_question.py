"""What a question asks for."""

from __future__ import annotations

import pytest

from index.question import Kind, analyse, idf, kind


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who met Sabbagh?", "person"),
        ("Which president signed the accord?", "person"),
        ("When did the talks begin?", "time"),
        ("In what year was the port opened?", "time"),
        ("Where did they meet?", "place"),
        ("Which country sent the envoy?", "place"),
        ("How many countries took part?", "number"),
        ("How much did the bridge cost?", "number"),
        ("What percentage of voters agreed?", "number"),
        ("Which airline cancelled its flights?", "name"),
        ("What is the name of the glacier?", "name"),
        ("Why did the strike end?", "reason"),
        ("What can happen to the women who don't obey?", "other"),
        ("The mayor resigned on Monday, who had won twice. Where does he live?", "place"),
        ("متى وصل الوزير؟", "time"),
        ("谁会见了部长？", "person"),
        ("¿Dónde se reunieron?", "place"),
        ("What was Vance's motive for the fraud?", "reason"),
        ("What are the main reasons for the delay?", "reason"),
        ("What is the harbour made of?", "other"),
    ],
)
def test_kind(question: str, expected: Kind) -> None:
    assert kind(question) == expected


def test_rare_words_weigh_more_and_names_are_told_by_their_capitals() -> None:
    asked = analyse("Did Vance visit the harbour in 2024?", "en", lambda tokens: dict.fromkeys(tokens, 5), 100)
    assert [(t.token, t.name) for t in asked.terms] == [
        ("vanc", True), ("visit", False), ("harbour", False), ("2024", True),
    ]  # fmt: skip
    assert idf(1, 100) > idf(50, 100) > 0


def test_a_capital_at_the_beginning_makes_no_name() -> None:
    asked = analyse("Ferries stayed where?", "en", lambda tokens: dict.fromkeys(tokens, 1), 10)
    assert not any(t.name for t in asked.terms)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("On which day did Vance resign?", ["vanc", "resign"]),
        ("In what year did the harbour open?", ["harbour", "open"]),
        ("What day of the week is Vance's day off?", ["day", "week", "vanc", "off"]),
        ("How many boats did Vance see?", ["boat", "vanc", "see"]),
        ("How much money did the harbour earn?", ["harbour", "earn"]),
        ("How long is the quay, according to Vance?", ["quay", "vanc"]),
        ("What kind of boats are built?", ["boat", "build"]),
        ("What is Ada Vance's job?", ["ada", "vanc"]),
        ("What is the name of the harbour's pilot?", ["harbour", "pilot"]),
        ("What are the reasons for the delay?", ["delay"]),
        ("What are the new sheds meant for?", ["new", "shed"]),
        ("What kind of boats is the quay intended for?", ["boat", "quay"]),
        ("What did Vance say of boats meant for the navy?", ["vanc", "say", "boat", "mean", "navi"]),
        ("How long did the walk in the harbour last?", ["walk", "harbour"]),
        ("How long did the last walk go on?", ["last", "walk", "go"]),
        ("What happened to the old quay?", ["old", "quay"]),
        ("What exactly did the two jointly build?", ["two", "build"]),
        ("What has happened in the harbour?", ["harbour"]),
        ("Who saw what would happen?", ["see"]),
        ("How many are there?", ["mani"]),
    ],
)
def test_words_for_the_kind_of_answer_are_no_terms(question: str, terms: list[str]) -> None:
    asked = analyse(question, "en", lambda tokens: dict.fromkeys(tokens, 5), 100)
    assert [t.token for t in asked.terms] == terms
