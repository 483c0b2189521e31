"""Summaries and bottom lines that a model writes: grounded, cited, in parts where they don't fit into one call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from index.store import Store
from qa.brief.assemble import assemble
from qa.brief.material import Material
from qa.brief.selection import whole
from qa.brief.written import with_bottom_line
from qa.llm import Server
from qa.models import Model
from qa.paid import Paid
from qa.summarize import Summary, summarize
from qa.summary_extractive import Size
from tests.conftest import RunQa
from tests.model_server import ModelServer, Turn
from tests.model_words import claims, evidence
from tests.sample_index import sample_index

MET = "met Iranian President"
RIGHT = ("Masoud Pezeshkian met Bassam Sabbagh in Tehran.", MET)
WRONG = ("Masoud Pezeshkian met Bassam Sabbagh in Damascus.", MET)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


@contextmanager
def scripted(server: ModelServer, context: int | None = None) -> Iterator[Model]:
    with Server("scripted", base_url=server.url, key="k", context=context, sleep=lambda _: None) as chat:
        yield Model(Paid(chat, base_url=server.url, cache=None, log=None, max_cost=None, warn=pytest.fail))


def wire(store: Store) -> int:
    return next(head.rowid for head in store.heads() if head.publisher == "Levant Wire")


def summed(store: Store, server: ModelServer, size: Size, context: int | None = None) -> Summary:
    with scripted(server, context) as model:
        return summarize(store, articles=[wire(store)], size=size, model=model)


def test_what_the_sources_support_is_the_summary(store: Store, model_server: ModelServer) -> None:
    model_server.queue(Turn(claims(RIGHT, WRONG)), Turn(claims()))
    found = summed(store, model_server, Size(sentences=3))
    assert [claim.text for claim in found.claims] == [RIGHT[0]]
    assert [dropped.text for dropped in found.dropped] == [WRONG[0]]
    assert found.claims[0].citations[0].quote.startswith("Syria's foreign minister")
    assert (found.model, found.usage.calls, (found.prompt or {})["name"]) == ("scripted", 2, "summary")
    assert "SENTENCES: 3" in str(model_server.chats[0].body["messages"][-1]["content"])


def test_where_nothing_of_a_model_stands_the_articles_own_sentences_do(store: Store, model_server: ModelServer) -> None:
    model_server.queue(Turn(claims(WRONG)), Turn(claims(WRONG)))
    found = summed(store, model_server, Size(sentences=3))
    plain = summarize(store, articles=[wire(store)], size=Size(sentences=3))
    assert [claim.text for claim in found.claims] == [claim.text for claim in plain.claims] != []
    assert [dropped.text for dropped in found.dropped] == [WRONG[0]]
    assert any("could be kept" in warning for warning in found.warnings)


def test_so_they_do_where_nothing_of_any_part_stands(store: Store, model_server: ModelServer) -> None:
    model_server.queue(*[Turn(claims(("The moon fell into the sea.", [1])))] * 40)
    with scripted(model_server, context=2_048) as model:
        found = summarize(store, size=Size(sentences=2), model=model)
    asked = len(model_server.chats)
    while model_server.take("chat") is not None:
        pass
    assert asked > 4, "in several parts"
    assert len(found.claims) == 2
    assert [dropped.text for dropped in found.dropped] == ["The moon fell into the sea."]


def test_a_model_that_finds_nothing_to_say_is_believed(store: Store, model_server: ModelServer) -> None:
    model_server.queue(Turn(claims(answerable=False)))
    assert not summed(store, model_server, Size(sentences=3)).answered


def test_it_is_as_long_as_it_was_asked_for(store: Store, model_server: ModelServer) -> None:
    listed = [RIGHT, ("Bassam Sabbagh met Masoud Pezeshkian in Tehran on Wednesday.", MET)]
    model_server.queue(Turn(claims(*listed)))
    found = summed(store, model_server, Size(words=9))
    assert [claim.text for claim in found.claims] == [RIGHT[0]]


def test_what_does_not_fit_is_summarized_in_parts(store: Store, model_server: ModelServer) -> None:
    """Each part is a call; the last one is given only the sentences that the others cited."""

    def first(body: dict[str, object]) -> str:
        words = next(iter(evidence(body).values()))
        return claims((words, words))(body)

    model_server.queue(*[Turn(first)] * 12)
    with scripted(model_server, context=2_048) as model:
        done: list[int] = []
        found = summarize(
            store,
            size=Size(sentences=2),
            model=model,
            progress=lambda n, _: done.append(n),
        )
    calls = model_server.chats
    while model_server.take("chat") is not None:  # more were queued than it took
        pass
    assert len(calls) > 2
    assert len(evidence(calls[-1].body)) < sum(len(evidence(call.body)) for call in calls[:-1])
    assert found.answered
    assert len(found.claims) <= 2


def test_the_bottom_line_is_the_models_and_the_rest_the_sources(store: Store, model_server: ModelServer) -> None:
    material = Material(whole(store, [wire(store)]))
    plain = assemble(material)
    model_server.queue(Turn(claims(RIGHT)))
    with scripted(model_server) as model:
        found, written = with_bottom_line(plain, material, model.chat)
    assert [p.claim.text for s in found.sections if s.key == "bottom_line" for p in s.paragraphs] == [RIGHT[0]]
    assert [s.key for s in found.sections] == [s.key for s in plain.sections]
    assert [p.n for p in found.paragraphs] == list(range(1, len(found.paragraphs) + 1))
    numbers = [c.n for p in found.paragraphs for c in p.claim.citations]
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert not written.dropped


def test_a_bottom_line_that_does_not_stand_leaves_the_sources_own(store: Store, model_server: ModelServer) -> None:
    material = Material(whole(store, [wire(store)]))
    plain = assemble(material)
    model_server.queue(Turn(claims(WRONG)), Turn(claims()))
    with scripted(model_server) as model:
        found, written = with_bottom_line(plain, material, model.chat)
    assert found.sections == plain.sections
    assert [d.text for d in written.dropped] == [WRONG[0]]
    assert WRONG[0] in [d.text for d in found.dropped]


def test_on_the_command_line(run_qa: RunQa, model_server: ModelServer) -> None:
    env = {"OPENAI_BASE_URL": model_server.url, "QA_MODEL": "scripted", "QA_INDEX": str(sample_index())}
    article = run_qa("list", "--source", "Levant Wire", env=env).out.splitlines()[1].split()[0]
    said = run_qa("summarize", article, "--estimate", env=env)
    assert (said.status, model_server.requests) == (0, [])
    assert "Nothing was sent" in said.out
    model_server.queue(Turn(claims(RIGHT)), Turn(claims(RIGHT)))
    summary = run_qa("summarize", article, env=env)
    assert (summary.status, summary.err) == (0, "")
    assert RIGHT[0] in " ".join(summary.out.split())
    brief = run_qa("brief", "--article", article, env=env)
    assert (brief.status, brief.err) == (0, "")
    assert RIGHT[0] in " ".join(brief.out.split())
