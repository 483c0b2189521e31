"""Articles for the tests of the index, made by number, and a process that writes them."""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

from index.build import Writer
from index.records import Article
from index.store import Store
from tests.hash_embedder import HashEmbedder

ROOT = Path(__file__).parents[1]
EMBEDDER = HashEmbedder()
ARABIC = Article(
    id="arabic", text="وصل الوزير إلى العاصمة يوم الأربعاء. وقال إن الزيارة مهمة.", source="/nowhere/ar", language="ar"
)
CHINESE = Article(
    id="chinese", text="外交部长周三抵达首都。他表示这次访问很重要。", source="/nowhere/zh", language="zh"
)
TOPICS = ("harbour", "orchard", "railway", "library", "glacier", "museum", "festival", "reservoir")


def numbered(n: int, *, source: str | None = None, version: int = 1, language: str | None = "en") -> Article:
    """The n-th article: its text has a word of its own, "marker0007", and a paragraph that tells the version."""
    topic, other = TOPICS[n % 8], TOPICS[(n // 8) % 8]
    text = (
        f"The {topic} of district {n} was opened on Monday, officials of the town said.\n\n"
        f"Its plan is filed as marker{n:04d}. The cost rose to {n + 100} million, and the {other} was closed.\n\n"
        f"Visitors came in version {version} of the report. They asked about the {other}. It rained in the evening."
    )
    return Article(
        id=f"a{n:04d}",
        text=text,
        source=source or f"/nowhere/{n:04d}.txt",
        title=f"The {topic} of district {n}",
        date=f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
        publisher="Example Times" if n % 2 else "Sample Gazette",
        language=language,
    )


@functools.cache
def small_index() -> Path:
    """An index of 40 English articles, one in Arabic and one in Chinese, all with vectors; to be read, never changed.

    It is removed when the process ends.
    """
    holder = tempfile.TemporaryDirectory(prefix="pressbrief-small-")
    _KEPT.append(holder)
    folder = Path(holder.name) / "index"
    with Writer(folder, EMBEDDER) as writer:
        writer.add([*(numbered(n) for n in range(40)), ARABIC, CHINESE])
    return folder


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def found_in(store: Store, scored: list[tuple[int, float]]) -> list[str]:
    """The ids of the articles of those chunks, in order."""
    chunks = store.chunks([rowid for rowid, _ in scored])
    articles = store.articles({chunk.article for chunk in chunks.values()})
    return [articles[chunks[rowid].article].id for rowid, _ in scored]


def start_writer(folder: Path, first: int, last: int, *, seconds: float = 0.0) -> subprocess.Popen[str]:
    """A process that adds the articles from `first` to `last`, exclusive, and says "stored N" after each call.

    `seconds`: how long it then keeps the index open.
    """
    command = [sys.executable, "-m", "tests.index_samples", str(folder), str(first), str(last), str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def main(folder: str, first: str, last: str, seconds: str) -> None:
    """Adds articles ten at a time; see `start_writer`."""
    import time

    with Writer(Path(folder), HashEmbedder(), wait=30) as writer:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        for n in range(int(first), int(last), 10):
            until = min(n + 10, int(last))
            report = writer.add(numbered(i) for i in range(n, until))
            assert report.added + report.unchanged == until - n
            sys.stdout.write(f"stored {until}\n")
            sys.stdout.flush()
        time.sleep(float(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
