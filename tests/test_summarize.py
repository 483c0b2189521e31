"""Summaries of the sample articles and of made-up ones: what is shown stands in its article, once, and in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import Writer
from index.embed import load
from index.errors import InputError
from index.records import Article
from index.search import Search
from index.store import Store
from qa import summary_material
from qa.standalone import count_words
from qa.summarize import Summary, summarize
from qa.summary_extractive import Size
from qa.summary_material import SAME
from tests.hash_embedder import HashEmbedder
from tests.prose import edited, sentences
from tests.sample_index import sample_index

Make = Callable[..., Store]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


@pytest.fixture(scope="module")
def search(store: Store) -> Iterator[Search]:
    opened = Search(store, load(), warn=pytest.fail)
    yield opened
    opened.close()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Make]:
    """An index of articles (text, date, publisher), in that order, with the embedder of the tests."""
    opened: list[Store] = []

    def make(*articles: tuple[str, str | None, str], language: str = "en") -> Store:
        folder = tmp_path / f"index{len(opened)}"
        with Writer(folder, HashEmbedder()) as writer:
            report = writer.add(
                Article(f"a{n:03}", text, f"{n}.txt", f"Story {n}", date, publisher, None, language)
                for n, (text, date, publisher) in enumerate(articles)
            )
        assert report.added == len(articles), report.problems
        opened.append(Store.open(folder))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def rowids(store: Store, *publishers: str) -> list[int]:
    return [head.rowid for name in publishers for head in store.heads(publisher=name)]


def everything(store: Store, search: Search) -> list[Summary]:
    """Summaries of all kinds."""
    whole = [summarize(store, articles={head.rowid}, size=Size(sentences=n)) for head in store.heads() for n in (1, 4)]
    topics = ("Sabbagh's visit to Tehran", "port of Tamrin", "Ahmadian", "water agreement", "صباغ في طهران", "Israel")
    return [
        *whole,
        summarize(store),
        summarize(store, size=Size(sentences=30)),
        summarize(store, size=Size(words=120)),
        *(summarize(store, topic=topic, search=search) for topic in topics),
    ]


def test_what_holds_for_every_summary(store: Store, search: Search) -> None:
    for found in everything(store, search):
        assert found.answered
        assert not found.dropped
        numbers: dict[int, tuple[str, int, int]] = {}
        covered = {listed.article.id for listed in found.articles}
        for claim in found.claims:
            assert claim.verdict == "verbatim"
            assert claim.text == claim.citations[0].quote != ""
            assert len({c.article.id for c in claim.citations}) == len(claim.citations)
            assert 1 <= found.origins_of(claim) <= len(claim.citations)
            for cited in claim.citations:
                assert cited.article.id in covered
                assert numbers.setdefault(cited.n, (cited.article.id, cited.start, cited.end)) is not None
                assert not any(n.start < cited.end and cited.start < n.end for n in cited.article.notes)
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert len(set(numbers.values())) == len(numbers)
        dates = [claim.citations[0].article.date or "9999" for claim in found.claims]
        assert dates == sorted(dates)
        places: dict[str, list[int]] = {}
        for claim in found.claims:
            places.setdefault(claim.citations[0].article.id, []).append(claim.citations[0].start)
        assert all(starts == sorted(set(starts)) for starts in places.values())


def test_one_article_is_told_over_its_whole_length(store: Store) -> None:
    found = summarize(store, articles=rowids(store, "Levant Wire"))
    said = " ".join(claim.text for claim in found.claims)
    assert len(found.claims) == 5
    assert found.claims[0].text.startswith("Syria's foreign minister, Bassam Sabbagh, met")
    assert "Velayati" in said
    assert [listed.copy for listed in found.articles] == [False]
    assert found.confidence is None


def test_days_speakers_and_pronouns_stand_beside_the_quote(store: Store) -> None:
    found = summarize(store, articles=rowids(store, "Levant Wire"), size=Size(sentences=24))
    notes = {note for claim in found.claims for note in claim.notes}
    assert {"Wednesday = 2024-11-20", "He = Bassam Sabbagh"} <= notes
    spoken = summarize(store, articles=rowids(store, "Harbour Gazette"), size=Size(sentences=9))
    (quoted,) = [claim for claim in spoken.claims if claim.text.startswith('"Nobody')]
    assert quoted.speaker == "Layla Sabbagh"
    assert "in the words of Layla Sabbagh" in quoted.notes


def test_a_sentence_of_a_reprint_comes_once_with_all_places_and_one_origin(store: Store) -> None:
    found = summarize(store, articles=rowids(store, "River Herald", "Levant Wire", "Orontes Courier"))
    assert (found.origins, len(found.articles)) == (2, 3)
    copies = {listed.article.publisher for listed in found.articles if listed.copy}
    assert copies == {"River Herald"}
    shared = [claim for claim in found.claims if len(claim.citations) > 1]
    assert shared
    for claim in shared:
        assert [c.article.publisher for c in claim.citations] == ["Levant Wire", "River Herald"]
        assert found.origins_of(claim) == 1
    assert {c.article.publisher for claim in found.claims for c in claim.citations} >= {"Orontes Courier"}


def test_a_sentence_with_another_spelling_is_found_in_the_reprint(store: Store) -> None:
    found = summarize(store, articles=rowids(store, "Levant Wire", "River Herald"), size=Size(sentences=30))
    (claim,) = [claim for claim in found.claims if "neighbours would gain" in claim.text]
    assert "neighbors would gain" in claim.citations[1].quote


def test_the_same_is_said_once(store: Store, search: Search) -> None:
    for found in everything(store, search):
        words = [set(claim.text.casefold().split()) for claim in found.claims]
        for i, one in enumerate(words):
            assert not any(len(one & other) > SAME * max(len(one), len(other)) for other in words[:i])


def test_so_many_sentences_or_words_and_no_more(store: Store) -> None:
    assert len(summarize(store, size=Size(sentences=3)).claims) == 3
    found = summarize(store, articles=rowids(store, "Coastal Times"), size=Size(words=45))
    assert 20 <= sum(count_words(claim.text) for claim in found.claims) <= 45
    with pytest.raises(InputError, match="3 words or fewer"):
        summarize(store, articles=rowids(store, "Levant Wire"), size=Size(words=3))


def test_a_topic_takes_what_is_about_it_alone(store: Store, search: Search) -> None:
    found = summarize(store, topic="port of Tamrin", search=search)
    assert {listed.article.publisher for listed in found.articles} == {"Coastal Times"}
    assert found.confidence is not None
    assert found.confidence > 0.5
    found = summarize(store, topic="Sabbagh's visit to Tehran", search=search)
    assert {listed.article.publisher for listed in found.articles} == {"Levant Wire", "River Herald", "Orontes Courier"}
    assert found.origins == 2


def test_a_name_that_several_persons_have_brings_all_of_them(store: Store, search: Search) -> None:
    found = summarize(store, topic="Velayati", search=search)
    said = " ".join(claim.text for claim in found.claims)
    assert "film" in said
    assert "Supreme Leader" in said


def test_a_topic_within_some_articles(store: Store, search: Search) -> None:
    found = summarize(store, articles=rowids(store, "Orontes Courier"), topic="Israel", search=search)
    assert {listed.article.publisher for listed in found.articles} == {"Orontes Courier"}
    assert any("Israel" in claim.text for claim in found.claims)


def test_nothing_on_the_topic_is_an_abstention_with_what_comes_nearest(store: Store, search: Search) -> None:
    found = summarize(store, topic="the chess olympiad in Budapest", search=search)
    assert (found.answered, found.claims, found.articles, found.text) == (False, (), (), "")
    assert len(found.nearest) == 3
    within = summarize(store, articles=rowids(store, "Coastal Times"), topic="the chess olympiad", search=search)
    assert not within.answered


def test_a_topic_needs_a_search(store: Store) -> None:
    with pytest.raises(ValueError, match="search"):
        summarize(store, topic="Iran")


def test_reprints_make_nothing_more_central(made: Make) -> None:
    one, other = sentences(1, 12), sentences(2, 12)
    articles = [(" ".join(one), "2024-03-01", "Wire"), (" ".join(other), "2024-03-02", "Courier")]
    reprints = [(" ".join(edited(one, i, 1)), f"2024-03-{3 + i:02}", f"Paper {i}") for i in range(8)]
    alone, many = made(*articles), made(*articles, *reprints)
    few, all_ = summarize(alone, size=Size(sentences=6)), summarize(many, size=Size(sentences=6))
    assert [claim.text for claim in all_.claims] == [claim.text for claim in few.claims]
    assert (all_.origins, len(all_.articles)) == (2, 10)
    places = {claim.citations[0].article.publisher: len(claim.citations) for claim in all_.claims}
    assert places["Wire"] == 9
    assert places["Courier"] == 1


def test_a_much_reprinted_story_leaves_room_for_another(made: Make) -> None:
    story = ["The quarry at Lom flooded on Friday.", "Pumps ran all night in the quarry at Lom.", *sentences(3, 6)]
    reprints = [(" ".join(edited(story, i, 1)), "2024-03-02", f"Paper {i}") for i in range(70)]
    own = "Lom's quarry stood under water, a diver said. It will take the quarry at Lom a month to dry, she thinks."
    store = made((" ".join(story), "2024-03-01", "Wire"), *reprints, (own, "2024-03-02", "Courier"))
    search = Search(store, HashEmbedder(), warn=pytest.fail)
    found = summarize(store, topic="the quarry at Lom", search=search)
    search.close()
    cited = [claim.citations[0].article.publisher for claim in found.claims]
    assert "Courier" in cited
    assert found.origins == 2
    assert len(found.articles) == 72


def test_two_publishers_with_one_sentence_are_two_origins_and_one_publisher_is_one(made: Make) -> None:
    shared = "The council of Norrholm approved the bridge on Monday by nine votes to four."
    first = " ".join([shared, *sentences(1, 9)])
    store = made(
        (first, "2024-03-01", "Wire"),
        (" ".join([shared, *sentences(2, 9)]), "2024-03-02", "Courier"),
        (" ".join([shared, *sentences(4, 9)]), "2024-03-03", "Courier"),
    )
    found = summarize(store, size=Size(sentences=30))
    (claim,) = [claim for claim in found.claims if claim.text == shared]
    assert [c.article.publisher for c in claim.citations] == ["Wire", "Courier", "Courier"]
    assert found.origins == 3
    assert found.origins_of(claim) == 2


def test_an_article_without_whole_sentences_is_summarized_all_the_same(made: Make) -> None:
    found = summarize(made(("Ferry line\n\nFirst boat\n\nTickets at the pier", "2024-03-01", "Wire")))
    assert [claim.text for claim in found.claims] == ["Ferry line", "First boat", "Tickets at the pier"]


def test_a_very_long_article_is_read_in_parts(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_material, "MOST", 40)
    found = summarize(made((" ".join(sentences(5, 150)), "2024-03-01", "Wire")), size=Size(sentences=10))
    assert len(found.claims) == 10
    starts = [claim.citations[0].start for claim in found.claims]
    assert starts == sorted(starts)


def test_a_summary_of_all_has_every_story_once(made: Make) -> None:
    store = made(*((" ".join(sentences(i, 6)), f"2024-03-{i + 1:02}", f"Paper {i}") for i in range(12)))
    seen: list[tuple[int, str]] = []
    found = summarize(store, size=Size(sentences=12), progress=lambda done, title: seen.append((done, title)))
    assert len({claim.citations[0].article.id for claim in found.claims}) >= 9
    assert seen == [(i + 1, f"Story {i}") for i in range(12)]
    assert len(summarize(store, size=Size(sentences=500)).claims) >= 30


def test_a_language_without_spaces(made: Make) -> None:
    text = "市议会周一批准了新港口计划。这项计划将耗资四千万元。港口将在五月开放，市长说。渔民担心鱼群会消失。"
    found = summarize(made((text, "2024-03-01", "Wire"), language="zh"), size=Size(words=30))
    assert found.claims[0].text == "市议会周一批准了新港口计划。"
    assert sum(len(claim.text) for claim in found.claims) <= 36


def test_the_text_has_each_claim_with_its_numbers(store: Store) -> None:
    found = summarize(store, articles=rowids(store, "Levant Wire", "River Herald"), size=Size(sentences=2))
    assert found.text.startswith("Syria's foreign minister, Bassam Sabbagh, met Iranian President")
    assert " [1] [2] " in found.text


PARK = (
    "The opposition leader of Velden, Tomas Eide, said that the mayor had sold part of the North Park to a hotel firm. "
    "The mayor's office rejected that. The chain gave no answer.\n\n"
    "The park has 900 old lime trees and a pond of two hectares, and the hotel chain owns nine hotels in Velden.\n\n"
    "The council of Velden is to vote on the park and on the hotel in May, the clerk of the council said."
)


@pytest.mark.parametrize("size", [Size(sentences=2), Size(sentences=3), Size(words=60)])
def test_what_is_denied_comes_with_its_denial(made: Make, size: Size) -> None:
    found = summarize(made((PARK, "2026-03-22", "Tribune")), size=size)
    told = [claim.text for claim in found.claims]
    accused = [n for n, text in enumerate(told) if "had sold part" in text]
    assert not accused or told[accused[0] + 1] == "The mayor's office rejected that."
    assert len(told) <= (size.sentences or 9)
    assert size.words is None or sum(len(text.split()) for text in told) <= size.words
