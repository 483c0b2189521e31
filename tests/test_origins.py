"""Reprints are told from reports of their own, whatever was cut, edited or put before them; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import read
from index.records import Article, Note
from index.sentences import split
from qa.grounding.records import Source
from qa.origins import footprint, groups, independent, origins
from tests.prose import edited, sentences, source
from tests.sample_index import ARTICLES

STORY = sentences(1, 20)


def shown(sources: list[Source]) -> list[list[str | None]]:
    """The publishers of each origin, the first one first."""
    return [[member.article.publisher for member in origin.members] for origin in origins(sources)]


def of_folder(folder: Path) -> list[Source]:
    return [
        Source(article, split(article.text, article.language, article.body))
        for article in read([folder])
        if isinstance(article, Article)
    ]


def test_of_the_sample_articles_the_reprint_alone_has_no_origin_of_its_own() -> None:
    found = shown(of_folder(ARTICLES))
    assert ["Levant Wire", "River Herald"] in found
    assert len(found) == 8
    assert sum(len(group) for group in found) == 9


@pytest.mark.parametrize(
    "reprint",
    [
        pytest.param(STORY, id="whole"),
        pytest.param(STORY[:6], id="cut to a third"),
        pytest.param(STORY[4:], id="without its beginning"),
        pytest.param(["From our partner Wire.", *STORY], id="with a credit"),
        pytest.param([*sentences(2, 5), *STORY], id="with an introduction"),
        pytest.param([*sentences(2, 3), *STORY[:10]], id="with an introduction and a cut"),
        pytest.param(edited(STORY, 3, 1), id="a word of each sentence changed"),
        pytest.param(edited(STORY, 3, 2), id="two words of each sentence changed"),
        pytest.param([*STORY[10:], *STORY[:10]], id="in another order"),
        pytest.param([*edited(STORY[:8], 3, 3), *STORY[8:]], id="a third of it rewritten"),
    ],
)
def test_what_editors_do_to_a_story_leaves_it_a_copy(reprint: list[str]) -> None:
    first = source(STORY, "Wire", "2024-03-05", "Harbour opens")
    later = source(reprint, "Herald", "2024-03-06", "A harbour at last")
    other = source(sentences(9, 20), "Courier", "2024-03-05")
    assert shown([later, other, first]) == [["Courier"], ["Wire", "Herald"]]


def test_two_reports_of_one_event_are_two_origins() -> None:
    one = source(
        "The council of Norrholm approved the new bridge on Monday by nine votes to four. Work is to begin in May. "
        "Mayor Ines Halvorsen called the vote a relief after years of dispute. Opponents said the town can't pay.",
        "Sound Courier",
    )
    other = source(
        "Norrholm will get its bridge: nine councillors voted for it on Monday, four against. Halvorsen, the mayor, "
        "said she was relieved. Critics doubt that the town has the money. The first pillars will be built in May.",
        "Norrholm Daily",
    )
    assert shown([one, other]) == [["Sound Courier"], ["Norrholm Daily"]]


def test_a_credit_alone_makes_no_copy() -> None:
    one = source(STORY, "Wire")
    other = source(["According to Wire, this is what happened.", *sentences(5, 15), "Wire reported this."], "Herald")
    assert len(origins([one, other])) == 2


def test_the_same_speech_in_two_reports_makes_no_copy() -> None:
    speech = " ".join(f"\u201c{sentence}\u201d" for sentence in sentences(7, 8))
    one = source(" ".join(sentences(2, 9)) + f" {speech}", "Wire")
    other = source(f"{speech} " + " ".join(sentences(3, 9)), "Herald")
    assert len(origins([one, other])) == 2
    assert shown([source(speech, "Wire"), source(speech + " Thanks.", "Herald")]) == [["Wire", "Herald"]]


def test_a_standing_sentence_makes_no_copy() -> None:
    standing = sentences(8, 1)
    notices = [source([*sentences(10 + i, 1), *standing], f"Paper {i}") for i in range(4)]
    assert len(origins(notices)) == 4


def test_equal_short_notices_are_one_origin() -> None:
    notice = "The ferry to Norrholm does not sail on Friday because of ice."
    assert shown([source(notice, "A"), source(notice, "B"), source("No school today.", "C")]) == [["A", "B"], ["C"]]


def test_the_pages_of_a_series_are_no_copies_of_one_another() -> None:
    frame = sentences(11, 20)
    weekly = [source([*sentences(20 + i, 10), *frame], "Daily", f"2024-0{i + 1}-05") for i in range(3)]
    assert shown(weekly) == [["Daily"]] * 3
    late = source(frame, "Herald", "2024-09-09")  # of another publisher, and months later: that is a reprint
    assert len(origins([weekly[0], late])) == 1


def test_what_one_publisher_updates_within_days_is_one_origin() -> None:
    early = source(STORY, "Daily", "2024-03-05")
    update = source([*sentences(4, 8), *STORY[:14]], "Daily", "2024-03-06")
    assert len(origins([early, update])) == 1


def test_a_flash_and_the_full_story_that_holds_it_are_one_origin() -> None:
    assert shown([source(STORY, "Wire", "2024-03-06"), source(STORY[:3], "Wire", "2024-03-05")]) == [["Wire", "Wire"]]


def test_a_background_that_two_reports_share_makes_no_copy() -> None:
    background = sentences(6, 5)
    one, other = source([*STORY[:9], *background], "Wire"), source([*sentences(7, 9), *background], "Herald")
    assert len(origins([one, other])) == 2


def test_a_digest_joins_no_two_stories() -> None:
    standing = sentences(32, 1)
    one, other = [*sentences(30, 12), *standing], [*sentences(31, 12), *standing]
    early = source(one, "Wire", "2024-03-01")
    digest = source([*one, *other], "Digest", "2024-03-02")
    late = source(other, "Courier", "2024-03-03")
    assert shown([early, digest, late]) == [["Wire", "Digest"], ["Courier"]]


def test_a_copy_of_a_copy_has_the_first_origin() -> None:
    once = edited(STORY, 3, 1)
    twice = edited(once, 4, 2)
    found = shown([source(twice, "C", "2024-03-07"), source(once, "B", "2024-03-06"), source(STORY, "A", "2024-03-05")])
    assert found == [["A", "B", "C"]]


def test_of_one_day_the_credited_one_is_the_first() -> None:
    herald = source(["Story by Wire.", *STORY], "Herald")
    wire = source(STORY, "Wire")
    assert shown([herald, wire]) == [["Wire", "Herald"]]


def test_undated_ones_come_last() -> None:
    found = shown([source(STORY, "Undated", None), source(STORY, "Dated"), source(sentences(5, 9), "Other", None)])
    assert found == [["Dated", "Undated"], ["Other"]]


def test_the_publishers_own_notes_are_not_compared() -> None:
    note = "Example Wire has not verified the content of this report and takes no responsibility for what it says here."
    texts = [" ".join(sentences(40 + i, 1)) + f" {note}" for i in range(2)]
    sources = []
    for text in texts:
        plain = source(text, "Wire")
        start = text.index(note)
        article = Article(
            id=text[:8], text=text, source="-", language="en", notes=(Note("unverified", start, len(text)),)
        )
        sources.append(Source(article, plain.sentences))
    assert len(origins(sources)) == 2


def test_articles_without_words_are_no_copies_of_one_another() -> None:
    assert len(origins([source("* * *", "A"), source("- - -", "B")])) == 2


def test_scripts_without_full_stops_are_compared_too() -> None:
    text = "\u0e01\u0e32\u0e23\u0e1b\u0e23\u0e30\u0e0a\u0e38\u0e21 " * 4 + " ".join(
        chr(0x0E01 + i) + chr(0x0E01 + j) for i in range(9) for j in range(9)
    )
    assert len(origins([source(text, "A"), source(text + " \u0e01\u0e01\u0e01", "B")])) == 1


def test_hundreds_of_reprints_are_one_origin() -> None:
    prints = [
        footprint(s.article, s.sentences)
        for i in range(300)
        for s in [source([*STORY[: 20 - i % 7], *sentences(100 + i, 1)], f"Paper {i}", f"2024-03-{1 + i % 28:02d}")]
    ]
    found = groups(prints)
    assert len(found) == 1
    assert sorted(found[0]) == list(range(300))


def test_every_article_is_in_one_origin() -> None:
    sources = [source(sentences(i % 5, 8)[: 4 + i % 3], f"P{i}", f"2024-01-{1 + i:02d}") for i in range(20)]
    members = [id(member) for origin in origins(sources) for member in origin.members]
    assert sorted(members) == sorted(id(s) for s in sources)


def test_one_publisher_is_one_independent_source() -> None:
    named = [source("A b.", name).article for name in ("Wire", "WIRE", "Herald")]
    unnamed = [source("C d.", None).article, source("E f.", None).article]
    assert independent(named) == 2
    assert independent([*named, *unnamed]) == 4
