from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.grounding.fold import bare, fold


def test_typographic_variants_are_one() -> None:
    assert fold("“It’s ﬁne”\u00a0– said\u00ad so").text == '"It\'s fine" - said so'
    assert fold("``so''").text == '"so"'


def test_a_span_gives_the_originals_own_characters() -> None:
    folded = fold("He said “it’s ﬁne” here")
    start = folded.text.index('"')
    assert folded.cut(start, folded.text.rindex('"') + 1) == "“it’s ﬁne”"


def test_accents_fall_only_for_comparing() -> None:
    assert bare("Erdoğan") == "erdogan"
    assert fold("Erdoğan").text == "Erdoğan"


@given(st.text(max_size=200))
def test_offsets_lead_back_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.cut(0, len(folded.text)) in text
