"""Whose a sentence is: the speaker wherever it stands, and nobody where it is not sure."""

from __future__ import annotations

import pytest

from qa.brief.people import People
from qa.brief.sayings import sayings
from tests.brief_articles import material

HEAD = """---
title: The dam
date: 2025-03-14
publisher: Fjord Gazette
language: en
---

Mayor Ana Ruiz said on Monday that the dam was safe. The engineer Pekka Saari doubted it.

"""


def speakers(text: str) -> list[tuple[str, str]]:
    """The speakers of the sentences after the head, each with how the sentence begins."""
    one = material(HEAD + text + "\n")
    found = [s for s in sayings(one, People(one)) if s.line.cited.span.paragraph > 0]
    return [(s.label, s.line.cited.quote[:9]) for s in found]


def speaker(text: str) -> str | None:
    """Whose the one sentence is."""
    found = speakers(text)
    assert len(found) < 2
    return found[0][0] if found else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ruiz said that the dam was safe.", "Ana Ruiz"),
        ("The dam, Ruiz added, is safe.", "Ana Ruiz"),
        ('"The dam is safe," said the mayor of Dover, Lena Holt.', "Lena Holt"),
        ('"The dam is safe," wrote a farmer from Upper Dover.', "a farmer from Upper Dover"),
        ("The dam is safe, the water ministry of Belmora said.", "the water ministry of Belmora"),
        ("According to the Dover Times, the dam is safe.", "the Dover Times"),
        ("No figures were given, according to dams.org.", "dams.org"),
        ("The Mehr news agency quoted Ruiz as saying that the dam was safe.", "Ana Ruiz"),
        ("Ruiz accused the engineers of negligence.", "Ana Ruiz"),
        ("Ruiz returned the letter, and said that the dam was safe.", "Ana Ruiz"),
        ("Saari, for his part, asserted that it leaked.", "Pekka Saari"),
        ("The mayor said that the dam was safe.", "Ana Ruiz"),
        ("Ruiz's lawyer, Tom Ek, said that the dam was safe.", "Tom Ek"),
        ('"The dam is safe," her spokesman, Tom Ek, told the Dover Times.', "Tom Ek"),
        ('"The dam is safe," Ruiz told the Dover Times.', "Ana Ruiz"),
        ("The gardener of the park, Mia Roth, warned the council that the dam leaked.", "Mia Roth"),
        ("DOVER (Tern Tribune) - The owner of the park, Mia Roth, said that the dam was safe.", "Mia Roth"),
    ],
)
def test_the_speaker_is_found(text: str, who: str) -> None:
    assert speaker(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "The thefts highlight how weak the locks were.",  # things say nothing
        "The letter arrived after the teacher said that she was ill.",  # a clause of a clause
        "The allegations that he stole are old.",  # a noun
        "The man reportedly fell.",
        "Lawyers for Ruiz and Saari said nothing new.",
        "Ruiz declared a state of emergency.",
        "Please tell Ruiz what you think.",
        "The dam's owner did not say whether Ruiz came.",
    ],
)
def test_no_speaker_is_made_up(text: str) -> None:
    assert speaker(text) not in ("Ana Ruiz", "Pekka Saari", "The thefts", "the teacher", "The allegations", "The man")


def test_she_who_tells_somebody_is_not_that_one() -> None:
    text = '"The dam is safe," she told Pekka Saari. "Nobody needs to leave."'
    assert {who for who, _ in speakers("Ruiz came back on Tuesday. " + text)} <= {"Ana Ruiz"}


def test_a_quotation_over_several_sentences_is_one_speakers() -> None:
    text = '"The dam is safe," Ruiz said. "It was built well. It will stand."'
    assert [who for who, _ in speakers(text)] == ["Ana Ruiz"] * 3


def test_of_two_with_one_surname_a_pronoun_means_neither() -> None:
    text = "Tom Holt and Lena Holt live below the dam.\n\nHolt was afraid. She said that it leaked."
    assert "Tom Holt" not in [who for who, _ in speakers(text)]
    assert "Lena Holt" not in [who for who, _ in speakers(text)]


def test_what_the_wife_of_a_man_says_is_not_the_mans() -> None:
    text = "Tom Graham was there.\n\nMrs. Graham said that it leaked. She warned the others."
    assert speakers(text) == [("Mrs. Graham", "Mrs. Grah")]
