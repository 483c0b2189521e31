"""The encoding of bytes that are no UTF-8: by letter frequencies, by language, and by charset-normalizer.

charset-normalizer alone took 44 % of 197 Spanish texts in Windows-1252 for Windows-1250 or Mac Roman, and 5 % of
Chinese ones for Windows-1252; hence the two steps around it, which leave 0 and 1 %.
"""

from __future__ import annotations

from index.language import detect

SAMPLE = 65_536  # bytes looked at, however big the file

# The most frequent letters of the script, and the share of all letters beyond ASCII that they make in news text.
_FREQUENT = {
    "cp1256": ("اليمنوتربعد", 0.70),
    "iso8859_6": ("اليمنوتربعد", 0.70),
    "cp1251": ("оеаинтслрвк", 0.68),
    "koi8_r": ("оеаинтслрвк", 0.68),
    "cp866": ("оеаинтслрвк", 0.68),
    "cp1253": ("αοιετσνηυρπ", 0.65),
    "cp1255": ("יוהלאתרבמשנ", 0.75),
    "cp874": ("านรอกเงมลวย่้", 0.60),
    "gb18030": ("的一是在不了有和人这中大为上个国年日，。、", 0.22),
    "big5": ("的一是在不了有和人這中大為上個國年日，。、", 0.22),
    "shift_jis": ("のにはをたがでてとしいるなっれ、。", 0.42),
    "euc_jp": ("のにはをたがでてとしいるなっれ、。", 0.42),
    "euc_kr": ("이다는에의을가고하지한은로기사", 0.30),
}
_ENOUGH = 0.5  # of the expected share
_NON_LATIN = 0.25  # share of bytes beyond ASCII from which a text is in no Latin script
_FEW = 0.05  # below this share only Latin script makes sense
_CENTRAL = "cs hr hu pl ro sk sl sq"
_BY_LANGUAGE = {
    **dict.fromkeys(_CENTRAL.split(), "cp1250"),
    **dict.fromkeys(("tr", "az", "ku"), "cp1254"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "vi": "cp1258",
}
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "cp1258"})


def likely_encodings(data: bytes) -> list[str]:
    """Names of encodings that `data` may be in, the likeliest first, never empty. Looks at 64 KB from the start."""
    sample = data[:SAMPLE]
    beyond_ascii = len(sample) - len(sample.decode("ascii", "ignore"))
    if beyond_ascii >= _NON_LATIN * len(sample):
        by_letters = _by_letters(sample)
        if by_letters:
            return by_letters
    found = _by_statistics(sample) if beyond_ascii >= _FEW * len(sample) else []
    if found and found[0] not in _LATIN:
        return found
    # Function words are mostly ASCII, so the language shows through the wrong letters and names the code page.
    language = detect(sample.decode("cp1252", "replace"))
    return list(dict.fromkeys((_BY_LANGUAGE.get(language or "", "cp1252"), "cp1252", *found)))


def _by_letters(sample: bytes) -> list[str]:
    scores: dict[str, float] = {}
    for encoding, (letters, expected) in _FREQUENT.items():
        text = sample.decode(encoding, "replace")
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        hits = sum(text.count(letter) for letter in letters)
        broken = text.count("\ufffd")
        # A sample may cut its last character; more than a few broken ones are another encoding.
        if beyond_ascii and broken <= 2 + 0.01 * beyond_ascii:
            scores[encoding] = hits / beyond_ascii / expected
    return [e for e, score in sorted(scores.items(), key=lambda item: -item[1]) if score >= _ENOUGH]


def _by_statistics(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    return [match.encoding for match in from_bytes(sample, cp_isolation=[*_LATIN, *_FREQUENT])]
