"""The table of a question: one row a group, the reference first, the rest in plain lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.model import Population, Result, Study
from altto_cli.view import places
from altto_cli.view.columns import (
    EVENTS,
    GROUP,
    HEADED_RATIO,
    RATE,
    RATIO,
    Definition,
    N,
    P,
    beneath_row,
    made,
)
from altto_cli.view.page import Interval, Line, Part, Row, Table
from altto_cli.view.rates import About, Rows

#: How far a row stands under its heading.
_INDENT = 2
COLUMNS = (GROUP, N, EVENTS, RATE, RATIO, P)


class Heading(NamedTuple):
    """What a page tells apart by headings; its title says the rest."""

    endpoints: bool
    populations: bool
    sources: bool


def heading(found: Sequence[Result]) -> Heading:
    """What differs among the results is said above them."""
    questions: dict[object, set[str]] = {}
    for each in found:
        pair = (each.question, *(arm.strategy for arm in each.arms))
        questions.setdefault(pair, set()).add(each.source)
    return Heading(
        endpoints=len({each.endpoint for each in found}) > 1,
        populations=len({(each.population, each.versus_population) for each in found}) > 1,
        sources=any(len(sources) > 1 for sources in questions.values()),
    )


def table(
    study: Study,
    results: Sequence[Result],
    heading: Heading,
    columns: Sequence[Definition] = COLUMNS,
    *,
    indent: int = _INDENT,
) -> Table:
    """The results with figures as rows under their headings, the others as lines in their place."""
    sections = list(_sections(results, heading))
    rows = [list(_rows(study, section)) for section in sections]
    titles = [_title(study, section, heading, results) for section in sections]
    if _differ_by_section(rows) and all(titles) and RATIO in columns:
        measures = [Rows(section).measure or "" for section in rows]
        titles = [
            _title(study, section, heading, results, measure)
            for section, measure in zip(sections, measures, strict=True)
        ]
        columns = [HEADED_RATIO if each is RATIO else each for each in columns]
    head, cells = made(columns, [row for some in rows for row in some])
    remaining = iter(cells)
    indent = indent if heading != Heading(False, False, False) else 0
    lines: list[Row | Line] = []
    for section, compared, title in zip(sections, rows, titles, strict=True):
        statements = [each for each in section if _in_a_line(each)]
        if compared and title:
            lines.append(Line(cell=(title,), heading=True))
        for row in compared:
            lines.append(
                Row(
                    cells=next(remaining),
                    indent=indent,
                    interval=interval(row.result) if not row.is_reference else None,
                    derived=row.result.status == "derived",
                )
            )
            if not row.is_reference and not row.result.groups:
                lines += beneath(study, row.result, indent, with_p=P in columns)
        for each in statements:
            names = ", ".join(_names(study, each, heading, results))
            lines.append(statement(study, each, names, results, indent=_INDENT * bool(compared)))
    return Table(columns=head, lines=tuple(lines))


def _differ_by_section(rows: Sequence[Sequence[About]]) -> bool:
    """Whether estimates are not all one thing, and are so under each heading."""
    told = [Rows(section) for section in rows if Rows(section).estimates]
    return len({each.measure for each in told}) > 1 and all(each.measure for each in told)


def beneath(
    study: Study, result: Result, indent: int = 1, *, with_p: bool = True
) -> Iterator[Line]:
    """What stands under the row of a ratio: a difference, and what its P must be read with."""
    if result.effect and result.difference:
        said = wording.differs(study, result)
        yield Line(cell=(Part(said, places.of_result(study, result)),), indent=indent + _INDENT)
    for said in beneath_row(result) if with_p else ():
        yield Line(cell=(Part(said),), indent=indent + _INDENT)


def interval(result: Result) -> Interval | None:
    """What a plot draws of a result; a ratio of ratios has an axis of its own."""
    effect = result.effect
    if effect is None or effect.measure == "ratio of hazard ratios":
        return None
    return Interval(effect.estimate, effect.ci_low, effect.ci_high)


def _in_a_line(result: Result) -> bool:
    """Whether more is said of it than its rows: a statement, what is printed of all its groups."""
    if result.groups and outcomes.has_figures(result):
        return any(_together(result))
    return bool(result.groups) or not has_figures(result)


def has_figures(result: Result) -> bool:
    """Whether the result is a row; without rates or a ratio it is a line in words."""
    return bool(outcomes.has_figures(result) or result.p_value or not result.statement)


def _sections(results: Sequence[Result], heading: Heading) -> Iterator[list[Result]]:
    """Results that share a question, in order; sources apart where two of them answer it."""

    def question(result: Result) -> tuple[object, ...]:
        return (*result.question, result.source if heading.sources else None)

    for _, found in groupby(results, question):
        yield list(found)


def _rows(study: Study, section: Sequence[Result]) -> Iterator[About]:
    """The reference, then every group that is compared with it, the nearest to it first."""
    by_reference: dict[object, list[Result]] = {}
    for each in section:
        if has_figures(each) and each.treatment:
            by_reference.setdefault((each.reference, each.treatment.time), []).append(each)
    for found in by_reference.values():
        reference = found[0].reference
        if reference:
            yield About(study, found[0], reference, tuple(found))
        # Studies declare their strategies from the most to the least; the reference is the least.
        for each in reversed(found):
            yield About(study, each, each.treatment)
    for each in section:
        if outcomes.has_figures(each):
            yield from (About(study, each, arm) for arm in reversed(each.groups))


def _title(
    study: Study,
    section: Sequence[Result],
    heading: Heading,
    results: Sequence[Result],
    measure: str = "",
) -> Part | None:
    """What the rows below are of; with the measure, where those of other headings have another."""
    said = ", ".join(filter(None, (*_names(study, section[0], heading, results), measure)))
    if not said:
        return None
    result = section[0]
    population = study.population(result.population)
    if heading.populations:
        said += _made_of(study, population, results)
    return Part(said, places.of_population(study, result.population))


def _names(
    study: Study, result: Result, heading: Heading, results: Sequence[Result]
) -> Iterator[str]:
    """What the heading says of the question: as much as the page's title leaves open."""
    first = True
    if heading.endpoints:
        yield study.endpoint(result.endpoint).name
        first = False
    if heading.populations:
        label = wording.population(study, result) + wording.patients(study, result)
        yield wording.upper_first(label) if first else label
        first = False
    if result.window:
        yield result.window.text if not first else wording.upper_first(result.window.text)
        first = False
    if heading.sources and _has_another_source(result, results):
        yield study.source(result.source).short


def _has_another_source(result: Result, results: Sequence[Result]) -> bool:
    return any(
        each.question == result.question and each.source != result.source for each in results
    )


def _made_of(study: Study, population: Population, results: Sequence[Result]) -> str:
    """That the patients of this population are those of others on the page."""
    parts = {
        part.population
        for group in study.groups_with(f"populations/{population.id}")
        for part in study.parts(group)
    } - {population.id}
    if len(parts) < 2 or not parts <= {each.population for each in results if has_figures(each)}:
        return ""
    return f": the {wording.few(len(parts))} groups below together"


def statement(
    study: Study,
    result: Result,
    names: str,
    results: Sequence[Result],
    *,
    indent: int = 0,
    counted: bool = True,
) -> Line:
    """What has no figures, where its row would be."""
    arms = {arm.strategy for arm in result.arms}
    rows = {arm.strategy for each in _rows_beside(result, results) for arm in each.arms}
    known = bool(arms) and arms <= rows
    between = wording.VERSUS if result.treatment and result.reference else ", "
    who = "" if known else between.join(_in_words(study, result))
    what = _without_figures(result, len(arms) if known and counted else 0)
    said = ": ".join(filter(None, (names, who, what)))
    text = said if names or who else wording.upper_first(said)
    return Line(cell=(Part(text, places.of_result(study, result)),), indent=indent)


def _rows_beside(result: Result, results: Sequence[Result]) -> list[Result]:
    """The results of the same patients that are rows, and name their groups."""
    return [each for each in results if each.population == result.population and has_figures(each)]


def _in_words(study: Study, result: Result) -> Iterator[str]:
    """The groups that a statement speaks of, each with its other name."""
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        also = f" ({group.elsewhere})" if group and group.elsewhere else ""
        label = wording.arm_label(study, result, arm)
        yield f"{label if arm is result.arms[0] else wording.lower_first(label)}{also}"


def _without_figures(result: Result, together: int) -> str:
    if has_figures(result) and result.groups:
        return _of_all_groups(result)
    if not result.significance:
        return wording.lower_first(result.statement or wording.NOT_REPORTED).rstrip(".")
    among = f" among the {wording.few(together)}" if together > 2 else ""
    return f"no figures; called {result.significance}{among}"


def _of_all_groups(result: Result) -> str:
    """What is printed of more than two groups at once: all three groups: P = 0.008; 134 events."""
    number = len(result.groups)
    said = "; ".join(_together(result)) or wording.NOT_REPORTED
    return f"all {wording.few(number)} groups: {said}"


def _together(result: Result) -> Iterator[str]:
    """What is printed of all groups of the result at once."""
    if result.statement:
        yield wording.lower_first(result.statement).rstrip(".")
    if result.p_value:
        yield wording.p_value(result.p_value)
    if result.events is not None:
        yield f"{wording.count(result.events)} events"
