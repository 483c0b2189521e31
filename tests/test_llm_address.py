"""Addresses and keys that can't be used are said before anything is sent, and no message shows a key."""

from __future__ import annotations

import pytest

from index.errors import ModelRefused, SettingError
from qa.llm import Server
from qa.llm_address import checked_key, checked_url


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (None, "https://api.openai.com/v1"),
        ("", "https://api.openai.com/v1"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1"),
        (" https://user:pw@example.org/openai ", "https://user:pw@example.org/openai"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_addresses_that_can_be_used(given: str | None, url: str) -> None:
    assert checked_url(given) == url


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8080/v1", "localhost", "ftp://a/v1", "http://", "http://a:99999/v1", "http://a b", "http://[::1/v1"],
)
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(SettingError, match="OPENAI_BASE_URL is "):
        Server("m", base_url=url, key="k")


def test_keys_that_can_be_used() -> None:
    assert checked_key(" sk-a_B-9 \n") == "sk-a_B-9"
    assert checked_key("  ") is None
    assert checked_key(None) is None


@pytest.mark.parametrize("key", ["sk-se cret", "sk-sécret", '"sk-secret"', "sk-\x1b[31mcret"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str) -> None:
    with pytest.raises(ModelRefused, match="OPENAI_API_KEY has a character") as caught:
        Server("m", key=key)
    assert "cret" not in str(caught.value)
