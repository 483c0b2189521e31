"""The articles of an index: what goes in comes out, filters hold, ids resolve."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Writer
from index.errors import InputError
from index.records import Article, Note
from index.store import Store
from tests.index_samples import EMBEDDER, small_index


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(small_index()) as opened:
        yield opened


def test_an_article_comes_back_as_it_went_in(tmp_path: Path) -> None:
    text = "---\ntitle: x\n---\nOdd \x00 marks \u2028 and \U0001f600 stay.\n\nThe paper has not verified the content."
    start = text.index("The paper")
    article = Article(
        id="odd", text=text, source="/nowhere/odd", title="T", date="2024-11-21", publisher="P", url="https://example.org/a",
        language="en", body=18, notes=(Note("unverified", start, len(text)),),
    )  # fmt: skip
    with Writer(tmp_path, EMBEDDER) as writer:
        assert writer.add([article]).added == 1
    with Store.open(tmp_path) as store:
        assert store.article("odd") == article
        (head,) = store.heads()
        assert (head.characters, head.notes_count, head.digest) == (len(text), 1, article.digest)
        sentences = store.sentences(head.rowid)
        assert len(sentences) == head.sentences
        assert text[sentences[-1].start : sentences[-1].end] == "The paper has not verified the content."


def test_heads_are_sorted_and_filtered(store: Store) -> None:
    heads = store.heads()
    assert len(heads) == 42
    dated = [head for head in heads if head.date]
    assert [(h.date, h.title) for h in dated] == sorted((h.date, h.title) for h in dated)
    assert {head.id for head in heads[-2:]} == {"arabic", "chinese"}  # undated
    some = store.heads(since="2024-03-01", until="2024-04-30", publisher="EXAMPLE")
    assert {h.id for h in some} == {f"a{n:04d}" for n in range(40) if n % 12 in (2, 3) and n % 2}
    assert [h.id for h in store.heads(ids=["a0003", "nothing"])] == ["a0003"]
    assert store.heads(ids=[]) == []


def test_resolve_takes_an_id_or_its_only_beginning(store: Store) -> None:
    assert store.resolve("a0003") == "a0003"
    assert store.resolve("ar") == "arabic"
    with pytest.raises(InputError, match=r"42|40 articles .* give more"):
        store.resolve("a0")
    with pytest.raises(InputError, match=r"did you mean .*a0003"):
        store.resolve("b0003")
    for nonsense in ("", "%", "'; DROP TABLE article; --", "\x00", "\U0010ffff"):
        with pytest.raises(InputError, match="no article"):
            store.resolve(nonsense)
    with pytest.raises(InputError, match="no article"):
        store.article("a00")


def test_counts_add_up(store: Store) -> None:
    counts = store.counts()
    assert (counts.articles, counts.chunks, counts.vectors, counts.pending) == (42, 42, 42, 0)
    assert counts.sentences == sum(head.sentences for head in store.heads())
    assert counts.languages == {"en": 40, "ar": 1, "zh": 1}
    assert counts.bytes > 10_000
