"""Why sentences that look like an answer are none: the question takes for granted what they don't say.

The chance that a question is answered (qa/confidence.py) is reckoned from shared words, and a question with a false
premise shares them all: "When did Brink visit Oslo?" of "Brink was invited to visit Oslo". So what was chosen as an
answer is held against the question's own form. English alone. Each rule speaks up only where the question's form is
plain, for every answer that it refuses wrongly is one that a reader doesn't get; where it is silent nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from index.question import Question
from index.search import Retrieval
from qa.deed import Deed, deed
from qa.grounding import Cited, names, words
from qa.grounding.context import context, same_person
from qa.grounding.speakers import strengths
from qa.grounding.speech import sayer
from qa.grounding.words import synonyms
from qa.reader_extractive import Passage
from qa.sources import Sources
from qa.unmet_age import no_age
from qa.unmet_asked import another_year, no_kin, no_name, no_number, no_year, not_denied, silent, uncounted
from qa.unmet_deed import untold
from qa.unmet_number import unsaid_number
from qa.unmet_office import another_land
from qa.unmet_planned import only_planned
from qa.unmet_told import ALIKE, has_surname, no_meeting, no_reason, nobody, undone, untold_topic
from qa.unmet_whether import untold_whether
from qa.unmet_words import rooted, stems, tells

SHORT = 5  # content words of a question: longer ones tell a story, and no sentence says all of it
_LONG = re.compile(r"\bhow long\b(?!\s+ago)", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(?:since|until|till|overnight|briefly|from\b.{1,40}\b(?:to|until)|all (?:day|night|week|year)|"
    r"(?:hour|minute|second|day|week|month|year|decade|metre|meter|kilomet|mile|inch|cm|km)\w*|centur\w+|feet|foot|ft|centimet\w+)\b",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(  # which is no length
    r"\b(?:last|first|next|previous|same|that|this|every|each|final|following)\s+(?:hour|day|week|month|year|decade)\b(?!-)",
    re.IGNORECASE,
)
_FIRM = re.compile(r"\b(?:which|what)\s+(?:\w+\s+)?(?:compan(?:y|ies)|firms?|contractors?|builders?)\b", re.IGNORECASE)
_FIRMS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|business\w*|contractors?|consorti\w+|group|corp\w*|makers?|manufacturers?|giants?)\b",
    re.IGNORECASE,
)
_PUBLIC = frozenset(
    "port harbour harbor airport ministry government council parliament senate university court police army authority "
    "agency office city town village".split()
)  # what begins or ends the name of one of these is no firm
_EMPTY = frozenset(
    "do make have get go take use happen become come give keep put run play call know mean try begin start want".split()
)
_SAYINGS = frozenset("statement statements speech interview letter message testimony words address".split())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its deed and what stands for an answer: each passage's sentences, and those around them."""

    question: Question
    deed: Deed | None
    passages: Sequence[Sequence[Cited]]
    around: Sequence[Cited]
    articles: Sequence[Cited]  # all sentences of the passages' articles and of their twins'


def unmet(retrieval: Retrieval, passages: Sequence[Passage]) -> str | None:
    """Why none of the passages answers, in words; None when one may."""
    question = retrieval.question
    if question.language not in ("en", None) or not passages:
        return None
    sources = Sources(retrieval)
    asked = _Asked(
        question,
        deed(question.text),
        [sources.cited(p.span.article, range(p.span.first, p.span.last)) for p in passages],
        _around(retrieval, sources, passages),
        _articles(retrieval, sources, passages),
    )
    for rule in (_not_done, _another_deed, _no_firm):
        if (reason := rule(asked)) is not None:
            return reason
    every = (sources.cited(rowid, [0])[0].source for rowid in retrieval.articles)
    if (reason := another_land(question.text, asked.passages, every)) is not None:
        return reason
    reasons = [_off(asked, cited) for cited in asked.passages]
    return reasons[0] if all(reasons) else _untold(asked)


def _around(retrieval: Retrieval, sources: Sources, passages: Sequence[Passage]) -> list[Cited]:
    """The sentences of the passages and of their twins, with the one before and the one after each."""
    found: dict[tuple[int, int], Cited] = {}
    for span in (s for p in passages for s in (p.span, *p.also)):
        last = min(span.last + 1, len(retrieval.sentences_of[span.article]))
        for n in range(max(0, span.first - 1), last):
            found.setdefault((span.article, n), sources.cited(span.article, [n])[0])
    return list(found.values())


def _articles(retrieval: Retrieval, sources: Sources, passages: Sequence[Passage]) -> list[Cited]:
    """All sentences of the articles that the passages and their twins stand in."""
    found = dict.fromkeys(span.article for p in passages for span in (p.span, *p.also))
    return [c for key in found for c in sources.cited(key, range(len(retrieval.sentences_of[key])))]


def _untold(asked: _Asked) -> str | None:
    """The articles tell nothing of it: see qa/unmet_told.py, qa/unmet_deed.py and qa/unmet_asked.py."""
    one, question = asked.deed, asked.question.text
    return (
        untold_topic(one, question, asked.articles)
        or no_meeting(one, question, asked.articles)
        or no_reason(one, asked.around)
        or nobody(one, question, asked.passages, asked.around)
        or untold(one, question, asked.articles)
        or untold_whether(question, asked.articles)
        or silent(question, asked.articles)
        or no_name(question, asked.passages)
        or no_kin(question, asked.articles)
        or no_age(question, asked.articles)
        or no_year(question, asked.passages)
        or no_number(question, asked.passages)
        or uncounted(question, asked.articles)
        or unsaid_number(question, asked.articles)
        or another_year(question, asked.articles)
        or not_denied(question, asked.passages)
        or only_planned(question, asked.passages)
    )


def _off(asked: _Asked, passage: Sequence[Cited]) -> str | None:
    """Why one passage is no answer, whatever the others are."""
    return (
        _namesake(asked, passage) or _elsewhere(asked, passage) or _no_length(asked, passage) or _unsaid(asked, passage)
    )


def _namesake(asked: _Asked, passage: Sequence[Cited]) -> str | None:
    """The question gives somebody's full name, and the article has only others of that surname."""
    article = passage[0].article
    text = f"{article.title or ''} {article.text}"
    for name in names.people(asked.question.text):
        given = name.parts[:-1]
        if name.start == 0 or not given or any(re.search(rf"\b{re.escape(part)}\b", text) for part in given):
            continue
        others = context(passage[0].source).namesakes(name.parts)
        full = [p for p in others if len(p.name) > 1 and not get_close_matches(given[0], p.name[:-1], 1, ALIKE)]
        if full and not any(same_person(p.name, name.parts) for p in others):
            return f"the question is about {name.name}, and its article about {full[0].label}"
    return None


def _elsewhere(asked: _Asked, passage: Sequence[Cited]) -> str | None:
    """A short question names somebody or something that the article doesn't."""
    from qa.relevance import unnamed

    if len(words.content(asked.question.text)) > SHORT:
        return None
    missing = unnamed(asked.question, passage)
    return None if missing is None else f"the question is about {missing}, whom or which its article does not name"


def _no_length(asked: _Asked, passage: Sequence[Cited]) -> str | None:
    """How long something is or takes is asked, and no length stands there."""
    if not _LONG.search(asked.question.text) or any(_LENGTH.search(_ONE_DAY.sub("", c.quote)) for c in passage):
        return None
    return "the question asks how long, and it gives no length"


def _unsaid(asked: _Asked, passage: Sequence[Cited]) -> str | None:
    """What somebody says is asked, and it is said by nobody or by somebody else."""
    one = asked.deed
    if one is None or not one.doer or one.asking != "what" or one.verb.stem not in strengths():
        return None
    surname = one.doer.split()[-1].lower()
    return None if any(_says(cited, surname) for cited in passage) else f"it is not {one.doer} who says so"


def _says(cited: Cited, surname: str) -> bool:
    """Whether the sentence can be that person's: said by them, or with them and a word of saying in it."""
    subject = context(cited.source).subjects[cited.sentence]
    if has_surname(sayer(cited) or "", surname) or (subject is not None and has_surname(subject.label, surname)):
        return True
    split = words.split(cited.quote)
    return has_surname(cited.quote, surname) and any(w.stem in strengths() or w.lower in _SAYINGS for w in split)


def _not_done(asked: _Asked) -> str | None:
    """The question takes a deed as done, and wherever it stands it is planned, asked for or denied."""
    one = asked.deed
    if one is None or not one.past or one.asking not in ("when", "why", "where", "how"):
        return None
    same = {one.verb.stem, *synonyms(one.verb.stem)}
    surname = one.doer.split()[-1].lower() if one.doer else ""
    seen = []
    for cited in (c for passage in asked.passages for c in passage):
        if surname in cited.quote.lower():
            split = words.split(cited.quote)
            seen += [undone(split, at) for at, word in enumerate(split) if word.stem in same]
    return f"it does not say that this happened: '{one.verb.text}'" if seen and all(seen) else None


def _another_deed(asked: _Asked) -> str | None:
    """Why something was done or who did it is asked, and no sentence around speaks of that deed.

    Since a deed has many words, something else must be missing too: "Who formed the theory of gravitation?" is answered
    by "Newton's theory of gravitation". Of why, all but the names must be.
    """
    one, question = asked.deed, asked.question
    if one is None or one.verb.stem in _EMPTY or len(words.content(question.text)) > SHORT:
        return None
    said = stems(asked.around)
    if tells(one.verb, question.text, said):
        return None
    others = [_spoken_of(t.token, said) for t in question.terms if not t.name and t.token != one.verb.stem]
    missing = {"why": not any(others), "who": not one.doer and not all(others)}
    return f"no sentence speaks of what is asked: '{one.verb.text}'" if missing.get(one.asking) else None


def _spoken_of(stem: str, said: frozenset[str]) -> bool:
    """Whether a word, a synonym or a noun of it is among the stems."""
    return stem in said or bool(said & synonyms(stem)) or rooted(stem, said)


def _no_firm(asked: _Asked) -> str | None:
    """A firm is asked for, and neither a firm nor a name that can be one stands there."""
    if not _FIRM.search(asked.question.text) or any(_FIRMS.search(c.quote) for c in asked.around):
        return None
    said = {w.stem for w in words.split(asked.question.text)}
    quotes = [c.quote for passage in asked.passages for c in passage]
    if any(_may_be_firm(quote, name, said) for quote in quotes for name in names.proper(quote)):
        return None
    return "the question asks for a company, and none is named"


def _may_be_firm(quote: str, name: names.NameSpan, said: Collection[str]) -> bool:
    """Whether a name of a sentence can be a firm's: it is no place's, nobody's with a role, and not in the question."""
    own = words.split(name.name)
    before = words.split(quote[: name.start])[-2:]
    if name.kind == "place" or name.role is not None or any(w.lower in _PUBLIC for w in own):
        return False
    if len(before) == 2 and before[0].lower in _PUBLIC and before[1].lower == "of":  # "the town of Torvik"
        return False
    return not all(w.stem in said for w in own)
