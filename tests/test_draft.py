"""A draft's sentences with their marks and links; what is no statement is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.draft import parse


@pytest.mark.parametrize(
    ("text", "claim", "marks"),
    [
        ("The ferry sank [1].", "The ferry sank.", (1,)),
        ("The ferry sank.[2, 3]", "The ferry sank.", (2, 3)),
        ("The ferry sank [2-4].", "The ferry sank.", (2, 3, 4)),
        ("The ferry sank [^5].", "The ferry sank.", (5,)),
        ("The ferry sank.\u00b2", "The ferry sank.", (2,)),
        ("The ferry sank.\u30106\u2020source\u3011", "The ferry sank.", (6,)),
        ("In 2021 [sic] the ferry sank.", "In 2021 [sic] the ferry sank.", ()),
        ("**The ferry** sank _twice_.", "The ferry sank twice.", ()),
        ("- The ferry sank.", "The ferry sank.", ()),
        ("## The ferry sank", "The ferry sank", ()),
    ],
)
def test_marks_and_ornaments_are_no_part_of_the_claim(text: str, claim: str, marks: tuple[int, ...]) -> None:
    (one,) = parse(text).statements
    assert (one.claim, one.marks) == (claim, marks)
    assert text[one.start : one.end] == one.text


def test_a_mark_after_the_full_stop_belongs_to_the_sentence_before() -> None:
    first, second = parse("The ferry sank. [1] The crew was saved. [2]").statements
    assert (first.claim, first.marks) == ("The ferry sank.", (1,))
    assert (second.claim, second.marks) == ("The crew was saved.", (2,))


def test_links_are_kept_and_their_words_read() -> None:
    (one,) = parse("The [ferry sank](https://example.org/a) off the coast (https://example.org/b).").statements
    assert one.links == ("https://example.org/a", "https://example.org/b")
    assert one.claim.startswith("The ferry sank off the coast")


def test_the_list_of_sources_is_no_statement() -> None:
    draft = parse("The ferry sank [1].\n\n## Sources\n[1] Ferry sinks, Coastal Times\n[^2]: https://example.org/b\n")
    assert [s.claim for s in draft.statements] == ["The ferry sank."]
    assert draft.references == {1: "Ferry sinks, Coastal Times", 2: "https://example.org/b"}


def test_a_heading_of_one_word_is_no_statement() -> None:
    text = "# Draft\n\nThe mayor left.\n\n## Background\n\n## Mayor resigns\n\nHe had been ill.\n"
    assert [s.claim for s in parse(text).statements] == ["The mayor left.", "Mayor resigns", "He had been ill."]


def test_rows_of_signs_are_no_statements() -> None:
    assert parse("---\n\n***\n\n[1]\n").statements == ()


@given(st.text(alphabet="ab .[]123()#*_^\n-:/\u00b2\u3010\u3011?!'\"", max_size=200))
def test_every_statement_is_cut_from_the_draft(text: str) -> None:
    ends = 0
    for one in parse(text).statements:
        assert text[one.start : one.end] == one.text
        assert ends <= one.start < one.end
        ends = one.end
