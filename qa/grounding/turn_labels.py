"""The label that a turn of an interview opens with: "Q:", "Frage:", "ADA BRINK:"."""

from __future__ import annotations

import re

_LETTER = re.compile(r"[*_>\s]*(?P<label>[QA])[*_]*[.:][*_]*(?=\s|$)")
_LABEL = re.compile(r"[*_>\s]*(?P<label>[^\W\d_](?:[^\W\d_]|[ .'\u2019-]){0,40}?)[*_]*\s?[:\uff1a][*_]*(?=\s|$)")
QUESTION = frozenset("q question frage pregunta domanda pergunta vraag вопрос سؤال".split())
ANSWER = frozenset("a answer antwort respuesta réponse risposta resposta antwoord ответ جواب".split())


def label(text: str) -> str | None:
    """The label that a text opens with, as it is written; None for none."""
    found = _found(text)
    return found["label"] if found else None


def bare(text: str) -> str:
    """A turn's text without its label."""
    found = _found(text)
    return text[found.end() :].lstrip() if found else text


def _found(text: str) -> re.Match[str] | None:
    found = _LETTER.match(text) or _LABEL.match(text)
    return found if found and _names(found["label"]) else None


def _names(label: str) -> bool:
    """Whether the words before a colon may name who speaks: each is written as a name is."""
    split = label.split()
    return len(split) <= 4 and all(w[:1].isalpha() and not w[:1].islower() for w in split)
