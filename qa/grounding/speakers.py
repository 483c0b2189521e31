"""Who says what in a sentence, and how strongly: "Sabbagh stressed that", "according to Mehr"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.grounding import lexicon, words
from qa.grounding.names import NameSpan
from qa.grounding.reading import Reading
from qa.grounding.words import Word

# Nouns or plain verbs as often as verbs of saying: these need "that" or a quotation after them.
_NOUNLIKE = frozenset(
    "announce announces announced declare declares reject rejects rejected dismiss dismisses dismissed prove "
    "proves proved establish established dispute disputes disputed write writes wrote written claim claims report "
    "reports comment comments note notes view views post posts answer answers point points call calls estimate "
    "estimates state states express present question questions show shows sees see saw read reads mention "
    "mentions believe believed thinks think thought consider considers considered feels felt feel ask asked "
    "outline presented predict posted record records remark remarks voice voices guess suspect suspects offer "
    "offers offered promise promises warning demand demands request requests proposal recommend pledge pledges "
    "address called pointed quote quotes cites continue continues continued concludes tweet tweets added "
    "estimated demonstrated demonstrate outlines outlined observed observe described describe describes viewed "
    "indicated indicate conveyed convey conveys expressed voiced expresses maintained maintain maintains suggests "
    "suggest suggested implied recalled".split()
)
_ACCORDING = re.compile(
    r"\baccording\s+to\s+(?P<who>[^,.;]{2,80})|\bin\s+the\s+(?:words|view|opinion)\s+of\s+(?P<whom>[^,.;]{2,60})",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s*(?:for|on)\s+(?:his|her|their|its)\s+(?:own\s+)?part\s*,?|\s*,?\s*in\s+(?:turn|response),?", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]\s|\.\s+(?=[A-Z\"'])|,\s+(?:and|but|while|as|which)\s+|\bthat\s|\"")
_DESCRIBES = frozenset({"describ", "view", "see", "consid", "portray", "depict", "present", "denounc"})
_AUXILIARIES = frozenset(
    "has have had will would not also be been is are was were did does do never then later still already".split()
)
PREPOSITION = re.compile(
    r"\b(?:with|of|to|for|by|after|about|from|against|between|on|at|in|as|than|and\s+to|meeting|met|telling)\s+"
    r"(?:the\s+)?(?:[a-z]+\s+){0,2}(?:(?:President|Minister|Mr|Mrs|Ms|Dr|Secretary|General)\.?\s+)*$"
)
_DATELINE = re.compile(r"\W*[A-Z][A-Z .'-]{2,30}(?:,\s+[A-Z][\w. ]{1,20}){0,2}\s*(?:\([^()]{2,40}\)\s*)?(?:--|-)\s")
_PRONOUN = re.compile(r"\W*(he|she|they)\b", re.IGNORECASE)
_DETERMINERS = frozenset(
    "the a an his her its their this that these those no any some of to in for on by with from".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A saying in a text: the subject's span, the verb, and the strength class of `sayings.txt`."""

    subject: tuple[int, int]
    verb: tuple[int, int]
    stem: str
    strength: str  # weak, plain, strong, against, ahead


_DEED = re.compile(r"\s+by\s+(?:the\s+)?\w+ing\b|\s+by\s+the\s")  # "responded by printing notes" is no saying


@lru_cache(maxsize=1)
def strengths() -> dict[str, str]:
    """The stem of each verb of saying with its strength class."""
    return {words.stem(v): name for name, verbs in lexicon.classes("sayings").items() for v in verbs}


@lru_cache(maxsize=4096)
def attributions(reading: Reading) -> tuple[Attribution, ...]:
    """The sayings of a text in order."""
    found = []
    for match in _ACCORDING.finditer(reading.text):
        group = "who" if match["who"] else "whom"
        found.append(Attribution(match.span(group), match.span(), "accord", "plain"))
    for at, word in enumerate(reading.words):
        strength = strengths().get(word.stem)
        if strength is None or _in_name(reading, word) or _is_noun(reading.words, at, reading.text):
            continue
        if _DEED.match(reading.text[word.end :]):
            continue
        subject = _subject(reading, at)
        if subject is None:
            continue
        if word.lower in _NOUNLIKE and not (_opens_content(reading, word) or _closes(reading, word, subject)):
            continue
        found.append(Attribution(subject, (word.start, word.end), word.stem, strength))
    return tuple(sorted(found, key=lambda a: a.verb))


def _in_name(reading: Reading, word: Word) -> bool:
    return any(n.start <= word.start < n.end for n in reading.names)


def _is_noun(split: tuple[Word, ...], at: int, text: str) -> bool:
    before = split[at - 1] if at else None
    if before is not None and before.lower in _DETERMINERS and text[before.end : split[at].start] == " ":
        return True
    return bool(
        before and before.lower in ("be", "been", "being", "is", "are", "was", "were") and split[at].lower != "saying"
    )


def _opens_content(reading: Reading, word: Word) -> bool:
    """Whether a word that is often a noun or a plain verb opens what is said: "that" or a quotation follows."""
    following = reading.text[word.end :]
    if word.stem in _DESCRIBES and re.match(r"[^.;:]{2,80}\sas\s", following):
        return True
    return bool(re.match(r"(?:\s+out)?\s+(?:that|how|why|whether)\b|[,:]?\s*\"", following))  # "pointed out that"


def _closes(reading: Reading, word: Word, subject: tuple[int, int]) -> bool:
    """Whether subject and verb close a sentence after what was said: "..., X added." """
    before = reading.text[: subject[0]].rstrip()
    return before.endswith((",", '"', "'")) and bool(re.match(r"\s*(?:[.]|$)", reading.text[word.end :]))


def _subject(reading: Reading, at: int) -> tuple[int, int] | None:
    """The span of whoever the verb's subject is; None when nothing before or after the verb can be one."""
    verb = reading.words[at]
    text = reading.text
    inverted = re.search(r"[\"'][,.]?\s*$|[,]['\"]?\s*$", text[: verb.start]) and re.match(
        r"\s+(?:the\s+|an?\s+)?[A-Z]", text[verb.end : verb.end + 12]
    )
    if inverted and verb.stem != "tell":  # "..., he told the Courier": whom, and never who
        after = [n for n in reading.names if verb.end <= n.start <= verb.end + 60]
        if after:
            speaker = next((n for n in after if n.kind == "person"), after[0])
            return speaker.start, speaker.end
    before = text[: verb.start]
    trimmed = _ASIDE.sub(lambda m: " " * len(m[0]), before).rstrip()
    if trimmed.endswith(","):
        opening = trimmed.rfind(",", 0, len(trimmed) - 1)
        if opening <= 0:
            return None
        beside = next((n for n in reading.people if trimmed[opening + 1 : -1].strip() == text[n.start : n.end]), None)
        if beside is not None:  # "her spokesman, Ana Rivas, said"
            return beside.start, beside.end
        trimmed = trimmed[:opening]
    breaks = [m.end() for m in _CLAUSE.finditer(trimmed)]
    dateline = _DATELINE.match(trimmed)
    start = max([dateline.end() if dateline else 0, *breaks, trimmed.rfind(", ") + 1])
    segment = trimmed[start:]
    if not segment.strip():
        # A verb right after "and" shares the subject of the verb before it.
        start, segment = 0, trimmed
    persons = [n for n in reading.people if start <= n.start and n.end <= start + len(segment)]
    free = [n for n in persons if not PREPOSITION.search(text[: n.start])]
    if free:
        shared = bool(re.search(r"\band\s*$", text[: verb.start]))
        pronoun = _PRONOUN.match(segment)
        if shared and pronoun:
            return start + pronoun.start(1), start + pronoun.end(1)
        return _with_partner(text, free, free[0] if shared else free[-1])
    spans = [w for w in reading.words if start <= w.start and w.end <= start + len(segment)]
    while spans and spans[-1].lower in _AUXILIARIES:
        spans.pop()
    if spans and spans[-1].lower in ("he", "she", "they", "who", "which", "it"):
        return spans[-1].start, spans[-1].end
    if not spans or len(spans) > 16:
        return None
    return spans[0].start, spans[-1].end


def _with_partner(text: str, free: list[NameSpan], chosen: NameSpan) -> tuple[int, int]:
    """The span of a name, and of the other one in "X and Y said"."""
    for other in free:
        if other.end < chosen.start and re.fullmatch(r"\s+and\s+(?:\w+\s+){0,3}", text[other.end : chosen.start]):
            return other.start, chosen.end
    return chosen.start, chosen.end
