"""Prefixes by the names that servers give their models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import embedding_prefixes


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("intfloat/multilingual-e5-large", "e5"),
        ("e5-small-v2", "e5"),
        ("intfloat/multilingual-e5-large-instruct", ""),
        ("nomic-embed-text", "nomic"),
        ("nomic-ai/nomic-embed-text-v1.5", "nomic"),
        ("text-embedding-nomic-embed-text-v1.5@q8_0", "nomic"),
        ("mxbai-embed-large:335m", "mxbai"),
        ("BAAI/bge-small-en-v1.5", "bge-en"),
        ("BAAI/bge-large-zh-v1.5", "bge-zh"),
        ("bge-m3", ""),
        ("snowflake-arctic-embed2", "arctic2"),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "arctic2"),
        ("snowflake-arctic-embed", ""),
        ("embeddinggemma:300m", "embeddinggemma"),
        ("Qwen/Qwen3-Embedding-0.6B", "qwen3"),
        ("text-embedding-3-large", ""),
        ("all-minilm", ""),
    ],
)
def test_a_model_has_the_prefixes_of_its_family(model: str, family: str) -> None:
    assert embedding_prefixes.of(model).name == family


def test_every_entry_has_a_source_and_a_name_of_its_own() -> None:
    path = Path(embedding_prefixes.__file__).parent / "data" / "embedding_prefixes.json"
    entries = json.loads(path.read_text(encoding="utf-8"))["models"]
    assert all(entry["source"] and (entry["query"] or entry["passage"]) for entry in entries)
    assert len({entry["name"] for entry in entries}) == len(entries)
