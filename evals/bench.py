"""Public question sets answered in one process: `python -m evals.bench --articles A --questions Q --predictions P`.

Questions are searched within their `scope`: the whole set, or only their `article_ids` or `pool_ids`. A question's
`date` is the day on which it is asked. The index is kept, and used again while the articles are the same.

With `--claims C --predictions P` it scores claims against their given articles instead (evals/bench_claims.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from index import articles as reading
from index.build import Writer
from index.embed import Embedder, load
from index.search import Retrieval, Search
from index.store import Store
from qa.ask import answer
from qa.records import Answer

RETRIEVED = 50  # sentences listed for each question


def main() -> int:
    """Run the questions of a set; the exit status."""
    options = _arguments()
    if options.claims:
        from evals import bench_claims

        print(bench_claims.table(bench_claims.run(options.claims, options.predictions)))
        return 0
    embedder = load(options.embedder)
    folder = index_of(options.articles, embedder, options.index)
    began, spent, count = time.perf_counter(), 0.0, 0
    with Store.open(folder) as store, open(options.predictions, "w", encoding="utf-8") as out:
        search = Search(store, embedder, lambda line: print(line, file=sys.stderr))
        rowids = {head.id: head.rowid for head in store.heads()}
        for question in records(options.questions):
            day = None if options.no_dates else question.get("date")
            start = time.perf_counter()
            retrieval = search.find(
                question["question"],
                articles=scope(question, rowids),
                as_of=date.fromisoformat(day) if day else None,
            )
            spent += time.perf_counter() - start
            found = answer(question["question"], retrieval)
            out.write(json.dumps(prediction(question["id"], found, retrieval), ensure_ascii=False) + "\n")
            count += 1
    took = time.perf_counter() - began
    print(
        f"{count} questions in {took:.1f} s, {took / max(spent, 1e-9):.2f} times their retrieval; {options.predictions}"
    )
    return 0


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
    with Writer(folder, embedder) as writer:
        report = writer.add(reading.read([articles]), lambda n, _: _progress(n))
    for problem in report.problems:
        print(f"{problem.source}: {problem.reason}", file=sys.stderr)
    print(
        f"{report.added} articles indexed, {report.unchanged} there already, "
        f"{report.embedded_chunks} passages embedded, "
        f"{time.perf_counter() - began:.1f} s; {folder}",
        file=sys.stderr,
    )
    return folder


def scope(question: Mapping[str, Any], rowids: Mapping[str, int]) -> frozenset[int] | None:
    """The articles (rowids) that a question may be answered from; None: all."""
    named = {"corpus": None, "article": "article_ids", "pool": "pool_ids"}[question.get("scope", "corpus")]
    return None if named is None else frozenset(rowids[i] for i in question[named] if i in rowids)


def prediction(question_id: str, found: Answer, retrieval: Retrieval) -> dict[str, Any]:
    """What the scorer reads."""
    cited = {c.n: c for claim in found.claims for c in claim.citations}
    return {
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
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, metavar="A.jsonl")
    parser.add_argument("--questions", type=Path, metavar="Q.jsonl")
    parser.add_argument("--claims", type=Path, metavar="C.jsonl", help="score claims against their given articles")
    parser.add_argument("--predictions", type=Path, required=True, metavar="P.jsonl")
    parser.add_argument("--index", type=Path, metavar="DIR", help="where the index is kept (default: temporary folder)")
    parser.add_argument("--embedder", metavar="NAME")
    parser.add_argument("--no-dates", action="store_true", help="ask as if on no particular day")
    options = parser.parse_args()
    if options.claims is None and (options.articles is None or options.questions is None):
        parser.error("give --articles and --questions, or --claims")
    return options


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} articles", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
