"""Questions that models are fitted on: public sets as they are, cut to a few articles, and the bundled suite's.

Most indexes of press articles are small, and what they don't tell is about persons and things that they do name. So of
each question of a public set two more are made: one asked of its own article and a few others, and one asked of them
with the sentences cut out that answer it ("cut"), which nothing answers any longer.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals import corpus as corpora
from evals import suite_file
from evals.bench import index_of, records, scope
from evals.cases import Ask
from evals.suite_resolve import corpus_paths, resolve
from index.embed import Embedder
from index.search import Retrieval, Search, SentenceHit
from index.store import Store
from qa import injection

BESIDE = (0, 2, 5, 12, 30)  # articles beside the question's own
SHORTEST = 15  # words that an article must have left when its answers are cut out
_CUT = "#cut-"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what search found for it and which of the found sentences answer it."""

    name: str  # of the set
    id: str  # of the question, the same for its cut forms
    answerable: bool
    retrieval: Retrieval
    gold: tuple[bool, ...]


def whole(folder: Path, name: str, embedder: Embedder) -> Iterator[Question]:
    """The questions of a public set, each searched as the set wants it."""
    with Store.open(index_of(folder / f"{name}.articles.jsonl", embedder)) as store:
        search = Search(store, embedder, print)
        rowids = {head.id: head.rowid for head in store.heads()}
        for question in records(folder / f"{name}.questions.jsonl"):
            day = date.fromisoformat(question["date"]) if question.get("date") else None
            found = search.find(question["question"], articles=scope(question, rowids), as_of=day)
            if found.sentences:
                yield _question(name, question, found, question["answerable"])


def cut(folder: Path, name: str, embedder: Embedder) -> Iterator[Question]:
    """The questions of a public set asked of a few articles, and those with an answer once more without it."""
    articles = {article["id"]: article for article in records(folder / f"{name}.articles.jsonl")}
    questions = list(records(folder / f"{name}.questions.jsonl"))
    with tempfile.TemporaryDirectory(prefix="pressbrief-") as kept:
        file = Path(kept) / f"{name}.articles.jsonl"
        copies = [copy for question in questions for copy in _copies(question, articles)]
        file.write_text("".join(json.dumps(a) + "\n" for a in [*articles.values(), *copies]), encoding="utf-8")
        with Store.open(index_of(file, embedder, Path(kept) / "index")) as store:
            search = Search(store, embedder, print)
            rowids = {head.id: head.rowid for head in store.heads()}
            chance = random.Random(0)
            for question in questions:
                others = chance.sample(sorted(articles), min(len(articles), max(BESIDE) + 2))
                beside = [i for i in others if i not in question["article_ids"]][: chance.choice(BESIDE)]
                for own, answerable in _forms(question, rowids):
                    scope_of = frozenset(rowids[i] for i in (*own, *beside))
                    found = search.find(question["question"], articles=scope_of)
                    if found.sentences:
                        yield _question(f"{name}, cut", question, found, answerable)


def suite(path: Path, embedder: Embedder) -> Iterator[Question]:
    """The questions of a suite of our own."""
    written = suite_file.read(path)
    with corpora.opened(corpus_paths(written), embedder) as corpus, Store.open(corpus.folder) as store:
        search = Search(store, embedder, print)
        for case in resolve(written, corpus).cases:
            if not isinstance(case, Ask) or injection.order(case.question):
                continue
            found = injection.heard(search.find(case.question, as_of=case.as_of))
            gold = tuple((found.articles[hit.article].id, hit.n) in case.gold for hit in found.sentences)
            if found.sentences:
                yield Question(written.shape.name, case.id, not case.abstain, found, gold)


def _question(name: str, question: Mapping[str, Any], found: Retrieval, answerable: bool) -> Question:
    gold = tuple(answerable and _is_gold(question, found, hit) for hit in found.sentences)
    return Question(name, question["id"], answerable, found, gold)


def _is_gold(question: Mapping[str, Any], found: Retrieval, hit: SentenceHit) -> bool:
    own = found.articles[hit.article].id
    return any(
        g["article_id"] == own and hit.start < g["end"] and g["start"] < hit.end for g in question["gold_sentences"]
    )


def _copies(question: Mapping[str, Any], articles: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The articles that answer a question, without the sentences that do."""
    for own in question["article_ids"] if question["answerable"] else ():
        text = articles[own]["text"]
        spans = [g for g in question["gold_sentences"] if g["article_id"] == own]
        for span in sorted(spans, key=lambda g: -g["start"]):
            text = text[: span["start"]] + text[span["end"] :].lstrip(" ")
        if spans and len(text.split()) >= SHORTEST:
            yield {**articles[own], "id": f"{own}{_CUT}{question['id']}", "text": text}


def _forms(question: Mapping[str, Any], rowids: Mapping[str, int]) -> Iterator[tuple[list[str], bool]]:
    """The articles of its own that a question is asked of, and whether they answer it."""
    own = [i for i in question["article_ids"] if i in rowids]
    if own:
        yield own, question["answerable"]
    copies = [f"{i}{_CUT}{question['id']}" for i in own]
    if copies and all(i in rowids for i in copies):
        yield copies, False
