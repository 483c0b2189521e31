"""How fast and how large, as ratios of one run: `python -m evals.perf [--index DIR] [start add memory growth]`.

Absolute times vary with the machine; these ratios hold, and each has the bound that it is held to. Run it on an
otherwise idle machine. `--index` names an index on which `qa ask` is timed (by default one of the sample articles).
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import embed
from index.build import Writer
from index.derive import derive
from index.records import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = Path(__file__).parent / "articles"
QUESTION = "who met Sabbagh?"
IMPORT_CLICK = "import click"
CHROMADB_AND_A_QUERY = (
    "import chromadb; from index.embed import MiniLM; MiniLM().query('who met the foreign minister in Tehran?')"
)
WORDS = Path(__file__).parents[1] / "index" / "data" / "irregular.txt"


def main() -> int:
    """Measure what is asked for; the exit status."""
    parts = {"start": start, "add": add, "memory": memory, "growth": growth}
    parser = argparse.ArgumentParser(prog="python -m evals.perf", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(parts)} (default: all)")
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="pressbrief-perf-") as folder:
        for name in options.parts or parts:
            parts[name](Path(folder), options.index)
    return 0


def start(folder: Path, index: Path | None) -> None:
    """Time to start: of the help, and of a whole answer."""
    bare = median(python(IMPORT_CLICK))
    said = median(qa("--help"))
    show("qa --help / import click", said / bare, 2.0, f"{said:.3f} s / {bare:.3f} s")
    if index is None:
        index = folder / "samples"
        run(qa("add", str(SAMPLES), "--index", str(index)))
    base = median(python(CHROMADB_AND_A_QUERY))
    asked = median(qa("ask", QUESTION, "--index", str(index)))
    show("qa ask / import chromadb + one query vector", asked / base, 1.5, f"{asked:.3f} s / {base:.3f} s")


def add(folder: Path, _: Path | None) -> None:
    """The rate of adding articles beside that of running the model alone on the same passages, both in this process."""
    articles = list(synthetic(400, seed=1))
    passages = [p for article in articles for p in derive(article).passages]
    embedder = embed.load()
    embedder.passages(passages[:64])  # loads the model
    alone = min(timed(lambda: raw(passages)) for _ in range(3))

    def added() -> None:
        with (
            tempfile.TemporaryDirectory(dir=folder) as where,
            Writer(Path(where) / "index", embedder) as writer,
        ):
            writer.add(articles)

    whole = min(timed(added) for _ in range(3))
    share = alone / whole
    show(f"qa add: rate / that of the model alone ({len(passages)} passages)", share, 0.85, at_least=True)


def raw(passages: Sequence[embed.Passage]) -> None:
    """The model over the passages as fast as onnxruntime gives it: sorted, in batches, nothing kept."""
    import numpy as np

    tokenizer, session = _RAW.load_tokenizer(), _RAW.load_session()
    texts = sorted((p.text for p in passages), key=len)
    for first in range(0, len(texts), embed.BATCH):
        encodings = tokenizer.encode_batch(texts[first : first + embed.BATCH])
        ids = np.array([e.ids for e in encodings], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)
        session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})


_RAW = embed.MiniLM()


def memory(folder: Path, _: Path | None) -> None:
    """Peak memory of `qa add` for 5,000 articles beside that for 500."""
    peaks = []
    for count in (500, 5000):
        source = folder / f"{count}.jsonl"
        with open(source, "w", encoding="utf-8") as out:
            out.writelines(as_line(a) for a in synthetic(count, seed=2))
        peaks.append(peak(qa("add", str(source), "--index", str(folder / f"memory-{count}"))))
    note = f"{peaks[1] / 1e6:.0f} MB / {peaks[0] / 1e6:.0f} MB"
    show("qa add: peak memory of 5,000 articles / 500", peaks[1] / peaks[0], 1.2, note)


def growth(folder: Path, _: Path | None) -> None:
    """`qa ask` on about 100,000 passages beside 1,000; their vectors are random, which changes no search's time."""
    times = []
    for count in (1_000, 100_000):
        where = folder / f"growth-{count}"
        with Writer(where, RandomEmbedder()) as writer:
            writer.add(synthetic(count, seed=3))
        times.append(median(qa("ask", "which harbour chose a new director in May?", "--index", str(where))))
    show("qa ask: 100,000 passages / 1,000", times[1] / times[0], 1.5, f"{times[1]:.3f} s / {times[0]:.3f} s")


class RandomEmbedder:
    """Random vectors under the embedded model's name, so that a large index is made in minutes."""

    name, dimension = embed.MiniLM.name, embed.MiniLM.dimension
    languages = embed.MiniLM.languages

    def passages(self, passages: Sequence[embed.Passage]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """See Embedder."""
        return [(self._unit(p.text, 1)[0], self._unit(p.text, len(p.sentences))) for p in passages]

    def query(self, text: str) -> NDArray[np.float32]:
        """See Embedder."""
        vector: NDArray[np.float32] = self._unit(text, 1)[0]
        return vector

    def _unit(self, text: str, rows: int) -> NDArray[np.float32]:
        import numpy as np

        drawn = np.random.default_rng(len(text) * 31 + sum(map(ord, text[:40]))).standard_normal((rows, self.dimension))
        unit: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
        return unit


def synthetic(count: int, seed: int) -> Iterator[Article]:
    """That many different articles of one passage or two, of English words."""
    drawn = random.Random(seed)
    words = [w for line in WORDS.read_text("utf-8").splitlines() if not line.startswith("#") for w in line.split()]
    nouns = "harbour minister bridge council treaty river ferry market school theatre railway border museum".split()
    for n in range(count):
        said = [
            f"The {drawn.choice(nouns)} of {drawn.choice(nouns).title()}ville {drawn.choice(words)} "
            f"{' '.join(drawn.choices(words + nouns, k=9))} on day {drawn.randrange(400)}."
            for _ in range(6)
        ]
        yield Article(
            f"s{seed}-{n}", " ".join(said), f"s{seed}#{n}", title=said[0][:40], date="2024-05-02", language="en"
        )


def as_line(article: Article) -> str:
    """The article as a line of JSONL."""
    import json

    return json.dumps({"id": article.id, "text": article.text, "title": article.title, "date": article.date}) + "\n"


def qa(*args: str) -> list[str]:
    """The command line of `qa` as installed."""
    return [str(Path(sys.executable).with_name("qa")), *args]


def python(code: str) -> list[str]:
    """A command line that runs some Python."""
    return [sys.executable, "-c", code]


def median(command: list[str], times: int = 7) -> float:
    """The median seconds of that many runs, after one that warms the disk's cache."""
    run(command)
    return statistics.median(timed(lambda: run(command)) for _ in range(times))


def timed(work: Callable[[], object]) -> float:
    """The seconds that a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(command: list[str]) -> None:
    """Runs a command; an abstention is no failure."""
    done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[1], check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")


def peak(command: list[str]) -> int:
    """The peak resident memory of a command, in bytes, as a process that does nothing else but wait for it sees it."""
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True);"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    status, size = map(int, done.stdout.split())
    if status:
        raise SystemExit(f"{' '.join(command)} failed with exit status {status}")
    return size * (1 if sys.platform == "darwin" else 1024)


def show(name: str, ratio: float, bound: float, note: str = "", *, at_least: bool = False) -> None:
    """One line: the ratio, its bound, and whether it is kept."""
    kept = ratio >= bound if at_least else ratio <= bound
    sign = ">=" if at_least else "<="
    print(f"{'ok  ' if kept else 'MISS'} {name}: {ratio:.2f} (bound {sign} {bound})" + (f"   {note}" if note else ""))


if __name__ == "__main__":
    sys.exit(main())
