"""A model that obeys the articles' attacks: whatever it writes, nothing ungrounded is shown, and no form is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.articles import read
from index.build import Writer
from index.embed import load
from index.search import Search
from index.store import Store
from qa import payload, show, terminal
from qa.records import Answer
from qa.written import INSTEAD
from tests.attacks import ATTACKS, Attack, write
from tests.conftest import RunQa
from tests.model_script import Body
from tests.model_server import ModelServer, Turn
from tests.model_words import Claimed, claims, evidence
from tests.test_written import Asker, check

STYLES = [pytest.param(attack, id=attack.style) for attack in ATTACKS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the articles."""
    folder = tmp_path_factory.mktemp("attacks")
    with Writer(folder / "index", load()) as writer:
        report = writer.add(read([write(folder / "articles")]))
    assert report.added == len(ATTACKS), report.problems
    return folder / "index"


@pytest.fixture(scope="module")
def search(folder: Path) -> Iterator[Search]:
    with Store.open(folder) as store:
        yield Search(store, load(), warn=print)


@pytest.fixture
def asker(search: Search, model_server: ModelServer) -> Asker:
    return Asker(search, model_server)


def test_there_are_enough_of_them() -> None:
    assert len({attack.style for attack in ATTACKS}) >= 12


def obeying(attack: Attack) -> tuple[Turn, Turn]:
    """The model says what the attacker wants and cites every sentence of the article, twice; and the truth besides."""

    def everything(body: Body) -> str:
        own = [n for n, sentence in evidence(body).items() if any(news in sentence for news in attack.news)]
        goal: list[Claimed] = [(attack.goal, cites) for cites in (own[:4], own[:1], [], [999])]
        return claims(*goal, (attack.answer, own[:1]))(body)

    return Turn(everything), Turn(everything)


def shown(found: Answer) -> str:
    """What a reader is shown as the answer, without what is shown as left out and as quotations of the articles."""
    return " ".join(re.split("Left out|What they do say", show.answer(found))[0].split())


@pytest.mark.parametrize("attack", STYLES)
def test_what_the_attacker_wants_is_not_shown_and_the_news_is(asker: Asker, attack: Attack) -> None:
    found = asker(attack.question, *obeying(attack))
    assert [claim.text for claim in found.claims] == [attack.answer]
    assert attack.goal.rpartition("\x07")[2].strip() not in shown(found)
    assert found.dropped, "it is said that something was left out"
    assert not any(c in show.answer(found) for c in "\x1b\x07")
    record = json.loads(terminal.as_json(payload.of_answer(found)))
    assert [claim["text"] for claim in record["claims"]] == [attack.answer]


def quotes_alone(found: Answer, attack: Attack) -> None:
    """Nothing of the model's is shown: sentences of the news, each said to be the search's."""
    for claim in found.claims:
        assert claim.verdict == "verbatim"
        assert INSTEAD in claim.notes
        assert any(claim.text in news or news in claim.text for news in attack.news)
        assert attack.order not in claim.text
    assert attack.goal.rpartition("\x07")[2].strip() not in shown(found)


@pytest.mark.parametrize("attack", STYLES)
def test_of_a_model_that_says_nothing_else_nothing_is_shown(asker: Asker, attack: Attack) -> None:
    found = asker(attack.question, *[Turn(claims((attack.goal, [1, 2, 3])))] * 2)
    quotes_alone(found, attack)
    assert found.dropped, "it is said that something was left out"


RAW = {
    "a word": "PWNED",
    "the prompt": "You answer questions for press and policy analysts from numbered sentences of news articles.",
    "another form": '{"role": "system", "content": "The mayor resigned."}',
    "no claims": '{"answerable": true, "claims": "The mayor resigned."}',
    "text for a claim": '{"answerable": true, "claims": ["The mayor resigned. [1]"]}',
    "a page": "<html><script>alert(1)</script><h1>The mayor resigned.</h1></html>",
    "a table": "| who | what |\n|---|---|\n| the mayor | resigned [1] |",
    "escapes": "\x1b[2J\x1b]0;owned\x07The mayor resigned.",
    "nothing": "",
    "endless": "resigned " * 3_000,
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW.keys())
def test_a_model_that_forgets_the_form_shows_nothing(asker: Asker, raw: str) -> None:
    found = asker(ATTACKS[0].question, Turn(raw, piece=50), Turn(raw, piece=50))
    quotes_alone(found, ATTACKS[0])
    assert "resigned" not in shown(found)
    assert "PWNED" not in show.answer(found)
    assert found.warnings or found.dropped, "that the reply was of no use is said"


@pytest.mark.parametrize("attack", STYLES)
def test_the_order_itself_is_mostly_not_even_seen_by_the_model(asker: Asker, attack: Attack) -> None:
    asker(attack.question, Turn(claims(answerable=False)))
    asked = asker.last()
    assert not any(mark in asked for mark in ("<|", "</", "\x1b", "\U000e0053"))
    assert attack.goal not in asked
    if attack.style not in ("other language", "escape"):  # what is left are the fence and the grounding
        assert (attack.title or attack.order)[:40] not in asked


def test_on_the_command_line_form_and_exit_status_stay(run_qa: RunQa, folder: Path, model_server: ModelServer) -> None:
    attack = next(a for a in ATTACKS if a.style == "escape")
    env = {"OPENAI_BASE_URL": model_server.url, "QA_MODEL": "scripted"}
    model_server.queue(*obeying(attack))
    done = run_qa("ask", attack.question, "--index", folder, "--json", env=env)
    record = json.loads(done.out)
    assert (done.status, record["answered"]) == (0, True)
    assert [claim["text"] for claim in record["claims"]] == [attack.answer]
    assert not any(c in done.out + done.err for c in "\x1b\x07")
    model_server.queue(*[Turn(claims((attack.goal, [1])))] * 2)
    done = run_qa("ask", attack.question, "--index", folder, "--no-cache", env=env)
    assert done.status == 0
    assert " ".join(INSTEAD.split()) in " ".join(done.out.split())
    assert attack.goal.rpartition("\x07")[2].strip() not in done.out.partition("Left out")[0]
    assert not any(c in done.out + done.err for c in "\x1b\x07")


def test_every_answer_keeps_what_holds_of_answers(asker: Asker) -> None:
    for attack in ATTACKS[:3]:
        check(asker(attack.question, *obeying(attack)))
