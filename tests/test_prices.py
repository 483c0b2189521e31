"""The price list is whole and dated; what it lacks is unknown; a local server is free; no cost is shown as nothing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from qa import prices

LIST: dict[str, Any] = json.loads((Path(prices.__file__).parent / "data" / "models.json").read_text(encoding="utf-8"))
MODELS: dict[str, dict[str, Any]] = LIST["models"]
OPENAI = "https://api.openai.com/v1"


def test_the_list_is_dated_and_says_where_it_is_from() -> None:
    assert prices.dated() == LIST["dated"]
    assert datetime.date(2026, 1, 1) < datetime.date.fromisoformat(LIST["dated"])
    assert LIST["source"].startswith("https://")


@pytest.mark.parametrize("name", MODELS)
def test_each_model_is_whole(name: str) -> None:
    entry = MODELS[name]
    assert isinstance(entry["context"], int)
    assert entry["source"].startswith("https://")
    assert entry["seen"] <= LIST["dated"]
    assert (entry["input"] is None) == (entry["output"] is None)
    if entry["input"] is not None:
        assert 0 < entry["input"] < entry["output"]
        assert entry.get("cached_input", 0) < entry["input"] <= entry.get("cache_write", entry["input"])
    if "shutdown" in entry:
        datetime.date.fromisoformat(entry["shutdown"])


@pytest.mark.parametrize("name", LIST["embeddings"])
def test_an_embedding_model_has_a_price_of_input_alone(name: str) -> None:
    assert prices.window(name) == LIST["embeddings"][name]["context"]
    assert prices.dimensions(name) == LIST["embeddings"][name]["dimensions"]
    assert prices.cost(name, None, 1_000_000, 0) == pytest.approx(LIST["embeddings"][name]["input"])


def test_the_default_is_priced_inexpensive_and_not_to_be_shut_down() -> None:
    entry = MODELS[prices.default_model()]
    assert "shutdown" not in entry
    lasting = [m for m in MODELS.values() if m["input"] and "shutdown" not in m]
    assert entry["output"] == min(m["output"] for m in lasting)


def test_windows() -> None:
    assert prices.window("gpt-4o") == 128_000
    assert prices.window("gpt-4o-2024-08-06") == 128_000
    assert prices.window("openai/gpt-4o") == 128_000
    assert prices.window("qwen2.5-coder") is None
    assert prices.dimensions("gpt-4o") is None


def test_a_cost_is_tokens_times_the_price() -> None:
    assert prices.cost("gpt-4o-mini", OPENAI, 2000, 500) == pytest.approx((2000 * 0.15 + 500 * 0.6) / 1e6)
    assert prices.cost("gpt-4o-mini", None, 2000, 500) == prices.cost("gpt-4o-mini", OPENAI, 2000, 500)
    assert prices.cost("gpt-4o-mini", None, 0, 0) == 0


def test_input_that_the_server_may_put_into_its_cache_counts_at_the_dearer_rate() -> None:
    assert prices.cost("gpt-6-luna", None, 1000, 100) == pytest.approx((1000 * 0.1 + 100 * 0.5) / 1e6)
    assert prices.cost("gpt-6-luna", None, 2000, 100) == pytest.approx((2000 * 0.125 + 100 * 0.5) / 1e6)


def test_a_long_request_is_dearer_as_a_whole() -> None:
    just = prices.cost("gpt-5.4", None, 272_000, 1000)
    over = prices.cost("gpt-5.4", None, 272_001, 1000)
    assert just == pytest.approx((272_000 * 2.5 + 1000 * 15) / 1e6)
    assert over == pytest.approx((272_001 * 2.5 * 2 + 1000 * 15 * 1.5) / 1e6)


def test_a_dated_snapshot_has_its_own_price_or_its_familys() -> None:
    assert prices.price("gpt-4o-2024-08-06", None) == prices.price("gpt-4o", None)
    own, family = prices.price("gpt-4o-2024-05-13", None), prices.price("gpt-4o", None)
    assert own is not None
    assert family is not None
    assert own.input > family.input


@pytest.mark.parametrize("model", ["gpt-99", "ft:gpt-4o-mini-2024-07-18:us::abc", "gpt-4o-latest", "gpt-5.6-sol", ""])
def test_what_the_list_lacks_is_unknown(model: str) -> None:
    assert prices.price(model, OPENAI) is None
    assert prices.cost(model, OPENAI, 10, 10) is None


def test_of_another_server_only_openais_models_by_a_routers_name_are_known() -> None:
    router = "https://router.example/api/v1"
    assert prices.price("openai/gpt-4o", router) == prices.price("gpt-4o", OPENAI)
    assert prices.price("gpt-4o", router) is None
    assert prices.price("meta/llama", router) is None
    assert prices.price("openai/gpt-99", router) is None


@pytest.mark.parametrize(
    "base_url",
    [
        "http://127.0.0.1:8080/v1",
        "http://localhost:11434/v1",
        "http://[::1]:8000",
        "http://[fe80::1%25eth0]:8000",
        "http://[::ffff:192.168.1.5]/v1",
        "http://0.0.0.0:1234",
        "http://10.1.2.3/v1",
        "http://192.168.0.7:8000/v1",
        "http://100.64.0.9:8000/v1",
        "http://ollama:11434",
        "http://studio.local:1234/v1",
        "http://host.docker.internal:1234/v1",
    ],
)
def test_a_local_server_costs_nothing_and_says_so(base_url: str) -> None:
    price = prices.price("whatever", base_url)
    assert price is not None
    assert price.local
    assert prices.cost("whatever", base_url, 10_000, 10_000) == 0


@pytest.mark.parametrize(
    "base_url",
    [
        "https://8.8.8.8/v1",
        "https://[2001:4860:4860::8888]/v1",
        "https://[::ffff:8.8.8.8]/v1",
        "https://localhost.example.com/v1",
        "https://api.openai.com.example.com/v1",
        "https://api.openai.com@example.com/v1",
        "https://not.local.example/v1",
        "https://[unclosed/v1",
        "https://api.openai.com:99999/v1",
        "nonsense",
    ],
)
def test_no_other_server_is_free_or_openais(base_url: str) -> None:
    assert prices.price("gpt-4o", base_url) is None


def test_a_host_is_named_without_user_and_password() -> None:
    assert prices.host(None) == "api.openai.com"
    assert prices.host(OPENAI) == "api.openai.com"
    assert prices.host("https://me:secret@llm.example:8443/v1") == "llm.example:8443"
    assert prices.host("https://LLM.example:443/v1") == "llm.example"
    assert prices.host("http://[::1]:8080/v1") == "[::1]:8080"
    assert prices.host("http://:x/") == "unknown"


@pytest.mark.parametrize(
    ("usd", "text"),
    [
        (0.0, "$0"),
        (1e-9, "under $0.0001"),
        (0.00004, "under $0.0001"),
        (0.00006, "$0.0001"),
        (0.0049, "$0.0049"),
        (0.00999, "$0.01"),
        (0.01, "$0.01"),
        (0.126, "$0.13"),
        (1234.5, "$1,234.50"),
    ],
)
def test_amounts_are_shown_in_cents_or_four_decimals_and_never_as_nothing(usd: float, text: str) -> None:
    assert prices.shown(usd) == text


def test_no_amount_above_nothing_reads_as_nothing() -> None:
    for power in range(-12, 4):
        for digit in range(1, 10):
            assert prices.shown(digit * 10.0**power).strip("under $0.,") != ""
