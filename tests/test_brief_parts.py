"""The smaller parts of a brief: what was agreed, what is no sentence, what is alike, which articles are on a topic."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from index.embed import load
from index.search import Search
from index.store import Store
from qa.brief.assemble import assemble
from qa.brief.commitments import kinds
from qa.brief.likeness import Likeness, differing
from qa.brief.material import Material, tells
from qa.brief.selection import on_topic
from tests.brief_articles import material, section
from tests.sample_index import sample_index

HEAD = "---\ntitle: T\ndate: 2025-03-14\npublisher: {}\nlanguage: en\n---\n\n"


def kind(sentence: str) -> str:
    """The label of a sentence."""
    (line,) = material(HEAD.format("P") + sentence + "\n").texts[0].all_lines
    return kinds(line)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("She invited him to Lima.", "Invitation"),
        ("She accepted the invitation and promised to come.", "Acceptance; invitation"),
        ("They signed an agreement on fish.", "Agreement"),
        ("No contract was signed.", "No agreement"),
        ("None of them announced an agreement.", "No agreement"),
        ("They agreed to meet again.", "Agreement"),
        ("She ended her visit with an agreement to reopen the railway.", "Agreement"),
        ("Brink signed the technical annex with Tamm.", "Agreement"),
        ("The council approved the plan.", "Decision"),
        ("The council has not ruled.", "No decision"),
        ("It rejected the request.", "Refusal"),
        ("She asked for a study.", "Request"),
        ("She plans to build a bridge.", "Next step"),
        ("The office must rule by Jan. 31, 2026.", "Next step"),
        ("The hearing is planned for May.", "Next step"),
        ("The hearing will begin in May.", "Next step"),
        ("No date has been set.", "No date"),
        ("The enemies' plans to strike are old.", ""),
        ("The record was set in 1897.", ""),
        ("Thefts declined in 2024.", ""),
        ("He wondered if they had decided anything.", ""),
        ("Did they agree to meet?", ""),
        ("We invite you to share your thoughts.", ""),
        ("It wasn't ratified until December 1865.", "Decision"),
        ("They are opposed to plans to employ others.", ""),
        ("He said that he would appeal.", "Next step"),
        ("I feared that I would present them badly.", ""),
        ("The sea is cold.", ""),
    ],
)
def test_the_word_that_a_sentence_holds_is_named(sentence: str, label: str) -> None:
    assert kind(sentence) == label


@pytest.mark.parametrize(
    ("sentence", "telling"),
    [
        ("The council met on Monday.", True),
        ("- Tenders open on Dec. 9, 2024.", True),
        ("## What happens next", False),
        ("The council met on Monday", False),
        ("Watch: how the council met »", False),
        ("Follow Ana Ruiz on Twitter @ruiz.", False),
        ("Ana Ruiz is a reporter for the Fjord Gazette.", False),
        ("Sign up for our newsletter here!", False),
        ("Read the full story.", False),
        ("From our partner the Fjord Gazette.", False),
    ],
)
def test_only_what_tells_something_is_read(sentence: str, telling: bool) -> None:
    lines = material(HEAD.format("P") + sentence + "\n\nAnother sentence ends the text here.\n").texts[0].all_lines
    assert tells(lines[0]) is telling


def differences(one: str, other: str) -> list[tuple[str, str, str]]:
    """What two outlets' sentences give otherwise."""
    both = material(HEAD.format("First") + one + "\n", HEAD.format("Second") + other + "\n")
    return [found for pair in Likeness(both.read).pairs() for found in differing(pair)]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "The flood in Lima destroyed 225 houses and a bridge.",
            "In Lima the flood destroyed 252 houses and one bridge.",
            [("number", "225 houses", "252 houses")],
        ),
        (
            "The court in Lima opened the trial of the mayor on Monday.",
            "The trial of the mayor was opened by the court on Tuesday.",
            [("day", "2025-03-10", "2025-03-11")],
        ),
        (
            "The trial of the mayor opened in Lima with two witnesses.",
            "The trial of the mayor opened in Quito with two witnesses.",
            [("place", "Lima", "Quito")],
        ),
        (
            "The flood destroyed about 225 houses and a bridge.",
            "The flood destroyed 230 houses and a bridge.",
            [],  # rounded
        ),
        (
            "The flood destroyed 225 houses and a bridge.",
            "The storm killed 12 horses.",
            [],  # another matter
        ),
    ],
)
def test_sentences_alike_but_for_a_number_a_day_or_a_place(
    one: str, other: str, found: list[tuple[str, str, str]]
) -> None:
    assert differences(one, other) == found


def test_the_age_of_a_source_is_told_only_by_a_day_that_is_given() -> None:
    text = HEAD.format("Fjord Gazette") + "The council met on Monday, and it approved the plan.\n"
    aged = assemble(material(text), as_of=datetime.date(2025, 3, 20))
    ages = [f.text for f in section(aged, "notes").facts if f.label == "Age"]
    assert ages == ["Fjord Gazette: 6 days from its publication to 2025-03-20"]
    assert not [f for f in section(assemble(material(text)), "notes").facts if f.label == "Age"]


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


@pytest.mark.parametrize(
    ("topic", "publishers"),
    [
        ("Sabbagh's visit to Tehran", {"Levant Wire", "Orontes Courier", "River Herald"}),
        ("port of Tamrin", {"Coastal Times"}),
        ("water agreement of Sarin and Belmora", {"Valley Post"}),
        ("elections in Mongolia", set()),
        ("inflation in Argentina", set()),
    ],
)
def test_a_topic_selects_its_articles_and_no_others(search: Search, topic: str, publishers: set[str]) -> None:
    selected = on_topic(search, topic)
    assert {source.article.publisher for source in selected.sources} == publishers
    assert selected.chosen == {}  # short articles count whole


def test_of_a_long_article_only_the_passages_on_the_topic_count() -> None:
    text = HEAD.format("P") + "\n\n".join(f"Sentence number {n} is about the sea and the sky." for n in range(80))
    whole = material(text)
    some = Material([whole.texts[0].source], {id(whole.texts[0].source): frozenset({0, 1, 40})})
    assert [line.cited.sentence for line in some.lines()] == [0, 1, 40]
    assert len(list(whole.lines())) == 80


def test_an_accusation_is_no_bottom_line_without_its_denial() -> None:
    text = (
        "The opposition leader of Velden, Tomas Eide, said that the mayor had sold the North Park. The mayor's office "
        "rejected that.\n\nEide also said that 40 trees would be felled. Karl Dunne put the number at twelve.\n"
    )
    brief = assemble(material(HEAD.format("Gazette") + text))
    told = [paragraph.claim.text for paragraph in section(brief, "bottom_line").paragraphs]
    assert any("had sold" in one for one in told)
    assert any("rejected that" in one for one in told)
    assert not any("put the number" in one for one in told)
