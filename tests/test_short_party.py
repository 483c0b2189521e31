"""Who can't be an answer to a who-question is told by its offices, its exceptions and its country."""

from __future__ import annotations

import pytest

from qa.short_party import barred, excepts

TEXT = (
    "Peru's foreign minister, Luis Quispe, met Chilean President Ana Rojas. He saw the secretary, Pia Vidal, too. "
    "Bolivian President Evo Mamani sent his regards."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Which Chilean officials besides the president did the Peruvian minister meet?",
            {"quispe", "rojas", "mamani"},
        ),
        ("Which Chilean officials did the Peruvian minister meet?", {"quispe", "mamani"}),
        ("Whom did the Peruvian minister meet?", {"quispe"}),
        ("Who replaced the Peruvian minister?", set()),
        ("Which Peruvian minister met Ana Rojas?", {"rojas", "mamani"}),
        ("Who met Ana Rojas?", set()),
        ("Which officials did Luis Quispe meet besides the president?", {"rojas", "mamani"}),
    ],
)
def test_barred(question: str, expected: set[str]) -> None:
    assert barred(question, TEXT) == expected


def test_excepts() -> None:
    assert excepts("Who besides Ana Rojas came?")
    assert excepts("Who came, apart from Ana Rojas?")
    assert not excepts("Who came with Ana Rojas?")
