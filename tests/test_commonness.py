"""How common words are anywhere."""

from __future__ import annotations

from index import words
from index.commonness import share
from index.question import analyse


def test_a_common_word_has_a_greater_share_than_a_rare_one_and_a_name_has_none() -> None:
    the, harbour, vance = (words.tokens(w, "en")[0] for w in ("many", "harbour", "Quillfeather"))
    assert 0.9 >= share(the) > share(harbour) > 0
    assert share(vance) == 0


def test_in_a_few_passages_a_name_weighs_more_than_a_common_word_that_is_in_none() -> None:
    held = {words.tokens("Quillfeather", "en")[0]: 3}
    asked = analyse("Which town did Quillfeather visit?", "en", lambda tokens: {t: held.get(t, 0) for t in tokens}, 4)
    weights = {t.token: t.weight for t in asked.terms}
    assert weights[next(iter(held))] > weights["town"]


def test_other_languages_are_weighed_by_the_index_alone() -> None:
    asked = analyse("قال الوزير", "ar", lambda tokens: dict.fromkeys(tokens, 1), 4)
    assert all(t.weight < 2 for t in asked.terms)
