"""Claims on one of the sample articles, true and false in every kind, judged against the whole article."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from index.read_text import read_text
from index.sentences import split
from qa.grounding import Cited, Finding, Source, ground

ARTICLE = Path(__file__).parents[2] / "evals" / "articles" / "2024-11-21-levant-wire-sabbagh-tehran.md"

TRUE = """
Bassam Sabbagh met Masoud Pezeshkian in Tehran on Wednesday.
Sabbagh met Iranian President Massoud Pezeshkian on 20 November 2024.
Pezeshkian told Sabbagh that Iran wants closer ties with Syria.
Sabbagh passed on greetings from Bashar al-Assad.
Sabbagh invited Pezeshkian to visit Syria.
Sabbagh said Damascus and Tehran were looking for new ways to work together.
Pezeshkian called for more frequent visits by officials of both governments.
Pezeshkian promised to come to Syria at the earliest opportunity.
According to Mehr, the president said Tehran would go on backing its allies.
Mehr reported that Pezeshkian spoke of a "friendly and sisterly" Syria.
Sabbagh held talks with Ali Akbar Ahmadian, the Secretary of the Supreme National Security Council.
Ahmadian asserted that Israel's economy had collapsed.
Ahmadian said Israel could not defend itself.
Sabbagh met Ali Akbar Velayati, who advises the Supreme Leader on international affairs.
Velayati described Syria and Iran as the two main pillars of the axis of resistance.
Sabbagh concluded that resistance would have to continue.
Sabbagh described the partnership as strategic.
Levant Wire has not verified what the report says.
The report was translated from Arabic.
Sabbagh said that hostile designs on the region were old.
"""
FALSE = """
Bassam Sabbagh met Masoud Pezeshkian in Damascus on Wednesday.
Bassam Sabbagh met Masoud Pezeshkian in Tehran on Thursday.
Sabbagh met Iranian President Massoud Pezeshkian on 22 November 2024.
Layla Sabbagh met Masoud Pezeshkian in Tehran.
Syrian President Masoud Pezeshkian met Sabbagh in Tehran.
Pezeshkian told Sabbagh that Iraq wants closer ties with Syria.
Pezeshkian passed on greetings from Bashar al-Assad.
Pezeshkian invited Sabbagh to visit Syria.
Pezeshkian invited Sabbagh to visit Iran.
Pezeshkian visited Syria.
Pezeshkian refused to come to Syria.
Pezeshkian called for less frequent visits by officials of both governments.
According to Reuters, the president said Tehran would go on backing its allies.
According to Mehr, the president said Tehran would not go on backing its allies.
Mehr reported that Pezeshkian spoke of a "loyal and sisterly" Syria.
Sabbagh held talks with Ali Akbar Velayati, the Secretary of the Supreme National Security Council.
Israel's economy had collapsed.
Velayati asserted that Israel's economy had collapsed.
Both sides asserted that Israel's economy had collapsed.
Ahmadian confirmed that Israel's economy had collapsed.
Ahmadian said Israel could defend itself.
Syria and Iran are the two main pillars of the axis of resistance.
Velayati described Syria and Iran as the three main pillars of the axis of resistance.
Velayati described Syria and Lebanon as the two main pillars of the axis of resistance.
Sabbagh met the Supreme Leader in Tehran.
Levant Wire has verified what the report says.
The report was translated from Persian.
The talks lasted two hours.
Sabbagh signed an agreement with Pezeshkian.
Ahmadian said: "Israel will be wiped out."
Sabbagh said that hostile designs on the region were new.
Sabbagh said that resistance would not have to continue.
"""


@lru_cache(maxsize=1)
def _source() -> Source:
    article, _ = read_text(ARTICLE.read_text(encoding="utf-8"), ARTICLE.name, markdown=True)
    return Source(article, tuple(split(article.text, "en", article.body)))


def _judge(claim: str) -> Finding:
    source = _source()
    return ground(claim, [], [Cited(source, i) for i in range(len(source.sentences))])


@pytest.mark.parametrize("claim", TRUE.strip().splitlines())
def test_true_claims_stand(claim: str) -> None:
    assert _judge(claim).passed, _judge(claim).reasons


@pytest.mark.parametrize("claim", FALSE.strip().splitlines())
def test_false_claims_fall(claim: str) -> None:
    found = _judge(claim)
    assert not found.passed, [c.quote for c in found.citations]
    assert found.reasons
