"""Pages for tests: articles of our own, hostile ones, and what a page's HTML holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from index.records import Article, Note
from qa.page import Lead, Page, Paragraph, Section
from qa.records import Citation, Dropped

PORT = (
    "The Port of Tamrin opens on Monday, the mayor said. Two ships wait outside. Nobody knows why.\n\n"
    'The mayor, Lena Ortiz, promised new cranes by May. "We are late," she said. This report was not verified by us.\n'
)
ARABIC = "استقبل الرئيس وزير الخارجية يوم الأربعاء. وبحث الجانبان التعاون.\n\nولم يعلن أي منهما موعدا للزيارة."
HOSTILE = (
    "</div></article></aside><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\n\n"
    "<style>body{display:none}</style> {{ 7*7 }} {% raw %} \u202eesrever\u202c zero\u200bwidth \x1b[31m\x07 &lt;b&gt; "
    '\ue000 \u2066iso</span>lated. A plain sentence.\n\n<!-- --><base href="https://evil.example/">]]>\r\n&amp; end.'
)


def article(text: str = PORT, name: str = "a1", **known: object) -> Article:
    """An article with that text; `known` are further fields."""
    said = {"title": "Port of Tamrin", "date": "2024-11-18", "publisher": "Coastal Times", "language": "en", **known}
    return Article(name, text, f"{name}.md", **said)  # type: ignore[arg-type]


def cite(of: Article, quote: str, n: int = 1) -> Citation:
    """The place of the quote."""
    start = of.text.index(quote)
    return Citation(n, of, start, start + len(quote))


def port() -> Article:
    """The article with a note and an address."""
    start = PORT.index("This report")
    note = Note("unverified", start, len(PORT) - 1)
    return article(url="https://coastal-times.example.org/port", notes=(note,))


def brief() -> Page:
    """A page with everything on it: two sections, several sources, overlapping places, a failure, a dropped claim."""
    one, two = port(), article(ARABIC, "a2", title="زيارة", publisher="صحيفة", language="ar", url="javascript:alert(1)")
    opening = cite(one, "The Port of Tamrin opens on Monday, the mayor said.", 1)
    ships = cite(one, "Two ships wait outside. Nobody", 2)
    part = cite(one, "ships wait", 3)
    cranes = cite(one, "The mayor, Lena Ortiz, promised new cranes by May.", 4)
    visit = cite(two, "وبحث الجانبان التعاون.", 5)
    first = (
        Paragraph(opening.quote, "verbatim", (opening,), notes=("Monday = 2024-11-18",), quoted=True),
        Paragraph("Two ships are waiting, and nobody knows why.", "supported", (ships, cranes)),
        Paragraph("Ships wait.", "supported", (part,), label="Ships", under="At sea"),
    )
    second = (
        Paragraph("The cranes came in April.", "contradicted", (cranes,), reason="the source has 'May', not 'April'"),
        Paragraph(visit.quote, "verbatim", (visit,), quoted=True, number=12),
    )
    return Page(
        "The port and the visit",
        "Brief",
        (Section("What happened", first, facts=(("Place", "Tamrin"),)), Section("Said", second, remarks=("No more.",))),
        lead=(Lead("Monday", cite(one, "Monday", 1)),),
        dropped=(Dropped("The port is closed.", "'closed' is in none of the cited sentences"),),
        articles=(article("Nobody cites this.", "a3", title="Aside", publisher=None),),
        remarks_on={"a3": "reprint of Port of Tamrin"},
    )


def hostile() -> Page:
    """A page whose every text attacks it."""
    bad = "\"'><script>document.title='owned'</script><img src=x onerror=document.title='owned'>\u202e{{7*7}}"
    of = article(
        HOSTILE,
        "x\" onmouseover=\"document.title='owned'",
        title=bad,
        publisher=bad,
        date="2024-11-18\" onfocus=\"document.title='owned'",
        url="javascript:document.title='owned'",
        language="en\" autofocus onfocus=\"document.title='owned'",
    )
    claim = Paragraph(
        bad, "misattributed", (cite(of, "A plain sentence."),), bad, (bad,), quoted=True, label=bad, under=bad
    )
    shown = Paragraph(HOSTILE, "verbatim", (Citation(2, of, 0, len(HOSTILE)),), quoted=True)
    return Page(
        bad,
        bad,
        (Section(bad, (claim, shown), ((bad, bad),), (bad,)),),
        lead=(Lead(bad, Citation(1, of, 3, 9)),),
        notice=bad,
        warnings=(bad,),
        facts=((bad, bad),),
        dropped=(Dropped(bad, bad),),
        nearest=(Citation(3, of, 0, 6),),
        remarks_on={of.id: bad},
    )


@dataclass
class Read(HTMLParser):
    """What a page's HTML holds: every tag with its attributes, the text of each source, run and named element."""

    html: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # of elements with an id, by it
    sources: list[str] = field(default_factory=list)
    inline: dict[str, str] = field(default_factory=dict)  # of style and script

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(self.html)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        assert len(known) == len(attrs), f"an attribute twice: {attrs}"
        self.tags.append((tag, known))
        if known.get("class") == "text":
            self.sources.append("")
        if tag not in ("meta", "link", "img", "br", "base"):
            self._open.append((tag, known))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        for tag, known in self._open:
            if "id" in known:
                self.texts[known["id"]] = self.texts.get(known["id"], "") + data
            if known.get("class") == "text":
                self.sources[-1] += data
            if tag in ("style", "script"):
                self.inline[tag] = self.inline.get(tag, "") + data

    def all(self, **wanted: str) -> list[dict[str, str]]:
        """The attributes of the tags that have those values; a name's "_" stands for "-", "class_" for "class"."""
        want = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [known for _, known in self.tags if all(known.get(name) == value for name, value in want.items())]

    def quoted(self, runs: str) -> list[str]:
        """The text of each range of runs, "12-14 20-20"."""
        ranges = [map(int, part.split("-")) for part in runs.split()]
        return ["".join(self.texts[f"r{n}"] for n in range(first, last + 1)) for first, last in ranges]
