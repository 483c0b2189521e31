"""A summary as a person reads it in a terminal: the claims, which articles repeat others, the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.records import file_name
from qa import layout, show, terminal
from qa.records import Claim
from qa.summarize import Listed, Summary
from qa.summary_material import Covered

NAMED = 5  # copies that are named
PLACES = 4  # of one claim that are listed: a wire story may have hundreds


def summary(found: Summary) -> str:
    """The whole summary, or the abstention, ready to print."""
    return "\n\n".join(_parts(found, layout.width()))


def _parts(found: Summary, width: int) -> Iterator[str]:
    claims = [_trimmed(claim) for claim in found.claims]
    if found.answered:
        for claim in claims:
            yield show.claim(claim, width)
    else:
        yield terminal.styled(_nothing(found), bold=True)
    yield from show.left_out(found.dropped, width)
    if not found.answered and found.nearest:
        yield show.nearest(found.nearest, width)
    if len(found.articles) > 1:
        yield "\n".join([counts(found), *(layout.wrapped(line, width, "  ") for line in _copies(found))])
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


def _nothing(found: Summary) -> str:
    if found.topic is None:
        return "The articles hold no sentence to show."
    return f"The sources hold nothing on {layout.quoted(found.topic)}."


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
    name = article.publisher or article.title or file_name(article.source)
    return f"{terminal.shortened(name, 60)}, {article.date or 'undated'} ({terminal.safe(article.id)})"
