"""Articles for the tests of briefs, about other people and other matters than the sample articles: all invented."""

from __future__ import annotations

from index.articles import read
from index.read_text import read_text
from index.records import Article
from index.sentences import split
from qa.brief import Brief, Section
from qa.brief.material import Material
from qa.grounding import Source
from tests.sample_index import ARTICLES

OSLO = """---
title: Lisbon's energy minister in Oslo to talk about the sea cable
date: 2025-03-14
publisher: Fjord Gazette
language: en
---

Portugal's energy minister, Beatriz Valadares, arrived in Oslo on Thursday for talks with Norwegian Energy
Minister Torvald Hestnes. On the same day she was received by Prime Minister Ragna Solli. They discussed the
sea cable and the quota for cod. The meeting lasted 40 minutes.

"We need this cable, and we need it soon," Valadares said. "Nobody gains from waiting."

Solli promised to send a team of engineers to Lisbon in June. The cable would carry 700 megawatts, according
to the grid operator Nordnett.

Hestnes spoke by phone with the Danish climate minister, Kasper Broby, on Wednesday. Broby did not meet
Valadares. He will meet Hestnes in Copenhagen on March 20.

No contract was signed.
"""

PORTO = """---
title: Valadares sees Norway's leaders
date: 2025-03-15
publisher: Porto Messenger
language: en
---

Energy Minister Beatriz Valadares met Norwegian Prime Minister Ragna Solli in Oslo on Thursday. Solli told her
that Norway would send engineers to Lisbon before the summer.

The sea cable would carry 900 megawatts, according to the grid operator Nordnett. Valadares accused the
operator of delays. The operator rejected the accusation.

Both ministers want the work to begin next year, Hestnes said.
"""

COURT = """---
title: Former harbour master of Gdansk sentenced
date: 2025-04-02
publisher: Baltic Courier
language: en
---

A court in Gdansk on Tuesday sentenced the former harbour master, Leszek Brandys, to four years in prison for
taking bribes. Judge Hanna Wilkosz said that he had betrayed the trust of the city.

Prosecutor Ewa Malik had asked for six years. Brandys denied the charges. His lawyer, Tomasz Reiner, said that
he would appeal; the appeal must be filed by April 30.

The bribes came to 1.2 million zlotys, the prosecutor said. A second defendant was acquitted in February.
"""

ECONOMY = """---
title: Prices in Tunisia rise more slowly
date: 2025-03-06
publisher: Carthage Business
language: en
---

Inflation in Tunisia fell to 5.8 percent in February, the National Institute of Statistics said on Wednesday.
In January it had stood at 6.1 percent.

Food prices rose by 7 percent over the year. The central bank left its key rate at 8 percent, and is to decide
again on March 27.

The institute revised its figure for growth last year, from 1.6 to 1.4 percent.
"""

CALL = """---
title: Two presidents on the telephone
date: 2025-05-20
publisher: Santiago Wire
language: en
---

Chilean President Amaro Leiva and Peruvian President Julia Quispe spoke by telephone on Monday. Leiva invited
her to Santiago, his office said. It did not say whether she accepted.

Quispe's spokesman, Martin Huaman, declined to comment. His cousin, the banker Rosa Huaman, advises the
central bank.

Leiva is to meet the mayor of Arica, Ignacio Soto, on Friday.

This article was translated from Spanish by Santiago Wire. "The call was friendly," Leiva said.
"""

REPRINT = OSLO.replace("publisher: Fjord Gazette", "publisher: Coast Post").replace(
    "date: 2025-03-14", "date: 2025-03-16"
)


def material(*texts: str) -> Material:
    """Those articles, read whole."""
    return Material([source(text) for text in texts])


def source(text: str) -> Source:
    """The article of a text with front matter, as `qa add` reads it, with its sentences."""
    article, _ = read_text(text, "article.md", markdown=True)
    return Source(article, split(article.text, article.language, article.body))


def sample(*names: str) -> Material:
    """Sample articles of evals/articles by a part of their file's name, whole."""
    paths = [path for name in names for path in sorted(ARTICLES.glob(f"*{name}*"))]
    found = [item for item in read(paths) if isinstance(item, Article)]
    assert len(found) == len(paths) >= len(names)
    return Material([Source(one, split(one.text, one.language, one.body)) for one in found])


def section(brief: Brief, key: str) -> Section:
    """The section of that key."""
    return next(part for part in brief.sections if part.key == key)


def said(brief: Brief, key: str) -> list[str]:
    """The texts of a section's paragraphs, each on one line."""
    return [" ".join(p.claim.text.split()) for p in section(brief, key).paragraphs]


def labelled(brief: Brief, key: str) -> list[tuple[str, str]]:
    """The labels of a section's paragraphs with their texts on one line."""
    return [(p.label, " ".join(p.claim.text.split())) for p in section(brief, key).paragraphs]
