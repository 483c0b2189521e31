"""The wordings of meetings, for sentences whose persons are single letters of a private alphabet (U+E000 on)."""

from __future__ import annotations

import re

FIRST = 0xE000
_P = "[\ue000-\ue0ff]"
_NONE = ':;."()\ue000-\ue0ff'  # what no wording reaches over: a new clause, a quotation, another person
_ADVERBS = (
    r"(?:\s+(?:also|later|then|separately|earlier|first|again|briefly|personally|had|has|have|already|recently"
    r"|secretly|privately|all))*"
)
_APPOSED = rf"(?:,[^,{_NONE}]{{2,90}})?,?"  # "X, after a day in Oslo, met"; the comma closes a role, too
_SUBJECT = rf"(?P<a>{_P})(?:\s+and\s+(?P<a2>{_P}))?{_APPOSED}{_ADVERBS}\s+"
_CALL = r"(?:phone|telephone|video)\s+(?:calls?|talks|conversations?|conference)"
_TALKS = (
    rf"(?:talks?|meetings?|discussions?|consultations?|conversations?|negotiations|audience|{_CALL}|calls?|summits?)"
)
_WHICH = (
    r"(?:(?:an?|the|their|bilateral|trilateral|closed-door|brief|short|separate|further|lengthy|first|second|third|new"
    r"|direct|official|one-on-one|private|round\s+of|intensive|urgent|final|face-to-face|[\w-]+-(?:hour|minute|long))\s+)*"
)
_STOPS = (
    r"in|on|at|to|from|where|who|which|that|after|before|during|while|about|as|amid|over|because|when|if|whether|but"
    r"|until|then|he|she|they|it"
)
# What may stand between the verb and the person: "with his counterpart", "with the Secretary of the Council,".
_WHOM = rf"(?P<np>\s(?:(?!\b(?:{_STOPS})\b)[^{_NONE}]){{0,80}}?)(?P<b>{_P})"
# Where and when it was may stand before the "with": "met in Oslo on Monday with X".
_ADJUNCT = (
    rf"\s+(?:in|at|on|here|there|today|yesterday|earlier|late|early|last|this)\b(?:(?!\bwith\b)[^{_NONE}]){{0,60}}?"
)
_TO = rf"(?:(?:{_ADJUNCT})?\s+with|\s+to)?{_WHOM}"
_THING = (
    rf"(?:(?:{_ADJUNCT})?\s+with)?\s+(?P<thing>(?!(?:up|jointly|together|\w+ly)\s)"
    rf"(?:(?!\b(?:{_STOPS}|for|here)\b|\band\s+(?!the\b|his\b|her\b|their\b|other\b|local\b|{_P}|[A-Z]))[^,;:.\"()]){{3,80}})"
)
_COMING = (
    r"(?:will|would|may|might|could|should)\s+|(?:(?:is|are|was|were|has|have)\s+)?"
    r"(?:to|due\s+to|set\s+to|scheduled\s+to|expected\s+to|planning\s+to|plans?\s+to|planned\s+to|hopes?\s+to"
    r"|hoped\s+to|wants?\s+to|wanted\s+to|agreed\s+to)\s+"
)
_NO = r"(?:did\s+not|didn't|does\s+not|has\s+not|would\s+not|will\s+not|refused\s+to|declined\s+to|failed\s+to)\s+"

_PHONE = (
    r"(?:\s+(?:by\s+(?:phone|telephone|video\s+link)|on\s+the\s+(?:phone|telephone)|over\s+the\s+phone|at\s+length"
    r"|briefly))?"
)
_RECEIVED = r"(?:received|hosted|welcomed|greeted|met)"

_COME = r"(?:arrived|flew|travell?ed|came|went|landed)"
_MET = r"(?:met|meets?)"
_HELD = r"(?:held|holds?|had|conducted|opened|concluded|began)"
_HOSTS = r"(?:received|hosted|welcomed|greeted|receives|hosts|welcomes)"
_MAY = rf"(?P<no>{_NO})?(?P<coming>{_COMING})?"
_AROUND = r"\b(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]fter|[Ff]ollowing)\s+"

_VERBS = (
    ("met", rf"(?P<verb>{_MAY}{_MET})", (_TO, _THING)),
    ("held talks", rf"(?P<verb>{_MAY}{_HELD}\s+{_WHICH}{_TALKS})", (_TO, _THING)),
    (
        "spoke with",
        rf"(?P<verb>(?:spoke|talked|conferred|consulted|sat\s+down|dined){_PHONE})(?=\s+(?:with|to)\s)",
        (_TO,),
    ),
    ("telephoned", r"(?P<verb>telephoned|phoned)", (_TO,)),
    (
        "was received by",
        rf"(?P<verb>(?:was|were|has\s+been|had\s+been)\s+(?:\w+ly\s+)?{_RECEIVED})\s+(?:[\w-]+\s+){{0,4}}?by",
        (_WHOM,),
    ),
    (
        "was received by",
        rf"(?P<verb>{_COME}\b[^{_NONE}]{{0,80}}?\band\s+(?:was|were)\s+(?:\w+ly\s+)?{_RECEIVED})\s+(?:[\w-]+\s+){{0,4}}?by",
        (_WHOM,),
    ),
    ("received", rf"(?P<verb>(?P<coming>{_COMING})?{_HOSTS})", (_TO,)),
    (
        "called on",
        r"(?P<verb>called\s+on|paid\s+(?:a\s+)?(?:courtesy\s+|brief\s+)?(?:visit|call)\s+(?:to|on))",
        (_WHOM,),
    ),
    (
        "came for talks with",
        rf"(?P<verb>{_COME}\b[^{_NONE}]{{0,60}}?\bfor(?P<coming>\s){_WHICH}{_TALKS})",
        (_TO,),
    ),
)

# The kind of meeting with its pattern: subject, verb, and a person or the words for those without a name.
SENTENCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_SUBJECT + verb + rest)) for kind, verb, rests in _VERBS for rest in rests
)
BETWEEN = re.compile(
    rf"{_AROUND}(?P<verb>(?:a|the)\s+{_WHICH}{_TALKS})\s+(?:\w+\s+){{0,3}}?"
    rf"between\s+(?:the\s+)?(?P<a>{_P})\s+and\s+(?:the\s+)?(?P<b>{_P})"
)
TOGETHER = re.compile(
    rf"(?P<a>{_P})\s+and\s+(?P<b>{_P}){_APPOSED}{_ADVERBS}\s+"
    rf"(?P<verb>met|held\s+{_WHICH}{_TALKS}|spoke\s+by\s+(?:phone|telephone)|discussed)\b"
    rf"(?!(?:(?!\.\s)[^;:]){{0,80}}?\bwith\b)(?!\s+{_P})"
)
WHO_MET_HIM = re.compile(
    rf"(?P<b>{_P}),\s+who\s+(?P<verb>met|called\s+on|visited|received|hosted|held\s+talks\s+with)\s+(?:him|her)\b"
)
# The meeting is mentioned in passing, as over: "stressed during his meeting with X", "At talks with X, ...".
_SAID = r"\b(?:said|told|stressed|emphasi[sz]ed|noted|added|asserted|affirmed|stated|reaffirmed|discussed|confirmed)\b"
PASSING = re.compile(
    rf"(?:^\W*|{_SAID}[^,{_NONE}]{{0,30}}?\s){_AROUND}(?:(?:his|her|a|their|an|the)\s+)?(?P<verb>{_WHICH}{_TALKS})"
    rf"(?:\s+(?:today|yesterday|here|earlier))?\s+with{_WHOM}"
)
ONE_SIDED = re.compile(
    rf"\b(?P<verb>{_TALKS}|encounter)\b(?:(?!\b(?:with|while|when|who|he|she|they)\b)[^,{_NONE}]){{0,40}}?\b(?:was|were)\s+with{_WHOM}"
)
# "In a meeting with X, Y said": the subject comes after it.
THEN = re.compile(rf",\s+(?P<a>{_P})")
ANOTHER = re.compile(
    rf"(?:,\s+|\s+and\s+|,\s+and\s+)(?:with\s+)?(?:the\s+|his\s+|her\s+|their\s+)?(?P<more>{_P})"
    r"(?=\s*(?:[,.;)]|$)|\s+(?:and|in|on|at|to|who|for|about|after|before|during|over|today|yesterday)\b)"
)
