"""Where sentences begin within one run of text: sentencex, and what news needs beyond it.

sentencex (best of 14 splitters measured) keeps a quotation whole, however many sentences it has, takes time that grows
with the square of its unclosed quotation marks (800 kB of them: 39 s), and does not know "Ms." or "J.D. Vance". So it
is shown the text with the marks blanked, which keeps all offsets; then each boundary is moved to the right side of the
marks around it, and dropped where the sentence goes on.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index import abbreviations

WINDOW = 65_536  # characters shown to sentencex at a time: bounds memory, and any superlinear time
CONTEXT = 200  # characters after a boundary that the rules may look at
ENCLOSED = 400  # characters; a longer sentence with brackets in it is split inside them too

# What sentencex is not shown: quotation marks (but no apostrophe within a word) and bullets, all within which it keeps
# together. The pattern begins with one class of characters: that is what makes the search fast.
MARKS = re.compile(r"[\"“”„‟«»‹›「」『』`•▪◦‣●■►'‘’](?:(?<=[^'‘’])|(?<!\w.)|(?!\w))")
LEADING_BRACKET = re.compile(r"\A\s*[(（](?=\w{1,4}[)）])")
BRACKETS = re.compile(r"[()\[\]{}（）【】]")
OPENING = "“„‟‘«‹「『`"  # in most languages
ALWAYS_OPENING, ALWAYS_CLOSING = "「『•▪◦‣●■►", "」』"
CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")

# Unlike a full stop these are never part of an abbreviation or a number, whatever the language.
FINAL = re.compile(r"[。！？｡؟۔।॥።៕។။։]+[\"”’»›」』）)\]]*")
TERMINATOR = re.compile(r"[.!?…。！？｡؟۔।॥።៕។။։܀᙮‼‽⁇⁈⁉]")
PLAIN = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»)\]]*\s+")  # if sentencex can't be relied on

WORDS = re.compile(r"[^\W_]")
REFERENCE = re.compile(r"(?:\[[^\]\s]{1,12}(?: needed)?\]|:\d[\d:–-]*(?=\s|$))+\s*")
GOING_ON = re.compile(r"[,;:،؛，；：、)\]]")
GLUED_INITIAL = re.compile(r"(?:^|[^\w])[A-Z]\.$")  # "Non-U.S citizens"
LIST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s*")
ENDED_QUOTE = re.compile(r"[.!?…。！？][\"”’»›」』]+\s*$")
ENDED_BY_CALL = re.compile(r"[!?…][\"”’»›」』]*\s*$|\.\.\s*$")
SAYING = "said|says|say|told|tells|added|adds|asked|asks|replied|wrote|writes|noted|warned|insisted|declared|recalled"
NAME_SAID = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,5}}?(?:{SAYING})\b")
SHORT_CLAUSE = re.compile(r"(?:\S+\s+){0,7}\S+\s*$")
SAID_CJK = re.compile(r"と|って|[^。！？]{0,12}(?:说|說|表示|指出|强调|強調|称|稱|道)[。，：,]")
DATELINE = re.compile(r"[A-Z][A-Z ,'-]{2,40}\.\s*$")
DATELINE_REST = re.compile(r"[^.]{0,20}\.?[^.]{0,40}\s[-–—]+\s")


def starts(text: str, lo: int, hi: int, language: str | None) -> list[int]:
    """The offsets in `text` at which the sentences of `text[lo:hi]` begin, in order; the first is `lo`."""
    found, pos = [lo], lo
    while pos < hi:
        window = text[pos : min(hi, pos + WINDOW)]
        cuts = _cuts(window, language) if TERMINATOR.search(window) else []
        if pos + len(window) < hi:
            # The rules saw too little of what follows the last boundaries: they are looked at again.
            cuts = [cut for cut in cuts if cut <= len(window) - CONTEXT]
            cuts = cuts or [_last_gap(window)]
            step = cuts[-1]
        else:
            step = len(window)
        found.extend(pos + cut for cut in cuts)
        pos += step
    return found


def _last_gap(window: str) -> int:
    """Where to go on in a window without a boundary: after its last white space, else at its end."""
    return max(window.rfind(" "), window.rfind("\n")) + 1 or len(window)


def _cuts(window: str, language: str | None) -> list[int]:
    """The offsets at which sentences begin in `window`, without 0."""
    masked = MARKS.sub(" ", window)
    masked = LEADING_BRACKET.sub(lambda found: " " * len(found.group()), masked)
    candidates: list[int] = []
    offset = 0
    for piece in _pieces(masked, language):
        if len(piece) > ENCLOSED and BRACKETS.search(piece):
            inner = _pieces(BRACKETS.sub(" ", piece), language)
            candidates.extend(_ends(inner, offset))
        else:
            candidates.append(offset + len(piece))
        offset += len(piece)
    finals = [found.end() for found in FINAL.finditer(window)]
    if finals:
        candidates = sorted({*candidates, *finals})
    return _kept(window, candidates)


def _ends(pieces: list[str], offset: int) -> list[int]:
    """The offset of the end of each piece, the first of which begins at `offset`."""
    ends = []
    for piece in pieces:
        offset += len(piece)
        ends.append(offset)
    return ends


def _pieces(masked: str, language: str | None) -> list[str]:
    """`masked` in sentences as sentencex sees them; by plain terminators if that is not, to a letter, the text."""
    import sentencex

    try:
        pieces: list[str] = sentencex.segment(language or "en", masked)
    except UnicodeEncodeError:  # half of a surrogate pair, which Rust's strings can't hold
        pieces = []
    if "".join(pieces) == masked:
        return pieces
    ends = [0, *(found.end() for found in PLAIN.finditer(masked)), len(masked)]
    return [masked[a:b] for a, b in pairwise(ends) if b > a]


def _kept(window: str, candidates: list[int]) -> list[int]:
    """The candidates moved to the right side of the quotation marks, without those where the sentence goes on."""
    kept: list[int] = []
    before, straight, counted = 0, 0, 0
    for index, candidate in enumerate(candidates):
        a, b = _gap(window, candidate)
        straight, counted = straight + window.count('"', counted, a), max(a, counted)
        if b > before and _is_ordinary(window, a, b):
            kept.append(b)
            before = b
            continue
        cut = _after_reference(window, _side(window, a, b, inside=straight % 2 == 1))
        after = next((candidates[i] for i in range(index + 1, len(candidates)) if candidates[i] > b), len(window))
        if before < cut < len(window) and not _goes_on(window[max(before, cut - CONTEXT) : cut], window[cut:after]):
            kept.append(cut)
            before = cut
    return kept


def _after_reference(window: str, cut: int) -> int:
    """`cut`, or where a reference ends that is glued to the sentence before it, such as "[1]"."""
    found = REFERENCE.match(window, cut)
    return found.end() if found and cut and not window[cut - 1].isspace() else cut


def _is_ordinary(window: str, a: int, b: int) -> bool:
    """Whether a lower-case word of four letters and a stop, a space and a capital meet here, as they mostly do."""
    word = window[max(a, 5) - 5 : a - 1]
    return (
        b - a == 1
        and window[a].isspace()
        and window[b : b + 1].isupper()
        and len(word) == 4
        and word.islower()
        and word.isalpha()
    )


def _gap(window: str, at: int) -> tuple[int, int]:
    """The span of white space and quotation marks around the offset `at`."""
    a = b = at
    while a > 0 and _is_gap(window[a - 1]):
        a -= 1
    while b < len(window) and _is_gap(window[b]):
        b += 1
    return a, b


def _is_gap(char: str) -> bool:
    return char.isspace() or char in "\"'“”„‟‘’«»‹›「」『』`•▪◦‣●■►"


def _side(window: str, a: int, b: int, inside: bool) -> int:
    """Where in the gap `window[a:b]` the next sentence begins: after the marks that close, before those that open.

    `inside`: an odd number of straight quotation marks stands before the gap, so the next one closes.
    """
    for at in range(a, b):
        char = window[at]
        if char.isspace():
            continue
        spaced = at > 0 and window[at - 1].isspace()
        after = window[at + 1] if at + 1 < len(window) else " "
        if char in ALWAYS_CLOSING:
            closes = True
        elif char in ALWAYS_OPENING:
            closes = False
        elif char == '"':
            closes, inside = inside, not inside
        elif char == "'" and "'" in (after, window[at - 1 : at]):
            closes = True  # as TeX and tokenized text write the closing mark
        elif spaced:
            closes = after.isspace() and char not in OPENING  # French: "... . » Il", but Swedish: ". ”Vi"
        else:
            closes = char not in OPENING or not (after.isalnum() or CJK.match(after))  # German: "Ende.“ Er"
        if not closes:
            return at
        a = at + 1
    while a < b and window[a].isspace():
        a += 1
    return a


def _goes_on(left: str, right: str) -> bool:
    """Whether the sentence that `left` ends goes on in `right`, so that there is no boundary between them.

    `left` is at most the last CONTEXT characters before the boundary, `right` the text up to the next candidate.
    """
    if not WORDS.search(left) or not WORDS.search(right) or LIST_NUMBER.fullmatch(left) or GOING_ON.match(right):
        return True
    if abbreviations.joins(left, right) or GLUED_INITIAL.search(left[-3:]):
        return True
    quote_ended = bool(ENDED_QUOTE.search(left))
    if right[0].islower() and (quote_ended or ENDED_BY_CALL.search(left)):
        return True
    if quote_ended and (NAME_SAID.match(right) or SAID_CJK.match(right)):
        return not left.rstrip('"”’»›」』 \n').endswith(".") or bool(SHORT_CLAUSE.match(right))
    return bool(DATELINE.fullmatch(left) and DATELINE_REST.match(right))
