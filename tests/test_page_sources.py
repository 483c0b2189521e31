"""Articles cut into runs: nothing lost, nothing doubled, every place made up of whole runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import read
from index.records import Article, Note, Sentence
from qa.page_sources import Cut, Use, cut

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"
TEXT = "The port opens on Monday. Two ships wait. Nobody knows why.\n\nThe mayor said so. He left."


def article(text: str = TEXT, body: int = 0, notes: tuple[Note, ...] = ()) -> Article:
    return Article("a1", text, "a.txt", language="en", body=body, notes=notes)


def place(quote: str, by: str = "p1", text: str = TEXT) -> Use:
    start = text.index(quote)
    return Use(by, start, start + len(quote))


def joined(pieces: Cut, use: Use) -> str:
    """The text of the runs that a place is said to be made up of."""
    first, last = pieces.numbers(use.start, use.end)
    return "".join(run.text for run in pieces.runs if run.number and first <= run.number <= last)


def test_a_place_is_its_runs() -> None:
    use = place("Two ships wait.")
    pieces = cut(article(), [use])
    assert joined(pieces, use) == "Two ships wait."
    assert [run.by for run in pieces.runs if run.by] == [("p1",)]


def test_overlapping_places_share_runs() -> None:
    uses = [place("ships wait. Nobody", "p1"), place("wait.", "p2"), place("Two ships", "p3"), place("wait.", "p4")]
    pieces = cut(article(), uses)
    assert [joined(pieces, use) for use in uses] == ["ships wait. Nobody", "wait.", "Two ships", "wait."]
    assert {run.text: run.by for run in pieces.runs if run.by} == {
        "Two ": ("p3",),
        "ships": ("p1", "p3"),
        " ": ("p1",),
        "wait.": ("p1", "p2", "p4"),
        "Nobody": ("p1",),
    }


def test_the_sentence_shows_all_who_use_any_of_it() -> None:
    pieces = cut(article(), [place("ships", "p2"), place("wait. Nobody", "p1")])
    used = {"".join(r.text for r in s.runs): s.by for b in pieces.blocks for s in b.stretches if s.by}
    assert used == {"Two ships wait.": ("p2", "p1"), "Nobody knows why.": ("p1",), " ": ("p1",)}


def test_a_place_may_cross_paragraphs() -> None:
    use = place("why.\n\nThe mayor")
    pieces = cut(article(), [use])
    assert joined(pieces, use) == "why.\n\nThe mayor"
    assert [block.spaced for block in pieces.blocks] == [True, False]


def test_numbers_go_on_from_one_article_to_the_next() -> None:
    one = cut(article(), [place("ships")], first=1)
    two = cut(article(), [place("mayor"), place("left")], first=one.last)
    assert (one.first, one.last, two.first, two.last) == (1, 2, 2, 4)
    assert two.numbers(two.article.text.index("left"), two.article.text.index("left") + 4) == (3, 3)


def test_a_publishers_note_is_a_run_of_its_own() -> None:
    start = TEXT.index("Nobody")
    pieces = cut(article(notes=(Note("unverified", start, start + 17),)), [place("ships")])
    (note,) = [run for run in pieces.runs if run.note]
    assert note.text == "Nobody knows why."
    assert note.number is not None
    assert note.by == ()


def test_front_matter_is_a_block_of_its_own() -> None:
    text = "---\ntitle: x\n---\n\n" + TEXT
    pieces = cut(article(text, body=text.index("The port")), [place("ships", text=text)])
    assert [block.front for block in pieces.blocks] == [True, False, False]
    assert not pieces.blocks[0].used


def test_stored_sentences_are_taken() -> None:
    pieces = cut(article(), [place("ships")], [Sentence(0, 41, 0)])
    (used,) = [s for b in pieces.blocks for s in b.stretches if s.by]
    assert "".join(run.text for run in used.runs) == TEXT[:41]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, len(TEXT) + 1)])
def test_a_place_that_is_none_is_a_bug(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no place in article 'a1'"):
        cut(article(), [Use("p1", start, end)])


def test_an_article_without_any_use_or_text_is_cut_too() -> None:
    assert "".join(run.text for run in cut(article(), []).runs) == TEXT
    assert cut(article(""), []).blocks == ()


@pytest.mark.parametrize("found", list(read([ARTICLES])), ids=lambda found: getattr(found, "source", "")[-30:])
def test_the_sample_articles_are_whole(found: object) -> None:
    assert isinstance(found, Article)
    step = max(len(found.text) // 7, 1)
    uses = [Use(f"p{n}", n, min(n + step, len(found.text))) for n in range(0, len(found.text) - 1, step // 2)]
    pieces = cut(found, uses)
    assert "".join(run.text for run in pieces.runs) == found.text
    assert all(joined(pieces, use) == found.text[use.start : use.end] for use in uses)


@given(
    text=st.text(alphabet=st.sampled_from("ab.  \n\r\u202eأ\U0001f600"), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6),
    body=st.integers(0, 60),
)
def test_any_text_and_any_places(text: str, spans: list[tuple[int, int]], body: int) -> None:
    uses = [
        Use(f"p{n}", start, min(start + length, len(text)))
        for n, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    found = article(text, min(body, len(text)))
    pieces = cut(found, uses)
    runs = list(pieces.runs)
    assert "".join(run.text for run in runs) == text
    assert all(text[run.start : run.end] == run.text for run in runs)
    assert [run.number for run in runs if run.number] == list(range(pieces.first, pieces.last))
    for use in uses:
        assert joined(pieces, use) == text[use.start : use.end]
        assert all(run.by for run in runs if use.start <= run.start and run.end <= use.end)
