"""How well the sentences to cite are found."""

from __future__ import annotations

from evals.scores import UNSCORED, retrieval
from tests.evals.suites import case, seen, wire

MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
TOLD = "Pezeshkian told his guest that Iran wants closer ties with Syria in every field."
TALKS = "Sabbagh also held talks with the Secretary of the Supreme National Security Council, Ali Akbar Ahmadian."
WHO = case("who-met-sabbagh")  # three groups


def test_recall_counts_groups() -> None:
    found = seen(WHO, found=[wire().found(q) for q in (MET, TOLD, TALKS)])
    assert retrieval.recall_at(1)(found).value == 1 / 3
    assert retrieval.recall_at(2)(found).value == 1 / 3
    assert retrieval.recall_at(5)(found).value == 2 / 3
    assert retrieval.recall_at(5)(found).passed is None  # what the reader makes of it decides


def test_the_rank_of_the_first_good_sentence() -> None:
    assert retrieval.reciprocal_rank(seen(WHO, found=[wire().found(q) for q in (TOLD, TALKS, MET)])).value == 0.5
    assert retrieval.reciprocal_rank(seen(WHO, found=[wire().found(TOLD)])).value == 0.0


def test_finding_nothing_is_zero_and_not_knowing_is_unscored() -> None:
    assert retrieval.recall_at(5)(seen(WHO, found=[])).value == 0.0
    assert retrieval.reciprocal_rank(seen(WHO, found=[])).value == 0.0
    assert retrieval.recall_at(5)(seen(WHO, found=None)) is UNSCORED
    assert retrieval.reciprocal_rank(seen(WHO, found=None)) is UNSCORED
    assert retrieval.recall_at(5)(seen(case("none-hotel"), found=[wire().found(MET)])) is UNSCORED
