"""A summary as a person reads it in a terminal: the claims, which articles repeat others, the sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from qa import show, terminal
from qa.records import Claim
from qa.summarize import Listed, Summary
from qa.summary_material import Covered

NAMED = 5  # copies that are named
PLACES = 4  # of one claim that are listed: a wire story may have hundreds


def summary(found: Summary) -> str:
    """The whole summary, or the abstention, ready to print."""
    return "\n\n".join(_parts(found, show.columns()))


def _parts(found: Summary, width: int) -> Iterator[str]:
    claims = [_trimmed(claim) for claim in found.claims]
    if found.answered:
        for claim in claims:
            yield show.claim(claim, width)
    else:
        yield terminal.styled(_nothing(found), bold=True)
    if found.dropped:
        lines = [f"- {terminal.safe(' '.join(d.text.split()))}: {d.reason}" for d in found.dropped]
        yield "\n".join(["Left out, because the sources don't support it:", *(_wrapped(line, width) for line in lines)])
    if not found.answered and found.nearest:
        near = [f"{quote_of(c.quote)} [{c.n}]" for c in found.nearest]
        yield "\n".join(["What they do say that comes nearest:", *(_wrapped(line, width) for line in near)])
    if len(found.articles) > 1:
        yield "\n".join([counts(found), *(_wrapped(line, width) for line in _copies(found))])
    cited = [*(c for claim in claims for c in claim.citations), *found.nearest]
    if cited:
        yield show.sources(cited, width)


def _trimmed(claim: Claim) -> Claim:
    """The claim with the first of its places, and a note of how many more there are."""
    more = len(claim.citations) - PLACES
    if more <= 0:
        return claim
    note = f"{terminal.counted(more, 'more place')}: see --json"
    return replace(claim, citations=claim.citations[:PLACES], notes=(*claim.notes, note))


def counts(found: Summary) -> str:
    """From how many articles the summary is, and how many of them repeat no other."""
    articles = terminal.counted(len(found.articles), "article")
    if found.origins == len(found.articles):
        return f"From {articles}."
    copies = len(found.articles) - found.origins
    repeat = "repeats the text of another" if copies == 1 else "repeat the text of others"
    return f"From {articles} of {terminal.counted(found.origins, 'origin')}: {copies:,} {repeat}."


def quote_of(text: str) -> str:
    """The text between quotation marks, on one line."""
    return f"\u201c{terminal.safe(' '.join(text.split()))}\u201d"


def _nothing(found: Summary) -> str:
    if found.topic is None:
        return "The articles hold no sentence to show."
    return f"The sources hold nothing on {quote_of(found.topic)}."


def _copies(found: Summary) -> Iterator[str]:
    first = {listed.article.id: listed.article for listed in found.articles}
    copies = [listed for listed in found.articles if listed.copy]
    for listed in copies[:NAMED]:
        yield f"{_named(listed.article)} repeats {_named(_first(first, listed))}"
    if len(copies) > NAMED:
        yield f"and {len(copies) - NAMED:,} more: see --json"


def _first(articles: dict[str, Covered], listed: Listed) -> Covered:
    return articles.get(listed.origin, listed.article)


def _named(article: Covered) -> str:
    """The article as a reader knows it: who published it and when, and its id."""
    name = article.publisher or article.title or article.source.replace("\\", "/").rpartition("/")[2]
    return f"{terminal.shortened(name, 60)}, {article.date or 'undated'} ({terminal.safe(article.id)})"


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
