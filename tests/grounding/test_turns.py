"""Which sentences of an interview are questions, which are answers, and by whom."""

from __future__ import annotations

import pytest

from index.records import Article
from index.sentences import split
from qa.grounding import Cited, Source, ground
from qa.grounding.evidence import gather, read_claim
from qa.grounding.speech import SOMEBODY, speaker
from qa.grounding.told import spoken, unsaid
from qa.grounding.turn_labels import bare
from qa.grounding.turns import answer, of, question, questions, turn

LETTERS = (
    "Ilse Korvan, 51, has run the port of Hellvik since 2021. She met us on the quay.\n\n"
    "Q: Ms Korvan, the shipowner Aron Teel says you are choking the trade.\n\n"
    "A: Mr Teel owns eleven ferries. I own none.\n\n"
    "Q: You are against the new lighthouse. Why?\n\n"
    "A: Because darkness is a refuge for birds. A third of the terns nest on that rock.\n\n"
    "My staff counted them.\n\n"
    "Q: What will you do after your retirement in 2031?\n\n"
    "A: Keep bees.\n\n"
    "Korvan poured more tea and looked at the rain.\n\n"
    "Interview: Pia Holm\n"
)
NAMES = (
    "The cathedral of Orvane has a new organist. Jon Bastable, 34, spoke to us about pipes and mice.\n\n"
    "MERIDIAN: How much will the repair of the organ cost?\n\n"
    "BASTABLE: About 4.2 million crowns. Tin has become dear.\n\n"
    "MERIDIAN: Who pays for it?\n\n"
    "BASTABLE: The diocese gives half.\n"
)
BOLD = (
    "# A dam, and what comes after it\n\n"
    "Vera Lindqvist-Aho designs dams. She spoke to the Northern Gazette in her garden in Tampala.\n\n"
    "**Why did you leave the Kolm project?**\n\n"
    "I was asked to sign a report that I had not written.\n\n"
    "**Will the dam hold?**\n\n"
    "It will hold for thirty years. After that I would not sleep below it.\n\n"
    "**The minister calls you a pessimist.**\n\n"
    "I call him on his birthday.\n"
)
PLAIN = (
    "Mara Lunde raises geese. She spoke to us in Skarn.\n\n"
    "How did you come to geese?\n\n"
    "My father kept them. I took over in 2009.\n\n"
    "And what do you feed them?\n\n"
    "I give them oats.\n\n"
    "Would you do it again?\n\n"
    "Every day.\n"
)
GERMAN = (
    "Hanna Voss spricht über Mehl.\n\nFrage: Was machen Sie nach 2030?\n\nAntwort: Ich züchte Bienen.\n\n"
    "Frage: Und der Laden?\n\nAntwort: Den habe ich verkauft.\n"
)
ADVICE = (
    "The new stamp is sold from Monday on.\n\n"
    "Q: How much does the stamp cost?\n\nA: It costs two crowns.\n\n"
    "Q: Can I still use the old one?\n\nA: The old stamp is good until June.\n"
)


def source(text: str, publisher: str | None = "The Harbour Gazette", language: str = "en") -> Source:
    article = Article("talk", text, "talk.txt", publisher=publisher, language=language)
    return Source(article, tuple(split(text, language)))


def cited(text: str, words: str, publisher: str | None = "The Harbour Gazette", language: str = "en") -> Cited:
    own = source(text, publisher, language)
    every = [Cited(own, n) for n in range(len(own.sentences))]
    return next(c for c in every if words in c.quote)


@pytest.mark.parametrize(
    ("text", "words", "asks", "who"),
    [
        (LETTERS, "has run the port", None, None),
        (LETTERS, "says you are choking", True, "The Harbour Gazette"),
        (LETTERS, "owns eleven", False, "Ilse Korvan"),
        (LETTERS, "I own none", False, "Ilse Korvan"),
        (LETTERS, "You are against", True, "The Harbour Gazette"),
        (LETTERS, "Because darkness", False, "Ilse Korvan"),
        (LETTERS, "My staff", False, "Ilse Korvan"),
        (LETTERS, "Keep bees", False, "Ilse Korvan"),
        (LETTERS, "poured more tea", None, None),  # people do not name themselves
        (LETTERS, "Pia Holm", None, None),
        (NAMES, "How much", True, "MERIDIAN"),
        (NAMES, "Tin has", False, "Jon Bastable"),
        (NAMES, "The diocese", False, "Jon Bastable"),
        (BOLD, "She spoke", None, None),
        (BOLD, "Why did you", True, "The Harbour Gazette"),
        (BOLD, "a report", False, "Vera Lindqvist-Aho"),
        (BOLD, "a pessimist", True, "The Harbour Gazette"),
        (BOLD, "his birthday", False, "Vera Lindqvist-Aho"),
        (PLAIN, "what do you feed", True, "The Harbour Gazette"),
        (PLAIN, "My father", False, "Mara Lunde"),
        (PLAIN, "Every day", False, "Mara Lunde"),
        (ADVICE, "How much", True, "The Harbour Gazette"),
    ],
)
def test_each_sentence_of_an_interview_has_its_speaker(
    text: str, words: str, asks: bool | None, who: str | None
) -> None:
    one = cited(text, words)
    own = turn(one)
    assert (None if own is None else own.asks) == asks
    assert speaker(one) == who


def test_what_only_explains_in_questions_and_answers_is_the_articles_own() -> None:
    assert speaker(cited(ADVICE, "two crowns")) is None
    assert speaker(cited(ADVICE, "until June")) is None


def test_a_label_is_known_in_other_languages_and_a_name_there_is_not_guessed() -> None:
    assert speaker(cited(GERMAN, "züchte", language="de")) == SOMEBODY
    assert speaker(cited(GERMAN, "Was machen", None, "de")) == "the interviewer"


def test_nobody_is_named_where_two_are_presented() -> None:
    two = LETTERS.replace("She met us", "Oskar Mendl founded it. We met")
    assert speaker(cited(two, "Because darkness")) == SOMEBODY


def test_a_named_speaker_of_a_quotation_inside_an_answer_stays() -> None:
    told = LETTERS.replace("My staff counted them.", "“The rock is full. It hums,” Ana Rivas said to me.")
    assert speaker(cited(told, "The rock is full")) == "Ana Rivas"


def test_questions_and_their_answers_find_each_other() -> None:
    own = source(LETTERS)
    every = of(own.article, own.sentences)

    def place(words: str) -> int:
        return cited(LETTERS, words).sentence

    assert answer(every, place("after your retirement")) == turn(cited(LETTERS, "Keep bees"))
    assert question(every, place("A third of the terns")) == turn(cited(LETTERS, "Why?"))
    assert answer(every, place("Keep bees")) is None
    assert question(every, place("has run the port")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Who pays? The town does.\n\nWhy now? Nobody knows.\n\nThe bridge opens on Monday.\n",
        "Price: two crowns.\n\nPlace: the old mill?\n\nPrice: three crowns.\n\nPlace: the new mill.\n",
        "The bridge is shut.\n\nWhy?\n\nThe steel is old.\n\nWhat now?\n\nNobody knows.\n\nWho pays?\n\nThe county.\n",
    ],
)
def test_other_articles_with_questions_are_no_interviews(text: str) -> None:
    made = source(text)
    assert not questions(made.article, made.sentences)


def test_a_label_is_no_part_of_what_is_said() -> None:
    assert [bare(t) for t in ("A: Keep bees.", "Q. Why?", "BASTABLE: The mice.", "It took three: one, two.")] == [
        "Keep bees.",
        "Why?",
        "The mice.",
        "It took three: one, two.",
    ]


def test_words_of_an_answer_stated_as_fact_are_misattributed() -> None:
    found = ground("A third of the terns nest on that rock.", [cited(LETTERS, "A third of the terns")])
    assert found.verdict == "misattributed"
    assert "Ilse Korvan" in found.reasons[0]


@pytest.mark.parametrize(
    ("claim", "words", "verdict"),
    [
        ("Darkness is a refuge for birds.", "Because darkness", "misattributed"),
        ("Korvan said that darkness is a refuge for birds.", "Because darkness", None),
        ("Aron Teel says that Korvan is choking the trade.", "says you are choking", "unsupported"),
        ("Ilse Korvan has run the port of Hellvik since 2021.", "has run the port", None),
    ],
)
def test_an_answer_needs_its_speaker_and_a_question_supports_nothing(
    claim: str, words: str, verdict: str | None
) -> None:
    one = cited(LETTERS, words)
    problem = next(unsaid(read_claim(claim, [one]), gather([one])), None)
    assert (problem.verdict if problem else None) == verdict


def test_an_answer_is_evidence_as_a_saying_of_its_speaker_and_a_question_is_none() -> None:
    lines = spoken(gather([cited(LETTERS, "Because darkness"), cited(LETTERS, "You are against")])).lines
    assert [line.reading.text for line in lines] == ['Ilse Korvan said: "Because darkness is a refuge for birds."']
