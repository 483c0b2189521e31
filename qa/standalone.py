"""Whether a sentence can stand by itself in a summary: it tells something, and says whom and what it is about.

By its form alone: what it opens with, how it ends, how long it is. English is known best; of other large languages the
commonest openings are known; what is not known counts as standing by itself.
"""

from __future__ import annotations

import re

SHORTEST = 5  # words of a sentence that tells something

# Openings whose meaning hangs on the sentence before: pronouns, connectives, and "the two", "both", "another".
_HANGING = {
    "en": r"he|she|it|they|we|him|his|her|hers|its|their|theirs|this|that|these|those|such|both|another|others?|either|"
    r"neither|here|there|then|thus|hence|but|and|or|so|yet|nor|also|too|still|however|moreover|furthermore|besides|"
    r"nevertheless|nonetheless|instead|otherwise|meanwhile|likewise|similarly|therefore|consequently|accordingly|"
    r"afterwards?|(?:later|earlier)(?! (?:on|in|this|that) )|again|indeed|rather|because|which|who|"
    r"the (?:two|three|latter|former|other|pair|same|move|decision|announcement|comments?|remarks?|statement)|"
    r"in (?:addition|contrast|response|return|turn|reply)|as (?:a result|well)|at the same time|on the other hand|"
    r"for (?:example|instance|this reason|that reason)|after (?:that|this)|by contrast|even so|that said|"
    r"one of (?:them|these|those)|some of (?:them|these|those)|most of (?:them|these|those)",
    "es": r"él|ella|ellos|ellas|esto|eso|este|esta|estos|estas|su|sus|pero|y|además|sin embargo|también|luego|después|"
    r"por eso|así|ambos|ambas|mientras tanto",
    "fr": r"il|elle|ils|elles|cela|ceci|ce|cet|cette|ces|son|sa|ses|leur|leurs|mais|et|cependant|toutefois|aussi|puis|"
    r"ensuite|ainsi|en outre|par ailleurs|pourtant|les deux",
    "de": r"er|sie|es|dies|diese|dieser|dieses|das|sein|seine|ihr|ihre|aber|und|doch|jedoch|außerdem|zudem|auch|dann|"
    r"danach|deshalb|daher|beide|trotzdem|allerdings",
    "it": r"egli|lui|lei|essi|loro|questo|questa|ciò|suo|sua|ma|e|però|inoltre|tuttavia|anche|poi|quindi|entrambi",
    "pt": r"ele|ela|eles|elas|isto|isso|este|esta|seu|sua|mas|e|porém|além disso|no entanto|também|depois|assim|ambos",
    "ru": r"он|она|оно|они|это|этот|эта|эти|его|её|ее|их|но|и|однако|также|кроме того|затем|потом|поэтому|оба|обе",
    "ar": r"هو|هي|هم|هذا|هذه|ذلك|تلك|هؤلاء|لكن|ولكن|لكنه|لكنها|كما|وهو|وهي|وهم|وهذا|وهذه|وذلك|ثم|أيضا|أيضاً|كذلك|وكذلك",
    "fa": r"او|وی|آنها|این|آن|اما|ولی|همچنین|سپس|وی همچنین|او همچنین",
    "zh": r"他|她|它|他们|她们|这|那|但|但是|不过|然而|此外|另外|同时|因此|所以|随后|其中|两人|双方",
}
_NO_QUOTE = r"[^\w\"\u201c\u201e\u00ab]*"  # what a quotation opens with is its speaker's matter
_HANGS = {
    language: re.compile(rf"{_NO_QUOTE}(?:{openings})" + ("" if language == "zh" else r"(?!\w)"), re.IGNORECASE)
    for language, openings in _HANGING.items()
}
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964]['\"\u2019\u201d\u00bb\u300d)\]]*\Z")
_ASKS = re.compile(r"[?\uff1f\u061f]['\"\u2019\u201d\u00bb\u300d)\]]*\Z")
_ENDS_NOTHING = frozenset(("th", "lo", "km", "my"))  # scripts without a full stop

# Pleas to a reader, credits, captions and the like.
_CLUTTER = re.compile(
    r"^\W*(?:editor['\u2019]s note|here['\u2019]s (?:how|what|why|where)|read (?:more|also|next|the full)|see also|"
    r"watch:|watch (?:the|this)|click|follow (?:us|me)\b|subscribe|"
    r"related:|more on\b|photos?\s*(?:by|:|credit)|image\s*(?:by|:|credit)|video:|credit:|advertisement\b|"
    r"share this|contact us|listen:|copyright\b|\u00a9|(?:additional )?reporting by|editing by|edited by|compiled by|"
    r"with (?:additional )?reporting|(?:from )?our partner|by signing up|"
    r"this (?:article|story|report) (?:was|has been) (?:updated|originally|first))"
    r"|\ball rights reserved\b|\bsign up (?:for|to)\b|\bsubscribe to\b|\bour newsletter\b|\bprivacy policy\b|"
    r"\bterms of (?:use|service)\b|\bcontributed to this (?:report|story|article)\b|\bfollow (?:him|her|us|them) on\b|"
    r"[\w.]+@[\w-]+\.\w|\bhttps?://|\bwww\.",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S*[^\W_]\S*")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def tells(text: str, language: str | None = None) -> bool:
    """Whether a sentence tells something: no heading, menu, question, caption, credit or plea to the reader."""
    if count_words(text) < SHORTEST or text.lstrip().startswith("#") or clutter(text):
        return False
    if language in _ENDS_NOTHING:
        return True
    return bool(_ENDED.search(text)) and not _ASKS.search(text)


def clutter(text: str) -> bool:
    """Whether a sentence is of the page and not of the article: a plea to the reader, a credit, a caption."""
    return bool(_CLUTTER.search(text))


def hangs(text: str, language: str | None = None) -> bool:
    """Whether a sentence hangs on the one before: it opens with a pronoun or connective, or ends a quotation."""
    openings = _HANGS.get(language or "en")
    return (openings is not None and bool(openings.match(text))) or _ends_quotation(text)


def _ends_quotation(text: str) -> bool:
    """Whether a quotation ends in a sentence that begins before it."""
    for opening, closing in ("\u201c\u201d", "\u00ab\u00bb"):
        first = text.find(closing)
        if first >= 0 and opening not in text[:first]:
            return True
    straight = text.find('"')
    return straight > 0 and text.count('"') % 2 == 1 and not text[straight - 1].isspace()


def count_words(text: str) -> int:
    """How many words a text has, as a person counts: what stands between spaces; each Chinese or Japanese character."""
    ideographs = len(_IDEOGRAPH.findall(text))
    rest = _IDEOGRAPH.sub(" ", text) if ideographs else text
    return ideographs + len(_WORD.findall(rest))
