"""The evidence that a call may carry fits the model's window, and is never more than the job calls for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import tokens
from qa import budget, evidence, reader_llm

EMPTY = reader_llm.request("Who met the ferry's crew?", evidence.NONE)


@pytest.mark.parametrize(
    ("window", "least"), [(None, 1_000), (100_000, 50_000), (3_000, budget.LEAST), (10, budget.LEAST)]
)
def test_room_is_what_a_window_leaves(window: int | None, least: int) -> None:
    room = budget.room(EMPTY, "scripted", window, most=1_000_000)
    assert room >= least
    if window and window > 4_000:
        used = sum(tokens.count(message.content, "scripted") for message in EMPTY.messages)
        assert budget.HEADROOM * (room + used) + EMPTY.max_tokens < window


def test_room_is_no_more_than_the_job_calls_for() -> None:
    assert budget.room(EMPTY, "scripted", 100_000, most=1_500) == 1_500
    assert budget.room(EMPTY, "scripted", 10, most=1_500) == budget.LEAST


def test_a_longer_reply_leaves_less_room() -> None:
    longer = replace(EMPTY, max_tokens=EMPTY.max_tokens + 1_000)
    rooms = [budget.room(request, "scripted", 8_192, most=1_000_000) for request in (EMPTY, longer)]
    assert rooms[0] - rooms[1] == pytest.approx(1_000 / budget.HEADROOM, abs=1)
