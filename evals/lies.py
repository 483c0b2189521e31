"""Claims with one lie each, made from true ones, to measure what grounding catches and what it refuses wrongly.

    python -m evals.lies --bench ../shared/benchmarks --out lies.jsonl --each 200

writes `{"kind","claim","original","article","cited","base"}` a line (`cited`: the numbers of the
article's sentences) and prints, for each kind, how many were caught, and how many of the faithful claims that they
were made from were refused.
The same seed gives the same lies.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.corruption_pool import Pool
from evals.corruptions import CORRUPTIONS
from evals.faithful import Base, bases
from qa.grounding import Cited, Finding, Source, ground


@dataclass(frozen=True, slots=True)
class Lie:
    """A false claim: `kind` of its lie, the true `original`, and the sentences of `article` that it cites."""

    kind: str
    claim: str
    original: str
    article: str
    cited: tuple[int, ...]
    base: str  # "sentence" or "paraphrase"


def lies(true: Sequence[Base], each: int, seed: int = 0) -> Iterator[Lie]:
    """Up to `each` lies of each kind from sentences and as many from paraphrases, in a fixed order for a seed."""
    pool = Pool.of(true)
    for kind, corrupt in CORRUPTIONS.items():
        rng = random.Random(f"{seed} {kind}")
        for origin in ("sentence", "paraphrase"):
            own = [base for base in true if base.origin == origin]
            rng.shuffle(own)
            made = 0
            for base in own:
                claim = corrupt(base, pool, rng)
                if claim is None or claim == base.claim:
                    continue
                yield Lie(kind, claim, base.claim, base.source.article.id, tuple(base.cited), origin)
                made += 1
                if made >= each:
                    break
    yield from _wrong_sources(true, each, seed)


def _wrong_sources(true: Sequence[Base], each: int, seed: int) -> Iterator[Lie]:
    """True claims, each pinned on sentences of another article."""
    rng = random.Random(f"{seed} source")
    own = [base for base in true if len(base.claim) > 40]
    rng.shuffle(own)
    for base in own[: 2 * each]:
        other = rng.choice(own)
        if other.source is not base.source:
            yield Lie("source", base.claim, base.claim, other.source.article.id, tuple(other.cited), base.origin)


def judge(claim: str, source: Source, cited: Sequence[int]) -> Finding:
    """The finding on a claim with its citation, all other sentences of the article being open to re-pointing."""
    whole = [Cited(source, i) for i in range(len(source.sentences))]
    return ground(claim, [Cited(source, i) for i in cited], whole)


@dataclass(frozen=True, slots=True)
class Tally:
    """For a kind: how many claims there were, and how many were refused (for lies: caught)."""

    total: int
    refused: int

    @property
    def rate(self) -> float:
        """The share refused, 0 to 1; 0 for none at all."""
        return self.refused / self.total if self.total else 0.0


def tally(findings: Iterable[tuple[str, Finding]]) -> dict[str, Tally]:
    """The tally of each key, in the order the keys first appear."""
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for key, finding in findings:
        total[key] += 1
        refused[key] += not finding.passed
    return {key: Tally(total[key], refused[key]) for key in total}


def measure(true: Sequence[Base], false: Sequence[Lie]) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """The tallies of lies by kind and base, and of faithful claims by base."""
    sources = {base.source.article.id: base.source for base in true}
    caught = ((f"{lie.kind}/{lie.base}", judge(lie.claim, sources[lie.article], lie.cited)) for lie in false)
    faithful = ((base.origin, judge(base.claim, base.source, base.cited)) for base in true)
    return tally(caught), tally(faithful)


def worst(true: Sequence[Base], false: Sequence[Lie], most: int) -> Iterator[str]:
    """Of each kind up to `most` mistakes: lies that passed, and faithful claims that were refused, with the reason."""
    sources = {base.source.article.id: base.source for base in true}
    shown: Counter[str] = Counter()
    for lie in false:
        kind = f"{lie.kind}/{lie.base}"
        if shown[kind] < most and judge(lie.claim, sources[lie.article], lie.cited).passed:
            shown[kind] += 1
            yield f"passed {kind}: {lie.claim}\n       true: {lie.original}"
    for base in true:
        if shown[base.origin] >= most:
            continue
        finding = judge(base.claim, base.source, base.cited)
        if not finding.passed:
            shown[base.origin] += 1
            yield f"refused {base.origin}: {base.claim}\n       why: {'; '.join(finding.reasons)}"


def table(caught: dict[str, Tally], faithful: dict[str, Tally]) -> str:
    """The tallies as aligned text."""
    lines = ["lies                        n   caught"]
    for key, row in caught.items():
        lines.append(f"{key:24} {row.total:5} {100 * row.rate:7.1f} %")
    lines.append("faithful                    n  refused")
    for key, row in faithful.items():
        lines.append(f"{key:24} {row.total:5} {100 * row.rate:7.1f} %")
    return "\n".join(lines)


def write(found: Iterable[Lie], path: Path) -> None:
    """Write the lies, one JSON object a line."""
    with path.open("w", encoding="utf-8") as out:
        for lie in found:
            out.write(json.dumps(asdict(lie), ensure_ascii=False) + "\n")


def main() -> None:
    """Make the lies, judge them, print the table."""
    import click

    @click.command(help=__doc__)
    @click.option(
        "--bench", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of question sets."
    )
    @click.option("--articles", type=click.Path(exists=True, path_type=Path), help="JSONL of articles, or a folder.")
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the lies.")
    @click.option("--each", default=200, show_default=True, help="Lies of each kind from each base.")
    @click.option("--seed", default=0, show_default=True)
    @click.option("--worst", "most", default=0, metavar="N", help="Also print up to N mistakes of each kind.")
    def run(bench: Path | None, articles: Path | None, out: Path | None, each: int, seed: int, most: int) -> None:
        true = bases(bench, articles, seed)
        false = list(lies(true, each, seed))
        if out is not None:
            write(false, out)
        click.echo(table(*measure(true, false)))
        for line in worst(true, false, most) if most else ():
            click.echo(line)

    run()


if __name__ == "__main__":
    main()
