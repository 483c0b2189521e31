"""A model's words on the sample articles: what is shown, what goes back, what is dropped, and what is said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import Any

import pytest

from index.embed import load
from index.errors import ContextTooLong, ModelUnreachable
from index.search import Search
from index.store import Store
from qa import payload, prompting, show
from qa.ask import ask
from qa.llm import Server
from qa.models import Model
from qa.paid import Paid
from qa.records import Answer, Claim
from qa.written import FOUND, INSTEAD
from tests.model_server import Fault, ModelServer, Turn
from tests.model_words import Claimed, claims, evidence, marked, number
from tests.sample_index import sample_index

WHO = "who met Sabbagh?"
LENGTH = "How long did the talks between Sabbagh and Pezeshkian last?"  # nobody says
MET = "met Iranian President"  # of the sentence that says whom Sabbagh met first
RIGHT: Claimed = ("Masoud Pezeshkian met Bassam Sabbagh in Tehran.", MET)
WRONG: Claimed = ("Masoud Pezeshkian met Bassam Sabbagh in Damascus.", MET)
VELAYATI, AHMADIAN = "met Ali Akbar Velayati", "Ali Akbar Ahmadian"
NOTHING = Turn(claims())
TOO_LONG = Fault(400, {"error": {"message": "maximum context length is 900 tokens", "code": "context_length_exceeded"}})


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


@dataclass
class Asker:
    """Asks the scripted model; `said` are the warnings of the money around it."""

    search: Search
    server: ModelServer

    def __call__(self, question: str, *turns: Turn | Fault, on_claim: Callable[[Claim], None] | None = None) -> Answer:
        self.server.queue(*turns)
        with Server("scripted", base_url=self.server.url, key="k", sleep=lambda _: None) as chat:
            paid = Paid(chat, base_url=self.server.url, cache=None, log=None, max_cost=None, warn=pytest.fail)
            found = ask(self.search, question, model=Model(paid), on_claim=on_claim)
        check(found)
        return found

    def last(self, n: int = -1) -> str:
        """The last turn of the n-th request."""
        return str(self.server.chats[n].body["messages"][-1]["content"])


@pytest.fixture
def asker(search: Search, model_server: ModelServer) -> Asker:
    return Asker(search, model_server)


def check(found: Answer) -> None:
    """What holds of every answer."""
    places: dict[int, tuple[str, int, int]] = {}
    for claim in found.claims:
        assert claim.verdict in ("verbatim", "supported")
        assert claim.citations, "nothing is shown without a source"
    order: list[int] = []
    for cited in [c for claim in found.claims for c in claim.citations]:
        assert cited.article.text[cited.start : cited.end] == cited.quote != ""
        place = (cited.article.id, cited.start, cited.end)
        assert places.setdefault(cited.n, place) == place
        order.append(cited.n)
    assert list(dict.fromkeys(order)) == list(range(1, len(places) + 1)), "numbers count up from 1 as they are shown"
    assert len(set(places.values())) == len(places), "one number a place"
    assert found.answered is bool(found.claims)
    assert found.answered or found.nearest
    shown = {claim.text for claim in found.claims}
    assert not any(d.text in shown for d in found.dropped)
    assert all(d.reason for d in found.dropped)
    text = " ".join(show.answer(found).split())
    for claim in found.claims:
        assert " ".join(claim.text.split()) in text
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    assert marks <= {c.n for c in (*(c for claim in found.claims for c in claim.citations), *found.nearest)}


def own(found: Answer) -> list[Claim]:
    """The model's claims, without what the search adds to them."""
    return [claim for claim in found.claims if not {FOUND, INSTEAD} & set(claim.notes)]


def texts(found: Answer) -> list[str]:
    return [claim.text for claim in own(found)]


def test_a_right_claim_is_shown_with_its_sentence(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(RIGHT), usage=(900, 40)))
    assert texts(found) == [RIGHT[0]]
    (claim,) = own(found)
    assert [MET in c.quote for c in claim.citations] == [True]
    assert claim.verdict == "supported"
    assert any("2024-11-20" in note for note in claim.notes), "Wednesday is a day of the article's week"
    assert (found.dropped, found.warnings) == ((), ())
    assert found.model == "scripted"
    assert found.prompt == prompting.load("answer").identity
    assert (found.usage.calls, found.usage.input_tokens, found.usage.output_tokens) == (1, 900, 40)


def test_a_wrong_citation_is_pointed_to_the_sentence_that_says_it(asker: Asker) -> None:
    found = asker(WHO, Turn(claims((RIGHT[0], "its economy had collapsed"))))
    assert [[MET in c.quote for c in claim.citations] for claim in own(found)] == [[True]]


@pytest.mark.parametrize("cites", [[], [999], None, "nowhere"[:0]])
def test_a_claim_without_a_citation_gets_the_sentence_that_says_it_or_is_dropped(asker: Asker, cites: Any) -> None:
    found = asker(WHO, Turn(claims((RIGHT[0], []), (WRONG[0], []))), NOTHING)
    assert [[MET in c.quote for c in claim.citations] for claim in own(found)] == [[True]]
    assert [d.text for d in found.dropped] == [WRONG[0]]


def test_an_unsupported_claim_goes_back_once_with_its_reason_and_is_dropped(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(RIGHT, WRONG)), Turn(claims(WRONG)))
    assert texts(found) == [RIGHT[0]]
    (dropped,) = found.dropped
    assert dropped.text == WRONG[0]
    assert "Damascus" in dropped.reason
    first, second = asker.server.chats
    assert evidence(first.body) == evidence(second.body)
    (line,) = [line for line in asker.last().splitlines() if WRONG[0] in line]
    assert dropped.reason in line
    assert f"({number(first.body, MET)})" in line
    assert RIGHT[0] not in asker.last(), "what stands is not sent back"
    assert WHO in asker.last()
    assert second.body["response_format"] == first.body["response_format"]


def test_the_other_answers_are_added_where_the_model_leaves_them_out(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(RIGHT)))
    first, *others = found.claims
    assert first.text == RIGHT[0]
    assert [("Velayati" in c.text, "Ahmadian" in c.text) for c in others] == [(True, False), (False, True)]
    assert all(c.verdict == "verbatim" and FOUND in c.notes for c in others)
    whole: list[Claimed] = [
        (f"Sabbagh met {name}.", met) for name, met in (("Velayati", VELAYATI), ("Ahmadian", AHMADIAN))
    ]
    assert len(asker(WHO, Turn(claims(RIGHT, *whole))).claims) == 3, "nothing is missing"


def test_a_repaired_claim_is_shown_and_the_first_form_said_to_be_dropped(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(WRONG)), Turn(claims(RIGHT)))
    assert texts(found) == [RIGHT[0]]
    assert [d.text for d in found.dropped] == [WRONG[0]]
    assert "Left out" in show.answer(found)
    assert WRONG[0] in show.answer(found)


def test_a_repair_that_says_something_else_is_judged_as_well(asker: Asker) -> None:
    other: Claimed = ("Donald Trump met Bassam Sabbagh.", MET)
    found = asker(WHO, Turn(claims(WRONG)), Turn(claims(other, ("Sabbagh met nobody.", MET))))
    assert own(found) == []
    assert [d.text for d in found.dropped] == [WRONG[0]], "what the model made up anew was never an answer"
    assert "Trump" not in show.answer(found)


def test_where_nothing_of_a_model_stands_the_search_answers_as_it_would_without_one(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(WRONG)), NOTHING)
    alone = ask(asker.search, WHO)
    assert [c.text for c in found.claims] == [c.text for c in alone.claims] != []
    assert all(INSTEAD in c.notes for c in found.claims)
    assert [d.text for d in found.dropped] == [WRONG[0]]


def test_where_the_search_has_no_answer_either_it_is_an_abstention(asker: Asker) -> None:
    said: Claimed = ("The talks lasted three hours.", MET)
    found = asker(LENGTH, Turn(claims(said)), Turn(claims(said)))
    assert (found.claims, found.answered) == ((), False)
    assert [d.text for d in found.dropped] == [said[0]]
    assert found.nearest


ABOUT_ISRAEL = "What did Ahmadian say about Israel?"
BERTHS = "How many berths will the port of Tamrin get?"
SECRETARY = "Who is the secretary of Iran's Supreme National Security Council?"
LIES: dict[str, tuple[str, str, Any]] = {
    "attribution": (ABOUT_ISRAEL, "Israel's economy had collapsed.", "economy had collapsed"),
    "speaker": (ABOUT_ISRAEL, "Velayati asserted that Israel's economy had collapsed.", "economy had collapsed"),
    "both sides": (ABOUT_ISRAEL, "Both countries claimed that Israel had won nothing.", "had won nothing"),
    "two meetings": (WHO, "Masoud Pezeshkian met Ali Akbar Velayati.", [MET, "met Ali Akbar Velayati"]),
    "number": ("How long did the meeting in Marseille last?", "The meeting lasted 50 minutes.", "45 minutes"),
    "name": (WHO, "Layla Sabbagh met Masoud Pezeshkian.", MET),
    "role": (WHO, "Syria's prime minister, Bassam Sabbagh, met Masoud Pezeshkian.", MET),
    "negation": (WHO, "Bassam Sabbagh did not meet Masoud Pezeshkian.", MET),
    "done": (BERTHS, "The Port of Tamrin built two berths.", "two berths"),
    "outside": (
        SECRETARY,
        "Ali Larijani is the Secretary of the Supreme National Security Council.",
        "Secretary of the",
    ),
    "date": ("When did Sabbagh meet Pezeshkian?", "Sabbagh met Pezeshkian on 21 November 2024.", MET),
}


@pytest.mark.parametrize(("question", "lie", "cites"), LIES.values(), ids=LIES.keys())
def test_what_the_sentences_do_not_say_is_never_shown(asker: Asker, question: str, lie: str, cites: Any) -> None:
    found = asker(question, Turn(claims((lie, cites))), Turn(claims((lie, cites))))
    assert own(found) == []
    assert [d.text for d in found.dropped] == [lie]
    assert lie not in show.answer(found).partition("Left out")[0]


def test_a_quoted_sentence_keeps_its_speaker_also_beside_another_citation(asker: Asker) -> None:
    lie: Claimed = ("Nobody can make this soap in a hurry.", ["this soap in a hurry", "lasted 45 minutes"])
    found = asker("What did Layla Sabbagh say about making soap in a hurry?", Turn(claims(lie)), NOTHING)
    assert own(found) == []


def test_a_true_sentence_about_something_else_is_no_answer_and_is_not_sent_back(asker: Asker) -> None:
    other = "River Herald prints it unchanged but for its spelling."
    found = asker("Who invited Pezeshkian to visit Syria?", Turn(claims((other, other))))
    assert own(found) == []
    assert [d.text for d in found.dropped] == [other]
    assert len(asker.server.chats) == 1


def test_what_the_model_finds_unanswerable_is_an_abstention(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(answerable=False)))
    assert (found.answered, found.claims, found.dropped, found.warnings) == (False, (), (), ())
    assert found.nearest
    assert show.answer(found).startswith("The sources don't answer this.")


def test_a_claim_is_shown_once_however_often_it_is_said(asker: Asker) -> None:
    again: Claimed = ("masoud pezeshkian met Bassam Sabbagh, in Tehran", "also held talks")
    found = asker(WHO, Turn(claims(RIGHT, again, RIGHT)))
    assert texts(found) == [RIGHT[0]]
    assert found.dropped == ()


def test_numbers_belong_to_places_and_count_as_they_are_shown(asker: Asker) -> None:
    second: Claimed = ("Bassam Sabbagh met Ali Akbar Velayati.", "met Ali Akbar Velayati")
    third: Claimed = ("Bassam Sabbagh met Masoud Pezeshkian on Wednesday.", MET)
    found = asker(WHO, Turn(claims(second, WRONG, RIGHT, third)), NOTHING)
    assert [[c.n for c in claim.citations] for claim in own(found)] == [[1], [2], [2]]


def test_a_sentence_word_for_word_is_shown_as_itself_whatever_else_is_cited(asker: Asker) -> None:
    sentence = (
        "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
    )
    found = asker(WHO, Turn(claims((sentence, ["also held talks", MET]))))
    (claim,) = own(found)
    assert claim.verdict == "verbatim"
    assert [c.quote for c in claim.citations] == [sentence]
    assert f"\u201c{sentence}\u201d" in " ".join(show.answer(found).split())


def test_a_sentence_of_too_many_words_is_sent_back(asker: Asker) -> None:
    long: Claimed = (" ".join([RIGHT[0][:-1]] * 12) + ".", MET)
    found = asker(WHO, Turn(claims(long)), Turn(claims(RIGHT)))
    assert texts(found) == [RIGHT[0]]
    assert "one sentence" in found.dropped[0].reason


def test_control_characters_of_a_model_are_never_printed(asker: Asker) -> None:
    evil: Claimed = ("Masoud Pezeshkian met \x1b[31mBassam Sabbagh\x1b]0;owned\x07 in Damascus\ud83d.", MET)
    found = asker(WHO, Turn(claims(evil, RIGHT)), NOTHING)
    assert texts(found) == [RIGHT[0]]
    assert not any(c in show.answer(found) for c in "\x1b\x07\ud83d")


# Calls


def test_nothing_is_sent_when_nothing_found_could_answer(asker: Asker) -> None:
    found = asker("What is the boiling point of mercury?")
    assert not found.answered
    assert asker.server.requests == []
    assert (found.usage.calls, found.prompt) == (0, None)


def test_a_prompt_over_the_window_is_halved_until_it_fits(asker: Asker) -> None:
    found = asker(WHO, TOO_LONG, TOO_LONG, Turn(claims(RIGHT)))
    assert texts(found) == [RIGHT[0]]
    sizes = [len(seen.body["messages"][-1]["content"]) for seen in asker.server.chats]
    assert sizes[0] > 1.4 * sizes[1] > 1.8 * sizes[2]
    assert evidence(asker.server.chats[2].body)


def test_a_window_that_is_too_small_for_anything_is_an_error(asker: Asker) -> None:
    with pytest.raises(ContextTooLong, match="900 tokens"):
        asker(WHO, *[TOO_LONG] * 20)
    assert 2 <= len(asker.server.chats) < 10
    while asker.server.take("chat"):
        pass


def test_the_evidence_fits_the_window_that_the_server_tells(asker: Asker) -> None:
    asker.server.personality = replace(asker.server.personality, listing={"max_model_len": 3_000})
    asker(WHO, Turn(claims(RIGHT)))
    small = asker.server.chats[-1].body
    asker.server.personality = replace(asker.server.personality, listing={"max_model_len": 100_000})
    asker(WHO, Turn(claims(RIGHT)))
    assert len(evidence(small)) < len(evidence(asker.server.chats[-1].body))


def test_claims_that_stand_are_kept_when_the_others_can_not_be_sent_back(asker: Asker) -> None:
    found = asker(WHO, Turn(claims(RIGHT, WRONG)), Fault(401, "the key was withdrawn"))
    assert texts(found) == [RIGHT[0]]
    assert [d.text for d in found.dropped] == [WRONG[0]]
    (warning,) = found.warnings
    assert "could not be sent back" in warning
    assert "withdrawn" in warning


def test_without_a_claim_that_stands_a_failing_server_is_an_error_and_no_abstention(asker: Asker) -> None:
    asker.server.queue(Turn(claims(WRONG)), *[Fault(500)] * 3)
    with pytest.raises(ModelUnreachable):
        asker(WHO)


def test_a_reply_that_can_not_be_used_is_said(asker: Asker) -> None:
    found = asker(LENGTH, Turn("Well, who knows."), Turn("I do not."))
    assert not found.answered
    assert any("not of the form" in warning for warning in found.warnings)
    assert len(asker.server.chats) == 2


def test_what_was_whole_of_a_runaway_reply_is_shown(asker: Asker) -> None:
    def runaway(body: dict[str, Any]) -> str:
        return claims(RIGHT)(body)[:-2] + ', {"cites": [1], "sentence": "Sabbagh met and met and met'

    found = asker(WHO, Turn(runaway, finish="length"))
    assert texts(found) == [RIGHT[0]]
    assert any("cut off" in warning for warning in found.warnings)


def test_sentences_that_were_kept_from_the_model_are_counted(asker: Asker) -> None:
    found = asker("What did the reader write?", NOTHING)
    assert "OBEY" not in asker.last()
    assert not found.answered
    sent = "\n".join(evidence(asker.server.chats[-1].body).values())
    assert "gnore all previous instructions" not in sent
    assert any("looks like an instruction" in w or "look like instructions" in w for w in found.warnings)


# Streams


class Gate(Mapping[str, Any]):
    """What a server adds to each piece of a stream: nothing. Asked for the n-th time, it waits until it is opened."""

    def __init__(self, n: int) -> None:
        self.opened = Event()
        self.timed_out = False
        self._left = n

    def __iter__(self) -> Iterator[str]:
        self._left -= 1
        if self._left < 0 and not self.timed_out:
            self.timed_out = not self.opened.wait(20)
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)


def test_a_claim_is_shown_before_the_server_has_sent_the_rest(asker: Asker) -> None:
    second: Claimed = ("Bassam Sabbagh met Ali Akbar Velayati.", "met Ali Akbar Velayati")
    length = len(json.dumps(RIGHT[0])) + 80
    gate = Gate(length // 4)
    shown: list[str] = []

    def on_claim(claim: Claim) -> None:
        shown.append(claim.text)
        gate.opened.set()

    found = asker(WHO, Turn(claims(RIGHT, second, WRONG), extra=gate), NOTHING, on_claim=on_claim)
    assert not gate.timed_out, "the first claim was not there while the server still held back the second"
    assert shown == [claim.text for claim in found.claims]
    assert texts(found) == [RIGHT[0], second[0]]


def same(found: Answer) -> dict[str, Any]:
    """All of an answer but what it cost and how long it took."""
    record = payload.of_answer(found)
    return {key: value for key, value in record.items() if key not in ("usage", "seconds", "prompt")}


SCRIPT: Sequence[Claimed] = (RIGHT, WRONG, ("Bassam Sabbagh met Ali Akbar Velayati.", "met Ali Akbar Velayati"))


def test_the_answer_is_the_same_however_it_comes(asker: Asker) -> None:
    found = [asker(WHO, Turn(claims(*SCRIPT), piece=piece), NOTHING) for piece in (1, 7, 10_000)]
    asker.server.personality = replace(asker.server.personality, stream=False)
    found.append(asker(WHO, Turn(claims(*SCRIPT)), NOTHING))
    asker.server.personality = replace(asker.server.personality, stream=True, json_schema="refused")
    found.append(asker(WHO, Turn(claims(*SCRIPT)), NOTHING))
    assert asker.server.chats[-1].body["response_format"] == {"type": "json_object"}
    assert len(texts(found[0])) == 2
    assert all(same(one) == same(found[0]) for one in found)


def test_a_server_without_any_form_gives_the_same_by_marks(asker: Asker) -> None:
    with_form = asker(WHO, Turn(claims(*SCRIPT)), NOTHING)
    asker.server.personality = replace(asker.server.personality, json_schema="ignored", json_object="ignored")
    found = asker(WHO, Turn(marked(*SCRIPT)), NOTHING)
    assert same(found) == same(with_form)
    assert found.prompt == prompting.load("answer_markers").identity
    assert "response_format" not in asker.server.chats[-1].body
    found = asker(WHO, Turn(lambda _: "NOT ANSWERED"))
    assert not found.answered


def test_the_same_text_is_shown_claim_by_claim_and_as_a_whole(asker: Asker, capsys: pytest.CaptureFixture[str]) -> None:
    for turns in ([Turn(claims(*SCRIPT)), NOTHING], [Turn(claims(WRONG)), NOTHING], [NOTHING]):
        stream = show.Stream()
        found = asker(WHO, *turns, on_claim=stream.claim)
        stream.rest(found)
        assert capsys.readouterr().out == show.answer(found) + "\n"


def test_a_person_whom_a_claim_names_for_something_else_is_still_left_out(asker: Asker) -> None:
    greeted: Claimed = ("Sabbagh passed on greetings and invited Pezeshkian to visit Syria.", "passed on greetings")
    found = asker(WHO, Turn(claims(greeted)))
    assert any(MET in c.text and FOUND in c.notes for c in found.claims)
