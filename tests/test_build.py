"""Writing an index: what is new goes in once, what changed replaces, what is equal is not embedded again."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import words
from index.build import Writer
from index.errors import EmbedderError, EmptyIndex, StorageFull, WrongFormat
from index.problem import Problem
from index.records import Article
from index.report import Report
from index.store import Store
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered

SENTENCES = (
    "The council of the town agreed to repair the bridge over the river before the winter. "
    "Engineers had found cracks in two of its pillars. The work will cost four million. "
)


def add(folder: Path, *articles: Article | Problem, embedder: HashEmbedder | None = None) -> Report:
    with Writer(folder, embedder or HashEmbedder()) as writer:
        return writer.add(articles)


def ids(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return sorted(head.id for head in store.heads())


def check(folder: Path) -> None:
    """The index is whole: SQLite's own checks pass, and no part of it lacks its other parts."""
    connection = sqlite3.connect(folder / "pressbrief.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    connection.rollback()
    for sql in (
        "SELECT count(*) FROM chunk WHERE rowid NOT IN (SELECT rowid FROM words)",
        "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT rowid FROM chunk)",
        "SELECT count(*) FROM article AS a WHERE sentences != (SELECT count(*) FROM sentence WHERE article = a.rowid)",
        "SELECT count(*) FROM article WHERE rowid NOT IN (SELECT article FROM chunk)",
        "SELECT count(*) FROM embedding WHERE rowid NOT IN (SELECT embedding FROM sentence_embedding)",
    ):
        assert connection.execute(sql).fetchone() == (0,), sql
    connection.close()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of text files beside the index."""
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def from_file(path: Path, n: int, version: int = 1) -> Article:
    path.write_text(numbered(n, version=version).text, encoding="utf-8")
    return numbered(n, source=str(path), version=version)


def test_adding_again_adds_and_embeds_nothing_and_writes_nothing(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    articles = [numbered(n) for n in range(20)]
    first = add(tmp_path, *articles, embedder=embedder)
    assert (first.added, first.unchanged, first.embedded_chunks) == (20, 0, 20)
    with Store.open(tmp_path) as store:
        before = store.meta
    embedder.embedded.clear()
    second = add(tmp_path, *articles, embedder=embedder)
    assert (second.added, second.unchanged, second.embedded_chunks) == (0, 20, 0)
    assert embedder.embedded == []
    with Store.open(tmp_path) as store:
        assert store.meta == before


def test_adding_nothing_new_does_not_import_chromadb(tmp_path: Path) -> None:
    import sys

    from tests.index_samples import ROOT

    add(tmp_path, numbered(1))
    code = (
        "import sys; from pathlib import Path; from index.build import Writer; from tests.index_samples import *\n"
        f"with Writer(Path({str(tmp_path)!r}), HashEmbedder()) as w: assert w.add([numbered(1)]).unchanged == 1\n"
        "print('chromadb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_changed_file_replaces_its_article(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    add(tmp_path, numbered(1), numbered(2), embedder=embedder)
    report = add(tmp_path, numbered(1, version=2), embedder=embedder)
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 0)
    assert ids(tmp_path) == ["a0001", "a0002"]
    with Store.open(tmp_path) as store:
        assert "version 2" in store.article("a0001").text
        assert store.counts().vectors == 2
        assert store.counts().pending == 0
    check(tmp_path)


def test_equal_passages_are_embedded_once(tmp_path: Path) -> None:
    long = SENTENCES * 12
    embedder = HashEmbedder()
    report = add(
        tmp_path,
        Article(id="one", text=long, source="/nowhere/one", language="en", publisher="A"),
        Article(id="two", text=long, source="/nowhere/two", language="en", publisher="B"),
        embedder=embedder,
    )
    assert report.added == 2
    assert len(embedder.embedded) == len(set(embedder.embedded)) == report.embedded_chunks
    assert report.reused_chunks >= report.embedded_chunks
    embedder.embedded.clear()
    changed = Article(id="one", text=long + "\n\nThe mayor resigned.", source="/nowhere/one", language="en")
    report = add(tmp_path, changed, embedder=embedder)
    assert report.replaced == 1
    assert 1 <= len(embedder.embedded) <= 2 < report.reused_chunks + len(embedder.embedded)
    check(tmp_path)


def test_the_same_text_from_another_place_is_a_duplicate(tmp_path: Path, texts: Path) -> None:
    one = from_file(texts / "one.txt", 1)
    assert add(tmp_path / "i", one).added == 1
    report = add(tmp_path / "i", replace(one, source=str(texts / "two.txt")))
    assert (report.added, report.duplicates) == (0, ((str(texts / "two.txt"), "a0001"),))
    assert ids(tmp_path / "i") == ["a0001"]


def test_a_renamed_file_keeps_its_article(tmp_path: Path, texts: Path) -> None:
    one = from_file(texts / "one.txt", 1)
    add(tmp_path / "i", one)
    (texts / "one.txt").rename(texts / "two.txt")
    with Writer(tmp_path / "i", HashEmbedder()) as writer:
        report = writer.add([replace(one, source=str(texts / "two.txt"))], prune_under=[texts], prune=True)
    assert (report.unchanged, report.duplicates, report.missing, report.removed) == (1, (), (), 0)
    with Store.open(tmp_path / "i") as store:
        assert store.article("a0001").source == str(texts / "two.txt")


def test_an_id_that_another_article_has_is_made_its_own(tmp_path: Path) -> None:
    one, other = numbered(1), replace(numbered(2), id="a0001")
    assert add(tmp_path, one, other).added == 2
    assert ids(tmp_path) == ["a0001", f"a0001-{other.digest[:6]}"]
    assert add(tmp_path, one, other).unchanged == 2
    assert ids(tmp_path) == ["a0001", f"a0001-{other.digest[:6]}"]


def test_an_id_that_its_record_changed_is_followed(tmp_path: Path) -> None:
    add(tmp_path, numbered(1))
    assert add(tmp_path, replace(numbered(1), id="better")).unchanged == 1
    assert ids(tmp_path) == ["better"]


def test_texts_from_standard_input_replace_none_of_each_other(tmp_path: Path) -> None:
    assert add(tmp_path, numbered(1, source="-")).added == 1
    report = add(tmp_path, numbered(2, source="-"), numbered(1, source="-"), numbered(3, source="-#x"))
    assert (report.added, report.unchanged, report.replaced) == (2, 1, 0)
    assert add(tmp_path, numbered(4, source="-#x")).added == 1
    assert len(ids(tmp_path)) == 4


def records(file: Path, *numbers: int) -> list[Article]:
    """The articles of a JSONL file whose records have no ids: their source tells the line."""
    file.write_text("".join(json.dumps({"text": numbered(n).text}) + "\n" for n in numbers), encoding="utf-8")
    return [numbered(n, source=f"{file}#{line}") for line, n in enumerate(numbers, 1)]


@pytest.mark.parametrize(
    ("before", "after"),
    [((1, 2, 3), (9, 1, 2, 3)), ((1, 2, 3), (2, 3)), ((1, 2, 3), (3, 2, 1)), ((1, 2, 3), (1, 3)), ((1,), (2, 1, 1))],
)
def test_records_that_shift_in_their_file_keep_their_vectors(
    tmp_path: Path, texts: Path, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    embedder, file = HashEmbedder(), texts / "news.jsonl"
    add(tmp_path / "i", *records(file, *before), embedder=embedder)
    embedder.embedded.clear()
    with Writer(tmp_path / "i", embedder) as writer:
        report = writer.add(records(file, *after), prune_under=[file], prune=True)
        again = writer.add(records(file, *after), prune_under=[file], prune=True)
    assert ids(tmp_path / "i") == sorted(f"a{n:04d}" for n in set(after))
    assert len(embedder.embedded) == len(set(after) - set(before))
    assert report.problems == ()
    assert again.unchanged == len(set(after))
    assert (again.added, again.replaced, again.removed) == (0, 0, 0)
    with Store.open(tmp_path / "i") as store:
        assert {head.source for head in store.heads()} <= {f"{file}#{n}" for n in range(1, len(after) + 1)}
    check(tmp_path / "i")


def test_what_is_gone_is_told_and_removed_only_if_asked(tmp_path: Path, texts: Path) -> None:
    folder, elsewhere = tmp_path / "i", tmp_path / "elsewhere.txt"
    kept, gone, outside = from_file(texts / "1.txt", 1), from_file(texts / "2.txt", 2), from_file(elsewhere, 3)
    add(folder, kept, gone, outside, numbered(4, source="-"), numbered(5, source="https://example.org/texts/5"))
    (texts / "2.txt").unlink()
    elsewhere.unlink()
    with Writer(folder, HashEmbedder()) as writer:
        report = writer.add([kept], prune_under=[texts])
        assert ([head.id for head in report.missing], report.removed) == (["a0002"], 0)
        report = writer.add([kept], prune_under=[texts], prune=True)
        assert ([head.id for head in report.missing], report.removed) == (["a0002"], 1)
    assert ids(folder) == ["a0001", "a0003", "a0004", "a0005"]
    check(folder)


def test_a_file_that_could_not_be_read_today_is_not_gone(tmp_path: Path, texts: Path) -> None:
    folder, file = tmp_path / "i", texts / "news.jsonl"
    first, second = records(file, 1, 2)
    single = from_file(texts / "3.txt", 3)
    add(folder, first, second, single)
    with Writer(folder, HashEmbedder()) as writer:
        broken: list[Article | Problem] = [
            first,
            Problem(f"{file}#2", "is no JSON"),
            Problem(single.source, "can't be read"),
        ]
        report = writer.add(broken, prune_under=[texts], prune=True)
    assert (report.missing, report.removed, len(report.problems)) == ((), 0, 2)
    assert ids(folder) == ["a0001", "a0002", "a0003"]


def test_a_neighbour_whose_name_begins_alike_is_not_under_a_folder(tmp_path: Path, texts: Path) -> None:
    near = tmp_path / "texts-of-others"
    near.mkdir()
    other = from_file(near / "1.txt", 1)
    add(tmp_path / "i", other)
    (near / "1.txt").unlink()
    with Writer(tmp_path / "i", HashEmbedder()) as writer:
        assert writer.add([], prune_under=[texts], prune=True).missing == ()


def test_problems_and_what_cannot_be_stored_are_listed_and_the_rest_is_in(tmp_path: Path) -> None:
    half = Article(id="half", text="Half a character \ud83d is here.", source="/nowhere/half", language="en")
    silent = Article(id="none", text=" \n ", source="/nowhere/none")
    given = Problem("/nowhere/x", "can't be read")
    report = add(tmp_path, given, half, silent, numbered(1))
    assert report.added == 1
    assert [problem.source for problem in report.problems] == ["/nowhere/x", "/nowhere/half", "/nowhere/none"]
    assert "lone surrogate" in report.problems[1].reason
    assert "no sentence" in report.problems[2].reason
    check(tmp_path)


def test_other_languages_get_no_vector_of_an_english_embedder(tmp_path: Path) -> None:
    embedder = HashEmbedder(languages=frozenset({"en"}))
    report = add(
        tmp_path,
        numbered(1),
        Article(id="ar", text="وصل الوزير إلى العاصمة.", source="/nowhere/ar", language="ar"),
        numbered(3, language=None),
        embedder=embedder,
    )
    assert (report.added, report.embedded_chunks) == (3, 1)
    with Store.open(tmp_path) as store:
        ((rowid, _),) = store.by_words(words.match(words.content("الوزير", "ar")), 5)
        chunk = store.chunks([rowid])[rowid]
        assert chunk.vector is None
        assert chunk.sentence_vectors is None
        assert len(store.by_vector_exact(embedder.query("x"), 10)) == 1


def test_removing_takes_out_every_trace(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder()) as writer:
        writer.add([numbered(1), numbered(2)])
        assert writer.remove(["a0001", "a0001", "nothing"]) == 1
    with Store.open(tmp_path) as store:
        assert store.by_words(words.match(["marker0001"]), 5) == []
        assert store.frequencies(["marker0001"]) == {"marker0001": 0}
        assert len(store.by_vector_exact(HashEmbedder().query("x"), 10)) == 1
        assert (store.meta.chroma_count, store.meta.chroma_clean) == (1, True)
    check(tmp_path)


def test_another_embedder_is_refused_and_reindex_changes_it(tmp_path: Path) -> None:
    add(tmp_path, *(numbered(n) for n in range(5)))
    other = HashEmbedder("other", 32)
    with Writer(tmp_path, other) as writer:
        with pytest.raises(WrongFormat, match="qa reindex"):
            writer.add([numbered(9)])
        report = writer.reindex()
        assert (report.embedded_chunks, report.warnings) == (5, ())
        assert writer.add([numbered(9)]).added == 1
    with Store.open(tmp_path) as store:
        assert (store.meta.embedder, store.meta.dimension, store.meta.chroma_count) == ("other", 32, 6)
        asked = other.query(numbered(3).text)
        ((rowid, score),) = store.by_vector_exact(asked, 1)
        assert score == pytest.approx(1.0, abs=1e-4)
        assert store.chunks([rowid])[rowid].vector == pytest.approx(asked, abs=1e-6)
    check(tmp_path)


def test_reindex_with_the_same_embedder_embeds_nothing(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    add(tmp_path, *(numbered(n) for n in range(5)), embedder=embedder)
    shutil.rmtree(tmp_path / "chroma")
    embedder.embedded.clear()
    with Writer(tmp_path, embedder) as writer:
        report = writer.reindex()
        assert (embedder.embedded, report.embedded_chunks, report.reused_chunks) == ([], 0, 5)
        assert writer.reindex(vectors_only=True).embedded_chunks == 0
    with Store.open(tmp_path) as store:
        assert store.meta.chroma_count == 5
        assert len(store.by_words(words.match(["marker0003"]), 5)) == 1
        assert store.frequencies(["marker0003"]) == {"marker0003": 1}
    check(tmp_path)


class Failing(HashEmbedder):
    """Gives up after so many passages, as a server may."""

    def __init__(self, after: int, name: str = "hash") -> None:
        super().__init__(name)
        self.left = after

    def passages(self, passages):  # type: ignore[no-untyped-def]
        """See Embedder; raises EmbedderError."""
        self.left -= len(passages)
        if self.left < 0:
            raise EmbedderError("The embedding server does not answer.")
        return super().passages(passages)


def test_a_reindex_that_fails_changes_nothing_and_goes_on_where_it_was(tmp_path: Path) -> None:
    add(tmp_path, *(numbered(n) for n in range(600)))
    before = HashEmbedder().query(numbered(300).text)
    with Writer(tmp_path, Failing(300, name="other")) as writer, pytest.raises(EmbedderError):
        writer.reindex()
    with Store.open(tmp_path) as store:
        assert store.meta.embedder == "hash"
        assert store.by_vector_exact(before, 1)[0][1] == pytest.approx(1.0, abs=1e-4)
        assert len(store.by_vector_exact(before, 10_000)) == 600
    add(tmp_path, numbered(700))  # the old embedder still works, and does not undo what the rebuild did
    other = HashEmbedder("other")
    with Writer(tmp_path, other) as writer:
        assert writer.reindex().problems == ()
    assert len(other.embedded) == 601 - 256
    with Store.open(tmp_path) as store:
        assert store.meta.embedder == "other"
        assert len(store.by_vector_exact(before, 10_000)) == 601
    check(tmp_path)


def test_a_reindex_of_nothing_says_how_to_fill_it(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder()) as writer:
        with pytest.raises(EmptyIndex, match="qa add"):
            writer.reindex()
        with pytest.raises(EmptyIndex, match="qa add"):
            writer.remove(["x"])


def test_an_embedder_that_fails_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with Writer(tmp_path, Failing(300)) as writer:
        with pytest.raises(EmbedderError):
            writer.add(numbered(n) for n in range(1000))
        with Store.open(tmp_path) as store:
            assert len(store.heads()) == 256
    check(tmp_path)
    assert add(tmp_path, *(numbered(n) for n in range(300))).added == 300 - 256


class Wrong(HashEmbedder):
    """Promises 64 numbers and gives 32."""

    def passages(self, passages):  # type: ignore[no-untyped-def]
        """See Embedder."""
        return [(vector[:32], sentences[:, :32]) for vector, sentences in super().passages(passages)]


def test_vectors_of_the_wrong_size_are_refused(tmp_path: Path) -> None:
    with Writer(tmp_path, Wrong()) as writer, pytest.raises(EmbedderError, match=r"\(32,\)"):
        writer.add([numbered(1)])
    assert ids(tmp_path) == []


def test_stopping_by_hand_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    def some() -> Iterator[Article]:
        yield from (numbered(n) for n in range(300))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Writer(tmp_path, HashEmbedder()) as writer:
        writer.add(some())
    assert len(ids(tmp_path)) == 256
    check(tmp_path)


def test_progress_tells_every_item(tmp_path: Path) -> None:
    told: list[tuple[int, str]] = []
    with Writer(tmp_path, HashEmbedder()) as writer:
        writer.add([numbered(1), Problem("x", "y"), numbered(2)], lambda *each: told.append(each))
    assert told == [(1, numbered(1).source), (2, "x"), (3, numbered(2).source)]


def test_one_article_of_many_passages_is_embedded_in_parts(tmp_path: Path) -> None:
    largest = 0

    class Watching(HashEmbedder):
        def passages(self, passages):  # type: ignore[no-untyped-def]
            nonlocal largest
            largest = max(largest, len(passages))
            return super().passages(passages)

    text = " ".join(f"Sentence number {n} of the long report tells of matter {n * 7}." for n in range(8000))
    report = add(tmp_path, Article(id="long", text=text, source="/nowhere/l", language="en"), embedder=Watching())
    assert report.embedded_chunks > 300
    assert largest <= 256
    check(tmp_path)


def test_a_full_disk_is_told_and_what_was_acknowledged_is_kept(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small], check=False).returncode:
        pytest.skip("mounting needs more rights than this run has")
    try:
        with Writer(small / "i", HashEmbedder()) as writer:
            writer.add(numbered(n) for n in range(50))
        with pytest.raises(StorageFull, match="free some space"), Writer(small / "i", HashEmbedder()) as writer:
            writer.add(numbered(n) for n in range(50, 50_000))
        with Store.open(small / "i") as store:
            kept = len(store.heads())
            assert kept >= 50
            found = store.by_vector_exact(HashEmbedder().query(numbered(49).text), 1)
            assert found[0][1] == pytest.approx(1.0, abs=1e-4)
        check(small / "i")
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        assert add(small / "i", *(numbered(n) for n in range(kept + 1))).added == 1
    finally:
        subprocess.run(["umount", "--lazy", small], check=True)


def test_a_chroma_server_that_is_down_loses_nothing(tmp_path: Path) -> None:
    with Writer(tmp_path, HashEmbedder(), chroma_url="http://127.0.0.1:1") as writer:
        report = writer.add([numbered(1)])
    assert report.added == 1
    (warning,) = report.warnings
    assert "127.0.0.1:1" in warning
    with Store.open(tmp_path) as store:
        assert len(store.by_vector_exact(HashEmbedder().query("x"), 5)) == 1
    assert add(tmp_path, numbered(2)).warnings == ()  # back in the folder
    with Store.open(tmp_path) as store:
        assert (store.meta.chroma_at, store.meta.chroma_count) == ("", 2)
