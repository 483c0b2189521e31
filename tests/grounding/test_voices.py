"""One person's words and another's, joined by a claim under one name, are told apart."""

from __future__ import annotations

import pytest

from qa.grounding import Cited, ground
from tests.grounding.sources import source

TEXT = (
    "Ada Brink met Olav Tamm in Oslo. Brink said that the tunnel of Eldvik leaks in three places. Tamm stressed that "
    "the ferry must carry goods until spring. Tamm added that the town has no money for another quay."
)


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("Brink said that the tunnel leaks in three places, and that the ferry must carry goods until spring.", False),
        (
            "Tamm stressed that the tunnel leaks in three places, and that the town has no money for another quay.",
            False,
        ),
        (
            "Tamm stressed that the ferry must carry goods until spring, and that the town has no money for a quay.",
            True,
        ),
        ("Brink said that the tunnel of Eldvik leaks, and that it leaks in three places.", True),
    ],
)
def test_each_part_is_said_by_whom_the_claim_names(claim: str, passes: bool) -> None:
    own = source(TEXT)
    found = ground(claim, [Cited(own, n) for n in range(1, len(own.sentences))])
    assert found.passed is passes, found
