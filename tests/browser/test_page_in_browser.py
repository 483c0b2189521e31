"""The page in Chromium: the right characters light up, by mouse, keyboard and finger, and nothing else happens."""

from __future__ import annotations

import socket

import pytest
from selenium.webdriver.common.keys import Keys

from qa.page import Page, Paragraph, Section
from qa.records import Citation
from tests.browser.conftest import Browser
from tests.page_samples import ARABIC, HOSTILE, PORT, article, brief, cite, hostile


def quotes(n: int) -> str:
    """The characters that statement `n` of the sample cites, in the order in which they stand in their article."""
    citations = sorted(brief().paragraphs[n - 1].citations, key=lambda c: c.start)
    return "".join(c.quote for c in citations)


def many(count: int) -> Page:
    """A page of so many articles, each cited once, a little further down each time."""
    paragraphs = []
    for n in range(count):
        sentences = [f"Sentence {k} of article {n} says that nothing happened in the harbour." for k in range(40)]
        of = article("\n\n".join(sentences), f"a{n}", title=f"Article {n}")
        paragraphs.append(Paragraph(f"Nothing happened ({n}).", "supported", (cite(of, sentences[n % 40], n + 1),)))
    return Page("Nothing", "Brief", (Section(None, tuple(paragraphs)),))


def test_the_text_of_each_source_is_the_articles(browser: Browser) -> None:
    texts = "return [...document.querySelectorAll('.text')].map(t => t.textContent)"
    browser.open(brief())
    assert browser.js(texts) == [PORT, ARABIC, "Nobody cites this."]
    browser.open(hostile())
    assert browser.js(texts) == [HOSTILE]


def test_focus_lights_the_exact_characters_and_scrolls_to_them(browser: Browser) -> None:
    browser.open(brief())
    for n in range(1, 6):
        browser.js("document.querySelector(arguments[0]).focus()", f"#p{n} .n")
        assert browser.lit() == quotes(n)
        browser.wait_in_view()


def test_a_mark_lights_its_place_only(browser: Browser) -> None:
    browser.open(brief())
    for at, quote in enumerate(
        ["The mayor, Lena Ortiz, promised new cranes by May.", "Two ships wait outside. Nobody"]
    ):
        browser.js("document.querySelectorAll('#p2 .mark')[arguments[0]].focus()", 1 - at)
        assert browser.lit() == quote
    browser.js("document.querySelector('#s1 .mark').focus()")
    assert browser.lit() == "Monday"


def test_what_is_lit_looks_lit(browser: Browser) -> None:
    browser.open(brief())
    shade = "return getComputedStyle(document.querySelector('#sources .r.used')).backgroundColor"
    before = browser.js(shade)
    browser.js("document.querySelector('#p1 .n').focus()")
    browser.wait("return document.querySelector('#sources .r.used').getAnimations().length === 0")
    assert before == "rgba(0, 0, 0, 0)"
    assert browser.js(shade) == "rgb(255, 224, 138)"


def test_pointing_at_a_statement_and_at_a_source(browser: Browser) -> None:
    browser.open(brief())
    browser.point("#p2 .said")
    assert browser.lit() == quotes(2)
    browser.wait_in_view()
    browser.point("h1")
    assert browser.lit() == ""
    browser.point("#r5")  # "ships wait", which two statements use
    cited = browser.js("return [...document.querySelectorAll('.claim.cited')].map(c => c.id)")
    assert browser.js("return document.querySelector('#r5').textContent") == "ships wait"
    assert cited == ["p2", "p3"]


def test_a_click_keeps_it_and_a_click_beside_lets_go(browser: Browser) -> None:
    browser.open(brief())
    browser.one("#p5 .said").click()
    browser.point("h1")
    assert browser.lit() == quotes(5)
    browser.wait_in_view()
    browser.one("h1").click()
    assert browser.lit() == ""


def test_the_keyboard_alone(browser: Browser) -> None:
    browser.open(brief())
    for _ in range(12):
        browser.press(Keys.TAB)
        if browser.focused() == "p1 n":
            break
    assert browser.focused() == "p1 n"
    assert browser.lit() == quotes(1)
    browser.press(Keys.ARROW_DOWN)
    assert (browser.focused(), browser.lit()) == ("p2 n", quotes(2))
    browser.press(Keys.ENTER)
    assert browser.focused() == "back #p2"
    assert browser.lit() == quotes(2)
    browser.wait_in_view()
    browser.press(Keys.ARROW_DOWN)
    assert browser.focused().startswith("back #p")
    browser.press(Keys.ARROW_UP, Keys.ENTER)
    assert browser.focused() == "p2 n"
    browser.press(Keys.END)
    assert browser.focused() == "p5 n"
    browser.press(Keys.ARROW_RIGHT, Keys.ESCAPE)
    assert browser.focused() == "p5 n"
    browser.press(Keys.ESCAPE)
    assert browser.lit() == ""
    browser.press("k")
    assert browser.focused() == "p4 n"
    browser.press(Keys.HOME, "j")
    assert browser.focused() == "p2 n"
    browser.press(Keys.TAB)
    assert browser.focused() == "p2 mark active"


def test_the_focus_is_seen(browser: Browser) -> None:
    browser.open(brief())
    for css in (".skip", ".only button", ".mark", ".n", "#sources", ".index a", ".back", ".caveats a"):
        browser.press(Keys.TAB)
        browser.js("document.querySelector(arguments[0]).focus()", css)
        outline = browser.js(
            "const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth"
        )
        assert outline == "solid3px", css


def test_a_source_leads_back(browser: Browser) -> None:
    browser.open(brief())
    browser.js("document.querySelector('.back[href=\"#p5\"]').click()")
    assert browser.focused() == "p5 n"
    assert browser.lit() == quotes(5)


def test_an_address_with_a_statement_opens_there(browser: Browser) -> None:
    browser.open(brief(), hash="#p4")
    assert browser.lit() == quotes(4)
    assert browser.js("return document.getElementById('sources').classList.contains('near')")


def test_only_the_statements_of_one_verdict(browser: Browser) -> None:
    browser.open(brief())
    shown = "return [...document.querySelectorAll('.claim')].filter(c => c.offsetHeight).map(c => c.id)"
    browser.one("[data-only=contradicted]").click()
    assert browser.js(shown) == ["p4"]
    browser.one("[data-only=contradicted]").click()
    assert browser.js(shown) == ["p1", "p2", "p3", "p4", "p5"]


def test_nothing_is_said_and_nothing_is_asked_for(browser: Browser) -> None:
    for shown in (brief(), hostile(), Page("Nothing", "Answer", notice="Nothing.")):
        address = browser.open(shown)
        for css in (".n", ".mark", ".back"):
            browser.js("document.querySelectorAll(arguments[0]).forEach(e => { e.focus(); e.click(); })", css)
        assert browser.console() == []
        assert browser.requests() == [address]
        assert browser.js("return performance.getEntriesByType('resource').length") == 0


def test_a_hostile_article_does_nothing(browser: Browser) -> None:
    address = browser.open(hostile())
    browser.js(
        "for (const e of document.querySelectorAll('*')) for (const name of ['mouseover', 'focus', 'click', 'error'])"
        " e.dispatchEvent(new Event(name, { bubbles: true }))"
    )
    assert browser.js("return document.title").startswith("\"'><script>")
    assert browser.js("return location.href.split('#')[0]") == address
    assert browser.js("return document.querySelectorAll('script, style, img, base').length") == 2
    assert browser.js("return getComputedStyle(document.body).display") == "grid"


ATTACK = """
const [address, done] = arguments, broken = [];
document.addEventListener('securitypolicyviolation', e => broken.push(e.effectiveDirective));
const attempt = (act) => { try { act(); } catch (error) { broken.push(error.name); } };
const add = (tag, name, value, to = document.body) => attempt(() => {
  const e = document.createElement(tag);
  e[name] = value;
  to.append(e);
});
add('script', 'textContent', 'document.title = "owned"');
add('div', 'innerHTML', '<p>owned</p>');
add('img', 'src', address + 'x.png');
add('style', 'textContent', 'body { display: none }', document.head);
attempt(() => document.body.setAttribute('onclick', 'document.title = "owned"'));
document.body.click();
document.body.setAttribute('style', 'display: none');
fetch(address).catch(() => setTimeout(() => done(broken), 300));
"""


def test_the_policy_holds(browser: Browser) -> None:
    browser.open(brief())
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        broken = browser.driver.execute_async_script(ATTACK, address)
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    assert {"img-src", "connect-src", "style-src-elem", "style-src-attr"} <= set(broken)
    assert broken.count("TypeError") == 3  # script, markup and handler: text can't become any of them
    assert browser.js("return document.title").startswith("The port")
    assert browser.js("return getComputedStyle(document.body).display") == "grid"
    assert any("Content Security Policy" in line for line in browser.console())


def test_characters_that_reorder_do_nothing(browser: Browser) -> None:
    browser.open(hostile())
    across = browser.js(
        """
        const walk = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const x = (node, at) => {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().left;
        };
        for (let node; (node = walk.nextNode());) {
          const at = node.data.indexOf('esrever');
          if (at >= 0) return [x(node, at), x(node, at + 3), x(node, at + 6)];
        }
        """
    )
    assert across == sorted(across)
    labels = browser.js("return [...document.querySelectorAll('.ch')].map(c => c.dataset.c + c.textContent)")
    assert labels[:3] == ["U+202E\u202e", "U+202C\u202c", "\u200b"]


def test_arabic_runs_from_right_to_left(browser: Browser) -> None:
    browser.open(brief())
    sides = browser.js(
        "return [...document.querySelectorAll('#a2 .block, #p5 .said')].map(b => getComputedStyle(b).direction)"
    )
    assert sides == ["rtl", "rtl", "rtl"]
    assert browser.js("return document.querySelector('#a2 .text').lang") == "ar"
    assert browser.js("return getComputedStyle(document.querySelector('#a1 .block')).direction") == "ltr"


def test_a_phone_shows_the_source_in_a_sheet(browser: Browser) -> None:
    browser.size(390, 844, phone=True)
    for shown in (brief(), hostile()):
        browser.open(shown)
        assert browser.js("return document.documentElement.scrollWidth") <= 390
    browser.open(brief())
    browser.one("#p2 .said").click()
    assert browser.lit() == quotes(2)
    browser.wait_in_view()
    browser.wait("return document.querySelector('#p2').getBoundingClientRect().bottom < 400")
    browser.one("#close").click()
    assert browser.focused() == "p2 n"
    assert not browser.js("return document.body.classList.contains('sheet')")


def test_many_articles_light_up_where_they_stand(browser: Browser) -> None:
    for width, height, phone in ((1400, 900, False), (390, 844, True)):
        browser.size(width, height, phone=phone)
        shown = many(60)
        browser.open(shown)
        assert browser.js("return getComputedStyle(document.querySelector('article')).contentVisibility") == "auto"
        for n in (60, 31, 1, 47):
            browser.js("document.querySelector(arguments[0]).click()", f"#p{n} .n")
            assert browser.lit() == shown.paragraphs[n - 1].citations[0].quote
            browser.wait_in_view()


def test_less_motion_means_no_smooth_scrolling(browser: Browser) -> None:
    browser.prefer(color_scheme="light", reduced_motion="reduce")
    of = article("\n\n".join(f"Sentence {n} of this long text is here." for n in range(80)))
    places = (cite(of, f"Sentence {n} of this long text is here.", n) for n in (1, 25))
    claims = tuple(Paragraph("x", "supported", (place,)) for place in places)
    browser.open(Page("t", "k", (Section(None, claims),)))
    moved = browser.js(
        "const panel = document.getElementById('sources'), before = panel.scrollTop;"
        "document.querySelector('#p2 .n').focus(); return panel.scrollTop - before"
    )
    assert moved > 300


def test_in_print_the_sources_are_end_notes(browser: Browser) -> None:
    browser.open(brief())
    browser.prefer(media="print")
    look = "return getComputedStyle(document.querySelector(arguments[0])).display"
    assert browser.js(look, "#sources") == "none"
    assert browser.js(look, ".endnotes") == "block"
    printed = browser.js("return document.querySelector('.endnotes').innerText")
    for n in range(1, 6):
        for c in brief().paragraphs[n - 1].citations:
            assert c.quote in printed
    assert "not verified by its publisher" in printed


CONTRAST = """
const parse = (color) => {
  const n = color.match(/[\\d.]+/g).map(Number);
  const [r, g, b] = color.startsWith('color(') ? n.slice(0, 3).map(v => v * 255) : n;
  return [r, g, b, n[3] === undefined ? 1 : n[3]];
};
const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const ground = (e) => {
  const own = parse(getComputedStyle(e).backgroundColor);
  return own[3] === 1 ? own : over(own, e.parentElement ? ground(e.parentElement) : [255, 255, 255, 1]);
};
const light = (c) => {
  const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const poor = [];
for (const e of document.querySelectorAll('body *')) {
  const label = e.matches('.back, .ch') || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!label || !e.getClientRects().length || e.matches('script, .unseen, .thin')) continue;
  const back = ground(e), [a, b] = [light(over(parse(getComputedStyle(e).color), back)), light(back)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push([e.tagName, e.className, ratio.toFixed(2)].join(' '));
}
return poor;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(browser: Browser, scheme: str) -> None:
    browser.prefer(color_scheme=scheme, reduced_motion="reduce")
    for shown in (brief(), hostile(), failures()):
        browser.open(shown)
        browser.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        for css in ("h1", "#p1 .n", "#p4 .n", ".mark", ".back"):
            browser.js("document.querySelector(arguments[0])?.focus()", css)
            assert browser.js(CONTRAST) == [], css


def failures() -> Page:
    """A page with every verdict."""
    of = article()
    near = (Citation(1, of, 0, 20),)
    kinds = ("verbatim", "supported", "unsupported", "misattributed", "contradicted")
    return Page("t", "k", (Section(None, tuple(Paragraph("x", kind, near, "why") for kind in kinds)),))  # type: ignore[arg-type]
