"""A suite's file read: its YAML with where each part stands, and pydantic's errors told at those places."""

from __future__ import annotations

import difflib
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Fault, SuiteError
from index.errors import InputError

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails
    from yaml import Mark, Node

    from evals.suite_shape import SuiteShape

Location = tuple[int | str, ...]

# What pydantic says, where it can be said in plainer words. {name} is filled in from the error's own context.
_PLAIN = {
    "missing": "is missing",
    "string_type": "must be a text",
    "string_too_short": "is empty: write something, or leave the key out",
    "list_type": "must be a list: lines that begin with '- ', or [one, two]",
    "too_short": "is an empty list: name something, or leave the key out",
    "dict_type": "must be a mapping: lines of 'key: value'",
    "model_type": "must be a mapping: lines of 'key: value'",
    "model_attributes_type": "must be a mapping: lines of 'key: value'",
    "union_tag_not_found": "must be a text, a list, or a mapping with 'any'",
    "union_tag_invalid": "is of the kind {tag!r}, and must be one of {expected_tags}",
    "literal_error": "must be {expected}",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
    "string_pattern_mismatch": "must begin with a letter or digit and hold only letters, digits, '.', '_' and '-'",
    "string_too_long": "must not be longer than {max_length} characters",
    "date_from_datetime_parsing": "must be a day, written YYYY-MM-DD",
    "date_parsing": "must be a day, written YYYY-MM-DD",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A suite as it is written: its `data` are mappings, lists and texts, and `shape` the same, checked."""

    path: Path
    text: str
    data: Mapping[str, Any]
    shape: SuiteShape
    node: Node

    def where(self, location: Location) -> tuple[int, int]:
        """The line and column, from 1, of the part at that location: its key, or itself in a list."""
        return _position(self.node, location)

    def fault(self, location: Location, message: str) -> Fault:
        """The fault at that location."""
        return Fault(*self.where(location), _named(self.node, location), message)


def read(path: Path) -> Written:
    """The suite as it is written; InputError for a file that can't be read, SuiteError for what is wrong in it."""
    from pydantic import ValidationError

    from evals.suite_shape import SuiteShape

    text = _text(path)
    node, data = _parsed(path, text)
    doubled = list(_doubled(node))
    if doubled:
        raise SuiteError(path, doubled)
    try:
        shape = SuiteShape.model_validate(data)
    except ValidationError as error:
        raise SuiteError(path, _faults(node, error)) from None
    written = Written(path, text, data, shape, node)
    twice = list(_same_ids(written))
    if twice:
        raise SuiteError(path, twice)
    return written


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror}): give the path of a suite, a .yaml file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8") from error


def _parsed(path: Path, text: str) -> tuple[Node, Any]:
    """The YAML's nodes, which know their places, and the same as lists, dicts and texts."""
    import yaml

    loader = None
    try:
        loader = yaml.BaseLoader(text)
        node = loader.get_single_node()
        if node is None:
            raise SuiteError(path, [Fault(1, 1, "file", "is empty; 'qa eval init' writes one to begin with")])
        return node, loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(filter(None, [error.context, error.problem])) or "is no YAML"
        raise SuiteError(path, [Fault(*_at(mark), "YAML", message)]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SuiteError(
            path, [Fault(line, 1, "YAML", f"a character that YAML does not allow ({error.reason})")]
        ) from error
    finally:
        if loader is not None:
            loader.dispose()


def _at(mark: Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _doubled(root: Node) -> Iterator[Fault]:
    """The keys that stand twice in one mapping, where YAML would silently keep the last."""
    import yaml

    seen_nodes: set[int] = set()
    todo: list[tuple[Node, Location]] = [(root, ())]
    while todo:
        node, location = todo.pop(0)
        if id(node) in seen_nodes:  # an alias
            continue
        seen_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += [(child, (*location, i)) for i, child in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            first: dict[Hashable, int] = {}
            for key, value in node.value:
                line, column = _at(key.start_mark)
                if key.value in first:
                    message = f"stands twice, also in line {first[key.value]}: keep one"
                    yield Fault(line, column, _named(root, (*location, key.value)), message)
                first.setdefault(key.value if isinstance(key.value, str) else id(key), line)
                todo.append((value, (*location, key.value)))


def _faults(node: Node, error: ValidationError) -> list[Fault]:
    found = [_fault(node, each) for each in error.errors(include_url=False)]
    return sorted(dict.fromkeys(found), key=lambda fault: (fault.line, fault.column))


def _fault(node: Node, error: ErrorDetails) -> Fault:
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        message = _unknown(location)
    elif error["type"] in _PLAIN:
        message = _PLAIN[error["type"]].format(**{**error.get("ctx", {}), "_": ""})
    else:
        message = error["msg"][:1].lower() + error["msg"][1:]
    return Fault(*_position(node, location), _named(node, location), message)


def _unknown(location: Location) -> str:
    """What to say of a key that is not known: the nearest one that is, and all."""
    from evals.suite_shape import SHAPES

    parent = next((SHAPES[part] for part in reversed(location[:-1]) if isinstance(part, str) and part in SHAPES), None)
    known = list((parent or SHAPES[""]).model_fields)
    near = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.6)
    guess = f"did you mean {near[0]!r}? " if near else ""
    return f"is no key here: {guess}The keys are {', '.join(known)}"


def _same_ids(written: Written) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for n, case in enumerate(written.shape.cases):
        line = written.where(("cases", n, "id"))[0]
        if case.id in first:
            yield written.fault(("cases", n, "id"), f"{case.id!r} is taken by the case in line {first[case.id]}")
        first.setdefault(case.id, line)


def _path(root: Node, location: Location) -> Iterator[tuple[int | str, Node, Node]]:
    """Each step of the location that is in the YAML, with the node to point at and the node it leads to.

    Pydantic's locations also name the members of unions; those are in no file and are passed over.
    """
    import yaml

    node = root
    for part in location:
        if isinstance(node, yaml.MappingNode):
            step = next(((key, value) for key, value in node.value if key.value == part), None)
            if step:
                yield part, step[0], step[1]
                node = step[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            yield part, node, node


def _position(root: Node, location: Location) -> tuple[int, int]:
    steps = [at for _, at, _ in _path(root, location)]
    return _at((steps or [root])[-1].start_mark)


def _named(root: Node, location: Location) -> str:
    """The key as a person would name it: "cases[2] (who-met).must_cite[0].quote"."""
    import yaml

    name = ""
    for depth, (part, _, node) in enumerate(_path(root, location)):
        name += f"[{part}]" if isinstance(part, int) else f".{part}"
        if depth == 1 and name.startswith(".cases[") and isinstance(node, yaml.MappingNode):
            ids = [value.value for key, value in node.value if key.value == "id" and isinstance(value.value, str)]
            name += f" ({ids[0]})" if ids else ""
    last = location[-1] if location else ""
    if isinstance(last, str) and re.fullmatch(r"\w+", last) and not name.endswith(f".{last}"):
        name += f".{last}"  # a key that is missing
    return name.lstrip(".") or "file"


def plain_list(names: Sequence[str]) -> str:
    """At most five names for a message."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
