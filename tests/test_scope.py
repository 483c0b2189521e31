"""Which articles a command is about: what the ids and filters leave, and a clear word where they leave nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Writer
from index.errors import EmptyIndex, InputError
from index.store import Store
from qa import scope
from tests.conftest import RunQa
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("scope")
    with Writer(folder, HashEmbedder()) as writer:
        writer.add(numbered(n) for n in range(6))
    with Store.open(folder) as opened:
        yield opened


def test_without_ids_and_filters_nothing_limits_the_articles(store: Store) -> None:
    assert scope.chosen(store) is None
    assert scope.rowids(None) is None


def test_ids_and_filters_hold_together(store: Store) -> None:
    by_id = scope.chosen(store, ["a0003", "a0001"])
    assert by_id is not None
    assert {head.id for head in by_id} == {"a0003", "a0001"}
    day = by_id[-1].date
    both = scope.chosen(store, ["a0003", "a0001"], since=day)
    assert both is not None
    assert scope.rowids(both) == frozenset([by_id[-1].rowid])


def test_what_leaves_no_article_is_said(store: Store) -> None:
    with pytest.raises(InputError, match="No article passes these filters"):
        scope.chosen(store, publisher="nobody")
    with pytest.raises(InputError, match="There is no article 'zzz'"):
        scope.chosen(store, ["zzz"])


def test_an_index_that_was_emptied_says_how_to_fill_it(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder()) as writer:
        writer.add([numbered(1)])
        writer.remove(["a0001"])
    with Store.open(tmp_path) as emptied:
        for since in (None, "2024-01-01"):
            with pytest.raises(EmptyIndex, match=r"is empty: fill it with 'qa add PATH\.\.\.'"):
                scope.chosen(emptied, since=since)


def test_no_draft_is_checked_against_nothing(run_qa: RunQa, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The port of Tamrin was opened on Monday.\n", encoding="utf-8")
    assert run_qa("add", article).status == 0
    (known,) = json.loads(run_qa("list", "--json").out)["articles"]
    assert run_qa("remove", known["id"], "--yes").status == 0
    done = run_qa("check", "-", input="The port of Tamrin was opened on Monday.\n")
    assert (done.status, done.out) == (1, "")
    assert "is empty: fill it with 'qa add PATH...'" in done.err
