from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.read_html import decode_html, read_html

PARAGRAPH = "<p>The two towns agreed on a common harbour, the mayor of Lindholm said on Monday, after long talks.</p>"
PAGE = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html lang="fr"><head><title>Two towns agree - Example Gazette</title>
<meta property="og:title" content="Two towns agree"><meta property="og:site_name" content="Example Gazette">
<meta property="article:published_time" content="2024-11-21T23:30:00-05:00">
<meta property="article:modified_time" content="2024-12-24T10:00:00Z">
<link rel="canonical" href="https://gazette.example.org/two-towns"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Two towns agree</h1>{PARAGRAPH}
<h2>What it costs</h2><p>The cost is <b>five</b> million&nbsp;crowns &mdash; half
 of it<br>borrowed, as the council has decided in its last meeting.</p>
<ul><li>Lindholm pays two million</li><li>Osthavn pays three</li></ul>
<table><tr><th>Town</th><th>Crowns</th></tr><tr><td>Lindholm</td><td><p>2,000,000</p></td></tr></table>
<blockquote><p>We are glad that it is done at last, and so is everybody.</p></blockquote>{PARAGRAPH}</article>
<script>alert("no text")</script><div class="comments"><p>A reader's comment that nobody needs here.</p></div>
</body></html>"""


def test_a_page_gives_its_main_text_and_metadata() -> None:
    article, warnings = read_html(PAGE, "/a/page.html")
    assert (article.title, article.publisher, article.date) == ("Two towns agree", "Example Gazette", "2024-11-21")
    assert (article.url, article.source) == ("https://gazette.example.org/two-towns", "/a/page.html")
    assert article.language == "en"  # the text's, against the page's wrong `lang`
    assert warnings == ()
    paragraphs = article.text.split("\n\n")
    assert (
        "The cost is five million crowns — half of it\nborrowed, as the council has decided in its last meeting."
        in paragraphs
    )
    assert "Lindholm pays two million\nOsthavn pays three" in paragraphs or "Lindholm pays two million" in paragraphs
    assert "Town | Crowns\nLindholm | 2,000,000" in article.text
    assert "alert" not in article.text
    assert "reader's comment" not in article.text
    assert "Home" not in article.text


def test_no_date_is_guessed_from_the_text() -> None:
    article, _ = read_html(
        f"<html><body>{PARAGRAPH * 3}<p>It was last repaired on 5 May 1987, he said.</p></body></html>", "x"
    )
    assert article.date is None


def test_the_pages_lang_counts_when_the_text_leaves_it_open() -> None:
    page = "<html lang='de-AT'><body><p>Lindholm Osthavn Brakmar Tollund Skagen 1987 Ulvik Narvesund.</p></body></html>"
    assert read_html(page, "x")[0].language == "de"


def test_an_address_that_runs_code_is_not_kept() -> None:
    page = f'<html><head><link rel="canonical" href="javascript:alert(1)"></head><body>{PARAGRAPH * 3}</body></html>'
    assert read_html(page, "x")[0].url is None
    assert read_html(page, "x", url="https://gazette.example.org/1")[0].url == "https://gazette.example.org/1"


def test_a_declared_encoding_is_used() -> None:
    page = f'<html><head><meta charset="windows-1250"></head><body>{PARAGRAPH}<p>Čtvrť Žižkov.</p></body></html>'
    assert "Čtvrť Žižkov" in decode_html(page.encode("cp1250")).text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<p></p>", "<<<>>>"]
)
def test_a_page_without_a_main_text_is_an_error(page: str) -> None:
    with pytest.raises(ArticleError, match="without a main text"):
        read_html(page, "x")


@pytest.mark.parametrize(
    "junk",
    [
        "<b>" * 1500,
        "<blockquote>" * 1500,
        "<table><tr><td>" * 500,
        "<ul><li>" * 700,
        "<p>" * 5_000,
        "<!-- x -->" * 20_000,
        "&amp;&bogus;&#x110000;&#0;" * 20_000,
        "<script>var a = '<p>no text</p>'</script>" * 2_000,
        "<![CDATA[ " * 5_000,
        "<a b=c " * 5_000,
        "\x00\ud800\ufffe",
        "</p></div></body></html>" * 100,
    ],
    ids=lambda junk: ascii(junk[:16]),
)
def test_hostile_markup_neither_crashes_nor_hides_what_stands_before(junk: str) -> None:
    article, _ = read_html(f"<html><body><article>{PARAGRAPH * 3}{junk}", "x")
    assert "The two towns agreed" in article.text
    article.text.encode("utf-8")


def test_what_stands_after_deep_nesting_is_kept() -> None:
    page = (
        f"<html><body>{PARAGRAPH * 3}{'<div>' * 800}deep words{'</div>' * 800}<p>And the last sentence of it all.</p>"
    )
    assert "And the last sentence of it all." in read_html(page, "x")[0].text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 100_000 + PARAGRAPH, "elements within one another"),
        (PARAGRAPH + "<i>x</i> " * 200_001, "over 200,000 elements"),
        ("<p>" + "x" * 20_000_000, "over 20 MB"),
    ],
    ids=["deep", "many", "big"],
)
def test_a_page_that_cannot_be_followed_to_its_end_is_an_error_and_no_half_article(page: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_html(page, "x")
