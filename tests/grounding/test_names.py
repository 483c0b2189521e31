from __future__ import annotations

import pytest

from qa.grounding.context import same_person
from qa.grounding.names import people, proper
from qa.grounding.places import supports
from qa.grounding.spelling import same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "President Mara Lindqvist met Foreign Minister Teodor Bassani.",
            [("Mara Lindqvist", "President"), ("Teodor Bassani", "Foreign Minister")],
        ),
        ("Mara Lindqvist, the mayor of Bergen, spoke.", [("Mara Lindqvist", "mayor of Bergen")]),
        ("They saw Ali al-Hakim and Jan van Dyk.", [("Ali al-Hakim", None), ("Jan van Dyk", None)]),
        (
            "Foreign Minister and Expatriates Teodor Bassani left.",
            [("Teodor Bassani", "Foreign Minister and Expatriates")],
        ),
        ("Lindqvist said so on Wednesday.", [("Lindqvist", None)]),
        ("The National Fisheries Board met in New York.", []),
        ("Three ships left. They came from Oslo.", []),
        ("The bridge at Marlow Ferry is shut, as are Port Elande and the camp near Marrow Hill.", []),
        ("Rosa Hill wrote to Anton Cross.", [("Rosa Hill", None), ("Anton Cross", None)]),
        ("She works at Saint Hilda's hospital and at St. Anna.", []),
        ("That is so in Rosa Hill's words.", [("Rosa Hill", None)]),
    ],
)
def test_persons_with_their_roles(text: str, names: list[tuple[str, str | None]]) -> None:
    assert [(n.name, n.role) for n in people(text)] == names


def test_spans_hold_in_the_original_text() -> None:
    text = "“President Mara Lindqvist’s aide,” wrote Teodor Bassani of the Harbour Gazette."
    for name in proper(text):
        assert text[name.start : name.end] == name.name


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Masoud", "Massoud", True),
        ("el-Sisi", "al-Sisi", True),
        ("Erdogan", "Erdoğan", True),
        ("Mohamed", "Mohammed", True),
        ("Hassan", "Hussein", False),
        ("Bush", "Bash", False),
        ("Zelensky", "Zelenskyy", True),
        ("Qaddafi", "Kadafi", True),
    ],
)
def test_spellings(one: str, other: str, expected: bool) -> None:
    assert same(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Mara", "Lindqvist"), ("Lindqvist",), True),
        (("Mara", "Lindqvist"), ("Ida", "Lindqvist"), False),
        (("M.", "Lindqvist"), ("Mara", "Lindqvist"), True),
        (("Kim", "Jong", "Un"), ("Kim",), True),
    ],
)
def test_another_first_name_is_another_person(one: tuple[str, ...], other: tuple[str, ...], expected: bool) -> None:
    assert same_person(one, other) is expected


def test_a_city_names_its_country_and_not_the_reverse() -> None:
    assert supports("Oslo", "Norway")
    assert supports("Norwegian", "Norway")
    assert supports("U.S.", "American")
    assert not supports("Norway", "Oslo")
    assert not supports("Oslo", "Sweden")


@pytest.mark.parametrize("text", ["", "A", "Mr.", "al-", "President", ". . .", "Of The And", "'s 's", "I" * 3_000])
def test_odd_texts_do_not_raise(text: str) -> None:
    people(text)
