"""A run as JUnit XML, which CI systems show: a suite for each model, a test for each case."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from evals.report import Report
from evals.results import Outcome
from qa import terminal

# What XML 1.0 can't hold, even escaped; `terminal.safe` leaves none but a lone surrogate's neighbours.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(report: Report) -> str:
    """The XML document."""
    root = ElementTree.Element("testsuites", name=f"qa eval {report.provenance.suite}", time=f"{report.seconds:.3f}")
    for summary in report.summaries:
        own = report.of(summary.model)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_clean(f"{report.provenance.suite} ({summary.model})"),
            tests=str(len(own)),
            failures=str(summary.failed),
            errors=str(summary.errors),
            skipped=str(summary.uncounted),
            time=f"{sum(o.first.result.seconds for o in own):.3f}",
        )
        properties = ElementTree.SubElement(suite, "properties")
        for name in ("as_of", "suite_digest", "corpus_digest", "index_digest", "program_digest", "embedder"):
            value = _clean(str(getattr(report.provenance, name)))
            ElementTree.SubElement(properties, "property", name=name, value=value)
        for outcome in own:
            _case(suite, report, outcome)
    ElementTree.indent(root)
    out = io.BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue().decode("utf-8") + "\n"


def _case(suite: ElementTree.Element, report: Report, outcome: Outcome) -> None:
    test = ElementTree.SubElement(
        suite,
        "testcase",
        classname=f"{report.provenance.suite}.{outcome.case.kind}",
        name=outcome.case.id,
        time=f"{sum(j.result.seconds for j in outcome.judged):.3f}",
    )
    reasons = [_clean(reason) for reason in outcome.first.reasons]
    if outcome.state == "uncounted":
        ElementTree.SubElement(test, "skipped", message="needs a model")
    elif outcome.state != "passed":
        kind = "error" if outcome.state == "error" else "failure"
        fault = ElementTree.SubElement(test, kind, message=reasons[0] if reasons else outcome.state)
        fault.text = "\n".join([_clean(outcome.case.asked), *reasons])


def _clean(value: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", terminal.safe(value))
