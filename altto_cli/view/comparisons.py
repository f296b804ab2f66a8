"""The table of many questions: one row a comparison, under the endpoint that it is about."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from altto_cli import outcomes, wording
from altto_cli.model import Arm, Endpoint, Result, Study
from altto_cli.view import places
from altto_cli.view.columns import (
    AT,
    BARE_RATIO,
    COMPARISON,
    EVENTS,
    PATIENTS,
    RATIO,
    YEARS,
    Definition,
    N,
    P,
    made,
)
from altto_cli.view.groups import beneath, interval, statement
from altto_cli.view.page import NO_RATIO, Cell, Line, Part, Row, Table
from altto_cli.view.rates import About, Rows

COLUMNS = (PATIENTS, COMPARISON, N, EVENTS, AT, RATIO)
#: As long may the name of a comparison be that stands in a column.
_COLUMN = 30
#: As long may a row's name be that has its source in it; longer ones have it in their heading.
_LABEL = 45
#: Where there is room for P, or no other place for it.
WITH_P = (*COLUMNS, P)


def listed(
    study: Study, results: Sequence[Result], columns: Sequence[Definition] = COLUMNS
) -> Table:
    """The results by endpoint, and by comparison where a column of them leaves too little room."""
    rows = Rows(About(study, each) for each in results if _is_row(study, each, results))
    compared = {wording.comparison(study, each.result) for each in rows}
    short = len(compared) > 1 and max(map(len, compared)) <= _COLUMN
    if short and rows.measure and len(rows.kinds) < 2 and P not in columns:
        return table(study, results, columns)
    kept = (
        PATIENTS,
        N,
        EVENTS,
        YEARS if len(rows.kinds) > 1 else AT,
        BARE_RATIO,
        P,
    )
    return table(study, results, kept, by_comparison=True)


def table(
    study: Study,
    results: Sequence[Result],
    columns: Sequence[Definition] = COLUMNS,
    *,
    by_comparison: bool = False,
) -> Table:
    """The results by endpoint; those without figures as lines in their place."""
    shown = [each for each in results if _is_row(study, each, results)]
    rows = [About(study, each, label=patients(study, each)) for each in shown]
    headed = by_comparison and any(len(row.label) > _LABEL for row in rows)
    if headed:
        rows = [row._replace(label=", ".join(_of_whom(study, row.result))) for row in rows]
    if by_comparison and not Rows(rows).measure:
        rows = [row._replace(label=", ".join((row.label, *_measured(row.result)))) for row in rows]
    head, cells = made(columns, rows)
    by_id = dict(zip((row.result.id for row in rows), cells, strict=True))
    lines: list[Row | Line] = []

    def heading(result: Result) -> tuple[str, ...]:
        name = study.endpoint(result.endpoint).name
        if not by_comparison or result.id not in by_id:
            return (name,)
        source = _another_source(study, result) if headed else ()
        return (name, ", ".join((wording.comparison(study, result), *source)))

    for names, grouped in groupby(results, heading):
        found = list(grouped)
        below = any(each.id in by_id for each in found)
        if not below and (together := _of_one_kind(study, found)):
            lines += together
            continue
        if below:
            lines.append(Line(cell=(Part(": ".join(names)),), heading=True))
        said = ((each, patients(study, each) if below else _named(study, each)) for each in found)
        for each, who in said:
            if each.id in by_id:
                lines += [_row(each, by_id[each.id]), *beneath(study, each, with_p=P in columns)]
            else:
                lines.append(_in_words(study, each, who, results, below))
    return Table(columns=head, lines=tuple(lines))


def _row(result: Result, cells: tuple[Cell, ...]) -> Row:
    return Row(cells=cells, indent=1, interval=interval(result), derived=result.status == "derived")


def _in_words(
    study: Study, result: Result, said: str, results: Sequence[Result], below: bool
) -> Line:
    if said_alone := alone(study, result):
        text = f"{said}: {wording.comparison(study, result)}: {said_alone}"
        return Line(cell=(Part(text, _all_of(study, result)),), indent=int(below))
    if outcomes.has_figures(result):
        return figures_alone(study, result, said, indent=int(below))
    return statement(study, result, said, results, indent=int(below), counted=below)


def _of_one_kind(study: Study, found: Sequence[Result]) -> list[Line]:
    """Figures of one endpoint and the same patients, under a heading that says what they are."""
    told = {(_named(study, each), _after(study, each)) for each in found}
    alone_in_line = all(_is_figures_alone(study, each) for each in found)
    if len(found) < 2 or len(told) > 1 or not alone_in_line:
        return []
    [(named, after)] = told
    heading = Line(cell=(Part(f"{named}: {after}"),), heading=True)
    return [heading, *(Line(cell=_each(study, each), indent=1) for each in found)]


def _is_figures_alone(study: Study, result: Result) -> bool:
    return outcomes.has_figures(result) and not alone(study, result)


def _named(study: Study, result: Result) -> str:
    """The endpoint and the patients, where no heading says the first."""
    name = study.endpoint(result.endpoint).name
    return ", ".join([name, *map(wording.lower_first, _whose(study, result))])


def _is_row(study: Study, result: Result, results: Sequence[Result]) -> bool:
    """Whether it has a ratio, or rates of two groups at a time; all else stands in a line.

    A difference between groups is a row among differences, and a line among ratios.
    """
    if result.effect or (result.difference and not any(each.effect for each in results)):
        return True
    kind = outcomes.kind(study.endpoint(result.endpoint), result)
    comparable = kind and (kind.what == "rate" or (kind.is_percent and kind.at))
    at_a_time = bool(comparable and len(result.arms) == 2)
    told = kind or result.statement or result.p_value or result.difference
    return at_a_time or not told


def alone(study: Study, result: Result) -> str:
    """What is printed without a ratio: a difference; or 134 events; no ratio; P = 0.008."""
    observed = outcomes.against(study, result, when=True)
    if result.difference:
        said = [observed, wording.differs(study, result)]
        said += [wording.p_value(result.difference)] if result.difference.p else []
        return "; ".join(filter(None, said))
    if result.p_value:
        events = "" if result.events is None else f"{wording.count(result.events)} events"
        said = [events, observed, NO_RATIO, wording.p_value(result.p_value)]
        return "; ".join(filter(None, said))
    return ""


def _all_of(study: Study, result: Result) -> places.Places:
    population = places.of_population(study, result.population)
    return (*places.of_result(study, result), *population)


def figures_alone(study: Study, result: Result, named: str, *, indent: int) -> Line:
    """All patients: AI (any) 0.9% v SERM (any) 2.4%; no ratio, time not reported."""
    first, *others = _each(study, result)
    first = first._replace(text=f"{named}: {first.text}")
    after = _after(study, result)
    return Line(cell=(first, *others), after=f"; {after}" if after else "", indent=indent)


def _each(study: Study, result: Result) -> Cell:
    """The figure of each group: AI (any) 0.9% v SERM (any) 2.4%; the first stands for both."""
    whole = places.of_result(study, result)
    return tuple(
        Part(
            f"{study.strategy(arm.strategy).label} {outcomes.printed(arm)}"
            f"{_of_how_many(study, result, arm)}",
            (*places.of_arm(study, result, arm), *(() if number else whole)),
        )
        for number, arm in enumerate(result.arms)
    )


def _after(study: Study, result: Result) -> str:
    """What the figures are, that nothing is printed between them, and their P."""
    endpoint = study.endpoint(result.endpoint)
    kind = outcomes.kind(endpoint, result)
    said = [f"{without_estimate(kind)}{_told(endpoint, kind)}"] if kind else []
    said += [wording.p_value(result.p_value)] if result.p_value else []
    return "; ".join(said)


def _told(endpoint: Endpoint, kind: outcomes.Kind) -> str:
    """What the figures are, and their time."""
    said = kind.told(endpoint)
    return f", {said}" if said else ""


def without_estimate(kind: outcomes.Kind) -> str:
    """That nothing is printed between the groups."""
    return f"difference {wording.NOT_REPORTED}" if kind.what == "mean" else NO_RATIO


def _of_how_many(study: Study, result: Result, arm: Arm) -> str:
    """The events and the size of the group, as far as they are reported."""
    size, _ = wording.size(study, result, arm)
    said = [] if size is None else [f"n {wording.count(size)}"]
    said += [] if arm.events is None else [f"{wording.count(arm.events)} events"]
    return f" ({', '.join(said)})" if said else ""


def _measured(result: Result) -> Iterator[str]:
    if result.effect:
        yield wording.measure(result.effect)


def patients(study: Study, result: Result) -> str:
    """Who was looked at, and when; which report, where another makes the same comparison."""
    return ", ".join(_whose(study, result))


def _whose(study: Study, result: Result) -> Iterator[str]:
    yield from _of_whom(study, result)
    yield from _another_source(study, result)


def _of_whom(study: Study, result: Result) -> Iterator[str]:
    yield wording.upper_first(wording.population(study, result))
    if result.window:
        yield result.window.text


def _another_source(study: Study, result: Result) -> Iterator[str]:
    # A second source of the same comparison: its id ends in that of the source.
    if result.id.endswith(f"-{result.source}"):
        yield study.source(result.source).short
