"""Who says what a sentence says, also where the name stands beside an office: ", said the port's director, Ada Brink".

The grammar of grounding (qa/grounding/speakers.py) takes a subject that stands before its verb, or a name after it.
Here the subject may be an office with the name in apposition, before the verb or after a quotation.
"""

from __future__ import annotations

import re

from qa.grounding import Cited
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading, read
from qa.grounding.speakers import attributions, strengths
from qa.grounding.speech import sayer, speaker

LONGEST = 60  # characters between a verb of saying and the name of who says it
_CLOSED = re.compile(r"(?:[,?!]\"|\"[,?!]?|,')\s*$")
_PLAIN = re.compile(r"\s+(?:the|an?|its|his|her|their)\s|\s+[^\W\d_][\w-]*'s\s")
_GAP = re.compile(r"\s*,\s*$")


def named(cited: Cited) -> str | None:
    """Who says what the sentence says: as `sayer` has it, else the person whose office is the verb's subject."""
    if speaker(cited) is not None:
        return sayer(cited)
    reading = read(cited.quote, None)
    person = _after_quotation(reading)
    found = None if person is not None else sayer(cited)
    if found is not None and not _spoken(cited.quote, found):
        return found
    person = person or _apposed(reading)
    return reading.cut(person.start, person.end) if person is not None else None


def _spoken(quote: str, words: str) -> bool:
    """Whether words of a sentence are the very words that somebody says in it: a quotation that they begin."""
    return bool(re.match(rf"\W*{re.escape(words)}[,?!.]*[\"\u201d]", quote))


def _after_quotation(reading: Reading) -> NameSpan | None:
    """The person of '..., " said the port's director, NAME'."""
    for word in reading.words:
        rest = reading.text[word.end :]
        if word.stem not in strengths() or not _CLOSED.search(reading.text[: word.start]) or not _PLAIN.match(rest):
            continue
        for person in reading.people:
            between = reading.text[word.end : person.start]
            # The name follows its office, at once or after a comma; a name after "of" is another's.
            if 0 < len(between) <= LONGEST and person.role and not re.search(r"[.;:\"]|,\s*\S", between):
                return person
    return None


def _apposed(reading: Reading) -> NameSpan | None:
    """The person of "Its chairman, NAME, warned that ..."."""
    for said in attributions(reading):
        for person in reading.people:
            gap = reading.text[said.subject[1] : person.start]
            tail = reading.text[person.end : said.verb[0]]
            if (
                said.subject[1] <= person.start
                and person.role
                and _GAP.match(gap)
                and re.match(r"\s*,\s*(?:\w+\s+)?$", tail)
            ):
                return person
    return None
