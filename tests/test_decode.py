from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decode import decode
from index.errors import ArticleError

ARABIC = "قال الوزير يوم الاثنين إن المحادثات بين الحكومتين سوف تستمر حتى نهاية العام، وإن النتائج قريبة."
RUSSIAN = "Министр сообщил в понедельник, что переговоры между правительствами продолжатся до конца года."
GERMAN = "Der Minister erklärte am Montag, dass die Gespräche über die Brücke für alle fünf Städte wichtig wären."
POLISH = "Minister powiedział w poniedziałek, że rozmowy między rządami będą trwać jeszcze cały następny miesiąc."
TURKISH = "Bakan pazartesi günü iki hükümet arasındaki görüşmelerin yıl sonuna kadar devam edeceğini söyledi."
JAPANESE = "大臣は月曜日に、両政府の協議は年末まで続くと述べた。結果は近く発表されるという。"
CHINESE = "部长周一表示，两国政府之间的会谈将持续到年底。他说，结果不久就会公布，这是一个好的开始。"
ENGLISH = (
    "The minister’s office – in the old town – said “yes” to the café owners on Monday, and that was all there was."
)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_utf8_with_and_without_a_mark(mark: bytes) -> None:
    decoded = decode(mark + ARABIC.encode())
    assert (decoded.text, decoded.encoding, decoded.warning) == (ARABIC, "utf-8", None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, CHINESE, ENGLISH, RUSSIAN])
def test_utf16_and_utf32(encoding: str, text: str) -> None:
    assert decode((text + "\n").encode(encoding)).text == text + "\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (CHINESE.replace("国", "國").replace("这", "這").replace("会", "會"), "big5"),
    ],
)
def test_old_encodings_are_found_out_and_said(text: str, encoding: str) -> None:
    written = text.encode(encoding, "ignore")
    decoded = decode(written)
    assert decoded.text == written.decode(encoding)
    assert decoded.warning is not None
    assert "isn't UTF-8" in decoded.warning


def test_a_declared_encoding_is_tried_after_utf8() -> None:
    assert decode("Čeština".encode("cp1250"), "windows-1250").text == "Čeština"
    assert decode("Čeština".encode(), "windows-1250").text == "Čeština"
    assert decode("It’s".encode("cp1252"), "iso-8859-1").text == "It’s"
    assert decode(GERMAN.encode("cp1252"), "no-such-encoding").text == GERMAN


def test_a_few_windows_bytes_in_utf8_are_repaired_and_said() -> None:
    data = (ARABIC + " café ").encode() + b"\x93quoted\x94 caf\xe9 and more."
    decoded = decode(data)
    assert decoded.text == ARABIC + " café “quoted” café and more."
    assert decoded.warning is not None
    assert "3 other bytes" in decoded.warning


def test_a_cut_last_character_is_marked_not_misread() -> None:
    assert decode(ARABIC.encode()[:-2] + "é".encode()[:1]).text.endswith("\ufffd")


def test_a_few_nul_characters_stay_in_place() -> None:
    text = "a" * 5000 + "\x00" + "b" * 5000
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (b"text\x00" * 100, "binary"),
        (b"\x00" * 1000, "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x1f\x8b\x08abc", "gzip"),
        (b"{\\rtf1 abc}", "rich-text"),
        (bytes(range(1, 32)) * 30 + b"\xff\xfe\xfd" * 9, "binary"),
        (b"\xff\xfe" + b"\x00\xdc" * 500, "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        decode(data)


@pytest.mark.parametrize("piece", [b"\xe9", b"\xc3\xa9\xe9", b"a\xe9", b"\xd9\x85", b"\x81\x40"])
def test_ten_megabytes_without_a_line_end(piece: bytes) -> None:
    # Takes a moment; with any step of quadratic time it would not come back.
    assert len(decode(piece * (10_000_000 // len(piece))).text) >= 3_000_000


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_article_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except ArticleError:
        return
    assert text.encode("utf-8").decode("utf-8") == text  # what was read can be stored


@given(
    st.text(max_size=400).filter(lambda text: "\x00" not in text and not text.startswith(("\ufeff", "{\\rtf", "PK")))
)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith(("%PDF-", "\x1f")):
        assert decode(text.encode()).text == text
