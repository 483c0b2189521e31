"""Chunks: runs of whole sentences that are embedded and searched as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.records import Chunk, Sentence

TARGET = 160  # tokens: a chunk is closed when it has reached that
LIMIT = 240  # tokens: never more, so that a chunk and two control tokens fit the embedder's 256
ENOUGH = 64  # tokens: from there on a chunk may end with its paragraph; a last one below it joins the one before

WORD = re.compile(r"[^\W_]{1,16}|[^\w\s]|_")
IDEOGRAPH = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
OTHER_LETTER = re.compile(r"[\u0370-\u0dff\u0f00-\u1dff\u2c00-\u2dff\ua500-\udfff\ufb1d-\ufeff]")
WORDPIECES_A_WORD = 1.065  # fitted on 7,594 sentences of English news; a chunk is 3 % off on average
LETTERS_A_TOKEN = 2  # of Arabic, Cyrillic, Greek, Devanagari ... in multilingual vocabularies; an upper bound on tokens


def approximate(text: str) -> int:
    """About how many tokens an embedder makes of `text`, without loading its tokenizer.

    English is counted as all-MiniLM-L6-v2 cuts it, a little over one token a word or punctuation mark. Other scripts
    are counted for a multilingual embedder, since MiniLM is never given them.
    """
    if text.isascii():
        return round(WORDPIECES_A_WORD * len(WORD.findall(text)))
    ideographs, rest = len(IDEOGRAPH.findall(text)), IDEOGRAPH.sub(" ", text)
    letters, rest = len(OTHER_LETTER.findall(rest)), OTHER_LETTER.sub(" ", rest)
    return round(ideographs + letters / LETTERS_A_TOKEN + WORDPIECES_A_WORD * len(WORD.findall(rest)))


def chunks(
    text: str,
    sentences: Sequence[Sentence],
    size: Callable[[str], int] = approximate,
    target: int = TARGET,
    limit: int = LIMIT,
) -> list[Chunk]:
    """The chunks of an article: all its sentences in order, without overlap.

    `size` counts the tokens of a sentence, without control tokens; `target` and `limit` are in the same tokens. A
    chunk ends with a paragraph once it has ENOUGH tokens, else with the sentence that reaches `target`, and never
    holds more than `limit`, unless one sentence alone does, which then is a chunk of its own.
    """
    sizes = [size(text[sentence.start : sentence.end]) for sentence in sentences]
    firsts = _firsts(sentences, sizes, target, limit)
    return [
        Chunk(sentences[first].start, sentences[last - 1].end, first, last)
        for first, last in pairwise([*firsts, len(sentences)])
    ]


def _firsts(sentences: Sequence[Sentence], sizes: Sequence[int], target: int, limit: int) -> list[int]:
    """The numbers of the sentences with which chunks begin."""
    firsts: list[int] = []
    held = before = 0  # tokens in the chunk that is being filled, and in the one before it
    for number, tokens in enumerate(sizes):
        new_paragraph = number > 0 and sentences[number].paragraph != sentences[number - 1].paragraph
        full = held >= target or held + tokens > limit or (new_paragraph and held >= min(ENOUGH, target))
        if full or not firsts:
            firsts.append(number)
            before, held = held, 0
        held += tokens
    if len(firsts) > 1 and held < ENOUGH and before + held <= limit:
        firsts.pop()
    return firsts
