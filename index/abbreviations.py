"""Abbreviations that sentencex takes for the end of a sentence, and when they are not one."""

from __future__ import annotations

import re

# Before a name or another title. sentencex knows "Mr." and "Gen."; these it does not, or not always.
TITLES = (
    "Mr|Mrs|Ms|Mx|Messrs|Mmes|Mme|Mlle|Dr|Drs|Prof|Profs|Rev|Hon|Msgr|Fr|St|Ste|Ft|Mt|Pt|Sh"
    "|Amb|Atty|Ayat|Sen|Sens|Rep|Reps|Gov|Govs|Pres|Dep|Asst|Dist|Dept|Sec|Min|Eng|Supt|Insp|Det"
    "|Gen|Gens|Brig|Lt|Col|Cols|Maj|Capt|Cmdr|Cmdt|Adm|Sgt|Cpl|Pvt|vs|cf|al"
)
# Before a number, also a Roman one.
COUNTED = (
    "No|Nos|no|nos|vol|vols|Vol|Vols|Ch|ch|Art|art|Arts|Sec|sec|Fig|fig|Figs|pp|p|para|paras|Res|Reg"
    "|approx|est|ca|c|b|d|Tel|tel|Rs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
TAIL = 24  # characters: the longest abbreviation, the white space after it and what stands before it

TITLE = re.compile(rf"(?:^|[\s(\[\"“‘'«/-])(?:{TITLES})\.\s*$")
COUNT = re.compile(rf"(?:^|[\s(\[\"“‘'«/-])(?:{COUNTED})\.\s*$")
NUMBER = re.compile(r"[\d#]|[IVXLC]+\b")

TIME = re.compile(r"\b[ap]\.\s?m\.\s*$", re.IGNORECASE)
AFTER_TIME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May\s\d|June|July|Aug|Sept|Oct|Nov|Dec"
    r"|(?:[ECMPAH][SD]?T|UTC|GMT|BST|CES?T|EES?T|IST|MSK|JST|KST|HKT|SGT|PKT|AE[SD]T)\b|(?:Eastern|Central|Pacific|Mountain|Greenwich|Local)\b"
)
# "J.D. Vance", "Ph.D. Lee": initials, then a name. Of places ("in the U.S. They") sentencex judges better.
INITIALS = re.compile(
    r"(?:^|[\s(\[\"“‘'«])(?!U\.|E\.U|D\.C|L\.A|N\.Y|P\.M|A\.M)(?:[A-Z]\.\s?){1,3}[A-Z]\.\s*$|\b(?:Ph|Ed|Th)\.D\.\s*$"
)
# A word that begins a sentence and no name; what else begins with a capital may be one.
FUNCTION = re.compile(
    r"(?:The|This|That|These|Those|There|Then|They|He|She|It|Its|His|Her|We|You|In|On|At|As|By|For|From|If|But|And"
    r"|So|When|While|After|Before|With|An|Our|Their|My|Not|No|What|Who|How|Why|Where)\b"
)
NAME = re.compile(r"[A-Z][a-z’'-]")
# "kg.", "p.m.", "z.B.": short, but no word that ends a sentence of a writer who uses no capitals.
SHORT = re.compile(
    r"(?:^|[\s(\[/\d])(?!(?:it|in|so|up|me|us|on|do|to|is|we|he|go|no|by|at|of|be|am)\.)"
    r"(?:[^\W\d_]{1,2}|(?:[^\W\d_]\.)+[^\W\d_]|fig|sec|min|max|est|inc|etc|vs|dept|govt|approx|incl|esp|resp)\.\s*$",
    re.IGNORECASE,
)
# One-letter titles (doctor, engineer, professor) and Persian initials.
ARABIC = re.compile(
    r"(?:^|[\s(\[\"“«])(?:[\u0621-\u064a]|أ\.د|م\.م)\.\s*$|(?:^|[\s.])[\u0621-\u06cc]{1,2}\.$|\.[\u0621-\u06cc]{1,2}\.\s*$"
)


def joins(left: str, right: str) -> bool:
    """Whether the full stop that ends `left` belongs to an abbreviation, and the sentence goes on in `right`."""
    left = left[-TAIL:]
    if not left.rstrip().endswith("."):
        return False
    if ARABIC.search(left) or (TITLE.search(left) and not FUNCTION.match(right)):
        return True
    if COUNT.search(left) and NUMBER.match(right):
        return True
    if TIME.search(left) and AFTER_TIME.match(right):
        return True
    if INITIALS.search(left) and NAME.match(right) and not FUNCTION.match(right):
        return True
    return right[0].islower() and bool(SHORT.search(left))
