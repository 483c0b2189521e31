from __future__ import annotations

from pathlib import Path

import pytest

from index.notes import find_notes, publisher_in
from index.read_text import read_text

STORY = (
    "The mayor of Lindholm met the harbour master on Tuesday. They spoke for an hour about the new quay.\n\n"
    "The harbour master said the work would begin in May. Police have not verified a video of the quay.\n\n"
    "The council could not confirm the cost. An opposition member said it was too high.\n\n"
    "A second meeting is planned for June. The mayor has not confirmed the report of a rise in fees.\n\n"
    "Fishermen said they were not asked. Their views were expressed in a letter.\n\n"
    "The quay is a hundred years old. It was last repaired in 1987.\n\n"
)


def notes_of(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(note.kind, text[note.start : note.end]) for note in find_notes(text, language)]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("unverified", "The Example Observer has not verified the content of this story."),
        ("unverified", "The information in this article could not be independently verified."),
        ("unverified", "The Example Gazette hasn’t independently verified the report."),
        ("unverified", "Reuters could not independently verify the claims."),
        ("unverified", "The account could not be independently verified."),
        ("unverified", "We have not been able to verify the details."),
        ("translated", "This article was translated and edited by The Example Observer."),
        ("translated", "This report has been translated from Arabic."),
        ("translated", "Translated from Arabic by The Example Observer."),
        (
            "responsibility",
            "Responsibility for the information and views set out in this article lies entirely with the author.",
        ),
        ("responsibility", "The views expressed here are her own."),
        ("responsibility", "The opinions in this commentary are those of the author and not of the Gazette."),
        ("responsibility", "This article does not necessarily reflect the position of the Gazette."),
        ("correction", "This story has been corrected to give the right name of the quay."),
        ("correction", "(This story was updated to add new information.)"),
        ("correction", "Correction: An earlier version of this article misstated the length of the quay."),
        ("correction", "CLARIFICATION: The quay is owned by the town."),
        ("correction", "The headline of this story has been updated."),
        ("single-source", "This report is based on a single source."),
    ],
)
def test_a_note_at_the_end_is_found_as_a_whole_sentence(kind: str, sentence: str) -> None:
    assert notes_of(STORY + sentence) == [(kind, sentence)]
    assert notes_of(sentence + "\n\n" + STORY) == [(kind, sentence)]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("unverified", "لم تتحقق الصحيفة من صحة محتوى هذا المقال."),
        ("unverified", "لم يتسنّ التحقق بشكل مستقل من هذه الأرقام."),
        ("translated", "تُرجم هذا المقال عن الإنجليزية."),
        ("responsibility", "الآراء الواردة في هذا المقال تعبّر عن رأي كاتبها."),
        ("correction", "تم تحديث هذا الخبر بعد نشره."),
        ("correction", "تصحيح: ورد في نسخة سابقة أن الرصيف بني عام 1980."),
    ],
)
def test_notes_in_arabic(kind: str, sentence: str) -> None:
    story = "التقى رئيس البلدية مدير المرفأ يوم الثلاثاء. وقال إن العمل سيبدأ في أيار.\n\n"
    story += "لم تتحقق الشرطة من صحة الفيديو.\n\n"
    assert notes_of(story + sentence, "ar") == [(kind, sentence)]


def test_ordinary_reporting_is_no_note() -> None:
    assert notes_of(STORY) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "“This article was translated by the embassy,” the spokesman said.",
        '"This story has been updated to please them," she said of the film.',
        "The police have not verified the report.",
        "Israel has not verified the content of the letter.",
        "The toll could not be independently verified, officials said.",
        "He said the views of the council do not matter.",
        "She is responsible for the content of the museum.",
        "The book was translated and edited by Anna Example.",
        "The course correction was small.",
        "The timetable was updated on Monday.",
    ],
)
def test_no_note_is_made_of_what_others_say_or_do(sentence: str) -> None:
    assert notes_of(STORY + sentence) == []


def test_a_publishers_remark_on_one_detail_in_the_middle_is_no_note_on_the_article() -> None:
    middle = "CNN could not independently verify this figure.\n\n"
    assert notes_of(STORY + middle + STORY) == []


def test_notes_are_in_order_and_do_not_touch_the_head() -> None:
    head = "Title: This story has been updated\n\n"
    text = head + STORY + "This article was translated by Example News. Example News has not verified the content."
    found = find_notes(text, "en", len(head))
    assert [note.kind for note in found] == ["translated", "unverified"]
    assert all(note.start >= len(head) for note in found)


@pytest.mark.parametrize(
    ("end", "publisher"),
    [
        ("This article was translated and edited by The Example Observer.", "The Example Observer"),
        ("This article was translated by Lindholm Daily.", "Lindholm Daily"),
        ("This article was translated by Anna Example.", None),
        ("This article was translated by Quayside. Quayside has not verified the content of this story.", "Quayside"),
        ("This article was translated from Danish.", None),
        ("The Example Observer was sold.", None),
    ],
)
def test_the_publisher_is_taken_from_a_note_that_names_one(end: str, publisher: str | None) -> None:
    text = STORY + end
    assert publisher_in(text, find_notes(text, "en")) == publisher


def test_a_huge_text_is_searched_at_both_ends_only_and_spans_hold() -> None:
    text = "The story was confirmed. " * 400_000 + "\n\nThis story has been updated."  # 10 MB
    assert notes_of(text) == [("correction", "This story has been updated.")]


SABBAGH = Path(__file__).parents[2] / "shared" / "articles" / "2024-11-21-sabbagh-tehran.txt"


@pytest.mark.skipif(not SABBAGH.exists(), reason="the article is not part of the repository")
def test_the_real_article() -> None:
    article, warnings = read_text(SABBAGH.read_text(encoding="utf-8"), "x")
    assert [note.kind for note in article.notes] == ["translated", "unverified", "responsibility"]
    assert article.publisher == "The Syrian Observer"
    assert (article.date, article.language, article.title, warnings) == ("2024-11-21", "en", None, ())
    assert article.text[article.body :].startswith("Iranian President")
