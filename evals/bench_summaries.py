"""Summaries of public sets beside the first sentences of the article, in one run.

    python -m evals.bench_summaries SETS --set qmsum --limit 60 [--model NAME]

Reads SETS/NAME.articles.jsonl and SETS/NAME.questions.jsonl. Each answerable question is a topic, summarized within the
question's scope; one of the type "meeting-summary" asks for its whole article. Scored by ROUGE-L (evals/matching.py)
against the best of the answers that people wrote; an abstention scores 0. The baseline is given the article that holds
the answer and shows its first sentences, as many as the summary may have. A model's summaries stand in a row of their
own, beside those that only quote.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import readers
from evals.bench import index_of, records, scope
from evals.matching import rouge_l
from index.errors import PressbriefError
from index.search import Search
from index.store import Store
from qa import embedders, settings, standalone, terminal
from qa.citing import Numbering, grounded
from qa.models import Model
from qa.progress import Progress
from qa.reader_extractive import Passage, Span
from qa.records import Claim, Dropped
from qa.settings import Settings
from qa.summarize import Stored, summarize
from qa.summary_extractive import Size

WHOLE = "meeting-summary"  # the type of a question that asks for a summary of the whole article
SEED = 5  # of the order in which the questions of a set are taken


@dataclass(frozen=True, slots=True)
class Scored:
    """One summary against the answers of people. `grounded` of its `sentences` stand in what they cite."""

    rouge: float
    answered: bool
    sentences: int
    grounded: int
    words: int
    seconds: float


def main() -> int:
    """Run a set and print the figures; the exit status."""
    options = _arguments()
    terminal.prepare_streams()
    try:
        found = run(
            options.folder,
            options.set,
            options.limit,
            options.sentences,
            options.index,
            settings.load({"model": options.model}),
        )
    except PressbriefError as error:
        terminal.put(f"Error: {terminal.safe(str(error))}", err=True)
        return error.exit_status
    terminal.put(terminal.as_json({"set": options.set, **figures(found)}) if options.json else table(found))
    return 0


def run(
    folder: Path,
    name: str,
    limit: int | None = None,
    sentences: int = 3,
    index: Path | None = None,
    chosen: Settings | None = None,
) -> dict[str, list[Scored]]:
    """The scores of the summaries and of the baseline, question by question in the same order.

    Where the `chosen` settings name a model, its summaries are scored, too. Raises ModelError.
    """
    chosen = chosen or settings.load({})
    embedder = embedders.load(chosen, warn=terminal.warn)
    where = index_of(folder / f"{name}.articles.jsonl", embedder, index)
    questions = [q for q in records(folder / f"{name}.questions.jsonl") if q["answerable"] and q["answers"]]
    random.Random(SEED).shuffle(questions)
    questions = questions[:limit]
    found: dict[str, list[Scored]] = {}
    with (
        Store.open(where) as store,
        readers.opened(chosen, warn=terminal.warn) as reader,
        Progress("Summarizing", len(questions)) as progress,
    ):
        search = Search(store, embedder, terminal.warn)
        bench = Bench(
            store, search, {head.id: head.rowid for head in store.heads()}, Size(sentences=sentences), reader.model
        )
        ways = {"extractive": bench.summary, f"lead-{sentences}": bench.lead}
        if reader.model is not None:
            ways = {reader.model.chat.name: bench.written, **ways}
        for done, question in enumerate(questions, 1):
            for way, how in ways.items():
                began = time.perf_counter()
                claims = list(how(question))
                seconds = time.perf_counter() - began
                found.setdefault(way, []).append(score(claims, question["answers"], seconds))
            progress(done, question["id"])
        search.close()
    return found


@dataclass(frozen=True, slots=True)
class Bench:
    """A set's index and what is asked of it: each method gives the claims of a summary, and what was dropped."""

    store: Store
    search: Search
    rowids: Mapping[str, int]  # by article id
    size: Size
    model: Model | None = None

    def summary(self, question: Mapping[str, Any]) -> Iterator[Claim | Dropped]:
        """Our summary on the question, or where it asks for one, of the whole article."""
        yield from self._summary(question, None)

    def written(self, question: Mapping[str, Any]) -> Iterator[Claim | Dropped]:
        """The same, written by the model."""
        yield from self._summary(question, self.model)

    def _summary(self, question: Mapping[str, Any], model: Model | None) -> Iterator[Claim | Dropped]:
        articles = scope(question, self.rowids)
        topic = None if question.get("type") == WHOLE else question["question"]
        found = summarize(self.store, articles=articles, topic=topic, search=self.search, size=self.size, model=model)
        yield from found.claims
        yield from found.dropped

    def lead(self, question: Mapping[str, Any]) -> Iterator[Claim | Dropped]:
        """The first sentences of the article that holds the answer, grounded as those of a summary are."""
        sources, numbering = Stored(self.store), Numbering()
        rowid = next(self.rowids[i] for i in question["article_ids"] if i in self.rowids)
        for n, s in list(enumerate(self.store.sentences(rowid)))[: self.size.sentences]:
            yield grounded(Passage(Span(rowid, n, n + 1, s.start, s.end)), sources, numbering)


def score(claims: Sequence[Claim | Dropped], answers: Sequence[str], seconds: float) -> Scored:
    """The score of one summary; what was dropped counts as a sentence that is not grounded."""
    kept = [claim for claim in claims if isinstance(claim, Claim)]
    text = " ".join(claim.text for claim in kept)
    best = max(rouge_l(text, answer) for answer in answers)
    return Scored(best, bool(kept), len(claims), len(kept), standalone.count_words(text), seconds)


def figures(found: Mapping[str, Sequence[Scored]]) -> dict[str, dict[str, float]]:
    """The figures of each summarizer: shares and ROUGE-L in percent, means of words, sentences and seconds."""
    return {name: _figures(scores) for name, scores in found.items()}


def table(found: Mapping[str, Sequence[Scored]]) -> str:
    """The figures as aligned text."""
    rows = figures(found)
    names = list(next(iter(rows.values())))
    lines = [f"{'':12}" + "".join(f"{name:>18}" for name in names)]
    lines += [f"{name:12}" + "".join(f"{row[n]:18.2f}" for n in names) for name, row in rows.items()]
    return "\n".join(lines)


def _figures(scores: Sequence[Scored]) -> dict[str, float]:
    answered = [s for s in scores if s.answered]
    sentences = sum(s.sentences for s in scores)
    return {
        "questions": len(scores),
        "rouge_l": _mean([100 * s.rouge for s in scores]),
        "rouge_l_answered": _mean([100 * s.rouge for s in answered]),
        "answered": 100 * len(answered) / len(scores) if scores else 0.0,
        "grounded": 100 * sum(s.grounded for s in scores) / sentences if sentences else 0.0,
        "sentences": _mean([s.sentences for s in answered]),
        "words": _mean([s.words for s in answered]),
        "seconds": _mean([s.seconds for s in scores]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _arguments() -> argparse.Namespace:
    first = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m evals.bench_summaries", description=first)
    parser.add_argument("folder", type=Path, metavar="SETS", help="where the sets lie")
    parser.add_argument("--set", required=True, metavar="NAME", help="such as qmsum or clapnq")
    parser.add_argument("--limit", type=int, metavar="N", help="only N questions, the same for each run")
    parser.add_argument("--sentences", type=int, default=3, metavar="N", help="of a summary (default: 3)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="where the index is kept (default: temporary folder)")
    parser.add_argument("--model", metavar="NAME", help="score its summaries, too")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    missing = [f"{options.set}.{kind}.jsonl" for kind in ("articles", "questions")]
    missing = [name for name in missing if not (options.folder / name).exists()]
    if missing:
        parser.error(f"{options.folder / missing[0]} doesn't exist")
    return options


if __name__ == "__main__":
    sys.exit(main())
