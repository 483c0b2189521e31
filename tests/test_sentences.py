"""Sentences: exact spans that lose nothing, and boundaries where a reader of news would put them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.boundaries import WINDOW
from index.records import Sentence
from index.sentences import LONGEST, split


def parts(text: str, language: str | None = "en", body: int = 0) -> list[str]:
    """The sentences as strings, their invariants checked."""
    sentences = split(text, language, body)
    check(text, sentences, body)
    return [text[sentence.start : sentence.end] for sentence in sentences]


def check(text: str, sentences: list[Sentence], body: int = 0) -> None:
    """Spans in order and apart, trimmed, not over-long, within a paragraph, and no character lost."""
    before, paragraph, lost = body, 0, []
    for sentence in sentences:
        quote = text[sentence.start : sentence.end]
        assert before <= sentence.start < sentence.end
        assert quote == quote.strip()
        assert len(quote) <= LONGEST
        assert "\n\n" not in quote
        assert paragraph <= sentence.paragraph <= paragraph + 1
        lost.append(text[before : sentence.start])
        before, paragraph = sentence.end, sentence.paragraph
    lost.append(text[before:])
    assert not "".join(lost).strip()


PIECES = st.sampled_from(
    [
        *(
            "The port opens. ",
            "He said: ",
            "Gen. X ",
            "5 p.m. EST ",
            "U.S. ",
            "J.D. Vance ",
            "No. ",
            "1. ",
            "[1]",
            "www.x.y",
        ),
        *(
            "- ",
            "# ",
            "> ",
            "• ",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\u2028",
            "\x85",
            "...",
            "中文",
            "他说",
            "عام ",
            "د. ",
            "e\u0301",
        ),
        *("\u200d", "\ufeff", "\x00", "\x1b[31m", "\ud800", "``", "''", *"\"“”«»「」'’()!?.,。؟।"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(PIECES, max_size=40).map("".join),
    st.sampled_from(["en", "ar", "zh", "de", None, "xx"]),
    st.integers(0, 30),
)
def test_spans_lose_nothing_on_news_like_pieces(text: str, language: str | None, body: int) -> None:
    check(text, split(text, language, body), body)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_spans_lose_nothing_on_any_text(text: str) -> None:
    check(text, split(text, None))


def test_a_quotation_of_several_sentences_is_split_inside() -> None:
    assert parts('"We will stay. We will build." Then she left.') == [
        '"We will stay.',
        'We will build."',
        "Then she left.",
    ]
    assert parts("He said: “We wait. We hope.” Nobody came.") == ["He said: “We wait.", "We hope.”", "Nobody came."]


@pytest.mark.parametrize(
    "sentence",
    [
        '"The gate is shut." he said.',
        "“Is the gate shut?” asked the guard.",
        "“Is the gate shut?” Oduya asked.",
        "“The gate is shut.” Oduya said.",
        "“The gate is shut,” Oduya said.",
        "«Est-ce fini?» demanda-t-elle.",
        "「門は閉まった。」と彼は言った。",
        "“门已经关了。”他说。",
    ],
)
def test_a_quotation_and_who_said_it_are_one_sentence(sentence: str) -> None:
    assert parts(sentence + " ", None) == [sentence]


def test_a_quotation_before_a_new_sentence_is_not_joined_to_it() -> None:
    text = "“The gate is shut.” Oduya said that ships would have to wait outside until the tide turned on Friday."
    assert len(parts(text)) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ende.“ Er ging. „Wir gehen.“", ["Ende.“", "Er ging.", "„Wir gehen.“"]),
        ("»Wir gehen.« Dann gingen sie.", ["»Wir gehen.«", "Dann gingen sie."]),
        ("Il dit : « Oui. Nous irons. » Il part.", ["Il dit : « Oui.", "Nous irons. »", "Il part."]),
        ("Hon kom. ”Vi går.” Sedan gick de.", ["Hon kom.", "”Vi går.”", "Sedan gick de."]),
        ("他走了。“我们也走。”天黑了。", ["他走了。", "“我们也走。”", "天黑了。"]),
        ('It ended. "We go." They went.', ["It ended.", '"We go."', "They went."]),
        ('He wrote `` We go . \'\' They went .', ["He wrote `` We go . ''", "They went ."]),
        ('It was 5" wide. The rest was 6". It leaked.', ['It was 5" wide.', 'The rest was 6".', "It leaked."]),
    ],
)  # fmt: skip
def test_a_closing_mark_never_begins_a_sentence(text: str, sentences: list[str]) -> None:
    assert parts(text, None) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "TAMRIN (Coastal Times) - The port opened on Monday.",
        "TAMRIN, Feb. 13 (Coastal Times) — The port opened.",
        "TAMRIN. Nov. 20 (Coastal Times) - The port opened.",
        "The port opened on Feb. 13, 2025, at last.",
        "It opened on Nov. 21 in the rain.",
        "Gen. X spoke to Sen. Y and Lt. Col. Zeller.",
        "Maj. Gen. Oduya met Ms. Brandt and Mr. Valtonen of St. Mary.",
        "U.S. President Lincoln wrote to the U.N. Security Council.",
        "It was No. 5 on the list, vol. 3, approx. 40 pages.",
        "The train left at 5 a.m. Monday and came at 6 p.m. EST on Friday.",
        "J. D. Valtonen, J.D. Valtonen and George W. Brandt came.",
        "Non-U.S citizens need a stamp.",
        "He paid 3.5 dinars for 2 kg. of salt.",
        "قال د. محمد إن الميناء مفتوح.",
    ],
)
def test_a_stop_that_ends_no_sentence(sentence: str) -> None:
    assert parts(f"It rained. {sentence} It rained again.", None)[1:-1] == [sentence]
    assert parts(sentence, None) == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He lives in the U.S. They left at 6 p.m. The end came.", 3),
        ("it rained. we stayed in. nobody came.", 3),
        ("It closed at 6 p.m. FIFA had asked for it. Agents came.", 3),
        ("Was it so? No! Really?! Yes.", 4),
        ("The boats left.[1] The tide turned.[citation needed] It was cold.", 3),
        ("The boats left the harbour.The tide turned.", 2),
        ("قال الوزير. هل جاء؟ نعم۔ انتهى", 4),
        ("第一句。第二句！第三句？第四句", 4),
        ("第一。Second。Third", 3),
        ("यह पहला है। यह दूसरा है।", 2),
        ("• One boat left. Another came. • A third stayed.", 3),
    ],
)
def test_a_stop_that_ends_one(text: str, count: int) -> None:
    assert len(parts(text, None)) == count


def test_a_reference_stays_with_its_sentence() -> None:
    assert parts("The boats left.[1] The tide turned.") == ["The boats left.[1]", "The tide turned."]


def test_a_list_number_is_no_sentence() -> None:
    assert parts("1. Open the gate. 2. Shut it.\n3. Go home.") == ["1. Open the gate.", "2. Shut it.", "3. Go home."]


def test_headings_and_list_items_end_with_their_line() -> None:
    text = "# The port\nIt opens soon\n\nTIDES\nThe tide turns\n- at six\n- at noon\n\n> It rained\n\n---\nEnd"
    assert parts(text) == [
        "# The port",
        "It opens soon",
        "TIDES",
        "The tide turns",
        "- at six",
        "- at noon",
        "> It rained",
        "---",
        "End",
    ]


def test_hard_wrapped_text_is_not_cut_at_its_line_breaks() -> None:
    text = (
        "The director of the port told the members of the council that the new\n"
        "berths would be open soon. Nobody had told it anything before Nov.\n"
        "13. None of the boats in the harbour would have to leave it. The\n"
        "Old Tamrin cooperative doubts that.\n"
        "\n"
        "TIDES\n"
        "\n"
        "> The tide turns at six in the morning and again at a little past the\n"
        "> hour of noon. Boats wait for it.\n"
    )
    assert parts(text) == [
        "The director of the port told the members of the council that the new\nberths would be open soon.",
        "Nobody had told it anything before Nov.\n13.",
        "None of the boats in the harbour would have to leave it.",
        "The\nOld Tamrin cooperative doubts that.",
        "TIDES",
        "> The tide turns at six in the morning and again at a little past the\n> hour of noon.",
        "Boats wait for it.",
    ]


def test_lines_of_about_equal_length_that_are_sentences_are_cut() -> None:
    lines = [
        "The boats go out when the tide has turned.",
        "Brandt watches them from the long sea wall.",
        "Nobody knows when they are to come back.",
    ]
    assert parts("\n".join(lines)) == lines


def test_paragraphs_are_counted_at_blank_lines() -> None:
    text = "--- head ---\n\nOne. Two.\nThree.\n \n\n\nFour.\n\nFive."
    assert [sentence.paragraph for sentence in split(text, "en", 13)] == [0, 0, 0, 1, 2]
    assert [sentence.paragraph for sentence in split("One.\nTwo. Three.\nFour.", "en")] == [0, 1, 1, 2]


def test_an_over_long_sentence_is_cut_at_a_clause() -> None:
    text = "The boats, which were many, went out again and again to the sandbank; " * 60
    pieces = parts(text)
    assert len(pieces) > 3
    assert all(piece.endswith(";") for piece in pieces)
    assert all(piece.endswith("，") for piece in parts("船出去了又回来，" * 400, "zh")[:-1])


def test_an_over_long_word_is_cut_but_no_letter_is() -> None:
    assert [len(piece) for piece in parts("a" * 3_000)] == [LONGEST, LONGEST, 600]
    assert all(piece.startswith("e") for piece in parts("e\u0301\u0302" * 1_000))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        *[("", 1), (" \n\t ", 1), ("\x00", 2), ("\ufeff", 1), ("...", 1), ("\ud800 A. B", 1)],
        *[("\n", 100_000), (" ", 100_000), (".", 100_000), ('"', 100_000), ("!", 100_000), ("中", 100_000)],
        *[
            ("“a. ", 30_000),
            ("(a. ", 30_000),
            ('A. " ', 30_000),
            ("a\n\n", 30_000),
            ("a\n", 30_000),
            ("a." + " " * 50_000, 2),
        ],
    ],
)
def test_hostile_text_is_split(text: str, times: int) -> None:
    """Whatever takes time that grows with the square of its length would take minutes here."""
    parts(text * times)


def test_half_a_surrogate_pair_does_not_stop_the_split() -> None:
    assert parts("The \ud800 boat left. It came back.") == ["The \ud800 boat left.", "It came back."]


def test_a_sentence_at_the_edge_of_a_window_is_whole() -> None:
    sentence = "The boats went out to the sandbank with Ms. Brandt at 5 a.m. Monday, and she said: “We wait.” "
    pieces = parts(sentence * (2 * WINDOW // len(sentence) + 10))
    assert set(pieces) == {sentence.strip()}
