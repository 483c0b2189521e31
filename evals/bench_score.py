"""Predictions scored against a public question set: answers, abstentions, citations, retrieval, contradictions.

All figures are percentages, rounded to hundredths, over all questions of their kind; a question without a prediction
counts as answered wrongly and not abstained on. None: there is no such question.

A question has `answers`, `answerable`, `article_ids`, `gold_sentences` (with `gold_mode` "all" or "any") and maybe
`conflict_answers`; a prediction `answer`, `abstained`, `citations` and maybe `retrieved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.matching import exact, f1, holds, rouge_l, tokens

Record = Mapping[str, Any]
Figures = dict[str, float | int | None]
LONG = 12  # words: longer gold answers are compared by ROUGE-L, and not looked for in citations
RANKS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its prediction; an empty one when there is none."""

    question: Record
    prediction: Record

    @property
    def abstained(self) -> bool:
        """Whether it was not answered."""
        return bool(self.prediction.get("abstained"))

    @property
    def text(self) -> str:
        """The answer; nothing for an abstention."""
        return "" if self.abstained else self.prediction.get("answer") or ""

    @property
    def answers(self) -> Sequence[str]:
        """The right answers."""
        answers: Sequence[str] = self.question.get("answers") or []
        return answers

    @property
    def gold(self) -> Sequence[Record]:
        """The sentences that hold the answer."""
        gold: Sequence[Record] = self.question.get("gold_sentences") or []
        return gold

    @property
    def citations(self) -> Sequence[Record]:
        """What is cited, be it with an answer or an abstention."""
        citations: Sequence[Record] = self.prediction.get("citations") or []
        return citations

    def best(self, measure: Callable[[str, str], float]) -> float:
        """The best measure of the answer against a right one."""
        if not self.text.strip():
            return 0
        return max([measure(self.text, gold) for gold in self.answers] or [0])


def score(articles: Mapping[str, Record], questions: Sequence[Record], predictions: Mapping[str, Record]) -> Figures:
    """The figures of a set, in the order in which they are shown. `articles` and `predictions` are by id."""
    asked = [Asked(question, predictions.get(question["id"], {})) for question in questions]
    good = [a for a in asked if a.question["answerable"]]
    bad = [a for a in asked if not a.question["answerable"]]
    figures: Figures = {
        "questions": len(asked),
        "answerable": len(good),
        "unanswerable": len(bad),
        "missing": sum(question["id"] not in predictions for question in questions),
    }
    figures |= _answers(good)
    if bad:
        figures |= _abstentions(good, bad)
    figures["answered_answerable"] = _share(sum(not a.abstained and bool(a.text.strip()) for a in good), len(good))
    figures |= _citations(articles, good)
    figures |= _quotes(articles, asked, bad)
    figures |= _retrieval(articles, good)
    return figures | _conflicts(good)


def _share(part: float, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _answers(good: Sequence[Asked]) -> Figures:
    long = [a for a in good if any(len(gold.split()) > LONG for gold in a.answers)]
    figures: Figures = {
        "em": _share(sum(a.best(lambda ours, gold: float(exact(ours, gold))) for a in good), len(good)),
        "f1": _share(sum(a.best(f1) for a in good), len(good)),
        "contains": _share(sum(any(holds(a.text, gold) for gold in a.answers) for a in good), len(good)),
    }
    return figures | ({"rougeL": _share(sum(a.best(rouge_l) for a in long), len(long))} if long else {})


def _abstentions(good: Sequence[Asked], bad: Sequence[Asked]) -> Figures:
    right, wrong = sum(a.abstained for a in bad), sum(a.abstained for a in good)
    precision = right / (right + wrong) if right + wrong else 0
    recall = right / len(bad)
    both = precision + recall
    return {
        "abstain_precision": round(100 * precision, 2),
        "abstain_recall": round(100 * recall, 2),
        "abstain_f1": round(100 * 2 * precision * recall / both, 2) if both else 0.0,
    }


def _citations(articles: Mapping[str, Record], good: Sequence[Asked]) -> Figures:
    """A citation hits when it overlaps a gold sentence, or (not strictly) when its text has a short right answer."""
    count = hits = strict = inside = with_gold = 0
    recall = 0.0
    for a in good:
        if not a.gold:
            continue
        with_gold += 1
        covered: set[int] = set()
        any_hit = False
        strings = [s for s in [*a.answers, *a.question.get("conflict_answers", [])] if _telling(s)]
        for cited in () if a.abstained else a.citations:
            count += 1
            text = _cut(articles, cited)
            if text is None:
                continue
            over = [n for n, gold in enumerate(a.gold) if _overlap(cited, gold)]
            covered.update(over)
            hit = bool(over) or any(holds(text, s) for s in strings)
            hits, strict, any_hit = hits + hit, strict + bool(over), any_hit or hit
            inside += cited["article_id"] in a.question["article_ids"]
        recall += len(covered) / len(a.gold) if a.question.get("gold_mode") == "all" else float(any_hit)
    precision, found = _share(hits, count) or 0.0, _share(recall, with_gold)
    both = precision + (found or 0)
    return {
        "citations": count,
        "citation_precision": precision,
        "citation_strict_precision": _share(strict, count) or 0.0,
        "citation_recall": found,
        "citation_f1": round(2 * precision * (found or 0) / both, 2) if both else 0.0,
        "citation_in_gold_article": _share(inside, count) or 0.0,
    }


def _telling(answer: str) -> bool:
    """Whether finding the answer in a text says something: not for yes, no, one character or a long answer."""
    found = tokens(answer, parted=True)
    return 0 < len(found) <= LONG and " ".join(found) not in ("yes", "no") and len("".join(found)) > 1


def _cut(articles: Mapping[str, Record], place: Record) -> str | None:
    """The text at a place; None when it is no place in an article of the set."""
    article = articles.get(place.get("article_id", ""))
    try:
        start, end = int(place["start"]), int(place["end"])
    except (KeyError, TypeError, ValueError):
        return None
    if article is None or not 0 <= start < end <= len(article["text"]):
        return None
    return str(article["text"][start:end])


def _overlap(place: Record, gold: Record) -> bool:
    same = place["article_id"] == gold["article_id"]
    return bool(same and int(place["start"]) < gold["end"] and int(place["end"]) > gold["start"])


def _quotes(articles: Mapping[str, Record], asked: Sequence[Asked], bad: Sequence[Asked]) -> Figures:
    every = [cited for a in asked for cited in a.citations]
    exact_ones = sum((text := _cut(articles, c)) is not None and text == c.get("quote") for c in every)
    return {
        "quote_exact": _share(exact_ones, len(every)) or 0.0,
        "false_citations": sum(len(a.citations) for a in bad if not a.abstained),
    }


def _retrieval(articles: Mapping[str, Record], good: Sequence[Asked]) -> Figures:
    known = [a for a in good if a.question.get("article_ids")]
    if not any("retrieved" in a.prediction for a in known):
        return {}
    figures: Figures = {}
    for level, use in (("article", known), ("sentence", [a for a in known if a.gold])):
        flags = [list(_found(articles, a, level)) for a in use]
        for k in RANKS:
            figures[f"{level}_hit@{k}"] = _share(sum(any(f[:k]) for f in flags), len(use))
        ranks = 0.0
        for each in flags:
            ranks += next((1 / rank for rank, hit in enumerate(each[:10], 1) if hit), 0)
        figures[f"{level}_mrr@10"] = _share(ranks, len(use))
    return figures


def _found(articles: Mapping[str, Record], asked: Asked, level: str) -> Iterator[bool]:
    """Whether each article, or each sentence, that was retrieved is a right one, best first."""
    places = asked.prediction.get("retrieved") or []
    if level == "article":
        yield from (i in asked.question["article_ids"] for i in dict.fromkeys(p["article_id"] for p in places))
    else:
        for place in places:
            yield _cut(articles, place) is not None and any(_overlap(place, gold) for gold in asked.gold)


def _conflicts(good: Sequence[Asked]) -> Figures:
    """Of the questions whose sources contradict one another: both sides told, or only the wrong one."""
    use = [a for a in good if a.question.get("conflict_answers")]
    if not use:
        return {}
    right = [any(holds(a.text, s) for s in a.answers) for a in use]
    wrong = [any(holds(a.text, s) for s in a.question["conflict_answers"]) for a in use]
    return {
        "conflict_questions": len(use),
        "conflict_both_sides": _share(sum(r and w for r, w in zip(right, wrong, strict=True)), len(use)),
        "conflict_one_sided_wrong": _share(sum(w and not r for r, w in zip(right, wrong, strict=True)), len(use)),
    }
