"""The pages of `check`: what was found, and what a rule asks."""

from collections.abc import Iterable, Mapping
from typing import Any

from altto_cli.check import Checked, is_warning, page
from altto_cli.model import Problem
from altto_cli.view import records
from altto_cli.view.page import Entry, Page


def line(problem: Problem) -> str:
    """The problem as compilers print theirs, so that editors find the place."""
    if not is_warning(problem):
        return str(problem)
    return f"{problem.place}: warning: {problem.rule}: {problem.message}"


def tally(checked: Checked) -> str:
    """How many studies there are, and how many faults and warnings: 11 studies, no fault."""
    warnings = len(checked.problems) - checked.faults
    said = [_count(checked.studies, "study", "studies")] if checked.studies else ["the glossary"]
    said.append(_count(checked.faults, "fault", "faults"))
    said += [_count(warnings, "warning", "warnings")] if warnings else []
    return ", ".join(said)


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {many if number > 1 else one}"


def problems(checked: Checked, query: Mapping[str, Any]) -> Page:
    """Every fault and warning with its place."""
    return _page("problems", map(_problem, checked.problems), query)


def rule(name: str, query: Mapping[str, Any]) -> Page:
    """What a rule asks and why. Raises UnknownWordError with the nearest."""
    severity, text = page(name)
    record = {"id": name, "severity": severity, "text": text}
    kind = severity if severity == "fault" else "warning; without a fault the exit code is 0"
    return _page("rules", [_entry("rules", record, f"{name} ({kind})\n{text}")], query)


def _problem(problem: Problem) -> Entry:
    record = {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "rule": problem.rule,
        "severity": "warning" if is_warning(problem) else "fault",
        "message": problem.message,
    }
    return _entry("problems", record, line(problem))


def _entry(schema: str, record: Mapping[str, Any], said: str) -> Entry:
    return Entry(schema, record, records.flat(record), said)


def _page(schema: str, entries: Iterable[Entry], query: Mapping[str, Any]) -> Page:
    return Page(
        schema=schema, title=(schema,), entries=tuple(entries), collections=(schema,), query=query
    )


def text(page: Page) -> str:
    """The page as bare lines."""
    return "".join(f"{entry.sentence}\n" for entry in page.entries)
