"""The model that the settings name: found, opened, counted, judged and closed."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from index.errors import ModelRefused, ModelUnknown, SettingError, TooDear
from qa import models, prices
from qa.chat import Message, Request
from qa.grounding.judge import Question, Vetoed
from qa.settings import Settings
from tests.conftest import environment
from tests.model_server import ModelServer, Personality, Turn
from tests.test_judge_llm import TRUE, verdicts

REQUEST = Request((Message("user", "Who?"),), "answer", 20)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cache, log and memory of each test are its own."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return tmp_path


def settings(server: ModelServer, model: str = "scripted") -> Settings:
    return Settings(index=Path("nowhere"), model=model, base_url=server.url)


def warn(line: str) -> None:
    raise AssertionError(line)


def test_the_extractive_reader_is_no_model() -> None:
    with models.opened(Settings(index=Path("nowhere"), base_url="http://127.0.0.1:1/v1"), warn=warn) as model:
        assert model is None


def test_a_model_without_key_and_server_is_refused_with_the_next_step() -> None:
    bare = Settings(index=Path("nowhere"), model="gpt-4.1")
    with (
        pytest.raises(SettingError, match=r"OPENAI_API_KEY.*OPENAI_BASE_URL.*extractive"),
        models.opened(bare, warn=warn),
    ):
        pass
    assert SettingError.exit_status == 2


def test_a_named_model_is_opened_without_a_request(model_server: ModelServer) -> None:
    with models.opened(settings(model_server), warn=warn) as model:
        assert model is not None
        assert (model.chat.name, model.judge) == ("scripted", None)
    assert model_server.requests == []


def test_every_call_is_counted_also_those_that_the_client_makes_by_itself(model_server: ModelServer) -> None:
    model_server.queue(Turn("She.", usage=(100, 10)))
    with models.opened(settings(model_server), warn=warn) as model:
        assert model is not None
        model.chat.ask(REQUEST)
        assert len(model_server.probes) == 1
        assert (model.chat.usage.calls, model.chat.usage.input_tokens) == (2, 107)
        assert model.chat.usage.cost_usd == 0.0, "a server on this machine costs nothing"


def test_the_same_request_costs_nothing_in_the_next_run_unless_it_is_asked_anew(model_server: ModelServer) -> None:
    model_server.queue(Turn("She."), Turn("He."))
    for use_cache, expected in ((True, "She."), (True, "She."), (False, "He.")):
        with models.opened(settings(model_server), warn=warn, use_cache=use_cache) as model:
            assert model is not None
            assert model.chat.ask(REQUEST).text == expected
    assert len(model_server.chats) == 2
    assert len(model_server.probes) == 1, "what the server can do is remembered"


def test_the_server_can_be_probed_anew(model_server: ModelServer) -> None:
    for anew in (False, False, True):
        with models.opened(settings(model_server), warn=warn, anew=anew) as model:
            assert model is not None
            model.chat.abilities()
    assert len(model_server.probes) == 2


def test_auto_is_the_one_model_that_a_server_has(model_server: ModelServer) -> None:
    model_server.personality = Personality(models=("tiny-1b",))
    with models.opened(settings(model_server, "auto"), warn=warn) as model:
        assert model is not None
        assert model.chat.name == "tiny-1b"


@pytest.mark.parametrize(("names", "said"), [((), "lists no model"), (("a", "b"), "lists 2 models (a, b)")])
def test_auto_among_none_or_several_asks_for_a_name(
    model_server: ModelServer, names: tuple[str, ...], said: str
) -> None:
    model_server.personality = Personality(models=names)
    with pytest.raises(ModelUnknown) as caught, models.opened(settings(model_server, "auto"), warn=warn):
        pass
    assert said in str(caught.value)
    assert "--model" in str(caught.value)
    assert prices.host(model_server.url) in str(caught.value)


def test_auto_names_no_more_models_than_fit_a_line(model_server: ModelServer) -> None:
    model_server.personality = Personality(models=tuple(f"model-{n}" for n in range(500)))
    with pytest.raises(ModelUnknown) as caught, models.opened(settings(model_server, "auto"), warn=warn):
        pass
    assert "500 models" in str(caught.value)
    assert len(str(caught.value)) < 400


def test_auto_with_a_key_alone_is_the_current_inexpensive_model_of_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-a-key")
    with models.opened(Settings(index=Path("nowhere"), model="auto", has_key=True), warn=warn) as model:
        assert model is not None
        assert model.chat.name == prices.default_model()


def test_the_judge_is_the_same_model_behind_the_rules(model_server: ModelServer) -> None:
    false = Question("Mara Lindqvist met Teodor Bassani in Lisbon.", TRUE.cited)
    model_server.queue(Turn(verdicts(False)))
    with models.opened(settings(model_server), warn=warn, judged=True) as model:
        assert model is not None
        assert isinstance(model.judge, Vetoed)
        assert [f.passed for f in model.judge.judge([false, TRUE])] == [False, False]
    assert any(seen.path.endswith("/decisions") for seen in model_server.requests), "asked first, where there is one"


def test_decisions_are_counted_as_calls(model_server: ModelServer) -> None:
    model_server.decider = lambda _, questions: [0.9] * len(questions)
    with models.opened(settings(model_server), warn=warn, judged=True) as model:
        assert model is not None
        assert model.judge is not None
        assert model.judge.judge([TRUE])[0].passed
        assert model.chat.usage.calls == 1
        assert model.chat.usage.input_tokens == 50


def test_decisions_cost_nothing_a_second_time(model_server: ModelServer) -> None:
    model_server.decider = lambda _, questions: [0.9, 0.1][: len(questions)]
    for run, (calls, cached) in enumerate([(1, 0), (0, 1)]):
        with models.opened(settings(model_server), warn=warn, judged=True) as model:
            assert model is not None
            assert model.judge is not None
            assert [f.passed for f in model.judge.judge([TRUE, TRUE])] == [True, False], run
            assert (model.chat.usage.calls, model.chat.usage.cached_calls) == (calls, cached)
    assert sum(seen.path.endswith("/decisions") for seen in model_server.requests) == 1


def test_what_the_client_asks_by_itself_is_held_to_the_limit_too(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    dear = prices.Price(1_000.0, 1_000.0)  # USD a million tokens: as if the server on loopback were paid
    monkeypatch.setattr(prices, "price", lambda *_: dear)
    model_server.decider = lambda _, questions: [0.1] * len(questions)
    said: list[str] = []
    with models.opened(settings(model_server), warn=said.append, judged=True, max_cost=0.05) as model:
        assert model is not None
        assert model.judge is not None
        with pytest.raises(TooDear, match=r"could cost \$.*--max-cost 0\.05"):
            model.chat.abilities()
        assert model.judge.judge([TRUE])[0].passed  # unjudged is not refused
    assert said
    assert "--max-cost" in said[0]
    assert model_server.requests == []


def test_a_wrong_key_is_said_when_the_model_is_asked(model_server: ModelServer) -> None:
    model_server.personality = Personality(key="right")
    with models.opened(settings(model_server), warn=warn) as model:
        assert model is not None
        with pytest.raises(ModelRefused, match="OPENAI_API_KEY"):
            model.chat.ask(REQUEST)


def test_connections_end_also_when_the_work_fails(model_server: ModelServer) -> None:
    """A connection that stays open is a ResourceWarning, and so an error of the tests."""
    model_server.queue(Turn("She."))

    def work() -> None:
        with models.opened(settings(model_server), warn=warn) as model:
            assert model is not None
            model.chat.ask(REQUEST)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    gc.collect()
