"""True claims to start from: sentences of articles, and people's own summaries and answers, each with what it cites."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.records import Article
from index.sentences import split
from qa.grounding import Source


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A true claim, its article and the numbers of the sentences that say it; none when people didn't mark them."""

    claim: str
    source: Source
    cited: tuple[int, ...]
    origin: str  # "sentence" or "paraphrase"


def source_of(record: dict[str, Any]) -> Source:
    """The article of a JSONL record with its sentences."""
    article = Article(
        id=record["id"],
        text=record["text"],
        source=record["id"],
        title=record.get("title"),
        date=record.get("date"),
        publisher=record.get("publisher"),
        language="en",
    )
    return Source(article, tuple(split(article.text, "en")))


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def bases(bench: Path | None, articles: Path | None, seed: int = 0) -> list[Base]:
    """The true claims of a folder of question sets, and of articles given besides; shuffled by the seed."""
    found: list[Base] = []
    rng = random.Random(seed)
    if bench is not None:
        for name, count in (("newsqa", 319), ("rtqa22", 200)):
            records = _records(bench / f"{name}.articles.jsonl")
            found += _sentences([source_of(r) for r in records[:count]], 10, rng)
        found += _answers(bench)
        found += _judged(bench / "claims.jsonl")
    if articles is not None:
        found += _sentences([source_of(r) for r in _records(articles)], 40, rng)
    return found


def _sentences(sources: Sequence[Source], each: int, rng: random.Random) -> Iterator[Base]:
    """Some plain sentences of each article: whole ones of 8 to 45 words."""
    for source in sources:
        good = [i for i, s in enumerate(source.sentences) if _plain(source.article.text[s.start : s.end])]
        for i in sorted(rng.sample(good, min(each, len(good)))):
            span = source.sentences[i]
            yield Base(source.article.text[span.start : span.end], source, (i,), "sentence")


def _plain(text: str) -> bool:
    return 8 <= len(text.split()) <= 45 and text[0].isupper() and text[-1] in '."”' and "\n" not in text


def _answers(bench: Path) -> Iterator[Base]:
    """The sentences of people's long answers, cited as people marked them."""
    sources = {r["id"]: source_of(r) for r in _records(bench / "clapnq.articles.jsonl")}
    for question in _records(bench / "clapnq.questions.jsonl"):
        if not question["answerable"]:
            continue
        source = sources[question["article_ids"][0]]
        spans = [(g["start"], g["end"]) for g in question["gold_sentences"] if g["article_id"] == source.article.id]
        cited = tuple(i for i, s in enumerate(source.sentences) if any(a < s.end and s.start < b for a, b in spans))
        for answer in question["answers"]:
            for s in split(answer, "en"):
                claim = re.sub(r"\s+", " ", answer[s.start : s.end])
                if len(claim.split()) >= 6:
                    yield Base(claim, source, cited, "paraphrase")


def _judged(path: Path) -> Iterator[Base]:
    """The summary sentences that people found supported."""
    sources: dict[str, Source] = {}
    for record in _records(path):
        if record["supported"]:
            text = record["article"]
            source = sources.setdefault(text, source_of({"id": record["id"], "text": text}))
            yield Base(record["claim"], source, (), "paraphrase")
