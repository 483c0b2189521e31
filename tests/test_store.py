"""Reading an index: what goes in comes out, filters hold, words and vectors find, and what is no index is refused."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import words
from index.build import Writer
from index.errors import EmptyIndex, InputError, NotAnIndex, StorageError, WrongFormat
from index.nearest import Nearest
from index.records import Article, Note
from index.store import Store
from tests.hash_embedder import HashEmbedder
from tests.index_samples import numbered

EMBEDDER = HashEmbedder()
ARABIC = Article(
    id="arabic", text="وصل الوزير إلى العاصمة يوم الأربعاء. وقال إن الزيارة مهمة.", source="/nowhere/ar", language="ar"
)
CHINESE = Article(
    id="chinese", text="外交部长周三抵达首都。他表示这次访问很重要。", source="/nowhere/zh", language="zh"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 40 English articles, one in Arabic and one in Chinese, all with vectors."""
    folder = tmp_path_factory.mktemp("index")
    with Writer(folder, EMBEDDER) as writer:
        writer.add([*(numbered(n) for n in range(40)), ARABIC, CHINESE])
    return folder


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


def rowid_of(store: Store, article_id: str) -> int:
    (head,) = store.heads(ids=[article_id])
    return head.rowid


def found_in(store: Store, scored: list[tuple[int, float]]) -> list[str]:
    """The ids of the articles of those chunks, in order."""
    chunks = store.chunks([rowid for rowid, _ in scored])
    articles = store.articles({chunk.article for chunk in chunks.values()})
    return [articles[chunks[rowid].article].id for rowid, _ in scored]


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


def test_chunks_are_whole_sentences_of_their_article_with_a_vector_each(store: Store) -> None:
    found = store.chunks([rowid for rowid, _ in store.by_words(words.match(["marker0007"]), 10)])
    (chunk,) = found.values()
    (article,) = store.articles([chunk.article]).values()
    sentences = store.sentences(chunk.article)
    assert (chunk.start, chunk.end) == (sentences[chunk.first].start, sentences[chunk.last - 1].end)
    passage = article.text[chunk.start : chunk.end]
    assert chunk.vector is not None
    assert chunk.vector == pytest.approx(EMBEDDER.query(passage), abs=1e-6)
    assert chunk.sentence_vectors is not None
    assert chunk.sentence_vectors.dtype == np.int8
    first = sentences[chunk.first]
    exact = EMBEDDER.query(article.text[first.start : first.end])
    assert chunk.sentence_vectors[0] / 127 == pytest.approx(exact, abs=0.5 / 127 + 1e-6)
    assert len(chunk.sentence_vectors) == chunk.last - chunk.first


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


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [("marker0012", "en", "a0012"), ("الوزير", "ar", "arabic"), ("外交部", "zh", "chinese")],
)
def test_words_find_in_any_script(store: Store, question: str, language: str, expected: str) -> None:
    found = store.by_words(words.match(words.content(question, language)), 5)
    assert found_in(store, found)[0] == expected
    assert all(score > 0 for _, score in found)


def test_words_come_best_first_within_the_articles_asked_for(store: Store) -> None:
    match = words.match(words.content("the harbour of the district", "en"))
    every = store.by_words(match, 100)
    assert [score for _, score in every] == sorted((score for _, score in every), reverse=True)
    wanted = {rowid_of(store, "a0008"), rowid_of(store, "a0003")}
    some = store.by_words(match, 100, articles=wanted)
    assert set(found_in(store, some)) == {"a0008", "a0003"}
    assert [pair for pair in every if pair in some] == some
    assert store.by_words(match, 100, articles=[]) == []
    title = store.by_words(match, 1, weights=(10.0, 0.0))
    assert title[0][1] > 0


def test_a_broken_expression_is_the_callers_error(store: Store) -> None:
    for broken in ('"unclosed', "(", "a AND", "nothing:x", "*", "NEAR(", "\x00"):
        with pytest.raises(ValueError, match="FTS5"):
            store.by_words(broken, 5)
    assert store.by_words("", 5) == []
    assert store.by_words(words.match(words.content('x" OR "', "en")), 5) == []


def test_frequencies_count_chunks(store: Store) -> None:
    (stem,) = words.tokens("marker0012", "en")
    assert store.frequencies([stem, "nothing", ""]) == {stem: 1, "nothing": 0, "": 0}
    (harbour,) = words.tokens("harbour", "en")
    assert store.frequencies([harbour])[harbour] == sum(n % 8 == 0 or (n // 8) % 8 == 0 for n in range(40))


def test_the_nearest_vectors_are_exact(store: Store) -> None:
    asked = EMBEDDER.query("The reservoir of district 15 was opened")
    cosines = {f"a{n:04d}": float(EMBEDDER.query(numbered(n).text) @ asked) for n in range(40)}
    best = sorted(cosines, key=lambda article_id: -cosines[article_id])[:5]
    assert found_in(store, store.by_vector_exact(asked, 5)) == best
    every = store.by_vector_exact(asked, 1000)
    assert len(every) == 42
    vectors = {rowid: chunk.vector for rowid, chunk in store.chunks([r for r, _ in every]).items()}
    scores = [float(vector @ asked) for vector in vectors.values() if vector is not None]
    assert sorted((s for _, s in every), reverse=True) == pytest.approx(sorted(scores, reverse=True), abs=1e-6)
    wanted = {rowid_of(store, "a0003"), rowid_of(store, "arabic")}
    assert set(found_in(store, store.by_vector_exact(asked, 10, articles=wanted))) == {"a0003", "arabic"}
    assert store.by_vector_exact(asked, 0) == []
    assert store.by_vector_exact(asked, 5, articles=[]) == []


def test_chroma_agrees_with_the_exact_search(store: Store) -> None:
    warned: list[str] = []
    nearest = Nearest(store, warned.append, compared=0)
    for n in range(0, 40, 7):
        asked = EMBEDDER.query(numbered(n).text[:60])
        assert nearest.search(asked, 3)[0] == pytest.approx(store.by_vector_exact(asked, 3)[0], abs=1e-5)
    only = {rowid_of(store, "a0003")}
    assert found_in(store, nearest.search(EMBEDDER.query("x"), 5, articles=only)) == ["a0003"]
    nearest.close()
    assert warned == []


def test_counts_add_up(store: Store) -> None:
    counts = store.counts()
    assert (counts.articles, counts.chunks, counts.vectors, counts.pending) == (42, 42, 42, 0)
    assert counts.sentences == sum(head.sentences for head in store.heads())
    assert counts.languages == {"en": 40, "ar": 1, "zh": 1}
    assert counts.bytes > 10_000


def test_a_store_sees_the_index_as_it_was_until_it_is_refreshed(tmp_path: Path) -> None:
    with Writer(tmp_path, EMBEDDER) as writer:
        writer.add([numbered(1)])
        with Store.open(tmp_path) as store:
            writer.add([numbered(2)])
            writer.remove(["a0001"])
            assert [head.id for head in store.heads()] == ["a0001"]
            assert len(store.by_words(words.match(["marker0001"]), 5)) == 1
            assert store.refresh()
            assert [head.id for head in store.heads()] == ["a0002"]
            assert not store.refresh()


def test_a_copied_folder_works(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    with Store.open(tmp_path / "copy") as store:
        nearest = Nearest(store, pytest.fail, compared=0)
        assert found_in(store, nearest.search(EMBEDDER.query(numbered(3).text), 1)) == ["a0003"]
        nearest.close()


def test_a_folder_that_cannot_be_written_to_can_be_read(folder: Path, tmp_path: Path) -> None:
    """On a file system that is mounted read-only, so that it holds for root, too."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    mounted = subprocess.run(["mount", "--bind", "-o", "ro", copy, copy], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting needs more rights than this run has")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", copy], capture_output=True, check=False)
        with pytest.raises(OSError, match=r"[Rr]ead-only"):
            (copy / "probe").write_text("", encoding="utf-8")
        warned: list[str] = []
        with Store.open(copy) as store:
            assert len(store.heads()) == 42
            nearest = Nearest(store, warned.append, compared=0)
            assert found_in(store, nearest.search(EMBEDDER.query(numbered(3).text), 1)) == ["a0003"]
            nearest.close()
        with pytest.raises(StorageError), Writer(copy, EMBEDDER):
            pass
    finally:
        subprocess.run(["umount", "--lazy", copy], check=True)


@pytest.mark.parametrize("what", ["none", "empty", "only a lock", "empty file"])
def test_where_nothing_is_yet_the_message_says_how_to_fill_it(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "index"
    if what != "none":
        folder.mkdir()
    if what == "only a lock":
        (folder / "writer.lock").touch()
    if what == "empty file":
        (folder / "pressbrief.sqlite").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(EmptyIndex, match="qa add"):
        Store.open(folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("open_", [Store.open, lambda folder: Writer(folder, EMBEDDER).__enter__()])
def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path, open_: object) -> None:
    assert callable(open_)
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(NotAnIndex, match="--index"):
        open_(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
    with pytest.raises(NotAnIndex, match="not a folder"):
        open_(tmp_path / "holiday.jpg")


def test_a_database_of_another_program_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "pressbrief.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE meta (key, value)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(NotAnIndex, match="not an index"):
        Store.open(tmp_path)
    with pytest.raises(NotAnIndex, match="not an index"), Writer(tmp_path, EMBEDDER):
        pass
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_file_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pressbrief.sqlite").write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        Store.open(tmp_path)
    with pytest.raises(StorageError, match="damaged"), Writer(tmp_path, EMBEDDER):
        pass
    assert (tmp_path / "pressbrief.sqlite").read_bytes() == content


def test_a_file_cut_in_half_is_a_clear_error(folder: Path, tmp_path: Path) -> None:
    whole = (folder / "pressbrief.sqlite").read_bytes()
    (tmp_path / "pressbrief.sqlite").write_bytes(whole[: len(whole) // 2])

    def read_all() -> None:
        with Store.open(tmp_path) as store:
            for head in store.heads():
                store.article(head.id)
                store.sentences(head.rowid)

    with pytest.raises(StorageError):
        read_all()


@pytest.mark.parametrize(("version", "advice"), [(0, "qa reindex"), (2, "newer Pressbrief")])
def test_another_format_is_named(folder: Path, tmp_path: Path, version: int, advice: str) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    connection = sqlite3.connect(tmp_path / "copy" / "pressbrief.sqlite")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [version])
    connection.commit()
    connection.close()
    with pytest.raises(WrongFormat, match=advice):
        Store.open(tmp_path / "copy")
    with pytest.raises(WrongFormat, match=advice), Writer(tmp_path / "copy", EMBEDDER):
        pass


@pytest.mark.parametrize(
    "damage", ["removed", "emptied", "database garbage", "fewer vectors", "graph cut", "graph removed"]
)
def test_without_chroma_the_vectors_are_compared_and_a_writer_repairs_it(
    folder: Path, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    if damage == "database garbage":
        (copy / "chroma" / "chroma.sqlite3").write_bytes(b"\xff" * 5000)
    elif damage in ("cut", "graph gone"):
        for file in (copy / "chroma").glob("*/data_level0.bin"):
            file.write_bytes(file.read_bytes()[:1000]) if damage == "cut" else file.unlink()
    elif damage == "fewer vectors":
        from index.vectors import Vectors

        with Store.open(copy) as store:
            vectors = Vectors.open(copy / "chroma", "", f"pressbrief-{store.meta.uuid}", store.meta.dimension)
        vectors.delete([1, 2, 3])
        vectors.close()
    else:
        shutil.rmtree(copy / "chroma")
        if damage == "emptied":
            (copy / "chroma").mkdir()
    asked = EMBEDDER.query(numbered(1).text)
    warned: list[str] = []
    for repaired in (False, True):
        with Store.open(copy) as store:
            nearest = Nearest(store, warned.append, compared=0)
            for _ in range(2):
                assert found_in(store, nearest.search(asked, 1)) == ["a0001"]
            nearest.close()
        assert len(warned) == 1, "told once while it was damaged, and not when it was repaired"
        assert "\n" not in warned[0]
        if not repaired:
            with Writer(copy, EMBEDDER) as writer:
                assert writer.add([replace(numbered(90), source="-")]).warnings == ()
    with Store.open(copy) as store:
        assert store.counts().pending == 0


def test_all_vectors_are_compared_whether_read_or_kept(tmp_path: Path) -> None:
    """The first question reads the vectors, later ones find them in memory, and a refresh forgets them."""
    folder = tmp_path / "index"
    with Writer(folder, EMBEDDER) as writer:
        writer.add(numbered(n) for n in range(5))
    with Store.open(folder) as store:
        vector = EMBEDDER.query("marker0005 district 5")
        first = store.by_vector_exact(vector, 3)
        assert [store.by_vector_exact(vector, 3) for _ in range(3)] == [first] * 3
        with Writer(folder, EMBEDDER) as writer:
            writer.add([numbered(5)])
        assert store.by_vector_exact(vector, 3) == first
        assert store.refresh()
        assert store.by_vector_exact(vector, 3) != first
