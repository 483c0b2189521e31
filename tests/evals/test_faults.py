"""The suite notices when a part of the program breaks: a fault is planted, and the gate closes.

Each fault is planted by replacing one function, as a slip in it would. The cases that are run are a part of the
bundled suite, held to its stored baseline.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import pytest

import index.rank
import index.search
import index.sentences
import qa.check
import qa.citing
import qa.grounding.checks
import qa.prompting
import qa.quoting
import qa.reader_extractive
import qa.second_look
from evals import baseline, evaluation, readers
from evals import corpus as corpora
from evals.baseline import Baseline
from evals.cases import KNOWN_FAILURE, Ask, Case
from evals.compare import Gate, compare, gate
from evals.corpus import Corpus
from evals.results import Outcome, outcomes
from evals.run import run
from evals.run_file import RunFile
from evals.summary import summarise
from index.embed import load
from index.records import Sentence
from qa import settings, who_says
from qa.chat import Message
from qa.grounding import Finding
from tests.evals.suites import bundled, case, ran, samples
from tests.model_script import Body, Turn
from tests.model_server import ModelServer
from tests.sample_index import ARTICLES

BASELINE = baseline.read(evaluation.BASELINES / "samples.extractive.json")


def tagged(*tags: str, kind: str = "ask") -> list[Case]:
    """The cases of these tags that pass by the baseline."""
    cases = [c for c in bundled().cases if c.kind == kind and c.tags.intersection(tags)]
    return [c for c in cases if BASELINE.cases[c.id].state == "passed"]


ASKED = tagged("where", "negation", "hedge")[:10]
NOTHING = tagged("abstain")[:10]
CHECKED = tagged("false", kind="check")


def door(made: Sequence[Outcome], known: Baseline = BASELINE, model: str = "extractive") -> Gate:
    """The gate of a part of the suite."""
    found = compare(known, model, made, frozenset(known.cases))
    return gate(known, found, summarise(model, made), made, samples(), whole=False)


def test_without_a_fault_the_gate_is_open() -> None:
    assert (len(ASKED), len(NOTHING)) == (10, 10)
    assert len(CHECKED) >= 20
    assert door(ran([*ASKED[:4], *NOTHING[:4], *CHECKED[:4]])).misses == ()


def closed(cases: Sequence[Case], least: int, corpus: Corpus | None = None) -> None:
    """Asserts that the gate is shut, by at least that many of the cases."""
    misses = door(ran(cases, corpus)).misses
    assert len(misses) >= least, misses


# Retrieval


def test_sentences_ranked_upside_down(monkeypatch: pytest.MonkeyPatch) -> None:
    real = index.rank.scores
    monkeypatch.setattr(index.rank, "scores", lambda rows: -real(rows))
    closed(ASKED, len(ASKED) // 2)


def test_the_sentence_beside_the_one_that_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = qa.second_look.again

    def again(retrieval: index.search.Retrieval) -> index.search.Retrieval:
        found = real(retrieval)

        def beside(hit: index.search.SentenceHit) -> index.search.SentenceHit:
            spans = found.sentences_of[hit.article]
            n = (hit.n + 1) % len(spans)
            return dataclasses.replace(hit, n=n, start=spans[n].start, end=spans[n].end)

        return dataclasses.replace(found, sentences=tuple(map(beside, found.sentences)))

    monkeypatch.setattr(qa.second_look, "again", again)
    closed(ASKED, len(ASKED) // 2)


# Spans


@pytest.mark.parametrize(("first", "last"), [(1, 1), (0, -1), (-1, 0)])
def test_citations_off_by_one(monkeypatch: pytest.MonkeyPatch, first: int, last: int) -> None:
    real = qa.citing.Numbering.cite
    monkeypatch.setattr(qa.citing.Numbering, "cite", lambda s, a, x, y: real(s, a, x + first, y + last))
    closed(ASKED, len(ASKED))


def test_claims_off_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = qa.reader_extractive._span
    monkeypatch.setattr(
        qa.reader_extractive, "_span", lambda hit: dataclasses.replace(real(hit), end=real(hit).end - 1)
    )
    closed(ASKED, len(ASKED) // 2)


def test_stored_sentences_off_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here place and quote agree with the index, which is wrong itself."""
    real = index.sentences.split

    def split(text: str, *more: Any) -> list[Sentence]:
        return [Sentence(s.start + 1, min(s.end + 1, len(text)), s.paragraph) for s in real(text, *more)]

    monkeypatch.setattr(index.sentences, "split", split)
    with corpora.opened([ARTICLES], load(), cached=False) as corpus:
        closed(ASKED, len(ASKED) // 2, corpus)


# Grounding


def test_grounding_that_lets_everything_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def ground(claim: str, cited: object, evidence: Sequence[Any] = (), **how: object) -> Finding:
        return Finding("supported", 1.0, citations=tuple(evidence[:1]))

    monkeypatch.setattr(qa.check, "ground", ground)
    closed(CHECKED[::2], len(CHECKED[::2]))


def test_grounding_that_lets_nothing_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.citing, "ground", lambda *_, **__: Finding("unsupported", 0.0, ("no",)))
    closed(ASKED, len(ASKED))


@pytest.mark.parametrize(
    ("names", "lie"),
    [
        (["attribution"], "check-both-sides"),
        (["hedges"], "check-promise-as-fact"),
        (["coverage", "predicates"], "check-invented-deal"),  # each stands in for the other
        (["numbers"], "check-wrong-unit"),
    ],
)
def test_a_check_that_is_left_out(monkeypatch: pytest.MonkeyPatch, names: list[str], lie: str) -> None:
    """Those of the checks that no other one stands in for."""
    left = tuple(c for c in qa.grounding.checks.ALL if c.__module__.rpartition(".")[2] not in names)
    assert len(left) == len(qa.grounding.checks.ALL) - len(names)
    monkeypatch.setattr(qa.grounding.checks, "ALL", left)
    closed([case(lie)], 1)


def test_a_speaker_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who_says, "named", lambda _: None)
    closed(tagged("attribution")[:8], 4)


# Abstention


def test_abstaining_never(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.quoting, "SURE", 0.0)
    monkeypatch.setattr(qa.quoting, "unmet", lambda *_: None)  # false premises are refused by their form as well
    closed(NOTHING, len(NOTHING) // 2)


def test_being_sure_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.quoting, "SURE", 0.0)
    closed(NOTHING, 1)


def test_abstaining_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.quoting, "SURE", 1.1)
    closed(ASKED, len(ASKED))


# The prompt


def parrot(body: Body) -> str:
    """What a small, obedient model would write: the sentence that the prompt says was found first, with its number."""
    asked = body["messages"][-1]["content"]
    lines = {int(n): text for n, text in re.findall(r"^\[(\d+)\] (.*)$", asked, re.MULTILINE)}
    first = re.search(r"Found first by the search: \[(\d+)\]", asked)
    if first is None or int(first[1]) not in lines:
        return json.dumps({"answerable": False, "claims": []})
    claim = {"cites": [int(first[1])], "sentence": lines[int(first[1])]}
    return json.dumps({"answerable": True, "claims": [claim]})


@cache
def asked_of_a_model() -> tuple[Case, ...]:
    """Questions that a parrot answers rightly: the sentence that is found first is all that is wanted."""
    ids = "when-tenders-open how-deep-the-berths how-many-containers is-there-a-producer was-a-joint-statement-issued"
    cases = [case(i) for i in ids.split()]
    assert all(isinstance(c, Ask) and KNOWN_FAILURE not in c.tags for c in cases)
    return tuple(cases)


def by_model(monkeypatch: pytest.MonkeyPatch) -> list[Outcome]:
    """The outcomes with the real model path and a scripted server."""
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        server.queue(*(Turn(parrot) for _ in asked_of_a_model()))
        chosen = settings.load({"model": "scripted"})
        opener = partial(readers.opened, chosen, cached=False)
        results = run(asked_of_a_model(), samples(), {"scripted": opener}, RunFile())
    return outcomes(asked_of_a_model(), ["scripted"], results, samples())


def test_a_prompt_that_loses_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    good = by_model(monkeypatch)
    assert [o.state for o in good] == ["passed"] * len(good), [o.first.reasons for o in good]
    known = baseline.of_run(bundled(), samples(), summarise("scripted", good), good)
    assert door(good, known, "scripted").passed
    real = qa.prompting.Prompt.messages

    def messages(prompt: qa.prompting.Prompt, **values: str) -> tuple[Message, ...]:
        return real(prompt, **{**values, "evidence": ""})

    monkeypatch.setattr(qa.prompting.Prompt, "messages", messages)
    assert len(door(by_model(monkeypatch), known, "scripted").misses) == len(good)
