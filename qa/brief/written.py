"""The bottom line as a model writes it, grounded sentence by sentence; the sections of facts stay the sources' own.

A model is asked once. What it writes replaces the extractive bottom line only as far as the sources support it; when
nothing of it stands, the extractive one stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index import tokens
from qa import budget, evidence, prices, prompting, reader_llm
from qa.brief.material import Material
from qa.brief.records import Brief, Paragraph, Section
from qa.chat import Chat, Request
from qa.citing import Numbering
from qa.desk import Desk, Written
from qa.evidence import Evidence
from qa.grounding import Judge
from qa.grounding.evidence import Line
from qa.records import Claim
from qa.sources import Sources
from qa.written import repair

MOST = 3  # sentences of a bottom line
EVIDENCE = 2_500  # tokens
REPLY = 400


def with_bottom_line(brief: Brief, material: Material, chat: Chat, judge: Judge | None = None) -> tuple[Brief, Written]:
    """The brief with the model's bottom line, and what became of the model's drafts. Raises ModelError."""
    given, sources = _given(brief, material, chat.name, chat.context())
    prompt = prompting.load("brief")
    desk = Desk(given, sources, Numbering(), judge=judge)
    if not given.lines:
        return brief, desk.written
    reading = reader_llm.read(chat, _request(given, brief.topic), given, desk.take)
    desk.settle()
    if desk.failed:
        repair(f"the bottom line of a brief about {brief.topic or 'these articles'}", chat, given, desk)
    written = desk.written
    written.problem = written.problem or reading.problem
    written.left_out = len(given.left_out)
    if written.claims:
        brief = _replaced(brief, written.claims[:MOST])
    dropped = tuple(dict.fromkeys((*brief.dropped, *written.dropped)))
    return replace(brief, model=chat.name, prompt=prompt.identity, dropped=dropped), written


def _request(given: Evidence, topic: str | None) -> Request:
    prompt = prompting.load("brief")
    messages = prompt.messages(evidence=given.text, topic=evidence.plain(topic) if topic else "none")
    return Request(messages, "brief", REPLY, reader_llm.schema(len(given.lines), most=MOST + 1), prompt.digest)


def request(brief: Brief, material: Material, model: str, window: int | None) -> Request:
    """The call that the bottom line takes, for an estimate; nobody is asked for the model's window."""
    return _request(_given(brief, material, model, window or prices.window(model))[0], brief.topic)


def _given(brief: Brief, material: Material, model: str, window: int | None) -> tuple[Evidence, Sources]:
    """The sentences of all origins, within the budget: those that the brief cites come in before the others."""
    articles = {n: text.article for n, text in enumerate(material.firsts)}
    sources = Sources()
    for n, text in enumerate(material.firsts):
        sources.add(n, text.article, text.source.sentences)
    lines = [(n, line) for n, text in enumerate(material.firsts) for line in text.lines]
    cited = {(c.article.id, c.start) for p in brief.paragraphs for c in p.claim.citations}
    room = budget.room(_request(evidence.NONE, brief.topic), model, window, EVIDENCE)
    kept: set[int] = set()
    for first in (True, False):
        for i, (_, line) in enumerate(lines):
            price = tokens.count(evidence.plain(line.cited.quote), model) + 6
            if i not in kept and _is_cited(line, cited) is first and price <= room:
                kept.add(i)
                room -= price
    texts = [(n, line.cited.sentence, line.cited.quote) for i, (n, line) in enumerate(lines) if i in kept]
    return evidence.of_sentences(articles, texts, model), sources


def _is_cited(line: Line, cited: set[tuple[str, int]]) -> bool:
    return (line.cited.article.id, line.cited.span.start) in cited


def _replaced(brief: Brief, claims: list[Claim]) -> Brief:
    """The brief with these claims as its bottom line, paragraphs and citations numbered anew."""
    sections = [
        replace(section, paragraphs=tuple(Paragraph(0, claim) for claim in claims))
        if section.key == "bottom_line"
        else section
        for section in brief.sections
    ]
    return replace(brief, sections=tuple(_numbered(sections)))


def _numbered(sections: list[Section]) -> Iterator[Section]:
    count = 0
    numbering = Numbering()
    for section in sections:
        paragraphs = []
        for paragraph in section.paragraphs:
            count += 1
            places = tuple(numbering.cite(c.article, c.start, c.end) for c in paragraph.claim.citations)
            paragraphs.append(replace(paragraph, n=count, claim=replace(paragraph.claim, citations=places)))
        yield replace(section, paragraphs=tuple(paragraphs))
