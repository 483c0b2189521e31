"""What questions would take: the tokens of the very requests that would be sent, their price, and nothing sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import tokens
from index.embed import load
from index.search import Retrieval, Search
from index.store import Store
from qa import estimate, prices
from qa.ask import ask
from qa.grounding import Rules
from qa.grounding.judge import Vetoed
from qa.judge_llm import ModelJudge
from qa.llm import Server
from qa.models import AUTO, Model
from qa.paid import Paid
from qa.settings import Settings
from tests.model_server import ModelServer, Turn
from tests.model_words import claims
from tests.sample_index import sample_index

ASKED = ("who met Sabbagh?", "How many berths will the port of Tamrin get?")
UNKNOWN = "What is the boiling point of mercury?"
MET = "met Iranian President"
HERE = Settings(index=Path("nowhere"), model="scripted", base_url="http://127.0.0.1:1/v1")


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


@pytest.fixture(scope="module")
def found(search: Search) -> dict[str, Retrieval]:
    return {question: search.find(question) for question in (*ASKED, UNKNOWN)}


def total(found: dict[str, Retrieval], settings: Settings, *questions: str, judged: bool = False) -> estimate.Total:
    """The estimate; a request to a server would fail, for none is there."""
    with Server(settings.model, base_url=settings.base_url, key="k") as server:
        paid = Paid(server, base_url=settings.base_url, cache=None, log=None, max_cost=None, warn=pytest.fail)
        return estimate.of_questions([(q, found[q]) for q in questions], paid, settings, judged=judged)


def test_questions_add_up(found: dict[str, Retrieval]) -> None:
    one, two = (total(found, HERE, question) for question in ASKED)
    both = total(found, HERE, *ASKED)
    assert (one.calls, both.calls) == (1, 2)
    assert both.input_tokens == one.input_tokens + two.input_tokens
    assert both.output_tokens == one.output_tokens + two.output_tokens


def test_a_question_that_would_not_be_sent_takes_nothing(found: dict[str, Retrieval]) -> None:
    nothing = total(found, HERE, UNKNOWN)
    assert (nothing.calls, nothing.input_tokens, nothing.cost_usd) == (0, 0, 0.0)
    assert estimate.said(nothing).startswith("Nothing would be sent")
    assert total(found, HERE, UNKNOWN, ASKED[0]).calls == 1


@pytest.mark.parametrize("question", ASKED)
def test_it_is_the_request_that_is_sent_then(
    found: dict[str, Retrieval], search: Search, model_server: ModelServer, question: str
) -> None:
    here = replace(HERE, base_url=model_server.url)
    expected = total(found, here, question)
    assert model_server.requests == []
    model_server.queue(Turn(claims(answerable=False)))
    with Server("scripted", base_url=model_server.url, key="k") as server:
        paid = Paid(server, base_url=here.base_url, cache=None, log=None, max_cost=None, warn=pytest.fail)
        ask(search, question, model=Model(paid))
    (seen,) = model_server.chats
    sent = sum(tokens.count(message["content"], "scripted") for message in seen.body["messages"])
    assert sent < expected.input_tokens < 1.6 * sent, "marks of turns and the schema come on top"
    assert expected.output_tokens == seen.body["max_tokens"]


def test_a_judge_is_a_second_call(found: dict[str, Retrieval], search: Search, model_server: ModelServer) -> None:
    here = replace(HERE, base_url=model_server.url)
    plain, judged = (total(found, here, ASKED[0], judged=judged) for judged in (False, True))
    assert (plain.calls, judged.calls) == (1, 2)
    said = [(f"Masoud Pezeshkian met Bassam Sabbagh in Tehran{more}.", MET) for more in ("", " on Wednesday")]
    model_server.queue(Turn(claims(*said)), Turn('{"verdicts": []}'))
    with Server("scripted", base_url=model_server.url, key="k") as server:
        paid = Paid(server, base_url=here.base_url, cache=None, log=None, max_cost=None, warn=pytest.fail)
        ask(search, ASKED[0], model=Model(paid, Vetoed(Rules(), ModelJudge(paid, lambda _: None))))
    _, seen = model_server.chats
    sent = sum(tokens.count(message["content"], "scripted") for message in seen.body["messages"])
    assert sent < judged.input_tokens - plain.input_tokens
    assert seen.body["max_tokens"] < judged.output_tokens - plain.output_tokens


def test_auto_says_that_the_server_was_asked_for_its_models(found: dict[str, Retrieval]) -> None:
    said = estimate.said(total(found, replace(HERE, model=AUTO), ASKED[0]))
    assert said.endswith("The server was asked which model it has, and nothing else was sent.")


def test_a_known_price_is_the_most_that_it_can_cost(found: dict[str, Retrieval]) -> None:
    paid = Settings(index=Path("nowhere"), model=prices.default_model(), has_key=True)
    known = total(found, paid, *ASKED)
    each = [total(found, paid, question) for question in ASKED]
    costs = [prices.cost(paid.model, None, one.input_tokens, one.output_tokens) for one in each]
    assert None not in costs
    assert known.cost_usd == pytest.approx(sum(cost or 0.0 for cost in costs))
    assert known.cost_usd
    said = estimate.said(known)
    for part in (
        "2 calls",
        paid.model,
        prices.OPENAI,
        f"{known.input_tokens:,} tokens in",
        prices.dated(),
        "Nothing was sent",
    ):
        assert part in said
    assert prices.shown(known.cost_usd) in said


def test_an_unknown_price_stays_unknown(found: dict[str, Retrieval]) -> None:
    elsewhere = replace(HERE, base_url="https://llm.example/v1")
    unknown = total(found, elsewhere, *ASKED)
    assert unknown.cost_usd is None
    assert "price that is not known" in estimate.said(unknown)
    assert "$" not in estimate.said(unknown)


def test_a_server_on_this_machine_costs_nothing(found: dict[str, Retrieval]) -> None:
    assert total(found, HERE, *ASKED).cost_usd == 0.0


def test_tokens_of_an_unknown_vocabulary_are_said_to_be_a_guess(found: dict[str, Retrieval]) -> None:
    guess = total(found, HERE, ASKED[0])
    assert guess.estimated
    assert "about" in estimate.said(guess)
    known = total(found, Settings(index=Path("nowhere"), model="gpt-4.1", has_key=True), ASKED[0])
    assert not known.estimated
    assert "about" not in estimate.said(known)


def test_a_smaller_window_leaves_room_for_less(found: dict[str, Retrieval]) -> None:
    small = total(found, replace(HERE, context=2_500), ASKED[0])
    assert small.input_tokens < total(found, replace(HERE, context=100_000), ASKED[0]).input_tokens


def test_a_name_of_a_model_can_not_act_on_a_terminal(found: dict[str, Retrieval]) -> None:
    said = estimate.said(total(found, replace(HERE, model="evil\x1b[31m"), ASKED[0]))
    assert "\x1b" not in said
