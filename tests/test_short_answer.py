"""Short answers are spans of the sentence, of the kind asked for, and never what the question says itself."""

from __future__ import annotations

import pytest

from index.question import analyse
from index.records import Article
from qa import short_answer


def short(question: str, sentence: str, date: str | None = "2024-11-21") -> str | None:
    article = Article("a", sentence, "a.txt", date=date, language="en")
    asked = analyse(question, "en", lambda tokens: dict.fromkeys(tokens, 1), 10)
    found = short_answer.find(asked, article, 0, len(sentence))
    return None if found is None else sentence[found.start : found.end] + (f" = {found.day}" if found.day else "")


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who met Sabbagh?", "Sabbagh also met Ali Akbar Velayati, an adviser, in the evening.", "Ali Akbar Velayati"),
        ("When did the ferry sink?", "The ferry sank on Tuesday off the coast.", "Tuesday = 2024-11-19"),
        ("When did the ferry sink?", "The ferry sank on 3 May 2021 off the coast.", "3 May 2021"),
        ("Where did the ministers meet?", "The ministers met in Tehran to talk about trade.", "Tehran"),
        ("How many berths will be built?", "The port will build two berths by 2027.", "two"),
        ("How many berths will be built?", "Berths will be built by 2027.", None),
        ("Why did the strike end?", "The strike ended when Ali Hassan resigned in Tehran.", None),
        ("Who met Sabbagh?", "Sabbagh met nobody.", None),
        ("When did the fair open?", "The fair opened on 2 April.", "2 April"),
        ("When did the fair open?", "The fair opened in Dec. with a parade.", "Dec."),
        ("When is the next audit of the budget due?", "The budget passed on Monday.", None),
        (
            "When did the envoy visit the dairy?",
            "On Tuesday, the day of the rain, of the parade and of long talks, Ada Brink, an envoy, saw the dairy.",
            "Tuesday = 2024-11-19",
        ),
        (
            "Which Chilean officials besides the president did the Peruvian minister meet?",
            "Peru's minister, Luis Quispe, met Chilean President Ana Rojas.",
            None,
        ),
        (
            "Which Chilean officials besides the president did the Peruvian minister meet?",
            "Peru's minister, Luis Quispe, met the secretary Pia Vidal after talks with Chilean President Ana Rojas.",
            "Pia Vidal",
        ),
        ("What month did the fair open?", "The fair opened in 1973.", None),
        ("Which day did the fair open?", "The fair of 2023 opened on Tuesday.", "Tuesday = 2024-11-19"),
        ("How much does the stall cost?", "The stall of 36 square metres costs 90 euros.", "90 euros"),
        ("How big is the stall?", "The stall has 36 square metres.", "36 square metres"),
        ("Who is the president of Chile?", "Chile's president, Ana Rojas, met Luis Quispe.", "Ana Rojas"),
        ("Whom does Ana Rojas represent?", "Ana Rojas, who speaks for the Andes Guild, was here.", "Andes Guild"),
        ("Who bought the boat?", "LIMA (Andes Courier) - The boat has been bought.", None),
        ("How many voted against the boat?", "The boat was bought by nine votes to four.", "four"),
        ("Who is the president of Chile?", "The president of Peru met Ana Rojas of Chile.", None),
    ],
)
def test_short_answers(question: str, sentence: str, expected: str | None) -> None:
    found = short(question, sentence)
    assert (found and found.removeprefix("on ")) == expected
