"""Why articles tell nothing of what a yes-no question asks: they speak nowhere of the thing, or tell no such
deed of the person.

"Did Ada Brink buy a mill?" is answered by "She sold it", by "The mill is still for sale" and by "Brink denied it", and
by no article without a mill. What counts as speaking of a word is drawn wide: synonyms, near words, verbs of one kind
and opposites, for a "no" is told with these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from qa.deed_whether import Whether, whether
from qa.grounding import Cited, names, words
from qa.grounding.antonyms import opposites
from qa.grounding.context import context
from qa.grounding.words import Word
from qa.near_words import read, read_all, told
from qa.unmet_told import means
from qa.unmet_words import spoken_of, stems, tells

LONG = 8  # content words of a question that has more than one thing in it
# No thing to be looked for: time, parts and sizes, and what a text says without a word for it.
_LOOSE = frozenset(
    "last next time day week month year morning evening night today yesterday tomorrow part side way lot deal bit kind "
    "sort number amount thing anything something nothing everything anyone someone anybody somebody much more less "
    "most many few several one two three four five six seven eight nine ten twice once half good bad big small great "
    "new old own main other another same such first second third final further major large little long short high low "
    "people person life case problem question reason idea chance help place end start top".split()
)
_MADE = re.compile(r"(?:ion|ions|ment|ments|ance|ence|al|als|ing|sis|ure|ty|ness|ship|ism|age)$")  # made of verbs
_MARKED = re.compile(r"(?:al|ial|ive|ic|ous|ful|less|able|ible|ary|ish|ed|ant|ent|est|er)$")  # "a formal apology"
_DENYING = frozenset(map(words.stem, "deny reject refuse dispute dismiss decline".split()))


def untold_whether(question: str, articles: Sequence[Cited]) -> str | None:
    """Why the articles don't tell whether it happened; None when they may, and for other questions."""
    one = whether(question)
    if one is None or len(words.content(question)) > LONG:
        return None
    return _of_no_thing(one, articles) or _not_of_person(one, question, articles)


def _of_no_thing(one: Whether, articles: Sequence[Cited]) -> str | None:
    """Why the articles don't tell it: they have no word for the thing."""
    things = _things(one)
    if not things:
        return None
    texts = {c.article.id: f"{c.article.title or ''}\n{c.article.text}" for c in articles}
    said = frozenset().union(*(read_all(text)[0] for text in texts.values()))
    if all(_told(word, said) for word in things):
        return None
    return f"it speaks of no {' '.join(word.text for word in one.things)}"


def _things(one: Whether) -> list[Word]:
    """The words of what the deed was done to that a text which tells of it must have; of "the crime" it may tell
    without the word."""
    if one.known:
        return []
    last = one.things[-1:]
    plain = [w for w in one.things if w.lower not in _LOOSE and (w in last or not _MARKED.search(w.lower))]
    light = one.verb.stem in words.listed("light")  # "make a statement" is to say something
    return [w for w in plain if not (light and _MADE.search(w.lower))]


def _told(word: Word, said: frozenset[str]) -> bool:
    """Whether the stems speak of a thing, if only with what is opposed to it."""
    return told(word, said) > 0 or spoken_of(word, said) or bool(opposites(word.stem) & said)


def _not_of_person(one: Whether, question: str, articles: Sequence[Cited]) -> str | None:
    """Why no deed of the person is it: nothing tells the deed or its opposite, and no sentence that names or means the
    person denies anything or has the thing."""
    if not one.doer or one.verb.stem in words.listed("light") or _deed_told(one.verb, question, stems(articles)):
        return None
    surname = one.doer.split()[-1].lower()
    if not any(surname in c.quote.lower() for c in articles) or not _is_person(one, question, articles):
        return None
    things = _things(one)
    for cited in articles:
        said = read(cited.quote)[0]
        spoken = _DENYING & said or told(one.verb, said) or any(_told(w, said) for w in things)
        if spoken and (surname in cited.quote.lower() or means(cited, surname)):
            return None
    return f"it does not tell this of {one.doer}: '{one.verb.text}'"


def _deed_told(verb: Word, question: str, said: frozenset[str]) -> bool:
    """Whether the stems tell a deed, if only by its opposite."""
    return tells(verb, question, said, kind=True) or bool(opposites(verb.stem) & said)


def _is_person(one: Whether, question: str, articles: Sequence[Cited]) -> bool:
    """Whether the doer is a person by the question's own words or by the articles'."""
    sources = {id(c.source): c.source for c in articles}.values()
    known = chain([frozenset[str]()], (context(source).surnames for source in sources))  # read when it must be
    last = one.doer.split()[-1]
    for surnames in known:
        for name in names.proper(question, surnames):
            if name.kind == "person" and name.end <= one.verb.start and name.surname == last:
                return not question[name.end :].startswith(("'", "\u2019"))  # "Brink's lawyer"
    return False
