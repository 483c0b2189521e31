"""Why an article tells nothing of what a question is about, whatever words they share: it names the topic nowhere, has
the two persons meet nowhere, gives no reason, or names nobody who did it.

The rules of qa/unmet.py that look beyond the chosen sentences, at the whole of their articles. In seven public sets 203
answerable questions have such a form (160 "who", 23 of meetings, 12 "what did X say of Y", 8 "why"), and they refuse
none; nor one of the 33 that nothing answers, for the sets hardly have false premises of these kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from qa.asked_saying import answers, asked, indirect, pair
from qa.deed import Deed
from qa.grounding import Cited, lexicon, names, numbers, places, words
from qa.grounding.checks.causes import REASONS
from qa.grounding.context import context, same_person
from qa.grounding.evidence import Line, gather, matched
from qa.grounding.names import NameSpan
from qa.grounding.speakers import strengths
from qa.grounding.words import Word, synonyms
from qa.near_words import told
from qa.unmet_words import spoken_of, stems
from qa.who_says import named

ALIKE = 0.75  # how alike two spellings of a name are: "Elizabth", "Elizabeth"
_TOPIC = re.compile(r"\s+(?:\w+\s+){0,2}?(?:about|on|of|regarding)\s+(?P<topic>.+)$", re.IGNORECASE)
_BEYOND = re.compile(  # what stands behind a topic's own words: "the sanctions / on Syria"
    r"\b(?:of|on|in|at|with|for|to|by|from|between|against|that|when|while|after|before|during|as|according|and|or)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|its|them|they|their|this|that|these|those)\b", re.IGNORECASE)
_MEETING = "meet talk discuss marry divorce confer negotiate"
_ENCOUNTERS = "call host visit receive guest welcome conversation interview encounter join wife husband wedding bride"
_REASON = re.compile(rf"\b(?:{REASONS}|said|says|saying|fear\w*|hop\w+|want\w*|accus\w*)\b|[:;]", re.IGNORECASE)
_SOMEBODY = frozenset(
    "he she him her his hers they them their we us our i my me you somebody someone everybody everyone people".split()
)


def untold_topic(one: Deed | None, question: str, article: Sequence[Cited]) -> str | None:
    """Why no sentence of the articles answers what somebody says about something: none that can be theirs names it.

    A topic has words of its own and words behind a preposition: "contacts / between officials". One of its own must be
    there, and where it has other words than names, one of these: "Iran's nuclear programme" is not named by "Iran".
    All words behind, names apart, will do as well: "visits by officials" for "contacts between officials". The words of
    the speaker may have another that is near to it.
    """
    speakers, topic = _speakers(one, question)
    own, *others = map(words.content, _BEYOND.split(topic))
    if not speakers or not (own or indirect(topic)):
        return None
    sought = _plain(own) or own
    behind = [w for w in _plain(w for part in others for w in part) if not numbers.numbers(w.text)]
    surnames = [name.split()[-1].lower() for name in speakers]
    for n, cited in enumerate(article):
        theirs = _theirs(cited, surnames)
        if theirs or any(_may_say(cited, surname) for surname in surnames):
            near = article[max(0, n - 1) : n + 1] if _IT.search(cited.quote) else [cited]
            said, lands = stems(near), _countries(near)
            if indirect(topic) and theirs and answers(topic, said):
                return None
            if any(_named(word, said, lands, theirs=theirs) for word in sought):
                return None
            if behind and all(spoken_of(word, said) for word in behind):
                return None
    return f"it does not say what {' or '.join(speakers)} says about '{' '.join(w.text for w in own) or topic}'"


def _speakers(one: Deed | None, question: str) -> tuple[list[str], str]:
    """Who says something of which topic, in a question for that; nobody in other questions."""
    other = asked(question)
    if other is not None and other.form != "reply" and other.topic and other.who[0].isupper():
        return [other.who], other.topic
    if one is None or one.asking != "what" or not one.doer or one.verb.stem not in strengths():
        return [], ""
    found = _TOPIC.match(question, one.verb.end)
    two = pair(question) or ()
    return list(two) if two and all(who[0].isupper() for who in two) else [one.doer], found["topic"] if found else ""


def _named(word: Word, said: frozenset[str], lands: frozenset[str], *, theirs: bool) -> bool:
    """Whether stems have a word of a topic. A verb of saying is none, unless it is the very word: what "noted" says the
    same as "said" names no banknote."""
    content = said - (strengths().keys() - {word.stem})
    return spoken_of(word, content) or matched(word, content, lands) > 0 or (theirs and told(word, content) > 0)


def _theirs(cited: Cited, surnames: Sequence[str]) -> bool:
    """Whether the sentence is said by one of these surnames, given in lower case."""
    who = named(cited) or ""
    return any(has_surname(who, surname) for surname in surnames)


def _plain(of: Iterable[Word]) -> list[Word]:
    """Those of the words that are no names."""
    return [word for word in of if word.text[0].islower()]


def _may_say(cited: Cited, surname: str) -> bool:
    """Whether the sentence names somebody of that surname or means them."""
    subject = context(cited.source).subjects[cited.sentence]
    return has_surname(cited.quote, surname) or (subject is not None and has_surname(subject.label, surname))


def has_surname(text: str, surname: str) -> bool:
    """Whether the text has the name, given in lower case, a slip of the keys aside."""
    return surname in text.lower() or bool(get_close_matches(surname, text.lower().split(), 1, ALIKE))


def means(cited: Cited, surname: str) -> bool:
    """Whether a sentence means somebody of that surname, in lower case, by a pronoun, an office or as its subject."""
    (line,) = gather([cited]).lines
    meant = [person for _, person in line.meant] + ([line.subject] if line.subject is not None else [])
    return any(has_surname(person.label, surname) for person in meant)


def _countries(cited: Iterable[Cited]) -> frozenset[str]:
    found = (places.country(word.text) for c in cited for word in words.split(c.quote))
    return frozenset(country for country in found if country)


def no_meeting(one: Deed | None, question: str, article: Sequence[Cited]) -> str | None:
    """Why two persons whom the question has meet do not, there: no sentence that has both says so."""
    if one is None or not one.past or one.verb.stem not in {words.stem(w) for w in _MEETING.split()}:
        return None
    persons = [n for n in names.proper(question) if n.kind != "place"]
    first = next((n for n in persons if n.end <= one.verb.start), None)
    other = next((n for n in persons if n.start >= one.verb.end), None)
    if first is None or other is None or same_person(first.parts, other.parts):
        return None
    if len(words.split(question[one.verb.end : other.start])) > 1:  # "with", "the": not "meet the aide of Brink"
        return None
    if not all(any(n.parts[-1] in c.quote for c in article) for n in (first, other)):
        return None
    meeting = {one.verb.stem, *synonyms(one.verb.stem), *(words.stem(w) for w in _ENCOUNTERS.split())}
    if any(_has(first, line) and _has(other, line) and _met(line, meeting) for line in gather(article).lines):
        return None
    return f"it does not say that {first.name} and {other.name} met"


def _has(name: NameSpan, line: Line) -> bool:
    """Whether a sentence names the person or means them."""
    meant = [p.name for _, p in line.meant] + ([line.subject.name] if line.subject is not None else [])
    return name.parts[-1] in line.reading.text or any(same_person(parts, name.parts) for parts in meant)


def _met(line: Line, meeting: set[str]) -> bool:
    """Whether the sentence has a word of a meeting that isn't merely planned or asked for."""
    split = words.split(line.reading.text)
    return any(word.stem in meeting and not undone(split, at) for at, word in enumerate(split))


def undone(split: Sequence[Word], at: int) -> bool:
    """Whether the word at a place is denied, or what somebody may do, wants or is asked to do."""
    before = [w.lower for w in split[max(0, at - 6) : at]]
    negations = lexicon.classes("negations")["words"]
    hedges = lexicon.classes("hedges")
    if any(w in negations or w.endswith("n't") for w in before[-3:]) and "had" not in before[-3:]:  # "had she not died"
        return True
    if any(w in hedges["modal"] and w != "would" for w in before[-2:]):  # "the last that anybody would see of him"
        return True
    return any(w in hedges["intent"] for w in before) and any(w in ("to", "for") for w in before)


def no_reason(one: Deed | None, around: Sequence[Cited]) -> str | None:
    """Why no reason stands there: each sentence that speaks of the deed ends its paragraph and has no word for one.

    Where another sentence follows in the paragraph, that may be the reason without such a word.
    """
    if one is None or one.asking != "why":
        return None
    telling = [c for c in around if spoken_of(one.verb, stems([c]))]
    if not telling or any(_REASON.search(c.quote) or not _ends(c) for c in telling):
        return None
    return f"it gives no reason for this: '{one.verb.text}'"


def _ends(cited: Cited) -> bool:
    """Whether the sentence is the last of its paragraph."""
    after = cited.article.text[cited.span.end :]
    return not after.strip() or bool(re.match(r"\s*\n\s*\n", after))


def nobody(one: Deed | None, question: str, passages: Sequence[Sequence[Cited]], around: Sequence[Cited]) -> str | None:
    """Why nobody is named who did it: the sentences speak of the deed, but not of all, and have no person or role that
    the question hasn't itself: "by seven votes to two" for "Who voted against it?"."""
    said = stems(around)
    if one is None or one.asking != "who" or not spoken_of(one.verb, said):
        return None
    own = [w for w in words.split(question) if w.text[0].islower() and (w.content or w.lower == "against")]
    if all(spoken_of(word, said) for word in own):
        return None
    about = [passage for passage in passages if spoken_of(one.verb, stems(passage))]
    if any(_somebody(cited.quote, question) for passage in about or passages for cited in passage):
        return None
    return f"it names nobody for this: '{one.verb.text}'"


def _somebody(quote: str, question: str) -> bool:
    """Whether a sentence has somebody whom the question doesn't have: a name, a role or a pronoun."""
    asked = {w.stem for w in words.split(question)}
    new = [w for w in words.split(quote) if w.stem not in asked]
    roles = lexicon.words("roles")
    if any(w.lower in _SOMEBODY or w.lower in roles or w.lower.rstrip("s") in roles for w in new):
        return True
    named = (*names.proper(quote), *names.people(quote))
    return any(w.stem not in asked for n in named for w in words.split(n.name))
