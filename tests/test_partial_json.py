"""Items of a list out of JSON in pieces: each once, as soon as it is whole, however the text is cut."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.partial_json import Items

VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def read(*pieces: str) -> tuple[list[Any], Any]:
    """The items of the list "claims", and the whole object."""
    items = Items("claims")
    found = [item for piece in pieces for item in items.feed(piece)]
    items.end()
    return found, items.value


def cut(text: str, places: list[int]) -> list[str]:
    """The text in pieces that end at these places, wherever they are."""
    at = sorted({p % (len(text) + 1) for p in places} | {0, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(at)]


@pytest.mark.parametrize("number", [5.8e84, 1e-7, -12.5, 120, True, None])
def test_a_number_cut_anywhere_is_read_whole(number: object) -> None:
    text = json.dumps({"claims": [number, 1]})
    for place in range(1, len(text)):
        assert read(*cut(text, [place]))[0] == [number, 1], place


@settings(deadline=None, max_examples=150)
@given(
    listed=st.lists(VALUES, max_size=5),
    before=st.dictionaries(st.text(max_size=6), VALUES, max_size=2),
    indent=st.sampled_from([None, 0, 2]),
    escaped=st.booleans(),
    around=st.sampled_from([("", ""), ("```json\n", "\n```"), ("Here it is: ", " Anything else?")]),
    places=st.lists(st.integers(0, 10_000), max_size=12),
)
def test_any_list_in_any_pieces(
    listed: list[Any],
    before: dict[str, Any],
    indent: int | None,
    escaped: bool,
    around: tuple[str, str],
    places: list[int],
) -> None:
    whole = {**{key: value for key, value in before.items() if key != "claims"}, "claims": listed}
    if any('"claims"' in key or _has(value, "claims") for key, value in whole.items() if key != "claims"):
        return  # the first list of that name is meant, wherever it stands
    text = around[0] + json.dumps(whole, indent=indent, ensure_ascii=escaped) + around[1]
    assert read(*cut(text, places)) == (listed, whole)


def _has(value: Any, key: str) -> bool:
    if isinstance(value, dict):
        return key in value or any(_has(inner, key) for inner in value.values())
    return isinstance(value, list) and any(_has(inner, key) for inner in value)


def test_an_item_is_there_with_its_last_character() -> None:
    items = Items("claims")
    assert list(items.feed('{"answerable": true, "claims": [{"sentence": "a}]"')) == []
    assert list(items.feed("}")) == [{"sentence": "a}]"}]
    assert list(items.feed(', {"sentence": "b"},{"sen')) == [{"sentence": "b"}]
    assert list(items.feed('tence": "c"}]}')) == [{"sentence": "c"}]


def test_a_number_is_there_when_nothing_can_be_added_to_it() -> None:
    items = Items("claims")
    assert list(items.feed('{"claims": [12')) == []
    assert list(items.feed("3, tr")) == [123]
    assert list(items.feed("ue]")) == [True]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ('{"claims": [{"n": 1}, {"n": 2}, {"n": 3', [{"n": 1}, {"n": 2}]),
        ('{"claims": [{"n": 1}, {"s": "runs on and on and', [{"n": 1}]),
        ('{"claims": [{"n": 1}, {"n": oops}, {"n": 2}]}', [{"n": 1}]),
        ('{"claims": [{"n": 1}} {"n": 2}]}', [{"n": 1}]),
        ('{"claims": [', []),
        ('{"claims": "none"}', []),
        ('{"claims": null}', []),
        ('{"claims": {"n": 1}}', []),
        ("no JSON at all", []),
        ('"claims": [{"n": 1}]', [{"n": 1}]),
        ("", []),
    ],
)
def test_what_is_whole_is_kept_and_nothing_is_mended(text: str, items: list[Any]) -> None:
    assert read(text)[0] == items
    assert read(*text)[0] == items


def test_a_second_list_and_what_follows_are_left_out() -> None:
    assert read('{"claims": [{"n": 1}]} {"claims": [{"n": 2}]}')[0] == [{"n": 1}]


def test_the_key_in_a_text_opens_no_list() -> None:
    value = {"note": 'say "claims": [{"n": 1}]', "claims": [{"n": 2}]}
    assert read(json.dumps(value)) == ([{"n": 2}], value)


def test_the_whole_is_only_there_when_it_is_whole() -> None:
    assert read('{"claims": [{"n": 1}]')[1] is None
    assert read('{"claims": [{"n": 1}]}')[1] == {"claims": [{"n": 1}]}
    assert read('[{"n": 1}]')[1] == {"n": 1}
    assert read("[1]")[1] is None


@pytest.mark.parametrize(
    "runaway",
    ["[" * 30_000, '{"a":' * 30_000, '{"n": ' + "1" * 6_000 + "}", "9" * 6_000 + ",", '"' + "a" * 30_000],
    ids=["lists", "objects", "digits", "digits alone", "a string"],
)
def test_a_runaway_ends_the_items_and_nothing_else(runaway: str) -> None:
    found, whole = read('{"claims": [{"n": 1}, ', runaway, "]}")
    assert (found, whole) == ([{"n": 1}], None)
