"""The persons of a brief: full names, roles with all that belongs to them, and what is no person."""

from __future__ import annotations

import pytest

from qa.brief.people import People
from tests.brief_articles import material

HEAD = "---\ntitle: T\ndate: 2025-03-14\nlanguage: en\n---\n\n"


def described(text: str) -> list[str]:
    """The persons that are shown, each as the text has name and role."""
    return [figure.described for figure in People(material(HEAD + text + "\n")).shown()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peruvian President Ana Ruiz spoke.", "Peruvian President Ana Ruiz"),
        ("Ana Ruiz, the mayor of Dover, spoke.", "Ana Ruiz, the mayor of Dover"),
        ("The port's director, Ana Ruiz, spoke.", "The port's director, Ana Ruiz"),
        ("Blue Fin and its founder, Ana Ruiz, lost.", "its founder, Ana Ruiz"),
        ("They saw the Danish climate minister, Ana Ruiz.", "the Danish climate minister, Ana Ruiz"),
        ("Ek signed the annex with Peru's deputy trade minister, Ana Ruiz.", "Peru's deputy trade minister, Ana Ruiz"),
        (
            "Lund came with the head of a firm and was met by Peru's trade minister, Ana Ruiz.",
            "Peru's trade minister, Ana Ruiz",
        ),
        ("It leaked, said the board's chairwoman, Ana Ruiz.", "the board's chairwoman, Ana Ruiz"),
        ("OSLO - Peru's trade minister, Ana Ruiz, left.", "Peru's trade minister, Ana Ruiz"),
        ("White House Press Secretary Ana Ruiz spoke.", "White House Press Secretary Ana Ruiz"),
        ("They saw the Secretary of the Water Council, Ana Ruiz.", "the Secretary of the Water Council, Ana Ruiz"),
        ("Ana Ruiz, who heads the Water Council, spoke.", "Ana Ruiz, who heads the Water Council"),
        ("He was secretary for Judge Ana Ruiz.", "Judge Ana Ruiz"),
        ("They saw President Bo Lee and Prime Minister Ana Ruiz.", "Prime Minister Ana Ruiz"),
        ("That's the year President Ana Ruiz came.", "President Ana Ruiz"),
        ("Ben & Jerry's co-founder Ana Ruiz left.", "Ben & Jerry's co-founder Ana Ruiz"),
        ("They saw Tom Ek, Peruvian President Ana Ruiz and her son.", "Peruvian President Ana Ruiz"),
        ("Said Mayor Ana Ruiz, who was late, nothing happened.", "Mayor Ana Ruiz"),
        ("On Monday Jimmy Kimmel spoke. Mr. Kimmel said so.", "Jimmy Kimmel"),
        ("Tom Ek, chairman of Dana Gas, and Ana Ruiz left.", "Tom Ek, chairman of Dana Gas"),
        ("South Korean President Lee Myung-bak spoke.", "South Korean President Lee Myung-bak"),
    ],
)
def test_the_role_is_whole_and_no_more(text: str, expected: str) -> None:
    assert expected in described(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was director of National Intelligence.",
        "They walked to the Upper Dam and on to Old Tamrin.",
        "Rep. Sue, R-Texas, spoke.",
        "President George Washington was the first.",  # a place is cut out of the name: no half of it is shown
        "St. Johns was flooded.",
        "The General Assembly said so.",
    ],
)
def test_what_is_no_person_or_half_a_name_is_not_shown(text: str) -> None:
    assert not [name for name in described(text) if "Sue" not in name]


def test_one_person_under_two_names_is_one_and_two_with_one_surname_are_two() -> None:
    text = "President Ana Ruiz spoke. Ruiz said so. The banker Leandro Ruiz said no."
    assert described(text) == ["President Ana Ruiz", "banker Leandro Ruiz"]


def test_persons_of_two_articles_are_joined_by_their_full_names_only() -> None:
    first = HEAD + "President Ana Ruiz spoke. She left.\n"
    second = HEAD.replace("T\n", "U\n") + "Ana Ruiz said so. Judge George Ruiz said no.\n"
    figures = People(material(first, second)).shown()
    assert [figure.label for figure in figures] == ["Ana Ruiz", "George Ruiz"]
    assert [len(figure.persons) for figure in figures] == [2, 1]


def test_the_wife_of_a_man_is_not_the_man() -> None:
    text = "The farmer Alan Graham said no. Mrs. Graham, who gave no first name, said yes."
    (graham,) = People(material(HEAD + text + "\n")).shown()
    assert [line.cited.sentence for line, _ in graham.named] == [0]


def test_a_role_that_belongs_to_the_next_person_is_not_the_ones_before() -> None:
    assert "Malala Ek" in described("They saw Malala Ek, Peruvian President Ana Ruiz and her son. Malala Ek said no.")
