"""The context window that a server tells of itself, in tokens. Asking never fails: what is not known is None.

llama.cpp    /props: default_generation_settings.n_ctx, what it was started with; /v1/models: meta.n_ctx_train
vLLM         /v1/models: max_model_len
LM Studio    /api/v0/models: loaded_context_length, else max_context_length
Ollama       /api/ps: context_length of the loaded model; it cuts longer prompts without a word
routers      /v1/models: context_length, context_window or max_context_length
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qa.llm_failure import Failed
from qa.llm_wire import Wire

_PATIENCE = 5.0  # seconds: it is a convenience
_SERVED = ("max_model_len", "loaded_context_length", "context_length", "context_window", "max_context_length")


def asked(wire: Wire, base_url: str, model: str) -> int | None:
    """The window of `model` at the server; at most four short requests."""
    entry = _entry(_list(wire, "/models", "data"), model)
    found = _first(entry, _SERVED)
    if found is not None:
        return found
    root = _root(base_url)
    settings = _got(wire, f"{root}/props").get("default_generation_settings")
    found = _first(settings, ("n_ctx",)) or _first(entry.get("meta"), ("n_ctx_train",))
    if found is not None:
        return found
    for path, name in ((f"{root}/api/ps", "models"), (f"{root}/api/v0/models", "data")):
        found = _first(_entry(_list(wire, path, name), model), _SERVED)
        if found is not None:
            return found
    return None


def _got(wire: Wire, path: str) -> Mapping[str, Any]:
    try:
        data = wire.get(path, timeout=_PATIENCE)
    except Failed:
        return {}
    return data if isinstance(data, dict) else {}


def _list(wire: Wire, path: str, name: str) -> list[Mapping[str, Any]]:
    listed = _got(wire, path).get(name)
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _entry(listed: Iterable[Mapping[str, Any]], model: str) -> Mapping[str, Any]:
    """The model's entry, or the only one: a server with one model often answers to any name. Ollama adds ":latest"."""
    entries = list(listed)
    for entry in entries:
        names = {str(entry.get(field)) for field in ("id", "name", "model")}
        if names & {model, f"{model}:latest"}:
            return entry
    return entries[0] if len(entries) == 1 else {}


def _first(entry: Any, names: Iterable[str]) -> int | None:
    if not isinstance(entry, dict):
        return None
    return next((entry[name] for name in names if type(entry.get(name)) is int and entry[name] > 0), None)


def _root(base_url: str) -> str:
    """The server's address without the path of its OpenAI-compatible part."""
    parts = urlsplit(base_url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/").removesuffix("/v1"), "", ""))
