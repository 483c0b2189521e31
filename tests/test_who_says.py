"""Who says a sentence: where the name stands beside an office, inside the sentence, or in one before it."""

from __future__ import annotations

import pytest

from index.records import Article
from index.sentences import split
from qa.according import common, one_voice
from qa.grounding import Cited, Source
from qa.grounding.speech import SOMEBODY, speaker
from qa.who_says import named

OLD = "Ada Brink, who had come by train with her two sons, pointed out that the pier is old."


def cited(text: str, language: str = "en") -> list[Cited]:
    source = Source(Article("a", text, "a.txt", language=language), split(text, language))
    return [Cited(source, n) for n in range(len(source.sentences))]


def says(text: str) -> str | None:
    """Who says the last sentence."""
    return named(cited(text)[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We keep the ferry. Nobody is dismissed," said the line\'s manager, Olga Brandt-Mensah.',
            "Olga Brandt-Mensah",
        ),
        ("Its director, Tom Okafor, warned that the dam could break.", "Tom Okafor"),
        ("Ada Brink said that the dam could break.", "Ada Brink"),
        ('"Nobody is dismissed," said the daughter of Tom Okafor.', None),
        ("The dam, built by Tom Okafor, could break.", None),
    ],
)
def test_named(text: str, expected: str | None) -> None:
    assert says(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two boats sank, the chief of the coast guard, Captain Olga Brandt, said on Friday.", "Olga Brandt"),
        ("The head of the district, Olga Brandt, said that two boats had sunk.", "Olga Brandt"),
        ("Two boats sank before dawn, said its spokesman, Tom Okafor.", "Tom Okafor"),
        ("A new pier may come, according to the harbour's treasurer, Tom Okafor.", "Tom Okafor"),
        ("A new pier may come, according to Okafor's secretary, Mia Lindgren-Paz.", "Mia Lindgren-Paz"),
        ("The pier was long, praised by the mayor, Tom Okafor, and cheap.", None),
    ],
)
def test_a_name_beside_its_office(text: str, expected: str | None) -> None:
    assert says(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brink leads the council. Both harbours, Brink added, are too small.", "Brink"),
        ("Ada Brink leads the council. The harbour is too small, Brink noted, and nobody wants to pay.", "Brink"),
        ("Ada Brink leads the council. Brink, who came late, complained that the harbour was small.", "Brink"),
        ("Ada Brink leads the council. The harbour, she reminded the guests, is small.", "Ada Brink"),
        ("Ada Brink listed the boats, and argued that the harbour was small.", "Ada Brink"),
        ("Ada Brink, who had come by train, called the harbour small but said she could live with it.", "Ada Brink"),
        ("Ada Brink came. She met a skipper who smiled and said that the harbour was small.", None),
    ],
)
def test_a_saying_inside_a_sentence(text: str, expected: str | None) -> None:
    assert says(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brink spoke of nine lost boats.", "Ada Brink"),
        ("The head of the district, Ada Brink, spoke of nine lost boats.", "Ada Brink"),
        ("Ada Brink called for a second pier.", "Ada Brink"),
        ("Ada Brink called on the skippers to stay at home.", "Ada Brink"),
        ("Ada Brink put the loss at nine boats.", "Ada Brink"),
        ("Ada Brink called on her aunt in Oslo.", None),
        ("Ada Brink pointed out that the pier was new.", "Ada Brink"),
        ("The pier was new and cost little, Ada Brink pointed out.", "Ada Brink"),
        ("Ada Brink pointed out her house.", None),
        ("Ada Brink put the boat at the pier.", None),
        ("Ada Brink spoke at length.", None),
        ("Nobody had spoken of nine lost boats to Ada Brink.", None),
    ],
)
def test_what_is_a_saying_without_its_verbs(text: str, expected: str | None) -> None:
    assert says(text) == expected


def test_a_sentence_that_continues_somebody_s_words_is_theirs() -> None:
    first = "Ada Brink, who speaks for the skippers, warned that the harbour was small."
    assert says(f"{first} She pointed to Oslo, where a second pier had been built.") == "Ada Brink"
    assert says(f"{first} She had read two books and a map.") is None
    assert says(f"{first} She accused nobody. She pointed to Oslo.") == "Ada Brink"
    assert says("Ada Brink came by train. She pointed to the door.") is None
    assert says("Ada Brink came by train. " + "She pointed to Oslo. " * 900) is None


def test_she_in_the_middle_is_whoever_spoke_before_and_no_name_of_the_sentence() -> None:
    text = (
        "The head of the district, Ada Brink, spoke of nine lost boats. Her figure has two that sank near San Lorenzo, "
        "whose crews are safe, she explained."
    )
    assert says(text) == "Ada Brink"


def test_he_is_the_holder_of_the_office_that_the_sentence_before_speaks_of() -> None:
    text = (
        "Transport Minister Ada Brink came on Monday. The harbour was built by Energy Minister Tom Okafor.\n\n"
        "Transport Minister Ada Brink left on Friday, after dinner with the poet Jon Falk.\n\n"
        'The minister was asked about the pier. "We build it," she said, and added that it was cheap.'
    )
    assert says(text) == "Ada Brink"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ada Brink came on Monday. The pier was too small, the mayor argued.", "Ada Brink"),
        ("The governor of the coast, Ada Brink, came on Monday. The governor said the pier was small.", "Ada Brink"),
        ("Mayor Ada Brink came on Monday. The pier was too small, the governor argued.", None),
    ],
)
def test_an_office_alone_is_its_holder(text: str, expected: str | None) -> None:
    assert says(text) == expected


def test_of_two_holders_the_one_spoken_of_last() -> None:
    text = (
        "Transport Minister Ada Brink came on Monday. Two boats sank, the minister argued.\n\n"
        "Energy Minister Tom Okafor stayed away."
    )
    assert named(cited(text)[1]) == "Ada Brink"


def test_words_that_are_no_subject_are_nobody() -> None:
    assert (
        says("The ferry line, through which most come, called the pier the best in Norway and said it would pay.")
        is None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The pier is old," she said. "It will not stand."', "Ada Brink"),
        ('"The pier is old," Brink said. "It will not stand." She kept her recommendation to close it.', "Brink"),
        (f'{OLD} "It will not stand."', "Ada Brink"),
        (f'{OLD} "It sways. It will not stand."', "Ada Brink"),
        (f'{OLD} Others who know the pier better doubt it. "It will stand."', None),
        (
            f'{OLD} "It will stand." Tom Okafor said nothing of the kind when the skippers of the line asked him.',
            "Tom Okafor",
        ),
        (f'{OLD} "It will stand." A skipper said so too.', None),
        (f'{OLD}\n\n"It will not stand. It sways," a skipper said.', None),
        ('Some skippers said the pier is old. "It will not stand."', None),
    ],
)
def test_a_quotation_without_a_tag_is_whose_words_stand_before_it(text: str, expected: str | None) -> None:
    quotation = [c for c in cited(f"Ada Brink was not amused. {text}") if speaker(c) is not None][-1]
    found = named(quotation)
    assert (None if found == SOMEBODY else found) == expected


def test_a_company_s_it_is_nobody_s_she() -> None:
    assert says("Ada Brink met the ferry line on Monday. It said that the pier was small.") is None


def test_one_voice() -> None:
    full, short, other, none = cited(
        "Ada Brink said it was late. Brink said it was early. Tom Okafor said it was late. The pier is small."
    )
    assert one_voice(full, short)
    assert not one_voice(short, other)
    assert not one_voice(short, none)
    assert one_voice(none, none)
    assert common([full, short]) == "Ada Brink"
    assert common([full, none]) is None


def test_namesakes_of_two_articles_are_two_voices() -> None:
    (_, one), (_, two) = (
        cited("Ada Brink came. Brink said it was late."),
        cited("Mia Brink came. Brink said it was late."),
    )
    assert not one_voice(one, two)


def test_other_languages_are_left_alone() -> None:
    assert named(cited("Ada Brink kam am Montag. Der Hafen, Brink added, ist klein.", "de")[-1]) is None
