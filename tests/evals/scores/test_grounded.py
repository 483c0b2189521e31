"""What is shown is supported by what it cites, whatever the answer says of itself."""

from __future__ import annotations

from evals.scores import UNSCORED, grounded
from tests.evals.suites import case, claim, seen, wire

MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
WHERE = case("where-they-met")


def test_a_quote_and_a_supported_sentence() -> None:
    rewritten = claim("Sabbagh met Pezeshkian in Tehran.", wire().citation(MET), verdict="supported")
    found = grounded.score(seen(WHERE, claim(MET, wire().citation(MET)), rewritten))
    assert (found.value, found.passed) == (1.0, True)


def test_a_claim_that_its_sentence_does_not_support_is_found_though_it_says_so() -> None:
    lie = claim("Sabbagh met Pezeshkian in Damascus.", wire().citation(MET), verdict="supported")
    found = grounded.score(seen(WHERE, claim(MET, wire().citation(MET)), lie))
    assert (found.value, found.passed) == (0.5, False)
    assert "Damascus" in found.why


def test_a_claim_that_cites_nothing_is_ungrounded() -> None:
    assert grounded.score(seen(WHERE, claim("Sabbagh met Pezeshkian.", verdict="supported"))).passed is False


def test_unscored_where_nothing_is_claimed() -> None:
    assert grounded.score(seen(WHERE)) is UNSCORED
    assert grounded.score(seen(case("check-vote"))) is UNSCORED
