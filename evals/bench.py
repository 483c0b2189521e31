"""Public question sets answered and scored in one process.

    python -m evals.bench --folder SETS --set newsqa --predictions P
    python -m evals.bench --articles A --questions Q --predictions P

A set is NAME.articles.jsonl and NAME.questions.jsonl. Questions are searched within their `scope`: the whole set, or
only their `article_ids` or `pool_ids`. A question's `date` is the day on which it is asked. The index is kept, and used
again while the articles are the same. Our figures are shown beside those that a README.md next to the set gives.

With `--model` the closing line says what the model was asked and what of its words was dropped. `--sample N` takes N
questions spread over the whole set, the same for every reader.

With `--claims C --predictions P` it scores claims against their given articles instead (evals/bench_claims.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from evals import bench_table, readers
from evals.bench_score import Figures, score
from evals.readers import Reader
from index import articles as reading
from index.build import Writer
from index.embed import Embedder
from index.errors import PressbriefError
from index.search import Retrieval, Search
from index.store import Store
from qa import embedders, settings, terminal
from qa.ask import retrieve
from qa.progress import Progress
from qa.records import Answer

RETRIEVED = 50  # sentences listed for each question
STOPPED = 130


def main() -> int:
    """Run the questions of a set; the exit status."""
    options = _arguments()
    terminal.prepare_streams()
    if options.claims:
        from evals import bench_claims

        terminal.put(bench_claims.table(bench_claims.run(options.claims, options.predictions)))
        return 0
    try:
        if not options.score_only:
            _answer(options)
    except PressbriefError as error:
        terminal.put(f"Error: {terminal.safe(str(error))}", err=True)
        return error.exit_status
    except KeyboardInterrupt:
        kept = f"the predictions so far are in {options.predictions}, and --resume goes on from there"
        terminal.put(f"Stopped: {kept}.", err=True)
        return STOPPED
    asked = chosen(options.questions, options.limit, options.sample)
    figures = scored(options.articles, asked, options.predictions, by_type=options.by_type)
    if options.json:
        terminal.put(terminal.as_json(figures))
    else:
        terminal.put(bench_table.text(figures, bench_table.reference(options.questions)))
    return 0


def _answer(options: argparse.Namespace) -> None:
    """Answers the questions of a set and writes the predictions, each as soon as it is there."""
    wanted = settings.load({"model": options.model, "embedder": options.embedder})
    embedder = embedders.load(wanted, warn=terminal.warn)
    folder = index_of(options.articles, embedder, options.index)
    questions = chosen(options.questions, options.limit, options.sample)
    done = {p["id"] for p in records(options.predictions)} if options.resume and options.predictions.exists() else set()
    left = [question for question in questions if question["id"] not in done]
    began, spent = time.perf_counter(), 0.0
    with (
        Store.open(folder) as store,
        open(options.predictions, "a" if done else "w", encoding="utf-8") as out,
        readers.opened(wanted, cached=not options.no_cache, warn=terminal.warn) as read,
        Progress("Asking", len(left)) as progress,
    ):
        search = Search(store, embedder, terminal.warn)
        rowids = {head.id: head.rowid for head in store.heads()}
        for count, question in enumerate(left, 1):
            made, seconds = _asked(search, read, question, rowids, dated=not options.no_dates)
            spent += seconds
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
            out.flush()
            progress(count, question["id"])
        search.close()
    took = time.perf_counter() - began
    kept = f", {len(done)} there already" if done else ""
    ratio = f"{took / max(spent, 1e-9):.2f} times their retrieval"
    terminal.put(f"{terminal.counted(len(left), 'question')} in {took:.1f} s, {ratio}{kept}; {options.predictions}")
    if spending := bench_table.spending(list(records(options.predictions))):
        terminal.put(spending)


def _asked(
    search: Search, read: Reader, question: Mapping[str, Any], rowids: Mapping[str, int], *, dated: bool
) -> tuple[dict[str, Any], float]:
    """The prediction for a question, and the seconds that its retrieval took."""
    day = question.get("date") if dated else None
    start = time.perf_counter()
    retrieval = retrieve(
        search, question["question"], articles=scope(question, rowids), as_of=date.fromisoformat(day) if day else None
    )
    seconds = time.perf_counter() - start
    return prediction(question["id"], read.answer(question["question"], retrieval), retrieval), seconds


def chosen(questions: Path, limit: int | None = None, sample: int | None = None) -> list[dict[str, Any]]:
    """The first `limit` questions of a set, or `sample` that lie as far apart as they can; None: all."""
    every = list(records(questions))[:limit]
    if sample is None or sample >= len(every):
        return every
    return [every[n * len(every) // sample] for n in range(sample)]


def scored(
    articles: Path, asked: Sequence[Mapping[str, Any]], predictions: Path, *, by_type: bool = False
) -> dict[str, Figures]:
    """The figures of the questions asked: "all" and, if wanted, each type of question."""
    known = {article["id"]: article for article in records(articles)}
    made = {p["id"]: p for p in records(predictions)}
    found = {"all": score(known, asked, made)}
    if by_type:
        for kind in sorted({q.get("type", "") for q in asked}):
            found[kind] = score(known, [q for q in asked if q.get("type", "") == kind], made)
    return found


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def index_of(articles: Path, embedder: Embedder, folder: Path | None = None) -> Path:
    """The index of a set of articles, built now unless it is there; by default in the system's temporary folder."""
    if folder is None:
        digest = hashlib.sha256(articles.read_bytes()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / "pressbrief-bench" / f"{articles.name.split('.')[0]}-{digest}"
    began = time.perf_counter()
    with Writer(folder, embedder) as writer, Progress("Indexing", None) as progress:
        report = writer.add(reading.read([articles]), progress)
    for problem in report.problems:
        terminal.put(f"{problem.source}: {problem.reason}", err=True)
    counts = f"{report.added} articles indexed, {report.unchanged} there already"
    embedded = f"{report.embedded_chunks} passages embedded"
    terminal.put(f"{counts}, {embedded}, {time.perf_counter() - began:.1f} s; {folder}", err=True)
    return folder


def scope(question: Mapping[str, Any], rowids: Mapping[str, int]) -> frozenset[int] | None:
    """The articles (rowids) that a question may be answered from; None: all."""
    named = {"corpus": None, "article": "article_ids", "pool": "pool_ids"}[question.get("scope", "corpus")]
    return None if named is None else frozenset(rowids[i] for i in question[named] if i in rowids)


def prediction(question_id: str, found: Answer, retrieval: Retrieval) -> dict[str, Any]:
    """What the scorer reads."""
    cited = {c.n: c for claim in found.claims for c in claim.citations}
    asked = {"dropped": len(found.dropped), "usage": asdict(found.usage)} if found.prompt else {}
    return {
        **asked,
        "id": question_id,
        "answer": found.text,
        "abstained": not found.answered,
        "confidence": round(found.confidence, 4),
        "citations": [
            {"article_id": c.article.id, "start": c.start, "end": c.end, "quote": c.quote} for c in cited.values()
        ],
        "retrieved": [
            {"article_id": retrieval.articles[h.article].id, "start": h.start, "end": h.end}
            for h in retrieval.sentences[:RETRIEVED]
        ],
    }


def _arguments() -> argparse.Namespace:
    first = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=first)
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the sets lie, for --set")
    parser.add_argument("--set", metavar="NAME", help="DIR/NAME.articles.jsonl and DIR/NAME.questions.jsonl")
    parser.add_argument("--articles", type=Path, metavar="A.jsonl")
    parser.add_argument("--questions", type=Path, metavar="Q.jsonl")
    parser.add_argument("--claims", type=Path, metavar="C.jsonl", help="score claims against their given articles")
    parser.add_argument("--predictions", type=Path, metavar="P.jsonl", help="default with --set: a temporary file")
    parser.add_argument("--index", type=Path, metavar="DIR", help="where the index is kept (default: temporary folder)")
    parser.add_argument("--embedder", metavar="NAME")
    parser.add_argument("--model", metavar="NAME", help="the reader (default: extractive)")
    parser.add_argument("--no-cache", action="store_true", help="use no reply that a model gave before")
    parser.add_argument("--no-dates", action="store_true", help="ask as if on no particular day")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    parser.add_argument("--sample", type=int, metavar="N", help="only N questions, spread over the set")
    parser.add_argument("--resume", action="store_true", help="ask only what P.jsonl has no prediction for")
    parser.add_argument("--score-only", action="store_true", help="ask nothing, score P.jsonl as it is")
    parser.add_argument("--by-type", action="store_true", help="figures for each type of question, too")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if options.set:
        folder = options.folder or Path()
        options.articles = folder / f"{options.set}.articles.jsonl"
        options.questions = folder / f"{options.set}.questions.jsonl"
        options.predictions = options.predictions or Path(tempfile.gettempdir()) / f"{options.set}.predictions.jsonl"
    if options.claims is None and (options.articles is None or options.questions is None):
        parser.error("give --set, or --articles and --questions, or --claims")
    if options.predictions is None:
        parser.error("give --predictions")
    missing = [p for p in (options.articles, options.questions, options.claims) if p is not None and not p.exists()]
    if missing:
        parser.error(f"{missing[0]} doesn't exist")
    return options


if __name__ == "__main__":
    sys.exit(main())
