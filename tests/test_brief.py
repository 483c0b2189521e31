"""Briefs on the sample articles and on others: what holds for every brief, and what each must say and must not."""

from __future__ import annotations

import re
from functools import cache

import pytest

from qa.brief import Brief
from qa.brief.assemble import TITLES, assemble
from tests import brief_articles as texts
from tests.brief_articles import labelled, material, said, sample, section

SETS: dict[str, tuple[str, ...]] = {
    "cable": (texts.OSLO,),
    "cable, two outlets and a reprint": (texts.OSLO, texts.PORTO, texts.REPRINT),
    "court": (texts.COURT,),
    "economy": (texts.ECONOMY,),
    "call": (texts.CALL,),
    "all": (texts.OSLO, texts.PORTO, texts.COURT, texts.ECONOMY, texts.CALL),
}
SAMPLES: dict[str, tuple[str, ...]] = {
    "wire": ("levant-wire",),
    "wire and courier": ("levant-wire", "orontes"),
    "the visit": ("sabbagh-tehran",),
    "every sample": ("2019", "2021", "2023", "2024"),
    "port": ("port-of-tamrin",),
    "hostile": ("valley-post",),
    "arabic": ("sahifat",),
}


@cache
def made(name: str) -> Brief:
    """The brief of a set, made once."""
    return assemble(material(*SETS[name]) if name in SETS else sample(*SAMPLES[name]))


SABBAGH = "Syria's foreign minister, Bassam Sabbagh"
EVERY = pytest.mark.parametrize("name", [*SETS, *SAMPLES])


@EVERY
def test_every_paragraph_is_grounded_and_cited(name: str) -> None:
    brief = made(name)
    assert brief.paragraphs
    for paragraph in brief.paragraphs:
        assert paragraph.claim.verdict in ("verbatim", "supported")
        assert paragraph.claim.citations
        for cited in paragraph.claim.citations:
            assert cited.quote == cited.article.text[cited.start : cited.end] != ""
        if paragraph.verbatim:
            assert paragraph.claim.text == paragraph.claim.citations[0].quote


@EVERY
def test_paragraphs_and_citations_are_numbered_through_in_the_order_of_the_brief(name: str) -> None:
    brief = made(name)
    assert [p.n for p in brief.paragraphs] == list(range(1, len(brief.paragraphs) + 1))
    numbers = list(dict.fromkeys(c.n for p in brief.paragraphs for c in p.claim.citations))
    assert numbers == list(range(1, len(numbers) + 1))
    places: dict[int, tuple[str, int, int]] = {}
    for cited in (c for p in brief.paragraphs for c in p.claim.citations):
        place = (cited.article.id, cited.start, cited.end)
        assert places.setdefault(cited.n, place) == place
    assert len(set(places.values())) == len(places)


@EVERY
def test_nothing_is_dropped_and_no_section_is_empty(name: str) -> None:
    brief = made(name)
    assert brief.dropped == ()
    order = [part.key for part in brief.sections]
    assert order == [key for key in TITLES if key in order]
    assert all(part.paragraphs or part.facts or part.remarks for part in brief.sections)


@EVERY
def test_a_template_sentence_holds_nothing_that_its_sentences_do_not(name: str) -> None:
    """Every name, place and number of a paragraph that is no quotation stands in a cited sentence."""
    for paragraph in made(name).paragraphs:
        if paragraph.verbatim:
            continue
        cited = " ".join(" ".join(c.quote.split()) for c in paragraph.claim.citations)
        full = " ".join(used.article.text for used in made(name).sources)
        for word in re.findall(r"[A-Z][\w'’-]+", paragraph.claim.text):
            assert word in cited or word in full
        for day in re.findall(r"\d{4}-\d\d-\d\d", paragraph.claim.text):
            assert any(day in note for note in paragraph.claim.notes) or day in cited


def test_the_visit_holds_all_three_meetings_with_persons_and_roles() -> None:
    brief = made("wire")
    headings = list(dict.fromkeys(p.under for p in section(brief, "meetings").paragraphs))
    assert headings == [
        f"{SABBAGH} - Iranian President Masoud Pezeshkian",
        f"{SABBAGH} - the Secretary of the Supreme National Security Council, Ali Akbar Ahmadian",
        f"{SABBAGH} - Ali Akbar Velayati, who advises the Supreme Leader on international affairs",
    ]
    assert labelled(brief, "meetings")[0][0] == "2024-11-20, Tehran"
    assert "They discussed cooperation between the two countries as well as regional and world affairs." in said(
        brief, "meetings"
    )


def test_the_head_gives_event_place_and_day_and_what_the_publisher_says_of_itself() -> None:
    brief = made("wire")
    assert labelled(brief, "head") == [
        ("Event", "Bassam Sabbagh met Masoud Pezeshkian, Ali Akbar Ahmadian and Ali Akbar Velayati."),
        ("Place", "Tehran"),
        ("Day", "2024-11-20"),
    ]
    facts = {fact.label: fact.text for fact in section(brief, "head").facts}
    assert facts["Published"] == "2024-11-21"
    assert facts["Publisher"] == "Levant Wire"
    assert facts["Translated"].startswith("yes")
    assert facts["Verified"].startswith("no")


def test_an_invitation_stays_an_invitation() -> None:
    kinds = labelled(made("wire"), "commitments")
    invited = "Sabbagh passed on greetings from Syrian President Bashar al-Assad and invited Pezeshkian to visit Syria."
    assert ("Invitation", invited) in kinds
    assert not any("visited" in text for _, text in kinds)


def test_a_claim_stays_with_the_one_who_makes_it() -> None:
    for name in ("wire", "the visit"):
        for paragraph in section(made(name), "statements").paragraphs:
            text = " ".join(paragraph.claim.text.split())
            if "Israel had won nothing" in text or "its economy had collapsed" in text or "economy he declared" in text:
                assert paragraph.claim.speaker == "Ali Akbar Ahmadian"
                assert "Ali Akbar Ahmadian" in paragraph.under
    bottom = said(made("wire"), "bottom_line")
    assert not any("collapsed" in text for text in bottom)


def test_a_pronoun_at_the_head_of_a_quoted_sentence_is_explained_beside_it() -> None:
    (asserted,) = [p for p in section(made("wire"), "statements").paragraphs if p.claim.text.startswith("He asserted")]
    assert asserted.claim.notes == ("'He' read as Ali Akbar Ahmadian from the sentences before",)


def test_the_publishers_disclaimer_is_shown_word_for_word() -> None:
    assert ("Not verified", "Levant Wire has not verified what this report says.") in labelled(made("wire"), "notes")


def test_the_disagreement_is_shown_with_both_citations_and_the_reprint_counts_with_its_original() -> None:
    brief = made("the visit")
    assert brief.origins == 3  # Levant Wire with its reprint, Orontes Courier, the Arabic one
    versions = [p for p in section(brief, "comparison").paragraphs if p.under.startswith("Differs")]
    assert [p.label for p in versions] == ["Levant Wire: 2024-11-20", "Orontes Courier: 2024-11-21"]
    assert "2024-11-20 or 2024-11-21" in versions[0].under
    assert [c.article.publisher for c in versions[0].claim.citations] == ["Levant Wire", "River Herald"]
    assert [c.article.publisher for c in versions[1].claim.citations] == ["Orontes Courier"]
    facts = [(f.label, f.text) for f in section(brief, "notes").facts]
    assert ("Reprint", "River Herald reprints Levant Wire and counts with it") in facts


def test_no_text_stands_twice_for_an_original_and_its_reprint() -> None:
    texts_said = said(made("the visit"), "statements")
    assert len(texts_said) == len(set(texts_said))
    assert not any("neighbors" in text for text in texts_said)


def test_only_one_origin_says_that_nothing_was_agreed() -> None:
    alone = [p for p in section(made("wire and courier"), "comparison").paragraphs if p.under.startswith("Only in")]
    assert {(p.label, p.claim.citations[0].article.publisher) for p in alone} == {
        ("No date", "Orontes Courier"),
        ("No agreement", "Orontes Courier"),
    }


def test_an_article_in_another_language_is_quoted_and_not_sorted() -> None:
    brief = made("arabic")
    assert [part.key for part in brief.sections] == ["head", "bottom_line", "notes"]
    assert all(p.verbatim for p in brief.paragraphs)
    assert any("not in English" in remark for remark in section(brief, "notes").remarks)


def test_namesakes_are_kept_apart() -> None:
    brief = made("every sample")
    labels = [p.label for p in section(brief, "participants").paragraphs]
    assert {"Bassam Sabbagh", "Layla Sabbagh", "Ali Akbar Velayati", "Nima Velayati", "Reza Ahmadian"} <= set(labels)
    remarks = " ".join(section(brief, "participants").remarks)
    for pair in ("Layla Sabbagh and Bassam Sabbagh", "Nima Velayati and Ali Akbar Velayati"):
        assert pair in remarks


def test_an_instruction_in_an_article_reaches_no_bottom_line() -> None:
    assert not any("previous instructions" in text for text in said(made("hostile"), "bottom_line"))
    refused = "The agreement has not been cancelled, the water ministry of Sarin said when asked."
    assert refused in said(made("hostile"), "statements")


def test_a_meeting_that_is_only_planned_or_did_not_happen_is_labelled_so() -> None:
    kinds = {text: label for label, text in labelled(made("cable"), "meetings")}
    arrived = (
        "Portugal's energy minister, Beatriz Valadares, arrived in Oslo on Thursday for talks with Norwegian Energy "
        "Minister Torvald Hestnes."
    )
    assert kinds[arrived] == "not reported as held, 2025-03-13, Oslo"
    assert kinds["Broby did not meet Valadares."] == "not held"
    assert kinds["He will meet Hestnes in Copenhagen on March 20."] == "not reported as held, 2025-03-20, Copenhagen"
    called = "Hestnes spoke by phone with the Danish climate minister, Kasper Broby, on Wednesday."
    assert kinds[called] == "2025-03-12"


def test_what_they_discussed_belongs_to_the_meeting_just_told_of() -> None:
    under = {" ".join(p.claim.text.split()): p.under for p in section(made("cable"), "meetings").paragraphs}
    received = under["On the same day she was received by Prime Minister Ragna Solli."]
    assert received == "Portugal's energy minister, Beatriz Valadares - Prime Minister Ragna Solli"
    assert under["They discussed the sea cable and the quota for cod."] == received
    assert under["The meeting lasted 40 minutes."] == received


def test_two_outlets_with_another_number_stand_side_by_side() -> None:
    brief = made("cable, two outlets and a reprint")
    assert brief.origins == 2
    versions = [p for p in section(brief, "comparison").paragraphs if p.under.startswith("Alike but for a number")]
    assert [p.label for p in versions] == ["Fjord Gazette: 700 megawatts", "Porto Messenger: 900 megawatts"]
    assert [c.article.publisher for c in versions[0].claim.citations] == ["Fjord Gazette", "Coast Post"]


@pytest.mark.parametrize("name", ["court", "economy", "port", "hostile"])
def test_news_without_a_meeting_has_no_meetings(name: str) -> None:
    assert "meetings" not in [part.key for part in made(name).sections]


def test_a_court_case() -> None:
    brief = made("court")
    speakers = list(dict.fromkeys(p.claim.speaker for p in section(brief, "statements").paragraphs))
    assert speakers == ["Hanna Wilkosz", "Ewa Malik", "Leszek Brandys", "Tomasz Reiner"]
    days = [label for label, _ in labelled(brief, "timeline")]
    assert days == ["2025-02", "2025-04-01", "2025-04-30"]
    assert not any("reply" in remark for part in brief.sections if part.key == "gaps" for remark in part.remarks)


def test_an_economic_report() -> None:
    brief = made("economy")
    assert "participants" not in [part.key for part in brief.sections]
    assert [label for label, _ in labelled(brief, "timeline")] == [
        "2024",
        "2025-01",
        "2025-02, 2025-03-05",
        "2025-03-27",
    ]
    assert labelled(brief, "commitments")[0][0] == "Next step"
    assert any("no person" in remark for remark in section(brief, "gaps").remarks)


def test_the_gaps_say_what_was_looked_for() -> None:
    remarks = section(made("wire"), "gaps").remarks
    assert remarks[0] == "Looked for in 23 sentences of 1 origin, and not found:"
    assert any("How long any of the meetings lasted" in remark for remark in remarks)
    assert not any("lasted" in remark for remark in section(made("cable"), "gaps").remarks)


def test_quotation_marks_in_a_translation_are_the_publishers() -> None:
    (called,) = [p for p in section(made("call"), "statements").paragraphs if "friendly" in p.claim.text]
    assert "the words in quotation marks are the translation published by Santiago Wire" in called.claim.notes


def test_one_origin_is_said_to_be_one() -> None:
    assert any("rests on one origin, Levant Wire" in remark for remark in section(made("wire"), "notes").remarks)
    assert not any("one origin" in remark for remark in section(made("the visit"), "notes").remarks)
