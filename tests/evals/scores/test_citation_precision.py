"""Of the cited sentences, those that are to be cited."""

from __future__ import annotations

import dataclasses

from evals.scores import UNSCORED, citation_precision
from tests.evals.suites import case, claim, seen, wire

MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
TOLD = "Pezeshkian told his guest that Iran wants closer ties with Syria in every field."
WHERE = case("where-they-met")  # min_citation_precision: 0.5


def test_half_of_them() -> None:
    found = citation_precision.score(seen(WHERE, claim(MET, wire().citation(MET)), claim(TOLD, wire().citation(TOLD))))
    assert (found.value, found.passed) == (0.5, True)


def test_below_what_the_case_asks() -> None:
    strict = dataclasses.replace(WHERE, min_citation_precision=0.6)
    found = citation_precision.score(seen(strict, claim(MET, wire().citation(MET)), claim(TOLD, wire().citation(TOLD))))
    assert found.passed is False
    assert "50%" in found.why
    assert "60%" in found.why


def test_each_sentence_of_a_citation_counts_and_once_only() -> None:
    both = claim(MET, wire().citation(f"{MET} {TOLD}"))
    again = claim(MET, wire().citation(MET, 2))
    assert citation_precision.score(seen(WHERE, both, again)).value == 0.5


def test_it_decides_nothing_where_the_case_asks_nothing() -> None:
    loose = dataclasses.replace(WHERE, min_citation_precision=None)
    found = citation_precision.score(seen(loose, claim(TOLD, wire().citation(TOLD))))
    assert (found.value, found.passed) == (0.0, None)


def test_unscored_without_citations_or_without_anything_to_cite() -> None:
    assert citation_precision.score(seen(WHERE)) is UNSCORED
    assert citation_precision.score(seen(case("none-hotel"), claim(MET, wire().citation(MET)))) is UNSCORED
