"""Whose words a question asks for in another form than "What did Brink say?": "What is Brink's view of the dam?", "What
reason does she give?", "How does Brink explain it?"; and what it wants them to be about.

English alone, and the text of the question alone: whether anybody of that name speaks is for its readers to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.grounding import words
from qa.near_words import told

_WHO = r"(?P<who>[^,;:?]{2,60}?)"
_DID = r"(?:did|does|do|has|have|had)"
_VIEW = (
    r"(?:views?|opinions?|versions?|accounts?|assessments?|judge?ments?|positions?|stance|take|attitude|verdict|"
    r"predictions?|forecasts?|warnings?|advice|criticisms?|complaints?|demands?|promises?|arguments?|accusations?)"
)
_LOOSE = re.compile(r"(?:positions?|accounts?|take)\b", re.IGNORECASE)  # an office, a sum, a catch
_REPLY = r"(?:answers?|repl(?:y|ies)|responses?|reactions?)"
_GROUND = r"(?:explanations?|justifications?|excuses?|reasons?|grounds|reasoning)"
_TOPIC = r"(?:\s+(?:of|on|about|for|to|towards?|regarding|concerning|against|that|as\s+to)\s+(?P<topic>.+))?"
_OWNED = re.compile(
    rf"\bwhat\s+(?:is|are|was|were)\s+{_WHO}(?:['\u2019]s|(?<=s)['\u2019])\s+(?:\w+\s+)?"
    rf"(?:(?P<view>{_VIEW})|(?P<reply>{_REPLY})|(?P<ground>{_GROUND}))\b{_TOPIC}",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\b(?:what|which)\s+(?:\w+\s+)?(?P<ground>{_GROUND})\s+{_DID}\s+{_WHO}\s+"
    rf"(?:give|gave|given|offer(?:ed)?|cite[ds]?|name[ds]?|provided?|state[ds]?|put\s+forward)\b{_TOPIC}",
    re.IGNORECASE,
)
_HOW = re.compile(
    rf"\bhow\s+{_DID}\s+{_WHO}\s+(?:(?P<ground>explain(?:ed)?|justif(?:y|ied)|account(?:ed)?\s+for|excused?)|"
    rf"(?P<reply>repl(?:y|ied)\s+to|react(?:ed)?\s+to|respond(?:ed)?\s+to)|"
    rf"(?P<view>judged?|assess(?:ed)?|describe[ds]?|characteri[sz]ed?|portray(?:ed)?))\s+(?P<topic>.+)",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"\s*(?:the\s+question\s+(?:of\s+)?)?(?P<asks>who|whom|whose|what|which|how|why|when|where|whether|if)\b", re.I
)
# What is told of whose fault something was, besides such a word itself: an error, or that something of theirs failed.
_FAULT = frozenset(map(words.stem, "fault blame guilt guilty responsible responsibility culprit wrong cause".split()))
_FAILING = frozenset(
    map(
        words.stem,
        "mistake error failure fail failing neglect negligence negligent careless lapse oversight blunder accuse "
        "innocent breakdown malfunction defect".split(),
    )
)
_BOTH = (
    re.compile(
        r"\baccording\s+to\s+(?:both\s+)?(?P<one>[^,;:?]{2,60}?),?\s+and\s+(?:(?:according\s+)?to\s+)?"
        r"(?P<other>[^,;:.?]{2,60})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:what|which|how\s+m(?:any|uch))\b[^?]*?\b{_DID}\s+(?:both\s+)?(?P<one>[^,;:?]{{2,60}}?)\s+and\s+"
        r"(?P<other>[^,;:?]{2,60}?)\s+(?:(?:each|both|respectively)\s+)?"
        r"(?:say|think|believe|claim|argue|state|expect|fear|hope|predict|report|estimate|count|give)\b",
        re.IGNORECASE,
    ),
)
_BODY = re.compile(
    rf"\bwhat\s+{_DID}\s+(?P<who>(?:the|its|their)\s+[a-z][^,;:?]{{1,50}}?)\s+(?P<verb>say|said|state|claim|warn|predict|"
    r"estimate|argue|expect|fear|hope|think|believe|promise|blame|deny|denied|announce|recommend|demand)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("he she they it you we i".split())
_EMPTY = frozenset(  # which are no topic: "what happened next", "Brink's version of the events"
    map(
        words.stem,
        "happen occur go come do next now then lie be have will would may might matter true future event thing story "
        "incident affair".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`who` says it as the question has it: a name, an office or a body; `form` is "view", "reply" or "ground"."""

    who: str
    form: str
    topic: str = ""


@lru_cache(maxsize=256)
def asked(question: str) -> Asked | None:
    """Whose view, reply or reason a question asks for; None for other questions, and for that of nobody but "they"."""
    for pattern in (_OWNED, _GIVEN, _HOW):
        if found := pattern.search(question):
            groups = found.groupdict()
            form = next(name for name in ("ground", "reply", "view") if groups.get(name))
            who = groups["who"].strip()
            topic = (groups["topic"] or "").rstrip(" ?")
            topic = topic if any(w.stem not in _EMPTY for w in words.content(topic)) else ""
            loose = not topic and _LOOSE.match(groups.get("view") or "")
            return None if loose or who.lower() in _PRONOUNS else Asked(who, form, topic)
    return None


def body(question: str) -> tuple[str, str] | None:
    """What is said to speak in "What does the water board say?", without a name, and the words that ask for its word;
    None for other questions."""
    if found := _BODY.search(question):
        return found["who"], f"{found['who']} {found['verb']}"
    other = asked(question)
    return (other.who, other.who) if other is not None and not any(c.isupper() for c in other.who) else None


@lru_cache(maxsize=256)
def pair(question: str) -> tuple[str, str] | None:
    """The two of whom a question wants the words of each, as it has them: "What do Brink and the mayor say?"; None for
    other questions."""
    for pattern in _BOTH:
        if found := pattern.search(question):
            return found["one"].strip(), found["other"].strip()
    return None


def indirect(topic: str) -> bool:
    """Whether a topic is a question of its own: "whose fault it was"."""
    return _INDIRECT.match(topic) is not None


def answers(topic: str, said: frozenset[str]) -> bool:
    """Whether the stems of somebody's words may answer a topic that is a question of its own: one of its words that say
    something is told there. Whose fault something was is also told by an error or a failure.

    A topic without any such word, as "what happened", is answered by whatever is said.
    """
    content = [w for w in words.content(topic) if w.stem not in _EMPTY]
    if not content:
        return bool(said)
    plain = [w for w in content if w.text[0].islower()] or content
    if any(w.stem in _FAULT for w in plain) and said & (_FAULT | _FAILING):
        return True
    return any(told(w, said) > 0 for w in plain)
