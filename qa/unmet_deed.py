"""Why an article doesn't tell what a question says that somebody did: no sentence with that person has the deed, or
those that have it give it to others or to another place.

"Why did Agnes Myhre burn the shed?" is answered by no article in which another burnt it and Myhre wept. A person is
whoever has a name of a person's shape in the question or in the article, and is in a sentence when it names or means
them. Other doers are left alone: "the Normans", "the council" have too many names.

Who succeeded or killed somebody is not told by that they resigned or died.

Of the questions of seven public sets that the reader is sure of and answers from the right sentence, 83 of 1,208 have
such a form, and 5 are refused; of 17 of that form that nothing answers 12 are (all in squad2). Of questions made false
by another's verb 43 of 63 are, by another person of the article 42 of 78. Of those that ask
how many somebody sent or sold, 0 of 7 are refused, and 6 of 6 made false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from qa.deed import Deed
from qa.grounding import Cited, names, places, words
from qa.grounding.context import context, same_person
from qa.grounding.evidence import Line, gather
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths
from qa.short_head import holds_office
from qa.unmet_told import has_surname
from qa.unmet_words import spoken_of, stems, tells

LONG = 8  # content words of a question that has more than one deed in it
_STRONG = frozenset(
    map(words.stem, "play work stay leave serve represent receive arrive reach find help last describe".split())
)  # verbs of the list of light ones that say enough of a person
# Verbs that say as little: the noun beside them is the deed, or they only tie two things.
_EMPTY = frozenset(
    map(
        words.stem,
        "exert exercise pursue conduct undergo undertake commit devote associate affiliate link connect attach assign "
        "classify rank dedicate regard".split(),
    )
)
# Whom a sentence names behind one of these did nothing of what it tells.
_ASIDE = re.compile(r"\b(?:from|with|about|against|between|than|like|without)\s+(?:[\w'’-]+\s+){0,5}$", re.IGNORECASE)
_TO = re.compile(r"(?<!according )\bto\s+(?:[\w'’-]+\s+){0,5}$", re.IGNORECASE)
# What tells a deed only from its other side: that Brink resigned or died tells nobody who succeeded or killed her.
_OTHER_SIDES = """
succeed replace: resign quit leave retire dismiss fire sack oust remove step former depart pay call
kill murder shoot assassinate slay execute: die dead death
appoint name elect choose nominate: become
defeat beat: lose loss fail
"""
_QUOTED = re.compile(r"[\"“„«](?P<work>[^\"“”„«»]{2,80})[\"”»]")
_THEIRS = re.compile(r"\W*(?:his|her|their)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:in|of|at|on|for|by|to|from|with|about|between|near)\s", re.IGNORECASE)


def untold(one: Deed | None, question: str, articles: Sequence[Cited]) -> str | None:
    """Why no sentence of the articles tells the deed of the person whom the question names with it."""
    name = _person(one, question, articles)
    if one is None or name is None:
        return _of_work(one, question, articles) or _nowhere(one, question, articles)
    having = [(c, gather([c]).lines[0]) for c in articles if _about(name, c)]
    if not having:
        return None
    telling = [(c, line) for c, line in having if _tells(one, question, stems([c])) or holds_office(question, c.quote)]
    if not telling:
        return f"it does not tell this of {name.name}: '{one.verb.text}'"
    if not one.doer:
        return None
    mutual = one.verb.stem in words.listed("symmetric")  # whoever meets with Brink to talk talks with her
    if not mutual and all(_aside(name, line) for _, line in telling):
        return f"it is not {name.name} who does this: '{one.verb.text}'"
    if (missing := _elsewhere(one, question, name, [c for c, _ in telling], articles)) is not None:
        return f"it tells this of {name.name} without {missing}: '{one.verb.text}'"
    return None


def _person(one: Deed | None, question: str, articles: Sequence[Cited]) -> NameSpan | None:
    """The person who did the deed, or to whom it was done: "Who defended Brink?", "When was Brink born?"."""
    if one is None or (_light(one) and not one.doer) or not any(c.isupper() for c in question[one.asked :]):
        return None
    known = frozenset().union(
        *(context(source).surnames for source in {id(c.source): c.source for c in articles}.values())
    )
    found = [n for n in names.proper(question, known) if n.kind == "person" and n.start >= one.asked]
    before = [n for n in found if n.end <= one.verb.start]
    if one.doer:
        last = one.doer.split()[-1]
        return next((n for n in before if words.split(n.name)[-1].text == last), None)
    behind = [n for n in found if n.start >= one.verb.end]
    first = next(iter(behind if one.asking == "who" else before), None)
    if first is None or question[first.end :].startswith(("'", "’")):  # "Brink's shed": not she
        return None
    # "was nobody in Santa Rosa warned": not the town
    return None if one.asking != "who" and _BEHIND.search(question[one.asked : first.start]) else first


def _of_work(one: Deed | None, question: str, articles: Sequence[Cited]) -> str | None:
    """Why articles that name a film, a book or the like tell nowhere what the question says that it did."""
    if one is None or not one.doer:
        return None
    quoted = next((q for q in _QUOTED.finditer(question) if q.start() < one.verb.start), None)
    if quoted is None or quoted.end() > one.verb.start or one.doer.split()[-1] not in quoted["work"]:
        return None
    naming = [c for c in articles if quoted["work"].lower() in c.article.text.lower()]
    told = any(_tells(one, question, stems([c])) for c in naming)
    return f"it does not tell this of {quoted['work']}: '{one.verb.text}'" if naming and not told else None


def _nowhere(one: Deed | None, question: str, articles: Sequence[Cited]) -> str | None:
    """Why no sentence tells a deed whose reason or number is asked for, whoever did it: "Why did the pilots strike?",
    "How many ships did Norway send?"."""
    if one is None or _light(one):
        return None
    why = one.asking == "why" and re.match(r"\s+did\b", question[one.asked :])
    many = one.asking == "how" and one.doer and re.match(r"\s+(?:many|much)\b", question[one.asked :])
    told = not (why or many) or tells(one.verb, question, stems(articles))
    return None if told else f"no sentence tells this: '{one.verb.text}'"


def _light(one: Deed) -> bool:
    """Whether the verb says little of its own: "make" in "make a film", "exert" in "exert influence"."""
    stems_of = {one.verb.stem, words.stem(one.verb.lower.removesuffix("es"))}  # "goes"
    return bool(stems_of & (_EMPTY | (words.listed("light") - _STRONG)))


def _tells(one: Deed, question: str, said: frozenset[str]) -> bool:
    """Whether the stems may tell the deed; with a verb that says little, one of the words behind it: "set the shed on
    fire" is told by "shed" and by "fire"."""
    if not _light(one):
        if one.asking == "who" and not one.doer:
            said -= _other_side().get(one.verb.stem, frozenset())
        return tells(one.verb, question, said, kind=True)
    behind = [w for w in words.content(question) if w.start >= one.verb.end and w.text[0].islower()]
    told = [w for w in behind if w.stem not in words.listed("light")]
    return not told or any(spoken_of(word, said) for word in told)


@cache
def _other_side() -> dict[str, frozenset[str]]:
    """For the stem of each such verb the stems that tell it from its other side."""
    lines = (line.split(":") for line in _OTHER_SIDES.strip().splitlines())
    return {words.stem(v): frozenset(map(words.stem, far.split())) for verbs, far in lines for v in verbs.split()}


def _about(name: NameSpan, cited: Cited) -> bool:
    """Whether a sentence names or means the person, or opens with what is theirs: "Her lawyer said that"."""
    if _has(name, gather([cited]).lines[0]):
        return True
    owned = _THEIRS.match(cited.quote) and cited.sentence > 0
    return bool(owned) and _has(name, gather([Cited(cited.source, cited.sentence - 1)]).lines[0])


def _has(name: NameSpan, line: Line) -> bool:
    """Whether a sentence names the person or means them."""
    surname = _surname(name)
    if has_surname(line.reading.text, surname):
        return True
    meant = [person for _, person in line.meant] + ([line.subject] if line.subject is not None else [])
    return any(same_person(p.name, name.parts) or has_surname(p.label, surname) for p in meant)


def _surname(name: NameSpan) -> str:
    """The last word of a name, in lower case, without what is no word of its own: "John Paul II"."""
    long = [part for part in name.parts if len(part) > 2]
    return (long or [name.surname])[-1].lower()


def _aside(name: NameSpan, line: Line) -> bool:
    """Whether a sentence names the person only behind a preposition, "greetings from President Brink"; behind "to" only
    where somebody else is its subject."""
    surname = _surname(name)
    own = [n for n in line.reading.names if has_surname(n.name, surname)]
    others = line.subject is not None and not same_person(line.subject.name, name.parts)
    return bool(own) and all(_behind(n, line.reading.text, others) for n in own)


def _behind(name: NameSpan, text: str, others: bool) -> bool:
    before, to_do = text[: name.start], text[name.end :].startswith(" to ")  # "asked of Brink to go": she goes
    return not to_do and bool(_ASIDE.search(before) or (others and _TO.search(before)))


def _elsewhere(
    one: Deed, question: str, name: NameSpan, telling: Sequence[Cited], articles: Sequence[Cited]
) -> str | None:
    """A name behind the verb of a short question that stands beside none of the sentences that tell the deed."""
    if len(words.content(question)) > LONG:
        return None
    end = question.find(",", one.verb.end)  # "..., as the Courier reports it"
    others = [
        n
        for n in names.proper(question)
        if one.verb.end <= n.start < (end if end >= 0 else len(question))
        and n.name != name.name
        and places.kind(n.name) != "people"
        and not _owns_topic(one, question, n, telling)
    ]
    around = [[c for c in articles if c.source is t.source and abs(c.sentence - t.sentence) < 2] for t in telling]
    if not others or any(all(_stands(other, cited) for other in others) for cited in around):
        return None
    return next((o.name for o in others if not any(_stands(o, cited) for cited in around)), None)


def _owns_topic(one: Deed, question: str, name: NameSpan, telling: Sequence[Cited]) -> bool:
    """Whether a name only tells whose the thing is that somebody speaks of, and their article is about that one: of
    "What did Brink say about Varby's harbour?" an article on Varby says "the harbour"."""
    if one.verb.stem not in strengths() or not question[name.end :].startswith(("'", "’")):
        return False
    article = telling[0].article
    opening = telling[0].source.sentences[0]
    return name.name in f"{article.title or ''} {article.text[opening.start : opening.end]}"


def _stands(name: NameSpan, cited: Iterable[Cited]) -> bool:
    """Whether one of the sentences names or means whom or what a name is of, if only by their country."""
    country = places.country(name.name)
    for line in gather(cited).lines:
        if _has(name, line) or (country and country in {places.country(w.text) for w in line.reading.words}):
            return True
    return False
