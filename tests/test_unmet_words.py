"""In which words a deed may be told."""

from __future__ import annotations

import pytest

from qa.deed import deed
from qa.grounding import words
from qa.unmet_words import _told, spoken_of, tells


@pytest.mark.parametrize(
    ("question", "text", "kind", "told"),
    [
        ("Why did Brink resign?", "Her resignation came on Friday.", False, True),
        ("Why did Brink stop running?", "Brink gave it up for lack of time.", False, True),
        ("When did Brink step down?", "Brink resigned on Friday.", False, True),
        ("Who proposed a tunnel?", "Brink said that she was ready to dig one.", False, True),
        ("Why is Brink opposed to the tunnel?", "Brink warned of its cost.", False, True),
        ("What did Brink aquire?", "Brink acquired a ferry.", False, True),
        ("Where did Brink move?", "Brink left for Oslo.", True, True),
        ("Where did Brink move?", "Brink left for Oslo.", False, False),
        ("Why did Brink resign?", "Brink signed the paper on Friday.", True, False),
        ("How much does Brink earn?", "Brink will build a ferry.", True, False),
    ],
)
def test_a_deed_has_many_words(question: str, text: str, kind: bool, told: bool) -> None:
    one = deed(question)
    assert one is not None
    assert tells(one.verb, question, _told(text), kind=kind) == told


def test_kindred_words_and_synonyms_speak_of_a_word() -> None:
    said = _told("The director bought a diplomatic archive.")
    assert all(spoken_of(words.split(w)[0], said) for w in ("direct", "purchase", "diplomacy"))
    assert not spoken_of(words.split("sold")[0], said)
