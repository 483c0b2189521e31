"""Interviews: what a question turn says is looked for in the turn that answers it, and is no answer itself.

"What will she do?" finds "Q: What will you do when your term ends?", and the answer is "A: Grow apples.", which has no
word of it. So a question turn that was found gives its place to the first sentence of its answer, which counts as
saying what the question says; and an answer that can't be understood without its question is shown after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import words
from index.rank import FEATURES
from index.search import Retrieval, SentenceHit
from qa import standalone
from qa.grounding import turns
from qa.grounding.turn_forms import Turn
from qa.grounding.turn_labels import bare
from qa.hit_words import share

BARE = 3  # words of an opening that the next sentence explains: "Yes.", "No, never."
WHOLE = 3  # sentences of a question turn that are shown; of a longer one the last ones
_SAID = tuple(
    i
    for i, name in enumerate(FEATURES)
    if name.startswith(("similarity", "coverage", "names", "bm25", "pairs", "by_", "article_"))
)

_ALL = tuple(FEATURES.index(name) for name in ("coverage", "coverage_around"))
_NAMED = tuple(FEATURES.index(name) for name in ("names", "names_around"))


def handed(retrieval: Retrieval) -> Retrieval:
    """The retrieval without the sentences of question turns: what they say counts for those that open their answers."""
    interviews = {rowid: every for rowid in retrieval.articles if (every := _turns(retrieval, rowid))}
    if not interviews:
        return retrieval
    asking: dict[tuple[int, int], list[SentenceHit]] = {}  # by what they are answered by
    left_out: set[tuple[int, int]] = set()
    for hit in retrieval.sentences:
        every = interviews.get(hit.article, ())
        own = turns.at(every, hit.n) if every else None
        if own is None or not own.asks:
            continue
        left_out.add((hit.article, hit.n))
        answer = turns.answer(every, hit.n)
        for n in _opening(retrieval, hit.article, answer) if answer is not None else ():
            asking.setdefault((hit.article, n), []).append(hit)
    if not left_out:
        return retrieval
    hits = []
    for hit in retrieval.sentences:
        if (hit.article, hit.n) not in left_out:
            given = asking.pop((hit.article, hit.n), ())
            hits.append(_with(retrieval, hit, given) if given else hit)
    for (article, n), given in asking.items():  # answers that were not found themselves
        sentence = retrieval.sentences_of[article][n]
        hits.append(_with(retrieval, replace(given[0], n=n, start=sentence.start, end=sentence.end), given))
    return replace(retrieval, sentences=tuple(sorted(hits, key=lambda h: (-h.score, h.passage, h.n))))


def asked(retrieval: Retrieval, hit: SentenceHit) -> str:
    """What the question turn says that a sentence opens the answer to, and who answers: "you" is that person. "" for
    every other sentence."""
    every = _turns(retrieval, hit.article)
    before, own = turns.question(every, hit.n), turns.at(every, hit.n)
    if before is None or own is None or hit.n not in _opening(retrieval, hit.article, own):
        return ""
    return f"{own.speaker or ''} {_text(retrieval, hit.article, before.first, before.last)}"


def alone(retrieval: Retrieval, hit: SentenceHit) -> bool:
    """Whether a sentence opens an answer in so few words that it says nothing without the question: "Yes."."""
    text = retrieval.articles[hit.article].text
    few = standalone.count_words(bare(text[hit.start : hit.end])) < standalone.SHORTEST
    return few and bool(asked(retrieval, hit))


def opened(retrieval: Retrieval, article: int, first: int, last: int) -> tuple[tuple[int, int] | None, int, int]:
    """The question turn to be shown before the sentences `first` to `last` (exclusive) of an article, None for none,
    and where the sentences begin and end: with the "Yes." that their answer opens with, and what follows it."""
    every = _turns(retrieval, article)
    own, before = turns.at(every, first), turns.question(every, first)
    if own is None or before is None or first not in (opening := _opening(retrieval, article, own)):
        return None, first, last
    first, last = own.first, max(last, opening[-1] + 1)
    said = _text(retrieval, article, first, last)
    question = _text(retrieval, article, before.first, before.last)
    short = standalone.count_words(bare(said)) < standalone.SHORTEST or len(opening) > 1
    hangs = standalone.hangs(bare(said), retrieval.articles[article].language)
    if short or hangs or _lacks(retrieval, said, question):
        return (max(before.first, before.last - WHOLE), before.last), first, last
    return None, first, last


def _turns(retrieval: Retrieval, article: int) -> tuple[Turn, ...]:
    return turns.of(retrieval.articles[article], retrieval.sentences_of[article])


def _opening(retrieval: Retrieval, article: int, answer: Turn) -> Sequence[int]:
    """The sentences that open an answer: the first, with the second if it is a mere "Yes."."""
    first = _text(retrieval, article, answer.first, answer.first + 1)
    two = standalone.count_words(bare(first)) < BARE and answer.last > answer.first + 1
    return range(answer.first, answer.first + 1 + two)


def _text(retrieval: Retrieval, article: int, first: int, last: int) -> str:
    sentences = retrieval.sentences_of[article]
    return retrieval.articles[article].text[sentences[first].start : sentences[last - 1].end]


def _lacks(retrieval: Retrieval, said: str, question: str) -> bool:
    """Whether a question turn has a word of what is asked that its answer does not say."""
    spoken = retrieval.question.language
    new = {*words.tokens(question, spoken)} - {*words.tokens(said, spoken)}
    return any(term.token in new for term in retrieval.question.terms)


def _with(retrieval: Retrieval, hit: SentenceHit, given: Sequence[SentenceHit]) -> SentenceHit:
    """The hit as if it said what others say, too, and named who says it, and as good as the best of them."""
    rows = [hit.features, *(one.features for one in given)]
    values = [max(row[i] for row in rows) if i in _SAID else value for i, value in enumerate(hit.features)]
    own = turns.at(_turns(retrieval, hit.article), hit.n)
    question = retrieval.question
    said = " ".join(retrieval.articles[hit.article].text[one.start : one.end] for one in (hit, *given))
    name = own.speaker or "" if own is not None else ""
    added = {*words.tokens(name, question.language)} - {*words.tokens(said, question.language)}
    for features, names in ((_ALL, False), (_NAMED, True)):
        more = share(question, added, names=names)
        for i in features:
            values[i] = min(1.0, values[i] + more)
    return replace(hit, features=tuple(values), score=max(hit.score, *(one.score for one in given)))
