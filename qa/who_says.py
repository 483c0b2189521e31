"""Who says what a sentence says, also where the name stands beside an office: ", said the port's director, Ada Brink".

The grammar of grounding (qa/grounding/speakers.py) takes a subject that stands before its verb, or a name after it.
Here the subject may be an office, with its holder's name beside it or without; the saying may stand inside the sentence
(", Brink added,") or have no verb of saying ("spoke of", "put the loss at"); and a sentence may go on with the words of
the one before ("She pointed to ..."). All but the first is English alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.grounding import Cited, speech, words
from qa.grounding.context import context, same_person
from qa.grounding.names import NameSpan
from qa.grounding.offices import titles
from qa.grounding.reading import Reading, read
from qa.grounding.speakers import PREPOSITION, attributions, strengths
from qa.grounding.speech import SOMEBODY, sayer, speaker
from qa.grounding.words import Word
from qa.office_holders import holder
from qa.saying_forms import MORE, MUTE, saying

LONGEST = 60  # characters between a verb of saying and the name of who says it, and of such a name
BACK = 4  # sentences before in which a "he" is explained
OPENING = 6  # words before the name that a sentence opens with: its title, "On Monday"
HE = "he"
_CLOSED = re.compile(r"(?:[,?!]\"|\"[,?!]?|,')\s*$")
_COMMA = re.compile(r"[^,;:]{12},\s*$")
_PLAIN = re.compile(r"\s+(?:the|an?|its|his|her|their)\s|\s+[^\W\d_][\w-]*'s\s")
_OPENING = re.compile(r"\W*(?:He|She)\b")
_SPOKEN_OF = re.compile(r"\W*(?P<office>The\s+(?:[\w-]+\s+){0,2}?[\w-]+)")  # "The minister was asked"
_JUNK = re.compile(r"\b(?:and|but|or|that|which)$|^[a-z]+ed\b")  # "called the pier the best in Norway and"
_BESIDE = re.compile(r",\s+(?:who|whose|which|the|an?|its|his|her|their|then|\d+)\b[^,]*,\s*$")
_ADVERBS = re.compile(r"(?:\s+(?:has|had|also|later|then|again|further|however|\w+ly))+\s*$")
_HE = re.compile(r"(?:^|[,;:]\s)\W*(?:he|she)$", re.IGNORECASE)
_THE = re.compile(r"(?:^|[,;:]\s)\W*(?P<office>the\s+(?:[\w-]+\s+){0,4}?[\w-]+)$", re.IGNORECASE)


def opening(cited: Cited) -> str | None:
    """Whom the pronoun means that a sentence opens with, as in "He = Ada Brink": whoever says it, if "he" does."""
    note = speech.opening(cited)
    if note is None or speaker(cited) is not None or cited.article.language not in ("en", None) or _said(cited) != HE:
        return note
    return f"{note.split(' = ')[0]} = {named(cited)}"


def named(cited: Cited) -> str | None:
    """Who says what the sentence says: as `sayer` has it, else in one of the forms above."""
    if speaker(cited) is not None or cited.article.language not in ("en", None):
        found = sayer(cited)
        english = cited.article.language in ("en", None)
        return _going_on(cited) or found if found == SOMEBODY and english else found
    found = _said(cited)
    return _meant(cited) if found == HE else found


def _going_on(cited: Cited) -> str | None:
    """Who says a quotation without a tag: whose words the sentence before it is, in its paragraph. None where that is
    nobody's whom the article names, or where the sentence after it is somebody else's."""
    first = cited.sentence
    while first and _beside(cited, cited.sentence - first) and speaker(Cited(cited.source, first)) == SOMEBODY:
        first -= 1
    before = Cited(cited.source, first)
    if first == cited.sentence or not _beside(cited, cited.sentence - first):
        return None
    who = named(before)
    if who is None or who == SOMEBODY:
        return None
    after = next((c for c in _after(cited) if speaker(c) != SOMEBODY), None)
    return who if after is None or _may_go_on(tuple(who.split()), after) else None


def _after(cited: Cited) -> list[Cited]:
    """The sentences behind one in its paragraph."""
    every = enumerate(cited.source.sentences)
    return [Cited(cited.source, n) for n, s in every if n > cited.sentence and s.paragraph == cited.span.paragraph]


def _may_go_on(who: tuple[str, ...], after: Cited) -> bool:
    """Whether a sentence behind somebody's quotation has nobody else who may have said it: neither a subject that is
    another person nor a saying by another."""
    subject = context(after.source).subjects[after.sentence]
    if subject is not None:
        return same_person(subject.name, who)
    return not attributions(read(after.quote, None))


@lru_cache(maxsize=2048)
def _said(cited: Cited) -> str | None:
    """Who says it, as the sentence itself tells: a name, HE for a pronoun, None for nobody."""
    reading = read(cited.quote, None)  # of surnames known from elsewhere, too many are taken for a verb's subject
    person = _after_verb(reading) or _apposed(reading)
    if person is not None:
        return reading.cut(person.start, person.end)
    for said in attributions(reading):
        subject = reading.cut(*said.subject)
        if subject.lower() in ("it", "they"):
            return None
        if (found := _named_so(cited, reading, subject)) is not None:
            return found
    if not _OPENING.match(reading.text) and not any(saying(reading, at) for at in range(len(reading.words))):
        return None  # spares the context of the article, which takes some milliseconds
    return _otherwise(cited, context(cited.source).readings[cited.sentence])


def _after_verb(reading: Reading) -> NameSpan | None:
    """The person of '..., " said the port's director, NAME', and of '..., said its director, NAME.'"""
    for word in reading.words:
        before, rest = reading.text[: word.start], reading.text[word.end :]
        quoted = bool(_CLOSED.search(before))
        if word.stem not in strengths() or not (quoted or _COMMA.search(before)) or not _PLAIN.match(rest):
            continue
        for person in reading.people:
            between = reading.text[word.end : person.start]
            # The name follows its office, at once or after a comma; a name after "of" is another's.
            if 0 < len(between) <= LONGEST and person.role and not re.search(r"[.;:\"]|,\s*\S", between):
                return person if quoted or not re.search(r"\w", reading.text[person.end :]) else None
    return None


def _apposed(reading: Reading) -> NameSpan | None:
    """The person of "Its chairman, NAME, warned that ..." and of "according to its chairman, NAME"."""
    for said in attributions(reading):
        for person in reading.people:
            gap = reading.text[said.subject[1] : person.start].removesuffix(f"{person.role} ")
            if said.subject[1] > person.start or not re.match(r"\s*,\s*$", gap) or not titles(reading.text, person):
                continue
            if said.stem == "accord" or re.match(r"\s*,\s*(?:\w+\s+)?$", reading.text[person.end : said.verb[0]]):
                return person
    return None


def _named_so(cited: Cited, reading: Reading, subject: str) -> str | None:
    """Whom the subject of a verb of saying names; None when the words are none, or a quotation's own."""
    if subject.lower() in (HE, "she"):
        return HE
    if any(n.name in subject for n in reading.names) and len(subject) <= LONGEST:
        spoken = re.match(rf"\W*{re.escape(subject)}[,?!.]*[\"\u201d]", cited.quote)
        return None if spoken or _JUNK.search(subject) else holder(cited, subject) or subject
    return holder(cited, subject) if _THE.match(subject) else None


def _otherwise(cited: Cited, reading: Reading) -> str | None:
    """Who says it in a form that grounding has no verb for."""
    for at, word in enumerate(reading.words):
        form = saying(reading, at)
        who = _leading(reading, word) if form == "shared" else None
        if form in ("aside", "deed"):
            who = _subject(cited, reading, word, alone=form == "aside")
        if who is not None:
            return who
    return _continuing(cited)


def _leading(reading: Reading, verb: Word) -> str | None:
    """Whom the sentence opens with, where no other clause stands between that and the verb."""
    first = next(iter(reading.people), None)
    if opens := _OPENING.match(reading.text):
        end, who = opens.end(), HE
    elif first is not None and len(words.split(reading.text[: first.start])) <= OPENING:
        end, who = first.end, reading.cut(first.start, first.end)
    else:
        return None
    between = re.sub(r"^\s*,\s+who\b[^,]*,", " ", reading.text[end : verb.start])
    return None if re.search(r"^'|\b(?:who|which|whose|where|when)\b|[;:]", between) else who


def _continuing(cited: Cited) -> str | None:
    """HE of "She pointed to ...", when the sentence before it is that person's words, or goes on with them too."""
    subject = context(cited.source).subjects[cited.sentence]
    for back in range(BACK + 1 if subject is not None else 0):
        one = Cited(cited.source, cited.sentence - back)
        if not _beside(cited, back):
            break
        if (opens := _OPENING.match(one.quote)) is None:
            who = _meant(one) if back and _said(one) == HE else _said(one) if back else None
            return HE if who is not None and subject and same_person(tuple(who.split()), subject.name) else None
        rest = [w for w in words.split(one.quote[opens.end() :]) if w.lower not in ("also", "then", "has", "had")]
        if not rest or rest[0].stem in MUTE or rest[0].stem not in {*strengths(), *MORE}:
            break
    return None


def _subject(cited: Cited, reading: Reading, verb: Word, *, alone: bool) -> str | None:
    """Who stands before a verb as its subject: a name, also one beside its office, a pronoun, or an office. `alone`:
    nothing but that may stand between it and the comma before."""
    before = _ADVERBS.sub("", reading.text[: verb.start].rstrip())
    beside = _BESIDE.search(before)
    before = before[: beside.start()] if beside else before
    for person in reading.people:
        own = reading.text[person.start : person.end]
        lead = re.split(r"[,;:]", reading.text[: person.start])[-1].strip()
        apposed = before.endswith(f"{own},") and titles(reading.text, person)
        if person.end > len(before) or not (apposed or before.endswith(own)) or PREPOSITION.search(f"{lead} "):
            continue
        if not alone or lead == (person.role or ""):
            return reading.cut(person.start, person.end)
    if _HE.search(before):
        return HE
    office = _THE.search(before)
    return holder(cited, office["office"]) if office else None


def _meant(cited: Cited) -> str | None:
    """Whom the sentence's "he" means: inside it, whoever spoke before in the paragraph; or, where it names nobody, who
    was spoken of there, as a name or an office. Else the subject that the article's context gives."""
    around = context(cited.source)
    subject = around.subjects[cited.sentence]
    inside, names = not _OPENING.match(cited.quote), bool(around.readings[cited.sentence].people)
    for back in range(1, BACK + 1):
        if not _beside(cited, back):
            break
        before = Cited(cited.source, cited.sentence - back)
        said = _said(before)
        if said != HE and (person := around.person(tuple((said or "").split()))) is not None:
            return person.label
        if said == HE or _OPENING.match(before.quote):
            continue
        if names or not inside:
            break
        if (spoken_of := _SPOKEN_OF.match(before.quote)) and (name := holder(before, spoken_of["office"])):
            return name
        if (other := around.subjects[before.sentence]) is not None:
            return other.label
    return subject.label if subject is not None else None


def _beside(cited: Cited, back: int) -> bool:
    """Whether the sentence so many places before is one of the same paragraph."""
    n = cited.sentence - back
    return n >= 0 and cited.source.sentences[n].paragraph == cited.span.paragraph
