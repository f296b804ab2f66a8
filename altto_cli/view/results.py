"""Results as pages: the table of comparisons, with everything that must stand under it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from altto_cli import wording
from altto_cli.view import foot, notes, records
from altto_cli.view.page import VERSUS, Cell, Column, Interval, Page, Row, Section, Table
from altto_cli.view.shown import Shown, row_names, source_name
from altto_cli.wording import DASH, NOT_REPORTED

_ANY_RATE = "Rate"
_ANY_RATIO = "Ratio"


def page(
    title: str, each: Sequence[Shown], query: Mapping[str, Any], asides: Sequence[str] = ()
) -> Page:
    """The answer that shows these results."""
    studies = foot.unique_studies([one.study for one in each])
    return Page(
        schema="results",
        title=title,
        aside=" · ".join(study.title for study in studies),
        tables=(table(each, title),),
        notes=notes.of_rows(
            (name, one.remarks, one.conflicts)
            for name, one in zip(row_names(each), each, strict=True)
        ),
        foot=foot.lines(each),
        query=query,
        studies=tuple(records.study(study) for study in studies),
        sources=foot.sources(each),
        asides=tuple(asides),
    )


def table(each: Sequence[Shown], title: str = "") -> Table:
    """The comparisons under a heading for each endpoint and population."""
    columns = (
        Column("Comparison", "pair"),
        Column("n", "decimal"),
        Column(_rate_header(each), "decimal"),
        Column(_effect_header(each), "strong"),
        Column("P"),
    )
    rows = [
        replace(_told_apart(row(one), one, each), name=name)
        for name, one in zip(row_names(each), each, strict=True)
    ]
    headings = [_heading(one, each, title) for one in each]
    sections = [
        Section(heading=heading, rows=tuple(row for _, row in group))
        for heading, group in groupby(zip(headings, rows, strict=True), itemgetter(0))
    ]
    return Table(columns=columns, sections=tuple(sections), collection="results")


def _told_apart(said: Row, one: Shown, each: Sequence[Shown]) -> Row:
    """The row with the name of its ratio in the cell, where the column's header cannot tell it."""
    if not one.result.effect or _effect_header(each) != _ANY_RATIO:
        return said
    *before, (ratio,), p = said.cells
    return replace(said, cells=(*before, (f"{wording.measure(one.result.effect)} {ratio}",), p))


def factors(each: Sequence[Shown], query: Mapping[str, Any]) -> Page:
    """The answer that lists statements over factors, each with the figures printed for it."""
    whole = page("Subgroups", each, query)
    rows = [_factor_row(one, row) for one, row in zip(each, whole.tables[0].rows(), strict=True)]
    statements = notes.of_rows((row.name, [row.statement], ()) for row in rows if row.statement)
    section = Section(heading="", rows=tuple(replace(row, statement="") for row in rows))
    columns = (Column("Factor", "pair"), *whole.tables[0].columns[1:])
    table = Table(columns=columns, sections=(section,), collection="results")
    return replace(whole, tables=(table,), notes=(*statements, *whole.notes))


def _factor_row(one: Shown, said: Row) -> Row:
    if one.result.subgroup:
        return replace(said, cells=((one.result.subgroup,), *((DASH,),) * 4))
    where = wording.upper_first(wording.population(one.study, one.result))
    label = (f"  {where}: {said.cells[0][0]}", *said.cells[0][1:])
    return replace(said, cells=(label, *said.cells[1:]))


def _heading(one: Shown, each: Sequence[Shown], title: str) -> str:
    """The endpoint, population and kind of rate, as far as title and columns do not tell them."""
    study, result = one.study, one.result
    said = []
    endpoint = study.endpoint(result.endpoint).name
    several = len({other.result.endpoint for other in each}) > 1
    if several or endpoint.casefold() not in title.casefold():
        said.append(endpoint)
    population = wording.population(study, result)
    if population not in title.casefold():
        said.append(wording.upper_first(population) + wording.patients(study, result))
    if result.window:
        said.append(result.window.text)
    if _rate_header(each) == _ANY_RATE:
        said.append(rate_name(one) or "")
    if len({other.result.source for other in each}) > 1:
        said.append(source_name(one))
    return " · ".join(filter(None, said))


def _rate_header(each: Sequence[Shown]) -> str:
    names = {rate_name(one) for one in each} - {None}
    return wording.upper_first(names.pop() or "") if len(names) == 1 else _ANY_RATE


def rate_name(one: Shown) -> str | None:
    """What the percentages of the result are, or None where it has none."""
    arm = wording.rated(one.result)
    return None if arm is None else wording.rate_name(arm, one.study.endpoint(one.result.endpoint))


def _effect_header(each: Sequence[Shown]) -> str:
    names = {wording.measure(one.result.effect) for one in each if one.result.effect}
    return wording.upper_first(names.pop()) if len(names) == 1 else _ANY_RATIO


def row(one: Shown) -> Row:
    """One result with its three faces."""
    study, result = one.study, one.result
    record = records.result(study, result, one.remarks, one.conflicts)
    effect = result.effect
    return Row(
        name=wording.name(study, result),
        cells=_cells(one),
        fields=tuple(_fields(one)),
        record=record,
        flat=records.flat_result(study, record),
        sentence=wording.sentence(study, result),
        joint=VERSUS if result.treatment else ", ",
        statement=result.statement or "",
        interval=Interval(effect.estimate, effect.ci_low, effect.ci_high) if effect else None,
        derived=result.status == "derived",
    )


def _cells(one: Shown) -> tuple[Cell, ...]:
    study, result = one.study, one.result
    labels = tuple(wording.arm_label(study, result, arm) for arm in result.arms)
    return (labels, _sizes(one), _rates(one), (_effect_cell(one),), (_p_cell(one),))


def _sizes(one: Shown) -> Cell:
    sizes = [wording.size(one.study, one.result, arm)[0] for arm in one.result.arms]
    return tuple(DASH if size is None else wording.count(size) for size in sizes)


def _rates(one: Shown) -> Cell:
    if not wording.rated(one.result):
        return (DASH,) * len(one.result.arms) if one.result.treatment else (DASH,)
    rates = [wording.rate(arm) for arm in one.result.arms]
    return tuple(DASH if rate is None else wording.percent(rate) for rate in rates)


def _effect_cell(one: Shown) -> str:
    if one.result.effect:
        said = wording.effect(one.result.effect)
        return f"{said}, derived" if one.result.status == "derived" else said
    return DASH


def _p_cell(one: Shown) -> str:
    return wording.p_cell(one.result.effect) if one.result.effect else DASH


def _fields(one: Shown) -> Iterable[tuple[str, str]]:
    study, result = one.study, one.result
    yield "Endpoint", study.endpoint(result.endpoint).name
    whose = wording.population(study, result) + wording.patients(study, result)
    yield "Population", wording.upper_first(whose)
    if result.window:
        yield "Window", result.window.text
    if result.subgroup:
        yield "Factor", result.subgroup
    names = ("Treatment", "Reference") if result.treatment else ("Group",) * len(result.groups)
    for label, arm in zip(names, result.arms, strict=True):
        said = wording.arm_in_full(study, result, arm)
        rate = wording.rate(arm)
        if rate is not None:
            said += f"; {rate_name(one)} {wording.percent(rate)}"
        yield label, said
    if result.statement:
        yield "Statement", result.statement
    if result.effect:
        yield wording.upper_first(wording.measure(result.effect)), wording.effect(result.effect)
        p = wording.p_value(result.effect)
        yield "P", p.removeprefix("P = ").removeprefix("P ")
        if result.effect.p_threshold:
            yield "Threshold", result.effect.p_threshold
        if result.effect.margin:
            yield "Margin", wording.figure(result.effect.margin)
    elif not result.statement:
        yield "Ratio", NOT_REPORTED
    if result.significance:
        yield "In the source's words", result.significance
    yield (
        "Events",
        wording.events(study, result).removeprefix("event counts ").removeprefix("events "),
    )
    yield "Design", wording.design(study.is_randomised(result), study.is_exploratory(result))
    if result.derived_from:
        yield "Derived", f"{result.derived_from.method} of {'; '.join(result.derived_from.inputs)}"
    yield "Stands in", f"{wording.standing(study.source(result.source))}; {result.locator}"
