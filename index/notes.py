"""What publishers say about their own articles: not verified, translated, responsibility, corrected, one source.

Conservative by design: ordinary reporting ("police have not verified the video") is no note. A sentence counts when it
speaks of itself ("this story"), or stands near the top or the end and speaks as a publisher does. Sentences
inside quotation marks never count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from index.note_patterns import ANYWHERE, AT_THE_EDGES, TRANSLATED_BY, TRIGGER
from index.records import Note, NoteKind
from index.sentences import split

_TOP, _END = 2, 3  # paragraphs
_NEAR = 6  # sentences from the top or the end of such a paragraph: some texts have one paragraph only
_LONGEST = 1000  # characters of a sentence: more is a list or a table
_WINDOW = 250_000  # characters from the top and from the end that are searched
_ORGANISATION = re.compile(
    r"\b(?:News|Newspaper|Times|Post|Observer|Press|Agency|Monitor|Journal|Media|Network|Tribune|Herald|Gazette|Daily"
    r"|Weekly|Review|Reporter|Radio|Television|TV|Center|Centre|Institute|Online|Magazine|Bulletin|Chronicle|Digest"
    r"|Independent|Telegraph|Mirror|Globe|Standard|Watch|Report|Project|Foundation)\b"
)


def find_notes(text: str, language: str | None = None, body: int = 0) -> tuple[Note, ...]:
    """The notes in `text` from offset `body` on, in order, each a whole sentence as `index.sentences.split` has it."""
    if len(text) - body <= 2 * _WINDOW:
        return tuple(_notes(text, language, body, True, True))
    tail = len(text) - _WINDOW
    last = [Note(n.kind, n.start + tail, n.end + tail) for n in _notes(text[tail:], language, 0, False, True)]
    return (*_notes(text[: body + _WINDOW], language, body, True, False), *last)


def _notes(text: str, language: str | None, body: int, top: bool, end: bool) -> Iterator[Note]:
    """The notes of `text`, which holds the article's `top`, its `end` or both."""
    triggers = [match.start() for match in TRIGGER.finditer(text, body)]
    if not triggers:
        return
    sentences = split(text, language, body)
    place: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        place.setdefault(sentence.paragraph, number)
    after = [*list(place.values())[1:], len(sentences)]
    last_number = dict(zip(place, after, strict=True))
    last_paragraph = sentences[-1].paragraph if sentences else 0
    starts = [s.start for s in sentences]
    for number in sorted({bisect_right(starts, at) - 1 for at in triggers}):
        sentence = sentences[number]
        if sentence.end - sentence.start > _LONGEST:
            continue
        first, last = place[sentence.paragraph], last_number[sentence.paragraph]
        at_edge = (top and sentence.paragraph < _TOP) or (end and sentence.paragraph > last_paragraph - _END)
        near = number - first < _NEAR or last - number <= _NEAR
        kind = _kind(text[sentence.start : sentence.end], at_edge and near)
        if kind:
            yield Note(kind, sentence.start, sentence.end)


def publisher_in(text: str, notes: tuple[Note, ...]) -> str | None:
    """The publisher that a "translated and edited by The Example Observer" note names; None unless it is clearly one.

    A name counts when a word of it says so (News, Observer, Agency, ...) or when another note has it as its subject
    ("The Example Observer has not verified ..."): a person translates too.
    """
    for note in notes:
        if note.kind != "translated":
            continue
        match = TRANSLATED_BY.search(text[note.start : note.end])
        if not match:
            continue
        name = match["name"]
        others = (text[n.start : n.end] for n in notes if n != note)
        if _ORGANISATION.search(name) or any(other.startswith(name + " ha") for other in others):
            return name
    return None


def _kind(sentence: str, at_edge: bool) -> NoteKind | None:
    for kind, pattern in ANYWHERE + (AT_THE_EDGES if at_edge else ()):
        match = pattern.search(sentence)
        if match and not _quoted(sentence, match.start()):
            return kind
    return None


def _quoted(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”") or before.count("«") > before.count("»")
