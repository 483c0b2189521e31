"""The deed of a yes-no question, where its form tells it."""

from __future__ import annotations

import pytest

from qa.deed_whether import whether

PLAIN = [
    ("Did Ada Brink sell a steam mill in May?", "sell", "Ada Brink", "steam mill", False),
    ("Did Ada Brink sell the mill?", "sell", "Ada Brink", "mill", True),
    ("Did she leave her husband?", "leave", "", "husband", True),
    ("Has Brink already found a partner?", "found", "Brink", "partner", False),
    ("Did the port authority reject the study?", "reject", "", "study", True),
    ("Did the council buy a ferry?", "buy", "", "ferry", False),
    ("Was Brink arrested?", "arrested", "", "", False),
    ("Has a day been set for the trial?", None, "", "", False),
    ("Will Brink open any mills?", "open", "Brink", "mills", False),
    ("Is the mill burning?", "burning", "", "", False),
]


@pytest.mark.parametrize(("question", "verb", "doer", "things", "known"), PLAIN)
def test_a_plain_question_tells_its_deed(question: str, verb: str | None, doer: str, things: str, known: bool) -> None:
    found = whether(question)
    if verb is None:
        assert found is None or not found.things
        return
    assert found is not None
    said = " ".join(word.text for word in found.things)
    assert (found.verb.text, found.doer, said, found.known) == (verb, doer, things, known)


@pytest.mark.parametrize(
    "question",
    [
        "When did Brink sell the mill?",
        "Did Brink sell the mill or keep it?",
        "Is there a mill in Oslo?",
        "Was Brink late?",
        "Is Brink the mayor of Oslo?",
        "Do you know when Brink sold it?",
        "Has Brink a mill?",
        "Did",
        "",
        "هل باعت برينك الطاحونة؟",
    ],
)
def test_of_other_questions_nothing_is_said(question: str) -> None:
    assert whether(question) is None


def test_what_happened_is_told_from_what_may_come() -> None:
    done, coming = whether("Did Brink sell a mill?"), whether("Will Brink sell a mill?")
    assert done is not None
    assert done.past
    assert coming is not None
    assert not coming.past
