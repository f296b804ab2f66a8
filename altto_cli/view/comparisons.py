"""The table of many questions: one row a comparison, under the endpoint that it is about."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from altto_cli import wording
from altto_cli.model import Arm, Result, Study
from altto_cli.view import places
from altto_cli.view.columns import AT, COMPARISON, EVENTS, PATIENTS, RATIO, Definition, N, P, made
from altto_cli.view.groups import interval, statement
from altto_cli.view.page import Cell, Line, Part, Row, Table
from altto_cli.view.rates import About

COLUMNS = (PATIENTS, COMPARISON, N, EVENTS, AT, RATIO)
#: Where there is room for P, or no other place for it.
WITH_P = (*COLUMNS, P)


def table(
    study: Study, results: Sequence[Result], columns: Sequence[Definition] = COLUMNS
) -> Table:
    """The results by endpoint; those without figures as lines in their place."""
    rows = [About(study, each, label=patients(study, each)) for each in results if _is_row(each)]
    head, cells = made(columns, rows)
    by_id = dict(zip((row.result.id for row in rows), cells, strict=True))
    lines: list[Row | Line] = []
    for endpoint, grouped in groupby(results, lambda each: each.endpoint):
        found, name = list(grouped), study.endpoint(endpoint).name
        below = any(each.id in by_id for each in found)
        if below:
            lines.append(Line(cell=(Part(name),), heading=True))
        names = ((each, patients(study, each) if below else _named(study, each)) for each in found)
        lines += [
            _row(each, by_id[each.id])
            if each.id in by_id
            else _in_words(study, each, said, results, below)
            for each, said in names
        ]
    return Table(columns=head, lines=tuple(lines))


def _row(result: Result, cells: tuple[Cell, ...]) -> Row:
    return Row(cells=cells, indent=1, interval=interval(result), derived=result.status == "derived")


def _in_words(
    study: Study, result: Result, said: str, results: Sequence[Result], below: bool
) -> Line:
    if wording.rated(result):
        return _rates_alone(study, result, said, below)
    return statement(study, result, said, results, indent=int(below), counted=below)


def _named(study: Study, result: Result) -> str:
    """The endpoint and the patients, where no heading says the first."""
    name = study.endpoint(result.endpoint).name
    return ", ".join([name, *map(wording.lower_first, _whose(study, result))])


def _is_row(result: Result) -> bool:
    """Whether it has a ratio, or rates at a time; percentages of no known time stand in a line."""
    rated = wording.rated(result)
    figures = result.estimates or result.p_value or not (rated or result.statement)
    return bool(figures or (rated and rated.time))


def _rates_alone(study: Study, result: Result, named: str, below: bool) -> Line:
    """All patients: AI (any) 0.9% v SERM (any) 2.4%; no ratio; time not reported."""
    parts = []
    for number, arm in enumerate(result.arms):
        rate = wording.rate(arm)
        said = wording.DASH if rate is None else wording.percent(rate)
        said += _of_how_many(study, result, arm)
        whose = "" if number else f"{named}: "
        parts.append(
            Part(
                f"{whose}{study.strategy(arm.strategy).label} {said}",
                places.of_arm(study, result, arm),
            )
        )
    after = "; no ratio" if result.window else f"; no ratio, time {wording.NOT_REPORTED}"
    return Line(cell=tuple(parts), after=after, indent=int(below))


def _of_how_many(study: Study, result: Result, arm: Arm) -> str:
    """The events and the size of the group, as far as they are reported."""
    size, _ = wording.size(study, result, arm)
    said = [] if size is None else [f"n {wording.count(size)}"]
    said += [] if arm.events is None else [f"{wording.count(arm.events)} events"]
    return f" ({', '.join(said)})" if said else ""


def patients(study: Study, result: Result) -> str:
    """Who was looked at, and when; which report, where another makes the same comparison."""
    return ", ".join(_whose(study, result))


def _whose(study: Study, result: Result) -> Iterator[str]:
    yield wording.upper_first(wording.population(study, result))
    if result.window:
        yield result.window.text
    # A second source of the same comparison: its id ends in that of the source.
    if result.id.endswith(f"-{result.source}"):
        yield study.source(result.source).short
