"""Every column once: its header, the cell that it makes of a row, and when it tells anything."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import MEASURES, Arm, Difference, Effect, PValue, Result
from altto_cli.view.page import NO_RATIO, REFERENCE, Cell, Column, Part
from altto_cli.view.places import of_group, of_population, of_result, of_study
from altto_cli.view.rates import (
    About,
    Rows,
    against,
    has_rates,
    kind_of,
    rate_header,
    rates,
    times_header,
    years,
    years_header,
)
from altto_cli.wording import DASH

#: The level of the intervals side by side; another one is said with its interval.
_LEVEL_ACROSS = 95


class Definition(NamedTuple):
    """A column as pages name it; it stands where it tells something."""

    header: Callable[[Rows], str]
    cell: Callable[[About, Rows], Cell]
    tells: Callable[[Rows], bool] = lambda rows: True
    align: str = "left"
    strong: bool = False
    #: Whether its cells may take several lines where figures of patient-years stand among others.
    wraps: bool = False


def made(
    definitions: Sequence[Definition], abouts: Sequence[About]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """The columns that tell something of these rows, and the cells of each row."""
    rows = Rows(abouts)
    telling = [each for each in definitions if each.tells(rows)]
    columns = tuple(
        Column(each.header(rows), _align(each, rows), each.strong)  # type: ignore[arg-type]
        for each in telling
    )
    return columns, [tuple(each.cell(row, rows) for each in telling) for row in rows]


def _align(definition: Definition, rows: Rows) -> str:
    return "words" if definition.wraps and rows.are_mixed else definition.align


def _group(row: About, _: Rows) -> Cell:
    if row.arm is None:
        return (Part(row.label),)
    label = row.label or wording.arm_label(row.study, row.result, row.arm)
    return (Part(label, of_group(row.study, row.arm.strategy, row.result.population)),)


def _size(row: About, arm: Arm) -> str:
    size, _ = wording.size(row.study, row.result, arm)
    return DASH if size is None else wording.count(size)


def _n(row: About, _: Rows) -> Cell:
    if row.arm is not None:
        return (Part(_size(row, row.arm)),)
    return against(row, lambda arm: Part(_size(row, arm)), whole=_in_all(row))


def _in_all(row: About) -> str:
    whole = wording.in_all(row.study, row.result)
    return DASH if whole is None else f"{wording.count(whole)} in all"


def _has_size(rows: Rows) -> bool:
    return any(part.text != DASH for row in rows for part in _n(row, rows))


def _events(row: About, _: Rows) -> Cell:
    if row.arm is not None:
        return (Part(DASH if row.arm.events is None else wording.count(row.arm.events)),)
    whole = DASH if row.result.events is None else f"{wording.count(row.result.events)} in all"
    return against(
        row, lambda arm: Part(DASH if arm.events is None else wording.count(arm.events)), whole
    )


def _has_events(rows: Rows) -> bool:
    return any(part.text != DASH for row in rows for part in _events(row, rows))


def _ratio(row: About, rows: Rows) -> Cell:
    effect = row.result.effect
    if effect is None or row.is_reference or rows.measure:
        return _bare_ratio(row, rows)
    (part,) = _bare_ratio(row, rows)
    return (part._replace(text=f"{wording.measure(effect)} {part.text}"),)


def _bare_ratio(row: About, rows: Rows) -> Cell:
    """The ratio without what it is, or what stands in its place."""
    if row.is_reference:
        return (Part(REFERENCE),)
    effect, place = row.result.effect, of_result(row.study, row.result)
    if effect:
        said = wording.ratio(effect, level=rows.level)
    elif said_of := row.result.difference:
        said = wording.difference(said_of, row.study.unit(row.result))
        said = said if rows.differ_in else wording.differs(row.study, row.result)
    else:
        said = _without_estimate(row, rows)
    return (Part(said, (*place, *_else_of(row))),)


def _measured_ratio(row: About, rows: Rows) -> Cell:
    """The ratio under a header that says the measure, where all have one; adjusted or not."""
    effect = row.result.effect
    (part,) = _bare_ratio(row, rows)
    if effect is None or rows.measure:
        return (part,)
    of_several = len({each.measure for each in rows.estimates}) > 1
    said = f"{wording.measure(effect)} {part.text}" if of_several else part.text
    adjusted = ", adjusted" if effect.adjusted is True and not of_several else ""
    return (part._replace(text=f"{said}{adjusted}"),)


def _without_estimate(row: About, rows: Rows) -> str:
    kind = kind_of(row)
    if not rows.estimates:
        return DASH
    return wording.NOT_REPORTED if rows.differ_in or (kind and kind.what == "mean") else NO_RATIO


def _else_of(row: About) -> tuple[str, ...]:
    """What else the ratio stands for on a page that shows groups and populations nowhere else."""
    if row.arm is not None:
        return ()
    groups = (
        place
        for arm in row.result.arms
        for place in of_group(row.study, arm.strategy, row.result.population)
    )
    return (*groups, *of_population(row.study, row.result.population))


def _ratio_across(row: About, _: Sequence[About]) -> Cell:
    result, place = row.result, of_result(row.study, row.result)
    if effect := result.effect:
        name = wording.upper_first(MEASURES[effect.measure].short)
        level = " (95% CI)" if effect.ci_level == _LEVEL_ACROSS else ""
        said = wording.ratio(effect, str(_LEVEL_ACROSS), briefly=True)
        return (Part(said, place, called=f"{name}{level}"),)
    # The label of the row says what a P without a ratio tests.
    lone = result.p_value and result.p_value._replace(p_kind=None, p_test=None)
    p = wording.p_value(lone) if lone else ""
    return (Part(f"{NO_RATIO}; {p}" if p else DASH, place, called=""),)


def _named_study(row: About, _: Rows) -> Cell:
    return (Part(row.study.short or row.study.id, of_study(row.study)),)


def _or_inverted(header: Callable[[Rows], str]) -> Callable[[Rows], str]:
    """The header, which says so where every ratio under it is printed the other way round."""

    def said(rows: Rows) -> str:
        text = header(rows)
        return f"Inverted {wording.lower_first(text)}" if rows.are_inverted else text

    return said


def _ratio_header(rows: Rows) -> str:
    if rows.differ_in:
        return wording.upper_first(rows.differ_in)
    measure, level = rows.measure, rows.level
    name = wording.upper_first(measure) if measure else _estimate(rows)
    if measure and level and rows.estimates[0].adjusted == wording.NOT_REPORTED:
        # Two brackets side by side would be read as one.
        short = MEASURES[rows.estimates[0].measure].short
        return f"{wording.upper_first(short)} ({level}% CI), adjustment not reported"
    return f"{name} ({level}% CI)" if level else name


def _measure_header(rows: Rows) -> str:
    measures = {each.measure for each in rows.estimates}
    name = wording.upper_first(measures.pop()) if len(measures) == 1 else _estimate(rows)
    return f"{name} ({rows.level}% CI)" if rows.level else name


def _estimate(rows: Rows) -> str:
    """What estimates of several measures are together."""
    return "Ratio or difference" if rows.differ else "Ratio"


def _has_ratio(rows: Rows) -> bool:
    return bool(rows.estimates)


#: So long may stand behind a P in its cell; the rest has a line beneath the row.
_BEHIND_P = 11


def p_cell(said: Effect | Difference | PValue) -> str:
    """The P value under the heading P, with what fits beside it: .048 (interaction)."""
    told = ", ".join([*_p_label(said), *_read_with_p(said)])
    printed = said.p or DASH
    return f"{printed} ({told})" if told and len(told) <= _BEHIND_P else printed


def p_beneath(said: Effect | Difference | PValue) -> str:
    """What a P must be read with, where that is too long for its cell; or nothing."""
    told = ", ".join([*_p_label(said), *_read_with_p(said)])
    beneath = ", ".join(_read_with_p(said))
    return f"{said.p_label or 'P'} {said.p}: {beneath}" if len(told) > _BEHIND_P else ""


def _p_label(said: Effect | Difference | PValue) -> Iterator[str]:
    if said.p_label and said.p_label != "P":
        yield said.p_label


def _read_with_p(said: Effect | Difference | PValue) -> Iterator[str]:
    """What it tests, how, and against what it is judged."""
    if said.p_kind and said.p_kind != "superiority":
        yield said.p_kind
    if said.p_test:
        yield said.p_test
    if isinstance(said, Effect):
        yield from [f"threshold {said.p_threshold}"] if said.p_threshold else []
        yield from [f"margin {wording.figure(said.margin)}"] if said.margin else []


def _printed_p(result: Result) -> list[Effect | Difference | PValue]:
    return [each for each in (*result.estimates, result.p_value) if each and each.p]


def _p(row: About, _: Rows) -> Cell:
    has_none = row.is_reference or row.result.groups
    said = [] if has_none else [p_cell(each) for each in _printed_p(row.result)]
    return (Part("; ".join(said)),)


def beneath_row(result: Result) -> Iterator[str]:
    """What is said beneath the row of a result: what its P values must be read with."""
    yield from filter(None, map(p_beneath, _printed_p(result)))


def _has_p(rows: Rows) -> bool:
    return any(part.text for row in rows for part in _p(row, rows))


def _comparison(row: About, _: Rows) -> Cell:
    return (Part(wording.comparison(row.study, row.result)),)


def _label(row: About, _: Rows) -> Cell:
    return (Part(row.label),)


GROUP = Definition(lambda rows: "Group", _group)
PATIENTS = Definition(lambda rows: "Patients", _label, align="prose")
STUDY = Definition(lambda rows: "Study", _label, align="prose")
COMPARISON = Definition(lambda rows: "Comparison", _comparison)
N = Definition(lambda rows: "n", _n, _has_size, "versus")
EVENTS = Definition(lambda rows: "Events", _events, _has_events, "versus")
RATE = Definition(rate_header, rates, has_rates, "versus")
AT = Definition(times_header, rates, has_rates, "versus")
YEARS = Definition(years_header, years, has_rates, "versus", wraps=True)
RATIO = Definition(_or_inverted(_ratio_header), _ratio, _has_ratio, strong=True)
#: Where the name of the row says what each is.
BARE_RATIO = Definition(_or_inverted(_ratio_header), _bare_ratio, _has_ratio, strong=True)
#: Where the heading of the rows says what each is.
HEADED_RATIO = Definition(_or_inverted(_measure_header), _bare_ratio, _has_ratio, strong=True)
#: Where the header says the measure; of it only "adjusted" stands in the cell.
MEASURED = Definition(_or_inverted(_measure_header), _measured_ratio, _has_ratio, strong=True)
#: For studies side by side, whose headings say a measure that is no hazard ratio.
RATIO_ACROSS = Definition(lambda rows: "HR (95% CI)", _ratio_across, lambda rows: True, strong=True)
NAMED_STUDY = Definition(lambda rows: "Study", _named_study)
P = Definition(lambda rows: "P", _p, _has_p, align="words")
