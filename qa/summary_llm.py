"""The summary that a model writes: per part of the articles where they don't fit into one call, then of these parts.

The sentences it is given are the candidates of the extractive summary, so what no summary should show (notes, headings,
second copies of a reprint) is not paid for. What it writes is grounded as an answer is; see qa/desk.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import tokens
from index.records import Article
from index.store import Store
from qa import budget, evidence, prices, prompting, reader_llm
from qa.chat import Chat, Request
from qa.citing import Numbering
from qa.desk import Desk, Written
from qa.evidence import Evidence
from qa.grounding import Judge
from qa.records import Claim
from qa.sources import Sources
from qa.summary_extractive import Size
from qa.summary_material import Material, Progress
from qa.written import repair

PER_SENTENCE = 90  # tokens of a sentence with its JSON
EXTRA = 1.5  # how much more the parts say together than the whole will
PARTS = 2 * budget.EVIDENCE  # tokens of evidence for a summary, which is about more than a question

Line = tuple[int, int, str]  # the article's rowid, the sentence's place in it, its text


@dataclass(frozen=True, slots=True)
class Job:
    """A summary to be written: how long, about what, by whom, and who is told how far it is."""

    size: Size
    topic: str | None
    chat: Chat
    judge: Judge | None = None
    progress: Progress | None = None


def write(store: Store, material: Material, job: Job) -> Written:
    """The grounded claims of the summary, the most important first. Raises ModelError.

    `job.progress` is called with the number of calls made and what the last one was about.
    """
    articles = store.articles(list(material.articles))
    sources = Sources()
    for rowid, article in articles.items():
        sources.add(rowid, article, store.sentences(rowid))
    parts = list(_parts(_lines(material, articles), articles, _room(job, job.chat.context())))
    if not parts:
        return Written(said_no=True)
    if len(parts) == 1:
        return _fitted(_called(parts[0], articles, sources, job, job.size.about), job.size)
    return _fitted(_reduced(parts, articles, sources, job), job.size)


def requests(store: Store, material: Material, job: Job, window: int | None) -> list[Request]:
    """The first calls that the summary takes, for an estimate; nobody is asked for the model's window."""
    articles = store.articles(list(material.articles))
    parts = list(_parts(_lines(material, articles), articles, _room(job, window or prices.window(job.chat.name))))
    each = job.size.about if len(parts) == 1 else max(2, math.ceil(EXTRA * job.size.about / max(len(parts), 1)))
    return [_request(evidence.of_sentences(articles, part, job.chat.name), job.topic, each) for part in parts]


def _lines(material: Material, articles: dict[int, Article]) -> list[Line]:
    return [
        (c.span.article, c.span.first, articles[c.span.article].text[c.span.start : c.span.end])
        for c in material.candidates
    ]


def _reduced(parts: Sequence[Sequence[Line]], articles: dict[int, Article], sources: Sources, job: Job) -> Written:
    """The parts summarized one by one, then the sentences that they cite summarized together."""
    each = max(2, math.ceil(EXTRA * job.size.about / len(parts)))
    mapped = []
    for done, part in enumerate(parts, 1):
        mapped.append(_called(part, articles, sources, job, each))
        if job.progress is not None:
            job.progress(done, f"part {done} of {len(parts)}")
    cited = {(c.article.id, c.start, c.end) for one in mapped for claim in one.claims for c in claim.citations}
    kept = [line for part in parts for line in part if _place(line, articles, sources) in cited]
    together = list(_parts(kept, articles, _room(job, job.chat.context())))
    if not together:
        whole = Written(said_no=all(one.said_no for one in mapped))
    elif len(together) == 1:
        whole = _called(together[0], articles, sources, job, job.size.about)
    elif len(together) < len(parts):  # still too much for one call: once more, with fewer sentences each time
        whole = _reduced(together, articles, sources, job)
    else:
        whole = Written(claims=[claim for one in mapped for claim in one.claims])
    whole.problem = whole.problem or next((one.problem for one in mapped if one.problem), None)
    whole.left_out += sum(one.left_out for one in mapped)
    whole.dropped = [*(d for one in mapped for d in one.dropped), *whole.dropped]
    return whole


def _called(part: Sequence[Line], articles: dict[int, Article], sources: Sources, job: Job, count: int) -> Written:
    """One call, and one more for the claims that fail."""
    given = evidence.of_sentences(articles, part, job.chat.name)
    desk = Desk(given, sources, Numbering(), judge=job.judge)
    reading = reader_llm.read(job.chat, _request(given, job.topic, count), given, desk.take)
    desk.settle()
    if desk.failed:
        repair(f"a summary of the articles, about {job.topic or 'what they report'}", job.chat, given, desk)
    desk.written.left_out = len(given.left_out)
    desk.written.problem = desk.written.problem or reading.problem
    desk.written.said_no = not reading.answerable
    return desk.written


def _request(given: Evidence, topic: str | None, count: int) -> Request:
    prompt = prompting.load("summary")
    messages = prompt.messages(evidence=given.text, topic=evidence.plain(topic) if topic else "none", count=str(count))
    return Request(
        messages,
        "summary",
        PER_SENTENCE * (count + 2),
        reader_llm.schema(len(given.lines), most=count + 1),
        prompt.digest,
    )


def _room(job: Job, window: int | None) -> int:
    """The tokens that are left for evidence in the model's window."""
    empty = _request(evidence.NONE, job.topic, job.size.about)
    return budget.room(empty, job.chat.name, window, PARTS)


def _parts(lines: Sequence[Line], articles: dict[int, Article], room: int) -> Iterator[list[Line]]:
    """The lines in parts that fit, an article kept together where it can be."""
    part: list[Line] = []
    spent = 0
    for group in _by_article(lines):
        head = tokens.count(evidence.head(articles[group[0][0]], 1)) + evidence.PER_LINE
        costs = [tokens.count(evidence.plain(text)) + 6 for _, _, text in group]
        if part and spent + head + sum(costs) > room:
            yield part
            part, spent = [], 0
        spent += head
        for line, cost in zip(group, costs, strict=True):
            if part and spent + cost > room:
                yield part
                part, spent = [], head
            part.append(line)
            spent += cost
    if part:
        yield part


def _by_article(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and group[-1][0] != line[0]:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _place(line: Line, articles: dict[int, Article], sources: Sources) -> tuple[str, int, int]:
    (cited,) = sources.cited(line[0], [line[1]])
    return articles[line[0]].id, cited.span.start, cited.span.end


def _fitted(written: Written, size: Size) -> Written:
    """As much as the size allows, numbered anew; what is left out for its length alone is not called unsupported."""
    kept: list[Claim] = []
    said = 0
    for claim in written.claims:
        length = len(claim.text.split())
        if size.sentences is not None and len(kept) == size.sentences:
            break
        if size.words is not None and said + length > size.words:
            continue
        kept.append(claim)
        said += length
    numbering = Numbering()
    written.claims = [
        Claim(
            c.text,
            c.verdict,
            tuple(numbering.cite(one.article, one.start, one.end) for one in c.citations),
            c.speaker,
            c.score,
            c.notes,
        )
        for c in kept
    ]
    written.dropped = list(dict.fromkeys(written.dropped))
    return written
