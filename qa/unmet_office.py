"""Whether those whom a passage names with an office have it of the country that a question asks about.

"Who is Norway's minister of fish?" is not answered by the Danish minister who met the king of Norway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa import short_role
from qa.grounding import Cited, Source
from qa.grounding.context import context


def another_land(question: str, passages: Iterable[Sequence[Cited]], sources: Iterable[Source]) -> str | None:
    """Why the passages name no holder of the office of a country that is asked for; None when one may, when nobody is
    named with that office, and for other questions. `sources`: the articles at hand, which may tell of whom it is."""
    office = short_role.asked(question)
    if office is None or not office.countries:
        return None
    persons = [person for source in sources for person in context(source).persons]
    strangers: list[str] = []
    for cited in (c for passage in passages for c in passage):
        found = short_role.holders(office, cited.quote, short_role.before(cited.article, cited.span.start))
        if any(not short_role.disproved(office, name.parts, persons) for name in found):
            return None
        if not found and short_role.tied(office, cited.quote):
            return None
        strangers += [name.name for name in (*found, *short_role.abroad(office, cited.quote))]
    return f"the question asks for an office of another country than that of {strangers[0]}" if strangers else None
