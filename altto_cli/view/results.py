"""Results as pages: the table of comparisons, with everything that must stand under it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from altto_cli import wording
from altto_cli.model import Conflict, Result, Study
from altto_cli.view import notes, records
from altto_cli.view.page import VERSUS, Cell, Column, Interval, Page, Row, Section, Table
from altto_cli.wording import DASH, NOT_REPORTED

_ANY_RATE = "Rate"


class Shown(NamedTuple):
    """A result with the study that it belongs to and what must be read with it."""

    study: Study
    result: Result
    remarks: Sequence[str]
    conflicts: Sequence[Conflict]


def shown(study: Study, results: Iterable[Result]) -> list[Shown]:
    """The results with their remarks and conflicts."""
    return [
        Shown(study, each, notes.remarks(study, each), notes.conflicts(study, each))
        for each in results
    ]


def page(
    title: str, each: Sequence[Shown], query: Mapping[str, Any], asides: Sequence[str] = ()
) -> Page:
    """The answer that shows these results."""
    rows = [(row(one), one.remarks, one.conflicts) for one in each]
    studies = _unique([one.study for one in each])
    return Page(
        schema="results",
        title=title,
        aside=" · ".join(study.title for study in studies),
        tables=(table(each, title),),
        notes=notes.of_rows((row.name, remarks, conflicts) for row, remarks, conflicts in rows),
        foot=foot(each),
        query=query,
        studies=tuple(records.study(study) for study in studies),
        sources=sources(each),
        asides=tuple(asides),
    )


def table(each: Sequence[Shown], title: str = "") -> Table:
    """The comparisons under a heading for each endpoint and population."""
    columns = (
        Column("Comparison"),
        Column("n", "decimal"),
        Column(_rate_header(each), "decimal"),
        Column(_effect_header(each), "strong"),
        Column("P"),
    )
    sections = [
        Section(heading=heading, rows=tuple(row(one) for one in group))
        for heading, group in groupby(each, lambda one: _heading(one, each, title))
    ]
    return Table(columns=columns, sections=tuple(sections), collection="results")


def factors(each: Sequence[Shown], query: Mapping[str, Any]) -> Page:
    """The answer that lists statements over factors, each with the figures printed for it."""
    whole = page("Subgroups", each, query)
    rows = [_factor_row(one) for one in each]
    statements = notes.of_rows((row.name, [row.statement], ()) for row in rows if row.statement)
    section = Section(heading="", rows=tuple(replace(row, statement="") for row in rows))
    columns = (Column("Factor"), *whole.tables[0].columns[1:])
    table = Table(columns=columns, sections=(section,), collection="results")
    return replace(whole, tables=(table,), notes=(*statements, *whole.notes))


def _factor_row(one: Shown) -> Row:
    said = row(one)
    if one.result.subgroup:
        return replace(said, cells=((one.result.subgroup,), *((DASH,),) * 4))
    where = wording.upper_first(wording.population(one.study, one.result))
    label = (f"  {where}: {said.cells[0][0]}", *said.cells[0][1:])
    return replace(said, cells=(label, *said.cells[1:]))


def _heading(one: Shown, each: Sequence[Shown], title: str) -> str:
    """The endpoint, population and kind of rate, as far as title and columns do not tell them."""
    study, result = one.study, one.result
    said = []
    if len({other.result.endpoint for other in each}) > 1:
        said.append(study.endpoint(result.endpoint).name)
    population = wording.population(study, result)
    if population not in title.casefold():
        said.append(wording.upper_first(population))
    if _rate_header(each) == _ANY_RATE:
        said.append(rate_name(one) or "")
    return " · ".join(filter(None, said))


def _rate_header(each: Sequence[Shown]) -> str:
    names = {rate_name(one) for one in each} - {None}
    return wording.upper_first(names.pop() or "") if len(names) == 1 else _ANY_RATE


def rate_name(one: Shown) -> str | None:
    """What the percentages of the result are, or None where it has none."""
    arm = one.result.treatment
    if arm is None or wording.rate(arm) is None:
        return None
    return wording.rate_name(arm, one.study.endpoint(one.result.endpoint))


def _effect_header(each: Sequence[Shown]) -> str:
    names = {wording.measure(one.result.effect) for one in each if one.result.effect}
    return wording.upper_first(names.pop()) if len(names) == 1 else "Ratio"


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
    if not one.result.treatment:
        return (DASH,)
    rates = [wording.rate(arm) for arm in one.result.arms]
    return tuple(DASH if rate is None else wording.percent(rate) for rate in rates)


def _effect_cell(one: Shown) -> str:
    if one.result.effect:
        said = wording.effect(one.result.effect)
        return f"{said}, derived" if one.result.status == "derived" else said
    return DASH


def _p_cell(one: Shown) -> str:
    effect = one.result.effect
    if not effect or not effect.p:
        return DASH
    return effect.p if effect.p_kind in (None, "superiority") else f"{effect.p} ({effect.p_kind})"


def _fields(one: Shown) -> Iterable[tuple[str, str]]:
    study, result = one.study, one.result
    yield "Endpoint", study.endpoint(result.endpoint).name
    yield "Population", wording.upper_first(wording.population(study, result))
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
    elif result.effect:
        yield wording.upper_first(wording.measure(result.effect)), wording.effect(result.effect)
        p = wording.p_value(result.effect)
        yield "P", p.removeprefix("P = ").removeprefix("P ")
        if result.effect.margin:
            yield "Margin", wording.figure(result.effect.margin)
    else:
        yield "Ratio", NOT_REPORTED
    if result.significance:
        yield "In the source's words", result.significance
    yield "Events", wording.events(study, result).removeprefix("event counts ")
    yield "Design", wording.design(study.is_randomised(result), study.is_exploratory(result))
    if result.derived_from:
        yield "Derived", f"{result.derived_from.method} of {'; '.join(result.derived_from.inputs)}"
    yield "Stands in", f"{wording.standing(study.source(result.source))}; {result.locator}"


def foot(each: Sequence[Shown]) -> tuple[tuple[str, str], ...]:
    """What holds for every figure shown: design, events, sources with locators, evidence."""
    said: list[tuple[str, str]] = []
    for study in _unique([one.study for one in each]):
        of_study = [one for one in each if one.study is study]
        said.append(("Design", _design(study, of_study)))
        said.append(("Events", _events(of_study)))
        said += [("Source", text) for text in _sources(of_study)]
        said.append(("Evidence", f"{study.id} {study.version} · {study.sha256[:7]}"))
    return tuple(said)


def _design(study: Study, each: Sequence[Shown]) -> str:
    said = [wording.upper_first(study.design)]
    follow_up = {study.follow_up(one.result) for one in each} - {None}
    if follow_up:
        years = wording.several(wording.figure(y) for y in sorted(filter(None, follow_up)))
        said.append(f"median follow-up {years} years")
    covariates = {tuple(study.covariates(one.result) or ()) for one in each} - {()}
    said += [f"adjusted for {', '.join(names)}" for names in sorted(covariates)]
    return " · ".join(said)


def _events(each: Sequence[Shown]) -> str:
    counted = [
        one for one in each if not wording.events(one.study, one.result).endswith(NOT_REPORTED)
    ]
    if not counted:
        return f"event counts {NOT_REPORTED}"
    said = [
        f"{wording.name(one.study, one.result)}: {wording.events(one.study, one.result)}"
        for one in counted
    ]
    if len(counted) < len(each):
        said.append(f"otherwise event counts {NOT_REPORTED}")
    return "; ".join(said)


def _sources(each: Sequence[Shown]) -> Iterable[str]:
    by_source: dict[str, list[str]] = {}
    for one in each:
        by_source.setdefault(one.result.source, []).append(one.result.locator)
    for id, locators in by_source.items():
        source = each[0].study.source(id)
        where = "; ".join(dict.fromkeys(locators))
        yield f"{wording.standing(source)} · {where}"


def sources(each: Sequence[Shown]) -> tuple[Mapping[str, Any], ...]:
    """The sources of the results, and those that print the same figures."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for study, result, *_ in each:
        for id in (result.source, *(also.source for also in result.corroborated_by)):
            found.setdefault((study.id, id), records.source(study, study.source(id)))
    return tuple(found.values())


def _unique(studies: Iterable[Study]) -> list[Study]:
    return list({study.id: study for study in studies}.values())
