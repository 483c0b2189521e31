"""Texts made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching import exact, f1, holds, rouge_l, tokens


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("He met the minister.", "a minister"),
        ("in the U.S. drive", "U.S. drive"),
        ("\u201cfriendly\u201d talks", "friendly talks"),
        ("استقبلَ الرئيسُ", "استقبل الرئيس"),
        ("他访问了德黑兰。", "德黑兰"),
        ("4.5 percent", "4.5 percent"),
    ],
)
def test_what_is_held(text: str, part: str) -> None:
    assert holds(text, part)


@pytest.mark.parametrize(("text", "part"), [("2300 boats", "230"), ("network", "two"), ("anything", "..."), ("", "a")])
def test_what_is_not(text: str, part: str) -> None:
    assert not holds(text, part)


def test_exact_match_and_f1() -> None:
    assert exact("The U.S.", "us")
    assert not exact("350 metres", "350 metres long")
    assert f1("350 metres", "350 metres long") == pytest.approx(0.8)
    assert f1("cat", "dog") == 0.0
    assert f1("", "") == 1.0
    assert f1("", "dog") == 0.0


def test_rouge_l_keeps_to_the_order() -> None:
    assert rouge_l("one two three", "three two one") == pytest.approx(1 / 3)
    assert rouge_l("one two three", "one three") == pytest.approx(0.8)
    assert rouge_l("", "one") == 0.0


@given(st.text(), st.text())
def test_measures_are_shares_and_symmetric(one: str, other: str) -> None:
    for measure in (f1, rouge_l):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == pytest.approx(measure(other, one))
    assert exact(one, one)
    assert holds(one, one) == bool(tokens(one, parted=True))
