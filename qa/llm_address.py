"""The address and the key of a server, checked before anything is sent. No message shows the key."""

from __future__ import annotations

from urllib.parse import urlsplit

from index.errors import ModelRefused, SettingError
from qa.llm_wire import OPENAI


def checked_url(base_url: str | None) -> str:
    """The base URL, checked for its shape. Raises SettingError."""
    url = (base_url or OPENAI).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0 and url.isascii()
    except ValueError:  # a port that is no number, an unclosed [
        good = False
    if not good or any(character.isspace() for character in url):
        raise SettingError(f"OPENAI_BASE_URL is {url!r}: give the server's address, such as http://127.0.0.1:8080/v1")
    return url


def checked_key(key: str | None) -> str | None:
    """The key as it can be sent in a header. Raises ModelRefused, which does not show it."""
    key = (key or "").strip()
    if not all("!" <= character <= "~" and character not in "'\"" for character in key):
        raise ModelRefused(
            "OPENAI_API_KEY has a character that no key has, such as a blank or a quotation mark: set it again"
        )
    return key or None
