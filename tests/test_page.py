"""The page: exact text beside every statement, nothing of a stranger's that acts, and all that the record says."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed import load
from index.errors import InputError
from index.search import Search
from index.store import Store
from qa import page
from qa.ask import ask
from qa.brief.assemble import assemble
from qa.brief.shown import said
from qa.check import Checker
from qa.draft import parse
from qa.page import Page, Paragraph, Section
from qa.page_text import exact, link, quotation
from qa.records import Answer, Citation
from qa.summarize import summarize
from tests.brief_articles import OSLO, PORTO, REPRINT, material
from tests.conftest import RunQa
from tests.page_samples import ARABIC, HOSTILE, PORT, Read, article, brief, cite, hostile
from tests.sample_index import ARTICLES, sample_index

TEMPLATES = Path(page.__file__).parent / "templates"


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        search = Search(store, load(), warn=silent)
        yield search
        search.close()


def silent(line: str) -> None:
    """Warnings are not what is tested here."""


def shown(of: Page) -> Read:
    return Read(page.render(of))


def checked(text: str, search: Search) -> Page:
    draft = parse(text)
    with Store.open(sample_index()) as store:
        checker = Checker(search, draft, store.heads())
    return page.of_check([checker.check(statement) for statement in draft.statements], title="draft.md")


def test_the_sources_stand_there_to_the_character() -> None:
    assert shown(brief()).sources == [PORT, ARABIC, "Nobody cites this."]
    assert shown(hostile()).sources == [HOSTILE]


def test_each_statement_leads_to_the_exact_characters_it_cites() -> None:
    found, read = brief(), shown(brief())
    for n, paragraph in enumerate(found.paragraphs, 1):
        (claim,) = read.all(id=f"p{n}")
        assert read.quoted(claim["data-runs"]) == [c.quote for c in paragraph.citations]
    assert read.quoted(read.all(id="s1")[0]["data-runs"]) == ["Monday"]


def test_each_mark_leads_to_its_own_place() -> None:
    read = shown(brief())
    of = {c.n: c.quote for p in brief().paragraphs for c in p.citations}
    marks = [m for m in read.all(class_="mark") if m["aria-label"] != "Source 1: Coastal Times"]
    assert len(marks) == 5
    for mark in marks:
        (n,) = re.findall(r"^Source (\d+): ", mark["aria-label"])
        assert read.quoted(mark["data-runs"]) == [of[int(n)]]
        assert mark["href"] == f"#r{mark['data-runs'].partition('-')[0]}"


def test_a_source_sentence_names_the_statements_that_use_it() -> None:
    back = [(known["href"], known["aria-label"]) for known in shown(brief()).all(class_="back")]
    assert ("#p3", "Used by statement 3: go back to it") in back
    assert ("#p4", "Nearest to statement 4: go back to it") in back
    assert ("#p5", "Used by statement 12: go back to it") in back
    by = [known["data-by"].split() for known in shown(brief()).all(class_="s")]
    assert ["s1", "p1"] in by
    assert ["p2", "p3"] in by
    assert ["p2", "p4"] in by


def test_every_id_is_there_once_and_is_ours() -> None:
    for of in (brief(), hostile()):
        read = shown(of)
        ids = [known["id"] for _, known in read.tags if "id" in known]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z]+|[arpqs]\d+(-(title|text|why))?", name) for name in ids)
        for _, known in read.tags:
            for target in (known.get("href", "").removeprefix("#"), *known.get("aria-describedby", "").split()):
                assert not target or target in ids or target.startswith("https://")


def test_no_strangers_text_becomes_a_tag_or_a_handler() -> None:
    read = shown(hostile())
    assert [tag for tag, _ in read.tags if tag in ("script", "style", "img", "base", "iframe", "object")] == [
        "style",
        "script",
    ]
    names = {name for _, known in read.tags for name in known}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcdoc", "autofocus")}
    assert not [known for _, known in read.tags if known.get("href", "#").startswith("javascript")]
    assert "49" not in "".join(read.texts.values())  # no text of theirs is a template


def test_the_policy_lets_only_our_two_texts_act() -> None:
    read = shown(hostile())
    (meta,) = read.all(http_equiv="Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in meta["content"].split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in meta["content"]
    assert rules["base-uri"] == rules["form-action"] == rules["trusted-types"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(read.inline[tag].encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    order = [tag for tag, _ in read.tags]
    assert order.index("style") > [known.get("http-equiv") for _, known in read.tags].index("Content-Security-Policy")


def test_our_style_and_script_load_and_build_nothing() -> None:
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    assert not re.search(r"url\(|@import|</|https?:", style)
    assert not re.search(r"</|innerHTML|insertAdjacent|eval\(|fetch\(|https?:|\.style\b", script)
    assert not {path.name for path in TEMPLATES.iterdir() if path.name.startswith("check")}


def test_only_addresses_of_the_web_are_links() -> None:
    read = shown(brief())
    (out,) = [known for _, known in read.tags if known.get("href", "#")[0] != "#"]
    assert out["href"] == "https://coastal-times.example.org/port"
    assert out["rel"] == "noreferrer noopener"
    assert "javascript:alert(1)" in read.texts["a2"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https:///etc", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_link(url: str | None, linked: bool) -> None:
    assert link(url) == (url if linked else None)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Plain.", "\u201cPlain.\u201d"),
        ('He said "no".', '\u00abHe said "no".\u00bb'),
        ("وبحث.", "\u00abوبحث.\u00bb"),
        ("وبحث «محور».", "\u201cوبحث «محور».\u201d"),
        ("1. !", "\u201c1. !\u201d"),
    ],
)
def test_quotation(text: str, quoted: str) -> None:
    assert quotation(text) == quoted


@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\x00\u202e\xad<&")),
        max_size=40,
    )
)
def test_exact_text_loses_no_character(text: str) -> None:
    assert html_text(str(exact(text))) == text.replace("\0", "\u2400")


def html_text(markup: str) -> str:
    """The text content, by the rules for character references; the parser of the library mends some characters."""
    bare = re.sub(r"<[^>]*>", "", markup)
    assert "<" not in bare
    return re.sub(r"&(#?\w+);", lambda m: "\r" if m[1] == "#13" else html.unescape(m[0]), bare)


def test_characters_that_hide_or_reorder_are_boxed_and_named() -> None:
    assert 'data-c="U+202E" title="RIGHT-TO-LEFT OVERRIDE"' in exact("a\u202eb")
    assert 'class="ch thin" data-c="" title="SOFT HYPHEN"' in exact("a\xadb")
    assert exact("\x1b[31m").startswith('<span class="ch" data-c="U+001B"')
    assert exact("می\u200cروم \u200f \u00a0") == "می\u200cروم \u200f \u00a0"  # these are part of scripts and spacing
    assert exact("a\0\ud800") == "a\u2400\ufffd"


def test_what_failed_says_why_and_what_comes_nearest() -> None:
    text = re.sub(r"\s+", " ", shown(brief()).texts["p4"])
    assert "contradicted the source has 'May', not 'April'" in text
    assert "Nearest in the sources: 4" in text


def test_everything_in_the_record_is_on_the_page() -> None:
    read = shown(brief())
    text = read.texts["document"]
    for part in ("The port and the visit", "What happened", "Place", "Tamrin", "At sea", "Ships", "No more."):
        assert part in text
    for part in ("The port is closed.", "'closed' is in none of the cited sentences", "Monday = 2024-11-18"):
        assert part in text
    assert "not verified by its publisher" in read.texts["a1"]
    assert "reprint of Port of Tamrin" in read.texts["a3"]
    buttons = [known["data-only"] for _, known in read.tags if "data-only" in known]
    assert buttons == ["verbatim", "supported", "contradicted"]


def test_a_caveat_leads_to_the_sentence_that_says_so() -> None:
    read = shown(brief())
    (caveat,) = [known for tag, known in read.tags if tag == "a" and set(known) == {"href", "data-runs"}]
    assert read.quoted(caveat["data-runs"]) == ["This report was not verified by us."]


def test_end_notes_carry_the_quotes_for_print() -> None:
    document = shown(brief()).texts["document"]
    for p in brief().paragraphs:
        for c in p.citations:
            assert f"(a{c.article.id[1:]}, characters {c.start}-{c.end})" in document


def test_the_page_of_an_answer(search: Search) -> None:
    answer = ask(search, "who met Sabbagh?")
    read = shown(page.of_answer(answer))
    assert read.texts["document"].count("who met Sabbagh?") == 1
    assert len(read.all(data_verdict="verbatim")) == len(answer.claims) >= 2
    articles = list(dict.fromkeys(c.article.text for claim in answer.claims for c in claim.citations))
    assert sorted(read.sources) == sorted(articles)
    for n, claim in enumerate(answer.claims, 1):
        assert read.quoted(read.all(id=f"p{n}")[0]["data-runs"]) == [c.quote for c in claim.citations]
    leads = [read.quoted(known["data-runs"])[0] for _, known in read.tags if re.fullmatch(r"s\d+", known.get("id", ""))]
    assert leads == list(dict.fromkeys(a.text for a in answer.short))


def test_the_page_of_an_abstention(search: Search) -> None:
    answer = ask(search, "Who won the chess tournament in Reykjavik?")
    assert not answer.answered
    read = shown(page.of_answer(answer))
    assert page.UNANSWERED in read.texts["document"]
    assert not read.all(id="p1")
    nearest = [read.quoted(read.all(id=f"q{n}")[0]["data-runs"]) for n in range(1, len(answer.nearest) + 1)]
    assert nearest == [[c.quote] for c in answer.nearest]


def test_an_answer_from_nothing_has_no_source() -> None:
    read = shown(page.of_answer(Answer("Who?", False, warnings=("The index is old.",))))
    assert read.sources == []
    assert "The index is old." in read.texts["document"]


def test_the_page_of_a_checked_draft(search: Search) -> None:
    draft = "Sabbagh met Pezeshkian in Tehran. Sabbagh met <script>alert(1)</script> in Lisbon \x1b[31m.\n"
    of = checked(draft, search)
    read = shown(of)
    assert [p.failed for p in of.paragraphs] == [False, True]
    assert "Sabbagh met <script>alert(1)</script> in Lisbon \u241b[31m." in read.texts["p2"]
    assert of.paragraphs[1].reason
    assert of.paragraphs[1].reason in read.texts["p2"]
    assert "\x1b" not in "".join(read.texts.values())
    assert [tag for tag, _ in read.tags].count("script") == 1


def test_the_command_writes_the_page(run_qa: RunQa, tmp_path: Path) -> None:
    run_qa("add", ARTICLES / "2024-11-21-levant-wire-sabbagh-tehran.md")
    done = run_qa("check", "-", "--html", tmp_path / "page.html", input="Sabbagh met Pezeshkian in Tehran.")
    assert done.status == 0, done.err
    read = Read((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert read.sources == [(ARTICLES / "2024-11-21-levant-wire-sabbagh-tehran.md").read_text(encoding="utf-8")]
    assert run_qa("check", "-", "--html", tmp_path / "no" / "page.html", input="Sabbagh met.").status == 2


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no folder .*none"):
        page.require_folder(tmp_path / "none" / "page.html")
    with pytest.raises(InputError, match="can't be written"):
        page.write(brief(), tmp_path)


def test_the_page_of_a_brief() -> None:
    found = assemble(material(OSLO, PORTO, REPRINT))
    read = Read(page.brief(found))
    assert read.sources == [used.article.text for used in found.sources]
    assert "a reprint of Fjord Gazette" in read.texts["sources"]
    for n, paragraph in enumerate(found.paragraphs, 1):
        assert read.quoted(read.all(id=f"p{n}")[0]["data-runs"]) == [c.quote for c in paragraph.claim.citations]
        assert said(paragraph) in read.texts[f"p{n}-text"]
    for section in found.sections:
        assert section.title in read.texts["document"]
        assert all(remark in read.texts["document"] for remark in section.remarks)


def test_the_page_of_a_summary() -> None:
    with Store.open(sample_index()) as store:
        wanted = {head.rowid for head in store.heads() if head.publisher in ("Levant Wire", "River Herald")}
        found = summarize(store, articles=wanted)
        alone = summarize(store, articles={min(wanted)})
    assert len(found.claims) > 2
    read = shown(page.of_summary(found))
    assert "Summary of 2 articles" in read.texts["document"]
    for n, claim in enumerate(found.claims, 1):
        assert read.quoted(read.all(id=f"p{n}")[0]["data-runs"]) == [c.quote for c in claim.citations]
    cited = {c.article.id: c.article for claim in found.claims for c in claim.citations}
    copies = [one for one in found.articles if one.copy and one.article.id in cited]
    assert sorted(read.sources) == sorted(article.text for article in cited.values())
    assert read.texts["sources"].count("repeats ") == len(copies) >= 1
    assert page.of_summary(alone).title == alone.articles[0].article.title


def test_an_article_is_there_once_and_numbers_go_through(search: Search) -> None:
    of, other = article(), article(ARABIC, "a2")
    cited = (cite(other, "وبحث", 1), cite(of, "Monday", 2), cite(other, "موعدا", 3))
    read = shown(Page("t", "k", (Section(None, (Paragraph("x", "supported", cited),)),), articles=(of,)))
    assert read.sources == [ARABIC, PORT]
    assert read.quoted(read.all(id="p1")[0]["data-runs"]) == ["وبحث", "Monday", "موعدا"]


def test_a_place_outside_the_article_is_a_bug() -> None:
    beyond = Citation(1, article("Short."), 0, 99)
    with pytest.raises(ValueError, match="no place"):
        page.render(Page("t", "k", (Section(None, (Paragraph("x", "supported", (beyond,)),)),)))
