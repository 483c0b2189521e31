"""Who says what, sentence by sentence: the speaker as a person of the brief or in the source's words, and the verb.

A sentence whose speaker is not sure is nobody's: it stays out of "who said what" rather than go to the wrong one.
"""

from __future__ import annotations

import re

from qa.brief import saying_wordings as wordings
from qa.brief.material import Material
from qa.brief.mentions import meant, mentions
from qa.brief.people import People
from qa.brief.speaking import Saying, Spoken
from qa.grounding.context import same_person
from qa.grounding.speakers import Attribution, attributions
from qa.grounding.speaking import Speaker, speakers
from qa.grounding.speech import SOMEBODY, speaker

__all__ = ["Saying", "sayings"]


def sayings(material: Material, people: People) -> list[Saying]:
    """The sayings of all origins that are read, in order."""
    found = (_read(Spoken(text, line, people)) for text in material.read for line in text.lines)
    return [saying for saying in found if saying is not None]


def _read(at: Spoken) -> Saying | None:
    """Who says what the sentence says; None when it is the article's own, or nobody knows whose it is."""
    quoted = speaker(at.line.cited)
    if quoted is not None:
        return _quoted(at, quoted)
    beside = _after_verb(at) or _between_commas(at)
    if beside is not None:
        return beside
    best: Saying | None = None
    for said, attribution in speakers(at.line):
        found = _attributed(at, said, attribution)
        # "The agency quoted X as saying": it is X who says it, and the sentence tells by whom.
        if found is not None and (best is None or (best.figure is None and found.figure is not None)):
            best = found
    return best or _deed(at)


def _quoted(at: Spoken, name: str) -> Saying | None:
    """The saying of a sentence inside a quotation, if its speaker is the subject of a saying in that paragraph."""
    if name == SOMEBODY:
        return None
    found = at.name(name, None)
    if found is None or found.figure is None:
        return found
    here = at.line.cited.span.paragraph
    for other in at.text.all_lines:
        if other.cited.span.paragraph != here or other is at.line:
            continue
        near = Spoken(at.text, other, at.people)
        first = (f for said, a in speakers(other) if (f := _attributed(near, said, a)) is not None)
        beside = _after_verb(near) or next(first, None)
        if beside is not None and beside.figure is found.figure:
            return found
    return None


def _attributed(at: Spoken, said: Speaker, attribution: Attribution) -> Saying | None:
    """The saying of an attribution that qa.grounding.speakers reads, if it is one and the sentence's own."""
    start, end = attribution.subject
    if not _is_saying(at, said, attribution):
        return None
    subject = at.said[start:end]
    if wordings.PRONOUN.fullmatch(subject):
        before = at.said[:start].rstrip()
        earlier = any(a.verb[1] <= start for a in attributions(at.line.reading))
        return at.subject(attribution.verb) if not before or before[-1] in ",\"'" or not earlier else None
    if wordings.SHARED.search(subject):
        return at.subject(attribution.verb)
    return _of_noun(at, said, attribution)


def _is_saying(at: Spoken, said: Speaker, attribution: Attribution) -> bool:
    """Whether the verb says something, and is not a clause inside another saying or inside a quotation."""
    start, end = attribution.subject
    end = max([end, *(m.end for m in mentions(at.line) if m.role and m.start <= start < m.end)])
    verb, stem = at.said[slice(*attribution.verb)], attribution.stem
    if at.in_quotation(attribution.verb[0]) or start > attribution.verb[1]:
        return False  # a speaker after the verb is _after_verb's
    if stem != "accord" and (verb.endswith("ly") or not wordings.GAP.fullmatch(at.said, end, attribution.verb[0])):
        return False
    if stem in wordings.NO_SAYING or wordings.NOUN.fullmatch(verb) or wordings.INSIDE.search(at.said[:start]):
        return False
    if stem in wordings.OF_THINGS and not said.persons:
        return False  # "the thefts highlight": no one speaks
    if stem in wordings.NEEDS_CONTENT and not wordings.OPENS_CONTENT.match(at.said, attribution.verb[1]):
        return False
    return verb == "saying" or not verb.endswith("ing")


def _of_noun(at: Spoken, said: Speaker, attribution: Attribution) -> Saying | None:
    """The saying of a subject that is a name or a noun: whom it means, or the words that name the speaker."""
    (start, end), verb = attribution.subject, attribution.verb
    if attribution.stem == "accord" and (domain := wordings.DOMAIN.match(at.said, end)):
        end = domain.end()
    whole = next((m for m in mentions(at.line) if m.name and m.role and m.start <= start < m.end), None)
    if len(said.persons) < 2 and whole is not None and whole.name is not None:
        return at.name(whole.name.name, verb)  # "the fair's director, X": the role is where the subject begins
    owned = wordings.OWNED.match(at.said[start : end + 3])
    if wordings.LED.search(at.said[:start]) and not owned:  # "the water ministry of X said"
        start = max(at.said.rfind(mark, 0, start) + 1 for mark in ',;:"')
        owned = wordings.OWNED.match("'s ")
    within = next((n for n in at.line.reading.people if start <= n.start < end), None)
    inside = within is not None and wordings.LED.search(at.said[start : within.start])
    if len(said.persons) == 1 and not owned and not inside:
        if wordings.OBLIQUE.search(at.said[:start]):  # "attorneys for X and Y said"
            return None
        found = at.name(" ".join(said.persons[0]), verb)
        if found is not None:
            return found
    by_role = next((m for m in meant(at.line) if m.start == start and not m.named), None)
    figure = at.people.of(at.text, by_role.person) if by_role is not None and not said.persons else None
    if figure is not None and figure.human:  # "the president said": the one of whom it speaks
        return at.figure(figure, verb)
    return at.words(at.line.reading.cut(start, end), verb)


def _after_verb(at: Spoken) -> Saying | None:
    """The speaker of '..., said the port's director, X' and of '..., wrote a farmer from Y'."""
    match = wordings.INVERTED.search(at.said)
    if match is None:
        return None
    tail = wordings.AFTER_VERB.split(at.said[match.end() :])[0]
    stop = at.said[match.end() + len(tail) :][:1]
    if match["mark"] == "," and (stop in ('"', ":") or re.search(r"\bthat\b", at.said[match.end() :])):
        return None  # "The Corps, on its site, says a gate "has two leaves"": the speaker comes first
    apposed = (n for n in at.line.reading.people if at.said[n.end : match.start()].strip() == "")
    if match["mark"] == "," and any(at.said[: n.start].rstrip().endswith(",") for n in apposed):
        return None  # "Its owner, X, warned the council"
    mention = next((m for m in mentions(at.line) if m.name and m.start <= match.end() + 1 < m.end), None)
    if mention is not None and mention.name is not None:
        return at.name(mention.name.name, match.span("verb"))
    whole = re.split(r"[,.]", tail)[0]
    return at.words(at.line.reading.cut(match.end(), match.end() + len(whole)), match.span("verb"))


def _between_commas(at: Spoken) -> Saying | None:
    """The speaker of "The two countries, X added, face ..."."""
    match = wordings.PARENTHETIC.search(at.said)
    if match is None or at.in_quotation(match.start("verb")):
        return None
    if wordings.PRONOUN.fullmatch(match["who"]):
        return at.subject(match.span("verb"))
    name = next((n for n in at.line.reading.people if match.start("who") <= n.start < match.end("who")), None)
    return at.name(name.name, match.span("verb")) if name is not None else None


def _deed(at: Spoken) -> Saying | None:
    """A saying that its verb tells as a deed of the sentence's subject: straight after it, or joined by "and"."""
    match = wordings.DEED.search(at.said)
    person = at.line.subject
    if match is None or person is None:
        return None
    names = [n for n in at.line.reading.people if same_person(n.parts, person.name) and n.end <= match.start()]
    pronoun = re.match(r"\W*(?:he|she)\b", at.said, re.IGNORECASE)
    end = names[0].end if names else pronoun.end() if pronoun else None
    if end is None or (names and wordings.INSIDE.search(at.said[: names[0].start])):
        return None
    straight = wordings.ADVERBS.fullmatch(at.said, end, match.start())
    joined = at.said[: match.start()].rstrip().endswith(("and", ",")) and end < 60
    return at.subject(match.span("verb")) if straight or joined else None
