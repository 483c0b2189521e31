"""Who holds an office is told by the title beside a name, and by nothing else."""

from __future__ import annotations

import pytest

from index.records import Article
from index.sentences import split as sentences
from qa import short_role
from qa.grounding import Source
from qa.grounding.context import context


def held_by(question: str, sentence: str, before: str = "") -> list[str]:
    office = short_role.asked(question)
    assert office is not None, question
    return [name.name for name in short_role.holders(office, sentence, before)]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who is the president of Chile?", "Chilean President Ana Rojas met the miners.", ["Ana Rojas"]),
        ("Who is the president of Chile?", "Chile's president, Ana Rojas, met the miners.", ["Ana Rojas"]),
        ("Who is Chile's president?", "Ana Rojas, president of Chile, met the miners.", ["Ana Rojas"]),
        ("Who is the Chilean president?", "Ana Rojas was elected president of Chile on Sunday.", ["Ana Rojas"]),
        ("Who is the president of Chile?", "Peruvian President Luis Quispe met Chile's miners.", []),
        ("Who is the president of Chile?", "Ana Rojas met the miners of Chile.", []),
        ("Who is Kenya's finance minister?", "Kenya's foreign minister, Otieno Were, met Ana Rojas.", []),
        ("Who is Kenya's finance minister?", "The finance minister met Otieno Were in Kenya.", []),
        ("Who is Kenya's prime minister?", "Kenya's deputy prime minister, Otieno Were, stepped in.", []),
        ("Who is the mayor of Norwick?", "Former mayor of Norwick Ada Brink spoke first.", []),
        ("Who was the mayor of Norwick?", "The former mayor of Norwick, Ada Brink, spoke first.", ["Ada Brink"]),
        ("Who is the director of the Norwick zoo?", "The zoo's director, Ada Brink, spoke first.", ["Ada Brink"]),
        ("Who is the director of the Norwick zoo?", "The museum's director, Ada Brink, spoke first.", []),
        ("Who is the CEO of Norwick Mills?", "Norwick Mills sent its chief executive, Ada Brink.", ["Ada Brink"]),
        ("Who is Norwick's CFO?", "Norwick will save, according to Ada Brink, its finance chief.", ["Ada Brink"]),
        ("Who is Norwick's chair?", "According to Ada Brink, the chair of Norwick said nothing.", []),
        ("Who is Norwick's chairperson?", "Norwick's chairman, Ada Brink, spoke first.", ["Ada Brink"]),
        ("Who is Kenya's premier?", "Kenya's prime minister, Otieno Kamau, stepped in.", ["Otieno Kamau"]),
        ("Who is the CEO of Norwick Mills?", "Norwick Mills sent its chief engineer, Ada Brink.", []),
        ("Who is the senator for Ohio?", "Ohio Sen. Ada Brink voted against it.", ["Ada Brink"]),
    ],
)
def test_the_title_must_agree_with_the_office(question: str, sentence: str, expected: list[str]) -> None:
    assert held_by(question, sentence) == expected


def test_a_title_that_does_not_say_of_what_needs_it_to_have_been_spoken_of() -> None:
    question, sentence = "Who is the chairman of the dairy cooperative?", "Its chairman, Olaf Tamm, agreed."
    assert held_by(question, sentence, "The dairy cooperative met.") == ["Olaf Tamm"]
    assert held_by(question, sentence, "The brewery met.") == []


@pytest.mark.parametrize(
    "question", ["Who met Ana Rojas?", "Who is Ana Rojas?", "Who is the woman in the picture?", "When is the election?"]
)
def test_other_questions_ask_for_no_office(question: str) -> None:
    assert short_role.asked(question) is None


def test_an_office_of_another_country_disproves_a_bare_title() -> None:
    office = short_role.asked("Who is Chile's finance minister?")
    assert office is not None
    text = "Peru's finance minister, Luis Quispe, met Chilean President Ana Rojas. The finance minister was late."
    persons = context(Source(Article("a", text, "a.txt", language="en"), sentences(text, "en"))).persons
    assert short_role.disproved(office, ("Luis", "Quispe"), persons)
    assert not short_role.disproved(office, ("Quispe",), persons)  # it may be another Quispe
    assert not short_role.disproved(office, ("Ana", "Rojas"), persons)
    assert [name.name for name in short_role.abroad(office, text)] == ["Luis Quispe"]
    assert not short_role.tied(office, text)
    assert short_role.tied(office, "The finance minister of Chile was late.")
