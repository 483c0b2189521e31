"""Of what must be cited, what is."""

from __future__ import annotations

from evals.scores import UNSCORED, citation_recall
from tests.evals.suites import case, claim, seen, wire

LATER = (
    "Later on Wednesday the foreign minister met Ali Akbar Velayati, who advises the Supreme Leader on international "
    "affairs."
)
TALKS = "Sabbagh also held talks with the Secretary of the Supreme National Security Council, Ali Akbar Ahmadian."
MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
WHO = case("who-met-sabbagh")


def test_all_of_it() -> None:
    claims = [claim(quote, wire().citation(quote, n)) for n, quote in enumerate((MET, LATER, TALKS), 1)]
    found = citation_recall.score(seen(WHO, *claims))
    assert (found.value, found.passed) == (1.0, True)


def test_what_is_missing_is_named_with_where_it_was_lost() -> None:
    claims = [claim(quote, wire().citation(quote, n)) for n, quote in enumerate((MET, LATER), 1)]
    found = citation_recall.score(seen(WHO, *claims, found=[wire().found(MET), wire().found(TALKS)]))
    assert found.value == 2 / 3
    assert "Ali Akbar Ahmadian" in found.why
    assert "Ali Akbar Velayati" not in found.why
    assert "retrieved at rank 2" in found.why
    assert "not retrieved" in citation_recall.score(seen(WHO, *claims, found=[])).why
    assert "retrieved" not in citation_recall.score(seen(WHO, *claims, found=None)).why


def test_a_citation_of_another_sentence_does_not_count() -> None:
    found = citation_recall.score(seen(case("where-they-met"), claim(LATER, wire().citation(LATER))))
    assert (found.value, found.passed) == (0.0, False)


def test_an_abstention_cites_nothing() -> None:
    assert citation_recall.score(seen(WHO)).value == 0.0


def test_unscored_where_nothing_must_be_cited() -> None:
    assert citation_recall.score(seen(case("none-hotel"))) is UNSCORED
