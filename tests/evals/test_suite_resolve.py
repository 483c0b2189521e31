"""Names of articles and quotes are found in the articles, or told as what they are not."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from evals import corpus as corpora
from evals import evaluation
from evals.cases import Ask, Check, Fault, Suite, SuiteError
from evals.corpus import Corpus
from evals.suite_file import read
from evals.suite_resolve import corpus_paths, resolve
from index.errors import InputError
from index.read_text import read_text
from index.sentences import split
from tests.evals.suites import SMALL, bundled, is_told, samples, write_suite
from tests.ferry import FERRY
from tests.hash_embedder import HashEmbedder


def made(tmp_path: Path, text: str) -> Suite:
    written = read(write_suite(tmp_path, text))
    with corpora.opened(corpus_paths(written), HashEmbedder(), cached=False) as corpus:
        return resolve(written, corpus)


def faults(tmp_path: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(SuiteError) as caught:
        made(tmp_path, text)
    return caught.value.faults


def test_a_quote_becomes_its_sentences(tmp_path: Path) -> None:
    suite = made(tmp_path, SMALL.replace("approved a ferry line to Norrholm", "Monday. The first  boat"))
    case = suite.cases[0]
    assert isinstance(case, Ask)
    ((place,),) = case.must_cite
    assert place.sentences == (0, 1)
    assert case.as_of == datetime.date(2024, 3, 6)
    assert case.gold == {(place.article_id, 0), (place.article_id, 1)}


def test_a_sentence_by_its_number(tmp_path: Path) -> None:
    text = SMALL.replace('quote: "approved a ferry line to Norrholm"', "sentence: 3")
    article, _ = read_text(FERRY, "ferry.md", markdown=True)
    third = split(article.text, "en", article.body)[2]
    assert article.text[third.start : third.end].startswith('"We have waited')
    ((place,),) = made(tmp_path, text).cases[0].must_cite
    assert place.sentences == (2,)


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ("approved a ferry", "approved the ferry", 11, "must_cite.quote", "nearest sentence is 'The harbour board"),
        ("article: ferry.md", "article: fery.md", 11, "must_cite.article", "did you mean 'ferry.md'?"),
        ("must_answer: Norrholm", "must_answer: /Norr(holm/", 10, "must_answer", "no regular expression"),
        ("must_answer: Norrholm", "must_answer: /norrholm/i", 10, "must_answer", "letters behind its pattern"),
        ("must_answer: Norrholm", "must_answer: [Norrholm, '?!']", 10, "must_answer[1]", "no words to look for"),
        ('quote: "approved a ferry line to Norrholm"', "sentence: 99", 11, "must_cite.sentence", "only 3 sentences"),
        ('quote: "approved a ferry line to Norrholm"', "sentence: 1, quote: x", 11, "must_cite", "not both"),
        (', quote: "approved a ferry line to Norrholm"', "", 11, "must_cite", "needs a quote or a sentence"),
        ("abstain: true", "abstain: true\n    must_answer: x", 16, "abstain", "drop one"),
        ("abstain: true", "abstain: false", 13, "cases[1] (who-is-king)", "expects nothing"),
        ("abstain: true", "only: [bridge.md]\n    abstain: true", 16, "only[0]", "no article of the corpus"),
        ("cases:", "articles: {a: b.md}\ncases:", 6, "articles.a", "no article of the corpus is named 'b.md'"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str, message: str) -> None:
    assert old in SMALL
    found = faults(tmp_path, SMALL.replace(old, new, 1))
    assert is_told(found, line, key, message), found


def test_a_draft_is_one_sentence(tmp_path: Path) -> None:
    check = "\n  - {id: c, type: check, verdict: supported, draft: It sails. It sank.}\n"
    assert "has 2 sentences" in faults(tmp_path, SMALL + check)[0].message


def test_a_corpus_that_does_not_exist_or_holds_nothing(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, SMALL.replace("corpus: [articles]", "corpus: [articles, elsewhere]"))
    assert (found.line, found.key) == (3, "corpus[1]")
    assert "elsewhere doesn't exist" in found.message
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="has no article"):
        made(tmp_path, SMALL.replace("corpus: [articles]", "corpus: [empty]"))


def test_defaults_hold_where_a_case_says_nothing(tmp_path: Path) -> None:
    text = SMALL.replace(
        "cases:",
        "defaults: {tags: [ferry], max_sentences: 3, must_not_say: [bridge], min_citation_precision: 0.5}\ncases:",
    ).replace("abstain: true", "abstain: true\n    max_sentences: 1\n    must_not_say: tunnel")
    one, other = made(tmp_path, text).cases
    assert isinstance(one, Ask)
    assert isinstance(other, Ask)
    assert one.tags == {"ferry", "what"}
    assert (one.max_sentences, other.max_sentences) == (3, 1)
    assert [w.written for w in other.must_not_say] == ["bridge", "tunnel"]
    assert one.min_citation_precision == 0.5


def test_a_digest_follows_what_is_expected_and_no_tag(tmp_path: Path) -> None:
    def digests(text: str) -> list[str]:
        return [case.digest for case in made(tmp_path, text).cases]

    base = digests(SMALL)
    assert digests(SMALL.replace("tags: [what]", "tags: [place, easy]")) == base
    assert digests(SMALL.replace("# ", "")) == base
    changed = digests(SMALL.replace("must_answer: Norrholm", "must_answer: {any: [Norrholm, island]}"))
    assert (changed[0] != base[0], changed[1] == base[1]) == (True, True)
    assert digests(SMALL.replace("as_of: 2024-03-06", "as_of: 2024-03-07")) != base


def test_articles_by_all_their_names() -> None:
    corpus: Corpus = samples()
    (head,) = corpus.named("port-of-tamrin")
    names = [
        "2024-11-18-coastal-times-port-of-tamrin.md",
        "2024-11-18-coastal-times-port-of-tamrin",
        head.id[:8],
        head.id,
    ]
    assert all(corpus.named(name) == [head] for name in [*names, head.title or ""])
    assert len(corpus.named("sabbagh-tehran")) == 4
    assert corpus.named("no such article") == []


def test_the_bundled_suite_asks_what_it_should() -> None:
    """40 questions or more, of every kind, and at least 12 to abstain on."""
    questions = [case for case in bundled().cases if isinstance(case, Ask)]
    checks = [case for case in bundled().cases if isinstance(case, Check)]
    kinds = set(
        "who what when where number several attribution negation contradiction reprint relative-date same-surname"
        " arabic injection abstain false-premise hedge".split()
    )
    assert len(questions) >= 100
    assert len(checks) >= 40
    assert kinds <= set(bundled().tags)
    assert sum(case.abstain for case in questions) >= 12
    assert all(case.abstain == ("abstain" in case.tags) for case in questions)
    assert all(case.tags for case in bundled().cases)


def test_the_suite_about_the_first_article_asks_what_it_should() -> None:
    """Its article is not in the project; where it is not there either, the suite says so."""
    written = read(evaluation.BUNDLED.with_name("sabbagh.yaml"))
    if not (written.path.parent / written.shape.corpus[0]).exists():
        with pytest.raises(SuiteError, match="doesn't exist"):
            corpus_paths(written)
        pytest.skip("no ../shared/articles here")
    with corpora.opened(corpus_paths(written), HashEmbedder(), cached=False) as corpus:
        suite = resolve(written, corpus)
    assert len(suite.cases) == 40
    assert sum(case.abstain for case in suite.cases if isinstance(case, Ask)) == 10
