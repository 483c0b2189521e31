"""A suite drafted from questions: what is answered today is written down as expected, for a person to correct."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals import corpus as corpora
from evals import readers
from evals.corpus import Corpus
from index.errors import InputError
from index.records import file_name
from index.search import Search
from qa import embedders
from qa.ask import retrieve
from qa.progress import Progress
from qa.records import Answer, Citation
from qa.settings import Settings

REVIEW = "review"  # the tag of a case that nobody has read yet
_HEAD = """\
# Drafted by 'qa eval init' from what is answered today, which may be wrong: read each case, correct what it expects,
# and take the tag `review` off. must_answer: what the answer says; must_cite: what it cites; abstain: true where the
# articles hold no answer. A text between slashes, as in /20 Nov(ember)?/, is a regular expression.
"""


def write(
    path: Path,
    corpus: Sequence[Path],
    questions: Sequence[str],
    as_of: str | None,
    settings: Settings,
    warn: Callable[[str], None],
) -> int:
    """Writes the suite, its articles named from its own folder; how many cases it has."""
    import yaml

    with (
        Progress("Indexing", None) as progress,
        corpora.opened(list(corpus), embedders.load(settings, warn=warn), progress=progress) as articles,
    ):
        day = as_of or max((h.date for h in articles.heads if h.date), default=None)
        if day is None:
            raise InputError(
                "No article has a date, so the day of asking is not known: give it with --as-of YYYY-MM-DD"
            )
        cases = _cases(articles, questions, datetime.date.fromisoformat(day), settings, warn)
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", path.stem).strip("-.") or "suite"
    suite = {
        "version": 1,
        "name": name if name[0].isalnum() else f"s{name}",
        "corpus": [_from(path.parent, each) for each in corpus],
        "as_of": day,
        "cases": cases,
    }
    text = yaml.safe_dump(suite, allow_unicode=True, sort_keys=False, width=110)
    try:
        path.write_text(_HEAD + text.replace("\n- id:", "\n\n- id:"), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} can't be written ({error.strerror}): name another file") from error
    return len(cases)


def _from(folder: Path, path: Path) -> str:
    """The path as it is found from the folder; the whole path where no way leads from one to the other."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()


def _cases(
    articles: Corpus,
    questions: Sequence[str],
    day: datetime.date,
    settings: Settings,
    warn: Callable[[str], None],
) -> list[dict[str, Any]]:
    search = Search(articles.store, articles.embedder, warn)
    ids: set[str] = set()
    cases = []
    try:
        with readers.opened(settings, warn=warn) as read:
            for question in questions:
                answer = read.answer(question, retrieve(search, question, as_of=day))
                cases.append(_case(_free_id(question, ids), question, answer, articles))
    finally:
        search.close()
    return cases


def _case(case_id: str, question: str, answer: Answer, articles: Corpus) -> dict[str, Any]:
    case: dict[str, Any] = {"id": case_id, "question": question, "tags": [REVIEW]}
    if not answer.answered:
        return {**case, "abstain": True}
    shorts = list(dict.fromkeys(s.text for s in answer.short))
    if shorts:
        case["must_answer"] = shorts
    places = [_place(claim.citations[0], articles) for claim in answer.claims]
    return {**case, "must_cite": places}


def _place(citation: Citation, articles: Corpus) -> dict[str, str]:
    """The place as a suite names it: by its file, if no other article has that name, and by its words."""
    source = file_name(citation.article.source)
    name = source if len(articles.named(source)) == 1 else citation.article.id
    return {"article": name, "quote": " ".join(citation.quote.split())}


def _free_id(question: str, taken: set[str]) -> str:
    """An id made of the question's words, one that no other case has."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:50].strip("-") or "question"
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(found)
    return found
