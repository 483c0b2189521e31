"""The page on suites names every key and shows a suite that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from evals import suite_shape as shapes

TEXT = (Path(shapes.__file__).parent / "SUITES.md").read_text("utf-8")


@pytest.mark.parametrize("shape", [shapes.AskShape, shapes.CheckShape, shapes.SummarizeShape, shapes.BriefShape])
def test_every_key_is_in_the_table(shape: type[shapes.Shape]) -> None:
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.*?) \|", TEXT, re.MULTILINE))))
    assert set(shape.model_fields) <= named


def test_no_key_is_in_the_table_that_is_none() -> None:
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.*?) \|", TEXT, re.MULTILINE))))
    known: list[type[shapes.Shape]] = [shapes.AskShape, shapes.CheckShape, shapes.SummarizeShape, shapes.BriefShape]
    assert named <= {key for shape in known for key in shape.model_fields}


def test_the_example_has_the_shape_of_a_suite() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    loader = yaml.BaseLoader(example)
    suite = shapes.SuiteShape.model_validate(loader.get_single_data())
    assert [case.id for case in suite.cases] == ["when-they-met", "which-hotel"]
    assert set(shapes.SuiteShape.model_fields) <= set(re.findall(r"^(\w+):", example, re.MULTILINE))


def test_the_defaults_are_named() -> None:
    (line,) = re.findall(r"^defaults:.*# optional: (.*)$", TEXT, re.MULTILINE)
    assert set(line.split(", ")) == set(shapes.Defaults.model_fields)
