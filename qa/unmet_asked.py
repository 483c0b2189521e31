"""Why what was chosen lacks what a question's own words ask for: a year, a name, a denial, what a letter says.

Each looks for one plain thing that an answer must have, and takes nearly anything for it. Of the questions of seven
public sets that the reader is sure of and answers from the right sentence, and of those that nothing answers, they
refuse: for a denial 0 of 13 and 18 of 40, for a year 0 of 14 and 4 of 9, of another year 1 of 45 and 4 of 23, for a
name 0 of 15 and 0 of 1, for somebody's kin 0 of 4. What a letter says none of them asks. That what is counted is named
nowhere refuses 2 of 80 that ask how many and have an answer in their article, and 4 of 17 that have none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from qa import short_vote
from qa.deed import AUXILIARIES
from qa.grounding import Cited, dates, lexicon, names, numbers, places, words
from qa.grounding.antonyms import opposites
from qa.grounding.context import context
from qa.grounding.speakers import strengths
from qa.grounding.words import Word, synonyms
from qa.near_words import read_all, told
from qa.short_money import asks_money, tells_money
from qa.unmet_words import stems

LONG = 8  # content words of a question that has more than one thing in it
_WHICH_YEAR = re.compile(r"\b(?:what|which)\s+year\b", re.IGNORECASE)
_SOME_YEAR = re.compile(r"\b\d{3,4}s?\b|\b(?:years?|centur(?:y|ies)|decades?)\b", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|during|from|of|and|the|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\s+(?P<year>1[0-9]{3}|20[0-9]{2})\b(?!['’]?s)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_NAME_OF = re.compile(
    r"\b(?:what|which)\b(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+)?names?\s+of\b(?P<whose>(?:\s+[\w'’-]+){1,4})",
    re.IGNORECASE,
)
_KIN_OF = re.compile(
    r"\b(?:who|name)\b.*(?:['’]s?|\bhis|\bher)\s+(?:\w+\s+)?"
    r"(?P<kin>wife|husband|son|daughter|father|mother|brother|sister)\b|"
    r"\b(?:who|name)\b.*\b(?P<kin_of>wife|husband|son|daughter|father|mother|brother|sister)\s+of\b",
    re.IGNORECASE,
)
# A text that has one word of a line may tell of any kin of it.
_KIN = """
wife husband spouse marry marriage wed wedding bride groom widow widower fiancee fiance couple divorce
son daughter child children kid boy girl baby father mother parent dad mom mum born birth heir family
brother sister sibling twin family
"""
_HOW_MANY = re.compile(r"\bhow\s+many\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\bhow\s+many\b|\b(?:what|which)\b[^?]{0,30}\b(?:population|number|percentage|proportion|amount|sum|price|salary)\b",
    re.IGNORECASE,
)
# Texts count these without a word for them.
_ANYBODY = frozenset("people person persons men women times others".split())
_SOME = re.compile(
    r"\d|\b(?:no|none|nobody|single|only|both|pair|couple|several|few|many|most|all|every|each|dozens?|scores?|majority|"
    r"hundreds?|thousands?|millions?|billions?|twice|half|an?\s+(?:third|quarter|fifth|tenth))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”«»„]")
_OPEN_YEARS = re.compile(
    r"\b(?P<side>since|from|after|until|till|before|by|to)\s+(?:\w+\s+){0,3}?(?P<year>\d{4})\b", re.I
)
_DENIED = re.compile(r"\b(?:not|never|cannot)\b(?!\s+(?:only|just|yet\b))|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:who|that|which|whose|if|when|because|while)\b", re.IGNORECASE)
_UN = re.compile(r"(?:un|in|im|il|ir|dis|non)(?P<word>\w{3,})")
_BEFORE_NOUN = frozenset("a an the of his her its their no any".split())
_OF_IT = re.compile(r"\W*(?:it|its|in it|there)\b", re.IGNORECASE)
# What may say something in writing; a person's words are looked for in qa/unmet_told.py.
_WRITING = re.compile(
    r"\bwhat\s+(?:does|did|do|will|would)\s+(?:the|a|an|this|that|his|her|its|their|\w+['’]s)\s+(?:[\w-]+\s+){0,2}?"
    r"(?P<what>letter|message|memo|note|petition|statement|declaration|communique|telegram|email|report|study|document|"
    r"memorandum|agreement|treaty|contract|will|verdict|ruling|article|book|poem|speech|resolution)s?\s+"
    r"(?:say|state|tell|contain|read|declare|announce|demand|recommend|conclude|ask|propose|claim|mention|reveal)\b",
    re.IGNORECASE,
)


def uncounted(question: str, articles: Sequence[Cited]) -> str | None:
    """Why the articles don't tell how many there are: no word for what is counted, nor one near to it, is there."""
    found = _HOW_MANY.search(question)
    counted = _counted(question[found.end() :]) if found else []
    if not counted or any(w.lower in _ANYBODY for w in counted):
        return None
    texts = {c.article.id: f"{c.article.title or ''}\n{c.article.text}" for c in articles}
    said = frozenset().union(*(read_all(text)[0] for text in texts.values()))
    if any(told(word, said) for word in counted) or any(short_vote.count(question, c.quote) for c in articles):
        return None
    return f"it speaks of no {' '.join(w.text for w in counted)}"


def no_number(question: str, passages: Iterable[Sequence[Cited]]) -> str | None:
    """Why the passages don't say how many or how much: they have no number and no word that stands for one."""
    quotes = [c.quote for passage in passages for c in passage]
    if asks_money(question):
        return None if any(map(tells_money, quotes)) else "the question asks for a sum of money, and it gives none"
    if not _NUMBER.search(question):
        return None
    if any(_SOME.search(quote) or numbers.numbers(quote) for quote in quotes):
        return None
    return "the question asks for a number, and it gives none"


def _counted(rest: str) -> list[Word]:
    """The content words behind "how many", up to the verb: "foreign soldiers" of "foreign soldiers did Oslo send"."""
    split = words.split(rest)[:4]
    end = next((i for i, w in enumerate(split) if not w.content or w.lower in AUXILIARIES), len(split))
    return list(split[:end])


def no_year(question: str, passages: Iterable[Sequence[Cited]]) -> str | None:
    """Why no year stands there where one is asked for: no number that can be one and no day of a known year."""
    if not _WHICH_YEAR.search(question):
        return None
    for cited in (c for passage in passages for c in passage):
        known = dates.mentions(cited.quote, dates.parse_day(cited.article.date))
        if _SOME_YEAR.search(cited.quote) or any(d.first for d in known):
            return None
    return "the question asks for a year, and it gives none"


def another_year(question: str, articles: Sequence[Cited]) -> str | None:
    """Why it is of other years: those of a short question stand nowhere in the articles, nor are they meant there."""
    asked = {int(found["year"]) for found in _IN_YEAR.finditer(question)}
    if not asked or not _ASKING.search(question) or len(words.content(question)) > LONG:
        return None
    told: set[int] = set()
    for source in {id(c.source): c.source for c in articles}.values():
        told |= _years(f"{source.article.title or ''} {source.article.text} {source.article.date or ''}", asked)
    days = (d for c in articles for d in dates.mentions(c.quote, dates.parse_day(c.article.date)))
    told |= {year for d in days if d.first and d.last for year in range(d.first.year, d.last.year + 1)}
    missing = sorted(asked - told)
    return f"it tells nothing of the year {missing[0]}" if missing else None


def _years(text: str, asked: Iterable[int]) -> set[int]:
    """The years of a text, all of "the 1990s", and those of `asked` that "since 1994" or "until 1994" may mean."""
    told = {int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)}
    told |= {int(year) + n for year in re.findall(r"\b(\d{3}0)['’]?s\b", text) for n in range(10)}
    for found in _OPEN_YEARS.finditer(text):
        later = found["side"].lower() in ("since", "from", "after")
        told |= {year for year in asked if year != int(found["year"]) and (year > int(found["year"])) == later}
    return told


def no_name(question: str, passages: Iterable[Sequence[Cited]]) -> str | None:
    """Why nothing has the name that is asked for: no quotation and no name that the question hasn't itself; where it is
    somebody's with a role, no person."""
    found = _NAME_OF.search(question)
    if found is None:
        return None
    asked = {w.stem for w in words.split(question)}
    somebody = any(w.lower in lexicon.words("roles") for w in words.split(found["whose"]))
    for cited in (c for passage in passages for c in passage):
        if _QUOTED.search(cited.quote) and not somebody:
            return None
        for name in names.proper(cited.quote, context(cited.source).surnames):
            new = any(w.stem not in asked for w in words.split(name.name))
            if new and (name.kind == "person" or not (somebody or places.kind(name.name) == "people")):
                return None
    return "the question asks for a name, and it gives none"


def no_kin(question: str, articles: Sequence[Cited]) -> str | None:
    """Why nobody's wife, son or sister is told of: no word of such kin stands in the articles."""
    found = _KIN_OF.search(question)
    if found is None:
        return None
    asked = (found["kin"] or found["kin_of"]).lower()
    alike = next(line.split() for line in _KIN.splitlines() if asked in line.split())
    if stems(articles) & {words.stem(word) for word in alike}:
        return None
    return f"it tells of nobody's {asked}"


def not_denied(question: str, passages: Iterable[Sequence[Cited]]) -> str | None:
    """Why it doesn't tell what is not so: the question denies something, and no word of the passages denies or limits
    anything."""
    denied, asking = _DENIED.search(question), _ASKING.search(question)
    if denied is None or asking is None or _CLAUSE.search(question, asking.end(), denied.start()):
        return None  # "those who did not pay" are not what is asked for
    behind = next((w for w in words.split(question) if w.start >= denied.end() and w.content), None)
    for cited in (c for passage in passages for c in passage):
        if any(_denies(word, behind) for word in words.split(cited.quote)):
            return None
    return "the question asks what is not so, and it tells what is"


def _denies(word: Word, behind: Word | None) -> bool:
    """Whether a word may deny: "not", "refused", "only"; "unfinished" and "begun" where "finished" is denied."""
    if word.lower.endswith(("n't", "n’t")) or any(word.lower in some for some in lexicon.classes("negations").values()):
        return True
    if behind is None:
        return False
    turned = _UN.match(word.lower)
    return word.stem in opposites(behind.stem) or (
        turned is not None and words.stem(turned["word"])[:4] == behind.stem[:4]
    )


def silent(question: str, articles: Sequence[Cited]) -> str | None:
    """Why what something written says is told nowhere: no sentence that has it has a word of saying or a quotation, and
    none that follows goes on about it."""
    found = _WRITING.search(question)
    if found is None:
        return None
    nouns = {words.stem(found["what"].lower()), *synonyms(words.stem(found["what"].lower()))}
    having = [n for n, c in enumerate(articles) if any(_is_noun(word, nouns) for word in words.split(c.quote))]
    for n in having:
        after = [c for c in articles[n + 1 : n + 2] if c.source is articles[n].source]
        if _tells(articles[n]) or any(_OF_IT.match(c.quote) for c in after):
            return None
    return f"it does not say what the {found['what'].lower()} says" if having else None


def _is_noun(word: Word, nouns: Collection[str]) -> bool:
    """Whether a word is one of the nouns, and no verb of their stem: "a note" and not "noted"."""
    return word.stem in nouns and not word.lower.endswith(("ed", "ing"))


def _tells(cited: Cited) -> bool:
    """Whether a sentence has a quotation, a clause with "that" or a verb of saying: not "state" in "head of state"."""
    said = words.split(cited.quote)
    if _QUOTED.search(cited.quote) or any(w.lower == "that" for w in said):
        return True
    return any(
        w.stem in strengths() and (at == 0 or said[at - 1].lower not in _BEFORE_NOUN) for at, w in enumerate(said)
    )
