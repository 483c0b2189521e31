"""The words in which an article may tell the deed of a question: synonyms, verbs of one kind, verbs with a particle.

A question is refused where no word of its deed stands, so what counts as one is drawn wide: "gave up the route" tells
that somebody stopped, "her visit" that she came, "warned" that she said something. English alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache

from qa.grounding import Cited, words
from qa.grounding.evidence import matched
from qa.grounding.speakers import strengths
from qa.grounding.words import Word, synonyms
from qa.near_phrases import TIE
from qa.near_words import near as near_to

ROOT = 4  # letters of a stem that are enough to know its nouns by
SLIP = 0.88  # how alike two stems are of which one has a slip of the keys: "aquir", "acquir"
# Verbs of one kind, and their nouns: whoever did one of them may be asked about with another.
_KINDS = """
go come travel visit trip tour journey fly flight drive walk ride sail move return arrive leave depart head flee escape
enter reach cross land settle relocate emigrate migrate immigrate live reside dwell stay transfer
join enter member belong enlist enrol sign become recruit hire
resign quit leave depart retire dismiss fire sack oust remove replace succeed step former
appoint name elect choose select pick nominate inaugurate promote swear become
make build construct create found establish form start launch open introduce produce design develop invent write erect
begin start launch open introduce
end stop finish close cease halt cancel abolish dissolve conclude quit abandon scrap drop shut suspend
kill die murder shoot assassinate slay death execute
fight battle war attack defeat beat invade conquer strike raid
attack hurt injure wound damage destroy hit strike beat bomb
give grant provide offer supply donate hand award pay lend send bring deliver present pass share
get receive obtain gain earn buy purchase acquire win inherit collect salary wage pay
pay spend cost invest buy price
decide choose select pick elect vote approve rule plan intend
agree sign accept approve back support endorse adopt ratify
refuse reject decline deny oppose veto block dismiss turn
defend represent lawyer counsel attorney advocate
accuse charge indict try trial court sue prosecute sentence convict jail imprison arrest detain acquit punish
help support aid back protect defend save rescue
find discover recognise recognize identify detect learn see notice spot reveal realise realize
think believe feel consider regard hope fear expect want wish like love hate prefer worry doubt
know learn hear understand study teach graduate educate school
rise increase grow expand raise boost
fall reduce cut lower decrease drop shrink limit
own have possess hold keep
lead head manage run rule govern reign chair chief president
play perform act star appear sing film record direct role
work job employ serve career hire
write publish author book compose draft
marry wed divorce husband wife bride
bear birth child native
meet talk discuss receive see visit host
show display exhibit present reveal demonstrate unveil
name call title dub nickname rename
lose loss defeat fail
win prize award victory title champion beat receive
send deploy dispatch ship deliver bring carry
stop prevent ban block halt forbid
"""
# What somebody thinks of something or touches on, which an article tells by what they say of it.
_ATTITUDES = """
oppose support favour favor back criticise criticize praise welcome condemn object fear worry doubt hope want like
dislike hate believe think agree disagree expect approve disapprove regret prefer allude refer hint imply
"""
# Verbs with a particle, and verbs that say the same alone.
_WITH_PARTICLE = """
give up: stop quit abandon cease resign drop
call off: cancel
put off: postpone delay
step down: resign quit leave
step aside: resign quit leave
stand down: resign quit leave
set up: found establish create form
set out: leave describe
carry out: conduct perform
turn down: reject refuse decline
take over: acquire succeed lead
break up: separate dissolve
split up: separate
blow up: explode
lay off: dismiss fire
let go: dismiss fire
shut down: close
pull out: withdraw leave
back out: withdraw
hand over: deliver give
call for: demand urge ask
call on: visit urge ask
look into: investigate
rule out: exclude reject deny
find out: discover learn
bring up: raise mention
cut short: end shorten return
walk out: leave
take part: participate attend
pass away: die
put out: extinguish publish
speak for: represent
act for: represent
stand for: represent
send back: return
go ahead: proceed
do away: abolish
come up: invent propose
team up: join
sign up: join
sit down: meet
run away: flee escape
break out: begin start escape
make way: leave
get rid: remove
"""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """For each stem the stems of all verbs and nouns of its kinds."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _KINDS.strip().splitlines():
        stems = {words.stem(word) for word in line.split()}
        for stem in stems:
            found[stem] |= stems
    return {stem: frozenset(kin) for stem, kin in found.items()}


@cache
def _attitudes() -> frozenset[str]:
    return frozenset(map(words.stem, _ATTITUDES.split()))


@cache
def _particles() -> dict[tuple[str, str], frozenset[str]]:
    """For the stem of a verb and its particle the stems of the verbs that say the same."""
    found = {}
    for line in _WITH_PARTICLE.strip().splitlines():
        phrase, same = line.split(":")
        verb, particle = phrase.split()
        found[words.stem(verb), particle] = frozenset(map(words.stem, same.split()))
    return found


def _phrased(split: Sequence[Word]) -> frozenset[str]:
    """The stems of the verbs that stand there as a verb with its particle, at most two words behind it."""
    found: frozenset[str] = frozenset()
    for at, word in enumerate(split):
        for other in split[at + 1 : at + 4]:
            found |= _particles().get((word.stem, other.lower), frozenset())
    return found


@lru_cache(maxsize=4096)
def _told(text: str) -> frozenset[str]:
    split = words.split(text)
    return frozenset(word.stem for word in split) | _phrased(split)


def stems(cited: Iterable[Cited]) -> frozenset[str]:
    """The stems of the words of some sentences, and of the verbs that their verbs with a particle stand for."""
    return frozenset().union(*(_told(c.quote) for c in cited))


def spoken_of(word: Word, said: frozenset[str]) -> bool:
    """Whether a word, a synonym or a kindred word of it is among the stems."""
    return rooted(word.stem, said) or matched(word, said) > 0


def rooted(stem: str, said: frozenset[str]) -> bool:
    """Whether one of the stems is made of this one: "director" of "direct"."""
    return len(stem) >= ROOT and any(other.startswith(stem) for other in said)


def near(verb: Word, question: str) -> frozenset[str]:
    """The stems in which the deed of a question may be told besides its own: its synonyms' synonyms, what it means with
    its particle, and for a verb of saying or of an attitude all of saying."""
    behind = [w for w in words.split(question) if w.start >= verb.start][:4]
    found = set(_phrased(behind))
    light = words.listed("light")  # "make" has too many synonyms, and is one of too many
    for one in synonyms(verb.stem) - light:
        found |= {one, *(synonyms(one) - light)}
    said = verb.stem in strengths() or verb.stem in _attitudes()
    return frozenset(found | strengths().keys() if said else found)


def tells(verb: Word, question: str, said: frozenset[str], *, kind: bool = False) -> bool:
    """Whether the stems may tell the deed; `kind`: if only with another verb of its kind."""
    if spoken_of(verb, said) or near(verb, question) & said:
        return True
    if kind and _kinds().get(verb.stem, frozenset()) & said:
        return True
    if any(said.issuperset(other.split(TIE)) for other in near_to(verb.stem)):  # "paid for it" of "bore the cost"
        return True
    alike = [stem for stem in said if stem[:1] == verb.stem[:1]]
    return len(verb.stem) > ROOT and bool(get_close_matches(verb.stem, alike, 1, SLIP))
