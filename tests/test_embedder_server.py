"""A server's embedding model as an embedder: the real client against a scripted server, and a cache that pays once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embed import Passage
from index.errors import ContextTooLong, EmbedderError, ModelRefused
from qa import embedder_server
from qa.embedder_server import ServerEmbedder, name
from qa.embedding_batches import LOCAL, OPENAI, Limits, batches
from qa.llm import Server
from qa.vector_cache import VectorCache
from tests.hash_embedder import HashEmbedder
from tests.model_server import Fault, ModelServer

RAIN = Passage("Rain fell all night. The ferries stayed in port.", ((0, 20), (21, 48)))
TALKS = Passage("The ministers talked. They agreed on nothing.", ((0, 21), (22, 45)))


class Scripted:
    """A server whose vectors are a hash embedder's, not of norm 1, and which keeps what it was sent."""

    def __init__(self, server: ModelServer, dimension: int = 16) -> None:
        self.server = server
        self.dimension = dimension
        self.batches: list[list[str]] = []
        server.embedder = self.embed

    def embed(self, texts: list[str]) -> Sequence[Sequence[float]]:
        assert all(texts), "an empty text was sent"
        self.batches.append(texts)
        return [[3.0 * float(x) for x in HashEmbedder(dimension=self.dimension).query(text)] for text in texts]

    @property
    def texts(self) -> list[str]:
        return [text for batch in self.batches for text in batch]


Connect = Callable[..., ServerEmbedder]


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    with ModelServer() as server:
        yield Scripted(server)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def connect(scripted: Scripted, tmp_path: Path, said: list[str]) -> Iterator[Connect]:
    """Embedders on one cache; `record` may be given."""
    opened: list[Server] = []

    def make(model: str = "small", **how: object) -> ServerEmbedder:
        server = Server(model, base_url=scripted.server.url, key="k", sleep=lambda _: None, warn=said.append)
        opened.append(server)
        cache = VectorCache(tmp_path / "vectors.sqlite", said.append)
        return ServerEmbedder(server, model, base_url=scripted.server.url, cache=cache, warn=said.append, **how)  # type: ignore[arg-type]

    yield make
    for server in opened:
        server.close()


def test_passages_and_sentences_have_unit_vectors_in_order(connect: Connect) -> None:
    (rain, rain_sentences), (talks, _) = connect().passages([RAIN, TALKS])
    assert (rain.shape, rain_sentences.shape) == ((16,), (2, 16))
    assert rain.dtype == np.float32
    assert np.linalg.norm(np.vstack([rain, rain_sentences, talks]), axis=1) == pytest.approx([1] * 4, abs=1e-5)
    expected = HashEmbedder(dimension=16)
    assert rain @ expected.query(RAIN.text) == pytest.approx(1, abs=1e-5)
    assert rain_sentences[1] @ expected.query("The ferries stayed in port.") == pytest.approx(1, abs=1e-5)


def test_no_text_is_sent_twice_not_even_by_another_process(connect: Connect, scripted: Scripted) -> None:
    one = Passage("The ministers talked.", ((0, 21),))  # its sentence is itself, and one of TALKS
    connect().passages([RAIN, TALKS, one, RAIN])
    again = connect()
    first = again.passages([TALKS])[0]
    assert again.query("Rain fell all night.") @ again.passages([RAIN])[0][1][0] == pytest.approx(1, abs=1e-5)
    assert first[1].shape == (2, 16)
    assert max(Counter(scripted.texts).values()) == 1
    assert len(scripted.texts) == 6


def test_floats_are_asked_for_and_strings_are_sent(connect: Connect, scripted: Scripted) -> None:
    connect().passages([RAIN])
    (request,) = scripted.server.requests
    assert request.body["encoding_format"] == "float"
    assert request.body["input"][0] == RAIN.text


def test_the_length_of_vectors_is_found_out_by_one_short_text_and_remembered(
    connect: Connect, scripted: Scripted
) -> None:
    assert connect().dimension == 16
    assert scripted.texts == [embedder_server.PROBE]
    assert connect().dimension == 16
    assert len(scripted.batches) == 1


def test_the_length_of_openais_own_vectors_needs_no_call(tmp_path: Path) -> None:
    with Server("text-embedding-3-small", key="k") as server:
        cache = VectorCache(tmp_path / "v.sqlite", print)
        own = ServerEmbedder(server, "text-embedding-3-small", base_url=None, cache=cache, warn=print)
        assert own.dimension == 1536
    assert not (tmp_path / "v.sqlite").exists()


def test_blank_texts_are_never_sent_and_have_no_direction(connect: Connect, scripted: Scripted) -> None:
    embedder = connect()
    (_, sentences), (blank, _) = embedder.passages([Passage("Rain fell.  ", ((0, 10), (10, 12))), Passage("", ())])
    assert not sentences[1].any()
    assert not blank.any()
    assert not embedder.query(" ").any()
    assert embedder.passages([]) == []
    assert set(scripted.texts) == {"Rain fell.  ", "Rain fell."}


def test_prefixes_go_before_questions_and_passages(connect: Connect, scripted: Scripted) -> None:
    embedder = connect("nomic-embed-text:v1.5")
    embedder.passages([RAIN])
    embedder.query("Did it rain?")
    assert scripted.texts[-1] == "search_query: Did it rain?"
    assert scripted.texts[:2] == [f"search_document: {RAIN.text}", "search_document: Rain fell all night."]


def test_a_batch_holds_what_the_server_takes(connect: Connect, scripted: Scripted) -> None:
    connect().passages([Passage(f"Item {n} was discussed.", ()) for n in range(70)])
    assert [len(batch) for batch in scripted.batches] == [LOCAL.inputs, LOCAL.inputs, 70 - 2 * LOCAL.inputs]


def test_batches_keep_to_texts_and_tokens() -> None:
    sizes = [10, 10, 10, 95, 10, 200, 5, 5, 5, 5]
    runs = list(batches(sizes, Limits(3, 100)))
    assert [list(range(10))[run] for run in runs] == [[0, 1, 2], [3], [4], [5], [6, 7, 8], [9]]
    assert list(batches([], OPENAI)) == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(422, {"error": "batch size 32 > maximum allowed batch size 8", "error_type": "Validation"}),
        Fault(413, {"error": {"message": "Payload too large"}}),
        Fault(400, {"error": {"message": "Too many inputs: the maximum is 8."}}),
    ],
    ids=["tei", "413", "400"],
)
def test_a_server_that_takes_fewer_texts_gets_fewer(connect: Connect, scripted: Scripted, fault: Fault) -> None:
    scripted.server.queue(fault, fault, to="embeddings")
    found = connect().passages([Passage(f"Item {n} was discussed.", ()) for n in range(40)])
    assert len(found) == 40
    assert [len(batch) for batch in scripted.batches] == [8] * 5


def test_a_text_longer_than_the_window_is_cut_and_said_once(
    connect: Connect, scripted: Scripted, said: list[str]
) -> None:
    plain = scripted.embed

    def narrow(texts: list[str]) -> Sequence[Sequence[float]]:
        if any(len(text.split()) > 128 for text in texts):
            raise OverflowError
        return plain(texts)

    too_long = Fault(400, {"error": {"message": "This model's maximum context length is 128 tokens"}})
    scripted.server.queue(too_long, too_long, to="embeddings")
    scripted.server.embedder = narrow
    long = [Passage("word " * 400 + f"number {n}.", ()) for n in range(2)]
    found = connect().passages(long)
    assert len(found) == 2
    assert all(90 < len(text.split()) <= 128 for text in scripted.texts)
    assert len(said) == 1
    assert "is longer than the" in said[0]


def test_a_refusal_that_is_not_about_size_is_raised_at_once(connect: Connect, scripted: Scripted) -> None:
    scripted.server.queue(Fault(401, {"error": {"message": "Incorrect API key provided."}}), to="embeddings")
    with pytest.raises(ModelRefused, match="OPENAI_API_KEY"):
        connect().passages([RAIN])
    assert scripted.batches == []


def test_a_text_that_cannot_be_cut_further_ends_it(connect: Connect, scripted: Scripted) -> None:
    fault = Fault(413, {"error": {"message": "Payload too large"}})
    scripted.server.queue(fault, to="embeddings")
    with pytest.raises(ContextTooLong):
        connect().query("short")


def test_what_was_paid_before_a_429_is_kept(connect: Connect, scripted: Scripted) -> None:
    many = [Passage(f"Item {n} was discussed.", ()) for n in range(3 * LOCAL.inputs)]
    scripted.server.queue(None, None, Fault(429, headers={"Retry-After": "900"}), to="embeddings")
    with pytest.raises(ModelRefused):
        connect().passages(many)
    assert len(scripted.texts) == 2 * LOCAL.inputs
    assert len(connect().passages(many)) == len(many)
    assert max(Counter(scripted.texts).values()) == 1
    assert len(scripted.texts) == len(many)


def test_another_model_behind_the_name_is_noticed(connect: Connect, scripted: Scripted) -> None:
    connect().passages([RAIN])
    scripted.dimension = 8
    with pytest.raises(EmbedderError, match="vectors of 8 numbers, not of 16"):
        connect().query("Did it rain?")
    fresh = connect()
    assert fresh.dimension == 8
    assert fresh.passages([RAIN])[0][0].shape == (8,)


def test_calls_and_progress_are_told(connect: Connect) -> None:
    calls: list[tuple[int, int]] = []
    steps: list[tuple[int, int]] = []
    embedder = connect(record=lambda n, t: calls.append((n, t)), progress=lambda n, t: steps.append((n, t)))
    embedder.passages([Passage(f"Item {n} was discussed.", ()) for n in range(40)])
    assert calls == [(1, 4 * 32), (1, 4 * 8)]  # the scripted server counts words
    assert steps == [(0, 40), (32, 40), (40, 40)]


def test_an_estimate_sends_nothing_and_leaves_out_what_is_kept(connect: Connect, scripted: Scripted) -> None:
    embedder = connect()
    texts, tokens = embedder.estimate([RAIN, TALKS, RAIN])
    assert texts == 6
    assert 30 < tokens < 60
    assert scripted.batches == []
    embedder.passages([RAIN])
    assert connect().estimate([RAIN, TALKS])[0] == 3


def test_reaching_it_always_asks_the_server(connect: Connect, scripted: Scripted) -> None:
    embedder = connect()
    first = embedder.reach()
    assert embedder.reach() @ first == pytest.approx(1, abs=1e-5)
    assert len(scripted.batches) == 2


def test_its_scale_is_measured_once(connect: Connect, scripted: Scripted) -> None:
    first = connect().scale()
    sent = len(scripted.texts)
    assert sent == 48
    assert connect().scale() == first
    assert len(scripted.texts) == sent


@pytest.mark.parametrize(
    ("model", "url", "expected"),
    [
        ("text-embedding-3-small", None, "openai:text-embedding-3-small"),
        ("text-embedding-3-small", "https://api.openai.com/v1", "openai:text-embedding-3-small"),
        ("text-embedding-3-small", "https://router.example/v1", "openai:text-embedding-3-small@router.example"),
        ("bge-m3", "http://127.0.0.1:11434/v1", "openai:bge-m3@localhost:11434"),
        ("bge-m3", "http://[::1]:11434/v1", "openai:bge-m3@localhost:11434"),
        ("nomic-embed-text", "http://localhost:11434/v1", "openai:nomic-embed-text@localhost:11434+nomic"),
    ],
)
def test_the_name_tells_models_servers_and_prefixes_apart(model: str, url: str | None, expected: str) -> None:
    assert name(model, url) == expected
