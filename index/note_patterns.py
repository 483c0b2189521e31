"""The wordings of publishers' notes, in English and Arabic; `index.notes` says where each may stand.

Written from notes as news sites print them. Gaps are bounded, so that time stays linear in the sentence.
"""

from __future__ import annotations

import re

from index.records import NoteKind

Wording = tuple[NoteKind, re.Pattern[str]]

_SELF_NOUN = (
    r"(?:article|story|report|piece|publication|post|page|item|dispatch|commentary|column|interview|op-?ed|essay"
    r"|translation|text|headline|graphic|video)"
)
_SELF = r"\bthis\s+" + _SELF_NOUN + r"\b"
_NOT = r"(?:\s+not|n[’']t)"
_NOT_VERIFIED = (
    r"\b(?:ha(?:s|ve)|had|was|were|is|are|could|can|did|does|do)" + _NOT + r"(?:\s+been)?(?:\s+able\s+to)?(?:\s+be)?"
    r"(?:\s+independently)?\s+(?:verif(?:y|ied)|confirm(?:ed)?|authenticated?|fact-?check(?:ed)?)"
)
# Who says "has not verified": a name with a publisher's word in it, a known agency, or "we". Not "The police".
_PUBLISHER = (
    r"^\W*(?:We|This\s+(?:newspaper|site|website|publication|agency|magazine|outlet)"
    r"|(?:The\s+)?(?:Reuters|AFP|AP|CNN|BBC|Bloomberg|Associated\s+Press|Agence\s+France-Presse|dpa|Xinhua|NPR)"
    r"|(?:The\s+)?(?:[A-Z][\w’'-]*\s+){0,4}(?:News|Times|Post|Observer|Press|Monitor|Journal|Media|Network|Tribune"
    r"|Herald|Gazette|Daily|Weekly|Review|Guardian|Telegraph|Chronicle|Independent|Online|Magazine|Bulletin)"
    r"(?:\s+Agency|\s+Network)?)\s+"
)
_AUTHOR = r"(?:authors?|writers?|contributors?|interviewees?|columnists?)\b"
_VIEWS = r"\b(?:views?|opinions?)\b"
_REFLECT = r"\b(?:does|do)" + _NOT + r"\s+(?:necessarily\s+)?(?:reflect|represent)\b"
_UNATTRIBUTED = r"\A(?!.*\b(?:sa(?:id|ys?)|according\s+to|told|added|claimed)\b).{0,300}?"
_AR_SELF = r"هذ[اه]\s+(?:ال)?(?:مقالة?|مادة|تقرير|خبر|قصة|نص|منشور|ترجمة|حوار|مقابلة)"
_AR_NOT_VERIFIED = r"\b(?:لم|لا|لن)\s+(?:[تين]تحقق|[تين]تمكن|[تين]ستط[ي]?ع|يتسن[\u0651]?[ىَ]?|[تين]تأكد|يمكن|يجر|تجر)\b"
_AR_CONTENT = r"(?:محتوى|مضمون|المعلومات|الخبر|التقرير|المقال|المادة|الأنباء|الرواية|ما\s+ورد)"
_AR_OFFICIALS = r"(?:الشرطة|السلطات|وزارة|الوزارة|الحكومة|الجيش|المحكمة)"
_AR_AUTHOR = r"(?:كاتب|كت[\u0651]?اب|مؤلف|صاحب|أصحاب)"


def _wording(kind: NoteKind, *parts: str) -> Wording:
    return kind, re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


ANYWHERE: tuple[Wording, ...] = (
    _wording("unverified", _NOT_VERIFIED, r"\s+.{0,80}?", _SELF),
    _wording("unverified", _SELF, r".{0,60}?", _NOT_VERIFIED),
    _wording("translated", _SELF, r"\s+(?:was|has\s+been|is)\s+(?:\w+\s+(?:and\s+)?){0,3}?translated\b"),
    _wording("responsibility", r"\bresponsib\w+\b.{0,200}?", _SELF, r".{0,120}?\b", _AUTHOR),
    _wording(
        "responsibility", _VIEWS, r".{0,80}?\b(?:in|of)\s+", _SELF, r".{0,120}?",
        r"(?:\b(?:own|not|his|hers|theirs|mine)\b|", _AUTHOR, ")",
    ),
    _wording("responsibility", _SELF, r".{0,80}?", _REFLECT),
    _wording(
        "correction", _SELF, r"(?:[’']s\s+\w+)?\s+(?:was|has\s+been|have\s+been)\s+(?:\w+\s+){0,2}?",
        r"(?:updated|corrected|amended|clarified|revised|edited\s+to)\b",
    ),
    _wording("correction", r"\b(?:earlier|previous|prior|original)\s+version\s+of\s+", _SELF),
    _wording(
        "correction",
        r"\A\W{0,3}(?:corrections?(?:\s*(?:&|and)\s*clarifications?)?|clarifications?|corrected|erratum)",
        r"\s*[:—–]",
    ),
    _wording("single-source", _SELF, r".{0,80}?\b(?:a\s+single|one|only\s+one)\s+source\b"),
    _wording("unverified", _AR_NOT_VERIFIED, r".{0,100}?", _AR_SELF),
    _wording("translated", r"\b(?:ت[\u064b-\u0652]*رجمت?|تمت\s+ترجمة|جرت\s+ترجمة)[\u064b-\u0652]*\s+", _AR_SELF),
    _wording("responsibility", r"(?:الآراء|المسؤولية|مسؤولية).{0,150}?", _AR_SELF, r".{0,120}?", _AR_AUTHOR),
    _wording("correction", r"(?:تم|جرى)\s+(?:تحديث|تصحيح|تعديل)\s+", _AR_SELF),
    _wording("correction", r"\A\W{0,3}(?:تصحيح|تصويب)\s*:"),
    _wording("single-source", _AR_SELF, r".{0,80}?مصدر\s+واحد"),
)  # fmt: skip

AT_THE_EDGES: tuple[Wording, ...] = (
    # Names are told by their capitals, so case counts here.
    ("unverified", re.compile(_PUBLISHER + _NOT_VERIFIED)),
    _wording("unverified", _UNATTRIBUTED, r"\b(?:could|can)", _NOT, r"\s+be\s+independently\s+(?:verified|confirmed)"),
    _wording("unverified", _UNATTRIBUTED, r"\bha(?:s|ve)", _NOT, r"\s+been\s+independently\s+verified"),
    _wording("translated", r"\A\W{0,3}(?:edited\s+and\s+)?translated\s+(?:and\s+\w+\s+)?(?:by|from)\b"),
    _wording(
        "responsibility", r"\bresponsibility\s+for\b.{0,120}?\b(?:views?|opinions?|content|information)\b.{0,120}?",
        r"\b(?:lies?|rests?|is|are|remains?)\b.{0,60}?\b", _AUTHOR,
    ),
    _wording(
        "responsibility", _VIEWS, r"\s+(?:\w+\s+){0,4}?expressed\b.{0,80}?(?:\b(?:own|not|those\s+of|hers|his)\b|",
        _AUTHOR, ")",
    ),
    _wording("responsibility", _VIEWS, r".{0,60}?", _REFLECT),
    _wording("unverified", _AR_NOT_VERIFIED, r"(?!.{0,40}", _AR_OFFICIALS, r").{0,80}?", _AR_CONTENT),
    _wording("unverified", r"(?:لم\s+يتسن[\u0651]?[ىَ]?|تعذ[\u0651]?ر)\s.{0,30}?(?:التحقق|التأكد).{0,40}?مستقل"),
    _wording("translated", r"\A\W{0,3}ترجمة(?:\s+و\w+)?\s*:"),
    _wording("responsibility", r"الآراء.{0,100}?(?:تعب[\u0651]?ر|تمث[\u0651]?ل).{0,60}?", _AR_AUTHOR),
    _wording("responsibility", r"(?:تقع|يتحمل|تتحمل).{0,60}?مسؤولية.{0,120}?", _AR_AUTHOR),
    _wording("responsibility", r"مسؤولية.{0,120}?(?:تقع|يتحمل).{0,60}?", _AR_AUTHOR),
)  # fmt: skip

TRANSLATED_BY = re.compile(
    r"(?i:translated)(?:\s+and\s+\w+)?\s+(?:from\s+\w+\s+)?by\s+"
    r"(?P<name>(?:[Tt]he\s+)?[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|the)\s+)?[A-Z][\w’'&-]*){0,6})"
)

TRIGGER = re.compile(
    r"\b(?:verif|confirm|authenticat|fact-?check|translat|responsib|views?\b|opinions?\b|version\s+of\s+this|correct"
    r"|not\s+(?:necessarily\s+)?(?:reflect|represent)"
    r"|clarif|erratum|updated|amended|revised|single\s+source|one\s+source)"
    r"|تحقق|تأكد|تسن|تمكن|تستط|يستط|ت[\u064b-\u0652]*رجم|مسؤولية|الآراء|تصحيح|تصويب|تحديث|تعديل|مصدر\s+واحد",
    re.IGNORECASE,
)
"""A word without which no note is one: only sentences with it are looked at closely."""
