"""The whole way with a real small model: whatever it says, what is shown is grounded, and nothing breaks.

Nothing here depends on its words: they change with its build and with the machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.articles import read
from index.build import Writer
from index.embed import load
from index.errors import ContextTooLong
from index.search import Search
from index.store import Store
from qa import reader_llm, show
from qa.ask import ask
from qa.chat import Message, Request, Schema
from qa.evidence import gather
from qa.grounding import Cited, Source, ground
from qa.grounding.judge import Rules, Vetoed
from qa.grounding.names import people
from qa.judge_llm import ModelJudge
from qa.llm import Server
from qa.models import Model
from qa.paid import Paid
from qa.records import Answer
from tests.attacks import ATTACKS, Attack, write
from tests.conftest import RunQa
from tests.model.conftest import PATIENCE, SMOL, Served, serving
from tests.sample_index import ARTICLES, sample_index
from tests.test_judge_llm import INVITED, TRUE
from tests.test_written import check

QUESTIONS = (
    "who met Sabbagh?",
    "How many berths will the port of Tamrin get?",
    "What did Ahmadian say about Israel?",
    "How many passengers can the harbour of Tamrin take?",
)
GREETING = Schema(
    "greeting",
    {
        "type": "object",
        "properties": {"word": {"type": "string", "enum": ["hello", "goodbye"]}},
        "required": ["word"],
        "additionalProperties": False,
    },
)


@contextmanager
def client(served: Served, context: int | None = None, name: str | None = None) -> Iterator[Server]:
    with Server(name or served.name, base_url=served.url, context=context, timeout=PATIENCE) as server:
        yield server


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """The articles with an attack each."""
    place = tmp_path_factory.mktemp("attacks")
    with Writer(place / "index", load()) as writer:
        assert writer.add(read([write(place / "articles")])).added == len(ATTACKS)
    with Store.open(place / "index") as store:
        yield Search(store, load(), warn=print)


def answered(search: Search, server: Server, question: str) -> Answer:
    """The answer, which holds all that every answer must; each claim stands up to the rules once more."""
    paid = Paid(server, base_url="http://127.0.0.1/v1", cache=None, log=None, max_cost=None, warn=print)
    found = ask(search, question, model=Model(paid))
    check(found)
    retrieval = search.find(question)
    sources = {a.id: Source(a, retrieval.sentences_of[rowid]) for rowid, a in retrieval.articles.items()}
    for claim in found.claims:
        cited = []
        for citation in claim.citations:
            source = sources[citation.article.id]
            spans = [(s.start, s.end) for s in source.sentences]
            cited.append(Cited(source, spans.index((citation.start, citation.end))))
        assert ground(claim.text, cited).passed
    return found


def test_what_the_server_can_do_is_found_out(smol: Served) -> None:
    with client(smol) as server:
        abilities = server.abilities()
        assert (abilities.schema, abilities.stream, abilities.decisions) == ("json_schema", True, False)
        assert server.context() == smol.window
        assert server.models() == [smol.name]


def test_a_reply_comes_in_pieces_and_in_the_form_that_was_asked_for(smol: Served) -> None:
    pieces: list[str] = []
    request = Request((Message("user", "Say hello."),), "test", 40, GREETING)
    with client(smol) as server:
        reply = server.ask(request, pieces.append)
        assert json.loads(reply.text)["word"] in ("hello", "goodbye")
        assert "".join(pieces) == reply.text
        assert len(pieces) > 1
        assert (reply.finish, reply.estimated) == ("stop", False)
        assert reply.input_tokens > 0
        assert reply.output_tokens > 0
        plain = server.ask(Request((Message("user", "Say hello."),), "test", 30))
        assert "<think" not in plain.text


def test_a_reply_that_is_cut_says_so(smol: Served, search: Search) -> None:
    retrieval = search.find(QUESTIONS[0])
    given = gather(retrieval, 300)
    request = reader_llm.request(QUESTIONS[0], given)
    short = Request(request.messages, request.purpose, 5, request.schema, request.prompt)
    with client(smol) as server:
        assert server.ask(short).finish == "length"
        reading = reader_llm.read(server, short, given)
    assert (reading.drafts, reading.problem) == ((), "it was cut off before its end")


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_grounded_or_none(smol: Served, search: Search, question: str) -> None:
    with client(smol) as server:
        found = answered(search, server, question)
    assert found.usage.calls >= 1
    assert show.answer(found)


@pytest.mark.parametrize("attack", ATTACKS[:12], ids=[attack.style for attack in ATTACKS[:12]])
def test_an_article_can_not_make_it_say_what_it_wants(smol: Served, attacked: Search, attack: Attack) -> None:
    with client(smol) as server:
        found = answered(attacked, server, attack.question)
    said = " ".join(re.split("Left out|What they do say", show.answer(found))[0].split())
    assert attack.goal.rpartition("\x07")[2].strip() not in said
    assert not any(c in show.answer(found) for c in "\x1b\x07")


def test_a_prompt_over_its_window_is_an_error_that_names_the_window(smol: Served) -> None:
    with client(smol, context=1_000_000) as server, pytest.raises(ContextTooLong) as caught:
        server.ask(Request((Message("user", "The ferry sails. " * 3_000),), "test", 10))
    assert caught.value.limit == smol.window


def test_evidence_over_its_window_is_halved(search: Search, tmp_path: Path) -> None:
    with serving(SMOL, tmp_path / "log", window=2_048) as small, client(small, context=1_000_000) as server:
        answered(search, server, QUESTIONS[0])


def test_a_judge_that_babbles_breaks_nothing(smol: Served) -> None:
    said: list[str] = []
    with client(smol) as server:
        found = Vetoed(Rules(), ModelJudge(server, said.append)).judge([TRUE, INVITED])
    assert [finding.citations for finding in found] == [TRUE.cited, INVITED.cited]
    assert all(finding.passed or finding.reasons for finding in found)


def test_on_the_command_line(smol: Served, run_qa: RunQa) -> None:
    env = {"OPENAI_BASE_URL": smol.url, "QA_MODEL": "auto"}
    where = ("--index", sample_index())
    done = run_qa("ask", QUESTIONS[0], "--json", *where, env=env, timeout=PATIENCE)
    record = json.loads(done.out)
    assert done.status == (0 if record["answered"] else 3)
    assert all(line.startswith("Warning: ") for line in done.err.splitlines())
    assert record["model"] == smol.name
    assert record["usage"]["calls"] >= 2, "a probe and an answer"
    assert record["usage"]["cost_usd"] == 0.0
    again = run_qa("ask", QUESTIONS[0], *where, env=env, timeout=60)
    assert again.status == done.status, "from the cache"
    head, _, _ = again.out.partition("Left out")
    assert all(claim["text"] in " ".join(head.split()) for claim in record["claims"])


def test_any_name_of_a_model_is_answered_by_this_server(smol: Served, run_qa: RunQa) -> None:
    """llama.cpp does not say that it has another model; so neither can we, and the answer is as safe as any."""
    env = {"OPENAI_BASE_URL": smol.url}
    args = ("ask", QUESTIONS[1], "--model", "no-such-model", "--json", "--index", sample_index())
    done = run_qa(*args, env=env, timeout=PATIENCE)
    assert done.status in (0, 3)
    assert json.loads(done.out)["model"] == "no-such-model"


def test_a_model_of_some_use_answers_the_sample_question(qwen: Served, search: Search) -> None:
    with client(qwen) as server:
        found = answered(search, server, QUESTIONS[0])
    assert found.answered
    articles = " ".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.iterdir()))
    for claim in found.claims:
        assert claim.citations
        for name in people(claim.text):
            assert all(part in articles for part in name.parts), f"{name.name} is nobody in the articles"
