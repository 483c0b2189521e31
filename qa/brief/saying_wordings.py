"""The wordings by which a sentence gives its speaker, beside those that qa.grounding.speakers reads."""

from __future__ import annotations

import re

_SAID = r"said|says|added|told|asked|wrote|warned|explained|argued|noted|insisted|replied|tweeted"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

# "..., said the port's director, X": the speaker comes after the verb, with the role first. (Behind "told" the hearer.)
INVERTED = re.compile(
    rf"(?P<mark>[\"',])\s*(?P<verb>(?!told\b)(?:{_SAID}))\s+(?=(?:the|a|an|his|her|its|their)\s|(?!{_DAY}|I\b)[A-Z])"
)
# Where such a speaker ends.
AFTER_VERB = re.compile(
    r"\b(?:who|that|when|after|as|while|during|before|in\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,2}(?:statement|interview"
    r"|release|e-?mail|post|letter|tweet|speech|conference|briefing))\b|[;:\"]"
)
# "The two countries, X added, face the same dangers": between commas, also verbs that are nouns as often.
PARENTHETIC = re.compile(
    rf",[\"']?\s+(?P<who>he|she|(?:[A-Z][\w'’-]+\s+){{1,4}}?)\s*"
    rf"(?P<verb>{_SAID}|claimed|concluded|stated|continued|stressed)\s*(?:,|\.?$)"
)
# A saying that its verb tells as a deed: "X accused Y of", "He ... and asked for".
DEED = re.compile(
    r"\b(?P<verb>accused|blamed|thanked|conveyed|passed\s+on|called\s+for|called\s+on|asked|urged|criticised|criticized|"
    r"condemned|praised|expressed|denied|rejected|promised|vowed|pledged|warned|spoke\s+of|demanded|reaffirmed)\b"
)
ADVERBS = re.compile(
    r"(?:\s+(?:also|then|later|has|had|again|repeatedly|\w+ly)|,\s+(?:for|on)\s+(?:his|her)\s+part,)*\s*"
)
# What may stand between a speaker and the verb: up to three words, or something between commas or dashes.
GAP = re.compile(r"\s*(?:[,(–—-].*|(?:\s*\b\w+\b){0,3})\s*")
OBLIQUE = re.compile(r"\b(?:for|of|with|to|from|by|against)\s+(?:[A-Z][\w-]*\s+)+and\s+$|[A-Z]\w+\s+and\s+$")
LED = re.compile(r"\b(?:of|from|in|at)\s+(?:the\s+)?$")
OWNED = re.compile(r"[^,]*?['’]s?\s")
DOMAIN = re.compile(r"(?:\.\w{2,6})+\b")
PRONOUN = re.compile(r"he|she", re.IGNORECASE)
SHARED = re.compile(r"(?:^|\s)(?:and|but)$", re.IGNORECASE)
# What makes a saying a clause of another one, or of no one: "after the teacher said", "in which he said".
INSIDE = re.compile(
    r"\b(?:after|when|because|while|if|although|though|which|who|whom|whose|that|as|where|since|before|until|what)\s+"
    r"(?:the\s+|a\s+|his\s+|her\s+)?$",
    re.IGNORECASE,
)
CLOSING_MARK = re.compile(r"\w[,.!?]?\"\s*$")
OPENS_CONTENT = re.compile(r"[^.;]{0,30}?(?:\bthat\b|\bto\b|[:,]?\s*\")")
NOUN = re.compile(r"\w+(?:tions?|ments?|ings)", re.IGNORECASE)

# Words that can't be a speaker's.
NO_SPEAKER = re.compile(
    r"(?:and|but|or|then|he|she|they|it|we|i|you|who|which|that|there|here|this|one|some|please|let|if|so|as"
    r"|when|while|because|although|tell)\b|(?-i:[A-Z]{1,3}-[A-Z])",
    re.IGNORECASE,
)
TRAILING = re.compile(r"(?:\s+(?:has|have|had|also|long|then|later|\w+ly))+$")
VERB_INSIDE = re.compile(
    r"\b(?:is|are|was|were|has|had|did|does|do|not|will|would|could|passed|made|took|led|began|issued|put|went)\b"
    r"|(?-i:\bto\s+[a-z]+$)"
)
DETERMINERS = frozenset(
    "the a an its his her their officials experts police authorities two three several some many both "
    "organisers organizers witnesses residents critics activists lawyers prosecutors researchers scientists".split()
)

# Stems of qa/grounding/data/sayings.txt that often tell no saying; those that do only before what is said; and those
# that things do as well as persons.
NO_SAYING = frozenset("show see think feel consid believ establish guess read prove continu view verifi estim".split())
NEEDS_CONTENT = frozenset("claim declar post offer alleg announc present call outlin reveal".split())
OF_THINGS = frozenset("highlight underlin underscor suggest indic point impli present reflect outlin impress".split())
