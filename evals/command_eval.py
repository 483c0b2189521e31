"""`qa eval`: a suite of fixed questions put to the program, scored, held to a baseline and reported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import InputError
from qa import options, settings, terminal

if TYPE_CHECKING:
    from evals.cases import SuiteError
    from evals.evaluation import Evaluated

GATE_MISSED = 5
ENDINGS = (".json", ".xml", ".md", ".html")


class WithInit(click.Command):
    """A command whose first argument may be `init`, another command. A suite of that name is `./init`."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of `qa eval`, or of `qa eval init`."""
        if args[:1] == ["init"]:
            return init.make_context(f"{info_name} init", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


def report_option(command: Any) -> Any:
    """A decorator that adds --report, passed as `reports`."""
    return click.option(
        "--report",
        "reports",
        multiple=True,
        type=click.Path(dir_okay=False, writable=True),
        metavar="FILE",
        help="Write a report too, of the kind that FILE's ending says: .json, .xml (JUnit), .md or .html; repeatable.",
    )(command)


@click.command("eval", cls=WithInit)
@click.argument("suite", required=False, type=click.Path(dir_okay=False))
@click.option("--model", "models", multiple=True, metavar="NAME", help="The reader; several are compared. [QA_MODEL]")
@click.option("--embedder", metavar="NAME", help="What turns text into vectors. [QA_EMBEDDER; default: minilm]")
@click.option("--filter", "filters", multiple=True, metavar="TAG", help="Only cases with this tag or id; repeatable.")
@click.option("--failed", is_flag=True, help="Only the cases that failed when they were last run.")
@click.option("--repeat", type=click.IntRange(1, 1000), default=1, metavar="N", help="Run each case N times.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Run N cases at once.")
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend no more on models.")
@click.option("--no-cache", is_flag=True, help="Build the index anew and use no reply that a model gave before.")
@click.option("--fresh", is_flag=True, help="Begin anew, also when a run was stopped.")
@click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Hold the run to this baseline.")
@click.option("--save-baseline", "save", type=click.Path(dir_okay=False), metavar="FILE", help="Save this run as one.")
@click.option("--allow-regression", is_flag=True, help="Let --save-baseline ask less than FILE asked before.")
@report_option
@click.option("-v", "--verbose", is_flag=True, help="Tell all reasons of each failure.")
@options.json_flag
def command(
    suite: str | None,
    models: tuple[str, ...],
    embedder: str | None,
    filters: tuple[str, ...],
    failed: bool,
    repeat: int,
    jobs: int,
    max_cost: float | None,
    no_cache: bool,
    fresh: bool,
    baseline: str | None,
    save: str | None,
    allow_regression: bool,
    reports: tuple[str, ...],
    verbose: bool,
    as_json: bool,
) -> int:
    """Run a suite of fixed questions and say what failed and why.

    SUITE is a YAML file; without one, the suite that comes with `qa` is run. Its articles are indexed in a place of
    their own; your index is not touched. Exit status 0: the gate is passed; 5: it is missed; 1: a case could not be
    run. Without a baseline the gate is that every case passes. A run that was stopped with Ctrl-C goes on where it was.

    \b
    Examples:
      qa eval
      qa eval my-suite.yaml --report report.html
      qa eval my-suite.yaml --save-baseline my-baseline.json
      qa eval my-suite.yaml --baseline my-baseline.json
      qa eval init my-suite.yaml --corpus articles/ --question "who met Sabbagh?"
    """
    _known_endings(reports)
    if save and (filters or failed):
        raise click.UsageError("A baseline is saved from a whole run: leave --filter and --failed out.")
    from evals import evaluation
    from evals.cases import SuiteError

    base = settings.load({"embedder": embedder})
    plan = evaluation.Plan(
        suite=Path(suite) if suite else evaluation.BUNDLED,
        models=tuple(settings.load({"embedder": embedder, "model": name}) for name in models) or (base,),
        filters=filters,
        failed=failed,
        repeat=repeat,
        jobs=jobs,
        max_cost=max_cost,
        cached=not no_cache,
        fresh=fresh,
        baseline=Path(baseline) if baseline else None,
    )
    try:
        with evaluation.evaluated(plan, terminal.warn) as found:
            if not found.report.outcomes:
                terminal.put("No case failed when they were last run." if failed else "No case to run.")
                return 0
            return _report(found, reports, save, allow_regression, verbose=verbose, as_json=as_json)
    except SuiteError as error:
        _tell_faults(error)
        raise
    except evaluation.Stopped as stop:
        kept = f"{stop.kept} of {stop.wanted} results are kept" if stop.kept else "no result is kept"
        terminal.put(f"{kept}; the same command goes on from there.", err=True)
        raise


def _report(
    found: Evaluated,
    reports: Sequence[str],
    save: str | None,
    allow_regression: bool,
    *,
    verbose: bool,
    as_json: bool,
) -> int:
    """Shows and writes the reports, saves the baseline; the exit status."""
    from evals import report_json, report_markdown, report_terminal

    report = found.report
    if as_json:
        terminal.put(terminal.as_json(report_json.payload(report)))
    else:
        terminal.put(report_terminal.text(report, verbose=verbose))
    for name in reports:
        _write(Path(name), found)
    report_markdown.add_to_github_summary(report)
    if save:
        return _save(found, Path(save), allow_regression)
    if report.errors:
        return 1
    return 0 if report.gate.passed else GATE_MISSED


def _write(path: Path, found: Evaluated) -> None:
    """Writes one report, of the kind that the file's ending says."""
    from evals import report_html, report_json, report_junit, report_markdown

    report = found.report
    if path.suffix == ".json":
        text = terminal.as_json(report_json.payload(report)) + "\n"
    elif path.suffix == ".xml":
        text = report_junit.text(report)
    elif path.suffix == ".md":
        text = report_markdown.text(report)
    else:
        text = report_html.page(report, found.corpus)
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(f"{path} can't be written ({error.strerror}): name another file") from error


def _save(found: Evaluated, path: Path, allow_regression: bool) -> int:
    """Saves the run as a baseline unless it asks less than the one that is there; the exit status."""
    from evals import baseline

    assert found.saved is not None
    if found.report.errors:
        terminal.put(f"{path} is not saved: some cases could not be run.", err=True)
        return 1
    less = baseline.lowered(baseline.read(path), found.saved) if path.exists() else []
    if less and not allow_regression:
        lines = [f"{path} is not saved, for it would ask less than before:", *(f"  - {line}" for line in less)]
        terminal.put("\n".join([*lines, "If that is meant, say --allow-regression."]), err=True)
        return GATE_MISSED
    baseline.write(path, found.saved)
    terminal.put(f"Saved {path}.", err=True)
    return 0


def _known_endings(reports: Sequence[str]) -> None:
    for name in reports:
        if not name.endswith(ENDINGS):
            raise click.UsageError(f"--report {name}: its ending must be one of {', '.join(ENDINGS)}.")


def _tell_faults(error: SuiteError) -> None:
    """Every fault on a line of its own, in the form that editors can follow."""
    for fault in error.faults:
        line = f"{error.path}:{fault.line}:{fault.column}: {fault.key}: {fault.message}"
        terminal.put(terminal.safe(line), err=True)


@click.command("init")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--corpus", multiple=True, required=True, type=click.Path(path_type=Path), metavar="PATH",
              help="A file or folder of articles; repeatable.")  # fmt: skip
@click.option("--question", "questions", multiple=True, required=True, metavar="TEXT", help="A question; repeatable.")
@click.option("--as-of", type=options.Day(), metavar="DATE", help="The day of asking. [default: the newest article's]")
@click.option("--embedder", metavar="NAME", help="What turns text into vectors. [QA_EMBEDDER; default: minilm]")
def init(
    file: Path, corpus: tuple[Path, ...], questions: tuple[str, ...], as_of: str | None, embedder: str | None
) -> int:
    """Write a suite to FILE: each question with what is answered today, to be read and corrected.

    \b
    Example:
      qa eval init my-suite.yaml --corpus articles/ --question "who met Sabbagh?" --question "when?"
    """
    from evals import suite_draft

    for question in questions:
        if not any(c.isalnum() for c in question):
            raise click.UsageError("A question is blank: write it in quotation marks.")
    if file.exists():
        raise InputError(f"{file} is there already: name another file, or remove it")
    base = settings.load({"embedder": embedder})
    count = suite_draft.write(file, corpus, questions, as_of, base, terminal.warn)
    drafted = terminal.counted(count, "case")
    terminal.put(f"Wrote {drafted} to {file}: read what is expected, correct it, then run 'qa eval {file}'.")
    return 0
